"""Orders: their rows and sums, the way from received to invoiced, and the services that a delivery begins (R-41)."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import BigInteger, ColumnElement, cast, func, insert, select

from asiakasrekisteri.domain.errors import FieldError, InvalidInputError
from asiakasrekisteri.domain.fields import EntitySpec, Record
from asiakasrekisteri.domain.invoicing import Row, Totals, totals
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.store.changes import AUDITED
from asiakasrekisteri.store.models import Contract, Customer, Product, SalesOrder, SalesOrderRow, Service, UsedNumber
from asiakasrekisteri.store.models.contract import ORDER_STATES
from asiakasrekisteri.store.subjects import person_of
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.edits import Edit, Saved, change_row, from_source, new_row
from asiakasrekisteri.usecases.gate import Seen, nothing, use_case
from asiakasrekisteri.usecases.hiding import HIDDEN, is_restricted
from asiakasrekisteri.usecases.lists import IdList
from asiakasrekisteri.usecases.owned import owned_ids, require_same_customer
from asiakasrekisteri.usecases.records import checked, got, to_record, to_records
from asiakasrekisteri.usecases.restrictions import require_unrestricted
from asiakasrekisteri.usecases.rows import require_order, touch_owners

ORDER: EntitySpec = SalesOrder.spec()
ORDER_ROW: EntitySpec = SalesOrderRow.spec()
NEXT_STATES: Mapping[str, tuple[str, ...]] = {
    "received": ("confirmed", "cancelled"),
    "confirmed": ("delivered", "cancelled"),
    "delivered": ("invoiced",),
    "invoiced": (),
    "cancelled": (),
}
"""Where an order may go from each state; a mistake is undone, not walked back."""
_OPEN = ("received", "confirmed")
_SERIES = "T-"
_FIRST_NUMBER = 1_001
_KEPT_AS = "order "
"""Begins the numbers of orders among the numbers that are never given again."""


@dataclass(frozen=True, slots=True)
class OrderCard:
    """An order with its rows and sums.

    Attributes:
        record: the order, with origins.
        customer_id, customer: whose it is.
        rows: with origins, in their order.
        totals: euros, with tax by rate.
        next_states: where the order may go from its state.
        changeable: whether the rows may still be changed.
        person_id: whose data these are, None of a firm.
    """

    record: Record
    customer_id: int
    customer: str
    rows: tuple[Record, ...]
    totals: Totals
    next_states: tuple[str, ...]
    changeable: bool
    person_id: int | None


def _card_seen(card: OrderCard) -> Sequence[Seen]:
    return [Seen(r.entity, r.id, card.person_id) for r in (card.record, *card.rows)]


@use_case(Permission.SERVICE_READ, discloses=_card_seen)
def open_order(work: Work, order_id: int) -> OrderCard:
    """Open an order's card."""
    order = got(work, SalesOrder, order_id)
    rows, person_id = _rows(work, order_id), person_of(order, work.session)
    hidden = is_restricted(work, person_id)
    return OrderCard(
        record=to_record(work, order, with_origins=True),
        customer_id=order.customer_id,
        customer=got(work, Customer, order.customer_id).name,
        rows=to_records(work, rows),
        totals=order_totals(() if hidden else rows),
        next_states=() if hidden else NEXT_STATES[order.state],
        changeable=not hidden and order.state in _OPEN,
        person_id=person_id,
    )


def _rows(work: Work, order_id: int) -> Sequence[SalesOrderRow]:
    of_order = select(SalesOrderRow).where(SalesOrderRow.sales_order_id == order_id)
    return work.session.scalars(of_order.order_by(SalesOrderRow.id)).all()


def order_totals(rows: Sequence[SalesOrderRow]) -> Totals:
    """Return the sums of an order, by the arithmetic of invoices."""
    return totals(Row(quantity=r.quantity, unit_price=r.unit_price, vat_percent=r.vat_percent) for r in rows)


@use_case(Permission.SERVICE_WRITE, discloses=nothing)
def add_order(
    work: Work,
    customer_id: int,
    values: Mapping[str, object],
    rows: Sequence[Edit] = (),
    *,
    source: str = "customer",
) -> Saved:
    """Store a new order with its rows; without a number it gets the next of the series, which is never given again.

    Raises:
        InvalidInputError: faults of rows are prefixed with their position, "2.quantity".
    """
    from_source(work, source)
    customer = got(work, Customer, customer_id)
    given = {"state": "received", "ordered_on": work.today, **{k: v for k, v in values.items() if v not in (None, "")}}
    if given["state"] not in _OPEN:
        message = _("Uusi tilaus on vastaanotettu tai vahvistettu. Toimitus merkitään sen jälkeen.")
        raise InvalidInputError([FieldError("state", message)])
    given["number"] = str(given.get("number") or next_order_number(work)).strip()
    take_order_number(work, str(given["number"]))
    order = SalesOrder(**checked(ORDER, given), customer_id=customer.id)
    work.session.add(order)
    _check(work, order)
    _edit_rows(work, order, rows)
    return Saved(order.id, work.log_number)


