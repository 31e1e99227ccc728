"""Whose datum a row is: the catalogue's subject paths turned into queries and lookups."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import BigInteger, BindParameter, ColumnElement, Select, bindparam, false, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased, object_session
from sqlalchemy.orm.util import AliasedClass

from asiakasrekisteri.store.models.base import Entity


def paths(subject: str | None) -> tuple[tuple[str, ...], ...]:
    """Split a subject declaration: "person|customer.person" → (("person",), ("customer", "person"))."""
    if subject is None:
        return ()
    return tuple(tuple(p for p in path.split(".") if p) for path in subject.split("|"))


@cache
def rows_about(entity: type[Entity]) -> Select[Any]:
    """Return the query of an entity's rows that are about the person given as the parameter `person`.

    Made once: building it costs more than running it.
    """
    conditions = [_condition(entity, path) for path in paths(entity.__subject__)]
    return select(entity).where(or_(false(), *conditions)).order_by(entity.id)


def _condition(entity: type[Entity], path: Sequence[str]) -> ColumnElement[bool]:
    person: BindParameter[int] = bindparam("person", type_=BigInteger)
    if not path:
        return entity.id == person
    column: InstrumentedAttribute[int | None] = getattr(entity, f"{path[0]}_id")
    if len(path) == 1:
        return column == person
    target: AliasedClass[Entity] = aliased(getattr(entity, path[0]).property.mapper.class_)
    inner = select(target.id).where(getattr(target, f"{path[1]}_id") == person)
    return column.in_(inner)


def person_of(row: Entity, session: Session | None = None) -> int | None:
    """Return the person a loaded row is about, if anybody."""
    return next(_reached(row, type(row).__subject__, session), None)


def found_as(row: Entity, session: Session | None = None) -> Iterator[tuple[str, int]]:
    """Yield the rows in whose search documents this row's fields are indexed."""
    entity = type(row)
    for path in paths(entity.__found_as__):
        if not path:
            yield entity.__tablename__, row.id
        elif (target := getattr(row, f"{path[0]}_id")) is not None:
            yield path[0], target
    del session


def _reached(row: Entity, subject: str | None, session: Session | None) -> Iterator[int]:
    for path in paths(subject):
        here: Entity | None = row
        for step in path[:-1]:
            here = _follow(here, step, session)
        if here is None:
            continue
        value = getattr(here, f"{path[-1]}_id") if path else here.id
        if value is not None:
            yield value


def _follow(row: Entity | None, step: str, session: Session | None) -> Entity | None:
    target_id = getattr(row, f"{step}_id") if row is not None else None
    if row is None or target_id is None:
        return None
    owner = session or object_session(row)
    assert owner is not None
    target = getattr(type(row), step).property.mapper.class_
    with owner.no_autoflush:
        found: Entity | None = owner.get(target, target_id)
    return found


def person_of_values(entity: type[Entity], values: Mapping[str, object]) -> int | None:
    """Return the person that a row given as plain values is about, as far as its own columns tell."""
    for path in paths(entity.__subject__):
        key = "id" if not path else f"{path[0]}_id"
        if len(path) <= 1 and isinstance(value := values.get(key), int):
            return value
    return None
