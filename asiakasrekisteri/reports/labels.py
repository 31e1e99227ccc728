"""Sheets of address labels: A4, three by seven, 63.5 × 38.1 mm; the commonest sheet of labels sold."""

import datetime as dt
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import BinaryIO

from asiakasrekisteri.domain.progress import SILENT, Progress
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.reports.fonts import Face, drawable, width
from asiakasrekisteri.reports.metadata import Metadata
from asiakasrekisteri.reports.tagged import MM, TaggedPdf
from asiakasrekisteri.reports.text import Run, Style

COLUMNS, ROWS = 3, 7
_LEFT, _TOP = 7.2 * MM, 15.1 * MM
_WIDE, _TALL = 66.0 * MM, 38.1 * MM
"""From one label to the next: the label and the gap beside it."""
_ROOM = 63.5 * MM
_INDENT, _SIZE, _LEADING, _MOST = 5 * MM, 10.0, 13.0, 6
_SMALLEST = 6.5


def labels_pdf(
    out: BinaryIO, firm: str, made_on: dt.date, addresses: Iterable[Sequence[str]], progress: Progress = SILENT
) -> int:
    """Write a sheet for each twenty-one addresses and return how many labels there are.

    Args:
        out: the file.
        firm: whose document it is, for the metadata.
        made_on: the day.
        addresses: the rows of each, the name first.
        progress: is told of each sheet, and may cancel.
    """
    pdf = TaggedPdf(out, Metadata(_("Osoitetarrat"), firm, made_on))
    rest, count = iter(addresses), 0
    while sheet := list(islice(rest, COLUMNS * ROWS)):
        if count:
            pdf.next_page()
        for place, rows in enumerate(sheet):
            row, column = divmod(place, COLUMNS)
            _label(pdf, _LEFT + column * _WIDE, _TOP + row * _TALL, rows)
        count += len(sheet)
        progress.report(count, count, _("Tehdään tarroja"))
    pdf.finish()
    return count


def _label(pdf: TaggedPdf, x: float, y: float, rows: Sequence[str]) -> None:
    kept = list(rows)[:_MOST]
    room = _ROOM - 2 * _INDENT
    first = y + (_TALL - len(kept) * _LEADING) / 2 + _SIZE
    for number, text in enumerate(kept):
        words = drawable(text, Face.REGULAR)
        size = max(_SMALLEST, min(_SIZE, _SIZE * room / max(width(words, Face.REGULAR, _SIZE), 1)))
        style = Style(Face.REGULAR, size, _LEADING)
        pdf.lines(pdf.root.child("P"), x + _INDENT, first + number * _LEADING, [(Run(words, Face.REGULAR),)], style)
