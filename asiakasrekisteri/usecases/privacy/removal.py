"""How rows leave the register: they and their history, without a trace, while what refers to them stays whole.

The statements go past the flush, which would write what is destroyed into the history. References are checked at the
commit; the search documents are made anew there; the write-ahead log is emptied by the gate afterwards.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import delete, inspect, update

from asiakasrekisteri.domain.fields import DataCategory, FieldSpec
from asiakasrekisteri.domain.texts import N_, _
from asiakasrekisteri.store.changes import AUDITED
from asiakasrekisteri.store.models import Attachment, AttachmentChunk, Base, Change, Customer, Entity, all_fields
from asiakasrekisteri.store.work import Work

ERASED_NAME = N_("(poistettu)")
"""What remains of an emptied customership: nothing that tells who it was."""
AT_ONCE = 500
"""Ids in one statement: the engine takes no more variables than some thousands."""


def remove_rows(work: Work, rows: Iterable[Entity]) -> None:
    """Delete rows, and let those that are not hers no longer refer to them. References are checked at the commit."""
    by_entity: dict[type[Entity], list[int]] = {}
    for row in rows:
        by_entity.setdefault(type(row), []).append(row.id)
    for entity, ids in by_entity.items():
        for part in parts_of(ids):
            if entity is Attachment:
                statement(work, delete(AttachmentChunk).where(AttachmentChunk.attachment_id.in_(part)))
            statement(work, delete(entity).where(entity.id.in_(part)))
    for entity, ids in by_entity.items():
        for model, column in references(entity):
            for part in parts_of(ids):
                statement(work, update(model).where(getattr(model, column).in_(part)).values({column: None}))


def references(entity: type[Entity]) -> Iterable[tuple[type[Base], str]]:
    """Return the columns of others that may do without the row they refer to."""
    for mapper in Base.registry.mappers:
        for column in mapper.columns:
            if column.nullable and any(key.column.table is entity.__table__ for key in column.foreign_keys):
                yield mapper.class_, column.key


def empty_row(work: Work, row: Entity) -> None:
    """Empty the personal columns of a row; what its entity says survives stays."""
    entity = type(row)
    personal = (f for f in all_fields(entity) if f.subject is not None and f.name not in entity.__survives__)
    blank = {f.name: _blank(entity, f) for f in personal}
    blank["version"] = row.version + 1
    if "person_id" in inspect(entity).columns:
        blank["person_id"] = None
    if entity is Customer:
        blank["emptied_on"] = work.today
    statement(work, update(entity).where(entity.id == row.id).values(**blank))


def _blank(entity: type[Entity], field: FieldSpec) -> Any:
    column = inspect(entity).columns[field.name]
    if column.nullable:
        return None
    return _(ERASED_NAME) if field.category is DataCategory.IDENTIFICATION else ""


def forget_changes(work: Work, rows: Iterable[Entity]) -> int:
    """Forget the history of rows; the change of a whole import holds no values and is the history of others too."""
    by_entity: dict[str, list[int]] = {}
    for row in rows:
        by_entity.setdefault(row.__tablename__, []).append(row.id)
    gone, alone = 0, Change.last_id.is_(None)
    for entity, ids in by_entity.items():
        for part in parts_of(ids):
            own = delete(Change).where(Change.entity == entity, Change.entity_id.in_(part), alone)
            gone += statement(work, own)
    return gone


def parts_of(ids: Sequence[int]) -> list[Sequence[int]]:
    """Split many ids into as many as one statement takes."""
    return [ids[start : start + AT_ONCE] for start in range(0, len(ids), AT_ONCE)]


def statement(work: Work, told: Any) -> int:
    """Run a statement that leaves no trail; return how many rows it touched."""
    result = work.session.execute(told, execution_options={AUDITED: True, "synchronize_session": False})
    return int(result.rowcount)  # type: ignore[attr-defined]
