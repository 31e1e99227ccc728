"""Binds PDFs to the end of a print as its annexes: their pages and nothing else of them, each marked as an annex."""

from collections.abc import Mapping
from io import BytesIO
from typing import TYPE_CHECKING, BinaryIO

from reportlab.pdfgen.canvas import Canvas

from asiakasrekisteri.reports.fonts import Face, font
from asiakasrekisteri.reports.legal import LegalTexts
from asiakasrekisteri.reports.tagged import MM

if TYPE_CHECKING:
    import pikepdf

_ACTIVE = ("/AA", "/Annots", "/Metadata", "/PieceInfo", "/Thumb")
"""Of a page, what does something or tells of its making; what annotations show is drawn into the page first."""
_SIZE = 8


def bind_pages(own: BinaryIO, bound: Mapping[int, bytes], out: BinaryIO, texts: LegalTexts) -> int:
    """Write a print with the pages of other PDFs after it and return how many pages there are.

    Args:
        own: the print.
        bound: the PDFs, by number of annex; one that cannot be read is passed over.
        out: where the whole is written.
        texts: of the print's language.
    """
    import pikepdf  # noqa: PLC0415 - loaded when prints are bound, not with the window

    with pikepdf.open(own) as whole:
        for number, content in sorted(bound.items()):
            try:
                with pikepdf.open(BytesIO(content)) as annex:
                    annex.flatten_annotations("print")
                    _append(whole, annex, number, texts)
            except pikepdf.PdfError:
                continue
        whole.save(out, compress_streams=True)
        return len(whole.pages)


def _append(whole: "pikepdf.Pdf", annex: "pikepdf.Pdf", number: int, texts: LegalTexts) -> None:
    import pikepdf  # noqa: PLC0415 - see above

    total = len(annex.pages)
    for place, page in enumerate(annex.pages, start=1):
        for name in _ACTIVE:
            if name in page:
                del page[name]
        whole.pages.append(page)
        box = whole.pages[-1].mediabox
        size = (float(box[2]) - float(box[0]), float(box[3]) - float(box[1]))
        words = texts("extract.annex_page", number=str(number), page=str(place), pages=str(total))
        with pikepdf.open(BytesIO(_mark(words, size))) as mark:
            whole.pages[-1].add_overlay(mark.pages[0], None)


def _mark(words: str, size: tuple[float, float]) -> bytes:
    """Return a page of that size (points) with the words in its upper right corner."""
    out = BytesIO()
    canvas = Canvas(out, pagesize=size)
    font(Face.REGULAR)
    canvas.setFont(str(Face.REGULAR), _SIZE)
    canvas.drawRightString(size[0] - 10 * MM, size[1] - 7 * MM, words)
    canvas.showPage()
    canvas.save()
    return out.getvalue()
