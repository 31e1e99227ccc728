"""Teletoiminta in the settings: which duties of reporting bind the firm."""

from PySide6.QtWidgets import QVBoxLayout

from asiakasrekisteri.domain.formats import as_text
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.screens.settings.card import SettingsCard
from asiakasrekisteri.gui.widgets.basics import Button, clear, label
from asiakasrekisteri.gui.widgets.facts import Fact, Facts
from asiakasrekisteri.usecases.outages.cases import TELECOM, TelecomNow, telecom_now


class TelecomCard(SettingsCard):
    """Whether the firm is a telecom operator, and whether it runs name servers for others."""

    def __init__(self, context: Context) -> None:
        self.edit_button = Button(_("Muokkaa"), "pencil", size="s", pressed=self.edit)
        super().__init__(_("Teletoiminta"), actions=(self.edit_button,))
        self._context = context
        self._id: int | None = None
        self._place = QVBoxLayout()
        self._place.setSpacing(12)
        self.body.addLayout(self._place)
        context.bus.watch(self, ("telecom",), lambda _changes: self.reload())

    def reload(self) -> None:
        """Fetch what is set."""
        self._context.ask(self, lambda gate: gate.call(telecom_now), self._show)

    def edit(self) -> None:
        """Go to the form."""
        self._context.go(f"telecom/{self._id}/edit" if self._id is not None else "telecom/new")

    def _show(self, now: TelecomNow) -> None:
        self._id = now.id
        clear(self._place)
        self.edit_button.setText(_("Muokkaa") if now.id is not None else _("Kirjaa"))
        if now.id is None:
            words = _("Kirjaa, onko yrityksellä teletoimintaa: häiriöistä ilmoitetaan sen mukaan Traficomille.")
            self._place.addWidget(label(words, "muted", wrap=True))
            return
        state = as_text(TELECOM.spec["state"], now.state)
        facts = (
            Fact(label=_("Teletoiminta"), value=state[:1].upper() + state[1:]),
            Fact(label=_("Nimipalvelua muille"), value=_("kyllä") if now.dns_provider else _("ei")),
        )
        self._place.addWidget(Facts(facts, self._context.today(), label_width=130))
