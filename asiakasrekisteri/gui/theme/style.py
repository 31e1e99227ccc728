"""Check boxes, radio buttons and switches drawn from the tokens; all else is left to Fusion and the style sheet."""

from collections.abc import Callable
from itertools import pairwise

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QMenu, QProxyStyle, QStyle, QStyleOption, QWidget

Colour = Callable[[str], QColor]
_State = QStyle.StateFlag
_EDGE = 1.5


class TokenStyle(QProxyStyle):
    """Fusion with our own marks."""

    def __init__(self, colour: Colour) -> None:
        super().__init__("Fusion")
        self._colour = colour
        self.sheet = ""

    def polish(self, polished: object) -> object:  # type: ignore[override]  # Qt has three of this name
        """Give every window of its own the style sheet when it is first shown.

        A style sheet of the whole application would be worked out anew for every part of a part while a page is being
        put together: a form took three times as long. A menu without a parent is never shown: a combo makes one to
        see how menus look, each time it is styled itself.
        """
        measured = isinstance(polished, QMenu)
        if isinstance(polished, QWidget) and not measured and polished.isWindow() and polished.parentWidget() is None:
            self.dress(polished)
        return super().polish(polished)  # type: ignore[call-overload]

    def dress(self, window: QWidget) -> None:
        """Give a window the style sheet in force."""
        if window.styleSheet() != self.sheet:
            window.setStyleSheet(self.sheet)

    def drawPrimitive(
        self,
        element: QStyle.PrimitiveElement,
        option: QStyleOption,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        """Draw marks from the tokens; leave out the dotted focus line, which the focus ring replaces."""
        if element == QStyle.PrimitiveElement.PE_IndicatorCheckBox:
            draw_check(painter, QRectF(option.rect), self._colour, _value(option), enabled=_enabled(option))
        elif element == QStyle.PrimitiveElement.PE_IndicatorRadioButton:
            draw_radio(painter, QRectF(option.rect), self._colour, on=_value(option) is True)
        elif element != QStyle.PrimitiveElement.PE_FrameFocusRect:
            super().drawPrimitive(element, option, painter, widget)


def draw_check(painter: QPainter, where: QRectF, colour: Colour, value: bool | None, *, enabled: bool = True) -> None:
    """Draw a check box: True, False, or None for partly."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setOpacity(1.0 if enabled else 0.5)
    box = where.adjusted(1.25, 1.25, -1.25, -1.25)
    radius = box.width() / 4
    if value is False:
        painter.setPen(QPen(colour("field"), _EDGE))
        painter.setBrush(colour("surface"))
        painter.drawRoundedRect(box, radius, radius)
    else:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour("accent"))
        painter.drawRoundedRect(box, radius, radius)
        _draw_tick(painter, box, colour("accent_fg"), partly=value is None)
    painter.restore()


def _draw_tick(painter: QPainter, box: QRectF, colour: QColor, *, partly: bool) -> None:
    unit = box.width() / 16
    pen = QPen(colour, 2 * unit, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    corner = box.topLeft()
    points = [(4, 8), (12, 8)] if partly else [(3.8, 8.4), (6.8, 11.2), (12.4, 5.2)]
    at = [corner + QPointF(x * unit, y * unit) for x, y in points]
    painter.drawLines([QLineF(a, b) for a, b in pairwise(at)])


def draw_radio(painter: QPainter, where: QRectF, colour: Colour, *, on: bool) -> None:
    """Draw a radio button."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    ring = where.adjusted(1.25, 1.25, -1.25, -1.25)
    painter.setPen(QPen(colour("accent" if on else "field"), _EDGE))
    painter.setBrush(colour("surface"))
    painter.drawEllipse(ring)
    if on:
        inner = ring.width() / 4
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour("accent"))
        painter.drawEllipse(ring.adjusted(inner, inner, -inner, -inner))
    painter.restore()


def draw_switch(painter: QPainter, where: QRectF, colour: Colour, *, on: bool, enabled: bool = True) -> None:
    """Draw a switch."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setOpacity(1.0 if enabled else 0.5)
    track = where.adjusted(0.75, 0.75, -0.75, -0.75)
    radius = track.height() / 2
    painter.setPen(QPen(colour("accent" if on else "field"), _EDGE))
    painter.setBrush(colour("accent" if on else "surface"))
    painter.drawRoundedRect(track, radius, radius)
    knob = track.height() - 6
    left = track.right() - knob - 3 if on else track.left() + 3
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour("accent_fg" if on else "field"))
    painter.drawEllipse(QRectF(left, track.top() + 3, knob, knob))
    painter.restore()


def _enabled(option: QStyleOption) -> bool:
    return bool(option.state & _State.State_Enabled)


def _value(option: QStyleOption) -> bool | None:
    if option.state & _State.State_NoChange:
        return None
    return bool(option.state & _State.State_On)
