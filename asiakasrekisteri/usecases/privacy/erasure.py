"""Erasure of a person (GDPR Art. 17): every row and value the catalogue calls hers, her history, her search words.

The log stays: it names rows and fields and holds no values. A customership keeps its row and number, emptied, so that
the number is never given again.
"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, inspect, text, update

from asiakasrekisteri.domain.fields import DataCategory, FieldSpec
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.texts import N_, _
from asiakasrekisteri.store.changes import AUDITED
from asiakasrekisteri.store.models import Change, Customer, Entity, Person, all_fields
from asiakasrekisteri.store.search import rowid
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.gate import nothing, use_case
from asiakasrekisteri.usecases.privacy.holdings import own_rows
from asiakasrekisteri.usecases.records import got

ERASED_NAME = N_("Poistettu henkilö")
_KEPT = frozenset({"number", "kind", "status", "relation", "since", "until"})
"""What remains of an emptied customership: nothing that tells who it was."""


@dataclass(frozen=True, slots=True)
class Erased:
    """What was erased: the number of rows removed, rows emptied and former values forgotten."""

    removed: int
    emptied: int
    history: int


@use_case(Permission.PERSON_ERASE, discloses=nothing, forgets=True)
def erase_person(work: Work, person_id: int) -> Erased:
    """Erase everything held about one person.

    Raises:
        NotFoundError: there is no such person.
    """
    person = got(work, Person, person_id)
    rows = [row for row in own_rows(work, person_id) if row is not person]
    removed = [row for row in rows if row.__erased_by__ == "delete"]
    emptied = [row for row in rows if row.__erased_by__ == "clear"]
    work.session.expunge_all()
    history = _forget_history(work, person_id, [*rows, person])
    for row in emptied:
        _empty(work, row)
    for row in [*removed, person]:
        _statement(work, delete(type(row)).where(type(row).id == row.id))
    _forget_words(work, person_id, emptied)
    work.log("erase", "person", person_id, person_id=person_id)
    work.changed.add(("person", person_id))
    work.changed.update((row.__tablename__, row.id) for row in rows)
    return Erased(len(removed) + 1, len(emptied), history)


def _forget_history(work: Work, person_id: int, rows: list[Entity]) -> int:
    gone = _statement(work, delete(Change).where(Change.person_id == person_id))
    alone = Change.last_id.is_(None)  # the change of a whole import holds no values and is the others' history too
    for row in rows:
        own = delete(Change).where(Change.entity == row.__tablename__, Change.entity_id == row.id, alone)
        gone += _statement(work, own)
    return gone


def _empty(work: Work, row: Entity) -> None:
    entity = type(row)
    blank = {f.name: _blank(entity, f) for f in all_fields(entity) if f.subject is not None and f.name not in _KEPT}
    blank |= {"person_id": None, "version": row.version + 1}
    _statement(work, update(entity).where(entity.id == row.id).values(**blank))


def _blank(entity: type[Entity], field: FieldSpec) -> Any:
    column = inspect(entity).columns[field.name]
    if column.nullable:
        return None
    return _(ERASED_NAME) if field.category is DataCategory.IDENTIFICATION else ""


def _forget_words(work: Work, person_id: int, emptied: list[Entity]) -> None:
    connection = work.session.connection()
    connection.execute(text("DELETE FROM search_index WHERE rowid = :n"), {"n": rowid("person", person_id)})
    work.unindexed.update((row.__tablename__, row.id) for row in emptied if isinstance(row, Customer))


def _statement(work: Work, statement: Any) -> int:
    result = work.session.execute(statement, execution_options={AUDITED: True, "synchronize_session": False})
    return int(result.rowcount)  # type: ignore[attr-defined]
