"""The orders of a customer: number, day, state, delivery and sum."""

from decimal import Decimal

from asiakasrekisteri.domain.fields import FieldKind
from asiakasrekisteri.domain.formats import as_text, euros
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.texts import N_, _
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.records.paged import Listed, PagedCard
from asiakasrekisteri.gui.service_words import STATE_TONES
from asiakasrekisteri.gui.tables.columns import Cell, Column, Values
from asiakasrekisteri.gui.widgets.basics import Button
from asiakasrekisteri.usecases.orders import ORDER, list_orders, order_rows


def _number(values: Values) -> Cell:
    return Cell(text=str(values["number"]), kind="strong")


def _state(values: Values) -> Cell:
    code = str(values["state"])
    return Cell(text=as_text(ORDER["state"], code), kind="pill", tone=STATE_TONES.get(code, "neutral"))


def _sum(values: Values) -> Cell:
    gross = values["gross"]
    return Cell(text=euros(gross) if isinstance(gross, Decimal) else "", kind="number")


_COLUMNS = (
    Column(name="number", label=N_("Tilausnumero"), width=160, sortable=False, render=_number),
    Column(name="ordered_on", label=N_("Tilauspäivä"), kind=FieldKind.DATE, width=120, sortable=False),
    Column(name="state", label=N_("Tila"), width=150, sortable=False, render=_state),
    Column(name="delivered_on", label=N_("Toimituspäivä"), kind=FieldKind.DATE, width=130, sortable=False),
    Column(name="gross", label=N_("Yhteensä"), width=120, align="right", sortable=False, render=_sum),
)


class OrdersCard(PagedCard):
    """The card of a customer's orders.

    Args:
        context: the desk.
    """

    def __init__(self, context: Context) -> None:
        self._customer = 0
        add = Button(
            _("Uusi tilaus"), "plus", size="s", pressed=lambda: context.go(f"sales_order/new/customer/{self._customer}")
        )
        add.setEnabled(context.may(Permission.SERVICE_WRITE))
        listed = Listed(
            entity="sales_order",
            title=_("Tilaukset"),
            empty=_("Tilauksia ei ole tallennettu."),
            columns=_COLUMNS,
            rows=lambda gate, ids: gate.call(order_rows, ids),
            most=8,
        )
        super().__init__(context, listed, add)
        self.add_button = add
        context.bus.watch(self, ("sales_order", "sales_order_row"), lambda _changes: self._fetch())

    def show_owner(self, entity: str, row_id: int) -> None:  # noqa: ARG002 - orders are customers'
        """Show the orders of a customer."""
        self._customer = row_id
        self._fetch()

    def _fetch(self) -> None:
        customer = self._customer
        if customer:
            self.show_list(lambda gate: gate.call(list_orders, customer_id=customer))
