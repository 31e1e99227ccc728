"""One person's extract (GDPR Art. 15), collected by the catalogue: no note, detail or former value is forgotten."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from sqlalchemy import select

from asiakasrekisteri.domain.categories import CATEGORY_TITLES
from asiakasrekisteri.domain.extract import Extract, ExtractItem, ExtractSection, ExtractView, Letter
from asiakasrekisteri.domain.fields import DataCategory
from asiakasrekisteri.domain.formats import FINLAND
from asiakasrekisteri.domain.marketing import is_marketing
from asiakasrekisteri.domain.permissions import Permission, Role
from asiakasrekisteri.domain.phones import show_phone
from asiakasrekisteri.domain.progress import SILENT, Progress
from asiakasrekisteri.domain.retention import Rule
from asiakasrekisteri.domain.texts import _, speaking
from asiakasrekisteri.domain.thirdparties import Circle, masked, proposed
from asiakasrekisteri.reports import extract as extract_report
from asiakasrekisteri.reports.legal import legal_texts
from asiakasrekisteri.store.models import Address, Customer, Firm, LogEntry, LogItem, Person, Register
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.customers import full_name
from asiakasrekisteri.usecases.gate import Seen, use_case
from asiakasrekisteri.usecases.privacy.collecting import own_rows, relation_ended, rules
from asiakasrekisteri.usecases.privacy.describing import controller
from asiakasrekisteri.usecases.privacy.keeping import Keeping, financial_periods, keeping, keeping_of
from asiakasrekisteri.usecases.privacy.lines import Line, former, present
from asiakasrekisteri.usecases.privacy.recognising import circle_of
from asiakasrekisteri.usecases.records import got
from asiakasrekisteri.usecases.sameness import same_persons

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
    known, ended_on, periods = rules(work), relation_ended(work, person_id), financial_periods(work)
    rows, ids = list(own_rows(work, person_id)), same_persons(work, person_id)
    circle = circle_of(work, ids, rows)
    items: dict[DataCategory, list[ExtractItem]] = {}
    for line in [*present(work, rows), *former(work, ids, rows)]:
        rule = known[line.category.value]
        kept = keeping(rule, ended_on) if line.row is None else keeping_of(line.row, rule, ended_on, periods)
        items.setdefault(line.category, []).append(_item(line, rule, kept, circle))
    for category, title in CATEGORY_TITLES.items():
        if category in items:
            yield ExtractSection(category.value, _(title), tuple(items[category]))


def _item(line: Line, rule: Rule, kept: Keeping, circle: Circle) -> ExtractItem:
    return ExtractItem(
        label=line.label,
        value=masked(line.value, proposed(line.value, circle)),
        source=line.origin.source_label if line.origin else "",
        source_date=line.origin.date if line.origin else "",
        purpose=rule.purpose,
        basis=rule.basis,
        keep_until=kept[0],
        keep_reason=kept[1],
    )


def _views(work: Work, person_id: int) -> Iterable[ExtractView]:
    rows = work.session.execute(
        select(LogEntry.at, LogEntry.purpose, LogEntry.role)
        .join(LogItem, LogItem.log_id == LogEntry.id)
        .where(LogItem.person_id.in_(same_persons(work, person_id)), LogItem.action == "view")
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
