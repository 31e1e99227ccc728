"""One person's extract (GDPR Art. 15), collected by the catalogue: no note, detail or former value is forgotten."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from sqlalchemy import select

from asiakasrekisteri.domain.categories import CATEGORY_TITLES
from asiakasrekisteri.domain.extract import Extract, ExtractItem, ExtractSection, ExtractView, Letter
from asiakasrekisteri.domain.fields import DataCategory, FieldKind, FieldSpec, Origin
from asiakasrekisteri.domain.formats import FINLAND, as_text, day
from asiakasrekisteri.domain.permissions import Permission, Role
from asiakasrekisteri.domain.phones import normalise_phone, show_phone
from asiakasrekisteri.domain.progress import SILENT, Progress
from asiakasrekisteri.domain.retention import Rule
from asiakasrekisteri.domain.texts import _, speaking
from asiakasrekisteri.reports import extract as extract_report
from asiakasrekisteri.reports.legal import is_marketing, legal_texts
from asiakasrekisteri.store.changes import restored
from asiakasrekisteri.store.models import (
    Address,
    Change,
    ContactRole,
    Customer,
    Entity,
    Firm,
    LogEntry,
    LogItem,
    Person,
    Register,
    Source,
    entities,
)
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.customers import full_name
from asiakasrekisteri.usecases.gate import Seen, use_case
from asiakasrekisteri.usecases.privacy.description import controller
from asiakasrekisteri.usecases.privacy.holdings import Held, held, keeping, relation_ended, rules
from asiakasrekisteri.usecases.records import got

LETTER_LANGUAGE = "fi"
"""Letters are in Finnish until their texts are there in the person's own language."""


@dataclass(frozen=True, slots=True)
class CollectedExtract:
    """An extract and whose it is."""

    person_id: int
    extract: Extract


def _seen(result: CollectedExtract) -> Sequence[Seen]:
    return (Seen("person", result.person_id, result.person_id),)


@use_case(Permission.EXTRACT_PRINT, discloses=_seen)
def collect_extract(work: Work, person_id: int, request: str = "") -> CollectedExtract:
    """Collect everything held about one person, ready to print; the making of the extract is logged."""
    person = got(work, Person, person_id)
    work.log("extract", "person", person_id, person_id=person_id)
    with speaking(LETTER_LANGUAGE):
        return CollectedExtract(person_id, _extract(work, person, request))


def _extract(work: Work, person: Person, request: str) -> Extract:
    texts = legal_texts(LETTER_LANGUAGE)
    firm = controller(work)
    register = work.session.scalar(select(Register).order_by(Register.id).limit(1))
    own = (register.content if register is not None else {}) or {}
    purposes = own.get("purposes", ())
    return Extract(
        person=full_name(person),
        made_on=work.today,
        register_name=register.name if register is not None else "",
        controller=firm.name,
        sections=tuple(_sections(work, person.id)),
        views=tuple(_views(work, person.id)),
        recipients=tuple(filter(None, (f"{r['name']}: {r['task']}".strip(": ") for r in own.get("recipients", ())))),
        transfers=own.get("transfers", {}).get("text") or texts("notice.transfers_no"),
        rights=texts.rights_in_words(
            {p["basis"] for p in purposes if p.get("basis")},
            marketing=any(is_marketing(p.get("code"), p["text"]) for p in purposes),
        ),
        supervisor=texts.lines("supervisor.lines"),
        automated_decisions=texts("extract.automated_none"),
        letter=_letter(work, person, request),
    )


def render_extract(extract: Extract, out: BinaryIO, progress: Progress = SILENT) -> None:
    """Write the extract as PDF, page by page."""
    extract_report.extract_pdf(extract, out, progress)


def _sections(work: Work, person_id: int) -> Iterator[ExtractSection]:
    known, ended_on = rules(work), relation_ended(work, person_id)
    items: dict[DataCategory, list[ExtractItem]] = {}
    for category, label, value, origin in [*_present(work, person_id), *_former(work, person_id)]:
        rule = known[category.value]
        until, why = keeping(rule, ended_on)
        items.setdefault(category, []).append(_item(label, value, origin, rule, until, why))
    for category, title in CATEGORY_TITLES.items():
        if category in items:
            yield ExtractSection(category.value, _(title), tuple(items[category]))


def _item(label: str, value: str, origin: Origin | None, rule: Rule, until: str, why: str) -> ExtractItem:
    return ExtractItem(
        label=label,
        value=value,
        source=origin.source_label if origin else "",
        source_date=origin.date if origin else "",
        purpose=rule.purpose,
        basis=rule.basis,
        keep_until=until,
        keep_reason=why,
    )


_Line = tuple[DataCategory, str, str, Origin | None]


