"""Former values of a record, and taking a save back."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from asiakasrekisteri.domain.errors import NotFoundError, StaleRecordError
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.store.changes import restored
from asiakasrekisteri.store.models import Change, Entity, entities
from asiakasrekisteri.store.provenance import FormerValue, former_values
from asiakasrekisteri.store.subjects import person_of
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.edits import from_source
from asiakasrekisteri.usecases.gate import Seen, nothing, use_case
from asiakasrekisteri.usecases.records import got, shown


@dataclass(frozen=True, slots=True)
class History:
    """The former values of one record, the newest first."""

    entity: str
    id: int
    person_id: int | None
    values: tuple[FormerValue, ...]


def _seen(history: History) -> tuple[Seen, ...]:
    return (Seen(history.entity, history.id, history.person_id),)


@use_case(Permission.PERSON_READ, discloses=_seen)
def show_history(work: Work, entity: str, row_id: int) -> History:
    """Show what a record's fields were before, when they changed and by whose word."""
    model = _entity(entity)
    row = got(work, model, row_id)
    spec = model.spec()
    known = {f.name: f for f in spec}
    values = tuple(
        FormerValue(v.field, shown(known[v.field], v.old), shown(known[v.field], v.new), v.at, v.origin)
        for v in former_values(work.session, model, row_id)
        if v.field in known
    )
    return History(entity, row_id, person_of(row, work.session), values)


def _entity(name: str) -> type[Entity]:
    found = next((e for e in entities() if e.__tablename__ == name), None)
    if found is None:
        raise NotFoundError(_("Tietuetta ei ole."))
    return found


@use_case(Permission.CUSTOMER_WRITE, discloses=nothing)
def undo(work: Work, number: int) -> None:
    """Take back one save, whole: what it created is removed, what it removed returns, what it changed is as before.

    Raises:
        StaleRecordError: something in it has been changed since; nothing is taken back.
    """
    from_source(work, "staff")
    changes = work.session.scalars(select(Change).where(Change.log_id == number).order_by(Change.id.desc())).all()
    if not changes:
        raise NotFoundError(_("Tallennusta ei voi enää kumota."))
    if any(c.user_id != work.actor.user_id for c in changes):
        raise StaleRecordError(_("Vain oman tallennuksen voi kumota."))
    for change in changes:
        _take_back(work, change)
        work.session.flush()


def _take_back(work: Work, change: Change) -> None:
    model = _entity(change.entity)
    row = work.session.get(model, change.entity_id)
    if change.action == "delete":
        _put_back(work, model, change)
    elif row is None or _changed_since(work, change):
        raise StaleRecordError(_("Tietoja on muutettu tallennuksen jälkeen, joten sitä ei voi kumota."))
    elif change.action == "create":
        _remove(work, row)
    else:
        for name, (old, _new) in change.values.items():
            setattr(row, name, restored(old))


def _put_back(work: Work, model: type[Entity], change: Change) -> None:
    values: dict[str, Any] = {name: restored(pair[0]) for name, pair in change.values.items()}
    work.session.add(model(id=change.entity_id, **values))


def _remove(work: Work, row: Entity) -> None:
    """Remove what the save created. A number it took stays taken: it may already be on paper somewhere."""
    work.session.delete(row)


def _changed_since(work: Work, change: Change) -> bool:
    later = select(Change.id).where(
        Change.entity == change.entity,
        Change.entity_id == change.entity_id,
        Change.id > change.id,
        Change.log_id > change.log_id,
    )
    return work.session.scalar(later.limit(1)) is not None
