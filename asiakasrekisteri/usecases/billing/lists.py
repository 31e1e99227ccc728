"""The list of invoices: a million of them are listed, filtered and found without reading them all."""

import datetime as dt
from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select, text
from sqlalchemy.orm import aliased

from asiakasrekisteri.domain.invoicing import Figures, InvoiceKind, InvoiceState, Standing, standing
from asiakasrekisteri.domain.money import NOTHING
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.words import words
from asiakasrekisteri.store import search
from asiakasrekisteri.store.balances import credited
from asiakasrekisteri.store.models import Customer, Invoice
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.billing.numbers import forms_of
from asiakasrekisteri.usecases.gate import nothing, use_case
from asiakasrekisteri.usecases.hiding import is_restricted
from asiakasrekisteri.usecases.lists import IdList, read_ids

_AT_ONCE = 20_000
"""Customers in one question: walking all invoices for those of many customers takes ten times as long."""
_UNSETTLED = text("balance <> 0")
"""In the words of the index of open invoices, so that it is used."""
_LAST = "\U0010ffff"


@dataclass(frozen=True, slots=True)
class InvoiceLine:
    """An invoice in a list.

    Attributes:
        customer: the buyer as written on the invoice.
        reference: empty when there is none.
        gross, balance: None while the data of the customer are restricted; then `restricted` is set.
        days_late: of what is open; 0 when it is not late.
        kind: "invoice" or "credit_note".
        credits_number: of a credit note, the number of the invoice that it credits; empty otherwise.
        person_id: whose data it is, if anybody's.
    """

    id: int
    number: str
    issued_on: dt.date
    customer_id: int
    customer: str
    reference: str
    due_on: dt.date | None
    gross: Decimal | None
    balance: Decimal | None
    state: InvoiceState
    days_late: int
    paid_on: dt.date | None
    kind: str
    person_id: int | None
    restricted: bool = False
    credits_number: str = ""


@use_case(Permission.BILLING_READ, discloses=nothing, writes=False)
def list_invoices(  # noqa: PLR0913 - each narrows the list by itself
    work: Work,
    query: str = "",
    state: str = "",
    year: int | None = None,
    customer_id: int | None = None,
    order: str = "issued_on",
    *,
    reverse: bool = True,
) -> IdList:
    """Return the ids of the invoices that match, in order.

    Args:
        work: the unit of work.
        query: the beginning of an invoice number, a reference however it is spaced, words of the buyer's name, or
            what customers are found by.
        state: "open", "overdue", "paid", "credit_notes", "collection" or "" for all.
        year: of the day of the invoice.
        customer_id: whose.
        order: a field of the invoice; what has no value comes last.
        reverse: the greatest first.
    """
    total = work.session.scalar(select(func.count()).select_from(Invoice)) or 0
    asked = select(Invoice.id)
    if state:
        asked = asked.where(_STATES[state](work.today))
    if year is not None:
        asked = asked.where(Invoice.issued_on.between(dt.date(year, 1, 1), dt.date(year, 12, 31)))
    if customer_id is not None:
        asked = asked.where(Invoice.customer_id == customer_id)
    if query.strip():
        return IdList(_found(work, asked, query.strip(), order, reverse=reverse), total)
    if customer_id is not None or state:  # without an order the engine reads no more than the index of sums
        return IdList(_in_order(work, asked, order, reverse=reverse), total)
    return IdList(read_ids(work, _ordered(asked, order, reverse=reverse)), total)


def _open(_today: dt.date) -> ColumnElement[bool]:
    return and_(_UNSETTLED, Invoice.balance > 0)


def _overdue(today: dt.date) -> ColumnElement[bool]:
    return and_(_open(today), Invoice.due_on < today)


def _paid(_today: dt.date) -> ColumnElement[bool]:
    return and_(Invoice.balance <= 0, Invoice.kind == "invoice")


def _credit_notes(_today: dt.date) -> ColumnElement[bool]:
    return Invoice.kind == "credit_note"


def _in_collection(today: dt.date) -> ColumnElement[bool]:
    return and_(_open(today), Invoice.in_collection)


_STATES: Mapping[str, Callable[[dt.date], ColumnElement[bool]]] = {
    "open": _open,
    "overdue": _overdue,
    "paid": _paid,
    "credit_notes": _credit_notes,
    "collection": _in_collection,
}


def _ordered(asked: Select[Any], order: str, *, reverse: bool) -> Select[Any]:
    """Put a query in order; by a column that always has a value, the walk of its index is the order."""
    column = getattr(Invoice, order)
    by = (column.desc(), Invoice.id.desc()) if reverse else (column, Invoice.id)
    return asked.order_by(*by) if not column.nullable else asked.order_by(column.is_(None), *by)


