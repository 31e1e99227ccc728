"""What keeps data from being destroyed although their time is over: holds, restrictions, requests in hand.

The sets are small, so they are read once in a unit of work; a query is told of them only where there are any.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import ColumnElement, or_, select

from asiakasrekisteri.domain.texts import N_
from asiakasrekisteri.store.models import Customer, Entity, LegalHold, Request
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.privacy.removal import parts_of
from asiakasrekisteri.usecases.restrictions import restricted_persons
from asiakasrekisteri.usecases.sameness import same_persons

HELD, RESTRICTED, ASKED, DEBT, NEEDED, PERIOD = "held", "restricted", "asked", "debt", "needed", "period"
BEYOND = "beyond"
REASONS = {
    HELD: N_("Hävityskielto"),
    RESTRICTED: N_("Käsittely rajoitettu"),
    ASKED: N_("Pyyntö auki"),
    DEBT: N_("Saatava avoinna"),
    NEEDED: N_("Kuuluu muuhun säilytettävään"),
    PERIOD: N_("Tilikausi puuttuu"),
    BEYOND: N_("Hävitetään käsin"),
}
"""Why something is not destroyed although it is its time, as the list shows it."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Whom something spares: whole persons and customers, and single rows by entity."""

    persons: frozenset[int]
    customers: frozenset[int]
    rows: Mapping[str, frozenset[int]]


@dataclass(frozen=True, slots=True)
class Holdback:
    """What is spared today: by holds, by restrictions, and by requests, for what was asked for is not destroyed."""

    held: Scope
    restricted: Scope
    asked: Scope


def holds_in_force(work: Work) -> ColumnElement[bool]:
    """Match the holds that keep today: one that is to be looked at again keeps until that day, the day included."""
    lasting = or_(LegalHold.until.is_(None), LegalHold.until >= work.today)
    return (LegalHold.since <= work.today) & lasting


def holdback(work: Work) -> Holdback:
    """Return whom and what holds and restrictions spare today."""
    rows: dict[str, set[int]] = defaultdict(set)
    persons: set[int] = set()
    customers: set[int] = set()
    for hold in work.session.scalars(select(LegalHold).where(holds_in_force(work))):
        if hold.entity and hold.entity_id is not None:
            rows[hold.entity].add(hold.entity_id)
        elif hold.person_id is not None:
            persons.update(same_persons(work, hold.person_id))
        elif hold.customer_id is not None:
            customers.add(hold.customer_id)
    held = _scope(work, persons, customers, {entity: frozenset(ids) for entity, ids in rows.items()})
    restricted = _scope(work, set(restricted_persons(work)), set(), {})
    return Holdback(held, restricted, _scope(work, _asking(work), set(), {}))


def _asking(work: Work) -> set[int]:
    """Return those whose requests are in hand, with the records that are the same persons."""
    open_ones = select(Request.person_id).where(Request.closed_on.is_(None), Request.person_id.is_not(None))
    return {one for person in work.session.scalars(open_ones).all() for one in same_persons(work, person or 0)}


def _scope(work: Work, persons: set[int], customers: set[int], rows: Mapping[str, frozenset[int]]) -> Scope:
    """Add the own customerships of persons, and the persons who are customers."""
    for part in parts_of(sorted(customers)):
        own = work.session.scalars(select(Customer.person_id).where(Customer.id.in_(part)))
        persons |= {person for person in own if person is not None}
    for part in parts_of(sorted(persons)):
        customers |= set(work.session.scalars(select(Customer.id).where(Customer.person_id.in_(part))))
    return Scope(frozenset(persons), frozenset(customers), rows)


def is_held(work: Work, persons: Iterable[int]) -> LegalHold | None:
    """Return the hold on everything of a person, or on her own customership, that is in force."""
    ids = list(persons)
    own = select(Customer.id).where(Customer.person_id.in_(ids))
    theirs = or_(LegalHold.person_id.in_(ids), LegalHold.customer_id.in_(own))
    whole = (LegalHold.entity == "") & theirs
    return work.session.scalar(select(LegalHold).where(holds_in_force(work), whole).order_by(LegalHold.id).limit(1))


def held_rows(work: Work, rows: Iterable[Entity]) -> frozenset[tuple[str, int]]:
    """Return those of some rows that a hold on a row keeps: that row, what belongs to it, and the hold itself."""
    holds = work.session.scalars(select(LegalHold).where(holds_in_force(work), LegalHold.entity != "")).all()
    wanted = {(hold.entity, hold.entity_id) for hold in holds} | {("legal_hold", hold.id) for hold in holds}
    owners = {entity for entity, _row_id in wanted}
    return frozenset((row.__tablename__, row.id) for row in rows if wanted & set(_belongs(row, owners)))


def _belongs(row: Entity, owners: Iterable[str]) -> Iterator[tuple[str, int | None]]:
    yield row.__tablename__, row.id
    for owner in owners:
        yield owner, getattr(row, f"{owner}_id", None)
