"""The register's documents: tietosuojaseloste (GDPR Art. 13–14) and the old rekisteriseloste in its nine parts."""

import datetime as dt
from collections.abc import Mapping
from io import BytesIO
from typing import Any

from asiakasrekisteri.domain.description import Controller, PrintedDescription
from asiakasrekisteri.domain.formats import day
from asiakasrekisteri.domain.typography import finnish_form
from asiakasrekisteri.reports.blocks import Block, Box, Bullets, Heading, Missing, Paragraph
from asiakasrekisteri.reports.description_parts import Parts
from asiakasrekisteri.reports.flow import Flow
from asiakasrekisteri.reports.legal import LegalTexts, is_marketing, legal_texts
from asiakasrekisteri.reports.metadata import Metadata
from asiakasrekisteri.reports.page import Head
from asiakasrekisteri.reports.tagged import TaggedPdf
from asiakasrekisteri.reports.text import bold

ELECTRONIC = ("technical", "organisational", "physical")
PAPER = ("paper",)


def notice(doc: PrintedDescription, overrides: Mapping[str, Any] | None = None) -> bytes:
    """Return the public tietosuojaseloste as a PDF: everything Art. 13 and 14 ask for, rights chosen by legal basis.

    What the description lacks is marked, and a document with such marks is a draft whatever `doc.draft` says.
    """
    texts = legal_texts("fi", overrides)
    return _pdf(doc, texts, "notice", notice_blocks(doc, texts))


def traditional(doc: PrintedDescription, overrides: Mapping[str, Any] | None = None) -> bytes:
    """Return the description in the nine parts of the repealed Henkilötietolaki 10 § as a PDF that says so."""
    texts = legal_texts("fi", overrides)
    return _pdf(doc, texts, "traditional", traditional_blocks(doc, texts))


def notice_blocks(doc: PrintedDescription, texts: LegalTexts) -> list[Block]:
    """Return the contents of the tietosuojaseloste in order."""
    parts = Parts(doc, texts)
    sections = {
        "controller": parts.controller(),
        "contact": parts.contact(),
        "purposes": parts.purpose_table() + parts.interests(),
        "subjects": parts.subjects(),
        "contents": parts.contents(),
        "sources": parts.source_table(),
        "recipients": parts.recipients(),
        "transfers": parts.transfers(),
        "retention": parts.retention(),
        "protection": parts.protection((*ELECTRONIC, *PAPER), "protection"),
        "necessity": parts.necessity(),
        "automated": parts.automated(),
        "rights": _rights(doc, texts),
    }
    blocks: list[Block] = [Heading(1, texts("notice.title"))]
    if doc.description.register_name:
        blocks.append(Paragraph(bold(doc.description.register_name, ""), wide=True, keep=True))
    blocks += [Paragraph(texts("notice.law"), note=True, wide=True), Paragraph(texts("notice.intro"))]
    for number, (key, content) in enumerate(sections.items(), start=1):
        blocks += [Heading(2, f"{number} {texts(f'notice.{key}')}"), *content]
    blocks.append(Heading(2, f"{len(sections) + 1} {texts('complaint.heading')}"))
    return [*blocks, *complaint_blocks(doc.supervisor, texts)]


def traditional_blocks(doc: PrintedDescription, texts: LegalTexts) -> list[Block]:
    """Return the contents of the nine-part rekisteriseloste in order."""
    parts = Parts(doc, texts)
    sections = {
        "controller": parts.controller(),
        "contact": parts.contact(),
        "register": parts.register(),
        "purposes": parts.purpose_list(),
        "contents": parts.contents(),
        "sources": parts.source_list(),
        "recipients": parts.recipients(),
        "transfers": parts.transfers(),
        "protection": [
            Heading(3, texts("traditional.paper")),
            *parts.protection(PAPER, "paper"),
            Heading(3, texts("traditional.electronic")),
            *parts.protection(ELECTRONIC, "protection"),
        ],
    }
    blocks: list[Block] = [Heading(1, texts("traditional.title")), Paragraph(texts("traditional.note"), note=True)]
    for number, (key, content) in enumerate(sections.items(), start=1):
        blocks += [Heading(2, f"{number} {texts(f'traditional.{key}')}"), *content]
    return blocks


def complaint_blocks(lines: tuple[str, ...], texts: LegalTexts) -> list[Block]:
    """Return the right to complain and the supervisor's contact details, the shipped ones if the office has no own."""
    contact = "\n".join(lines or texts.lines("supervisor.lines"))
    return [Paragraph(texts("complaint.text"), keep=True), Paragraph(contact, whole=True)]


def _rights(doc: PrintedDescription, texts: LegalTexts) -> list[Block]:
    purposes = doc.description.purposes
    bases = frozenset(p.basis for p in purposes if p.basis)
    blocks: list[Block] = [Bullets(tuple(bold(name, text) for name, text in texts.rights(bases)))]
    objection = texts.objection(bases, marketing=any(is_marketing(p.code, p.text) for p in purposes))
    if objection:
        blocks.append(Box(texts("objection.title"), objection))
    if not bases:
        blocks.append(Missing(texts("missing.lead"), texts("missing.rights")))
    return [*blocks, Heading(3, texts("exercise.heading")), Paragraph(texts("exercise.text"))]


def _pdf(doc: PrintedDescription, texts: LegalTexts, kind: str, blocks: list[Block]) -> bytes:
    firm = doc.description.controller
    draft = doc.draft or any(isinstance(block, Missing) for block in blocks)
    marks = [day(doc.printed_on)]
    if doc.version:
        marks.append(texts("notice.version", version=doc.version))
    if doc.description.dated and _differs(doc.description.dated, doc.printed_on):
        marks.append(texts("notice.drafted", date=finnish_form(doc.description.dated)))
    head = Head(
        sender=(firm.name, *filter(None, (firm.business_id and f"Y-tunnus {firm.business_id}",))),
        kind=texts(f"{kind}.kind"),
        marks=tuple(marks),
        foot=_foot(firm),
        draft=texts("notice.draft") if draft else "",
    )
    out = BytesIO()
    pdf = TaggedPdf(out, Metadata(texts(f"{kind}.title"), firm.name or texts(f"{kind}.title"), doc.printed_on))
    Flow(pdf, head).set(blocks)
    pdf.finish()
    return out.getvalue()


def _differs(dated: str, printed_on: dt.date) -> bool:
    return dated != printed_on.isoformat()


def _foot(firm: Controller) -> str:
    return " · ".join(filter(None, (firm.name, firm.address, firm.phone, firm.email)))
