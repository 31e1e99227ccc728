"""The printed recovery key: one page, meant for paper only."""

import datetime as dt
from collections.abc import Mapping
from io import BytesIO
from typing import Any

from asiakasrekisteri.domain.formats import day
from asiakasrekisteri.reports.blocks import Block, Bullets, Heading, Paragraph
from asiakasrekisteri.reports.flow import BODY, LABEL, Flow, baseline
from asiakasrekisteri.reports.fonts import Face, width
from asiakasrekisteri.reports.legal import LegalTexts, legal_texts
from asiakasrekisteri.reports.metadata import Metadata
from asiakasrekisteri.reports.page import HANG, MARGIN, RIGHT, Head
from asiakasrekisteri.reports.tagged import MM, TaggedPdf
from asiakasrekisteri.reports.text import Run, Style, break_lines

_FACE = Face.SEMIBOLD
_LARGEST = 24.0
_FRAME = 8 * MM


def recovery_pdf(firm: str, code: str, made_on: dt.date, overrides: Mapping[str, Any] | None = None) -> bytes:
    """Return the sheet with the code as it was given, set large in one line."""
    texts = legal_texts("fi", overrides)
    out = BytesIO()
    pdf = TaggedPdf(out, Metadata(texts("recovery.title"), firm, made_on))
    marks = (day(made_on),)
    flow = Flow(pdf, Head(sender=(firm,), kind=texts("recovery.kind"), marks=marks))
    flow.set([Heading(1, texts("recovery.title")), Paragraph(texts("recovery.lead"))])
    _code(flow, pdf, code)
    blocks: list[Block] = [Bullets(texts.lines("recovery.rules")), Paragraph(texts("recovery.use"))]
    flow.set(blocks)
    _blanks(flow, pdf, texts)
    pdf.finish()
    return out.getvalue()


def _code(flow: Flow, pdf: TaggedPdf, code: str) -> None:
    """Set the code in one line, as large as the frame lets it."""
    room = RIGHT - MARGIN - 2 * _FRAME
    size = min(_LARGEST, room / width(code, _FACE, 1))
    style = Style(_FACE, size, 2 * size)
    height = style.leading + _FRAME
    flow.gap(6)
    flow.claim(height)
    with pdf.decoration():
        pdf.box(MARGIN, flow.y, (RIGHT - MARGIN, height), line=1.2)
    left = (MARGIN + RIGHT - width(code, _FACE, size)) / 2
    pdf.lines(pdf.root.child("P"), left, flow.y + _FRAME / 2 + baseline(style), [(Run(code, _FACE),)], style)
    flow.advance(height + 16)


def _blanks(flow: Flow, pdf: TaggedPdf, texts: LegalTexts) -> None:
    flow.advance(10)
    for key in ("printed_by", "checked", "place", "signed"):
        flow.claim(12 * MM)
        lines = break_lines(texts(f"recovery.{key}"), LABEL, 60 * MM)
        pdf.lines(pdf.root.child("P"), HANG, flow.y + baseline(BODY), lines, LABEL)
        with pdf.decoration():
            pdf.rule(HANG + 64 * MM, flow.y + baseline(BODY) + 2, RIGHT - HANG - 64 * MM, 0.5)
        flow.advance(12 * MM)
