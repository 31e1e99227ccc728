"""Step 5: the answer goes: its letters, looked at and printed as they were made, and how it was delivered."""

from functools import partial

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from asiakasrekisteri.domain.formats import clock_time, file_size
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.gui.requests.body import FewFields, cards_area, decides, facts_of
from asiakasrekisteri.gui.requests.letterpane import made_words, open_letter
from asiakasrekisteri.gui.requests.steps import RequestHost
from asiakasrekisteri.gui.widgets.basics import Button, column, label, row
from asiakasrekisteri.gui.widgets.card import Card
from asiakasrekisteri.usecases.attachments import AttachmentRow
from asiakasrekisteri.usecases.edits import Saved
from asiakasrekisteri.usecases.gate import Gate, UseCase
from asiakasrekisteri.usecases.privacy.requests.answering import (
    Delivery,
    approve_answer,
    close_request,
    deliver_answer,
)
from asiakasrekisteri.usecases.privacy.requests.letters import MadeLetter
from asiakasrekisteri.usecases.privacy.requests.reading import RequestCard
from asiakasrekisteri.usecases.rights.confirming import confirm_right

_DELIVERY = ("delivery_channel", "delivered_on", "registered_letter_no", "address_used")
_ELECTRONIC = frozenset({"email", "form"})
_EXTRACTED = frozenset({"access", "portability"})
"""Kinds whose answer is not a letter but the extract or the file."""
_DECISION = ("decision", "decision_on", "ground")


class AnswerBody(QFrame):
    """The body of the step."""

    case: UseCase[[int, int, Delivery], Saved] = deliver_answer
    """What writes down that the answer went."""

    def __init__(self, host: RequestHost) -> None:
        super().__init__()
        self.setProperty("area", "root")
        self._host = host
        self.form: FewFields | None = None
        card = host.shown()
        written = bool(_letters(card) or card.record["sha256"])  # until then it is the answer that waits to be made
        self.deliver = Button(
            _("Merkitse toimitetuksi"), "check", "primary" if written else "plain", pressed=self.submit
        )
        self.first: QWidget | None = None
        """What waits to be done before the answer can go: the letter, or the extract."""
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(cards_area(_("Vastaus"), *self._cards()))

    def _cards(self) -> list[QWidget]:
        card = self._host.shown()
        if not card.line.decision:
            return [Card(_("Vastaus"), label(_("Tee ensin päätös."), "muted"))]
        letters, make = letters_card(self, self._host)
        self.first = make if not _letters(card) else None
        cards: list[QWidget] = [Card(_("Päätös"), facts_of(card, _DECISION, self._host.context)), letters]
        if card.line.closed_on is not None:
            return cards
        if card.line.decision == "withdrawn":
            close = Button(_("Sulje pyyntö"), "check", "primary", pressed=self._close)
            decides(self._host, close)
            text = _("Pyytäjä perui pyyntönsä, joten siihen ei tarvitse vastata.")
            return [*cards, Card(_("Suljetaanko pyyntö?"), label(text, "muted", wrap=True), row(None, close))]
        return [*cards, self._delivery()]

    def _delivery(self) -> Card:
        record = self._host.shown().record
        way = "email" if record["channel"] in _ELECTRONIC else "letter"  # as it was asked (Art. 12(3))
        start = {"delivered_on": self._host.context.today(), "address_used": record["address_used"]}
        self.form = FewFields(self._host, _DELIVERY, {**start, "delivery_channel": way}, required=_DELIVERY[:3])
        self.form.changed(self._fit)
        self._fit()
        self.deliver.setEnabled(self._host.context.may(Permission.REQUEST_WRITE))
        return Card(_("Miten vastaus toimitettiin?"), self.form, row(None, self.deliver))

    def _fit(self) -> None:
        """Ask only what the way of delivery needs."""
        assert self.form is not None
        way = self.form.text("delivery_channel")
        needless = {"registered_letter_no"} if way != "registered" else set()
        needless |= {"address_used"} if way in {"visit", "oral"} else set()
        self.form.show_only([field for name, field in self.form.fields.items() if name not in needless])

    def focus_start(self) -> None:
        """See HasStart: what waits; a decision that is only read takes no focus."""
        if self.first is not None:
            self.first.setFocus()
        elif self.form is not None:
            self.form.focus_first()

    def submit(self) -> None:
        """Write down that the answer went."""
        assert self.form is not None
        values = self.form.values()
        sent = Delivery(
            self.form.text("delivery_channel"),
            values["delivered_on"],  # type: ignore[arg-type]
            self.form.text("registered_letter_no"),
            self.form.text("address_used"),
        )
        words = _("Vastaus merkittiin toimitetuksi ja pyyntö suljettiin.")
        self._host.do(type(self).case, sent, words=words, failed=self.form.refusing(self._host))

    def _close(self) -> None:
        self._host.do(close_request, words=_("Pyyntö suljettiin."))


