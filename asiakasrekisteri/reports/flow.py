"""Blocks onto pages: measures, breaks pages without orphans, draws and tags.

Headings and whatever is marked `keep` wait until the beginning of the next block is known to fit under them.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from functools import singledispatchmethod

from asiakasrekisteri.reports.blocks import (
    Block,
    Box,
    Bullets,
    Fields,
    Heading,
    Missing,
    PageBreak,
    Paragraph,
    Signature,
    Table,
)
from asiakasrekisteri.reports.fonts import Face, width
from asiakasrekisteri.reports.page import BOTTOM, HANG, MARGIN, RIGHT, TOP, Head, dress
from asiakasrekisteri.reports.structure import Node
from asiakasrekisteri.reports.table import TableSetter
from asiakasrekisteri.reports.tagged import MM, TaggedPdf
from asiakasrekisteri.reports.text import BAND, GREY, Line, Rich, Run, Style, bold, break_lines

BODY = Style(Face.REGULAR, 10, 14.2)
NOTE = Style(Face.REGULAR, 8.5, 12, GREY)
LABEL = Style(Face.REGULAR, 10, 14.2, GREY)
LEAD = Style(Face.SEMIBOLD, 10, 14.2)
HEADINGS = {
    1: (Style(Face.BOLD, 17, 22), 0.0, 8.0),
    2: (Style(Face.SEMIBOLD, 11.5, 15), 16.0, 4.0),
    3: (Style(Face.SEMIBOLD, 10, 14.2), 10.0, 3.0),
}
GAP = 8.0
DOT = "•"
DOT_INDENT = 4.2 * MM
VALUE_INDENT, WIDEST_LABELS = 23 * MM, 46 * MM
LABEL_GAP = 3 * MM
_TOGETHER = 2
_HANDWRITTEN = 3
"""Lines left for a name by hand (SFS 2487: three to five)."""
_NUMBERED = re.compile(r"(\d+|[A-Z]) ")
BOX_PADDING = 9.0


class Flow:
    """Sets blocks one after another from the top of the first page on."""

    def __init__(self, pdf: TaggedPdf, head: Head, start: float = TOP) -> None:
        self._pdf = pdf
        self._head = head
        self._waiting: list[tuple[float, Callable[[], None]]] = []
        self.y = start
        self._fresh = True
        dress(pdf, head)

    def set(self, blocks: Iterable[Block]) -> None:
        """Set all blocks."""
        for block in blocks:
            self._set(block)
        if self._waiting:  # white space under the last line is no reason for a page
            self.claim(0)

    def next_page(self) -> None:
        """Begin a new page."""
        self._pdf.next_page()
        dress(self._pdf, self._head)
        self.y, self._fresh = TOP, True

    def claim(self, height: float) -> None:
        """See that `height` points fit below what waits, on this page or the next, and draw what waits."""
        waiting, self._waiting = self._waiting, []
        if not self.fits(sum(part for part, _ in waiting) + height) and not self._fresh:
            self.next_page()
        for _, draw in waiting:
            draw()

    def fits(self, height: float) -> bool:
        """Tell whether the height is left on the page."""
        return self.y + height <= BOTTOM + 0.01

    def advance(self, height: float) -> None:
        """Move down."""
        self.y += height
        self._fresh = False

    def gap(self, height: float) -> None:
        """Move down by white space, which vanishes at the top of a page."""
        if not self._fresh:
            self.y += height

    def lines(self, node: Node, x: float, lines: Sequence[Line], style: Style) -> None:
        """Draw lines that are known to fit, and move below them."""
        self._pdf.lines(node, x, self.y + baseline(style), lines, style)
        self.advance(len(lines) * style.leading)

    def running(self, node: Node, x: float, lines: Sequence[Line], style: Style) -> None:
        """Draw lines over as many pages as it takes, never one line alone at either end."""
        rest = list(lines)
        while rest:
            self.claim(_least(rest) * style.leading)
            room = int((BOTTOM - self.y + 0.01) // style.leading)
            if len(rest) - room == 1 and room > _TOGETHER:
                room -= 1
            self.lines(node, x, rest[:room], style)
            rest = rest[room:]
            if rest:
                self.next_page()

    @singledispatchmethod
    def _set(self, block: object) -> None:
        raise TypeError(type(block).__name__)

    @_set.register
    def _heading(self, block: Heading) -> None:
        style, above, below = HEADINGS[block.level]
        found = _NUMBERED.match(block.text)
        number = break_lines(found[1], style, HANG) if found else []
        indent = width(f"{found[1]} ", style.face, style.size) + 2 if found else 0.0
        lines = break_lines(block.text[found.end() :] if found else block.text, style, RIGHT - MARGIN - indent)

        def draw() -> None:
            self.gap(above)
            node = self._pdf.root.child(f"H{block.level}")
            numbers = [(*line, Run(" ", style.face)) for line in number]
            self._pdf.lines(node, MARGIN, self.y + baseline(style), numbers, style)
            self.lines(node, MARGIN + indent, lines, style)
            self.advance(below)

        self._waiting.append((above + len(lines) * style.leading + below, draw))

    @_set.register
    def _paragraph(self, block: Paragraph) -> None:
        style, x = NOTE if block.note else BODY, MARGIN if block.wide else HANG
        lines = break_lines(block.text, style, RIGHT - x)
        below = GAP / 2 if block.note else GAP
        if not block.keep:
            self.claim((len(lines) if block.whole else _least(lines)) * style.leading)
            self.running(self._pdf.root.child("P"), x, lines, style)
            self.gap(GAP)
            return

        def draw() -> None:
            self.lines(self._pdf.root.child("P"), x, lines, style)
            self.advance(below)

        self._waiting.append((len(lines) * style.leading + below, draw))

    @_set.register
    def _bullets(self, block: Bullets) -> None:
        whole: Node | None = None
        items = [break_lines(item, BODY, RIGHT - HANG - DOT_INDENT) for item in block.items]
        self.claim(sum(map(_least, items[:2])) * BODY.leading)
        for lines in items:
            self.claim(_least(lines) * BODY.leading)
            whole = whole or self._pdf.root.child("L")
            entry = whole.child("LI")
            self._pdf.lines(entry.child("Lbl"), HANG, self.y + baseline(BODY), break_lines(DOT, BODY, 20), BODY)
            self.running(entry.child("LBody"), HANG + DOT_INDENT, lines, BODY)
            self.gap(2)
        self.gap(GAP - 2)

    @_set.register
    def _fields(self, block: Fields) -> None:
        whole: Node | None = None
        indent = _value_indent(label for label, _value in block.rows)
        for label, value in block.rows:
            names = break_lines(label, LABEL, indent - LABEL_GAP)
            lines = break_lines(value, BODY, RIGHT - HANG - indent)
            self.claim(max(len(names), _least(lines)) * BODY.leading)
            whole = whole or self._pdf.root.child("L")
            entry = whole.child("LI")
            below = self.y + len(names) * LABEL.leading
            self._pdf.lines(entry.child("Lbl"), HANG, self.y + baseline(LABEL), names, LABEL)
            self.running(entry.child("LBody"), HANG + indent, lines, BODY)
            self.y = max(self.y, below) if len(lines) < len(names) else self.y
        self.gap(GAP)

    @_set.register
    def _table(self, block: Table) -> None:
        TableSetter(self, self._pdf, block).set(MARGIN if block.wide else HANG)
        self.gap(GAP + 2)

    @_set.register
    def _box(self, block: Box) -> None:
        room = RIGHT - HANG - 2 * BOX_PADDING
        parts = [break_lines(text, BODY, room) for text in block.paragraphs]
        height = 2 * BOX_PADDING + LEAD.leading + sum(len(part) * BODY.leading + 4 for part in parts)
        self.gap(2)
        self.claim(height)
        with self._pdf.decoration():
            self._pdf.box(HANG, self.y, (RIGHT - HANG, height), line=1)
        node = self._pdf.root.child("Sect")
        self.advance(BOX_PADDING)
        self.lines(node.child("H3"), HANG + BOX_PADDING, break_lines(block.title, LEAD, room), LEAD)
        for part in parts:
            self.advance(4)
            self.lines(node.child("P"), HANG + BOX_PADDING, part, BODY)
        self.advance(BOX_PADDING)
        self.gap(GAP + 2)

    @_set.register
    def _missing(self, block: Missing) -> None:
        text: Rich = bold(block.lead, block.text, Face.BOLD)
        lines = break_lines(text, BODY, RIGHT - HANG - 2 * BOX_PADDING)
        height = len(lines) * BODY.leading + BOX_PADDING
        self.claim(height)
        with self._pdf.decoration():
            self._pdf.box(HANG, self.y, (RIGHT - HANG, height), fill=BAND)
            self._pdf.box(HANG, self.y, (2.2, height), fill=(0.0, 0.0, 0.0))
        self.advance(BOX_PADDING / 2)
        self.lines(self._pdf.root.child("P"), HANG + BOX_PADDING, lines, BODY)
        self.advance(BOX_PADDING / 2)
        self.gap(GAP)

    @_set.register
    def _signature(self, block: Signature) -> None:
        named = [text for text in (block.name, block.firm) if text]
        self.claim((_HANDWRITTEN + len(named)) * BODY.leading)
        self.advance(_HANDWRITTEN * BODY.leading)
        for text in named:
            self.lines(self._pdf.root.child("P"), HANG, break_lines(text, BODY, RIGHT - HANG), BODY)
        self.gap(GAP)

    @_set.register
    def _page_break(self, block: PageBreak) -> None:  # noqa: ARG002 - dispatched by type
        self.claim(0)
        if not self._fresh:
            self.next_page()


def _value_indent(labels: Iterable[str]) -> float:
    """Return where the values begin: after the longest label, none of which is squeezed or takes half of the line."""
    longest = max((width(label, LABEL.face, LABEL.size) for label in labels), default=0.0)
    return min(max(longest + LABEL_GAP, VALUE_INDENT), WIDEST_LABELS)


def _least(lines: Sequence[Line]) -> int:
    """Return how many lines must stand together where a text begins: two, or all three."""
    return len(lines) if len(lines) <= _TOGETHER + 1 else _TOGETHER


def baseline(style: Style) -> float:
    """Return how far below the top of a line its baseline stands."""
    return style.leading / 2 + style.size * 0.36
