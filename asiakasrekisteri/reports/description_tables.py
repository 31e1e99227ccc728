"""What the register holds, where it comes from, where it goes and how long it is kept, as tables of the documents."""

from collections.abc import Iterable, Iterator

from asiakasrekisteri.domain.countries import country_name
from asiakasrekisteri.domain.description import RecipientStatement, Transfer
from asiakasrekisteri.domain.typography import finnish_form, start_upper
from asiakasrekisteri.reports.blocks import Block, Bullets, Cell, Heading, Paragraph, Table
from asiakasrekisteri.reports.description_parts import Parts, begun, cells, labelled
from asiakasrekisteri.reports.text import Rich, joined, plain

_NEEDS_COPY = ("scc", "bcr")
"""Grounds of transfer whose safeguards can be had as a copy (Art. 13(1)(f))."""


def contents(parts: Parts) -> list[Block]:
    """Return the firm's own list first, then what the register has a place for, as the catalogue knows it."""
    own, places = parts.doc.description.data_categories, parts.doc.contents
    blocks: list[Block] = [Bullets(tuple(parts.own(category.text) for category in own))] if own else []
    if places:
        blocks.append(Paragraph(parts.texts("notice.places"), keep=True))
        lines = tuple(cells(place.title, start_upper("; ".join(place.fields))) for place in places)
        blocks.append(Table(parts.texts.lines("notice.places_heads"), (46, 101), lines))
    return blocks or [parts.missing("contents")]


def contents_with_purposes(parts: Parts) -> list[Block]:
    """Return the categories with what they hold and why each is processed (Art. 30(1)(c))."""
    own, places = parts.doc.description.data_categories, parts.doc.contents
    blocks: list[Block] = [Bullets(tuple(parts.own(category.text) for category in own))] if own else []
    if places:
        lines = tuple(
            cells(place.title, start_upper("; ".join(place.fields)), start_upper(place.purpose)) for place in places
        )
        blocks.append(Table(parts.texts.lines("record.contents_heads"), (42, 75, 53), lines, wide=True))
    return blocks or [parts.missing("contents")]


def source_table(parts: Parts) -> list[Block]:
    """Return the sources, what each gives and whether it is public (Art. 14(2)(f))."""
    sources = parts.doc.description.sources
    if not sources:
        return [parts.missing("sources")]
    answers = {True: parts.texts("notice.yes"), False: parts.texts("notice.no")}
    told = [
        (
            parts.own.name(s.name) if s.name else parts.own(s.what),
            parts.own(s.what) if s.name else "",
            answers[s.kind == "public_register"],
        )
        for s in sources
    ]
    heads = parts.texts.lines("notice.sources_heads")
    if not any(what for _name, what, _public in told):
        return [Table((heads[0], heads[2]), (115, 32), tuple(cells(begun(name), public) for name, _w, public in told))]
    return [Table(heads, (58, 63, 26), tuple(cells(begun(name), begun(what), public) for name, what, public in told))]


def source_list(parts: Parts) -> list[Block]:
    """Return the sources as a list."""
    items = tuple(labelled(parts.own.name(s.name), parts.own(s.what)) for s in parts.doc.description.sources)
    return [Bullets(items)] if items else [parts.missing("sources")]


def recipients(parts: Parts) -> list[Block]:
    """Return general statements as a list, named recipients as a table (Art. 13(1)(e))."""
    all_of_them = parts.doc.description.recipients
    if not all_of_them:
        return [parts.missing("recipients")]
    general = tuple(
        labelled(parts.own(r.name) if r.kind == "general" else parts.own.name(r.name), parts.own(r.task))
        for r in all_of_them
        if r.kind == "general" or not r.name
    )
    named = [r for r in all_of_them if r.kind != "general" and r.name]
    blocks: list[Block] = [Bullets(general)] if general else []
    return [*blocks, recipient_table(parts, named)] if named else blocks


def recipient_table(parts: Parts, named: Iterable[RecipientStatement]) -> Table:
    """Return recipients with task, position, country and the day of the contract (Art. 28)."""
    positions = parts.texts.words("notice.positions")
    lines = tuple(
        (
            Cell(parts.own.name(r.name), tuple(_notes(parts, r))),
            Cell(begun(parts.own(r.task))),
            Cell(start_upper(positions.get(r.kind, ""))),
        )
        for r in named
    )
    return Table(parts.texts.lines("notice.recipients_heads"), (57, 52, 38), lines)


