"""The page: margins and columns of SFS 2487, head with the document's marks, foot with the sender's contact details."""

from dataclasses import dataclass

from asiakasrekisteri.domain.typography import polish
from asiakasrekisteri.reports.fonts import Face, width
from asiakasrekisteri.reports.tagged import MM, PAGE_WIDTH, TaggedPdf
from asiakasrekisteri.reports.text import FAINT, GREY, HAIRLINE, Style

MARGIN = 20 * MM
HANG = 43 * MM
MARKS = 112 * MM
RIGHT = 190 * MM
FIRST_BASELINE = 17 * MM
TOP = 36 * MM
BOTTOM = 272 * MM
FOOT = 284 * MM

_NAME = Style(Face.SEMIBOLD, 10, 13)
_KIND = Style(Face.BOLD, 10, 13)
_META = Style(Face.REGULAR, 10, 13)
_SMALL = Style(Face.REGULAR, 8.5, 11.5, GREY)
_DRAFT = Style(Face.BOLD, 118, 118, FAINT)
_DRAFT_MARK = Style(Face.BOLD, 10, 13)


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What stands at the head and foot of every page.

    Attributes:
        sender: name, then address lines; only the first page shows the lines after the name.
        kind: kind of the document in capitals (REKISTERIOTE).
        marks: date, reference, version: one line each on the first page, the first one on the others.
        foot: the sender's contact details in one line.
        draft: the word across every page of what is not yet approved; empty for a valid document.
    """

    sender: tuple[str, ...]
    kind: str
    marks: tuple[str, ...]
    foot: str = ""
    draft: str = ""


def dress(pdf: TaggedPdf, head: Head) -> None:
    """Draw head and foot of the page just begun; all of it is decoration to a screen reader, the body repeats it."""
    first = pdf.page == 1
    with pdf.decoration():
        if head.draft:
            pdf.slanted(head.draft, _DRAFT)
        y = FIRST_BASELINE
        name, *address = head.sender or ("",)
        pdf.words(MARGIN, y, name, _NAME)
        for number, line in enumerate(address if first else (), start=1):
            pdf.words(MARGIN, y + number * _META.leading, polish(line), _SMALL)
        pdf.words(MARKS, y, head.kind, _KIND)
        marks = head.marks if first else head.marks[:1]
        for number, line in enumerate(marks, start=1):
            pdf.words(MARKS, y + number * _META.leading, polish(line), _META)
        if head.draft:
            pdf.words(MARKS, y + (len(marks) + 1) * _META.leading, head.draft, _DRAFT_MARK)
        _foot(pdf, head.foot)
    pdf.page_number(RIGHT, FIRST_BASELINE, _META)


def _foot(pdf: TaggedPdf, text: str) -> None:
    if not text:
        return
    pdf.rule(MARGIN, FOOT - 4.5 * MM, RIGHT - MARGIN, 0.4, HAIRLINE)
    shown = polish(text)
    size = min(_SMALL.size, _SMALL.size * (PAGE_WIDTH - 2 * MARGIN) / max(width(shown, _SMALL.face, _SMALL.size), 1))
    pdf.words(MARGIN, FOOT, shown, Style(_SMALL.face, size, _SMALL.leading, GREY))
