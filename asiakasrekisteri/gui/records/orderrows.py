"""The rows of an order in its form: a product fills what is ordered, its price and its rate of tax."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from asiakasrekisteri.domain.fields import EntitySpec, Record
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.domain.vat import VatCode, VatRate, rate_on
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.forms.details import DetailCard, DetailRow
from asiakasrekisteri.gui.forms.editors import Today
from asiakasrekisteri.gui.forms.links import LinkEditor
from asiakasrekisteri.gui.widgets.basics import label
from asiakasrekisteri.usecases.billing.rates import list_vat_rates
from asiakasrekisteri.usecases.choices import Choice, choices
from asiakasrekisteri.usecases.gate import Gate
from asiakasrekisteri.usecases.rows import Rows
from asiakasrekisteri.usecases.services import PRODUCTS

_PRODUCT = "product_id"
_GENERAL = "general"


class OrderRow(DetailRow):
    """One row being edited.

    Args:
        spec: the row.
        today: what "t" and "+7" in a date count from.
        record: the stored row; None for a new one.
    """

    def __init__(self, spec: EntitySpec, today: Today, record: Record | None) -> None:
        super().__init__(spec, today, record)
        self.product = self.fields[_PRODUCT].value_editor
        if record is None:
            self.fields["quantity"].load(Decimal(1))
        elif isinstance(chosen := record.values.get(_PRODUCT), int):
            self._editor().call_it(chosen, record.names.get(_PRODUCT, ""))
            self.fields[_PRODUCT].load(chosen)

    def offer(self, products: Sequence[Choice]) -> None:
        """Give the products to choose from."""
        self._editor().offer([(p.id, p.name) for p in products])

    def _editor(self) -> LinkEditor:
        assert isinstance(self.product, LinkEditor)
        return self.product

    def fill(self, values: Mapping[str, object]) -> None:
        """Take what a product says; a description that was typed stays."""
        for name, value in values.items():
            if value is not None and not (name == "description" and self.fields[name].value()):
                self.fields[name].type_in(value)


class OrderRowsCard(DetailCard):
    """The rows of an order. A part of a form.

    Args:
        spec: the row.
        context: the desk.
    """

    def __init__(self, spec: EntitySpec, context: Context) -> None:
        super().__init__(spec, context.today, _("Tilausrivit"))
        self._context = context
        self._products: tuple[Choice, ...] = ()
        self._rates: tuple[VatRate, ...] = ()
        self.add_button.setText(_("Lisää rivi"))
        self._frozen = label(_("Toimitetun tai perutun tilauksen rivejä ei voi muuttaa."), "muted", wrap=True)
        self._frozen.hide()
        self.body.insertWidget(1, self._frozen)
        context.ask(self, self._fetch, self._come)

    def _fetch(self, gate: Gate) -> tuple[tuple[Choice, ...], tuple[VatRate, ...]]:
        rates = gate.call(list_vat_rates).records if gate.actor.may(Permission.BILLING_READ) else ()
        return gate.call(choices, "product"), tuple(_rate(r) for r in rates)

    def _come(self, found: tuple[tuple[Choice, ...], tuple[VatRate, ...]]) -> None:
        self._products, self._rates = found
        for made in self.rows:
            self._offer(made)

    def make_row(self, record: Record | None) -> DetailRow:
        """See DetailCard."""
        made = OrderRow(self.spec, self._today, record)
        if record is None:
            made.fields["vat_percent"].load(self._percent(_GENERAL))
        self._offer(made)
        made.fields[_PRODUCT].changed.connect(lambda: self._fill(made))
        return made

    def set_frozen(self, *, frozen: bool) -> None:
        """Let the rows only be looked at: they have been delivered, or the order has been cancelled."""
        self._frozen.setVisible(frozen)
        self.add_button.setEnabled(not frozen)
        for made in self.rows:
            made.setEnabled(not frozen)

    def _offer(self, made: DetailRow) -> None:
        if isinstance(made, OrderRow):
            made.offer(self._products)

    def _percent(self, code: str) -> Decimal | None:
        rate = rate_on(self._rates, code, self._today())
        return rate.percent if rate is not None else None

    def _fill(self, made: OrderRow) -> None:
        """Fill a row from the product that was chosen; what it costs is asked of the catalogue."""
        product_id = made.fields[_PRODUCT].value()
        if not isinstance(product_id, int):
            return

        def come(rows: Rows) -> None:
            (product,) = rows.records
            made.fill(
                {
                    "description": product.text("name"),
                    "unit_price": product["price"],
                    "vat_percent": self._percent(product.text("vat_code")),
                }
            )

        self._context.ask(made, lambda gate: gate.call(PRODUCTS.open, product_id), come)


def _rate(record: Record) -> VatRate:
    since, until, percent = record["since"], record.values.get("until"), record["percent"]
    return VatRate(VatCode(record.text("code")), percent, since, until)  # type: ignore[arg-type]
