"""The focus ring: a 2 px accent line around whatever holds the keyboard focus.

Fields, lists and tables show their own focus (a thicker edge, a framed row); the ring is for everything else. It lies
in the scrolled page or the window, not in the parent of the widget, whose edge would cut it.
"""

import shiboken6
from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QTextEdit,
    QWidget,
)

from asiakasrekisteri.gui.theme.theme import color

_SHOW_THEIR_OWN = (QLineEdit, QComboBox, QPlainTextEdit, QTextEdit, QAbstractItemView)
_RADIUS = 8.0
_GAP = 3
_MOVES = {QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide, QEvent.Type.LayoutRequest}


class _Ring(QWidget):
    """The line itself; lets the mouse through and is not there for screen readers."""

    def __init__(self, ground: QWidget) -> None:
        super().__init__(ground)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

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
        self._around: QWidget | None = None
        self._watched: list[QWidget] = []
        app.focusChanged.connect(self._move)

    def ring(self) -> QWidget | None:
        """Return the line where it is drawn now, or None."""
        return self._ring if self._ring is not None and shiboken6.isValid(self._ring) else None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the widget when it or anything it lies in moves."""
        if event.type() in _MOVES:
            self._fit()
        return super().eventFilter(watched, event)

    def _move(self, _old: QWidget | None, new: QWidget | None) -> None:
        self._take_away()
        if new is None or new.isWindow() or isinstance(new, _SHOW_THEIR_OWN):
            return
        ground = _ground(new)
        self._ring, self._around = _Ring(ground), new
        widget: QWidget | None = new
        while widget is not None and widget is not ground:
            widget.installEventFilter(self)
            self._watched.append(widget)
            widget = widget.parentWidget()
        self._ring.show()
        self._fit()

    def _take_away(self) -> None:
        for widget in self._watched:
            if shiboken6.isValid(widget):
                widget.removeEventFilter(self)
        self._watched.clear()
        if (ring := self.ring()) is not None:
            ring.hide()
            ring.deleteLater()
        self._ring = self._around = None

    def _fit(self) -> None:
        ring, around = self.ring(), self._around
        ground = ring.parentWidget() if ring is not None else None
        if ring is None or ground is None or around is None or not shiboken6.isValid(around):
            return
        corner = around.mapTo(ground, QPoint(0, 0))
        ring.setGeometry(QRect(corner, around.size()).adjusted(-_GAP, -_GAP, _GAP, _GAP))
        ring.setVisible(around.isVisible())
        ring.raise_()


def give_back(before: QWidget | None, reason: Qt.FocusReason) -> None:
    """Give the focus back to what had it before, unless that has gone meanwhile: its page may have been made anew."""
    if before is not None and shiboken6.isValid(before) and before.isVisible():
        before.setFocus(reason)


def _ground(widget: QWidget) -> QWidget:
    """Return what the ring is drawn on: the page that scrolls, else the window."""
    inner = widget
    while (outer := inner.parentWidget()) is not None and not inner.isWindow():
        if isinstance(outer.parentWidget(), QScrollArea):
            return inner
        inner = outer
    return inner
