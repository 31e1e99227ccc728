"""Lucide icons, recoloured from the tokens at the moment of painting, sharp at every scale.

The SVG files lie in `resources/icons` (ISC, partly MIT; see LICENSE there). Only those in use are kept.
"""

from functools import cache, lru_cache
from importlib import resources

from PySide6.QtCore import QByteArray, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QWidget

from asiakasrekisteri.gui.theme.theme import color, px

STROKE = 1.75


@cache
def _source(name: str) -> bytes:
    return resources.files("asiakasrekisteri.resources").joinpath("icons", f"{name}.svg").read_bytes()


@lru_cache(maxsize=512)
def _renderer(name: str, colour: str, stroke: float) -> QSvgRenderer:
    svg = _source(name).replace(b"currentColor", colour.encode())
    return QSvgRenderer(QByteArray(svg.replace(b'stroke-width="2"', f'stroke-width="{stroke}"'.encode())))


def paint_icon(painter: QPainter, name: str, where: QRectF, role: str, stroke: float = STROKE) -> None:
    """Paint an icon by its Lucide name in the colour of a token."""
    _renderer(name, color(role).name(), stroke).render(painter, where)


class _Engine(QIconEngine):
    """Paints one icon in one token; the glyph stands at the left of a wider area, so that text keeps its distance."""

    def __init__(self, name: str, role: str, size: int) -> None:
        super().__init__()
        self._name, self._role, self._size = name, role, size

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:  # noqa: ARG002 - Qt
        painter.save()
        role = "muted" if mode == QIcon.Mode.Disabled else self._role
        side = min(px(self._size), rect.height())
        top = rect.y() + (rect.height() - side) / 2
        paint_icon(painter, self._name, QRectF(rect.x(), top, side, side), role)
        painter.restore()

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self.scaledPixmap(size, mode, state, 1.0)

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:
        """Return a pixmap that carries its scale: Qt hands over a logical size."""
        pixmap = QPixmap(QSize(round(size.width() * scale), round(size.height() * scale)))
        pixmap.setDevicePixelRatio(scale)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return pixmap

    def clone(self) -> QIconEngine:
        return _engine(self._name, self._role, self._size)


_ENGINES: list[_Engine] = []
"""Engines are kept: Qt owns them, but their Python half must not be collected before it."""


def _engine(name: str, role: str, size: int) -> _Engine:
    engine = _Engine(name, role, size)
    _ENGINES.append(engine)
    return engine


@cache
def icon(name: str, role: str = "text", size: int = 16) -> QIcon:
    """Return an icon that follows the theme.

    Args:
        name: Lucide name.
        role: token of its colour.
        size: side in logical pixels at text size 100 %.
    """
    return QIcon(_engine(name, role, size))


class Icon(QWidget):
    """An icon standing by itself, silent to screen readers: the words beside it say the same."""

    def __init__(self, name: str, size: int = 16, role: str = "muted", stroke: float = STROKE) -> None:
        super().__init__()
        self._name, self._side, self._role, self._stroke = name, size, role, stroke
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setSizePolicy(self.sizePolicy().Policy.Fixed, self.sizePolicy().Policy.Fixed)

    def show_icon(self, name: str, role: str) -> None:
        """Show another icon."""
        self._name, self._role = name, role
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(px(self._side), px(self._side))

    def paintEvent(self, event: object) -> None:  # noqa: ARG002
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_icon(painter, self._name, QRectF(self.rect()), self._role, self._stroke)
