"""Why data are viewed: chosen from a few purposes or typed; and the reason for one reveal."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QButtonGroup, QLineEdit, QRadioButton, QWidget

from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.gui.forms.labelled import Field
from asiakasrekisteri.gui.widgets.basics import column, label
from asiakasrekisteri.gui.widgets.dialog import Dialog

LONGEST = 120
"""Letters: what the log has room for on a line."""


class PurposeDialog(Dialog):
    """Asks the purpose of viewing.

    Args:
        parent: the window.
        purposes: in words, in the user's language.
        current: the one in force; one that is not among them was typed.
        chosen: given the new one.
    """

    def __init__(self, parent: QWidget, purposes: Sequence[str], current: str, chosen: Callable[[str], None]) -> None:
        super().__init__(parent, _("Missä tarkoituksessa tietoja katsellaan?"), width=420)
        self._chosen = chosen
        self._group = QButtonGroup(self)
        self.options = [QRadioButton(words[:1].upper() + words[1:]) for words in purposes]
        self._purposes = tuple(purposes)
        self.other = QRadioButton(_("Muu tarkoitus"))
        for option in (*self.options, self.other):
            self._group.addButton(option)
        self.line = QLineEdit()
        self.line.setMaxLength(LONGEST)
        self._field = Field(_("Tarkoitus omin sanoin"), self.line, _("Älä kirjoita asiakkaan nimeä tai tunnusta."))
        self.add(
            label(_("Tarkoitus kirjataan käyttölokiin jokaisen katselun kohdalle."), "muted", wrap=True),
            column(*self.options, self.other, gap=10),
            self._field,
        )
        self.other.toggled.connect(self._other_chosen)
        known = current in self._purposes
        if not known:
            self.line.setText(current)
        first = self.options[self._purposes.index(current)] if known else self.other if current else self.options[0]
        first.setChecked(True)
        self._field.setVisible(self.other.isChecked())
        self.button(_("Peru"))
        self.button(_("Vaihda tarkoitus"), self._accept, "primary", default=True)
        self.focus_first(first)

    def _other_chosen(self, on: bool) -> None:
        self._field.setVisible(on)
        self.fit()
        if on:
            self.line.setFocus()

    def _accept(self) -> None:
        place = next((n for n, option in enumerate(self.options) if option.isChecked()), -1)
        words = self._purposes[place] if place >= 0 else " ".join(self.line.text().split())
        if not words:
            self._field.show_problem(_("Kirjoita tarkoitus tai valitse jokin edellisistä."))
            self.line.setFocus()
            return
        self.accept()
        self._chosen(words)


class ReasonDialog(Dialog):
    """Asks why something hidden is to be shown.

    Args:
        parent: the window.
        title: the question.
        text: what follows from it.
        reason: filled in beforehand.
        given: given the reason.
    """

    def __init__(self, parent: QWidget, title: str, text: str, reason: str, given: Callable[[str], None]) -> None:
        super().__init__(parent, title, width=420)
        self._given = given
        self.line = QLineEdit(reason)
        self.line.setMaxLength(LONGEST)
        self.line.selectAll()
        self._field = Field(_("Tarkoitus"), self.line, _("Kirjataan käyttölokiin."))
        self.add(label(text, "muted", wrap=True), self._field)
        self.button(_("Peru"))
        self.button(_("Näytä"), self._accept, "primary", default=True)
        self.focus_first(self.line)

    def _accept(self) -> None:
        reason = " ".join(self.line.text().split())
        if not reason:
            self._field.show_problem(_("Kirjoita, mihin tietoa tarvitaan."))
            self.line.setFocus()
            return
        self.accept()
        self._given(reason)
