"""Where each value came from, and what it was before: both read from the one table of changes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from asiakasrekisteri.domain.fields import Origin
from asiakasrekisteri.store.changes import restored
from asiakasrekisteri.store.models import Change, Entity, Source, User


@dataclass(frozen=True, slots=True)
class FormerValue:
    """A value a field once had and when it was replaced, with the source of the newer one."""

    field: str
    old: object
    new: object
    at: str
    origin: Origin


def origins_of(session: Session, entity: type[Entity], row_id: int) -> dict[str, Origin]:
    """Return the origin of each field's present value."""
    return origins(session, entity, (row_id,)).get(row_id, {})


def origins(session: Session, entity: type[Entity], row_ids: Iterable[int]) -> dict[int, dict[str, Origin]]:
    """Return the origins of many rows with two queries: the ranges of imports, then each row's own changes."""
    ids = list(row_ids)
    if not ids:
        return {}
    fields = [f.name for f in entity.spec()]
    found: dict[int, dict[str, Origin]] = {}
    ranges = (Change.last_id.is_not(None), Change.entity_id <= max(ids), Change.last_id >= min(ids))
    for change, *words in _changes(session, entity, ranges):
        covered = (i for i in ids if change.entity_id <= i <= change.last_id)
        found.update({i: dict.fromkeys(fields, _origin(change, *words)) for i in covered})
    for change, *words in _changes(session, entity, (Change.entity_id.in_(ids), Change.last_id.is_(None))):
        found.setdefault(change.entity_id, {}).update(dict.fromkeys(change.values, _origin(change, *words)))
    return found


def former_values(session: Session, entity: type[Entity], row_id: int) -> list[FormerValue]:
    """Return the former values of one row, the newest first."""
    rows = [
        FormerValue(field, restored(pair[0]), restored(pair[1]), change.at.isoformat(), _origin(change, *words))
        for change, *words in _changes(session, entity, (Change.entity_id == row_id, Change.last_id.is_(None)))
        if isinstance(change.values, dict)
        for field, pair in change.values.items()
    ]
    return rows[::-1]


def _changes(session: Session, entity: type[Entity], where: Sequence[ColumnElement[bool]]) -> Sequence[Any]:
    return session.execute(
        select(Change, Source.code, Source.name, User.login)
        .outerjoin(Source, Source.id == Change.source_id)
        .outerjoin(User, User.id == Change.user_id)
        .where(Change.entity == entity.__tablename__, *where)
        .order_by(Change.id)
    ).all()


def _origin(change: Change, source: str | None, name: str | None, login: str | None) -> Origin:
    return Origin(source or "", name or "", change.source_date.isoformat(), login or "", change.automatic)
