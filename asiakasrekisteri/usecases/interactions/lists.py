"""Interactions as a list: the ids at once, the newest first, and the rows page by page."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, or_, select

from asiakasrekisteri.domain.formats import FINLAND
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.personname import spoken_form
from asiakasrekisteri.store import search
from asiakasrekisteri.store.models import Attachment, Customer, Interaction, Participant, Person, User
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.gate import nothing, use_case
from asiakasrekisteri.usecases.hiding import HIDDEN
from asiakasrekisteri.usecases.lists import IdList, found_inside, read_ids
from asiakasrekisteri.usecases.restrictions import restricted_persons

_MOST_HITS = 2_000
_FEW = 500
"""So few customers or persons that a text may mean by name; of more, it means a word of the interaction itself."""


@dataclass(frozen=True, slots=True)
class InteractionFilter:
    """What of the interactions is listed; what is not said does not narrow.

    Attributes:
        query: words of the text, of a participant, of an attachment's name, or the name of a customer or person.
        kind: see `INTERACTION_KINDS`.
        state: "open" or "closed".
        customer_id, person_id: whose.
        since, until: first and last Finnish day.
    """

    query: str = ""
    kind: str = ""
    state: str = ""
    customer_id: int | None = None
    person_id: int | None = None
    since: dt.date | None = None
    until: dt.date | None = None


@dataclass(frozen=True, slots=True)
class InteractionRow:
    """An interaction in a list; `people` names those who took part, `who` the user who wrote it down."""

    id: int
    version: int
    kind: str
    direction: str
    at: dt.datetime
    subject: str
    state: str
    customer_id: int | None
    customer: str
    people: str
    attachments: int
    recorded: bool
    who: str


EVERYTHING = InteractionFilter()


@use_case(Permission.INTERACTION_READ, discloses=nothing, writes=False)
def list_interactions(work: Work, wanted: InteractionFilter = EVERYTHING) -> IdList:
    """Return the ids of the interactions that match, the newest first."""
    total = work.session.scalar(select(func.count()).select_from(Interaction)) or 0
    statement = _narrowed(select(Interaction.id), wanted).order_by(Interaction.at.desc(), Interaction.id.desc())
    if wanted.query.strip():
        statement = statement.where(or_(*_matching(work, wanted.query)))
    return IdList(read_ids(work, statement), total)


def _narrowed(statement: Select[Any], wanted: InteractionFilter) -> Select[Any]:
    for name in ("kind", "state", "customer_id"):
        if (value := getattr(wanted, name)) not in ("", None):
            statement = statement.where(getattr(Interaction, name) == value)
    if wanted.person_id is not None:
        statement = statement.where(of_persons([wanted.person_id]))
    if wanted.since is not None:
        statement = statement.where(Interaction.at >= _midnight(wanted.since))
    if wanted.until is not None:
        statement = statement.where(Interaction.at < _midnight(wanted.until + dt.timedelta(days=1)))
    return statement


def of_persons(ids: Sequence[int]) -> Any:
    """Return the condition of interactions in which any of the persons took part, or of their own customerships."""
    took_part = select(Participant.interaction_id).where(Participant.person_id.in_(ids))
    own = select(Customer.id).where(Customer.person_id.in_(ids))
    return or_(Interaction.id.in_(took_part), Interaction.customer_id.in_(own))


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(), FINLAND)


def _matching(work: Work, query: str) -> list[Any]:
    connection = work.session.connection()
    hits = found_inside(work, query, _MOST_HITS)
    conditions = [Interaction.id.in_([hit.id for hit in hits if hit.kind == "interaction"])]
    customers = search.matching(connection, "customer", query)
    if 0 < len(customers) <= _FEW:
        conditions.append(Interaction.customer_id.in_(customers))
    persons = search.matching(connection, "person", query)
    if 0 < len(persons) <= _FEW:
        conditions.append(of_persons(persons))
    return conditions


@use_case(Permission.INTERACTION_READ, discloses=nothing, writes=False)
def interaction_rows(work: Work, ids: Sequence[int]) -> tuple[InteractionRow, ...]:
    """Return a page of the list; what stays on the screen is logged by `note_seen`."""
    files = (
        select(func.count())
        .where(Attachment.interaction_id == Interaction.id, Attachment.complete, Attachment.kind != "recording")
        .scalar_subquery()
    )
    found = work.session.execute(
        select(Interaction, func.coalesce(Customer.name, ""), files, func.coalesce(User.name, ""))
        .outerjoin(Customer, Customer.id == Interaction.customer_id)
        .outerjoin(User, User.id == Interaction.user_id)
        .where(Interaction.id.in_(ids))
    )
    people, hidden = names_of_participants(work, ids), restricted_ones(work, ids)
    rows = {
        one.id: InteractionRow(
            id=one.id,
            version=one.version,
            kind=one.kind,
            direction=one.direction or "",
            at=one.at,
            subject=HIDDEN if one.id in hidden else one.subject,
            state=one.state,
            customer_id=one.customer_id,
            customer=customer,
            people=", ".join(people.get(one.id, ())),
            attachments=count,
            recorded=one.recorded,
            who=who,
        )
        for one, customer, count, who in found
    }
    return tuple(rows[i] for i in ids if i in rows)


def restricted_ones(work: Work, ids: Sequence[int]) -> frozenset[int]:
    """Return the interactions that tell of somebody whose data are only stored for now (GDPR Art. 18)."""
    persons = restricted_persons(work)
    if not persons:
        return frozenset()
    asked = select(Interaction.id).where(Interaction.id.in_(ids), of_persons(sorted(persons)))
    return frozenset(work.session.scalars(asked))


def names_of_participants(work: Work, ids: Sequence[int]) -> dict[int, list[str]]:
    """Return the names of those who took part, by interaction, in their order and each once."""
    asked = (
        select(Participant.interaction_id, Participant.written, Participant.address, Person)
        .outerjoin(Person, Person.id == Participant.person_id)
        .where(Participant.interaction_id.in_(ids))
        .order_by(Participant.id)
    )
    names: dict[int, dict[str, None]] = {}
    for interaction, written, address, person in work.session.execute(asked):
        if name := name_of(person) or written or address:
            names.setdefault(interaction, {})[name] = None
    return {interaction: list(said) for interaction, said in names.items()}


def name_of(person: Person | None) -> str:
    """Return a person's name as spoken; empty when nobody is known."""
    return "" if person is None else spoken_form(person.first_names or "", person.last_name)
