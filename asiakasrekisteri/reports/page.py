"""The page: margins and columns of SFS 2487, head with the document's marks, foot with the sender's contact details."""

from collections.abc import Sequence
from dataclasses import dataclass

from asiakasrekisteri.domain.typography import polish
from asiakasrekisteri.reports.fonts import Face, drawable, width
from asiakasrekisteri.reports.tagged import MM, TaggedPdf
from asiakasrekisteri.reports.text import FAINT, GREY, HAIRLINE, Run, Style

MARGIN = 20 * MM
HANG = 43 * MM
MARKS = 112 * MM
RIGHT = 190 * MM
FIRST_BASELINE = 17 * MM
TOP = 34 * MM
BOTTOM = 272 * MM
FOOT = 284 * MM

_NAME = Style(Face.BOLD, 10, 13)
_META = Style(Face.REGULAR, 10, 13)
_SMALL = Style(Face.REGULAR, 8.5, 11.5, GREY)
_DRAFT = Style(Face.BOLD, 118, 118, FAINT)
_SENDER_LINES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What stands at the head and foot of every page.

    Attributes:
        sender: name, then address lines; only the first page shows the address.
        kind: kind of the document in capitals (REKISTERIOTE).
        marks: date, reference or version: one line each on the first page, the first two in one line on the others.
        foot: the sender's contact details in one line.
        draft: the word across every page of what is not yet approved; empty for a valid document.
    """

    sender: tuple[str, ...]
    kind: str
    marks: tuple[str, ...]
    foot: str = ""
    draft: str = ""


def dress(pdf: TaggedPdf, head: Head) -> None:
    """Draw head and foot of the page just begun: content on the first page, decoration where they are repeated."""
    if head.draft:
        with pdf.decoration():
            pdf.slanted(head.draft, _DRAFT)
    first = pdf.page == 1
    name, *address = head.sender or ("",)
    marks = head.marks if first else (" · ".join(head.marks[:2]),)
    sender = [(name, _NAME), *((line, _SMALL) for line in _at_most(address, _SENDER_LINES) if first)]
    _column(pdf, MARGIN, sender, MARKS - MARGIN - 4 * MM)
    kind = " · ".join(filter(None, (head.kind, head.draft)))
    _column(pdf, MARKS, [(kind, _NAME), *((line, _META) for line in marks)], RIGHT - MARKS - 18 * MM)
    pdf.page_number(RIGHT, FIRST_BASELINE, _META)
    if head.foot:
        with pdf.decoration():
            pdf.rule(MARGIN, FOOT - 4.5 * MM, RIGHT - MARGIN, 0.4, HAIRLINE)
        _draw(pdf, MARGIN, FOOT, head.foot, _fitted(polish(head.foot), _SMALL, RIGHT - MARGIN))


def _column(pdf: TaggedPdf, x: float, lines: Sequence[tuple[str, Style]], room: float) -> None:
    for number, (text, style) in enumerate(lines):
        _draw(pdf, x, FIRST_BASELINE + number * _META.leading, text, _fitted(polish(text), style, room))


def _draw(pdf: TaggedPdf, x: float, y: float, text: str, style: Style) -> None:
    line = (Run(drawable(polish(text), style.face), style.face),)
    if pdf.page == 1:
        pdf.lines(pdf.root.child("P"), x, y, [line], style)
        return
    with pdf.decoration():
        pdf.line(x, y, line, style)


def _at_most(lines: Sequence[str], count: int) -> list[str]:
    """Return the lines, those beyond the limit joined to the last: nothing may reach down to the envelope's window."""
    return [*lines[: count - 1], ", ".join(lines[count - 1 :])] if len(lines) > count else list(lines)


def _fitted(text: str, style: Style, room: float) -> Style:
    """Return the style, smaller if the text would not fit into the room."""
    needed = width(text, style.face, style.size)
    return style if needed <= room else Style(style.face, style.size * room / needed, style.leading, style.colour)