def _letters(card: RequestCard) -> list[AttachmentRow]:
    return [file for file in card.files if file.kind == "sent" and file.media_type == "application/pdf"]


def letters_card(owner: QFrame, host: RequestHost) -> tuple[Card, Button | None]:
    """Return what has been sent, exactly as it was made, with the acts that make a letter of it; and the act first."""
    card = host.shown()
    letters = _letters(card)
    lines: list[QWidget] = [
        row(
            column(
                label(letter.name, "strong", wrap=True),
                label(f"{clock_time(letter.added_at)} · {file_size(letter.size)}", "small"),
                gap=2,
            ),
            Button(
                _("Näytä ja tulosta…"), "printer", size="s", pressed=partial(open_letter, host.context, owner, letter)
            ),
            gap=12,
        )
        for letter in letters
    ]
    if not lines:
        lines = [label(_("Kirjeitä ei ole vielä tehty."), "muted")]
    acts: list[QWidget] = []
    make: Button | None = None
    if card.line.closed_on is None and card.line.decision == "granted":
        waits = not letters and card.line.kind not in _EXTRACTED
        make = Button(
            _("Tee vahvistus"), "mail", "primary" if waits else "plain", "s", pressed=lambda: _confirm(owner, host)
        )
        make.setEnabled(host.context.may(Permission.REQUEST_WRITE))
        acts.append(make)
    if card.line.closed_on is None and card.record["sha256"] and not card.record["approved_by"]:
        acts.append(_approving(host, lines))
    return Card(_("Kirjeet"), *lines, actions=tuple(acts)), make


def _approving(host: RequestHost, lines: list[QWidget]) -> Button:
    """Return the act of the second pair of eyes; whoever made the answer is told in a line that it is not hers."""
    words = _("Toinen kuin vastauksen tulostaja voi hyväksyä sen ennen lähettämistä.")
    made = Button(_("Hyväksy vastaus"), "check", size="s")
    made.clicked.connect(lambda _on=False: host.do(approve_answer, words=_("Vastaus hyväksyttiin.")))
    made.setToolTip(words)
    own = host.shown().record["printed_by"] == host.context.gate.actor.name
    if own:
        lines.append(label(words, "small", wrap=True))
    made.setEnabled(not own and host.context.may(Permission.REQUEST_WRITE))
    return made


def _confirm(owner: QFrame, host: RequestHost) -> None:
    """Make the letter that tells that the request has been granted."""
    record = host.shown().record

    def done(made: MadeLetter) -> None:
        words = _("Vahvistus tehtiin. Kirje on pyynnön liitteenä.")
        host.context.messages.done(made_words(words, addressed=made.addressed))
        host.reload()

    def make(gate: Gate) -> MadeLetter:
        return gate.call(confirm_right, record.id, record.version, False)

    host.context.ask(owner, make, done)
