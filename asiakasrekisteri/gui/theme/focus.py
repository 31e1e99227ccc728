"""The focus ring: a 2 px accent line around whatever holds the keyboard focus.

Fields, lists and tables show their own focus (a thicker edge, a framed row); the ring is for everything else.
"""

from PySide6.QtCore import QObject, QRectF, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QComboBox,
    QFocusFrame,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from asiakasrekisteri.gui.theme.theme import color

_SHOW_THEIR_OWN = (QLineEdit, QComboBox, QPlainTextEdit, QTextEdit, QAbstractItemView)
_RADIUS = 7.0


class _Ring(QFocusFrame):
    def paintEvent(self, event: object) -> None:  # noqa: ARG002
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(color("accent"), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), _RADIUS, _RADIUS)


class FocusRing(QObject):
    """Follows the focus through the program; one for the application."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._ring: _Ring | None = None
        app.focusChanged.connect(self._move)

    def _move(self, _old: QWidget | None, new: QWidget | None) -> None:
        if self._ring is not None:
            self._ring.hide()
            self._ring.deleteLater()
            self._ring = None
        if new is None or new.isWindow() or isinstance(new, _SHOW_THEIR_OWN) or new.property("ring") is False:
            return
        self._ring = _Ring(new.window())
        self._ring.setWidget(new)
