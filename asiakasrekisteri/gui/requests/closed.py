"""Step 6: what remains: how and when the answer went, its pages and hash, until when the request is kept."""

from PySide6.QtWidgets import QFrame, QVBoxLayout

from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.gui.requests.answer import letters_card
from asiakasrekisteri.gui.requests.body import cards_area, decides, facts_of
from asiakasrekisteri.gui.requests.steps import RequestHost
from asiakasrekisteri.gui.widgets.basics import Button, label
from asiakasrekisteri.gui.widgets.card import Card
from asiakasrekisteri.usecases.privacy.requests.answering import reopen_request

_SHOWN = (
    "decision",
    "decision_on",
    "ground",
    "delivered_on",
    "delivery_channel",
    "address_used",
    "registered_letter_no",
    "pages",
    "sha256",
    "printed_by",
    "approved_by",
    "closed_on",
)


class ClosedBody(QFrame):
    """The body of the step."""

    def __init__(self, host: RequestHost) -> None:
        super().__init__()
        self.setProperty("area", "root")
        self._host = host
        self.reopen = Button(_("Avaa uudelleen"), "lock-open", size="s", pressed=self._reopen)
        card = host.shown()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        if card.line.closed_on is None:
            text = _("Pyyntö suljetaan, kun vastaus on toimitettu.")
            layout.addWidget(cards_area(_("Valmis"), Card(_("Pyyntö on avoinna"), label(text, "muted", wrap=True))))
            return
        decides(host, self.reopen)
        kept = label(
            _("Pyyntö säilytetään kolme vuotta sulkemisesta todisteena siitä, että siihen vastattiin."),
            "small",
            wrap=True,
        )
        facts = Card(_("Pyyntö on suljettu"), facts_of(card, _SHOWN, host.context), kept, actions=(self.reopen,))
        layout.addWidget(cards_area(_("Valmis"), facts, letters_card(self, host)[0]))

    def _reopen(self) -> None:
        self._host.do(reopen_request, words=_("Pyyntö avattiin uudelleen."))
