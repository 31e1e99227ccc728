"""The paper as it will be, beside the list: made of what is decided, the item one stands on framed."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QResizeEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout

from asiakasrekisteri.domain.errors import AppError
from asiakasrekisteri.domain.progress import Progress
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.domain.thirdparties import masked
from asiakasrekisteri.domain.typography import polish
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.pages import PdfPages
from asiakasrekisteri.gui.preview import Preview
from asiakasrekisteri.gui.sheets import EDGE, GAP, Drawn, Part, Sheets
from asiakasrekisteri.gui.theme.theme import px
from asiakasrekisteri.gui.widgets.basics import column, icon_button, label, line, row, scrolled
from asiakasrekisteri.usecases.privacy.answer import MadeAnswer, make_answer
from asiakasrekisteri.usecases.privacy.answers.reviewing import Review, ReviewItem, ReviewLine
from asiakasrekisteri.usecases.privacy.extract import ExtractOrder

_QUIET = 250
_WORDS = 40
"""Characters by which the beginning and the end of an item are found on the paper."""


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What is looked for on the pages: key, first and last words."""

    key: str
    first: str
    last: str


class AnswerPaper(QFrame):
    """The preview of an answer that is reviewed.

    Args:
        context: the desk.
    """

    picked = Signal(str)
    """A part of the paper was clicked: the key of its item."""
    shown = Signal()
    """New pages are in sight."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setProperty("area", "pane-right")
        self._context = context
        self._asked, self._key = 0, ""
        self._review: Review | None = None
        self.pdf = b""
        self.sheets = Sheets()
        self.sheets.picked.connect(self.picked)
        self.place = label("", "muted")
        self._fault = label("", "muted", wrap=True)
        self._fault.hide()
        self.area = scrolled(self.sheets, _("Esikatselu"))
        self.area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.area.verticalScrollBar().valueChanged.connect(lambda _value: self._tell_place())
        self._build()
        self._quiet = QTimer(self, singleShot=True, interval=_QUIET)
        self._quiet.timeout.connect(self.make)

    def _build(self) -> None:
        before = icon_button("arrow-left", _("Edellinen sivu (Ctrl+PageUp)"), lambda: self.turn(-1), small=True)
        after = icon_button("arrow-right", _("Seuraava sivu (Ctrl+PageDown)"), lambda: self.turn(1), small=True)
        own = icon_button("external-link", _("Avaa omaan ikkunaan"), self.open_window, small=True)
        head = row(label(_("Esikatselu"), "h3"), None, before, self.place, after, own, gap=4, margins=(16, 10, 12, 10))
        foot = row(None, label(_("Sininen kehys: luettelossa valittu tieto"), "small"), None, margins=(12, 8, 12, 8))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(head)
        layout.addWidget(line(strong=True))
        layout.addWidget(row(self._fault, margins=(16, 6, 16, 6)))
        layout.addWidget(column(self.area, area="paper"), 1)
        layout.addWidget(foot)

    def show_review(self, review: Review) -> None:
        """Make the paper of what is decided now, when nothing more has been decided for a moment."""
        self._review = review
        self._quiet.start()

    def frame_item(self, key: str) -> None:
        """Frame an item and bring it in sight."""
        self._key = key
        self.sheets.frame_part(key)
        self._follow()

    def turn(self, by: int) -> None:
        """Go to the next (1) or previous (-1) page."""
        tops = self.sheets.tops()
        if tops:
            page = min(max(self._page() + by, 0), len(tops) - 1)
            self.area.verticalScrollBar().setValue(tops[page] - px(GAP))

    def open_window(self) -> None:
        """Show the same paper in a window of its own."""
        if self.pdf:
            runner, failed = self._context.runner, self._context.messages.failed
            made = Preview(self.window(), self.pdf, _("Rekisteriote, luonnos"), "luonnos.pdf", runner, failed)
            made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            made.open()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Draw for the new width when it has settled."""
        super().resizeEvent(event)
        if self._review is not None:
            self._quiet.start()

    def make(self) -> None:
        """Make the paper of what is decided now."""
        review = self._review
        if review is None:
            return
        self._asked += 1
        turn, order = self._asked, ExtractOrder(review.number, draft=True)
        wide = max(round((self.area.viewport().width() - 2 * px(EDGE)) * self.devicePixelRatioF()), px(120))
        wanted = [_wanted(str(place), item) for place, item in enumerate(review.items)]

        def come(made: MadeAnswer) -> None:
            if turn == self._asked:
                self.pdf = made.pdf
                draw = partial(_draw, made.pdf, wide, wanted)
                self._context.runner.aside(
                    self, draw, lambda drawn: self._show(drawn, turn), failed=self._context.messages.failed
                )

        self._context.ask(self, lambda gate: gate.call(make_answer, review.person_id, order), come, failed=self._failed)

    def _show(self, drawn: Drawn, turn: int) -> None:
        if turn != self._asked:
            return
        self._fault.hide()
        at, first = self.area.verticalScrollBar().value(), not self.sheets.tops()
        self.sheets.show_drawn(drawn)
        self.area.verticalScrollBar().setValue(at)
        self.sheets.frame_part(self._key)
        if first:
            self._context.runner.soon(self, self._follow)
        self._tell_place()
        self.shown.emit()

    def _failed(self, error: Exception) -> None:
        if isinstance(error, AppError):
            self._fault.setText(str(error))
            self._fault.show()
        else:
            self._context.messages.failed(error)

    def _follow(self) -> None:
        frame, bar, high = self.sheets.framed(), self.area.verticalScrollBar(), self.area.viewport().height()
        seen = bar.value() <= frame.top() and frame.top() + min(frame.height(), high) <= bar.value() + high
        if not frame.isEmpty() and not seen:
            bar.setValue(round(frame.top() - px(60)))

    def _page(self) -> int:
        at = self.area.verticalScrollBar().value() + px(GAP)
        return max((n for n, top in enumerate(self.sheets.tops()) if top <= at + 1), default=0)

    def _tell_place(self) -> None:
        count = len(self.sheets.tops())
        self.place.setText(f"{self._page() + 1}\xa0/\xa0{count}" if count else "")


def _wanted(key: str, item: ReviewItem) -> _Wanted:
    first, last = item.lines[0], item.lines[-1]
    begin = f"{first.label} {_printed(first)[:_WORDS]}"
    return _Wanted(key, polish(begin), polish(_printed(last)[-_WORDS:]))


def _printed(line: ReviewLine) -> str:
    """Return a line as the paper has it."""
    return masked(line.text, line.spans)


def _draw(pdf: bytes, wide: int, wanted: Sequence[_Wanted], progress: Progress) -> Drawn:
    pages = PdfPages(pdf)
    pictures: list[QImage] = []
    parts: list[tuple[Part, ...]] = []
    texts = [(one.key, one.first, one.last) for one in wanted]
    for number, size in enumerate(pages.sizes):
        progress.report(number, len(pages.sizes))
        pictures.append(pages.draw(number, QSize(wide, round(wide * size.height() / size.width()))))
        parts.append(tuple(Part(key, top, below + 4) for key, top, below in pages.texts_at(number, texts)))
    sizes = tuple((size.width(), size.height()) for size in pages.sizes)
    pages.close()
    return Drawn(tuple(pictures), sizes, tuple(parts))
