"""The two sides of an old description: a text that tells where one pressed, and lines that are dragged to a list."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QPlainTextEdit

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
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.CopyAction)  # a move would let Qt take the line away by itself
        self.setDropIndicatorShown(False)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take only lines of this very list."""
        event.setAccepted(event.source() is self)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        self.auto_scroll(event)
        event.setAccepted(event.source() is self and bool(self.field_at(event)))

    def dropEvent(self, event: QDropEvent) -> None:
        if event.source() is self and (field := self.field_at(event)):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self.dropped.emit(field)

    def auto_scroll(self, event: QDragMoveEvent) -> None:
        """Scroll when a line is held at an edge."""
        height, y, bar = self.viewport().height(), event.position().y(), self.verticalScrollBar()
        edge = self.autoScrollMargin()
        if y < edge or y > height - edge:
            bar.setValue(bar.value() + (-bar.singleStep() if y < edge else bar.singleStep()))

    def field_at(self, event: QDropEvent) -> str:
        """Return the list under the mouse; "" under no line."""
        item = self.itemAt(event.position().toPoint())
        field = item.data(FIELD) if item is not None else ""
        return str(field or "")


def units(text: str, offset: int) -> int:
    """Return an offset in the units that Qt counts letters in: those beyond the basic plane are two."""
    return len(text[:offset].encode("utf-16-le")) // 2


def letters(text: str, place: int) -> int:
    """Return an offset in code points of a place that Qt counted; see `units`."""
    return len(text.encode("utf-16-le")[: 2 * place].decode("utf-16-le", "ignore"))
