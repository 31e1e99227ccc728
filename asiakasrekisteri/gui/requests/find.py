"""Step 3: everything held about the person is found and gone through before anything is decided."""

from PySide6.QtWidgets import QFrame, QVBoxLayout

from asiakasrekisteri.domain.formats import day
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.requests import needs_collecting
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.gui.requests.body import cards_area
from asiakasrekisteri.gui.requests.steps import RequestHost
from asiakasrekisteri.gui.widgets.basics import Button, label, row
from asiakasrekisteri.gui.widgets.card import Card
from asiakasrekisteri.usecases.privacy.requests.answering import note_collected


class FindBody(QFrame):
    """The body of the step."""

    def __init__(self, host: RequestHost) -> None:
        super().__init__()
        self.setProperty("area", "root")
        self._host = host
        self.done_button = Button(_("Merkitse kootuksi"), "check", "primary", pressed=self.submit)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(cards_area(_("Kokoaminen"), self._card()))

    def _card(self) -> Card:
        card = self._host.shown()
        collected = card.record["collected_on"]
        if collected is not None:
            words = _("Tiedot koottiin {day}.").format(day=day(collected))  # type: ignore[arg-type]
            return Card(_("Tiedot on koottu"), label(words, "muted"), self._person())
        if not needs_collecting(card.line.kind):
            text = _("Tämän pyynnön voi päättää kokoamatta kaikkia henkilön tietoja.")
            return Card(_("Tietoja ei tarvitse koota"), label(text, "muted", wrap=True))
        text = _(
            "Käy läpi kaikki, mitä henkilöstä on: kortit, yhteydenotot, liitteet, laskut ja paperit. Poista tai peitä"
            " vasta päätöksen jälkeen."
        )
        open_now = card.line.closed_on is None and not card.line.decision
        self.done_button.setEnabled(self._host.context.may(Permission.REQUEST_WRITE) and open_now)
        return Card(_("Kootaan tiedot"), label(text, "muted", wrap=True), self._person(), row(None, self.done_button))

    def _person(self) -> Button:
        number = self._host.shown().line.person_id
        go = Button(
            _("Avaa kaikki henkilön tiedot"),
            "external-link",
            pressed=lambda: self._host.context.go(f"person/{number}"),
        )
        go.setEnabled(number is not None)
        return go

    def submit(self) -> None:
        """Write down that everything has been found."""
        self._host.do(note_collected, words=_("Tiedot merkittiin kootuiksi."))
