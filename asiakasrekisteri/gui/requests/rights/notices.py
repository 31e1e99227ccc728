"""Who has got the person's data, and whether each has been told (Art. 19)."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from asiakasrekisteri.domain.errors import InvalidInputError
from asiakasrekisteri.domain.fields import Option
from asiakasrekisteri.domain.formats import day
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.rights import HINDRANCES, NOTICE_ANSWERS, NOTICE_CHANNELS
from asiakasrekisteri.domain.texts import _, ngettext
from asiakasrekisteri.gui.forms.dates import parse_day
from asiakasrekisteri.gui.forms.labelled import Field
from asiakasrekisteri.gui.preview import Preview
from asiakasrekisteri.gui.requests.body import cards_area
from asiakasrekisteri.gui.requests.letterpane import made_words
from asiakasrekisteri.gui.requests.steps import RequestHost
from asiakasrekisteri.gui.theme.theme import px
from asiakasrekisteri.gui.widgets.basics import Button, clear, column, icon_button, label, row
from asiakasrekisteri.gui.widgets.card import Card
from asiakasrekisteri.gui.widgets.choices import Choice, Segmented
from asiakasrekisteri.gui.widgets.marks import Pill
from asiakasrekisteri.usecases.edits import Saved
from asiakasrekisteri.usecases.gate import Gate
from asiakasrekisteri.usecases.persons import PERSON
from asiakasrekisteri.usecases.privacy.prints import Way, note_print
from asiakasrekisteri.usecases.privacy.requests.letters import MadeLetter
from asiakasrekisteri.usecases.rights.confirming import confirm_right
from asiakasrekisteri.usecases.rights.notices import (
    NoticeLine,
    Notices,
    NoticeText,
    Told,
    list_notices,
    note_not_told,
    note_recipient_answer,
    note_told,
    write_notice,
)

_NOTES_HEIGHT = 72
_TOLD, _ANSWERED, _UNTOLD = "told", "answered", "untold"


class NoticesCard(Card):
    """The recipients of the person's data: what each has got, its notice, and what it answered.

    Args:
        host: the page of the request.
    """

    def __init__(self, host: RequestHost) -> None:
        super().__init__(_("Ilmoitukset vastaanottajille"))
        self._host = host
        self._lines = QVBoxLayout()
        self._lines.setSpacing(12)
        self.body.addLayout(self._lines)
        self.confirm = Button(_("Tee vahvistus, jossa vastaanottajat"), "mail", size="s", pressed=self.confirm_all)
        self.confirm.setToolTip(_("Kun henkilö on kysynyt, kenelle hänen tietojaan on annettu (19 artikla)"))
        self.confirm.hide()
        self.body.addWidget(row(self.confirm, None))
        self.shown: tuple[NoticeLine, ...] = ()
        self.acts: dict[int, tuple[Button, Button]] = {}
        number = host.shown().record.id
        host.context.ask(self, lambda gate: gate.call(list_notices, number), self._come)

    def _come(self, found: Notices) -> None:
        clear(self._lines)
        self.shown, self.acts = found.lines, {}
        text = _("Kerrotaan jokaiselle, joka on saanut juuri näitä henkilön tietoja, vastaanottajan kielellä.")
        if not found.lines and not found.others:
            text = _("Henkilön tietoja ei ole luovutettu kenellekään, joten kenellekään ei tarvitse ilmoittaa.")
        elif found.others:
            told = ngettext(
                "{n} vastaanottaja on saanut vain muita tietoja, joten sille ei ilmoiteta.",
                "{n} vastaanottajaa on saanut vain muita tietoja, joten niille ei ilmoiteta.",
                found.others,
            ).format(n=found.others)
            text = f"{text} {told}" if found.lines else told
        self._lines.addWidget(label(text, "muted", wrap=True))
        for line in found.lines:
            self._lines.addWidget(self._line(line))
        request = self._host.shown().line
        granted = request.decision == "granted" and request.person_id is not None
        may = self._host.context.may(Permission.REQUEST_WRITE)
        self.confirm.setVisible(granted and may and bool(found.lines or found.others))

    def confirm_all(self) -> None:
        """Make the confirmation that names everybody who has got the data."""
        record, context = self._host.shown().record, self._host.context

        def done(made: MadeLetter) -> None:
            context.messages.done(made_words(_("Vahvistus on pyynnön liitteenä."), addressed=made.addressed))
            self._host.reload()

        context.ask(self, lambda gate: gate.call(confirm_right, record.id, record.version, True), done)

    def _line(self, line: NoticeLine) -> QFrame:
        words, tone = state_words(line), "warn" if line.open else "ok" if line.answer else "info"
        write = Button(_("Ilmoitus…"), "mail", size="s", pressed=partial(self._write, line))
        write.setAccessibleName(_("Ilmoitus: {name}").format(name=line.name))
        write.setToolTip(_tongue(line))
        copy = icon_button(
            "copy", _("Kopioi ilmoituksen teksti sähköpostiin"), partial(self.copy, line.recipient_id), small=True
        )
        note = Button(_("Kirjaa…"), size="s", pressed=partial(self._note, line))
        note.setAccessibleName(_("Kirjaa ilmoitus tai vastaus: {name}").format(name=line.name))
        if self._host.shown().line.person_id is None:  # to show what has no parent yet would open a window
            copy.hide()
            write.hide()
        for button in (write, copy, note):
            button.setEnabled(self._host.context.may(Permission.REQUEST_WRITE))
        self.acts[line.recipient_id] = (write, note)
        name = row(label(line.name, "strong"), Pill(words, tone), None, write, copy, note, gap=8)  # type: ignore[arg-type]
        return column(name, label(_said(line), "small", wrap=True), gap=2)

    def _note(self, line: NoticeLine) -> None:
        self._host.show_panel(NoticePanel(self._host, line))

    def copy(self, recipient: int) -> None:
        """Put the words of a notice on the clipboard, for an e-mail."""
        number, context = self._host.shown().record.id, self._host.context

        def come(made: NoticeText) -> None:
            QGuiApplication.clipboard().setText(f"{made.subject}\n\n{made.body}")
            context.messages.done(_("Ilmoituksen teksti on leikepöydällä."))

        context.ask(self, lambda gate: gate.call(write_notice, number, recipient), come)

    def _write(self, line: NoticeLine) -> None:
        number, context = self._host.shown().record.id, self._host.context

        def note(way: Way) -> None:
            context.ask(self, lambda gate: gate.call(note_print, way, "request", number), lambda _none: None)

        def come(made: NoticeText) -> None:
            if self.isVisible():
                title, name = _("Ilmoitus vastaanottajalle"), made.letter.name
                shown = Preview(self.window(), made.letter.pdf, title, name, context.runner, context.messages.failed)
                shown.printed.connect(lambda: note("print"))
                shown.saved.connect(lambda _path: note("save"))
                shown.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
                shown.open()

        context.ask(self, lambda gate: gate.call(write_notice, number, line.recipient_id), come)


def _said(line: NoticeLine) -> str:
    """Return what a recipient has got, and in which language it is written to where that is not Finnish."""
    notes = [] if line.language == "fi" else [_tongue(line)]
    if not line.addressed:
        notes.append(_("Osoite puuttuu. Lisää se vastaanottajan tietoihin, jos ilmoitus lähtee postissa."))
    return "\n".join((line.what, *notes))


def _tongue(line: NoticeLine) -> str:
    return _("Kirjeen kieli: {language}").format(language=_plain(PERSON["language"].options, line.language))


def state_words(line: NoticeLine) -> str:
    """Return how a notice stands: what it answered, when it was told, or that it waits."""
    if line.answer:
        return _words(NOTICE_ANSWERS, line.answer)
    if line.sent_on is not None:
        return _("Ilmoitettu {day}, {how}").format(day=day(line.sent_on), how=_plain(NOTICE_CHANNELS, line.channel))
    return _words(HINDRANCES, line.hindrance) if line.hindrance else _("Ei vielä ilmoitettu")


def _words(options: tuple[Option, ...], code: str) -> str:
    words = _plain(options, code)
    return words[:1].upper() + words[1:]


def _plain(options: tuple[Option, ...], code: str) -> str:
    return next((_(option.label) for option in options if option.code == code), code)


class NoticePanel(QFrame):
    """Writes down that a recipient was told, why it is not, or what it answered.

    Args:
        host: the page.
        line: the recipient.
    """

    def __init__(self, host: RequestHost, line: NoticeLine) -> None:
        super().__init__()
        self.setProperty("area", "root")
        self._host, self._line = host, line
        choices = [(_TOLD, _("Ilmoitettu")), (_UNTOLD, _("Ei ilmoiteta"))]
        if line.sent_on is not None:
            choices = [(_ANSWERED, _("Vastaus")), (_TOLD, _("Ilmoitettu"))]
        self.what = Segmented(_("Mitä kirjataan"), choices)
        self.channel, self.answer, self.hindrance = map(_choice, (NOTICE_CHANNELS, NOTICE_ANSWERS, HINDRANCES))
        self.on = QLineEdit(day(host.context.today()))
        self.words = QPlainTextEdit()
        self.words.setTabChangesFocus(True)
        self.words.setFixedHeight(px(_NOTES_HEIGHT))
        self._fields = {
            "channel": Field(_("Miten ilmoitettiin"), self.channel),
            "sent_on": Field(_("Ilmoitettu"), self.on),
            "answer": Field(_("Mitä vastaanottaja vastasi"), self.answer),
            "hindrance": Field(_("Miksi ei ilmoiteta"), self.hindrance),
            "hindrance_reason": Field(_("Perustelut"), self.words),
        }
        self.save = Button(_("Tallenna"), "check", "primary", pressed=self.submit)
        cancel = Button(_("Peru"), pressed=host.close_panel)
        parts: list[QWidget] = [row(self.what, None), *self._fields.values(), row(None, cancel, self.save)]
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(cards_area(line.name, Card(line.name, *parts)))
        self.what.changed.connect(lambda _code: self._fit())
        self._fit()

    def _fit(self) -> None:
        asked = {
            _TOLD: {"channel", "sent_on"},
            _ANSWERED: {"answer", "hindrance_reason"},
            _UNTOLD: {"hindrance", "hindrance_reason"},
        }[self.what.chosen()]
        for name, field in self._fields.items():
            field.setVisible(name in asked)

    def focus_start(self) -> None:
        """See HasStart."""
        self.what.setFocus()

    def submit(self) -> None:
        """Write it down."""
        number, recipient, what = self._host.shown().record.id, self._line.recipient_id, self.what.chosen()
        words = self.words.toPlainText()
        told = Told(self.channel.code(), parse_day(self.on.text(), self._host.context.today()))
        answer, hindrance = self.answer.code(), self.hindrance.code()

        def work(gate: Gate) -> Saved:
            if what == _ANSWERED:
                return gate.call(note_recipient_answer, number, recipient, answer, words)
            if what == _UNTOLD:
                return gate.call(note_not_told, number, recipient, hindrance, words)
            return gate.call(note_told, number, recipient, told)

        self._host.context.ask(self, work, self._done, failed=self._failed)

    def _done(self, _saved: Saved) -> None:
        self._host.context.messages.done(_("Kirjattiin."))
        self._host.close_panel()
        self._host.reload()

    def _failed(self, error: Exception) -> None:
        faults = error.errors if isinstance(error, InvalidInputError) else ()
        for fault in faults:
            field = self._fields.get(fault.field, self._fields["channel"])
            field.show_problem(fault.message)
            field.editor.setFocus()
        if not faults:
            self._host.context.messages.failed(error)


def _choice(options: tuple[Option, ...]) -> Choice:
    return Choice([(option.code, _words((option,), option.code)) for option in options])
