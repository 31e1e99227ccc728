"""What a view shows when it has nothing to show: still loading, nothing yet, nothing found."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from asiakasrekisteri.gui.theme.icons import Icon, paint_icon
from asiakasrekisteri.gui.theme.theme import color, px
from asiakasrekisteri.gui.widgets.basics import FIXED, Button, column, frame, label, row
from asiakasrekisteri.gui.widgets.card import Card

SKELETON_AFTER = 300
"""Milliseconds of waiting before a skeleton is shown at all."""


def paint_bone(painter: QPainter, where: QRectF) -> None:
    """Paint one grey bar in place of words still being fetched."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color("hover"))
    painter.drawRoundedRect(where, 4, 4)


class Skeleton(QWidget):
    """Grey bars in place of rows still being fetched."""

    def __init__(self, rows: int = 4) -> None:
        super().__init__()
        self._rows = rows
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(px(200), px(24) * self._rows)

    def paintEvent(self, event: object) -> None:  # noqa: ARG002
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for place in range(self._rows):
            for left, width in ((0.0, 0.34), (0.40, 0.16), (0.62, 0.24)):
                length = (width - 0.03 * (place % 2)) * self.width()
                paint_bone(painter, QRectF(left * self.width(), place * px(24) + px(6), length, px(12)))


class _Disc(QWidget):
    def __init__(self, icon_name: str) -> None:
        super().__init__()
        self._icon = icon_name
        self.setSizePolicy(FIXED, FIXED)

    def sizeHint(self) -> QSize:
        return QSize(px(64), px(64))

    def paintEvent(self, event: object) -> None:  # noqa: ARG002
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color("hover"))
        painter.drawEllipse(self.rect())
        inner = QRectF(self.rect()).adjusted(px(18), px(18), -px(18), -px(18))
        paint_icon(painter, self._icon, inner, "muted", 1.5)


@dataclass(frozen=True, slots=True)
class Beginning:
    """One way to begin, offered by an empty view: icon, what it is, more words, the button's words, what it does."""

    icon: str
    title: str
    text: str
    button: str
    act: Callable[[], object]


class EmptyState(QFrame):
    """What this view is for and how to begin (no filter), or that nothing was found and how to widen the search.

    Args:
        icon_name: Lucide name.
        title: one sentence.
        text: more.
        beginnings: ways to begin; the first is the primary one.
    """

    def __init__(self, icon_name: str, title: str, text: str, beginnings: tuple[Beginning, ...] = ()) -> None:
        super().__init__()
        self.setProperty("area", "plain")
        layout = QVBoxLayout(self)
        layout.setSpacing(12)
        layout.addStretch(2)
        centre = Qt.AlignmentFlag.AlignHCenter
        layout.addWidget(_Disc(icon_name), 0, centre)
        layout.addWidget(_centred(label(title, "display", wrap=True)))
        layout.addWidget(_centred(label(text, "muted", wrap=True)))
        self.buttons: list[Button] = []
        cards = column(*(self._card(place, b) for place, b in enumerate(beginnings)), gap=10)
        cards.setMaximumWidth(px(620))
        cards.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(cards, 100)
        middle.addStretch(1)
        layout.addLayout(middle)
        cards.setVisible(bool(beginnings))
        layout.addStretch(3)

    def _card(self, place: int, beginning: Beginning) -> QFrame:
        button = Button(beginning.button, kind="plain" if place else "primary", pressed=beginning.act)
        button.setAccessibleDescription(beginning.title)
        self.buttons.append(button)
        words = column(label(beginning.title, "h3"), label(beginning.text, "muted", wrap=True), gap=2)
        words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        return Card("", row(Icon(beginning.icon, 20, "accent"), words, button, gap=14))


def _centred(made: QLabel) -> QLabel:
    made.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    return made


def nothing_found(title: str, text: str, button: str, widen: Callable[[], object]) -> QFrame:
    """Return "no hits with these conditions" with a button that removes them."""
    made = frame("plain")
    layout = QVBoxLayout(made)
    layout.setSpacing(8)
    layout.addStretch(1)
    centre = Qt.AlignmentFlag.AlignHCenter
    layout.addWidget(Icon("search", 24, "muted"), 0, centre)
    layout.addWidget(_centred(label(title, "h2", wrap=True)))
    layout.addWidget(_centred(label(text, "muted", wrap=True)))
    layout.addWidget(Button(button, pressed=widen), 0, centre)
    layout.addStretch(2)
    return made
