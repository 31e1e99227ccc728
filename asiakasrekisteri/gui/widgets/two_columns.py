"""Two columns of cards that stand under one another where there is no room for both."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QSizePolicy, QWidget

from asiakasrekisteri.gui.theme.theme import px

NARROW = 840
"""Room for two columns of facts; a table at the right wants more."""


class TwoColumns(QFrame):
    """Two columns.

    Args:
        left: the first column, read first.
        right: the second.
        share: how many per cent of the width the left column takes.
        narrow: under this many pixels (at text size 100 %) they stand under one another.
    """

    def __init__(self, left: QWidget, right: QWidget, share: int = 34, narrow: int = NARROW) -> None:
        super().__init__()
        self._narrow = narrow
        self.setProperty("area", "plain")
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._columns.setContentsMargins(20, 16, 16, 16)
        self._columns.setSpacing(12)
        for part, width in ((left, share), (right, 100 - share)):
            part.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            self._columns.addWidget(part, width)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = event.size().width() < px(self._narrow)
        self._columns.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)
