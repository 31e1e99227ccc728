"""The columns of a file and the fields they become: each with a cell of it and what it is taken for."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QSizePolicy, QVBoxLayout

from asiakasrekisteri.domain.texts import N_, _
from asiakasrekisteri.gui.theme.icons import Icon
from asiakasrekisteri.gui.theme.theme import px
from asiakasrekisteri.gui.widgets.basics import Button, clear, column, label, line, row, scrolled
from asiakasrekisteri.gui.widgets.choices import Choice
from asiakasrekisteri.usecases.importing.choosing import ColumnChoice, target_choices

_NOT_READ = ""
_WIDTH, _COMBO = 420, 200
_UNBOUND = 16_777_215
"""Qt's own bound of a width."""
_LONGEST = 26
_STATES: dict[str, tuple[str, str, str]] = {
    "sure": ("circle-check", "ok", N_("tunnistettiin otsikosta")),
    "seen": ("triangle-alert", "warn", N_("tunnistettiin solujen sisällöstä: tarkista")),
    "left": ("ban", "muted", N_("ei tuoda")),
    "secret": ("ban", "muted", N_("ei tuoda koskaan")),
}


class ColumnsPane(QFrame):
    """A row for each column: its head over a cell of it, a choice of fields, and how sure the program is."""

    chosen = Signal(str, str)
    """The user chose what a column means: its head and the target, "" to leave it out."""

    save_asked = Signal()
    """The user wants to keep what the columns mean in a file."""
    load_asked = Signal()
    """The user has a file that says what the columns mean."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("area", "pane")
        self.set_beside(beside=True)
        self.choices: dict[str, Choice] = {}
        self._place = QFrame()
        self._place.setProperty("area", "plain")
        self._grid = QGridLayout(self._place)
        self._grid.setContentsMargins(20, 12, 8, 12)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scrolled(self._place, _("Tiedoston sarakkeet")), 1)
        self.save_button = Button(_("Vie määrittely…"), "download", "ghost", "s", self.save_asked.emit)
        self.save_button.setToolTip(_("Tallenna sarakkeiden merkitykset tiedostoon, jonka komentorivikin lukee"))
        self.load_button = Button(_("Tuo määrittely…"), "file-input", "ghost", "s", self.load_asked.emit)
        self.load_button.setToolTip(_("Ota sarakkeiden merkitykset tiedostosta ja tee koeajo uudelleen"))
        layout.addWidget(line())
        layout.addWidget(row(self.save_button, self.load_button, None, gap=4, margins=(12, 6, 8, 6), area="pane"))

    def show_columns(self, columns: Sequence[ColumnChoice]) -> None:
        """Show the columns of a file."""
        clear(self._grid)
        self.choices = {}
        self._grid.addWidget(label(_("Tiedoston sarake"), "caption"), 0, 0)
        self._grid.addWidget(label(_("Rekisterin kenttä"), "caption"), 0, 1)
        options = ((_NOT_READ, _("Ei tuoda")), *target_choices())
        for place, one in enumerate(columns, 1):
            self._add(place, one, options)
        words = label(_("Salasanoja, turvakysymyksiä ja korttitietoja ei tuoda koskaan."), "small", wrap=True)
        words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._grid.addWidget(row(Icon("info", 16, "muted"), words), len(columns) + 1, 0, 1, 3)
        self._grid.setRowStretch(len(columns) + 2, 1)
        self._grid.setColumnStretch(0, 1)

    def set_beside(self, *, beside: bool) -> None:
        """Take the width of a column beside the rows, or all there is."""
        self.setMinimumWidth(px(_WIDTH) if beside else 0)
        self.setMaximumWidth(px(_WIDTH) if beside else _UNBOUND)

    def focus_first(self) -> None:
        """Put the focus on the first column that may be chosen."""
        first = next((choice for choice in self.choices.values() if choice.isEnabled()), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_column(self, head: str) -> bool:
        """Put the focus on the choice of a column; tell whether it is there."""
        if head in self.choices:
            self.choices[head].setFocus(Qt.FocusReason.OtherFocusReason)
        return head in self.choices

    def _add(self, place: int, one: ColumnChoice, options: Sequence[tuple[str, str]]) -> None:
        head, sample = label(_short(one.head), "strong"), label(_short(one.sample) or "–", "small")
        head.setToolTip(one.head)
        sample.setToolTip(one.sample)
        choice = Choice(options)
        choice.setFixedWidth(px(_COMBO))
        choice.choose(one.target)
        if (typed := choice.lineEdit()) is not None:
            typed.setCursorPosition(0)  # a long name is read from its beginning
        choice.setEnabled(one.state != "secret")
        icon, tone, words = _STATES[one.state]
        said = one.reason or _(words)
        choice.setAccessibleName(_("Sarake {head}").format(head=one.head))
        choice.setAccessibleDescription(said)
        sign = Icon(icon, 16, tone)
        sign.setToolTip(said)
        choice.activated.connect(lambda _index: self._choose(one, choice))
        self.choices[one.head] = choice
        self._grid.addWidget(column(head, sample, gap=0), place, 0)
        self._grid.addWidget(choice, place, 1)
        self._grid.addWidget(sign, place, 2)

    def _choose(self, one: ColumnChoice, choice: Choice) -> None:
        if choice.code() != one.target:
            self.chosen.emit(one.head, choice.code())


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
