"""A small window that hangs from a button and goes when one clicks elsewhere or presses Esc; the focus returns."""

from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QCloseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from asiakasrekisteri.gui.theme.theme import color


class Popover(QFrame):
    """Shows `content` under `anchor`."""

    def __init__(self, anchor: QWidget, content: QWidget, name: str) -> None:
        super().__init__(anchor, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self.setAccessibleName(name)
        self._anchor = anchor
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.addWidget(content)

    def open(self) -> None:
        """Show it under the anchor, inside the screen."""
        self.adjustSize()
        place = self._anchor.mapToGlobal(QPoint(0, self._anchor.height() + 4))
        room = self._anchor.screen().availableGeometry()
        place.setX(max(room.left(), min(place.x(), room.right() - self.width())))
        if place.y() + self.height() > room.bottom():
            place.setY(self._anchor.mapToGlobal(QPoint(0, 0)).y() - self.height() - 4)
        self.move(place)
        self.show()
        self.setFocus()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Draw the ground: outside its round corners the window is transparent."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(color("field"))
        painter.setBrush(color("surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Give the focus back to the opener."""
        self._anchor.setFocus(Qt.FocusReason.PopupFocusReason)
        super().closeEvent(event)
