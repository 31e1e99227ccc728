"""Where each value came from, and what it was before: both read from the one table of changes."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
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
    return next(iter(origins(session, entity, (row_id,)).values()), {})


def origins(session: Session, entity: type[Entity], row_ids: Iterable[int]) -> dict[int, dict[str, Origin]]:
    """Return the origins of many rows with one query."""
    found: dict[int, dict[str, Origin]] = {}
    for change, source, name, login in _changes(session, entity, row_ids):
        origin = _origin(change, source, name, login)
        fields = found.setdefault(change.entity_id, {})
        for field in change.values:
            fields[field] = origin
    return found


def former_values(session: Session, entity: type[Entity], row_id: int) -> list[FormerValue]:
    """Return the former values of one row, the newest first."""
    rows = [
        FormerValue(field, restored(pair[0]), restored(pair[1]), change.at.isoformat(), origin)
        for change, source, name, login in _changes(session, entity, (row_id,))
        for origin in (_origin(change, source, name, login),)
        if isinstance(change.values, dict)
        for field, pair in change.values.items()
    ]
    return rows[::-1]


def _changes(session: Session, entity: type[Entity], row_ids: Iterable[int]) -> Iterable[Any]:
    ids = list(row_ids)
    if not ids:
        return []
    return session.execute(
        select(Change, Source.code, Source.name, User.login)
        .outerjoin(Source, Source.id == Change.source_id)
        .outerjoin(User, User.id == Change.user_id)
        .where(Change.entity == entity.__tablename__, Change.entity_id.in_(ids))
        .order_by(Change.id)
    ).all()


def _origin(change: Change, source: str | None, name: str | None, login: str | None) -> Origin:
    return Origin(source or "", name or "", change.source_date.isoformat(), login or "", change.automatic)
