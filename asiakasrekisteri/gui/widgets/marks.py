"""Small painted marks: pills, avatars, key caps, dots. Always with words; colour is never the only sign."""

from typing import Literal

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QLabel, QWidget

from asiakasrekisteri.gui.theme.icons import paint_icon
from asiakasrekisteri.gui.theme.theme import color, font, px
from asiakasrekisteri.gui.widgets.basics import FIXED, label

Tone = Literal["neutral", "info", "ok", "warn", "err"]
_PILL_HEIGHT = 20


def pill_width(text: str, *, with_icon: bool = False) -> int:
    """Return the width of a pill in pixels at the present text size."""
    return QFontMetrics(font(12, 600)).horizontalAdvance(text) + px(18) + (px(15) if with_icon else 0)


def paint_pill(painter: QPainter, where: QRectF, text: str, tone: str, icon_name: str = "", ground: str = "") -> None:
    """Paint a pill.

    Args:
        painter: where to paint.
        where: the pill's rectangle.
        text: its words.
        tone: neutral, info, ok, warn, err.
        icon_name: Lucide name for an alarm, or "".
        ground: token of the ground; by default the tone's.
    """
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color(ground or f"{tone}_bg"))
    painter.drawRoundedRect(where, where.height() / 2, where.height() / 2)
    words = QRectF(where)
    if icon_name:
        side = px(12)
        glyph = QRectF(where.left() + px(8), where.center().y() - side / 2, side, side)
        paint_icon(painter, icon_name, glyph, tone, 2.0)
        words.setLeft(words.left() + px(15))
    painter.setPen(color(tone))
    painter.setFont(font(12, 600))
    painter.drawText(words, Qt.AlignmentFlag.AlignCenter, text)


class Pill(QWidget):
    """A state in words on a tinted ground.

    Args:
        text: the words.
        tone: neutral, info, ok, warn, err.
        icon_name: Lucide name, when it is an alarm.
    """

    def __init__(self, text: str, tone: Tone = "neutral", icon_name: str = "") -> None:
        super().__init__()
        self._text, self._tone, self._icon = text, tone, icon_name
        self.setSizePolicy(FIXED, FIXED)
        self.setAccessibleName(text)

    def text(self) -> str:
        """Return the words."""
        return self._text

    def sizeHint(self) -> QSize:
        return QSize(pill_width(self._text, with_icon=bool(self._icon)), px(_PILL_HEIGHT))

    def paintEvent(self, event: object) -> None:  # noqa: ARG002
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_pill(painter, QRectF(self.rect()), self._text, self._tone, self._icon)


def initials(name: str) -> str:
    """Return the first letters of the first and last word of a name."""
    words = name.replace(",", " ").split()
    return (words[0][0] + (words[-1][0] if len(words) > 1 else "")).upper() if words else "?"


def paint_avatar(painter: QPainter, where: QRectF, letters: str, *, strong: bool = False) -> None:
    """Paint initials in a disc; `strong` on a selected row."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color("surface" if strong else "hover"))
    painter.drawEllipse(where)
    painter.setFont(_fitted(where))
    painter.setPen(color("accent" if strong else "neutral"))
    painter.drawText(where, Qt.AlignmentFlag.AlignCenter, letters)


def _fitted(where: QRectF) -> QFont:
    chosen = font(12, 600)
    chosen.setPixelSize(max(8, round(where.width() * 0.38)))
    return chosen


class Avatar(QWidget):
    """Initials in a disc; screen readers pass it over, since the name stands beside it."""

    def __init__(self, name: str, size: int = 32, *, strong: bool = False) -> None:
        super().__init__()
        self._letters, self._side, self._strong = initials(name), size, strong
        self.setSizePolicy(FIXED, FIXED)

    def sizeHint(self) -> QSize:
        return QSize(px(self._side), px(self._side))

    def paintEvent(self, event: object) -> None:  # noqa: ARG002
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        where = QRectF(self.rect())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color("info_bg" if self._strong else "hover"))
        painter.drawEllipse(where)
        painter.setFont(_fitted(where))
        painter.setPen(color("info" if self._strong else "neutral"))
        painter.drawText(where, Qt.AlignmentFlag.AlignCenter, self._letters)


def key_cap(keys: str) -> QLabel:
    """Return the picture of a key or keys, e.g. "Ctrl K"."""
    made = label(keys, "kbd")
    made.setSizePolicy(FIXED, FIXED)
    return made
