"""Yritys in the settings: what documents, letters and invoices tell of the firm itself."""

from PySide6.QtWidgets import QVBoxLayout

from asiakasrekisteri.domain.accounts import grouped_iban
from asiakasrekisteri.domain.fields import Record
from asiakasrekisteri.domain.phones import show_phone
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.screens.settings.card import SettingsCard
from asiakasrekisteri.gui.widgets.basics import Button, clear
from asiakasrekisteri.gui.widgets.facts import Fact, Facts
from asiakasrekisteri.usecases.firm import own_firm
from asiakasrekisteri.usecases.rows import Rows


class FirmCard(SettingsCard):
    """The firm's own data, each with where it came from."""

    def __init__(self, context: Context) -> None:
        self.edit_button = Button(_("Muokkaa"), "pencil", size="s", pressed=self.edit)
        super().__init__(_("Yritys"), actions=(self.edit_button,))
        self._context = context
        self._id = 0
        self._place = QVBoxLayout()
        self.body.addLayout(self._place)
        context.bus.watch(self, ("firm",), lambda _changes: self.reload())

    def reload(self) -> None:
        """Fetch what is known of the firm."""
        self._context.ask(self, lambda gate: gate.call(own_firm), self._show)

    def edit(self) -> None:
        """Go to the form."""
        if self._id:
            self._context.go(f"firm/{self._id}/edit")

    def _show(self, rows: Rows) -> None:
        clear(self._place)
        for record in rows:
            self._id = record.id
            facts = tuple(Fact(label=name, value=value) for name, value in _facts(record))
            self._place.addWidget(Facts(facts, self._context.today(), label_width=140))


def _facts(record: Record) -> list[tuple[str, str]]:
    said = {name: str(record[name] or "") for name in ("name", "trade_name", "business_id", "email", "web")}
    town = " ".join(filter(None, (str(record["postcode"] or ""), str(record["town"] or ""))))
    address = ", ".join(filter(None, (str(record["street"] or ""), town)))
    where = " · ".join(filter(None, (str(record["einvoice_address"] or ""), str(record["einvoice_operator"] or ""))))
    account = grouped_iban(str(record["iban"] or ""))
    facts = (
        (_("Nimi"), said["name"]),
        (_("Aputoiminimi"), said["trade_name"]),
        (_("Y-tunnus"), said["business_id"]),
        (_("Osoite"), address),
        (_("Puhelin"), show_phone(str(record["phone"] or ""))),
        (_("Sähköposti"), said["email"]),
        (_("Verkkosivusto"), said["web"]),
        (_("Tilinumero"), account or _("puuttuu: verkkolaskua ei voi tehdä")),
        (_("Verkkolaskuosoite"), where),
    )
    return [(name, value) for name, value in facts if value]
