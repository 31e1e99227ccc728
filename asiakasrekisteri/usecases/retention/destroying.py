"""How a few rows of a kind are destroyed: with their parts, their history and their words in the search indexes.

Nothing is written to the history, which is destroyed too; the log names rows and holds no values.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, partial
from typing import Any

from sqlalchemy import String, Text, cast, delete, literal, or_, select, update

from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.store.log import LogLine
from asiakasrekisteri.store.models import (
    Attachment,
    Base,
    Change,
    ContactRole,
    Customer,
    Draft,
    Entity,
    LegalHold,
    Person,
    Recording,
)
from asiakasrekisteri.store.subjects import found_as
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.privacy.erasure import SortedRows, erase
from asiakasrekisteri.usecases.privacy.marks import ROWS, note_erasure, numbered
from asiakasrekisteri.usecases.privacy.relations import TIES
from asiakasrekisteri.usecases.privacy.removal import (
    ERASED_NAME,
    empty_row,
    forget_changes,
    parts_of,
    remove_rows,
    statement,
)
from asiakasrekisteri.usecases.retention.kind import Kind
from asiakasrekisteri.usecases.retention.kinds import PARTS
from asiakasrekisteri.usecases.retention.office_kinds import FORMER_USER

Links = tuple[tuple[type[Entity], str], ...]
PartsOf = Callable[[type[Entity]], Links]
"""Which rows go with those of an entity, and by which column they hang on them."""
ACTION = "destroy"
"""How the log calls it."""


def destroy(work: Work, kind: Kind, ids: Sequence[int]) -> int:
    """Destroy rows of a kind, whole ones only; return how many.

    Args:
        work: the unit of work, of a use case that forgets.
        kind: what they are; never one that is destroyed by hand.
        ids: which rows. They have been found due and free in the same transaction.
    """
    work.session.connection().exec_driver_sql("PRAGMA defer_foreign_keys=1")
    if kind.way == "erase":
        return sum(_erase(work, one) for one in ids)
    rows = [row for part in parts_of(ids) for row in _read(work, kind.entity, part)]
    work.session.expunge_all()
    _note_parting(work, rows)
    _note(work, kind, rows)
    if kind.way == "blank":
        blank_rows(work, rows, kind.fields)
    elif kind.way == "empty":
        empty_cards(work, rows)
    else:
        remove_whole(work, rows)
    for row in rows:
        work.lines.append(LogLine(ACTION, row.__tablename__, row.id, ",".join(kind.fields)))
    work.changed.update((row.__tablename__, row.id) for row in rows)
    return len(rows)


def _read(work: Work, entity: type[Entity], ids: Sequence[int]) -> Sequence[Entity]:
    return work.session.scalars(select(entity).where(entity.id.in_(ids)).order_by(entity.id)).all()


def _erase(work: Work, person_id: int) -> int:
    """Erase a person who is still there: those linked to her as the same person have gone with her."""
    work.session.expunge_all()
    if work.session.get(Person, person_id) is None:
        return 0
    erase(work, person_id)
    return 1


def _note_parting(work: Work, rows: Iterable[Entity]) -> None:
    """Note on persons until when they were tied to the firm: what told of it goes."""
    for row in rows:
        if isinstance(row, TIES) and row.person_id is not None and row.until is not None:
            later = or_(Person.parted_on.is_(None), Person.parted_on < row.until)
            statement(work, update(Person).where(Person.id == row.person_id, later).values(parted_on=row.until))


def _note(work: Work, kind: Kind, rows: Sequence[Entity]) -> None:
    if kind.way == "blank":
        note_erasure(work, ROWS, blank=[[entity, list(kind.fields), text] for entity, text in numbered(rows).items()])
    elif kind.way == "empty":
        note_erasure(work, ROWS, SortedRows(emptied=list(rows)))
    else:
        note_erasure(work, ROWS, SortedRows(removed=list(rows)))


def remove_whole(work: Work, rows: Sequence[Entity]) -> None:
    """Remove rows with everything that is part of them, their history and their words in the search indexes."""
    gone = list(_whole(work, rows, _children))
    touched = {owner for row in gone for owner in found_as(type(row), partial(getattr, row))}
    forget_changes(work, gone)
    _remove_ties(work, gone)
    remove_rows(work, gone)
    _forget_holds(work, gone)
    work.unindexed.update(touched)


def _whole(work: Work, rows: Iterable[Entity], parts_in: PartsOf) -> Iterable[Entity]:
    """Return rows with everything that is part of them, and of those parts."""
    found: dict[tuple[str, int], Entity] = {}
    waiting = list(rows)
    while waiting:
        found.update({(row.__tablename__, row.id): row for row in waiting})
        parts = [part for entity, group in _grouped(waiting).items() for part in _parts(work, parts_in(entity), group)]
        waiting = [part for part in parts if (part.__tablename__, part.id) not in found]
    return found.values()


def _listed(entity: type[Entity]) -> Links:
    """Return what goes with a card that is emptied."""
    return PARTS.get(entity, ())


@cache
def _children(entity: type[Entity]) -> Links:
    """Return what goes with a row that is removed: what is said to, and what cannot be without it."""
    return (*PARTS.get(entity, ()), *((model, key) for model, key in _needing(entity) if issubclass(model, Entity)))


def _needing(entity: type[Entity]) -> Iterator[tuple[type[Base], str]]:
    """Yield the columns of others that must refer to a row of an entity."""
    for mapper in Base.registry.mappers:
        for column in mapper.columns:
            refers = any(key.column.table is entity.__table__ for key in column.foreign_keys)
            if refers and not column.nullable:
                yield mapper.class_, column.key


def _remove_ties(work: Work, rows: Iterable[Entity]) -> None:
    """Remove the plain rows that tie what goes to something else."""
    for entity, group in _grouped(rows).items():
        for model, key in _needing(entity):
            if not issubclass(model, Entity):
                for some in parts_of([row.id for row in group]):
                    statement(work, delete(model).where(getattr(model, key).in_(some)))


def _parts(work: Work, links: Links, rows: Sequence[Entity]) -> Iterable[Entity]:
    ids = [row.id for row in rows]
    for part, column in links:
        for some in parts_of(ids):
            yield from work.session.scalars(select(part).where(getattr(part, column).in_(some)))
    sounds = [row.attachment_id for row in rows if isinstance(row, Recording) and row.attachment_id is not None]
    for some in parts_of(sounds):
        yield from work.session.scalars(select(Attachment).where(Attachment.id.in_(some)))


def _grouped(rows: Iterable[Entity]) -> Mapping[type[Entity], list[Entity]]:
    groups: dict[type[Entity], list[Entity]] = {}
    for row in rows:
        groups.setdefault(type(row), []).append(row)
    return groups


def _forget_holds(work: Work, rows: Iterable[Entity]) -> None:
    """Remove holds that are over with the row that they kept."""
    for entity, group in _grouped(rows).items():
        of_rows = LegalHold.entity == entity.__tablename__
        for some in parts_of([row.id for row in group]):
            ids = list(work.session.scalars(select(LegalHold.id).where(of_rows, LegalHold.entity_id.in_(some))))
            if ids:
                statement(work, delete(Change).where(Change.entity == "legal_hold", Change.entity_id.in_(ids)))
                statement(work, delete(LegalHold).where(LegalHold.id.in_(ids)))


def blank_rows(work: Work, rows: Sequence[Entity], fields: Sequence[str]) -> None:
    """Empty some columns, and forget what has been in them."""
    for entity, group in _grouped(rows).items():
        for some in parts_of([row.id for row in group]):
            emptied: dict[str, Any] = {name: _blank(entity, name) for name in fields}
            emptied["version"] = entity.version + 1
            statement(work, update(entity).where(entity.id.in_(some)).values(emptied))
            _forget_fields(work, entity, some, fields)
    for row in rows:
        work.unindexed.update(found_as(type(row), partial(getattr, row)))


def _blank(entity: type[Entity], field: str) -> Any:
    """Return what an emptied field holds: nothing; of one that must hold something, no more than the row's number."""
    column = entity.__table__.c[field]
    if column.nullable:
        return None
    return literal(FORMER_USER).concat(cast(entity.id, String)) if column.unique else _(ERASED_NAME)


