"""Many new rows at once, with the same trail as single ones: history, log, search index.

An import of a hundred thousand customers makes one change and one line of the log for each unbroken range of rows, not
for each row: what was filled, by whom and from where is the same for all of them.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, Dialect, delete, func, insert, select, text

from asiakasrekisteri.domain.fields import FieldSpec
from asiakasrekisteri.store import contents
from asiakasrekisteri.store.balances import SAYS, settled_with
from asiakasrekisteri.store.changes import filled, listed_by, origin_columns
from asiakasrekisteri.store.log import LogLine
from asiakasrekisteri.store.models import Change, Customer, Entity, Person
from asiakasrekisteri.store.search import OWNERS, Terms, forget, rowid, searched_fields, terms, write
from asiakasrekisteri.store.subjects import found_as, is_found, paths
from asiakasrekisteri.store.work import ChangeOrigin, Work

Row = dict[str, Any]


@dataclass(slots=True)
class Batch:
    """New rows by entity, in the order in which they refer to each other; ids are given as rows are added."""

    work: Work
    rows: dict[type[Entity], list[Row]] = field(default_factory=dict)
    _next: dict[type[Entity], int] = field(default_factory=dict)
    _own: dict[type[Entity], dict[int, ChangeOrigin]] = field(default_factory=dict)

    def add(self, entity: type[Entity], values: Mapping[str, Any], origin: ChangeOrigin | None = None) -> int:
        """Add a row of checked values and return its id.

        Args:
            entity: of the row.
            values: by the names of columns.
            origin: where the values of this row came from, if elsewhere than those of the batch.
        """
        row_id = self._next.get(entity) or next_id(self.work, entity)
        self._next[entity] = row_id + 1
        row = {**values, "id": row_id}
        if entity in (Person, Customer):
            row["sort_key"] = listed_by(entity, row.get)
        self.rows.setdefault(entity, []).append(row)
        if origin is not None:
            self._own.setdefault(entity, {})[row_id] = origin
        return row_id

    def write(self, order: Sequence[type[Entity]], origins: Mapping[type[Entity], ChangeOrigin] | None = None) -> None:
        """Write what has been added, with its trail and its search documents.

        Args:
            order: owners before what refers to them.
            origins: entities whose values came from elsewhere than those of the work at large.
        """
        connection = self.work.session.connection()
        for entity in order:
            rows = self.rows.get(entity, [])
            if rows:
                statement, cells = _insert(entity, connection.dialect)
                connection.exec_driver_sql(statement, [_stored(row, cells) for row in rows])
                connection.execute(insert(Change), list(self._changes(entity, rows, (origins or {}).get(entity))))
                _note(self.work, entity, rows[0]["id"], rows[-1]["id"], "import")
                self.work.unsettled.update(invoice for row in rows for invoice in settled_with(entity, row.get))
        self._index(connection)
        self.rows.clear()
        self._own.clear()
        self._next.clear()  # single rows may be added before the next

    def _changes(self, entity: type[Entity], rows: list[Row], origin: ChangeOrigin | None) -> Iterator[Row]:
        """Yield a change for each unbroken range of rows that came from one place; a row alone names its fields."""
        own = self._own.get(entity, {})
        for said, group in groupby(rows, key=lambda row: own.get(row["id"])):
            of_one_place = list(group)
            first, last = of_one_place[0], of_one_place[-1]
            change = _change(self.work, entity, first["id"], last["id"], "create", said or origin)
            if said is not None and first is last:
                change |= {"last_id": None, "values": filled(first)}
            yield change

    def _index(self, connection: Connection) -> None:
        """Write the search documents of the rows that are new; those of earlier rows are made anew at the end."""
        new = {(e.__tablename__, r["id"]) for e, rows in self.rows.items() for r in rows}
        names: list[tuple[int, Terms]] = []
        said: list[tuple[int, str, str, str]] = []
        for (kind, row_id), values in self._documents().items():
            if (kind, row_id) not in new:
                self.work.unindexed.add((kind, row_id))
            elif kind in OWNERS:
                names.append((rowid(kind, row_id), terms(values)))
            else:
                found = terms(values)
                said.append((contents.rowid(kind, row_id), found.words, found.parts, found.folded))
        write(connection, names)
        contents.write(connection, said)

    def _documents(self) -> dict[tuple[str, int], list[tuple[FieldSpec, object]]]:
        values: dict[tuple[str, int], list[tuple[FieldSpec, object]]] = {}
        for entity, rows in self.rows.items():
            fields = searched_fields(entity)
            for row in rows:
                for owner in found_as(entity, row.get):
                    values.setdefault(owner, []).extend((f, said) for f in fields if (said := row.get(f.name)))
        return values


def _change(
    work: Work, entity: type[Entity], first: int, last: int, action: str, origin: ChangeOrigin | None = None
) -> Row:
    return {
        "entity": entity.__tablename__,
        "entity_id": first,
        "last_id": last,
        "action": action,
        "values": [],
        "person_id": None,
        **origin_columns(work.session, work, origin),
    }


def _note(work: Work, entity: type[Entity], first: int, last: int, action: str) -> None:
    """Tell the log and the listeners of a range of rows."""
    work.lines.append(LogLine(action, entity.__tablename__, first, "", None, last))
    work.changed.add((entity.__tablename__, first))


def remove_range(work: Work, entity: type[Entity], first: int, last: int) -> int:
    """Remove the rows of a range that an import made, with a trail and from the search; return how many there were.

    The trail says which rows went, not what stood in them: what was imported by mistake is not kept as history.
    """
    connection = work.session.connection()
    name = entity.__tablename__
    inside = entity.id.between(first, last)
    searched = filter(None, paths(entity.__found_as__)) if is_found(entity) else ()
    for owner, *_rest in searched:
        column = getattr(entity, f"{owner}_id")
        owners = connection.scalars(select(column).where(inside, column.is_not(None)).distinct())
        work.unindexed.update((owner, row_id) for row_id in owners)
    if name in OWNERS:
        forget(connection, name, first, last)
        work.unindexed -= {(name, row_id) for row_id in range(first, last + 1)}
    elif name in contents.KINDS:
        work.unindexed.update((name, row_id) for row_id in range(first, last + 1))
    for said in SAYS.get(entity, ()):
        column = getattr(entity, said)
        work.unsettled.update(connection.scalars(select(column).where(inside, column.is_not(None)).distinct()))
    gone = connection.execute(delete(entity).where(inside)).rowcount
    connection.execute(insert(Change), [_change(work, entity, first, last, "delete")])
    _note(work, entity, first, last, "delete")
    return gone


_Cell = tuple[str, Any, Callable[[Any], Any] | None]
"""How one column of a row is written: its name, its default, and the type's own way to the driver."""


