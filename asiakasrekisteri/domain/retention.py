"""How long a datum is kept: months from the day the relation ended (GDPR Art. 5(1)(e), LAW §4.2)."""

import calendar
import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rule:
    """What the firm has decided of one data category.

    Attributes:
        purpose, basis: in words, as printed.
        event: what starts the time, in words.
        months: whole months from the event; 0 keeps the datum until it is replaced or the relation ends.
        reason: the ground, in words (statute or Art. 6 basis).
    """

    purpose: str
    basis: str
    event: str
    months: int
    reason: str


def add_months(day: dt.date, months: int) -> dt.date:
    """Return the same day of a later month, clamped to the month's last day (29.2. + 12 months = 28.2.)."""
    year, month0 = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(year, month0 + 1)[1]
    return dt.date(year, month0 + 1, min(day.day, last))


def keep_until(rule: Rule, ended: dt.date | None) -> dt.date | None:
    """Return the last day on which the datum is kept; None while the relation goes on."""
    return None if ended is None else add_months(ended, rule.months)


def ended(periods: list[dt.date | None]) -> dt.date | None:
    """Return when a relation of several periods ended: None if any of them is open or there is none."""
    closed = [day for day in periods if day is not None]
    return max(closed) if closed and len(closed) == len(periods) else None
