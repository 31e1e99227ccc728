"""Holds: what is kept although its time is over, laid down with a reason and a day on which it is looked at again."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from asiakasrekisteri.domain.errors import FieldError, InvalidInputError
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.store.models import Customer, Entity, Interaction, LegalHold, Person, Recording
from asiakasrekisteri.store.subjects import persons_of
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.edits import Saved, from_source
from asiakasrekisteri.usecases.gate import Seen, nothing, use_case
from asiakasrekisteri.usecases.privacy.holdback import holds_in_force
from asiakasrekisteri.usecases.records import checked, entity_of, got, shown_title

HOLD = LegalHold.spec()
"""What forms ask of a hold."""
_HELD_SINCE = "since"


@dataclass(frozen=True, slots=True)
class Held:
    """A hold in words.

    Attributes:
        id, version: of the hold.
        what: the record that is held, or that it is everything of somebody.
        about, address: whom it concerns, and the address of the page.
        ground, reason, decided_by: why, and who decided.
        since, until: ISO days; `until` is when it is looked at again, empty where that is open.
        in_force: whether it still keeps.
        person_id: whose data it is.
    """

    id: int
    version: int
    what: str
    about: str
    address: str
    ground: str
    reason: str
    decided_by: str
    since: str
    until: str
    in_force: bool
    person_id: int | None


@dataclass(frozen=True, slots=True)
class HeldList:
    """The holds, those in force first, the ones to be looked at soonest first."""

    holds: tuple[Held, ...]

    def seen(self) -> Sequence[Seen]:
        """Return what a look at them discloses."""
        return [Seen("legal_hold", one.id, one.person_id) for one in self.holds]


@use_case(Permission.RETENTION_RUN, discloses=HeldList.seen)
def list_holds(work: Work) -> HeldList:
    """Return every hold."""
    valid = set(work.session.scalars(select(LegalHold.id).where(holds_in_force(work))))
    order = (LegalHold.until.is_(None), LegalHold.until, LegalHold.id)
    rows = work.session.scalars(select(LegalHold).order_by(*order)).all()
    told = [_told(work, row, in_force=row.id in valid) for row in rows]
    return HeldList(tuple(sorted(told, key=lambda one: not one.in_force)))


def _told(work: Work, row: LegalHold, *, in_force: bool) -> Held:
    kind, number = ("customer", row.customer_id) if row.customer_id is not None else ("person", row.person_id)
    grounds = {option.code: option.label for option in row.spec()["ground"].options}
    if row.entity and row.entity_id is not None:
        entity = entity_of(row.entity)
        what = f"{_(entity.__label__)} {shown_title(work, row.entity, row.entity_id)}".strip()
    else:
        what = _("Kaikki tiedot")
    return Held(
        id=row.id,
        version=row.version,
        what=what,
        about=shown_title(work, kind, number) if number is not None else "",
        address=f"{kind}/{number}" if number is not None else "",
        ground=_(grounds.get(row.ground, row.ground)),
        reason=row.reason,
        decided_by=row.decided_by,
        since=row.since.isoformat(),
        until=row.until.isoformat() if row.until is not None else "",
        in_force=in_force,
        person_id=next(persons_of(row, work.session), None),
    )


@use_case(Permission.RETENTION_RUN, discloses=nothing)
def hold(work: Work, entity: str, row_id: int, values: Mapping[str, object]) -> Saved:
    """Keep a record, or everything about a person or a customer, whatever its rule says.

    Args:
        work: the unit of work.
        entity: what is kept: "person" and "customer" mean all that is theirs.
        row_id: of it.
        values: ground, reason, and `until`, the day on which it is looked at again; `since` is today unless it is said.

    Raises:
        InvalidInputError: a field is missing, or the day of looking again has passed.
    """
    from_source(work, "staff")
    row = got(work, entity_of(entity), row_id)
    said = checked(LegalHold.spec(), {_HELD_SINCE: work.today, **values})
    _require_ahead(work, said.get("until"))
    made = LegalHold(**said, decided_by=work.actor.name, **_target(work, row))
    work.session.add(made)
    work.session.flush()
    work.changed.add((entity, row_id))
    return Saved(made.id, work.log_number)


def _target(work: Work, row: Entity) -> dict[str, object]:
    if isinstance(row, Person):
        return {"person_id": row.id}
    if isinstance(row, Customer):
        return {"customer_id": row.id}
    customer = getattr(row, "customer_id", None)
    if isinstance(row, Recording):
        customer = work.session.get_one(Interaction, row.interaction_id).customer_id
    person = None if customer is not None else next(persons_of(row, work.session), None)
    return {"entity": row.__tablename__, "entity_id": row.id, "customer_id": customer, "person_id": person}


@use_case(Permission.RETENTION_RUN, discloses=nothing)
def lift_hold(work: Work, row_id: int, version: int) -> Saved:
    """End a hold: from today on what it kept is destroyed in its time."""
    from_source(work, "staff")
    row = got(work, LegalHold, row_id, version)
    row.until = work.today - dt.timedelta(days=1)
    row.since = min(row.since, row.until)
    work.session.flush()
    return Saved(row_id, work.log_number)


def _require_ahead(work: Work, until: object) -> None:
    if isinstance(until, dt.date) and until <= work.today:
        message = _("Päivä, jona kielto tarkistetaan uudelleen, on tulevaisuudessa.")
        raise InvalidInputError([FieldError("until", message)])
