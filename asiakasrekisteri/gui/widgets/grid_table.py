"""A small table inside a card: a dozen rows at most, whose cells may be chips, pills and links."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QSizePolicy, QWidget

from asiakasrekisteri.gui.theme.theme import font, px
from asiakasrekisteri.gui.widgets.basics import label, line

ROW, GAP = 32, 5


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a column.

    Attributes:
        words: in the user's language.
        share: how much of the width it takes beside the others; 0 for only what it needs.
        right: numbers stand at the right.
    """

    words: str
    share: int = 1
    right: bool = False


class GridTable(QFrame):
    """Heads and rows with hair lines between.

    Args:
        name: what screen readers call it.
        heads: the columns.
        rows: a widget or words for each column.
    """

    def __init__(self, name: str, heads: Sequence[Head], rows: Sequence[Sequence[QWidget | str]]) -> None:
        super().__init__()
        self.setProperty("area", "plain")
        self.setAccessibleName(name)
        self._heads = tuple(heads)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(12, 0, 12, 4)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(GAP)
        for place, head in enumerate(self._heads):
            self._grid.setColumnStretch(place, head.share)
            self._grid.addWidget(_head(head), 0, place)
        self._grid.setRowMinimumHeight(0, px(ROW - GAP))
        for number, row in enumerate(rows):
            self._add(number, row)

    def _add(self, number: int, row: Sequence[QWidget | str]) -> None:
        place = 1 + 2 * number
        self._grid.addWidget(line(), place, 0, 1, len(self._heads))
        self._grid.setRowMinimumHeight(place + 1, px(ROW - 2 * GAP))
        for column, (head, part) in enumerate(zip(self._heads, row, strict=True)):
            widget = cell(part, head) if isinstance(part, str) else part
            side = Qt.AlignmentFlag.AlignRight if head.right else Qt.AlignmentFlag.AlignLeft
            fills = widget.sizePolicy().horizontalPolicy() == QSizePolicy.Policy.Ignored
            if fills or (isinstance(widget, QLabel) and widget.wordWrap()):
                self._grid.addWidget(widget, place + 1, column)
            else:
                self._grid.addWidget(widget, place + 1, column, side | Qt.AlignmentFlag.AlignVCenter)


def cell(words: str, head: Head) -> QLabel:
    """Return the words of a cell; they are broken into lines where the column is one that shares the room."""
    made = label(words, wrap=head.share > 0)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    made.setAccessibleName(f"{head.words}: {words}")
    if head.right:
        made.setFont(font(13, tabular=True))
        made.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    if head.share:
        made.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
    return made


def _head(head: Head) -> QLabel:
    made = label(head.words, "small")
    made.setFont(font(12, 600))
    side = Qt.AlignmentFlag.AlignRight if head.right else Qt.AlignmentFlag.AlignLeft
    made.setAlignment(side | Qt.AlignmentFlag.AlignVCenter)
    return made
