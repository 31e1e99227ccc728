"""How long vouchers are kept: six years from the end of the year in which the financial period ended (KPL 2:10.2 §)."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

VOUCHER_YEARS = 6
BOOK_YEARS = 10


@dataclass(frozen=True, slots=True)
class Period:
    """A financial period, both days included."""

    since: dt.date
    until: dt.date


def period_of(periods: Sequence[Period], day: dt.date) -> Period | None:
    """Return the financial period that a day falls into; None when it has not been recorded."""
    return next((p for p in periods if p.since <= day <= p.until), None)


def voucher_until(period: Period) -> dt.date:
    """Return the last day on which a voucher of the period must be kept (KPL 2:10.2 §, AVL 209 n §)."""
    return dt.date(period.until.year + VOUCHER_YEARS, 12, 31)


def books_until(period: Period) -> dt.date:
    """Return the last day on which the period's books must be kept: ten years from its end (KPL 2:10.1 §)."""
    end = period.until
    if (end.month, end.day) == (2, 29):
        return dt.date(end.year + BOOK_YEARS, 2, 28)
    return end.replace(year=end.year + BOOK_YEARS)
