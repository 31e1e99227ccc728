"""A PDF drawn and tagged at once: every mark on the page belongs to an element of the structure or is decoration.

The only module that touches reportlab's canvas. Coordinates are points from the top left corner of the page, baselines
for text. The file claims PDF/A-1b; it is tagged, but no conformance to PDF/UA is claimed.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, BinaryIO

from reportlab import rl_config
from reportlab.pdfgen.canvas import Canvas

from asiakasrekisteri.reports.fonts import Face, font, width
from asiakasrekisteri.reports.metadata import Metadata, write_metadata
from asiakasrekisteri.reports.structure import Node, StreamEnds, StructureWriter
from asiakasrekisteri.reports.text import BLACK, Colour, Line, Run, Style

rl_config.useA85 = 0  # streams as bytes: smaller and quicker than their ASCII form

MM = 72 / 25.4
PAGE_WIDTH = 210 * MM
PAGE_HEIGHT = 297 * MM

Size = tuple[float, float]


class TaggedPdf:
    """One document being written, page after page."""

    def __init__(self, out: BinaryIO, meta: Metadata) -> None:
        self.root = Node("Document")
        self._meta = meta
        self._canvas = _canvas(out)
        self._document = self._canvas._doc  # noqa: SLF001 - no public name for it
        self._document.encrypt = StreamEnds()
        self._code: list[str] = []
        self._marks: list[list[Node]] = [[]]
        self._totals: dict[int, tuple[float, float, Style, str]] = {}

    @property
    def page(self) -> int:
        """Number of the page being drawn, from 1."""
        return len(self._marks)

    def next_page(self) -> None:
        """Finish the page and begin another."""
        self._close_page()
        self._marks.append([])

    def finish(self) -> int:
        """Write the file; returns the number of pages."""
        self._close_page()
        pages = len(self._marks)
        for index, (x, y, style, first) in self._totals.items():
            page = self._document.Pages.pages[index]
            label = f"{first} ({pages})"
            shown = self._text_code(x - width(label, style.face, style.size), y, (_run(label, style),), style)
            page.stream = f"{page.stream}/Artifact BMC\n{shown}\nEMC\n"
        StructureWriter(self._document, self.root, self._marks).write(self._meta.locale)
        write_metadata(self._document, self._meta)
        self._canvas.save()
        return pages

    def lines(self, node: Node, x: float, baseline: float, lines: Sequence[Line], style: Style) -> None:
        """Draw lines of text downwards from the first baseline as content of the element."""
        if not any(lines):
            return
        marks = self._marks[-1]
        node.parts.append((len(self._marks) - 1, len(marks)))
        self._code.append(f"/{node.role} <</MCID {len(marks)}>> BDC")
        marks.append(node)
        for number, line in enumerate(lines):
            if line:
                self._code.append(self._text_code(x, baseline + number * style.leading, line, style))
        self._code.append("EMC")

    @contextmanager
    def decoration(self) -> Iterator[None]:
        """What is drawn inside is not read aloud: rules, repeated heads, page numbers."""
        self._code.append("/Artifact BMC")
        yield
        self._code.append("EMC")

    def line(self, x: float, baseline: float, line: Line, style: Style) -> None:
        """Draw one line of runs inside `decoration`."""
        self._code.append(self._text_code(x, baseline, line, style))

    def page_number(self, right: float, baseline: float, style: Style) -> None:
        """Leave room for "3 (9)", ending at `right`; written when the number of pages is known."""
        self._totals[len(self._marks) - 1] = (right, baseline, style, str(self.page))

    def rule(self, x: float, y: float, length: float, thickness: float, colour: Colour = BLACK) -> None:
        """Draw a horizontal rule inside `decoration`."""
        start, end = f"{x:.2f} {PAGE_HEIGHT - y:.2f}", f"{x + length:.2f} {PAGE_HEIGHT - y:.2f}"
        self._code.append(f"{_rgb(colour)} RG {thickness:.2f} w {start} m {end} l S")

    def box(self, x: float, y: float, size: Size, *, fill: Colour | None = None, line: float = 0) -> None:
        """Draw a rectangle from its upper left corner inside `decoration`, filled and/or outlined in black."""
        shape = f"{x:.2f} {PAGE_HEIGHT - y - size[1]:.2f} {size[0]:.2f} {size[1]:.2f} re"
        if fill is not None:
            self._code.append(f"{_rgb(fill)} rg {shape} f")
        if line:
            self._code.append(f"{_rgb(BLACK)} RG {line:.2f} w {shape} S")

    def slanted(self, text: str, style: Style) -> None:
        """Draw a word across the page inside `decoration`, from lower left to upper right."""
        half = width(text, style.face, style.size) / 2
        cos, sin = 0.574, 0.819
        x, y = PAGE_WIDTH / 2 - half * cos, PAGE_HEIGHT / 2 - half * sin
        shown = self._shown(_run(text, style).text, style.face, style.size)
        matrix = f"{cos} {sin} {-sin} {cos} {x:.2f} {y:.2f} Tm"
        self._code.append(f"BT {_rgb(style.colour)} rg {matrix} {shown} ET")

    def _text_code(self, x: float, baseline: float, line: Line, style: Style) -> str:
        shown = " ".join(self._shown(run.text, run.face, style.size) for run in line)
        return f"BT {_rgb(style.colour)} rg 1 0 0 1 {x:.2f} {PAGE_HEIGHT - baseline:.2f} Tm {shown} ET"

    def _shown(self, text: str, face: Face, size: float) -> str:
        typeface = font(face)
        parts = (
            f"{typeface.getSubsetInternalName(subset, self._document)} {size:g} Tf <{data.hex()}> Tj"
            for subset, data in typeface.splitString(text, self._document)
        )
        return " ".join(parts)

    def _close_page(self) -> None:
        self._canvas._code.extend(self._code)  # noqa: SLF001 - marked content has no public door
        self._code = []
        self._canvas.showPage()


def _canvas(out: BinaryIO) -> Any:  # its published types leave out what is needed of it
    return Canvas(
        out,
        pagesize=(PAGE_WIDTH, PAGE_HEIGHT),
        pageCompression=1,
        invariant=1,
        pdfVersion=(1, 4),
        initialFontName=font(Face.REGULAR).fontName,  # type: ignore[arg-type]
    )


def _run(text: str, style: Style) -> Run:
    return Run(text, style.face)


def _rgb(colour: Colour) -> str:
    return " ".join(f"{part:.3g}" for part in colour)
