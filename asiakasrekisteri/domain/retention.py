"""How long a datum is kept: a formula counted from an event, with its ground (GDPR Art. 5(1)(e), LAW §4).

The last day of keeping is the day up to which a datum must, or may, be kept; it may be destroyed from the next day on.
"""

import calendar
import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from asiakasrekisteri.domain.vouchers import Period, period_of

VOUCHER_MONTHS = 72
BOOK_MONTHS = 120
"""The least that the Accounting Act asks, in months (KPL 2:10 §)."""
_DECEMBER, _LAST_OF_DECEMBER = 12, 31


class Formula(StrEnum):
    """How the last day of keeping is counted from the event."""

    MONTHS = "months"
    AT_ONCE = "at_once"
    VOUCHER = "voucher"
    BOOKS = "books"
    WHILE = "while"


class Ground(StrEnum):
    """Why a datum may be kept after the event."""

    ACCOUNTING = "accounting"
    LIMITATION = "limitation"
    ACCOUNTABILITY = "accountability"
    CONTRACT = "contract"
    INTEREST = "interest"
    IDENTITY = "identity"
    CREDIT = "credit"
    TELECOM = "telecom"
    DUTY = "duty"


class EndAction(StrEnum):
    """What is done when the time is over."""

    DESTROY = "destroy"
    ERASE = "erase"
    EMPTY = "empty"
    OVERWRITE = "overwrite"
    TRUNCATE = "truncate"
    SHRED = "shred"
    REVIEW = "review"
    KEEP = "keep"


BY_PERIOD = frozenset({Formula.VOUCHER, Formula.BOOKS})
"""Formulas that ask for the financial period."""


@dataclass(frozen=True, slots=True)
class Rule:
    """What the firm has decided of one data category, or of a part of one.

    Attributes:
        purpose, basis: in words, as printed.
        event: what starts the time, in words.
        months: whole months from the event; 0 keeps the datum until it is replaced or the relation ends.
        reason: the ground, in words (statute or Art. 6 basis).
        formula: how the months are counted.
        ground: why so long, by its kind.
        action: what is done at the end.
    """

    purpose: str
    basis: str
    event: str
    months: int
    reason: str
    formula: Formula = Formula.MONTHS
    ground: Ground = Ground.INTEREST
    action: EndAction = EndAction.DESTROY


@dataclass(frozen=True, slots=True)
class Window:
    """Days of the event, both included, whose data are to be destroyed."""

    since: dt.date
    until: dt.date


def add_months(day: dt.date, months: int) -> dt.date:
    """Return the same day of a later month, clamped to the month's last day (29.2. + 12 months = 28.2.)."""
    year, month0 = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(year, month0 + 1)[1]
    return dt.date(year, month0 + 1, min(day.day, last))


def keep_until(rule: Rule, event: dt.date | None, periods: Sequence[Period] = ()) -> dt.date | None:
    """Return the last day on which a datum is kept.

    Args:
        rule: of its category.
        event: the day that starts the time; of a voucher its day of entry; None while it has not come.
        periods: the financial periods, for the formulas of the Accounting Act.

    Returns:
        None while the time has not begun, where it has no end, and where the financial period is not recorded.
    """
    if event is None or rule.formula is Formula.WHILE:
        return None
    if rule.formula in BY_PERIOD:
        period = period_of(periods, event)
        return None if period is None else _until_by_period(rule, period)
    return event if rule.formula is Formula.AT_ONCE else add_months(event, rule.months)


def _until_by_period(rule: Rule, period: Period) -> dt.date:
    if rule.formula is Formula.BOOKS:
        return add_months(period.until, rule.months)
    return add_months(dt.date(period.until.year, _DECEMBER, _LAST_OF_DECEMBER), rule.months)


def destroyable_from(until: dt.date) -> dt.date:
    """Return the first day on which a datum may be destroyed: the one after the last day of keeping."""
    return until + dt.timedelta(days=1)


def due_windows(rule: Rule, periods: Sequence[Period], today: dt.date) -> tuple[Window, ...]:
    """Return the days of the event whose data may be destroyed today: what a query asks instead of every row.

    A day lies in a window exactly when `keep_until` of it is before today.
    """
    if rule.formula is Formula.WHILE:
        return ()
    if rule.formula in BY_PERIOD:
        over = (p for p in periods if _until_by_period(rule, p) < today)
        return tuple(Window(p.since, p.until) for p in over)
    months = 0 if rule.formula is Formula.AT_ONCE else rule.months
    return (Window(dt.date.min, _latest_event(months, today)),)


def _latest_event(months: int, today: dt.date) -> dt.date:
    """Return the latest day from which so many months are over before today."""
    day = add_months(today, -months)
    while add_months(day, months) >= today:
        day -= dt.timedelta(days=1)
    while add_months(day + dt.timedelta(days=1), months) < today:
        day += dt.timedelta(days=1)
    return day


def ended(periods: list[dt.date | None]) -> dt.date | None:
    """Return when a relation of several periods ended: None if any of them is open or there is none."""
    closed = [day for day in periods if day is not None]
    return max(closed) if closed and len(closed) == len(periods) else None
