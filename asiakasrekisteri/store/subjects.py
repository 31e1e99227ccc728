"""Whose datum a row is: the catalogue's subject paths turned into queries and lookups."""

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import Any

from sqlalchemy import (
    BigInteger,
    BindParameter,
    ColumnElement,
    CompoundSelect,
    Select,
    bindparam,
    false,
    inspect,
    literal_column,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import RelationshipProperty, Session, aliased

from asiakasrekisteri.domain.fields import Searched
from asiakasrekisteri.store.models.base import Entity

_UNFOUND = frozenset({Searched.NO, Searched.BLIND})


@cache
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
    conditions = [_condition(entity, entity, path) for path in paths(entity.__subject__)]
    return select(entity).where(or_(false(), *conditions)).order_by(entity.id)


@cache
def filled_about(entities: tuple[type[Entity], ...]) -> CompoundSelect[Any]:
    """Return the query of the tables, of those given, that have a row about the person given as the parameter `person`.

    Most have none: asking all of them at once costs less than asking three of them each its rows.
    """
    return union_all(
        *(
            select(literal_column(f"'{entity.__tablename__}'")).where(rows_about(entity).order_by(None).exists())
            for entity in entities
        )
    )


def _condition(here: Any, entity: type[Entity], path: Sequence[str]) -> ColumnElement[bool]:
    """Return whether a row (`here`, maybe an alias of its entity) leads along the path to the person."""
    person: BindParameter[int] = bindparam("person", type_=BigInteger)
    if not path:
        return here.id == person  # type: ignore[no-any-return]
    relation = _relation(entity, path[0])
    if not relation.uselist and len(path) == 1:
        return getattr(here, f"{path[0]}_id") == person  # type: ignore[no-any-return]
    target = relation.mapper.class_
    there = aliased(target)
    further = _condition(there, target, path[1:])
    if relation.uselist:
        return here.id.in_(select(getattr(there, _back(relation))).where(further))  # type: ignore[no-any-return]
    return getattr(here, f"{path[0]}_id").in_(select(there.id).where(further))  # type: ignore[no-any-return]


def _relation(entity: type[Entity], name: str) -> "RelationshipProperty[Any]":
    return inspect(entity).relationships[name]


def _back(relation: "RelationshipProperty[Any]") -> str:
    """Return the column by which the rows of a collection refer to their owner."""
    return str(relation.local_remote_pairs[0][1].key)


@cache
def is_found(entity: type[Entity]) -> bool:
    """Tell whether any field of an entity is searched."""
    return any(field.searched not in _UNFOUND for field in entity.spec())


def found_as(entity: type[Entity], column: Callable[[str], int | None]) -> Iterator[tuple[str, int]]:
    """Yield the rows in whose search documents a row's fields are indexed: its own only if it is in no other's.

    Args:
        entity: of the row.
        column: gives the row's value by the name of a column, whether it is a mapped object or plain values.
    """
    if not is_found(entity):
        return
    elsewhere = False
    for path in paths(entity.__found_as__):
        owner, key = (path[0], f"{path[0]}_id") if path else (entity.__tablename__, "id")
        if (row_id := column(key)) is not None and not (elsewhere and not path):
            elsewhere = True
            yield owner, row_id


def persons_in(entity: type[Entity], where: ColumnElement[bool]) -> Iterator[Select[Any]]:
    """Yield the queries of the ids of the persons whom the rows that match are about, one for each declared path."""
    for path in paths(entity.__subject__):
        yield _persons_along(entity, path, where)


def _persons_along(entity: Any, path: Sequence[str], where: ColumnElement[bool]) -> Select[Any]:
    if not path:
        return select(entity.id).where(where)
    relation = _relation(entity, path[0])
    target = relation.mapper.class_
    if relation.uselist:
        here = getattr(target, _back(relation)).in_(select(entity.id).where(where))
        return _persons_along(target, path[1:], here)
    key = getattr(entity, f"{path[0]}_id")
    if len(path) == 1:
        return select(key).where(where, key.is_not(None))
    return _persons_along(target, path[1:], target.id.in_(select(key).where(where)))


def person_of(row: Entity, session: Session) -> int | None:
    """Return the first person a loaded row is about, if anybody."""
    return next(persons_of(row, session), None)


def persons_of(row: Entity, session: Session) -> Iterator[int]:
    """Yield the persons a loaded row is about, by each path that its entity declares."""
    for path in paths(type(row).__subject__):
        yield from _reached(row, path, session)


def _reached(row: Entity, path: Sequence[str], session: Session) -> Iterator[int]:
    if not path:
        yield row.id
        return
    relation = _relation(type(row), path[0])
    if relation.uselist:
        target = relation.mapper.class_
        mine = getattr(target, _back(relation)) == row.id
        if len(path) == 2:  # noqa: PLR2004 - the person is the next step: a long list need not be read as rows
            with session.no_autoflush:
                yield from filter(None, session.scalars(select(getattr(target, f"{path[1]}_id")).where(mine)))
            return
        with session.no_autoflush:
            others = session.scalars(select(target).where(mine)).all()
        for other in others:
            yield from _reached(other, path[1:], session)
        return
    target_id = getattr(row, f"{path[0]}_id")
    if target_id is None:
        return
    if len(path) == 1:
        yield target_id
        return
    with session.no_autoflush:
        found = session.get(relation.mapper.class_, target_id)
    if found is not None:
        yield from _reached(found, path[1:], session)
