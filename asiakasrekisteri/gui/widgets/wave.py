"""The wave of a recording: a slider drawn as bars. A click or the arrows move the place that is heard."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QSlider

from asiakasrekisteri.domain.texts import _, ngettext
from asiakasrekisteri.gui.theme.theme import color, px

STEP, LEAP = 5_000, 30_000
"""Milliseconds of an arrow, alone and with Shift."""
BARS = 120
_PITCH, _BAR, _LEAST = 4, 2.5, 3
_SECOND, _MINUTE = 1000, 60


def paint_wave(painter: QPainter, where: QRectF, peaks: Sequence[float], heard: float) -> None:
    """Paint the bars of a recording.

    Args:
        painter: where to paint.
        where: the room.
        peaks: 0 to 1 from beginning to end; empty for a level line.
        heard: how much has been heard, 0 to 1.
    """
    painter.setPen(Qt.PenStyle.NoPen)
    pitch, wide = px(_PITCH), px(_BAR)
    count = max(1, int(where.width() // pitch))
    for place in range(count):
        loud = peaks[place * len(peaks) // count] if peaks else 0.0
        tall = max(px(_LEAST), loud * where.height())
        painter.setBrush(color("accent" if (place + 0.5) / count <= heard else "field"))
        bar = QRectF(where.left() + place * pitch, where.center().y() - tall / 2, wide, tall)
        painter.drawRoundedRect(bar, wide / 2, wide / 2)


def length_words(seconds: int) -> str:
    """Say a length: 6 min 42 s."""
    minutes, rest = divmod(seconds, _MINUTE)
    said = [ngettext("{n}\xa0min", "{n}\xa0min", minutes).format(n=minutes)] if minutes else []
    return " ".join([*said, ngettext("{n}\xa0s", "{n}\xa0s", rest).format(n=rest)])


class Wave(QSlider):
    """The place in a recording, in milliseconds."""

    sought = Signal(int)
    """The user wants to hear from here (milliseconds)."""

    def __init__(self) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._peaks: Sequence[float] = ()
        self.setAccessibleName(_("Kohta nauhoitteessa"))
        self.setToolTip(_("Siirry: ← ja → 5\xa0s, vaihtonäppäimellä 30\xa0s"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_peaks(self, peaks: Sequence[float]) -> None:
        """Show the shape of the recording; a level line for none."""
        self._peaks = peaks
        self.update()

    def show_place(self, milliseconds: int) -> None:
        """Show what is heard now."""
        self.setValue(milliseconds)
        seconds = milliseconds // _SECOND, self.maximum() // _SECOND
        said = _("{done}, koko pituus {whole}").format(done=length_words(seconds[0]), whole=length_words(seconds[1]))
        self.setAccessibleDescription(said)

    def sizeHint(self) -> QSize:
        return QSize(px(160), px(24))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(40), px(24))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        room = QRectF(self.rect()).adjusted(0, px(2), 0, -px(2))
        paint_wave(painter, room, self._peaks, self.value() / self.maximum() if self.maximum() else 0.0)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Hear from where the click was."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.sought.emit(round(event.position().x() / max(1, self.width()) * self.maximum()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Hear from where the button is dragged to."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            share = min(1.0, max(0.0, event.position().x() / max(1, self.width())))
            self.sought.emit(round(share * self.maximum()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Nothing more to do; Qt would look for a handle."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Home and End; the arrows belong to the player, which has them wherever its focus is."""
        if event.key() == Qt.Key.Key_Home:
            self.sought.emit(0)
        elif event.key() == Qt.Key.Key_End:
            self.sought.emit(self.maximum())
        else:
            event.ignore()
