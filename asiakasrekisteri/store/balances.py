"""What is open of each invoice: one function reckons it, and no change of a payment or an invoice gets past it.

`balance` and `paid_on` follow from payments and credit notes, so they have no history of their own: whatever touched
an invoice, a save, an undo or an import, it is settled before the unit of work ends, in whole cents.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import Any, cast

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Float,
    ScalarSelect,
    Table,
    Update,
    bindparam,
    case,
    func,
    inspect,
    select,
    update,
)
from sqlalchemy.orm import Session, UOWTransaction, aliased

from asiakasrekisteri.domain.money import NOTHING
from asiakasrekisteri.store.models import Entity, Invoice, Payment
from asiakasrekisteri.store.work import Work

_INVOICE = cast(Table, Invoice.__table__)
_AT_ONCE = 500
SAYS: dict[type[Entity], tuple[str, ...]] = {Payment: ("invoice_id",), Invoice: ("id", "credits_id")}
"""The columns that name the invoices whose balance a row has a say in."""


def fill(session: Session, _context: UOWTransaction, _instances: object) -> None:
    """Give a new invoice a balance before it is written; it is settled when the unit of work ends."""
    for row in session.new:
        if isinstance(row, Invoice) and getattr(row, "balance", None) is None:
            row.balance = row.gross


def note_touched(session: Session, _context: UOWTransaction) -> None:
    """Remember which invoices a flush touched."""
    work = session.info.get("work")
    if isinstance(work, Work):
        for row in (*session.new, *session.dirty, *session.deleted):
            if type(row) in SAYS:
                work.unsettled.update(_touched(row))


def _touched(row: Entity) -> Iterator[int]:
    """Yield the invoices whose balance a changed row has a say in, those it had a say in before included."""
    attributes = inspect(row).attrs
    for name in SAYS.get(type(row), ()):
        yield from (value for value in attributes[name].history.sum() if value is not None)


def settled_with(entity: type[Entity], column: Callable[[str], int | None]) -> Iterator[int]:
    """Yield the invoices whose balance a row written in bulk has a say in; `column` gives its values by name."""
    yield from (value for name in SAYS.get(entity, ()) if (value := column(name)) is not None)


def settle(work: Work, invoices: Iterable[int]) -> None:
    """Reckon anew what is open of invoices and when they were last paid.

    What is open is the sum of the invoice less its payments less what credit notes took off it; of a credit note
    nothing is. The version stays: whoever has the invoice open has not changed these.
    """
    everyone = sorted(set(invoices))
    for first in range(0, len(everyone), _AT_ONCE):
        ids = everyone[first : first + _AT_ONCE]
        work.session.connection().execute(_settling(), {"ids": ids})
        work.changed.update(("invoice", row_id) for row_id in ids)


@cache
def _settling() -> Update:
    ids: BindParameter[int] = bindparam("ids", expanding=True)
    return update(_INVOICE).where(_INVOICE.c.id.in_(ids)).values(balance=_balance(), paid_on=_paid_on())


def credited() -> ScalarSelect[Any]:
    """Return the sum that credit notes have taken off an invoice, positive, for a query of invoices."""
    note = aliased(Invoice)
    return select(-func.coalesce(func.sum(note.gross), 0)).where(note.credits_id == Invoice.id).scalar_subquery()


def days_to_payment() -> ColumnElement[float]:
    """Return the days from the day of an invoice to its last payment, for a query of invoices."""
    return func.julianday(Invoice.paid_on, type_=Float) - func.julianday(Invoice.issued_on, type_=Float)


def _balance() -> ColumnElement[Any]:
    note = _INVOICE.alias()
    paid = _of_payments(func.coalesce(func.sum(Payment.amount), 0))
    taken_off = select(func.coalesce(func.sum(note.c.gross), 0)).where(note.c.credits_id == _INVOICE.c.id)
    left = _INVOICE.c.gross - paid + taken_off.correlate(_INVOICE).scalar_subquery()
    return case((_INVOICE.c.kind == "credit_note", NOTHING), else_=left)


def _paid_on() -> ScalarSelect[Any]:
    return _of_payments(func.max(Payment.paid_on))


def _of_payments(what: ColumnElement[Any]) -> ScalarSelect[Any]:
    return select(what).where(Payment.invoice_id == _INVOICE.c.id).correlate(_INVOICE).scalar_subquery()
