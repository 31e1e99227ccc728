"""Places fields side by side by the length of what is typed into them, or under one another where there is no room."""

from collections.abc import Collection, Sequence

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QSizePolicy, QWidget

from asiakasrekisteri.domain.fields import FieldKind
from asiakasrekisteri.gui.theme.theme import px

COLUMNS = 4
NARROW = 520
"""Under this many pixels (at text size 100 %) fields stand under one another."""
_SHORT = {FieldKind.POSTCODE, FieldKind.YEAR, FieldKind.NUMBER, FieldKind.DATE}
_WHOLE = {FieldKind.NOTES, FieldKind.FLAG}


def span_of(kind: FieldKind) -> int:
    """Return how many of the four columns a field takes."""
    return COLUMNS if kind in _WHOLE else 1 if kind in _SHORT else 2


class FieldGrid(QFrame):
    """Fields in reading order; the order of Tab is the order of the fields.

    Args:
        fields: each with the columns it takes.
        halves: whether a field of two columns always begins in the middle or at the left.
    """

    def __init__(self, fields: Sequence[tuple[QWidget, int]], *, halves: bool = False) -> None:
        super().__init__()
        self.setProperty("area", "plain")
        self._fields, self._halves = tuple(fields), halves
        self._narrow: bool | None = None
        self._hidden: frozenset[int] = frozenset()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(14)
        for column in range(COLUMNS):
            self._grid.setColumnStretch(column, 1)
        for widget, _span in self._fields:
            widget.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._place(narrow=False)

    def show_only(self, shown: Collection[QWidget]) -> None:
        """Show these of the fields and close the gaps."""
        self._hidden = frozenset(place for place, (widget, _span) in enumerate(self._fields) if widget not in shown)
        narrow, self._narrow = bool(self._narrow), None
        self._place(narrow=narrow)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place(narrow=event.size().width() < px(NARROW))

    def _place(self, *, narrow: bool) -> None:
        if narrow == self._narrow:
            return
        self._narrow = narrow
        for widget, _span in self._fields:
            self._grid.removeWidget(widget)
        line, column = 0, 0
        for place, (widget, wanted) in enumerate(self._fields):
            if place in self._hidden:
                widget.hide()
                continue
            span = COLUMNS if narrow else wanted
            column += column % 2 if self._halves and span > 1 else 0
            if column + span > COLUMNS:
                line, column = line + 1, 0
            self._grid.addWidget(widget, line, column, 1, span)
            widget.show()  # only now that it has a parent: before, it would be a window of its own for a moment
            column += span
