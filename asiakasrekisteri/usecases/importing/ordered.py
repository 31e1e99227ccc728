"""Orders of a former program: their state and rows, beside the services that they began."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from sqlalchemy import select

from asiakasrekisteri.domain.money import NOTHING
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.domain.vat import VatCode, rate_on
from asiakasrekisteri.domain.words import fold
from asiakasrekisteri.exchange.hosted import OrderRead, OrderRowRead
from asiakasrekisteri.store.models import Customer, SalesOrder, SalesOrderRow
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.billing.rates import vat_rates
from asiakasrekisteri.usecases.edits import change_row, new_row
from asiakasrekisteri.usecases.importing.differing import Differing, Place
from asiakasrekisteri.usecases.importing.invoices import NotTakenError
from asiakasrekisteri.usecases.importing.report import ImportReport, RowNote
from asiakasrekisteri.usecases.orders import take_order_number
from asiakasrekisteri.usecases.records import checked, checked_value

_WAY = ("received", "confirmed", "delivered", "invoiced")
"""States of an order in their order: a file does not take back what the office has marked."""


@dataclass(slots=True)
class OrderTaking:
    """Takes orders; those that are known by their number are renewed.

    Attributes:
        products: ids of products by their name, folded.
    """

    work: Work
    report: ImportReport
    differing: Differing
    products: dict[str, int]
    _known: dict[str, int] = field(default_factory=dict)
    _told: bool = False

    def __post_init__(self) -> None:
        rows = self.work.session.execute(select(SalesOrder.number, SalesOrder.id))
        self._known = {number: row_id for number, row_id in rows}  # noqa: C416 - rows are no pairs to the types

    def take(self, customer: Customer, one: OrderRead) -> bool | None:
        """Store an order; True if it is new, False if it changed, None if it is as it was.

        Raises:
            NotTakenError: the order is another customer's here.
        """
        number, _fault = checked_value(SalesOrder.spec()["number"], one.number)
        known = self._known.get(str(number))
        if known is None:
            self._add(customer, one)
            return True
        order = self.work.session.get_one(SalesOrder, known)
        if order.customer_id != customer.id:
            raise NotTakenError("number", _("tilaus {number} on toisella asiakkaalla").format(number=one.number))
        return False if self._renew(order, one, customer.name) else None

    def _add(self, customer: Customer, one: OrderRead) -> None:
        day = one.ordered_on or self.work.today
        if one.ordered_on is None:
            said = _("tilauspäivää ei ole tiedostossa; tilaukselle {number} merkittiin tuontipäivä")
            self.report.warnings.append(RowNote(one.origin.line, "ordered_on", said.format(number=one.number)))
        values = {
            "number": one.number,
            "ordered_on": day,
            "channel": "web",
            "state": one.state or "received",
            "delivered_on": _after(one, day),
            "note": one.note or None,
        }
        take_order_number(self.work, one.number)
        order = new_row(self.work, SalesOrder, values, customer_id=customer.id)
        self._known[order.number] = order.id
        for row in one.rows:
            self._add_row(order, row)

    def _add_row(self, order: SalesOrder, row: OrderRowRead) -> None:
        rate = rate_on(vat_rates(self.work), VatCode.GENERAL, order.ordered_on)
        if not self._told:
            said = _("tilausten verokantaa ei ole tiedostossa; riveille merkittiin tilauspäivän yleinen verokanta")
            self.report.warnings.append(RowNote(0, "vat_percent", said))
            self._told = True
        values = {
            **_row_values(row),
            "product_id": self.products.get(fold(row.description)),
            "vat_percent": rate.percent if rate is not None else NOTHING,
        }
        new_row(self.work, SalesOrderRow, values, sales_order_id=order.id)

    def _renew(self, order: SalesOrder, one: OrderRead, who: str) -> bool:
        """Renew an order; tell whether anything changed."""
        said: dict[str, object] = {"state": one.state, "delivered_on": _after(one, order.ordered_on), "note": one.note}
        if one.state in _WAY and order.state in _WAY and _WAY.index(one.state) < _WAY.index(order.state):
            del said["state"]
        at = Place(one.origin.line, one.origin.place, who)
        changed = self._change(order, said, at)
        here = self._rows(order)
        for row, told in zip(here, one.rows, strict=False):
            changed |= self._change(row, _row_values(told), at)
        for told in one.rows[len(here) :]:
            self._add_row(order, told)
        return changed or len(one.rows) > len(here)

    def _change(self, row: SalesOrder | SalesOrderRow, said: dict[str, object], at: Place) -> bool:
        told = {name: value for name, value in said.items() if value not in (None, "")}
        change_row(self.work, row, self.differing.taken(at, row, checked(row.spec(), told, partial=True)))
        changed = self.work.session.is_modified(row)
        self.work.session.flush()
        return changed

    def _rows(self, order: SalesOrder) -> Sequence[SalesOrderRow]:
        of_order = select(SalesOrderRow).where(SalesOrderRow.sales_order_id == order.id)
        return self.work.session.scalars(of_order.order_by(SalesOrderRow.id)).all()


def _after(one: OrderRead, day: object) -> object:
    """Return the day of delivery where there is one that can be."""
    return one.delivered_on if one.delivered_on is not None and one.delivered_on >= day else None  # type: ignore[operator]


def _row_values(row: OrderRowRead) -> dict[str, object]:
    return {"description": row.description, "quantity": row.quantity or Decimal(1), "unit_price": row.unit_price}
