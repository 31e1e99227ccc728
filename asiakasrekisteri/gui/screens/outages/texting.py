"""Telling an outage by text messages: the words with their length, the numbers as a table; the program sends none."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QLineEdit, QPlainTextEdit, QWidget

from asiakasrekisteri.domain.errors import InvalidInputError
from asiakasrekisteri.domain.texting import length_of
from asiakasrekisteri.domain.texts import N_, _, ngettext
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.forms.labelled import Field
from asiakasrekisteri.gui.theme.theme import px
from asiakasrekisteri.gui.widgets.basics import Button, column, label, row
from asiakasrekisteri.gui.widgets.dialog import Dialog
from asiakasrekisteri.usecases.gate import Gate, Seen
from asiakasrekisteri.usecases.outages.texting import TextList, TextMessage, export_numbers

_LANGUAGES = {"fi": N_("Suomeksi"), "sv": N_("Ruotsiksi"), "en": N_("Englanniksi")}
_HEIGHT = 84


class Message(QWidget):
    """One message: its words, which may be changed, how long they are, and a button that copies them.

    Args:
        said: the message.
        copied: told when it has been copied.
    """

    def __init__(self, said: TextMessage, copied: Callable[[], object]) -> None:
        super().__init__()
        self._copied = copied
        self.text = QPlainTextEdit(said.text)
        self.text.setTabChangesFocus(True)
        self.text.setFixedHeight(px(_HEIGHT))
        count = ngettext("{n} numero", "{n} numeroa", said.numbers).format(n=said.numbers)
        field = Field(f"{_(_LANGUAGES[said.language])} · {count}", self.text)
        self.length = label("", "small")
        self.copy_button = Button(_("Kopioi teksti"), "copy", size="s", pressed=self.copy)
        inside = column(field, row(self.length, None, self.copy_button), gap=4)
        layout = inside.layout()
        assert layout is not None
        self.setLayout(layout)
        self.text.textChanged.connect(self._count)
        self._count()

    def copy(self) -> None:
        """Put the words on the clipboard."""
        QGuiApplication.clipboard().setText(self.text.toPlainText())
        self._copied()

    def _count(self) -> None:
        found = length_of(self.text.toPlainText())
        words = _("{used} / {fits} merkkiä").format(used=found.used, fits=found.fits)
        if not found.is_one:
            words += " · " + _("menee {n} viestinä: lyhennä").format(n=found.messages)
        self.length.setText(words)


class TextingDialog(Dialog):
    """Offers the words and the numbers, and writes down that they have been texted.

    Args:
        parent: the window.
        context: the desk.
        found: what is to be texted.
        told: given the ids of those who have been.
    """

    def __init__(
        self, parent: QWidget, context: Context, found: TextList, told: Callable[[Sequence[int]], object]
    ) -> None:
        super().__init__(parent, _("Kerrotaanko tekstiviestillä?"), width=560)
        self._context, self._found, self._told = context, found, told
        self.pick: Callable[[QWidget], str] = _pick_file
        note = _("Ohjelma ei lähetä tekstiviestejä. Kopioi teksti ja vie numerot omaan viestipalveluusi.")
        self.add(label(note, "muted", wrap=True))
        if found.to_call:
            words = ngettext(
                "{n} numero ei ota vastaan tekstiviestejä: siihen soitetaan.",
                "{n} numeroa ei ota vastaan tekstiviestejä: niihin soitetaan.",
                found.to_call,
            )
            self.add(label(words.format(n=found.to_call), "muted", wrap=True))
        copied = partial(context.messages.done, _("Teksti on leikepöydällä."), None)
        self.messages = [Message(one, copied) for one in found.messages]
        self.purpose = QLineEdit(_("häiriöstä kertominen"))
        self.purpose_field = Field(_("Numeroiden tarkoitus"), self.purpose, _("Kirjataan käyttölokiin."))
        self.add(*self.messages, self.purpose_field)
        self.button(_("Sulje"))
        self.export_button = self.button(_("Vie numerot…"), self.export)
        self.told_button = self.button(_("Merkitse kerrotuiksi"), self.mark, "primary")
        if self.messages:
            self.focus_first(self.messages[0].copy_button)

    def export(self) -> None:
        """Ask for a file, and write the numbers into it."""
        path = self.pick(self)
        if not path:
            return
        notice, purpose = self._found.notice_id, self.purpose.text()

        def work(gate: Gate) -> Sequence[Seen]:
            return gate.call(export_numbers, notice, Path(path), purpose)

        def done(_seen: Sequence[Seen]) -> None:
            self.purpose_field.show_note(_("Numerot vietiin. Hävitä tiedosto, kun viestit on lähetetty."))

        self._context.ask(self, work, done, failed=self._refused)

    def mark(self) -> None:
        """Write down that everybody has been texted."""
        self.accept()
        self._told(self._found.recipients)

    def _refused(self, error: Exception) -> None:
        if isinstance(error, InvalidInputError):
            self.purpose_field.show_problem(str(error))
            self.fit()
        else:
            self.reject()
            self._context.messages.failed(error)


def _pick_file(parent: QWidget) -> str:
    return QFileDialog.getSaveFileName(parent, _("Tallenna numerot"), "tekstiviestit.csv", "CSV (*.csv)")[0]
