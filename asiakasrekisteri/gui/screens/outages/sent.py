"""What became of a notice that has been sent: recipient by recipient, with the words each got, and what can be done."""

from collections.abc import Callable, Iterator, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QSplitter, QVBoxLayout

from asiakasrekisteri.domain.fields import FieldKind
from asiakasrekisteri.domain.mailing import OUTCOME_LABELS, Outcome
from asiakasrekisteri.domain.outages import BY_MAIL, CHANNEL_LABELS, PART_LABELS, Channel, Part
from asiakasrekisteri.domain.phones import show_phone
from asiakasrekisteri.domain.texts import N_, _, ngettext
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.documents import Documents, Paper
from asiakasrekisteri.gui.screens.outages.texting import TextingDialog
from asiakasrekisteri.gui.tables.columns import Cell, Column, Values, number_words
from asiakasrekisteri.gui.tables.local import LocalTable
from asiakasrekisteri.gui.widgets.basics import Button, clear, column, label, line, row
from asiakasrekisteri.gui.widgets.notices import Banner
from asiakasrekisteri.usecases.outages.prints import (
    NoticeLetters,
    call_list,
    outage_letters,
    render_calls,
    render_letters,
)
from asiakasrekisteri.usecases.outages.results import RecipientRow
from asiakasrekisteri.usecases.outages.texting import TextList, text_list

_TONES = {
    Outcome.SENT: "ok",
    Outcome.DRAFTED: "info",
    Outcome.REFUSED: "err",
    Outcome.FAILED: "warn",
    Outcome.UNCERTAIN: "warn",
    Outcome.UNTRIED: "neutral",
}
_GONE = {Outcome.SENT.value, Outcome.DRAFTED.value}
Act = Callable[[], object]


def _name(values: Values) -> Cell:
    return Cell(text=str(values["name"]), kind="strong")


def _part(values: Values) -> Cell:
    return Cell(text=_(PART_LABELS[Part(str(values["part"]))]))


def _channel(values: Values) -> Cell:
    return Cell(text=_(CHANNEL_LABELS[Channel(str(values["channel"]))]))


def _address(values: Values) -> Cell:
    said = str(values["address"])
    return Cell(text=show_phone(said) if values["channel"] == Channel.PHONE.value and said else said)


def _state(values: Values) -> Cell:
    outcome = Outcome(str(values["state"]))
    called = outcome is Outcome.UNTRIED and values["channel"] not in BY_MAIL
    words = _("Kerrottava") if called else _(OUTCOME_LABELS[outcome])
    return Cell(text=words, kind="pill", tone="warn" if called else _TONES[outcome])


_COLUMNS = (
    Column(name="name", label=N_("Saaja"), width=150, render=_name),
    Column(name="customer", label=N_("Asiakas"), width=156),
    Column(name="part", label=N_("Missä osassa"), width=170, render=_part, shown=False),
    Column(name="channel", label=N_("Kanava"), width=100, render=_channel),
    Column(name="address", label=N_("Sähköposti tai numero"), width=190, render=_address),
    Column(name="state", label=N_("Tulos"), width=160, render=_state),
    Column(name="sent_at", label=N_("Lähetetty"), kind=FieldKind.INSTANT, width=160, shown=False),
)


