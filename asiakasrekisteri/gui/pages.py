"""Pages of a PDF drawn as pictures: from memory, off the GUI thread, only those looked at."""

import re
import threading
from collections.abc import Sequence

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtPdf import QPdfDocument
from PySide6.QtWidgets import QWidget

from asiakasrekisteri.domain.errors import ExchangeError
from asiakasrekisteri.domain.progress import Progress
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.gui.tasks import Failed, Runner
from asiakasrekisteri.gui.theme.theme import color
from asiakasrekisteri.gui.widgets.basics import FIXED

POINTS_PER_INCH = 72
SCREEN_DPI = 96
_ONE_AT_A_TIME = threading.Lock()
"""PDFium, which QtPdf stands on, is not to be entered from two threads at once."""


class PdfPages:
    """A PDF in memory. Sizes are in points; drawing may be asked from any thread."""

    def __init__(self, pdf: bytes) -> None:
        self.pdf = pdf
        with _ONE_AT_A_TIME:
            self._document = QPdfDocument()
            self._bytes = QByteArray(pdf)
            self._buffer = QBuffer(self._bytes)
            self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
            self._document.load(self._buffer)
            if self._document.error() != QPdfDocument.Error.None_:
                raise ExchangeError(_("Asiakirjaa ei voi näyttää, koska se ei ole ehjä PDF. Muodosta se uudelleen."))
            self.sizes = [self._document.pagePointSize(n) for n in range(self._document.pageCount())]

    def draw(self, page: int, dots: QSize) -> QImage:
        """Draw a page (counted from 0) as a picture of so many dots, on white."""
        with _ONE_AT_A_TIME:
            drawn = self._document.render(page, dots)
        picture = QImage(dots, QImage.Format.Format_RGB32)
        picture.fill(Qt.GlobalColor.white)
        painter = QPainter(picture)
        painter.drawImage(0, 0, drawn)
        painter.end()
        return picture

    def headings_at(self, page: int, headings: Sequence[str]) -> list[tuple[str, float]]:
        """Return the numbered headings that begin on a page, each with the points from the page's top to its own."""
        with _ONE_AT_A_TIME:
            text = self._document.getAllText(page).text()
            found = []
            for heading in headings:
                words = r"\s+".join(map(re.escape, heading.split()))
                if at := re.search(rf"(?m)^\s*\d+\s+{words}\s*$", text):
                    length = len(at[0].strip())
                    start = at.end() - len(at[0].lstrip())
                    box = self._document.getSelectionAtIndex(page, start, length).boundingRectangle()
                    found.append((heading, box.top()))
        return found

    def texts_at(self, page: int, texts: Sequence[tuple[str, str, str]]) -> list[tuple[str, float, float]]:
        """Return where texts stand on a page: key, and the points from the page's top to its beginning and end.

        Args:
            page: counted from 0.
            texts: key, first and last words, in the order of print; what does not begin on the page is passed over.
        """
        with _ONE_AT_A_TIME:
            said = self._document.getAllText(page).text()
            found, start = [], 0
            for key, first, last in texts:
                if (begin := _stands(said, first, start)) is not None:
                    end = _stands(said, last, begin[0])
                    start = (end or begin)[1]
                    found.append((key, self._box(page, begin).top(), self._box(page, end or begin).bottom()))
        return found

    def _box(self, page: int, where: tuple[int, int]) -> QRectF:
        selection = self._document.getSelectionAtIndex(page, where[0], where[1] - where[0])
        return selection.boundingRectangle()

    def close(self) -> None:
        """Let go of the document; what was personal in it is not kept."""
        with _ONE_AT_A_TIME:
            self._document.close()
            self._buffer.close()


def _stands(text: str, words: str, start: int) -> tuple[int, int] | None:
    """Return where words stand in the text of a page from a place on, broken into lines however it may be."""
    pattern = r"\s+".join(map(re.escape, words.split()))
    found = re.compile(pattern).search(text, start) if pattern else None
    return found.span() if found is not None else None


class PageView(QWidget):
    """One page on grey. Asks for its picture when it is first seen."""

    drawn = Signal()

    def __init__(self, pages: PdfPages, number: int, runner: Runner, failed: Failed) -> None:
        super().__init__()
        self._pages, self._number, self._runner, self._failed = pages, number, runner, failed
        self._zoom = 1.0
        self._picture: QImage | None = None
        self._asked = QSize()
        self.setSizePolicy(FIXED, FIXED)
        self.setAccessibleName(_("Sivu {n} / {count}").format(n=number + 1, count=len(pages.sizes)))

    def set_zoom(self, zoom: float) -> None:
        """Show at another size; the old picture is stretched until the new one has come."""
        self._zoom = zoom
        self.updateGeometry()
        self.adjustSize()
        self.update()

    def is_drawn(self) -> bool:
        """Tell whether the picture has come."""
        return self._picture is not None

    def sizeHint(self) -> QSize:
        size: QSizeF = self._pages.sizes[self._number] * (self._zoom * SCREEN_DPI / POINTS_PER_INCH)
        return size.toSize()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        where = QRectF(self.rect())
        painter.fillRect(where, Qt.GlobalColor.white)
        if self._picture is not None:
            painter.drawImage(where, self._picture)
        painter.setPen(color("border"))
        painter.drawRect(where.adjusted(0, 0, -1, -1))
        self._ask(self.size() * self.devicePixelRatioF())

    def _ask(self, dots: QSize) -> None:
        if dots == self._asked:
            return
        self._asked = dots
        pages, number = self._pages, self._number

        def work(_progress: Progress) -> QImage:
            return pages.draw(number, dots)

        self._runner.aside(self, work, self._show, failed=self._failed)

    def _show(self, picture: QImage) -> None:
        self._picture = picture
        self.update()
        self.drawn.emit()
