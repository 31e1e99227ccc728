"""The handle of a row: pressed and held it carries the row along its list; keys do the same by Alt+↑ and Alt+↓."""

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.gui.theme.icons import paint_icon
from asiakasrekisteri.gui.theme.theme import px
from asiakasrekisteri.gui.widgets.basics import FIXED

_WIDE, _HIGH, _SIDE = 16, 32, 14


class Grip(QWidget):
    """Six dots at the left of a row."""

    carried = Signal(QPoint)
    """The mouse is here, in coordinates of the screen, with the row held."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(px(_WIDE), px(_HIGH))
        self.setSizePolicy(FIXED, FIXED)
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self.setToolTip(_("Vedä rivi toiseen paikkaan (Alt+↑, Alt+↓)"))
        self.setAccessibleName(_("Rivin kahva"))
        self._held = False

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._held = True
            self.setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._held:
            self.carried.emit(event.globalPosition().toPoint())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: ARG002
        self._held = False
        self.setCursor(Qt.CursorShape.OpenHandCursor)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        where = self.rect().toRectF()
        where.setHeight(px(_SIDE))
        where.moveTop((self.height() - px(_SIDE)) / 2)
        where.setLeft((self.width() - px(_SIDE)) / 2)
        where.setWidth(px(_SIDE))
        paint_icon(painter, "grip-vertical", where, "muted" if self.isEnabled() else "border")
