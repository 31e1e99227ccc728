"""The figures of a year: invoiced, paid, open and late, month by month beside the year before, all summed in cents."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from sqlalchemy import Select, and_, case, extract, func, select

from asiakasrekisteri.domain.money import NOTHING
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.store.balances import days_to_payment
from asiakasrekisteri.store.models import Customer, Invoice
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.gate import Seen, use_case
from asiakasrekisteri.usecases.hiding import is_restricted
from asiakasrekisteri.usecases.records import got

_TENTH, _HUNDRED = Decimal("0.1"), Decimal(100)
_MONTHS = range(1, 13)


@dataclass(frozen=True, slots=True)
class Month:
    """What was invoiced in a month, credit notes taken off: the part that has been paid and the part that is open."""

    paid: Decimal = NOTHING
    open: Decimal = NOTHING


@dataclass(frozen=True, slots=True)
class YearFigures:
    """Sums of the invoices of a year, in euros with tax.

    Attributes:
        year: by the day of the invoice.
        invoiced: credit notes taken off.
        paid: of what was invoiced.
        open_count, open_sum: what is open of the year's invoices.
        overdue_count, overdue_sum: of the open, what is late today.
        months, months_before: January to December of the year and of the year before.
        invoiced_before: of the whole year before.
        change: of what was invoiced, in per cent of the year before, one decimal; None when nothing was then. The year
            that goes on is compared with the same days.
        days_to_payment: from the day of an invoice to its last payment, on the average; None when none is paid.
    """

    year: int
    invoiced: Decimal
    paid: Decimal
    open_count: int
    open_sum: Decimal
    overdue_count: int
    overdue_sum: Decimal
    months: tuple[Month, ...]
    months_before: tuple[Month, ...]
    invoiced_before: Decimal
    change: Decimal | None
    days_to_payment: float | None
    customer_id: int | None = None
    person_id: int | None = None


def _seen(figures: YearFigures) -> Sequence[Seen]:
    """Sums of everybody tell of nobody; those of one customer are shown data."""
    return [Seen("customer", figures.customer_id, figures.person_id)] if figures.customer_id is not None else []


@use_case(Permission.BILLING_READ, discloses=_seen)
def year_figures(work: Work, year: int, customer_id: int | None = None) -> YearFigures:
    """Reckon the figures of a year, of all customers or of one; nothing of one whose data are restricted."""
    person_id = got(work, Customer, customer_id).person_id if customer_id is not None else None
    months = {} if is_restricted(work, person_id) else _sums(work, year, customer_id)
    own = [months[key] for key in sorted(months) if key[0] == year]
    before = [months[key] for key in sorted(months) if key[0] == year - 1]
    invoiced, open_sum = _total(own, "gross"), _total(own, "open_sum")
    paid_invoices = sum(month.paid_count for month in own)
    days = sum(month.days or 0.0 for month in own)
    return YearFigures(
        year=year,
        invoiced=invoiced,
        paid=invoiced - open_sum,
        open_count=sum(month.open_count for month in own),
        open_sum=open_sum,
        overdue_count=sum(month.late_count for month in own),
        overdue_sum=_total(own, "late_sum"),
        months=_by_month(months, year),
        months_before=_by_month(months, year - 1),
        invoiced_before=_total(before, "gross"),
        change=_change(invoiced, _total(before, "comparable")),
        days_to_payment=days / paid_invoices if paid_invoices else None,
        customer_id=customer_id,
        person_id=person_id,
    )


def _sums(work: Work, year: int, customer_id: int | None) -> dict[tuple[int, int], Any]:
    """Return the sums of each month of the year and of the year before, by (year, month)."""
    asked = _asked(work.today, year)
    if customer_id is not None:
        asked = asked.where(Invoice.customer_id == customer_id)
    return {(row.year, row.month): row for row in work.session.execute(asked)}


def _asked(today: dt.date, year: int) -> Select[*tuple[Any, ...]]:
    is_open = Invoice.balance > 0
    is_late = and_(is_open, Invoice.due_on < today)
    is_paid = and_(Invoice.kind == "invoice", Invoice.balance <= 0, Invoice.paid_on.is_not(None))
    year_of, month_of = extract("year", Invoice.issued_on), extract("month", Invoice.issued_on)
    return (
        select(
            year_of.label("year"),
            month_of.label("month"),
            func.sum(Invoice.gross).label("gross"),
            func.sum(case((Invoice.issued_on <= _as_far(today, year), Invoice.gross))).label("comparable"),
            func.count(case((is_open, 1))).label("open_count"),
            func.sum(case((is_open, Invoice.balance))).label("open_sum"),
            func.count(case((is_late, 1))).label("late_count"),
            func.sum(case((is_late, Invoice.balance))).label("late_sum"),
            func.count(case((is_paid, 1))).label("paid_count"),
            func.sum(case((is_paid, days_to_payment()))).label("days"),
        )
        .where(Invoice.issued_on.between(dt.date(year - 1, 1, 1), dt.date(year, 12, 31)))
        .group_by(year_of, month_of)
    )


def _as_far(today: dt.date, year: int) -> dt.date:
    """Return the day of the year before up to which it is compared: the year that goes on has not come further."""
    if today.year != year:
        return dt.date(year - 1, 12, 31)
    leap_day = (today.month, today.day) == (2, 29)
    return today.replace(year=year - 1, day=28 if leap_day else today.day)


def _total(rows: Sequence[Any], name: str) -> Decimal:
    return sum((getattr(row, name) or NOTHING for row in rows), NOTHING)


def _by_month(months: Mapping[tuple[int, int], Any], year: int) -> tuple[Month, ...]:
    found = (months.get((year, month)) for month in _MONTHS)
    return tuple(Month() if m is None else _month(m.gross, m.open_sum or NOTHING) for m in found)


def _month(gross: Decimal, left: Decimal) -> Month:
    return Month(gross - left, left)


def _change(now: Decimal, before: Decimal) -> Decimal | None:
    return ((now - before) * _HUNDRED / before).quantize(_TENTH, rounding=ROUND_HALF_UP) if before > 0 else None
