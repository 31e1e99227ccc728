"""Tables over pages: heads repeated, rows kept whole where they fit, long cells wrapped and, if need be, divided."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from asiakasrekisteri.reports.blocks import Cell, Table
from asiakasrekisteri.reports.fonts import Face
from asiakasrekisteri.reports.page import BOTTOM
from asiakasrekisteri.reports.structure import Node
from asiakasrekisteri.reports.tagged import MM, TaggedPdf
from asiakasrekisteri.reports.text import BLACK, GREY, HAIRLINE, Line, Style, break_lines

TEXT = Style(Face.REGULAR, 9, 12.4)
FIRST = Style(Face.MEDIUM, 9, 12.4)
NOTE = Style(Face.REGULAR, 8, 11.2, GREY)
HEAD = Style(Face.SEMIBOLD, 8, 11, GREY)
CONTINUED = Style(Face.ITALIC, 8, 11, GREY)
PADDING = 3.6
GUTTER = 4 * MM
WHOLE_ROW = 110.0


class Cursor(Protocol):
    """Where the table stands on the page: the flow it is part of."""

    y: float

    def claim(self, height: float) -> None:
        """See that the height fits."""

    def fits(self, height: float) -> bool:
        """Tell whether the height is left."""

    def advance(self, height: float) -> None:
        """Move down."""

    def next_page(self) -> None:
        """Begin a new page."""


@dataclass(slots=True)
class _SetCell:
    """A cell broken into lines that are still to be drawn."""

    lines: list[tuple[Line, Style]]

    @property
    def height(self) -> float:
        return sum(style.leading for _, style in self.lines)

    def take(self, room: float) -> list[tuple[Line, Style]]:
        """Remove and return the lines that fit into the room."""
        used, count = 0.0, 0
        for _, style in self.lines:
            if used + style.leading > room + 0.01:
                break
            used, count = used + style.leading, count + 1
        taken, self.lines = self.lines[:count], self.lines[count:]
        return taken


class TableSetter:
    """Sets one table."""

    def __init__(self, flow: Cursor, pdf: TaggedPdf, table: Table) -> None:
        self._flow = flow
        self._pdf = pdf
        self._table = table
        self._x: list[float] = []
        self._left = 0.0
        self._heads = [break_lines(text, HEAD, self._room(number)) for number, text in enumerate(table.heads)]

    def set(self, left: float) -> None:
        """Draw the table with its left edge there."""
        self._left = left
        self._x = [left + sum(self._table.widths[:number]) * MM for number in range(len(self._table.widths))]
        whole: Node | None = None
        for row in self._table.rows:
            cells = [self._cell(cell, column) for column, cell in enumerate(row)]
            height = max(cell.height for cell in cells) + 2 * PADDING
            if whole is None:
                self._flow.claim(self._head_height() + min(height, WHOLE_ROW))
                whole = self._pdf.root.child("Table")
                head = whole.child("TR")
                self._draw_head([head.child("TH", "Column") for _ in self._heads])
            elif not self._flow.fits(height) and (height <= WHOLE_ROW or not self._flow.fits(WHOLE_ROW)):
                self._turn()
            self._draw_row(whole.child("TR"), cells)

    def _room(self, column: int) -> float:
        widths = self._table.widths
        return widths[column] * MM - (GUTTER if column + 1 < len(widths) else 0)

    def _cell(self, cell: Cell, column: int) -> _SetCell:
        room, style = self._room(column), TEXT if column else FIRST
        lines = [(line, style) for line in break_lines(cell.text, style, room)]
        for note in cell.notes:
            lines.extend((line, NOTE) for line in break_lines(note, NOTE, room))
        return _SetCell(lines)

    def _head_height(self) -> float:
        return max(map(len, self._heads)) * HEAD.leading + 2 * PADDING

    def _draw_head(self, nodes: Sequence[Node] = ()) -> None:
        """Draw the heads as content at first, as decoration when they are repeated on a later page."""
        top = self._flow.y + PADDING
        for number, lines in enumerate(self._heads):
            if nodes:
                self._pdf.lines(nodes[number], self._x[number], top + _drop(HEAD), lines, HEAD)
                continue
            with self._pdf.decoration():
                for turn, line in enumerate(lines):
                    self._pdf.line(self._x[number], top + _drop(HEAD) + turn * HEAD.leading, line, HEAD)
        self._flow.advance(self._head_height())
        self._rule(BLACK, 0.6)

    def _draw_row(self, row: Node, cells: list[_SetCell]) -> None:
        nodes = [row.child("TD") if column else row.child("TH", "Row") for column in range(len(cells))]
        while True:
            room = BOTTOM - self._flow.y - 2 * PADDING
            height = min(room, max(cell.height for cell in cells))
            drawn = max(self._draw_part(nodes[at], cell, self._x[at], height) for at, cell in enumerate(cells))
            self._flow.advance(drawn + 2 * PADDING)
            self._rule(HAIRLINE, 0.5)
            if not any(cell.lines for cell in cells):
                return
            self._turn()

    def _draw_part(self, node: Node, cell: _SetCell, x: float, room: float) -> float:
        """Draw what fits of a cell; returns its height. Neighbouring lines of one style are one piece of content."""
        y, part = self._flow.y + PADDING, cell.take(room)
        start = y
        while part:
            style = part[0][1]
            count = next((number for number, (_, other) in enumerate(part) if other is not style), len(part))
            self._pdf.lines(node, x, y + _drop(style), [line for line, _ in part[:count]], style)
            y += count * style.leading
            part = part[count:]
        return y - start

    def _turn(self) -> None:
        self._flow.next_page()
        if self._table.continued:
            line = break_lines(self._table.continued, CONTINUED, sum(self._table.widths) * MM)[0]
            with self._pdf.decoration():
                self._pdf.line(self._left, self._flow.y + _drop(HEAD), line, CONTINUED)
            self._flow.advance(HEAD.leading + PADDING)
        self._draw_head()

    def _rule(self, colour: tuple[float, float, float], thickness: float) -> None:
        with self._pdf.decoration():
            self._pdf.rule(self._left, self._flow.y, sum(self._table.widths) * MM, thickness, colour)


def _drop(style: Style) -> float:
    return style.leading / 2 + style.size * 0.36
