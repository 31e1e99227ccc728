"""What the supervisor is shown: the record of processing (Art. 30(1)) and the processor's (30(2)), as blocks."""

from collections.abc import Iterable, Iterator

from asiakasrekisteri.domain.description import PrintedDescription, ProcessedFor
from asiakasrekisteri.domain.typography import finnish_form, start_upper
from asiakasrekisteri.reports import description_tables as tables
from asiakasrekisteri.reports.blocks import Block, Cell, Heading, Paragraph, Table
from asiakasrekisteri.reports.description_parts import Parts, cells
from asiakasrekisteri.reports.legal import LegalTexts
from asiakasrekisteri.reports.notices import numbered
from asiakasrekisteri.reports.text import bold

PROCESSING_KINDS = ("web_hosting", "mail", "server", "other")
"""Kinds of products whose customers' data the firm processes for them, in the order of the record."""


def record_blocks(doc: PrintedDescription, texts: LegalTexts) -> list[Block]:
    """Return the contents of the seloste käsittelytoimista in the order of Art. 30(1)(a)–(g)."""
    parts = Parts(doc, texts)
    sections = {
        "controller": parts.controller(),
        "contact": parts.contact(dated=True),
        "purposes": parts.purpose_table() + parts.interests() + parts.balancing(),
        "subjects": parts.subjects(),
        "contents": tables.contents_with_purposes(parts),
        "sources": tables.source_table(parts),
        "recipients": tables.recipients(parts),
        "transfers": tables.transfers(parts),
        "retention": tables.time_limits(parts),
        "protection": parts.protection_by_kind(),
        "review": _review(parts),
    }
    return [*_opening(parts, "record"), *parts.parts(), *numbered(sections, "record", texts)]


def processor_blocks(doc: PrintedDescription, texts: LegalTexts) -> list[Block]:
    """Return the contents of the processor's record in the order of Art. 30(2)(a)–(d)."""
    parts = Parts(doc, texts)
    sections: dict[str, list[Block]] = {
        "controller": parts.controller(),
        "contact": parts.contact(),
        "categories": _categories(parts),
        "controllers": _controllers(parts),
        "subprocessors": _subprocessors(parts),
        "transfers": tables.transfers(parts),
        "protection": parts.protection_by_kind(),
        "review": [parts.approval()],
    }
    return [*_opening(parts, "processor"), *numbered(sections, "processor", texts)]


def _opening(parts: Parts, kind: str) -> list[Block]:
    texts, name = parts.texts, parts.own.name(parts.doc.description.register_name)
    blocks: list[Block] = [Heading(1, texts(f"{kind}.title"))]
    if name and kind == "record":
        blocks.append(Paragraph(bold(name, ""), wide=True, keep=True))
    blocks += [Paragraph(texts(f"{kind}.law"), note=True, wide=True), Paragraph(texts(f"{kind}.note"))]
    return [*blocks, *parts.untranslated()]


def _review(parts: Parts) -> list[Block]:
    texts, reviews = parts.texts, parts.doc.reviews
    blocks: list[Block] = [parts.approval()]
    if not parts.doc.approval.next_review_on:
        blocks.append(parts.missing("review"))
    if not reviews:
        return [*blocks, Paragraph(texts("record.reviews_none"))]
    rows = tuple(cells(finnish_form(one.on), one.by, one.findings) for one in reviews)
    return [*blocks, Table(texts.lines("record.reviews_heads"), (28, 42, 77), rows)]


def _categories(parts: Parts) -> list[Block]:
    if parts.doc.processed is None:
        return [parts.missing("processed")]
    kinds, tasks = parts.texts.words("processor.kinds"), parts.texts.words("processor.tasks")
    used = {one.kind for one in parts.doc.processed}
    if not used:
        return [Paragraph(parts.texts("processor.controllers_none"))]
    rows = tuple(cells(kinds[kind], start_upper(tasks[kind])) for kind in PROCESSING_KINDS if kind in used)
    return [Table(parts.texts.lines("processor.categories_heads"), (46, 101), rows)]


def _controllers(parts: Parts) -> list[Block]:
    if parts.doc.processed is None:
        return [parts.missing("processed")]
    if not parts.doc.processed:
        return [Paragraph(parts.texts("processor.controllers_none"))]
    heads = parts.texts.lines("processor.controllers_heads")
    rows = _processed_rows(parts, parts.doc.processed)
    return [Table(heads, (64, 56, 50), rows, wide=True, continued=parts.texts("processor.controllers"))]


def _processed_rows(parts: Parts, processed: Iterable[ProcessedFor]) -> Iterator[tuple[Cell, ...]]:
    kinds = parts.texts.words("processor.kinds")
    for one in processed:
        yield Cell(one.controller), Cell(one.contact), Cell(kinds[one.kind], (_services(parts, one),))


def _services(parts: Parts, one: ProcessedFor) -> str:
    if one.since:
        return parts.texts("processor.services", n=str(one.services), since=finnish_form(one.since))
    return parts.texts("processor.services_undated", n=str(one.services))


def _subprocessors(parts: Parts) -> list[Block]:
    named = [one for one in parts.doc.description.recipients if one.kind == "processor" and one.name]
    if not named:
        return [Paragraph(parts.texts("processor.subprocessors_none"))]
    return [tables.recipient_table(parts, named)]