def _in_order(work: Work, asked: Select[Any], order: str, *, reverse: bool) -> "array[int]":
    """Return ids in order. They are sorted here, lest the engine walk everything for the sake of the order."""
    return _sorted(_pairs(work, asked, order), reverse=reverse)


def _pairs(work: Work, asked: Select[Any], order: str) -> list[tuple[int, Any]]:
    """Return ids and what they are ordered by, as the driver gives them."""
    cursor: Any = work.session.connection().execute(asked.add_columns(getattr(Invoice, order))).cursor
    pairs: list[tuple[int, Any]] = cursor.fetchall()
    return pairs


def _sorted(pairs: Iterable[tuple[int, Any]], *, reverse: bool) -> "array[int]":
    known = list(pairs)
    dated = sorted(((key, row_id) for row_id, key in known if key is not None), reverse=reverse)
    bare = sorted((row_id for row_id, key in known if key is None), reverse=reverse)
    return array("q", [*(row_id for _key, row_id in dated), *bare])


def _found(work: Work, asked: Select[Any], query: str, order: str, *, reverse: bool) -> "array[int]":
    """Return what matches by number, reference or customer; where nothing does, by the buyer's name as written."""
    customers = search.matching(work.session.connection(), "customer", query)
    marked = or_(Invoice.number.between(query, query + _LAST), Invoice.reference.in_(forms_of(query)))
    pairs: set[tuple[int, Any]] = set()
    for first in range(0, max(len(customers), 1), _AT_ONCE):
        some = customers[first : first + _AT_ONCE]
        pairs.update(_pairs(work, asked.where(or_(marked, Invoice.customer_id.in_(some))), order))
    return _sorted(pairs or _pairs(work, asked.where(*_buyer_has(query)), order), reverse=reverse)


def _buyer_has(query: str) -> list[ColumnElement[bool]]:
    """Return the condition that every word is in the buyer's name; å ä ö are tried small and great."""
    forms = [{w, w.capitalize(), w.upper()} for w in words(query)] or [{query}]
    return [or_(*(Invoice.buyer_name.contains(form, autoescape=True) for form in sorted(said))) for said in forms]


@use_case(Permission.BILLING_READ, discloses=nothing, writes=False)
def invoice_rows(work: Work, ids: Sequence[int]) -> tuple[InvoiceLine, ...]:
    """Return a page of the list; what stays on the screen is logged by `note_seen`."""
    whole = aliased(Invoice)
    found = work.session.execute(
        select(
            Invoice.id,
            Invoice.number,
            Invoice.issued_on,
            Invoice.customer_id,
            Invoice.buyer_name,
            Invoice.reference,
            Invoice.due_on,
            Invoice.gross,
            Invoice.balance,
            Invoice.paid_on,
            Invoice.kind,
            Invoice.in_collection,
            Customer.person_id,
            whole.number.label("credits_number"),
            credited().label("credited"),
        )
        .join(Customer, Customer.id == Invoice.customer_id)
        .outerjoin(whole, whole.id == Invoice.credits_id)
        .where(Invoice.id.in_(ids))
    )
    rows = {row.id: _line(work, row) for row in found}
    return tuple(rows[i] for i in ids if i in rows)


def standing_of(invoice: Any, taken_off: Decimal, today: dt.date) -> Standing:
    """Return where an invoice, or a row of a query with its fields, stands; `taken_off` by credit notes."""
    return standing(
        Figures(
            kind=InvoiceKind(invoice.kind),
            issued_on=invoice.issued_on,
            due_on=invoice.due_on,
            gross=invoice.gross,
            paid=invoice.gross - invoice.balance - taken_off,
            credited=taken_off,
            in_collection=invoice.in_collection,
        ),
        today,
    )


def _line(work: Work, row: Any) -> InvoiceLine:
    stands = standing_of(row, row.credited or NOTHING, work.today)
    restricted = is_restricted(work, row.person_id)
    return InvoiceLine(
        id=row.id,
        number=row.number,
        issued_on=row.issued_on,
        customer_id=row.customer_id,
        customer=row.buyer_name,
        reference="" if restricted else row.reference or "",
        due_on=row.due_on,
        gross=None if restricted else row.gross,
        balance=None if restricted else row.balance,
        state=stands.state,
        days_late=stands.days_late,
        paid_on=row.paid_on,
        kind=row.kind,
        person_id=row.person_id,
        restricted=restricted,
        credits_number=row.credits_number or "",
    )
