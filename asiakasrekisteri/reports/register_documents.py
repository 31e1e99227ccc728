"""The register's documents in Finnish, Swedish and English, as PDF and as a web page.

The notice (GDPR Art. 13–14), the record of processing (Art. 30(1)), the processor's record (Art. 30(2)), and the old
rekisteriseloste in its nine parts.
"""

import datetime as dt
from collections.abc import Callable, Mapping
from io import BytesIO
from typing import Any, Literal, get_args

from asiakasrekisteri.domain.description import Controller, PrintedDescription
from asiakasrekisteri.domain.formats import day
from asiakasrekisteri.domain.typography import finnish_form
from asiakasrekisteri.reports.blocks import Block, Missing
from asiakasrekisteri.reports.flow import Flow
from asiakasrekisteri.reports.html import Page, page_html
from asiakasrekisteri.reports.legal import LegalTexts, legal_texts
from asiakasrekisteri.reports.metadata import Metadata
from asiakasrekisteri.reports.notices import notice_blocks, traditional_blocks
from asiakasrekisteri.reports.page import Head
from asiakasrekisteri.reports.records_of_processing import processor_blocks, record_blocks
from asiakasrekisteri.reports.tagged import TaggedPdf

DocumentKind = Literal["notice", "record", "processor", "traditional"]
DOCUMENT_KINDS: tuple[DocumentKind, ...] = get_args(DocumentKind)
_BLOCKS: dict[DocumentKind, Callable[[PrintedDescription, LegalTexts], list[Block]]] = {
    "notice": notice_blocks,
    "record": record_blocks,
    "processor": processor_blocks,
    "traditional": traditional_blocks,
}


def register_document(doc: PrintedDescription, kind: DocumentKind, overrides: Mapping[str, Any] | None = None) -> bytes:
    """Return a document of the register as a PDF, in the language of `doc`.

    What the description lacks is marked, and a document with such marks is a draft whatever `doc.draft` says.
    """
    texts = legal_texts(doc.language, overrides)
    return _pdf(doc, texts, kind, _BLOCKS[kind](doc, texts))


def register_page(
    doc: PrintedDescription,
    kind: DocumentKind,
    overrides: Mapping[str, Any] | None = None,
    *,
    disguised: bool = False,
) -> str:
    """Return a document of the register as a web page (HTML 5): plain, without scripts, for the firm's site.

    Args:
        doc: what is printed.
        kind: which document.
        overrides: of the legal texts.
        disguised: whether e-mail addresses are written in words, hidden from those who gather them (R-08).
    """
    texts = legal_texts(doc.language, overrides)
    blocks = _BLOCKS[kind](doc, texts)
    title = f"{texts(f'{kind}.title')}: {doc.description.controller.name}".rstrip(": ")
    draft = texts("notice.draft") if is_draft(doc, blocks) else ""
    return page_html(Page(title, doc.language, _foot(doc.description.controller), draft, disguised), blocks)


def document_blocks(
    doc: PrintedDescription, kind: DocumentKind, overrides: Mapping[str, Any] | None = None
) -> list[Block]:
    """Return what a document consists of."""
    return _BLOCKS[kind](doc, legal_texts(doc.language, overrides))


def is_draft(doc: PrintedDescription, blocks: list[Block]) -> bool:
    """Tell whether a document is not the one in force: it has not been published, or something is missing from it."""
    return doc.draft or any(isinstance(block, Missing) for block in blocks)


def _pdf(doc: PrintedDescription, texts: LegalTexts, kind: str, blocks: list[Block]) -> bytes:
    firm = doc.description.controller
    published = doc.approval.published_on
    marks = [finnish_form(published) if published else day(doc.printed_on)]
    if doc.version:
        marks.append(texts("notice.version", version=doc.version))
    if doc.description.dated and not published and _differs(doc.description.dated, doc.printed_on):
        marks.append(texts("notice.drafted", date=finnish_form(doc.description.dated)))
    label = texts.words("notice.fields")["business_id"]
    head = Head(
        sender=(firm.name, *filter(None, (firm.business_id and f"{label} {firm.business_id}",))),
        kind=texts(f"{kind}.kind"),
        marks=tuple(marks),
        foot=_foot(firm),
        draft=texts("notice.draft") if is_draft(doc, blocks) else "",
    )
    out, title = BytesIO(), texts(f"{kind}.title")
    pdf = TaggedPdf(out, Metadata(title, firm.name or title, doc.printed_on, doc.language))
    Flow(pdf, head).set(blocks)
    pdf.finish()
    return out.getvalue()


def _differs(dated: str, printed_on: dt.date) -> bool:
    return dated != printed_on.isoformat()


def _foot(firm: Controller) -> str:
    return " · ".join(filter(None, (firm.name, firm.address, firm.phone, firm.email)))
