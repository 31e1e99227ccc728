"""A field for one statement: as many lines as its words need; Enter leads on, Tab leaves."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy

from asiakasrekisteri.gui.theme.theme import px

_LEAST, _AROUND = 32, 14


class GrowingText(QPlainTextEdit):
    """A statement.

    Args:
        name: what screen readers call it.
        hint: shown while it is empty.
        lines: whether Enter begins a new line instead of leading on.
    """

    edited = Signal()
    entered = Signal()
    """Enter was pressed."""

    def __init__(self, name: str, hint: str = "", *, lines: bool = False) -> None:
        super().__init__()
        self._lines = lines
        self.setProperty("area", "growing")
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)
        self.setTabChangesFocus(True)
        self.document().setDocumentMargin(0)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().documentLayout().documentSizeChanged.connect(lambda _size: self.updateGeometry())
        self.textChanged.connect(self.edited)

    def text(self) -> str:
        """Return the words without blanks around them."""
        return self.toPlainText().strip()

    def set_text(self, words: str) -> None:
        """Show other words without telling that they were typed."""
        if words != self.text():
            self.blockSignals(True)
            self.setPlainText(words)
            self.blockSignals(False)
            self.updateGeometry()

    def sizeHint(self) -> QSize:
        rows = max(1, round(self.document().size().height()))
        return QSize(px(120), max(px(_LEAST), rows * self.fontMetrics().lineSpacing() + px(_AROUND)))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(60), self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width may need another number of lines."""
        super().resizeEvent(event)
        self.updateGeometry()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter leads on; it never parts a statement in two lines."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not self._lines:
            self.entered.emit()
            return
        super().keyPressEvent(event)