class SentView(QFrame):
    """The recipients of a notice.

    Args:
        context: the desk.
        again: sends the failed over the mail server.
        drafts: writes the failed into a folder.
        told: given the ids of recipients that were told otherwise.
    """

    counted = Signal(str)

    def __init__(self, context: Context, again: Act, drafts: Act, told: Callable[[Sequence[int]], object]) -> None:
        super().__init__()
        self.setProperty("area", "pane")
        self._context = context
        self._rows: dict[int, RecipientRow] = {}
        self._again, self._drafts, self._mark = again, drafts, told
        self._notice = 0
        self.documents = Documents(context, self)
        self.again_button = self.drafts_button = Button("")
        self.told_button = Button(_("Merkitse kerrotuksi"), "check", pressed=self.mark_current)
        self._said = QVBoxLayout()
        self._said.setContentsMargins(20, 0, 16, 0)
        self.table = LocalTable(context, _COLUMNS, _("Vastaanottajat"), "notice-sent", self._address_of)
        self.table.current_changed.connect(lambda _id: self._show_current())
        self._about = label("", "strong", wrap=True)
        self._answer = label("", "small", wrap=True)
        self.message = QPlainTextEdit()
        self.message.setReadOnly(True)
        self.message.setProperty("area", "reading")
        self.message.setAccessibleName(_("Viesti, jonka vastaanottaja sai"))
        self._build()

    def _build(self) -> None:
        below = row(None, self.told_button)
        parts = (self._about, self._answer, self.message, below)
        pane = column(*parts, gap=8, margins=(16, 14, 12, 12), area="pane-right")
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setHandleWidth(1)
        split.setChildrenCollapsible(False)
        split.addWidget(self.table)
        split.addWidget(pane)
        split.setSizes([790, 350])
        split.setStretchFactor(0, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(self._said)
        layout.addWidget(line(strong=True))
        layout.addWidget(split, 1)

    def show_recipients(self, notice_id: int, rows: Sequence[RecipientRow]) -> None:
        """Show what became of each message, those that did not go first."""
        self._notice = notice_id
        self._rows = {row.id: row for row in rows}
        shown = ("name", "customer", "part", "channel", "address", "state", "sent_at")
        self.table.show_rows({row.id: {name: getattr(row, name) for name in shown} for row in rows})
        if rows and self.table.current_id() is None:
            self.table.choose_id(rows[0].id)
        self._tell(rows)
        self._show_current()

    def acts(self, *, may: bool, may_send: bool) -> tuple[Button, ...]:
        """Make the buttons anew: the bar over the page deletes those it showed before.

        Args:
            may: whether the user may tell of outages.
            may_send: whether the user can send over the mail server now.
        """
        self.again_button = Button(_("Lähetä uudelleen"), "refresh-cw", pressed=self._again)
        self.drafts_button = Button(_("Tallenna luonnoksina…"), "download", pressed=self._drafts)
        self.again_button.setEnabled(may_send)
        self.told_button.setVisible(may)
        if not may:
            return ()
        return (*self._papers(), *((self.drafts_button, self.again_button) if self.failed_mails() else ()))

    def _papers(self) -> Iterator[Button]:
        """Yield the buttons of what is printed for those who are reached by nothing but a call or a letter."""
        waiting = {row.channel for row in self._rows.values() if row.state not in _GONE}
        if Channel.PHONE in waiting:
            yield Button(_("Tekstiviestit…"), "message-square", pressed=self.text)
            yield Button(_("Soittolista"), "phone", pressed=self.print_calls)
        if Channel.LETTER in waiting:
            yield Button(_("Kirjeet"), "printer", pressed=self.print_letters)

    def text(self) -> None:
        """Show the words and the numbers by which they are told by text messages."""
        notice = self._notice

        def come(found: TextList) -> None:
            TextingDialog(self.window(), self._context, found, self._mark).open()

        self._context.ask(self, lambda gate: gate.call(text_list, notice), come)

    def print_calls(self) -> None:
        """Preview the list of whom to call."""
        paper = Paper(_("Soittolista"), "soittolista.pdf", "outage_notice", self._notice)
        notice = self._notice
        self.documents.made(lambda gate: gate.call(call_list, notice), render_calls, paper)

    def print_letters(self) -> None:
        """Preview the letters."""
        paper = Paper(_("Häiriötiedotteen kirjeet"), "hairiotiedote.pdf", "outage_notice", self._notice)
        notice = self._notice

        def come(found: NoticeLetters) -> None:
            if found.unaddressed:
                words = _("Ilman postiosoitetta, kerro muulla tavalla: {names}.")
                self._context.messages.done(words.format(names=", ".join(found.unaddressed)))
            self.documents.made(lambda _gate: found, render_letters, paper)

        self._context.ask(self, lambda gate: gate.call(outage_letters, notice), come)

    def failed_mails(self) -> int:
        """Return how many messages have not gone."""
        return sum(row.state not in _GONE and row.channel in BY_MAIL for row in self._rows.values())

    def mark_current(self) -> None:
        """Write down that the one stood on was told otherwise."""
        row = self._rows.get(self.table.current_id() or 0)
        if row is not None and row.state != Outcome.SENT.value:
            self._mark([row.id])

    def _tell(self, rows: Sequence[RecipientRow]) -> None:
        clear(self._said)
        gone = sum(row.state in _GONE for row in rows)
        failed, others = self.failed_mails(), sum(r.state not in _GONE and r.channel not in BY_MAIL for r in rows)
        words = _("Kerrottu {n} / {total}").format(n=number_words(gone), total=number_words(len(rows)))
        parts = []
        if failed:
            parts.append(ngettext("{n} viesti ei mennyt", "{n} viestiä ei mennyt", failed).format(n=failed))
        if others:
            said = ngettext(
                "{n} on kerrottava puhelimitse tai kirjeellä", "{n} on kerrottava puhelimitse tai kirjeellä", others
            )
            parts.append(said.format(n=others))
        tone = "warn" if failed else "info" if others else "ok"
        self._said.setContentsMargins(20, 12, 16, 12)
        self._said.addWidget(Banner(tone, words, " ".join(f"{part}." for part in parts)))  # type: ignore[arg-type]
        self.counted.emit(words)

    def _show_current(self) -> None:
        row = self._rows.get(self.table.current_id() or 0)
        self.told_button.setEnabled(row is not None and row.state != Outcome.SENT.value)
        if row is None:
            return
        self._about.setText(row.subject or row.name)
        answer = _("Palvelin vastasi: {code} {answer}").format(code=row.code, answer=row.answer) if row.answer else ""
        self._answer.setText(" ".join(part for part in (row.words, answer) if part))
        self._answer.setVisible(bool(self._answer.text()))
        self.message.setPlainText(row.text)

    def _address_of(self, row_id: int) -> str:
        row = self._rows[row_id]
        return f"person/{row.person_id}" if row.person_id is not None else f"customer/{row.customer_id}"
