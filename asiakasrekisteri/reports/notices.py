"""What people are told: tietosuojaseloste (GDPR Art. 13–14) and the rekisteriseloste in nine parts, as blocks."""

from collections.abc import Iterable, Iterator, Mapping

from asiakasrekisteri.domain.description import PrintedDescription, Statement
from asiakasrekisteri.domain.marketing import is_marketing
from asiakasrekisteri.domain.truth import RIGHT_OF
from asiakasrekisteri.domain.typography import finnish_form
from asiakasrekisteri.reports import description_tables as tables
from asiakasrekisteri.reports.blocks import Block, Box, Bullets, Heading, Missing, Paragraph
from asiakasrekisteri.reports.description_parts import Parts, leads
from asiakasrekisteri.reports.legal import LegalTexts, held_rights
from asiakasrekisteri.reports.text import bold

ELECTRONIC = ("technical", "organisational", "physical")
PAPER = ("paper",)


def notice_blocks(doc: PrintedDescription, texts: LegalTexts) -> list[Block]:
    """Return the contents of the tietosuojaseloste in order."""
    parts = Parts(doc, texts)
    sections = {
        "controller": parts.controller(),
        "contact": parts.contact(),
        "purposes": parts.purpose_table() + parts.interests(),
        "subjects": parts.subjects(),
        "contents": tables.contents(parts),
        "sources": tables.source_table(parts),
        "recipients": tables.recipients(parts),
        "transfers": tables.transfers(parts),
        "retention": tables.retention(parts),
        "protection": parts.protection((*ELECTRONIC, *PAPER), "protection"),
        "necessity": parts.necessity(),
        "automated": parts.automated(),
        "rights": _rights(parts),
    }
    blocks: list[Block] = [Heading(1, texts("notice.title"))]
    if doc.description.register_name:
        name = parts.own.name(doc.description.register_name)
        blocks.append(Paragraph(bold(name, ""), wide=True, keep=True))
    blocks += [Paragraph(texts("notice.law"), note=True, wide=True), Paragraph(texts("notice.intro"))]
    blocks += [*parts.untranslated(), *parts.parts()]
    blocks += numbered(sections, "notice", texts)
    blocks.append(Heading(2, f"{len(sections) + 1} {texts('complaint.heading')}"))
    return [*blocks, *complaint_blocks(doc.supervisor, texts), *approval_note(doc, texts)]


def traditional_blocks(doc: PrintedDescription, texts: LegalTexts) -> list[Block]:
    """Return the contents of the nine-part rekisteriseloste in order; the firm's words on rights come after them."""
    parts = Parts(doc, texts)
    sections = {
        "controller": parts.controller(),
        "contact": parts.contact(),
        "register": parts.register(),
        "purposes": parts.purpose_list(),
        "contents": _old_contents(parts),
        "sources": tables.source_list(parts),
        "recipients": tables.recipients(parts),
        "transfers": tables.transfers(parts),
        "protection": [
            Heading(3, texts("traditional.paper")),
            *parts.protection(PAPER, "paper"),
            Heading(3, texts("traditional.electronic")),
            *parts.protection(ELECTRONIC, "protection"),
        ],
    }
    blocks: list[Block] = [Heading(1, texts("traditional.title")), Paragraph(texts("traditional.note"), note=True)]
    blocks += [*parts.untranslated(), *numbered(sections, "traditional", texts)]
    if doc.description.rights:
        own = Bullets(tuple(parts.own(right.text) for right in doc.description.rights))
        blocks += [Heading(2, texts("traditional.own_rights")), own]
    return [*blocks, *approval_note(doc, texts)]


def numbered(sections: Mapping[str, list[Block]], kind: str, texts: LegalTexts) -> Iterator[Block]:
    """Yield sections under their numbered headings; `kind` names the texts that hold those."""
    for number, (key, content) in enumerate(sections.items(), start=1):
        yield Heading(2, f"{number} {texts(f'{kind}.{key}')}")
        yield from content


def complaint_blocks(lines: tuple[str, ...], texts: LegalTexts) -> list[Block]:
    """Return the right to complain and the supervisor's contact details, the shipped ones if the office has no own."""
    contact = "\n".join(lines or texts.lines("supervisor.lines"))
    return [Paragraph(texts("complaint.text"), keep=True), Paragraph(contact, whole=True)]


def approval_note(doc: PrintedDescription, texts: LegalTexts) -> list[Block]:
    """Return version, publication, approver and next review in one line; nothing for what was not published."""
    approved = doc.approval
    if not approved.published_on:
        return []
    said = [
        texts("notice.version", version=doc.version),
        texts("notice.published", date=finnish_form(approved.published_on)),
        texts("notice.approved", name=approved.approver),
        texts("notice.next_review", date=finnish_form(approved.next_review_on)),
    ]
    return [Paragraph(" · ".join(said), note=True)]


def _old_contents(parts: Parts) -> list[Block]:
    groups: list[Block] = []
    if parts.doc.description.subject_groups:
        groups = [Heading(3, parts.texts("traditional.subjects")), *parts.subjects()]
        groups.append(Heading(3, parts.texts("traditional.data")))
    return [*groups, *tables.contents(parts), *tables.own_retention(parts)]


def _rights(parts: Parts) -> list[Block]:
    texts, purposes = parts.texts, parts.doc.description.purposes
    bases = frozenset(p.basis for p in purposes if p.basis)
    marketing = any(is_marketing(p.code, p.text) for p in purposes)
    blocks: list[Block] = [leads(texts.rights(bases))]
    objection = texts.objection(bases, marketing=marketing)
    if objection:
        blocks.append(Box(texts("objection.title"), objection))
    if not bases:
        blocks.append(Missing(texts("missing.lead"), texts("missing.rights")))
    held = held_rights(bases, marketing=marketing) if bases else None
    own = tuple(parts.own(right.text) for right in _lawful(parts.doc.description.rights, held))
    if own:
        blocks += [Heading(3, texts("notice.own_rights")), Bullets(own)]
    return [*blocks, Heading(3, texts("exercise.heading")), Paragraph(texts("exercise.text"))]


def _lawful(rights: Iterable[Statement], held: frozenset[str] | None) -> Iterator[Statement]:
    """Yield the firm's own words on the rights that its bases give; on all while it has not told the bases."""
    for right in rights:
        if held is None or right.code is None or RIGHT_OF.get(right.code, right.code) in held:
            yield right
