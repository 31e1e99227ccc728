"""The paper beside the form: made and drawn off the GUI thread, shown when it is whole, its place kept."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout

from asiakasrekisteri.domain.description import PrintedDescription, ProcessedFor
from asiakasrekisteri.domain.findings import SECTION_TITLES
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.progress import Progress
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.pages import PdfPages
from asiakasrekisteri.gui.screens.descriptions.draft import Draft
from asiakasrekisteri.gui.sheets import EDGE, GAP, Drawn, Part, Sheets
from asiakasrekisteri.gui.theme.theme import px
from asiakasrekisteri.gui.widgets.basics import column, icon_button, label, line, row, scrolled
from asiakasrekisteri.gui.widgets.choices import Choice, Segmented
from asiakasrekisteri.usecases.gate import Gate
from asiakasrekisteri.usecases.privacy.description import (
    DOCUMENT_KINDS,
    DocumentKind,
    kind_title,
    preview_description,
    render,
)
from asiakasrekisteri.usecases.privacy.drafting import section_heading
from asiakasrekisteri.usecases.privacy.processing import processed_rows

_WAIT = 120
_PROCESSED = ("customer", "service", "product", "person", "email", "phone")


class LivePaper(QFrame):
    """The preview that follows the typing.

    Args:
        context, draft: the desk and the draft.
    """

    shown = Signal()
    """New pages are in sight."""

    def __init__(self, context: Context, draft: Draft) -> None:
        super().__init__()
        self.setProperty("area", "pane-right")
        self._context, self._draft = context, draft
        self._asked, self._section, self._follow = 0, "", False
        self._processed: tuple[ProcessedFor, ...] | None = None
        self.kind = Choice([(code, kind_title(code)) for code in _kinds(context)])
        self.kind.setAccessibleName(_("Asiakirja"))
        self.kind.currentIndexChanged.connect(lambda _place: self.refresh())
        self.language = Segmented(_("Kieli"), (("fi", "fi"), ("sv", "sv"), ("en", "en")), small=True)
        self.language.changed.connect(lambda _code: self.refresh())
        self.sheets = Sheets()
        self.place = label("", "muted")
        self.before = icon_button("arrow-left", _("Edellinen sivu (Ctrl+PageUp)"), lambda: self.turn(-1), small=True)
        self.after = icon_button("arrow-right", _("Seuraava sivu (Ctrl+PageDown)"), lambda: self.turn(1), small=True)
        self.area = scrolled(self.sheets, _("Esikatselu"))
        self.area.verticalScrollBar().valueChanged.connect(lambda _value: self._tell_place())
        paper = column(self.area, area="paper")
        top = row(label(_("A4-esikatselu"), "h3"), None, self.before, self.place, self.after, gap=4)
        head = column(top, row(self.kind, None, self.language), gap=8, margins=(16, 10, 12, 10))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(head)
        layout.addWidget(line(strong=True))
        layout.addWidget(paper, 1)
        self.area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._listen()

    def _listen(self) -> None:
        self._resized = QTimer(self, singleShot=True, interval=_WAIT)
        self._resized.timeout.connect(self.refresh)
        self._draft.settled.connect(self.refresh)
        self._draft.spoken.connect(self.language.choose)
        self._context.bus.watch(self, _PROCESSED, lambda _changes: self._forget_processed())

    def chosen_kind(self) -> DocumentKind:
        """Return the kind of document chosen."""
        return next(kind for kind in DOCUMENT_KINDS if kind == self.kind.code())

    def show_section(self, code: str) -> None:
        """Frame a section and bring it in sight."""
        self._section = code
        self._follow = not self.sheets.tops()
        self._frame(follow=True)

    def turn(self, by: int) -> None:
        """Go to the next (1) or previous (-1) page."""
        tops = self.sheets.tops()
        if tops:
            page = min(max(self._page() + by, 0), len(tops) - 1)
            self.area.verticalScrollBar().setValue(tops[page] - px(GAP))

    def refresh(self) -> None:
        """Make the paper anew from the words as they stand; what a later wish overtook is dropped."""
        if self._draft.document is None:
            return
        self._asked += 1
        number, words, register_id = self._asked, self._draft.words, self._draft.register_id
        kind, language = self.chosen_kind(), self.language.chosen()
        dots = round((self.area.viewport().width() - 2 * px(EDGE)) * self.devicePixelRatioF())
        headings = [section_heading(kind, code, language) for code in SECTION_TITLES]

        def made(document: PrintedDescription) -> None:
            if number == self._asked:
                self._context.runner.aside(
                    self,
                    partial(_draw, document, kind, max(dots, px(120)), [one for one in headings if one]),
                    lambda drawn: self._show(drawn, number),
                    failed=self._context.messages.failed,
                )

        def ask(gate: Gate) -> PrintedDescription:
            document = gate.call(preview_description, words, register_id, language)
            return replace(document, processed=self._customers(gate)) if kind == "processor" else document

        self._context.ask(self, ask, made)

    def _customers(self, gate: Gate) -> tuple[ProcessedFor, ...]:
        """Return the rows of the processor's record; looked at, and logged, once and not at every key."""
        if self._processed is None:
            self._processed = gate.call(processed_rows).rows
        return self._processed

    def _forget_processed(self) -> None:
        self._processed = None
        if self.kind.code() == "processor":
            self.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Draw for the new width when it has settled; until then the old pictures are stretched."""
        super().resizeEvent(event)
        self._resized.start()

    def _show(self, drawn: Drawn, number: int) -> None:
        if number != self._asked:
            return
        at = self.area.verticalScrollBar().value()
        self.sheets.show_drawn(drawn)
        self.area.verticalScrollBar().setValue(at)
        self._frame(follow=self._follow)
        self._follow = False
        self._tell_place()
        self.shown.emit()

    def _frame(self, *, follow: bool) -> None:
        heading = section_heading(self.chosen_kind(), self._section, self.language.chosen()) if self._section else ""
        self.sheets.frame_part(heading)
        frame = self.sheets.framed()
        if follow and not frame.isEmpty():
            bar, high = self.area.verticalScrollBar(), self.area.viewport().height()
            if not (bar.value() <= frame.top() and frame.bottom() <= bar.value() + high):
                bar.setValue(round(frame.top()) - px(40))

    def _page(self) -> int:
        at = self.area.verticalScrollBar().value() + self.area.viewport().height() // 3
        return max(0, sum(1 for top in self.sheets.tops() if top <= at) - 1)

    def _tell_place(self) -> None:
        count = len(self.sheets.tops())
        self.place.setText(f"{self._page() + 1} / {count}" if count else "")


def _kinds(context: Context) -> list[DocumentKind]:
    """Return the kinds that the user may see: the processor's record tells of customers."""
    return [code for code in DOCUMENT_KINDS if code != "processor" or context.may(Permission.DESCRIPTION_WRITE)]


def _draw(
    document: PrintedDescription, kind: DocumentKind, wide: int, headings: list[str], progress: Progress
) -> Drawn:
    """Make a document and draw its pages so many dots wide."""
    pages = PdfPages(render(document, kind))
    pictures, places = [], []
    for number, size in enumerate(pages.sizes):
        progress.report(number, len(pages.sizes))
        pictures.append(pages.draw(number, QSize(wide, round(wide * size.height() / size.width()))))
        places.append(tuple(Part(heading, top) for heading, top in pages.headings_at(number, headings)))
    sizes = tuple((size.width(), size.height()) for size in pages.sizes)
    pages.close()
    return Drawn(tuple(pictures), sizes, tuple(places))
