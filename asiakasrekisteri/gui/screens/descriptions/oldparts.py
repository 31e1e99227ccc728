"""The two sides of an old description: a text that tells where one pressed, and lines that are dragged to a list."""

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QListWidget, QPlainTextEdit

from asiakasrekisteri.domain.texts import _

FIELD = Qt.ItemDataRole.UserRole + 1
"""Which list a line or a head of the lines belongs to."""
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class OldText(QPlainTextEdit):
    """A text to read and copy."""

    pointed = Signal(int)
    """A click, or Enter at the caret: offset in code points."""

    def __init__(self) -> None:
        super().__init__()
        self.setReadOnly(True)
        by_mouse, by_keys = (
            Qt.TextInteractionFlag.TextSelectableByMouse,
            Qt.TextInteractionFlag.TextSelectableByKeyboard,
        )
        self.setTextInteractionFlags(by_mouse | by_keys)
        self.setTabChangesFocus(True)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and not self.textCursor().hasSelection():
            self._point()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if Qt.Key(event.key()) in _ENTER and not event.modifiers():
            self._point()
            return
        super().keyPressEvent(event)

    def _point(self) -> None:
        self.pointed.emit(letters(self.toPlainText(), self.textCursor().position()))


class UnderstoodLines(QListWidget):
    """Lines under the heads of their lists; a line is dragged onto another head, or onto a line under it."""

    dropped = Signal(str)
    """The line in front was dropped into this list."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("area", "box")
        self.setWordWrap(True)
        self.setSpacing(2)
        self.setDragDropMode(QAbstractItemView.DragDropMode.NoDragDrop)
        self.setEditTriggers(QAbstractItemView.EditTrigger.DoubleClicked | QAbstractItemView.EditTrigger.EditKeyPressed)
        self.setToolTip(_("Vedä rivi toiseen kohtaan, tai korjaa sen sanoja (F2)."))
        self._pressed: QPoint | None = None
        self._carrying = False

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        at = event.position().toPoint()
        item = self.itemAt(at)
        held = item is not None and bool(item.flags() & Qt.ItemFlag.ItemIsSelectable)  # a head is not carried
        self._pressed = at if held and event.button() == Qt.MouseButton.LeftButton else None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Carry the line once the mouse has really moved; scroll at an edge."""
        at = event.position().toPoint()
        if self._pressed is None:
            super().mouseMoveEvent(event)
            return
        if (at - self._pressed).manhattanLength() >= QApplication.startDragDistance():
            self._carrying = True
        if self._carrying:
            self.auto_scroll(at.y())
            shape = Qt.CursorShape.DragMoveCursor if self.field_at(at) else Qt.CursorShape.ForbiddenCursor
            self.viewport().setCursor(shape)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        carried, self._carrying, self._pressed = self._carrying, False, None
        self.viewport().unsetCursor()
        field = self.field_at(event.position().toPoint()) if carried else ""
        super().mouseReleaseEvent(event)
        if field:
            self.dropped.emit(field)

    def auto_scroll(self, y: int) -> None:
        """Scroll when a line is held at an edge."""
        height, bar, edge = self.viewport().height(), self.verticalScrollBar(), self.autoScrollMargin()
        if y < edge or y > height - edge:
            bar.setValue(bar.value() + (-bar.singleStep() if y < edge else bar.singleStep()))

    def field_at(self, at: QPoint) -> str:
        """Return the list under the mouse; "" under no line."""
        item = self.itemAt(at)
        field = item.data(FIELD) if item is not None else ""
        return str(field or "")


def units(text: str, offset: int) -> int:
    """Return an offset in the units that Qt counts letters in: those beyond the basic plane are two."""
    return len(text[:offset].encode("utf-16-le")) // 2


def letters(text: str, place: int) -> int:
    """Return an offset in code points of a place that Qt counted; see `units`."""
    return len(text.encode("utf-16-le")[: 2 * place].decode("utf-16-le", "ignore"))