@use_case(Permission.SERVICE_WRITE, discloses=nothing)
def save_order(
    work: Work,
    order_id: int,
    version: int,
    values: Mapping[str, object],
    rows: Sequence[Edit] = (),
    *,
    source: str = "customer",
) -> Saved:
    """Save what is given of an order and its rows; one save, one undo.

    Raises:
        InvalidInputError: the state cannot follow the former one, or the rows may no longer be changed.
    """
    from_source(work, source)
    order = got(work, SalesOrder, order_id, version)
    before = order.state
    number = str(values.get("number") or order.number).strip()
    if number != order.number:
        take_order_number(work, number)
    change_row(work, order, values)
    _require_next(before, order.state)
    if rows and before not in _OPEN:
        message = _("Toimitetun tai perutun tilauksen rivejä ei voi muuttaa. Tee uusi tilaus.")
        raise InvalidInputError([FieldError("rows", message)])
    if order.state == "delivered" and order.delivered_on is None:
        order.delivered_on = work.today
    _check(work, order)
    _edit_rows(work, order, rows)
    touch_owners(work, order)
    return Saved(order.id, work.log_number)


def _require_next(before: str, after: str) -> None:
    if after == before or after in NEXT_STATES[before]:
        return
    labels = {o.code: _(o.label) for o in ORDER_STATES}
    choices = ", ".join(labels[state].lower() for state in NEXT_STATES[before])
    message = _("Tilauksen tila on {before}, eikä se voi muuttua.").format(before=labels[before].lower())
    if choices:
        message = _("Tilauksen tilan {before} jälkeen voi tulla vain: {choices}.").format(
            before=labels[before].lower(), choices=choices
        )
    raise InvalidInputError([FieldError("state", message)])


def _check(work: Work, order: SalesOrder) -> None:
    with work.session.no_autoflush:
        require_order(order.ordered_on, order.delivered_on, "delivered_on")
        contract = work.session.get(Contract, order.contract_id) if order.contract_id is not None else None
        require_same_customer(order.customer_id, contract_id=contract)
    require_unrestricted(work, order)
    work.session.flush()


def _edit_rows(work: Work, order: SalesOrder, edits: Sequence[Edit]) -> None:
    faults: list[FieldError] = []
    for position, edit in enumerate(edits):
        try:
            _edit_row(work, order, edit)
        except InvalidInputError as error:
            faults.extend(FieldError(f"{position}.{e.field}", e.message) for e in error.errors)
    if faults:
        raise InvalidInputError(faults)
    work.session.flush()


def _edit_row(work: Work, order: SalesOrder, edit: Edit) -> None:
    if edit.id is None:
        new_row(work, SalesOrderRow, edit.values or {}, sales_order_id=order.id)
        return
    row = got(work, SalesOrderRow, edit.id, edit.version)
    if row.sales_order_id != order.id:
        raise InvalidInputError([FieldError("description", _("Rivi kuuluu toiselle tilaukselle."))])
    if edit.values is None:
        work.session.delete(row)
    else:
        change_row(work, row, edit.values)


@dataclass(frozen=True, slots=True)
class Delivered(Saved):
    """An order that was delivered, and the services it began."""

    services: tuple[int, ...] = ()


@use_case(Permission.SERVICE_WRITE, discloses=nothing)
def deliver_order(
    work: Work,
    order_id: int,
    version: int,
    delivered_on: dt.date | None = None,
    *,
    services: bool = True,
    source: str = "service",
) -> Delivered:
    """Mark a confirmed order delivered and begin the services of its rows: one save, one undo.

    A service begins for each row whose product is paid for by period: at the price of the whole row, under the order's
    contract, from the day of delivery (today unless given). What is paid for once begins none.

    Raises:
        InvalidInputError: the order has not been confirmed, or has been delivered or cancelled already.
    """
    from_source(work, source)
    order = got(work, SalesOrder, order_id, version)
    if order.state != "confirmed":
        raise InvalidInputError([FieldError("state", _("Vain vahvistetun tilauksen voi merkitä toimitetuksi."))])
    order.state, order.delivered_on = "delivered", delivered_on or work.today
    _check(work, order)
    begun = [_begin(work, order, row) for row in _rows(work, order_id) if _is_continuous(work, row)] if services else []
    work.session.flush()
    touch_owners(work, order)
    return Delivered(order.id, work.log_number, tuple(service.id for service in begun))


