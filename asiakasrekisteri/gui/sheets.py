"""Pages of a paper beside the work on it: drawn pictures under one another, the part that is worked on framed."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QImage, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.gui.theme.theme import color, px

GAP, EDGE = 14, 18
_FRAME = 4.0
_MARGIN = 60
"""Points at the foot of a page that no part reaches into."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a page that can be framed: its key, and its height in points; 0 below: up to the next part."""

    key: str
    top: float
    below: float = 0


@dataclass(frozen=True, slots=True)
class Drawn:
    """Pages as they are shown.

    Attributes:
        pictures: of each page.
        sizes: of each page in points: width and height.
        parts: of each page, those that stand on it.
    """

    pictures: tuple[QImage, ...]
    sizes: tuple[tuple[float, float], ...]
    parts: tuple[tuple[Part, ...], ...]


class Sheets(QWidget):
    """Pages under one another; new pictures take the place of the old ones at once, so that nothing flickers."""

    picked = Signal(str)
    """A part was clicked: its key."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_("Esikatselun sivut"))
        self._drawn = Drawn((), (), ())
        self._key = ""

    def show_drawn(self, drawn: Drawn) -> None:
        """Show other pictures."""
        self._drawn = drawn
        self.setMinimumHeight(round(sum(h for _w, h in self._places()) + (len(drawn.sizes) + 1) * px(GAP)))
        self.update()

    def frame_part(self, key: str) -> None:
        """Frame a part of the paper; "" for none."""
        if key != self._key:
            self._key = key
            self.update()

    def tops(self) -> list[int]:
        """Return where each page begins."""
        found, top = [], float(px(GAP))
        for _wide, high in self._places():
            found.append(round(top))
            top += high + px(GAP)
        return found

    def framed(self) -> QRectF:
        """Return where the frame stands, empty where there is none."""
        return next((where for key, where in self._boxes() if key == self._key and self._key), QRectF())

    def _boxes(self) -> list[tuple[str, QRectF]]:
        found = []
        for number, parts in enumerate(self._drawn.parts):
            wide, high = self._drawn.sizes[number]
            scale, page = self._wide() / wide, self.tops()[number]
            for part in parts:
                end = part.below or min((p.top for p in parts if p.top > part.top), default=high - _MARGIN)
                top = page + (part.top - _FRAME) * scale
                box = QRectF(px(EDGE) + px(14), top, self._wide() - px(28), (end - part.top) * scale)
                found.append((part.key, box))
        return found

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Tell which part was clicked."""
        at = QPointF(event.position())
        for key, box in self._boxes():
            if box.contains(at):
                self.picked.emit(key)
                return
        super().mousePressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for picture, top, (wide, high) in zip(self._drawn.pictures, self.tops(), self._places(), strict=True):
            where = QRectF(px(EDGE), top, wide, high)
            painter.drawImage(where, picture)
            painter.setPen(color("border"))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(where)
        if not (frame := self.framed()).isEmpty():
            painter.setPen(QPen(color("accent"), 1.5))
            painter.drawRoundedRect(frame, 4, 4)

    def _wide(self) -> float:
        return float(max(px(120), self.width() - 2 * px(EDGE)))

    def _places(self) -> list[tuple[float, float]]:
        return [(self._wide(), high / wide * self._wide()) for wide, high in self._drawn.sizes]
