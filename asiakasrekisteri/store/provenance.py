"""Where each value came from, and what it was before: both read from the one table of changes."""

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, func, select
from sqlalchemy.orm import Session

from asiakasrekisteri.domain.fields import Origin
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.store.changes import restored
from asiakasrekisteri.store.models import Change, Entity, Source, User

Key = tuple[str, int]
"""Name of an entity and id of a row."""
_ASKED = func.json_each(bindparam("asked")).table_valued("key", "value", name="asked")
"""What is asked of each entity, in one parameter: a statement for each would cost more than all their rows."""
_IDS = func.json_each(_ASKED.c.value).table_valued("value", name="row")


def of_rows(chosen: Select[Any]) -> Select[Any]:
    """Return a query of changes narrowed to those of the rows that `asking` has put into its parameter."""
    ids = select(_IDS.c.value).select_from(_IDS).correlate(_ASKED)
    return chosen.join(_ASKED, (Change.entity == _ASKED.c.key) & Change.entity_id.in_(ids) & Change.last_id.is_(None))


def asking(rows: Iterable[Entity]) -> dict[str, str]:
    """Return the parameter of a query `of_rows`."""
    return {"asked": json.dumps(_by_entity(rows))}


def _by_entity(rows: Iterable[Entity]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for row in rows:
        found.setdefault(row.__tablename__, []).append(row.id)
    return found


def _bound(place: int) -> ColumnElement[int]:
    return func.json_extract(_ASKED.c.value, f"$[{place}]")


_CHANGES = (
    select(
        Change.entity,
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
    .order_by(Change.id)
)
_RANGES = _CHANGES.join(
    _ASKED,
    (Change.entity == _ASKED.c.key)
    & Change.last_id.is_not(None)
    & (Change.entity_id <= _bound(1))
    & (Change.last_id >= _bound(0)),
)
_OF_ROWS = of_rows(_CHANGES)


@dataclass(frozen=True, slots=True)
class FormerValue:
    """A value a field once had and when it was replaced, with the source of the newer one."""

    field: str
    old: object
    new: object
    at: str
    origin: Origin


def origins_of(session: Session, row: Entity) -> Mapping[str, Origin]:
    """Return the origin of each field's present value."""
    return origins(session, (row,)).get((row.__tablename__, row.id), {})


def origins(session: Session, rows: Iterable[Entity]) -> dict[Key, Mapping[str, Origin]]:
    """Return the origins of rows of any entities with two queries: the ranges of imports, then each row's changes."""
    listed = list(rows)
    if not listed:
        return {}
    fields = {e.__tablename__: tuple(f.name for f in e.spec()) for e in {type(row) for row in listed}}
    asked = _by_entity(listed)
    found: dict[Key, Mapping[str, Origin]] = {}
    known: dict[tuple[object, ...], Origin] = {}
    ends = json.dumps({entity: (min(ids), max(ids)) for entity, ids in asked.items()})
    for entity, first, last, _values, _at, *words in session.execute(_RANGES, {"asked": ends}):
        shared = dict.fromkeys(fields[entity], _origin(known, *words))
        found.update(((entity, i), shared) for i in asked[entity] if first <= i <= (last or 0))
    for entity, row_id, _last, values, _at, *words in session.execute(_OF_ROWS, {"asked": json.dumps(asked)}):
        key = (entity, row_id)
        found[key] = {**found.get(key, {}), **dict.fromkeys(values, _origin(known, *words))}
    return found


def former_values(session: Session, row: Entity) -> list[FormerValue]:
    """Return the former values of one row, the newest first."""
    rows = [
        FormerValue(field, restored(pair[0]), restored(pair[1]), at.isoformat(), _origin({}, *words))
        for _entity, _id, _last, values, at, *words in session.execute(_OF_ROWS, asking([row]))
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