def _is_continuous(work: Work, row: SalesOrderRow) -> bool:
    product = work.session.get(Product, row.product_id) if row.product_id is not None else None
    return product is not None and bool(product.period_months)


def _begin(work: Work, order: SalesOrder, row: SalesOrderRow) -> Service:
    product = work.session.get_one(Product, row.product_id)
    service = Service(
        customer_id=order.customer_id,
        name=row.description,
        product_id=product.id,
        state="active",
        since=order.delivered_on,
        price=row.quantity * row.unit_price,
        period_months=product.period_months,
        contract_id=order.contract_id,
    )
    work.session.add(service)
    return service


def next_order_number(work: Work) -> str:
    """Return an order number that has never been given."""
    place = func.substr(UsedNumber.number, len(_KEPT_AS + _SERIES) + 1)
    in_series = UsedNumber.number.startswith(_KEPT_AS + _SERIES) & (func.ltrim(place, "0123456789") == "")
    greatest = work.session.scalar(select(func.max(cast(place, BigInteger))).where(in_series))
    return f"{_SERIES}{max((greatest or 0) + 1, _FIRST_NUMBER)}"


def take_order_number(work: Work, number: str) -> None:
    """Reserve an order number for ever."""
    kept = _KEPT_AS + number
    if work.session.scalar(select(UsedNumber.number).where(UsedNumber.number == kept)) is not None:
        message = _("Tilausnumero {number} on jo käytetty. Numeroa ei anneta uudelleen; jätä kenttä tyhjäksi.")
        raise InvalidInputError([FieldError("number", message.format(number=number))])
    work.session.execute(insert(UsedNumber), [{"number": kept}], execution_options={AUDITED: True})


@dataclass(frozen=True, slots=True)
class OrderRow:
    """An order in a list; `gross` is its sum with tax in euros. What is hidden is None."""

    id: int
    number: str
    customer_id: int
    customer: str
    ordered_on: dt.date | None
    state: str
    delivered_on: dt.date | None
    gross: Decimal | None


@use_case(Permission.SERVICE_READ, discloses=nothing, writes=False)
def list_orders(
    work: Work,
    query: str = "",
    state: str = "",
    customer_id: int | None = None,
    order: str = "ordered_on",
    *,
    reverse: bool = True,
) -> IdList:
    """Return the ids of the orders that match, the newest first; `order` is "customer" or a field of the order."""
    conditions: list[ColumnElement[bool]] = []
    if state:
        conditions.append(SalesOrder.state == state)
    if customer_id is not None:
        conditions.append(SalesOrder.customer_id == customer_id)
    return owned_ids(work, SalesOrder, query, order, reverse=reverse, where=conditions)


@use_case(Permission.SERVICE_READ, discloses=nothing, writes=False)
def order_rows(work: Work, ids: Sequence[int]) -> tuple[OrderRow, ...]:
    """Return a page of the list; what stays on the screen is logged by `note_seen`."""
    by_order: dict[int, list[SalesOrderRow]] = {}
    for row in work.session.scalars(select(SalesOrderRow).where(SalesOrderRow.sales_order_id.in_(ids))):
        by_order.setdefault(row.sales_order_id, []).append(row)
    found = work.session.execute(
        select(SalesOrder, Customer.name, Customer.person_id)
        .join(Customer, Customer.id == SalesOrder.customer_id)
        .where(SalesOrder.id.in_(ids))
    ).all()
    rows = {
        o.id: OrderRow(o.id, HIDDEN, o.customer_id, customer, None, "", None, None)
        if is_restricted(work, person_id) or is_restricted(work, o.person_id)
        else _listed(o, customer, by_order.get(o.id, ()))
        for o, customer, person_id in found
    }
    return tuple(rows[i] for i in ids if i in rows)


def _listed(order: SalesOrder, customer: str, rows: Sequence[SalesOrderRow]) -> OrderRow:
    return OrderRow(
        order.id,
        order.number,
        order.customer_id,
        customer,
        order.ordered_on,
        order.state,
        order.delivered_on,
        order_totals(rows).gross,
    )
