"""The field above a list: tells its text 120 ms after the last key, Esc empties it, ↓ goes to the list."""

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

from asiakasrekisteri.gui.theme.icons import icon
from asiakasrekisteri.gui.theme.theme import px
from asiakasrekisteri.gui.widgets.basics import FIXED

QUIET_MILLISECONDS = 120


class SearchField(QLineEdit):
    """A search field.

    Args:
        hint: what can be typed, e.g. "Suodata nimellä tai tunnisteella…"; also its name to screen readers.
        width: at text size 100 %.
    """

    asked = Signal(str)
    """The text, after a short quiet or at once on Enter."""
    left_down = Signal()
    """The user pressed ↓: give the focus to the list."""

    def __init__(self, hint: str, width: int = 300) -> None:
        super().__init__()
        self.setPlaceholderText(hint)
        self.setAccessibleName(hint.rstrip("…"))
        self.addAction(icon("search", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        self._width = width
        self.setSizePolicy(self.sizePolicy().Policy.Preferred, FIXED)
        self._told = ""
        self._quiet = QTimer(self)
        self._quiet.setSingleShot(True)
        self._quiet.setInterval(QUIET_MILLISECONDS)
        self._quiet.timeout.connect(self._tell)
        self.textChanged.connect(lambda _text: self._quiet.start())
        self.returnPressed.connect(self._tell)

    def sizeHint(self) -> QSize:
        return QSize(px(self._width), super().sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            self._tell()
        elif event.key() == Qt.Key.Key_Down:
            self.left_down.emit()
        else:
            super().keyPressEvent(event)

    def _tell(self) -> None:
        self._quiet.stop()
        text = self.text().strip()
        if text != self._told:
            self._told = text
            self.asked.emit(text)
