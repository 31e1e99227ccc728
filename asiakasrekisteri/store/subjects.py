"""Whose datum a row is: the catalogue's subject paths turned into queries and lookups."""

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import Any

from sqlalchemy import BigInteger, BindParameter, ColumnElement, Select, bindparam, false, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased
from sqlalchemy.orm.util import AliasedClass

from asiakasrekisteri.store.models.base import Entity


def paths(declared: str | None) -> tuple[tuple[str, ...], ...]:
    """Split what a model declares: "person|customer.person" → (("person",), ("customer", "person"))."""
    if declared is None:
        return ()
    return tuple(tuple(p for p in path.split(".") if p) for path in declared.split("|"))


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


def found_as(entity: type[Entity], column: Callable[[str], int | None]) -> Iterator[tuple[str, int]]:
    """Yield the rows in whose search documents a row's fields are indexed.

    Args:
        entity: of the row.
        column: gives the row's value by the name of a column, whether it is a mapped object or plain values.
    """
    for path in paths(entity.__found_as__):
        owner, key = (path[0], f"{path[0]}_id") if path else (entity.__tablename__, "id")
        if (row_id := column(key)) is not None:
            yield owner, row_id


def person_of(row: Entity, session: Session) -> int | None:
    """Return the person a loaded row is about, if anybody."""
    return next(_reached(row, type(row).__subject__, session), None)


def _reached(row: Entity, subject: str | None, session: Session) -> Iterator[int]:
    for path in paths(subject):
        here: Entity | None = row
        for step in path[:-1]:
            here = _follow(here, step, session)
        if here is None:
            continue
        value = getattr(here, f"{path[-1]}_id") if path else here.id
        if value is not None:
            yield value


def _follow(row: Entity | None, step: str, session: Session) -> Entity | None:
    target_id = getattr(row, f"{step}_id") if row is not None else None
    if row is None or target_id is None:
        return None
    target = getattr(type(row), step).property.mapper.class_
    with session.no_autoflush:
        found: Entity | None = session.get(target, target_id)
    return found