def _forget_fields(work: Work, entity: type[Entity], ids: Sequence[int], fields: Sequence[str]) -> None:
    of_rows = (Change.entity == entity.__tablename__) & Change.entity_id.in_(ids) & (Change.action != "create")
    named = or_(*(cast(Change.values, Text).contains(f'"{field}"') for field in fields))
    for change, values in work.session.execute(select(Change.id, Change.values).where(of_rows, named)).all():
        if isinstance(values, dict):
            left = {name: value for name, value in values.items() if name not in fields}
            told = update(Change).where(Change.id == change).values(values=left)
            statement(work, told if left else delete(Change).where(Change.id == change))


def empty_cards(work: Work, rows: Sequence[Entity]) -> None:
    """Empty customer cards: the number stays, so that it is never given again; invoices have their own buyer."""
    ids = [row.id for row in rows]
    hanging = [row for row in _whole(work, rows, _listed) if not isinstance(row, Customer)]
    touched = {owner for row in hanging for owner in found_as(type(row), partial(getattr, row))}
    forget_changes(work, [*hanging, *rows])
    remove_rows(work, hanging)
    for some in parts_of(ids):
        statement(work, delete(Draft).where(Draft.customer_id.in_(some)))
        held = update(ContactRole).where(ContactRole.customer_id.in_(some))
        statement(work, held.values(title=None))
    for row in rows:
        empty_row(work, row)
    work.unindexed.update(touched)
    work.unindexed.update(("customer", one) for one in ids)
