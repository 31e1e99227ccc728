"""Looking through every text of the register: table by table, a thousand rows in memory, whatever the indexes hold.

The full-text indexes hold what is searched every day; a person's request is answered from everything that is written.
"""

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

from sqlalchemy import Connection, String, func, inspect, select

from asiakasrekisteri.domain.fields import FieldKind, FieldSpec, Sensitivity
from asiakasrekisteri.store.models import Change, Entity, all_fields
from asiakasrekisteri.store.models.types import Json

_AT_ONCE = 1000
_NOT_WORDS = frozenset({"sort_key", "sha256"})
"""Made of other columns, or no words."""


@cache
def word_fields(entity: type[Entity]) -> tuple[FieldSpec, ...]:
    """Return the fields of an entity that can hold words or numbers as people write them, the technical ones too."""
    columns = inspect(entity).columns
    return tuple(
        field
        for field in all_fields(entity)
        if isinstance(columns[field.name].type, String | Json)
        and field.kind is not FieldKind.CHOICE
        and field.sensitivity is Sensitivity.PLAIN
        and field.name not in _NOT_WORDS
    )


def count_rows(connection: Connection, table: type[Any]) -> int:
    """Return how many rows a table has."""
    return connection.scalar(select(func.count()).select_from(table)) or 0


def scan(connection: Connection, entity: type[Entity], tells: Callable[[str], bool]) -> Iterator[tuple[int, list[str]]]:
    """Yield the ids of the rows in whose texts there is something, with the names of those fields.

    Args:
        connection: the open transaction.
        entity: whose table is walked.
        tells: tells of one text whether there is.
    """
    fields = word_fields(entity)
    table = entity.__table__
    asked = select(table.c.id, *(table.c[field.name] for field in fields)).execution_options(yield_per=_AT_ONCE)
    for row_id, *values in connection.execute(asked) if fields else ():
        found = [f.name for f, value in zip(fields, values, strict=True) if value and tells(str(value))]
        yield row_id, found


def scan_history(connection: Connection, tells: Callable[[str], bool]) -> Iterator[tuple[int, bool]]:
    """Yield the ids of the changes, and whether there is something in the former values of each."""
    asked = select(Change.id, Change.values).where(Change.action != "create").execution_options(yield_per=_AT_ONCE)
    for change_id, values in connection.execute(asked):
        said = values.values() if isinstance(values, dict) else ()
        yield change_id, any(isinstance(pair[0], str) and tells(pair[0]) for pair in said)