def transfers(parts: Parts) -> list[Block]:
    """Return the transfers outside the EEA and their safeguards (Art. 13(1)(f))."""
    said = parts.doc.description.transfers
    told: list[Block] = [Paragraph(parts.own(said.text))] if said.text else []
    if said.outside_eea == "no":
        return told or [Paragraph(parts.texts("notice.transfers_no"))]
    if said.outside_eea == "unknown":
        return [*told, parts.missing("transfers")]
    if said.places:
        lines = tuple(
            (Cell(place.recipient), Cell(country_name(place.country, parts.doc.language)), _ground(parts, place))
            for place in said.places
        )
        told.append(Table(parts.texts.lines("notice.transfers_heads"), (52, 35, 60), lines))
    whole = said.places and all(map(_is_whole, said.places))
    return told if whole else [*told, parts.missing("safeguards")]


def retention(parts: Parts) -> list[Block]:
    """Return how long each category is kept (Art. 13(2)(a)): the firm's own statements, then the rules in force."""
    told = dict(_told_times(parts))
    lines = [(title, Cell(time)) for title, time in told.items()]
    lines += [
        (place.title, Cell(place.keep, tuple(filter(None, (place.keep_reason,)))))
        for place in parts.doc.contents
        if place.keep and place.title not in told
    ]
    if not lines:
        return [parts.missing("retention")]
    rows = tuple((Cell(title), time) for title, time in lines)
    return [Table(parts.texts.lines("notice.retention_heads"), (46, 101), rows)]


def time_limits(parts: Parts) -> list[Block]:
    """Return the time limits of each category with the ground of each (Art. 30(1)(f))."""
    told = dict(_told_times(parts))
    rows = [cells(title, time, "") for title, time in told.items()]
    rows += [
        cells(place.title, place.keep, place.keep_reason)
        for place in parts.doc.contents
        if place.keep and place.title not in told
    ]
    if not rows:
        return [parts.missing("retention")]
    return [Table(parts.texts.lines("record.retention_heads"), (42, 60, 68), tuple(rows), wide=True)]


def own_retention(parts: Parts) -> list[Block]:
    """Return the firm's own statements on the times of keeping, where it has any."""
    told = tuple(labelled(title, time) for title, time in _told_times(parts))
    return [Heading(3, parts.texts("traditional.retention")), Bullets(told)] if told else []


def _told_times(parts: Parts) -> Iterator[tuple[str, Rich]]:
    titles = {c.code: start_upper(plain(parts.own(c.text))) for c in parts.doc.description.data_categories}
    titles |= {place.code: place.title for place in parts.doc.contents}
    titles[""] = parts.texts("notice.all_categories")
    times: dict[str, list[Rich]] = {}
    for statement in parts.doc.description.retention:
        title = titles.get(statement.category, parts.texts("notice.other_categories"))
        times.setdefault(title, []).append(parts.own(statement.text))
    for title, told in times.items():
        first, *others = told
        yield title, joined(first, *(part for more in others for part in ("\n", more)))


def _notes(parts: Parts, recipient: RecipientStatement) -> Iterator[str]:
    texts = parts.texts
    if recipient.business_id:
        yield texts("notice.recipient_id", code=recipient.business_id)
    if recipient.under:
        yield texts("notice.recipient_under", name=recipient.under)
    if recipient.country:
        yield texts("notice.recipient_place", country=country_name(recipient.country, parts.doc.language))
    if recipient.dpa_signed_on:
        yield texts("notice.recipient_dpa", date=finnish_form(recipient.dpa_signed_on))


def _ground(parts: Parts, place: Transfer) -> Cell:
    copy = parts.texts("notice.transfers_copy", reference=place.reference) if place.reference else ""
    ground = parts.texts.mechanism(place.mechanism) or parts.texts("missing.basis_cell")
    return Cell(start_upper(ground), tuple(filter(None, (copy,))))


def _is_whole(place: Transfer) -> bool:
    return bool(place.mechanism and place.country) and bool(place.reference or place.mechanism not in _NEEDS_COPY)