def _present(work: Work, person_id: int) -> Iterator[_Line]:
    """Yield what is held now, the lines of an address or a role as one item."""
    rows: dict[tuple[str, int], list[Held]] = {}
    for datum in held(work, person_id):
        rows.setdefault((datum.row.__tablename__, datum.row.id), []).append(datum)
    for data in rows.values():
        yield from _row_lines(work, data)


def _row_lines(work: Work, data: list[Held]) -> Iterator[_Line]:
    row = data[0].row
    entity = type(row)
    together = [d for d in data if d.field.name in entity.__together__]
    if together:
        words = [_dated(d) if d.field.kind is FieldKind.DATE else as_text(d.field, d.value) for d in together]
        label = _labelled(row, _(entity.__label__))
        yield together[0].field.category, label, ", ".join([*words, *_context(work, row)]), together[0].origin
    qualifier = entity.__qualifier__
    for d in data:
        if d not in together and d.field.name != qualifier and not _repeats(d, data):
            yield d.field.category, _labelled(row, _(d.field.label)), as_text(d.field, d.value), d.origin


def _dated(datum: Held) -> str:
    return f"{_(datum.field.label).lower()} {as_text(datum.field, datum.value)}"


def _repeats(datum: Held, data: list[Held]) -> bool:
    """Tell whether a phone number as written says no more than the number itself."""
    if datum.field.name != "written":
        return False
    return any(d.field.name == "number" and d.value == normalise_phone(datum.value) for d in data)


def _labelled(row: Entity, label: str) -> str:
    qualifier = type(row).__qualifier__
    if not qualifier:
        return label
    return f"{label} ({as_text(row.spec()[qualifier], getattr(row, qualifier))})"


def _context(work: Work, row: Entity) -> list[str]:
    """Name the customer of a role; a private customer by number only, for the name is another person's."""
    if not isinstance(row, ContactRole):
        return []
    customer = got(work, Customer, row.customer_id)
    if customer.person_id is not None and customer.person_id != row.person_id:
        return [_("asiakas numero {number}").format(number=customer.number)]
    return [customer.name]


def _former(work: Work, person_id: int) -> Iterator[_Line]:
    """Yield every former value that is still in the history, with the source of what replaced it."""
    specs = {e.__tablename__: {f.name: f for f in e.spec()} for e in entities()}
    rows = work.session.execute(
        select(Change, Source.code, Source.name)
        .outerjoin(Source, Source.id == Change.source_id)
        .where(Change.person_id == person_id, Change.action != "create")
        .order_by(Change.id)
    )
    for change, code, source in rows:
        origin = Origin(code or "", _(source) if source else "", change.source_date.isoformat(), "")
        for name, (old, _new) in change.values.items():
            spec = specs.get(change.entity, {}).get(name)
            if spec is not None and spec.subject is not None and old not in (None, "", False):
                yield DataCategory.HISTORY, *_former_words(spec, old, change), origin


def _former_words(spec: FieldSpec, old: object, change: Change) -> tuple[str, str]:
    value = as_text(spec, restored(old))
    when = _("{value} (muutettu {day})").format(value=value, day=day(change.source_date))
    return _("{label}, aiempi tieto").format(label=_(spec.label)), when


def _views(work: Work, person_id: int) -> Iterable[ExtractView]:
    rows = work.session.execute(
        select(LogEntry.at, LogEntry.purpose, LogEntry.role)
        .join(LogItem, LogItem.log_id == LogEntry.id)
        .where(LogItem.person_id == person_id, LogItem.action == "view")
        .group_by(LogEntry.id)
        .order_by(LogEntry.id)
    )
    for at, purpose, role in rows:
        seen_at = at.astimezone(FINLAND).isoformat(timespec="minutes")
        yield ExtractView(seen_at, purpose or _("asiakaspalvelu"), _(Role(role).label))


def _letter(work: Work, person: Person, request: str) -> Letter:
    firm = work.session.scalar(select(Firm).limit(1))
    assert firm is not None
    sender = (firm.name, firm.street or "", f"{firm.postcode or ''} {firm.town or ''}".strip())
    contacts = (
        firm.name,
        firm.business_id and f"Y-tunnus {firm.business_id}",
        show_phone(firm.phone or ""),
        firm.email,
    )
    return Letter(
        sender=tuple(filter(None, sender)),
        sender_footer=" · ".join(filter(None, contacts)),
        recipient=tuple(_recipient(work, person)),
        date=work.today,
        reference=request,
        language=LETTER_LANGUAGE,
        signatory=work.actor.name,
    )


def _recipient(work: Work, person: Person) -> Iterator[str]:
    yield full_name(person)
    own = select(Customer.id).where(Customer.person_id == person.id)
    address = work.session.scalar(
        select(Address)
        .where((Address.person_id == person.id) | Address.customer_id.in_(own))
        .order_by(Address.use != "postal", Address.id)
        .limit(1)
    )
    if address is not None:
        yield address.street or ""
        yield f"{address.postcode or ''} {(address.town or '').upper()}".strip()
