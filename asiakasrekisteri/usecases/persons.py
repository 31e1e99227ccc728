"""Persons: list, the page that collects everything held about one, save, reveal of a henkilötunnus."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import func, or_, select

from asiakasrekisteri.domain.errors import FieldError, InvalidInputError
from asiakasrekisteri.domain.fields import EntitySpec, Record
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.personname import list_form
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.store.identity import open_identity
from asiakasrekisteri.store.models import (
    Address,
    ContactRole,
    Customer,
    Email,
    Interaction,
    LogEntry,
    LogItem,
    Participant,
    Person,
    Phone,
    User,
)
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.customers import full_name, rename_private_customers
from asiakasrekisteri.usecases.edits import Edit, Saved, apply_edits, change_row, from_source, new_row
from asiakasrekisteri.usecases.gate import Seen, nothing, use_case
from asiakasrekisteri.usecases.lists import IdList, content_owners, ordered_ids
from asiakasrekisteri.usecases.privacy.collecting import own_rows
from asiakasrekisteri.usecases.privacy.holdings import Holding, holdings
from asiakasrekisteri.usecases.privacy.marketing.prohibiting import prohibited_channels
from asiakasrekisteri.usecases.records import got, to_record, to_records
from asiakasrekisteri.usecases.restrictions import require_unrestricted, restricted_persons, restriction_of
from asiakasrekisteri.usecases.same_person import Linked, Suggestion, found_at, linked_persons, suggest_same
from asiakasrekisteri.usecases.sameness import same_persons

PERSON: EntitySpec = Person.spec()
RESTRICTED, PROTECTED = "restricted", "protected"
"""What is marked of a person in a list: a restriction of processing, and a ban on giving out where she lives."""


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person in a list; `customers` names the first customers she acts for."""

    id: int
    name: str
    customers: str
    email: str
    phone: str
    non_disclosure: bool
    restricted: bool = False


@dataclass(frozen=True, slots=True)
class HeldRole:
    """A role of a person at a customer; `role` is None where the person is the customer herself.

    `linked` tells that it is held in another record of hers, in which it is edited too.
    """

    role: Record | None
    customer_id: int
    customer: str
    kind: str
    number: str
    linked: bool = False


