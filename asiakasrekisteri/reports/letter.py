"""The letter: recipient in the window of the envelope, head block of SFS 2487, fold marks."""

import re
from dataclasses import dataclass

from asiakasrekisteri.domain.extract import Letter
from asiakasrekisteri.domain.formats import written_day
from asiakasrekisteri.reports.fonts import Face, width
from asiakasrekisteri.reports.page import Head
from asiakasrekisteri.reports.tagged import MM, TaggedPdf
from asiakasrekisteri.reports.text import HAIRLINE, Style, break_lines

_POSTCODE_ROW = re.compile(r"((?:FI-|AX-)?\d{5}) +(\S.*)")
_LARGEST = 10.5
_SMALLEST = 8.0


@dataclass(frozen=True, slots=True)
class Window:
    """Where the envelope's window lies on the folded sheet, in millimetres from its left and upper edge.

    The default block lies inside the windows of C5 and E65 envelopes, small and large, with play to both sides; an
    office with other envelopes measures its own with the calibration page.
    """

    left: float = 20.0
    top: float = 40.0
    right: float = 108.0
    bottom: float = 70.0
    text_left: float = 24.0
    first_baseline: float = 46.0
    last_baseline: float = 66.0
    pitch: float = 5.0
    rows: int = 6
    folds: tuple[float, ...] = (148.5,)
    body_top: float = 88.0


WINDOW = Window()


def address_rows(rows: tuple[str, ...], limit: int = WINDOW.rows) -> tuple[str, ...]:
    """Return the rows as the post wants them: no empty rows, post office in capitals, at most `limit` rows.

    What does not fit is left out above the two rows by which the post delivers.
    """
    kept = [" ".join(row.split()) for row in rows if row.strip()]
    kept = [_POSTCODE_ROW.sub(lambda found: f"{found[1]} {found[2].upper()}", row) for row in kept]
    return tuple(kept if len(kept) <= limit else [*kept[: limit - 2], *kept[-2:]])


def letter_head(letter: Letter, kind: str) -> Head:
    """Return head and foot of a letter's pages; `kind` in capitals."""
    marks = tuple(filter(None, (written_day(letter.date, letter.language), letter.reference)))
    return Head(sender=letter.sender, kind=kind, marks=marks, foot=letter.sender_footer)


def draw_window(pdf: TaggedPdf, letter: Letter, window: Window = WINDOW) -> None:
    """Draw recipient and fold marks on the first page."""
    rows = address_rows(letter.recipient, window.rows)
    pitch = window.pitch
    if len(rows) > 1:
        pitch = min(pitch, (window.last_baseline - window.first_baseline) / (len(rows) - 1))
    room = (window.right - window.text_left) * MM
    widest = max((width(row, Face.REGULAR, _LARGEST) for row in rows), default=0)
    size = max(_SMALLEST, min(_LARGEST, _LARGEST * room / max(widest, 1)))
    style = Style(Face.REGULAR, size, pitch * MM)
    lines = [break_lines(row, style, room)[0] for row in rows]
    pdf.lines(pdf.root.child("P"), window.text_left * MM, window.first_baseline * MM, lines, style)
    with pdf.decoration():
        for fold in window.folds:
            pdf.rule(5 * MM, fold * MM, 4 * MM, 0.4, HAIRLINE)
