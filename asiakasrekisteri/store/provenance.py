"""Where each value came from, and what it was before: both read from the one table of changes."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from asiakasrekisteri.domain.fields import Origin
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.store.changes import restored
from asiakasrekisteri.store.models import Change, Entity, Source, User

_CHANGES = (
    select(
        Change.entity_id,
        Change.last_id,
        Change.values,
        Change.at,
        Source.code,
        Source.name,
        Change.source_date,
        User.login,
        Change.automatic,
    )
    .outerjoin(Source, Source.id == Change.source_id)
    .outerjoin(User, User.id == Change.user_id)
    .where(Change.entity == bindparam("entity"))
    .order_by(Change.id)
)
_RANGES = _CHANGES.where(
    Change.last_id.is_not(None), Change.entity_id <= bindparam("last"), Change.last_id >= bindparam("first")
)
_OF_ROWS = _CHANGES.where(Change.last_id.is_(None), Change.entity_id.in_(bindparam("ids", expanding=True)))


@dataclass(frozen=True, slots=True)
class FormerValue:
    """A value a field once had and when it was replaced, with the source of the newer one."""

    field: str
    old: object
    new: object
    at: str
    origin: Origin


def origins_of(session: Session, entity: type[Entity], row_id: int) -> Mapping[str, Origin]:
    """Return the origin of each field's present value."""
    return origins(session, entity, (row_id,)).get(row_id, {})


def origins(session: Session, entity: type[Entity], row_ids: Iterable[int]) -> dict[int, Mapping[str, Origin]]:
    """Return the origins of many rows with two queries: the ranges of imports, then each row's own changes."""
    ids = list(row_ids)
    if not ids:
        return {}
    fields = [f.name for f in entity.spec()]
    found: dict[int, Mapping[str, Origin]] = {}
    known: dict[tuple[object, ...], Origin] = {}
    name = entity.__tablename__
    ends = {"entity": name, "first": min(ids), "last": max(ids)}
    for first, last, _values, _at, *words in session.execute(_RANGES, ends):
        shared = dict.fromkeys(fields, _origin(known, *words))
        found.update((i, shared) for i in ids if first <= i <= (last or 0))
    for row_id, _last, values, _at, *words in session.execute(_OF_ROWS, {"entity": name, "ids": ids}):
        found[row_id] = {**found.get(row_id, {}), **dict.fromkeys(values, _origin(known, *words))}
    return found


def former_values(session: Session, entity: type[Entity], row_id: int) -> list[FormerValue]:
    """Return the former values of one row, the newest first."""
    rows = [
        FormerValue(field, restored(pair[0]), restored(pair[1]), at.isoformat(), _origin({}, *words))
        for _id, _last, values, at, *words in session.execute(
            _OF_ROWS, {"entity": entity.__tablename__, "ids": [row_id]}
        )
        if isinstance(values, dict)
        for field, pair in values.items()
    ]
    return rows[::-1]


def _origin(
    known: dict[tuple[object, ...], Origin],
    source: str | None,
    name: str | None,
    day: dt.date,
    login: str | None,
    automatic: bool,
) -> Origin:
    """Return an origin; the same one where many values came from the same place on the same day."""
    key = (source, day, login, automatic)
    if key not in known:
        known[key] = Origin(source or "", _(name) if name else "", day.isoformat(), login or "", automatic)
    return known[key]