@dataclass(frozen=True, slots=True)
class PersonPage:
    """Everything the person page shows: record and details with origins, roles, and what is held by category.

    Attributes:
        record: the person herself, the henkilötunnus masked.
        name: as spoken.
        details: phones, e-mails and addresses, those of her own customerships among them.
        foreign: which of the details belong to a customership and are edited on its card (entity, id).
        roles: at customers, and the customerships that are her own.
        holdings: what is held, by category.
        views: how many times it has been viewed before, and when last (ISO instant).
        may_reveal: whether the role has been given the key of henkilötunnus.
        restriction: the restriction in force (GDPR Art. 18), which hides the values of everything else.
        linked: the records that are this same person; their details, roles and holdings are on the page too.
        suggestions: the records that may be this same person.
        linked_details: which of the foreign details are in another record of hers (entity, id).
        last_viewer: who viewed it last, by name.
        open_cases: support cases of hers that are still open; none for a role that may not see them.
        prohibited: codes of the channels on which she has prohibited marketing; "all" for every one.
    """

    record: Record
    name: str
    details: tuple[Record, ...]
    foreign: frozenset[tuple[str, int]]
    roles: tuple[HeldRole, ...]
    holdings: tuple[Holding, ...]
    views: int
    last_view: str
    may_reveal: bool
    restriction: Record | None = None
    linked: tuple[Linked, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()
    linked_details: frozenset[tuple[str, int]] = frozenset()
    last_viewer: str = ""
    open_cases: int = 0
    prohibited: tuple[str, ...] = ()


@use_case(Permission.PERSON_READ, discloses=nothing, writes=False)
def list_persons(work: Work, query: str = "", order: str = "name", *, reverse: bool = False, mark: str = "") -> IdList:
    """Return the ids of the persons that match, in order; `order` is "name" or "language".

    `mark` is RESTRICTED or PROTECTED: only those that bear it. When no name or address matches, those are listed in
    whose mails, calls and attachments the words stand.
    """
    equal: dict[str, object] = {"non_disclosure": True} if mark == PROTECTED else {}
    if mark == RESTRICTED:
        equal["id"] = select(Person.id).where(Person.id.in_(restricted_persons(work)))
    found = ordered_ids(work, Person, query, order, reverse, equal)
    if found.ids or not query.strip():
        return found
    return ordered_ids(work, Person, content_owners(work, "person", query), order, reverse, equal)


@use_case(Permission.PERSON_READ, discloses=nothing, writes=False)
def person_rows(work: Work, ids: Sequence[int]) -> tuple[PersonRow, ...]:
    """Return a page of the list; what stays on the screen is logged by `note_seen`."""
    own = select(Customer.id).where(Customer.person_id == Person.id).correlate(Person)
    phone = select(Phone.number).where(or_(Phone.person_id == Person.id, Phone.customer_id.in_(own)))
    email = select(Email.address).where(or_(Email.person_id == Person.id, Email.customer_id.in_(own)))
    found = work.session.execute(
        select(
            Person.id,
            Person.first_names,
            Person.last_name,
            func.coalesce(email.order_by(Email.id).limit(1).scalar_subquery(), ""),
            func.coalesce(phone.order_by(Phone.id).limit(1).scalar_subquery(), ""),
            Person.non_disclosure,
        ).where(Person.id.in_(ids))
    ).all()
    customers, restricted = found_at(work, ids), restricted_persons(work)
    rows = {
        r[0]: PersonRow(r[0], list_form(r[1] or "", r[2]), ", ".join(customers.get(r[0], ())), r[3], r[4], r[5])
        for r in found
    }
    rows |= {i: replace(rows[i], email="", phone="", restricted=True) for i in restricted & rows.keys()}
    return tuple(rows[i] for i in ids if i in rows)


def _page_seen(page: PersonPage) -> Sequence[Seen]:
    linked, suggested = (one.person_id for one in page.linked), (one.person_id for one in page.suggestions)
    return [Seen("person", one, one) for one in dict.fromkeys((page.record.id, *linked, *suggested))]


@use_case(Permission.PERSON_READ, discloses=_page_seen)
def open_person(work: Work, person_id: int) -> PersonPage:
    """Open the page that collects everything held about one person, in whichever of her records."""
    person = got(work, Person, person_id)
    ids = same_persons(work, person_id)
    restriction = restriction_of(work, person_id)
    own = list(own_rows(work, person_id))
    details = [row for row in own if isinstance(row, Phone | Email | Address)]
    views, last = work.session.execute(
        select(func.count(), func.max(LogEntry.at))
        .join(LogItem, LogItem.log_id == LogEntry.id)
        .where(LogItem.person_id.in_(ids), LogItem.action == "view")
    ).one()
    return PersonPage(
        record=to_record(work, person, with_origins=True),
        name=full_name(person),
        details=to_records(work, details),
        foreign=frozenset((row.__tablename__, row.id) for row in details if row.person_id != person_id),
        roles=tuple(_roles(work, ids)),
        holdings=holdings(work, person_id, own),
        views=views,
        last_view=last.isoformat() if views else "",
        may_reveal=work.keys.identity is not None,
        restriction=to_record(work, restriction) if restriction is not None else None,
        linked=linked_persons.body(work, person_id),
        suggestions=suggest_same.body(work, person_id),
        linked_details=frozenset(
            (row.__tablename__, row.id) for row in details if row.person_id in ids and row.person_id != person_id
        ),
        last_viewer=_last_viewer(work, ids) if views else "",
        open_cases=_open_cases(work, ids),
        prohibited=prohibited_channels(work, ids),
    )


def _last_viewer(work: Work, ids: Sequence[int]) -> str:
    """Return the name of the user who viewed the person last."""
    last = (
        select(func.max(LogItem.log_id)).where(LogItem.person_id.in_(ids), LogItem.action == "view").scalar_subquery()
    )
    return (
        work.session.scalar(select(User.name).join(LogEntry, LogEntry.user_id == User.id).where(LogEntry.id == last))
        or ""
    )


def _open_cases(work: Work, ids: Sequence[int]) -> int:
    """Count the open support cases in which a person takes part, or which are of a customership of her own."""
    if not work.actor.may(Permission.INTERACTION_READ):
        return 0
    own = select(Customer.id).where(Customer.person_id.in_(ids))
    taken = select(Participant.interaction_id).where(Participant.person_id.in_(ids))
    hers = or_(Interaction.id.in_(taken), Interaction.customer_id.in_(own))
    cases = select(func.count()).where(Interaction.kind == "support", Interaction.state == "open", hers)
    return work.session.scalar(cases) or 0


def _roles(work: Work, ids: Sequence[int]) -> list[HeldRole]:
    rows = work.session.execute(
        select(ContactRole, Customer)
        .join(Customer, Customer.id == ContactRole.customer_id)
        .where(ContactRole.person_id.in_(ids))
        .order_by(ContactRole.until.is_not(None), ContactRole.id)
    ).all()
    held = [
        HeldRole(
            to_record(work, role, with_origins=True), c.id, c.name, c.kind, c.number, linked=role.person_id != ids[0]
        )
        for role, c in rows
    ]
    own = work.session.scalars(select(Customer).where(Customer.person_id.in_(ids)).order_by(Customer.id))
    return held + [HeldRole(None, c.id, c.name, c.kind, c.number, linked=c.person_id != ids[0]) for c in own]


@use_case(Permission.PERSON_WRITE, discloses=nothing)
def add_person(
    work: Work, values: Mapping[str, object], edits: Sequence[Edit] = (), *, source: str = "customer"
) -> Saved:
    """Store a new person with her details and roles."""
    from_source(work, source)
    person = new_row(work, Person, values)
    apply_edits(work, person, edits)
    return Saved(person.id, work.log_number)


@use_case(Permission.PERSON_WRITE, discloses=nothing)
def save_person(
    work: Work,
    person_id: int,
    version: int,
    values: Mapping[str, object],
    edits: Sequence[Edit] = (),
    *,
    source: str = "customer",
) -> Saved:
    """Save a person's page: given fields, details and roles, nothing else."""
    from_source(work, source)
    person = got(work, Person, person_id, version)
    require_unrestricted(work, person)
    change_row(work, person, values)
    rename_private_customers(work, person)
    apply_edits(work, person, edits)
    return Saved(person.id, work.log_number)


@dataclass(frozen=True, slots=True)
class Revealed:
    """A henkilötunnus in clear, to be shown for a moment only."""

    person_id: int
    value: str


def _revealed(result: Revealed) -> Sequence[Seen]:
    return [Seen("person", result.person_id, result.person_id)]


@use_case(Permission.PERSON_READ, discloses=_revealed)
def reveal_identity_code(work: Work, person_id: int, reason: str) -> Revealed:
    """Show a henkilötunnus for a stated reason, which the log keeps (tietosuojalaki 29 §)."""
    if not reason.strip():
        raise InvalidInputError([FieldError("reason", _("Kirjoita, mihin henkilötunnusta tarvitaan."))])
    work.purpose = reason.strip()
    work.log("reveal", "person", person_id, person_id=person_id)
    return Revealed(person_id, open_identity(work, got(work, Person, person_id)) or "")
