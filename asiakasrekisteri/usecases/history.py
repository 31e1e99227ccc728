"""Former values of a record, and taking a save back."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError

from asiakasrekisteri.domain.errors import NotFoundError, StaleRecordError
from asiakasrekisteri.domain.fields import FieldKind, FieldSpec
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.store.bulk import remove_range
from asiakasrekisteri.store.changes import AUDITED, restored
from asiakasrekisteri.store.models import Change, Customer, Entity, ImportRun, UsedNumber, entities
from asiakasrekisteri.store.provenance import FormerValue, former_values
from asiakasrekisteri.store.subjects import person_of, persons_in
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.customers import SERIES_AT, in_series, next_number, take_number
from asiakasrekisteri.usecases.edits import from_source
from asiakasrekisteri.usecases.gate import Seen, nothing, use_case
from asiakasrekisteri.usecases.hiding import HIDDEN, kept_from_sight
from asiakasrekisteri.usecases.records import entity_of, got, shown, shown_title
from asiakasrekisteri.usecases.restrictions import require_free, require_unrestricted, restricted_persons

_TAKEN_BACK = frozenset(e.__tablename__ for e in entities() if e.__undone__)


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
    model = entity_of(entity)
    row = got(work, model, row_id)
    spec = model.spec()
    known, unseen = {f.name: f for f in spec}, kept_from_sight(work, row)
    values = tuple(
        FormerValue(v.field, HIDDEN, HIDDEN, v.at, v.origin)
        if v.field in unseen
        else FormerValue(
            v.field, _shown(work, known[v.field], v.old), _shown(work, known[v.field], v.new), v.at, v.origin
        )
        for v in former_values(work.session, row)
        if v.field in known
    )
    return History(entity, row_id, person_of(row, work.session), values)


def _shown(work: Work, field: FieldSpec, value: object) -> object:
    if field.kind is FieldKind.LINK and isinstance(value, int):
        return shown_title(work, field.target, value)
    return shown(field, value)


@use_case(Permission.CUSTOMER_WRITE, discloses=nothing)
def undo(work: Work, number: int) -> None:
    """Take back one save or import, whole: what it created goes, what it removed returns, what it changed is as before.

    Not user IDs, which have keys outside the database, nor the firm, its registers and sources. The bytes of an
    attachment that was destroyed do not return, so neither does the attachment.

    Raises:
        StaleRecordError: something in it has been changed since; nothing is taken back.
    """
    from_source(work, "staff")
    take_back(work, number)


def take_back(work: Work, number: int) -> None:
    """Take back what one log entry stored; see `undo`."""
    saved = select(Change).where(Change.log_id == number, Change.entity.in_(_TAKEN_BACK))
    changes = work.session.scalars(saved.order_by(Change.id.desc())).all()
    if not changes:
        raise _too_late()
    if any(c.user_id != work.actor.user_id for c in changes):
        raise StaleRecordError(_("Vain oman tallennuksen voi kumota."))
    try:
        for change in changes:
            _take_back(work, change)
            work.session.flush()
    except IntegrityError as error:  # something that came later hangs on what would go, or it has returned already
        raise _changed() from error
    for run in work.session.scalars(select(ImportRun).where(ImportRun.log_id == number)):
        run.undone_on = work.today


def _take_back(work: Work, change: Change) -> None:
    model = entity_of(change.entity)
    if change.last_id is not None:
        _remove_range(work, model, change, change.last_id)
        return
    row = work.session.get(model, change.entity_id)
    if row is not None:
        require_unrestricted(work, row)
    if change.action == "delete":
        _put_back(work, model, change)
    elif row is None or _changed_since(work, change, change.entity_id):
        raise _changed()
    elif change.action == "create":
        work.session.delete(row)  # a number it took stays taken: it may already be on paper somewhere
    else:
        for name, (old, _new) in change.values.items():
            setattr(row, name, restored(old))


def _put_back(work: Work, model: type[Entity], change: Change) -> None:
    if work.session.get(model, change.entity_id) is not None:
        raise _changed()
    values: dict[str, Any] = {name: restored(pair[0]) for name, pair in change.values.items()}
    row = model(id=change.entity_id, **values)
    work.session.add(row)
    require_unrestricted(work, row)


def _remove_range(work: Work, model: type[Entity], change: Change, last: int) -> None:
    """Remove what an import created, if every row of it is there and as it was. What was removed so does not return."""
    if change.action != "create":
        raise _too_late()
    _require_range_free(work, model, change.entity_id, last)
    if _changed_since(work, change, last):
        raise _changed()
    if model is Customer:
        _give_back_numbers(work, change.entity_id, last)
    if remove_range(work, model, change.entity_id, last) != last - change.entity_id + 1:
        raise _changed()


def _require_range_free(work: Work, model: type[Entity], first: int, last: int) -> None:
    """Refuse to remove rows of which one is about a person under restriction: hers are only stored (Art. 18)."""
    restricted = restricted_persons(work)
    if not restricted:
        return
    for asked in persons_in(model, model.id.between(first, last)):
        for person in restricted.intersection(work.session.scalars(asked)):
            require_free(work, person)


def _give_back_numbers(work: Work, first: int, last: int) -> None:
    """Free the numbers of an import that never was: the mended file brings the same customers with the same numbers.

    The series goes on from where it was, so that the program itself gives none of them to anybody else.
    """
    reached = in_series(next_number(work)) - 1
    numbers = select(Customer.number).where(Customer.id.between(first, last))
    given = delete(UsedNumber).where(UsedNumber.number.in_(numbers))
    work.session.execute(given, execution_options={AUDITED: True, "synchronize_session": False})
    if in_series(next_number(work)) <= reached:
        take_number(work, f"{SERIES_AT}{reached}")


def _changed_since(work: Work, change: Change, last: int) -> bool:
    later = select(Change.id).where(
        Change.entity == change.entity,
        Change.entity_id.between(change.entity_id, last),
        Change.id > change.id,
        Change.log_id > change.log_id,
        Change.log_id != work.log_number,  # what this undo itself has just done to the row
    )
    return work.session.scalar(later.limit(1)) is not None


def _too_late() -> NotFoundError:
    return NotFoundError(_("Tallennusta ei voi enää kumota."))


def _changed() -> StaleRecordError:
    return StaleRecordError(_("Tietoja on muutettu tallennuksen jälkeen, joten sitä ei voi kumota."))
