"""Three columns side by side: where am I, the work, and what follows from it (in that order on every page)."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QSplitter, QWidget

from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.gui.theme.theme import px
from asiakasrekisteri.gui.widgets.basics import column, icon_button

_EDGE = 44


class Columns(QSplitter):
    """The columns; where there is no room for three, the third comes in the place of the first by F9 or its button.

    Args:
        parts: the columns.
        widths: usual width of each, at text size 100 %.
        least: narrowest width of each.
        third: what the third one is called.
    """

    def __init__(self, parts: Sequence[QWidget], widths: Sequence[int], least: Sequence[int], third: str) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)
        self._first, self._third, self._least = parts[0], parts[-1], sum(least)
        self._two = max(least[0], least[-1]) + least[1]
        for part, narrowest in zip(parts, least, strict=True):
            self.addWidget(part)
            part.setMinimumWidth(px(narrowest))
        self.setSizes([px(wide) for wide in widths])
        self.setStretchFactor(1, 1)
        self.turn_button = icon_button("columns-3", _("Näytä {what} tai takaisin (F9)").format(what=third), self.turn)
        self._edge = column(self.turn_button, None, margins=(6, 12, 6, 12), area="pane")
        self._edge.setFixedWidth(px(_EDGE))
        self.addWidget(self._edge)
        self._edge.hide()
        shortcut = QShortcut(QKeySequence("F9"), self)
        shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
        shortcut.activated.connect(self.turn)

    def turn(self) -> None:
        """Show the third column in the place of the first, or the first again; with room for all, hide the third."""
        shown = self._third.isHidden()
        self._third.setVisible(shown)
        self._first.setVisible(not (shown and self._is_narrow()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self._is_narrow()
        if narrow == self._edge.isHidden():
            self._edge.setVisible(narrow)
            self._third.setVisible(not narrow)
            self._first.show()

    def minimumSizeHint(self) -> QSize:
        """Ask for the room of two columns and the edge: the third can go."""
        return QSize(px(self._two + _EDGE), super().minimumSizeHint().height())

    def _is_narrow(self) -> bool:
        return self.width() < px(self._least)
