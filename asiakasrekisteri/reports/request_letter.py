"""Letters about requests of data subjects (GDPR Art. 12): one page, the recipient in the window, nothing else in it."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from io import BytesIO

from asiakasrekisteri.domain.letters import RequestLetter
from asiakasrekisteri.domain.progress import SILENT, Progress
from asiakasrekisteri.reports.blocks import Block, Fields, Heading, Paragraph, Signature
from asiakasrekisteri.reports.flow import Flow
from asiakasrekisteri.reports.legal import LegalTexts, legal_texts
from asiakasrekisteri.reports.letter import WINDOW, Window, draw_window, letter_head
from asiakasrekisteri.reports.metadata import Metadata
from asiakasrekisteri.reports.notices import complaint_blocks
from asiakasrekisteri.reports.tagged import MM, TaggedPdf

_SHORT = 600
"""Characters of a paragraph that can wait for what follows; a longer one may run over two pages by itself."""


def request_letter_pdf(said: RequestLetter, window: Window = WINDOW) -> tuple[bytes, int]:
    """Return the letter as a PDF and the number of its pages. Title and author never name the person."""
    letter, out = said.letter, BytesIO()
    texts = legal_texts(letter.language)
    pdf = TaggedPdf(out, Metadata(said.title, letter.sender[0], letter.date, letter.language))
    flow = Flow(pdf, letter_head(letter, said.kind), window.body_top * MM)
    draw_window(pdf, letter, window)
    flow.set(_blocks(said, texts))
    pages = pdf.page
    pdf.finish()
    return out.getvalue(), pages


def letters_pdf(letters: Sequence[RequestLetter], progress: Progress = SILENT) -> bytes:
    """Return letters one after another in one PDF, each with pages of its own, for one run of the printer."""
    from pypdf import PdfWriter  # noqa: PLC0415 - loaded when letters are joined, not with the window

    whole, out = PdfWriter(), BytesIO()
    for place, letter in enumerate(letters):
        progress.report(place, len(letters))
        whole.append(BytesIO(request_letter_pdf(letter)[0]))
    whole.write(out)
    return out.getvalue()


def _leading(said: RequestLetter, texts: LegalTexts) -> Iterator[Block]:
    """Yield what stands above the closing; its last paragraph goes with the closing, so that no page has that alone."""
    blocks: list[Block] = [Heading(1, said.title), *map(Paragraph, said.paragraphs)]
    if said.facts:
        blocks.append(Fields(said.facts))
    blocks += map(Paragraph, said.after)
    if said.remedies:
        blocks += [Heading(3, texts("complaint.heading")), *complaint_blocks(said.supervisor, texts)]
        blocks.append(Paragraph(" ".join(said.remedies)))
    *rest, last = blocks
    yield from rest
    short = isinstance(last, Paragraph) and len(last.text) <= _SHORT
    yield replace(last, keep=True) if short and isinstance(last, Paragraph) else last


def _blocks(said: RequestLetter, texts: LegalTexts) -> Iterator[Block]:
    yield from _leading(said, texts)
    yield Paragraph(texts("letters.questions_plural" if said.plural else "letters.questions"), keep=True)
    yield Paragraph(texts("extract.greeting"), keep=True)
    yield Signature(said.letter.signatory, said.letter.sender[0])
