"""Which file is imported, how it is read and what its source is called: the bar over the page, and what it decides."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QVBoxLayout

from asiakasrekisteri.domain.texts import _, ngettext
from asiakasrekisteri.gui.screens.importing.carrying import Wish
from asiakasrekisteri.gui.screens.importing.parts import FormatChoice, SourceChoice
from asiakasrekisteri.gui.tables.columns import number_words
from asiakasrekisteri.gui.theme.icons import Icon
from asiakasrekisteri.gui.theme.theme import px
from asiakasrekisteri.gui.widgets.bars import filter_bar
from asiakasrekisteri.gui.widgets.basics import label, row
from asiakasrekisteri.usecases.importing.choosing import table_words, with_column
from asiakasrekisteri.usecases.importing.order import Order
from asiakasrekisteri.usecases.importing.report import ImportReport

_LONGEST_NAME = 44
_ROOMY = 900


class FileBar(QFrame):
    """The file, its format and the source, with what the user has decided of it so far.

    Args:
        try_out: tries the file anew.
    """

    def __init__(self, try_out: Callable[[], object]) -> None:
        super().__init__()
        self.setProperty("area", "pane")
        self._try_out = try_out
        self.wish: Wish | None = None
        self.matched = ""
        self._with_format = True
        self.name, self.facts = label(_("Tiedostoa ei ole valittu"), "strong"), label("", "muted")
        self.source, self.format = SourceChoice(), FormatChoice()
        self.format.activated.connect(lambda _index: self._read_otherwise())
        self.format.hide()
        said = label(_("Lähteeksi merkitään"), "muted")
        said.setBuddy(self.source)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        sign = Icon("file-text", 16, "muted")
        self._bar = filter_bar(8, sign, self.name, self.facts, self.format, None, said, self.source)
        self._under = row(self.facts, None, margins=(20, 0, 12, 10), area="pane")
        for bar in (self._bar, self._under):
            layout.addWidget(bar)
        self._fit()

    def take(self, file: Path) -> None:
        """Take another file: nothing has been decided of it."""
        self.wish = Wish(file)
        self.name.setText(_shortened(file.name))
        self.name.setToolTip(str(file))
        self.format.setCurrentIndex(0)
        self.format.show_recognised("")
        self.facts.setText("")
        self._fit()

    def order(self, *, dry_run: bool) -> Order | None:
        """Return the order of the file as it has been decided; None while there is none."""
        if self.wish is None:
            return None
        return self.wish.order(self.source.said(), self.format.code(), dry_run=dry_run)

    def show_report(self, report: ImportReport) -> None:
        """Tell how the file was read."""
        if self.wish is not None and self.wish.mapping is None and report.table is not None:
            self.wish.mapping = report.table.mapping  # what was decided of such a file before
        self.format.show_recognised(report.format)
        self.facts.setText(table_words(report))
        self._fit()

    def set_idle(self, *, idle: bool) -> None:
        """Let the choices be made while nothing is running."""
        self.source.setEnabled(idle)
        self.format.setEnabled(idle)

    def match(self, head: str, target: str) -> None:
        """Let a column mean a target, and try anew."""
        if self.wish is not None:
            self.wish.mapping = with_column(self.wish.mapping, head, target)
            self.matched = head
            self._try_out()

    def take_mapping(self, mapping: object) -> bool:
        """Take what the columns mean from elsewhere; tell whether there is a file to read by it."""
        if self.wish is not None:
            self.wish.mapping = mapping
        return self.wish is not None

    def correct(self, line_number: int, target: str, value: str) -> str:
        """Take a corrected cell; return how many there are, in words."""
        assert self.wish is not None
        self.wish.edits[line_number, target] = value
        return self._decided()

    def decide(self, place: str, column: str, kept: bool) -> str:
        """Take what was decided of a conflict; return how many decisions there are, in words."""
        assert self.wish is not None
        self.wish.decide(place, column, kept=kept)
        return self._decided()

    def own(self, line_number: int, code: str) -> str:
        """Take whose a row is; return how many decisions there are, in words."""
        assert self.wish is not None
        self.wish.whose[line_number] = code
        return self._decided()

    def _decided(self) -> str:
        assert self.wish is not None
        n = len(self.wish.edits) + len(self.wish.whose) + len(self.wish.keep)
        words = ngettext("{n} korjaus. Tee koeajo uudelleen.", "{n} korjausta. Tee koeajo uudelleen.", n)
        return words.format(n=number_words(n))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show how the file is read where there is room for it."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Put how the file is read beside its name, or under it where there is no room."""
        roomy = self.width() >= px(_ROOMY)
        place = (self._bar if roomy else self._under).layout()
        assert isinstance(place, QBoxLayout)
        if place.indexOf(self.format) < 0:
            place.insertWidget(3 if roomy else 0, self.facts)
            place.insertWidget(4 if roomy else 1, self.format)
        chosen = self.wish is not None
        self.format.setVisible(chosen)
        self.facts.setVisible(bool(self.facts.text()))
        self._under.setVisible(chosen and not roomy and self._with_format)

    def show_format(self, *, shown: bool) -> None:
        """Show how the file is read also where there is little room, or only where there is enough."""
        self._with_format = shown
        self._fit()

    def _read_otherwise(self) -> None:
        if self.wish is not None:
            self.wish = Wish(self.wish.file)
            self._try_out()


def _shortened(name: str) -> str:
    """Return a file's name so that it fits its place: the beginning and the end tell it from others."""
    return name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME // 2]}…{name[-_LONGEST_NAME // 2 + 1 :]}"
