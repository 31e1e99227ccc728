"""Step 1: the request as it came, its files, what the person has asked before."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from asiakasrekisteri.domain.formats import day
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.gui.attaching import AttachmentPanel
from asiakasrekisteri.gui.requests.body import FewFields, cards_area, facts_of
from asiakasrekisteri.gui.requests.steps import RequestHost
from asiakasrekisteri.gui.requests.words import kind_words, stage_words
from asiakasrekisteri.gui.widgets.basics import Button, clear, column, label, row
from asiakasrekisteri.gui.widgets.card import Card
from asiakasrekisteri.usecases.privacy.requests.receiving import ASKED, amend_request

_SHOWN = ("kind", "requester_name", "requester", "authority", "received_on", "channel", "signed", "situation")


class ReceivedBody(QFrame):
    """The body of the step."""

    def __init__(self, host: RequestHost) -> None:
        super().__init__()
        self.setProperty("area", "root")
        self._host = host
        self._place = QVBoxLayout(self)
        self._place.setContentsMargins(0, 0, 0, 0)
        self.form: FewFields | None = None
        self.edit_button = Button(_("Muokkaa"), "pencil", size="s", pressed=self.edit)
        self._show()

    def _show(self) -> None:
        host, card = self._host, self._host.shown()
        self.form = None
        open_to_change = card.line.closed_on is None and not card.line.decision
        acts: tuple[QWidget, ...] = ()
        if open_to_change and host.context.may(Permission.REQUEST_WRITE):
            self.edit_button = Button(_("Muokkaa"), "pencil", size="s", pressed=self.edit)
            acts = (self.edit_button,)
        cards: list[QWidget] = [Card(_("Pyyntö"), facts_of(card, _SHOWN, host.context), actions=acts)]
        cards.append(AttachmentPanel(host.context, "request", card.record.id))
        if card.earlier:
            cards.append(earlier_card(host))
        self._put(cards_area(_("Vastaanotettu"), *cards))

    def edit(self) -> None:
        """Correct what was written down."""
        record = self._host.shown().record
        self.form = FewFields(self._host, ASKED, record.values)
        save = Button(_("Tallenna"), "check", "primary", pressed=self._save)
        buttons = row(None, Button(_("Peru"), pressed=self._show), save)
        self._put(cards_area(_("Vastaanotettu"), Card(_("Pyyntö"), self.form, buttons)))
        self.form.focus_first()

    def _save(self) -> None:
        if self.form is not None:
            said = self.form.values()
            failed = self.form.refusing(self._host)
            self._host.do(amend_request, said, words=_("Pyyntö tallennettiin."), failed=failed)

    def _put(self, view: QWidget) -> None:
        clear(self._place)
        self._place.addWidget(view)


def earlier_card(host: RequestHost) -> Card:
    """Return what the person has asked before: a second request in a year is not excessive as such."""
    lines: Sequence[QWidget] = [
        row(
            Button(line.number, kind="link", pressed=partial(host.context.go, f"request/{line.id}")),
            label(kind_words(line.kind)),
            None,
            label(day(line.received_on), "muted"),
            label(stage_words(line), "muted"),
            gap=12,
        )
        for line in host.shown().earlier
    ]
    return Card(_("Saman henkilön muut pyynnöt"), column(*lines, gap=8))
