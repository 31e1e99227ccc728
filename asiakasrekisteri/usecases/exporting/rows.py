"""Every row of an entity as plain values, a few at a time, with what may not leave the register masked."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import func, inspect, select

from asiakasrekisteri.domain.fields import FieldKind, FieldSpec, Sensitivity
from asiakasrekisteri.store.identity import MASK, open_identity
from asiakasrekisteri.store.models import Entity, Person, Restriction, all_fields
from asiakasrekisteri.store.sealed import may_open, open_bytes
from asiakasrekisteri.store.subjects import rows_about
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.edits import sealed_place
from asiakasrekisteri.usecases.hiding import concealed, may_tell_where
from asiakasrekisteri.usecases.records import got
from asiakasrekisteri.usecases.restrictions import restricted_persons

AT_ONCE = 1000
"""So many rows are read at a time."""
_DERIVED = frozenset({"sort_key", "identity_blind"})
"""Reckoned from the other columns with the keys and the alphabet of this program: worth nothing outside it."""


@dataclass(frozen=True)
class Conditions:
    """What of the register may leave it.

    Attributes:
        opened: whether sealed values, protected addresses and data under restriction go out as they are.
        protected: rows whose addresses are hidden, by entity.
        restricted: rows that are left out, by entity.
        hidden, held: the persons whose addresses are hidden, and those whose data are left out.
    """

    opened: bool
    protected: Mapping[str, frozenset[int]]
    restricted: Mapping[str, frozenset[int]]
    hidden: frozenset[int] = frozenset()
    held: frozenset[int] = frozenset()


def conditions(work: Work, entities: tuple[type[Entity], ...], *, opened: bool) -> Conditions:
    """Return what may leave the register: with a reason everything, otherwise not what is sealed, hidden or held."""
    if opened:
        return Conditions(opened, {}, {})
    restricted = restricted_persons(work)
    protected = tuple(work.session.scalars(select(Person.id).where(Person.non_disclosure)))
    telling = (e for e in entities if any(may_tell_where(e.__tablename__, field) for field in e.spec()))
    others = (e for e in entities if e is not Restriction)
    return Conditions(
        opened,
        {entity.__tablename__: _rows_of(work, entity, protected) for entity in telling},
        {entity.__tablename__: _rows_of(work, entity, restricted) for entity in others},
        frozenset(protected),
        frozenset(restricted),
    )


def _rows_of(work: Work, entity: type[Entity], persons: tuple[int, ...] | frozenset[int]) -> frozenset[int]:
    if entity.__subject__ is None or not persons:
        return frozenset()
    about = rows_about(entity).with_only_columns(entity.id)
    return frozenset(row for person in persons for row in work.session.scalars(about, {"person": person}))


@cache
def exported_fields(entity: type[Entity]) -> tuple[FieldSpec, ...]:
    """Return the columns of an entity that go out: all but those that only this program can use."""
    return tuple(field for field in all_fields(entity) if field.name not in _DERIVED)


def count_rows(work: Work, entity: type[Entity]) -> int:
    """Return how many rows an entity has."""
    return work.session.scalar(select(func.count()).select_from(entity)) or 0


def exported_rows(work: Work, entity: type[Entity], allowed: Conditions) -> Iterator[dict[str, Any]]:
    """Yield the rows of an entity by field name, in the order of their ids; those under restriction are left out."""
    fields = exported_fields(entity)
    columns = [inspect(entity).columns[field.name] for field in fields]
    left_out = allowed.restricted.get(entity.__tablename__, frozenset())
    hidden = allowed.protected.get(entity.__tablename__, frozenset())
    stream = work.session.connection().execute(
        select(*columns).order_by(entity.id), execution_options={"yield_per": AT_ONCE}
    )
    for row in stream:
        values = dict(zip((field.name for field in fields), row, strict=True))
        if values["id"] in left_out:
            continue
        yield {f.name: _out(work, entity, f, values, allowed, hidden=values["id"] in hidden) for f in fields}


def _out(
    work: Work,
    entity: type[Entity],
    field: FieldSpec,
    values: Mapping[str, Any],
    allowed: Conditions,
    *,
    hidden: bool,
) -> object:
    value = values[field.name]
    if value is None:
        return None
    if field.sensitivity is not Sensitivity.PLAIN:
        return _opened(work, entity, field, values) if allowed.opened else MASK
    if hidden and _tells_where(entity, field, values):
        return concealed(field)
    return None if isinstance(value, bytes) else value


def _tells_where(entity: type[Entity], field: FieldSpec, values: Mapping[str, Any]) -> bool:
    return field.whereabouts or (may_tell_where(entity.__tablename__, field) and values["kind"] == "address")


def _opened(work: Work, entity: type[Entity], field: FieldSpec, values: Mapping[str, Any]) -> str:
    """Return a sealed value in clear where the role has its key."""
    stored = values[field.name]
    if not may_open(work, field.sensitivity) or not isinstance(stored, bytes):
        return MASK
    if field.kind is FieldKind.IDENTITY_CODE:
        return open_identity(work, got(work, Person, values["id"])) or ""
    return open_bytes(work, field.sensitivity, stored, sealed_place(entity, field.name)).decode()
