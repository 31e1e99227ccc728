"""A small window that hangs from a button and goes when one clicks elsewhere or presses Esc; the focus returns."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget


class Popover(QFrame):
    """Shows `content` under `anchor`."""

    def __init__(self, anchor: QWidget, content: QWidget, name: str) -> None:
        super().__init__(anchor, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self.setProperty("area", "popover")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
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

    def closeEvent(self, event: QCloseEvent) -> None:
        """Give the focus back to the opener."""
        self._anchor.setFocus(Qt.FocusReason.PopupFocusReason)
        super().closeEvent(event)