def _stored(row: Row, cells: tuple[_Cell, ...]) -> tuple[Any, ...]:
    return tuple(
        [
            value if bind is None or value is None else bind(value)
            for name, default, bind in cells
            for value in (row.get(name, default),)
        ]
    )


@cache
def _insert(entity: type[Entity], dialect: Dialect) -> tuple[str, tuple[_Cell, ...]]:
    """Return the statement that writes all columns of an entity, and its cells.

    Rows go to the driver as they are: binding each by name would cost as much as writing it.
    """
    columns = tuple(entity.__table__.columns)
    cells = tuple(
        (
            c.name,
            c.default.arg if c.default is not None and c.default.is_scalar else None,
            c.type.dialect_impl(dialect).bind_processor(dialect),
        )
        for c in columns
    )
    names = ", ".join(c.name for c in columns)
    return f"INSERT INTO {entity.__tablename__} ({names}) VALUES ({', '.join('?' * len(columns))})", cells  # noqa: S608


def next_id(work: Work, entity: type[Entity]) -> int:
    """Return the id after the greatest ever given in a table, so that an erased row's id is not given again."""
    connection = work.session.connection()
    used = connection.execute(
        text("SELECT seq FROM sqlite_sequence WHERE name = :name"), {"name": entity.__tablename__}
    ).scalar()
    greatest = connection.execute(select(func.max(entity.id))).scalar()
    return max(used or 0, greatest or 0) + 1
