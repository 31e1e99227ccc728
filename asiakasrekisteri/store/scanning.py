"""Looking through every text of the register: table by table, one row in memory, whatever the indexes hold.

The full-text indexes hold what is searched every day; a person's request is answered from everything that is written.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Connection, String, func, inspect, select

from asiakasrekisteri.domain.fields import FieldKind, FieldSpec, Sensitivity
from asiakasrekisteri.store.models import Change, Entity, all_fields
from asiakasrekisteri.store.models.types import Json

_NOT_WORDS = frozenset({"sort_key", "sha256"})
"""Made of other columns, or no words."""


Tells = Callable[[str], bool]


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


def scan(connection: Connection, entity: type[Entity], quick: Tells, tells: Tells) -> Iterator[tuple[int, list[str]]]:
    """Yield the ids of the rows of a table, with the names of the fields in whose texts there is something.

    Args:
        connection: the open transaction.
        entity: whose table is walked.
        quick: tells of all texts of a row at once whether they are worth a closer look.
        tells: tells of one text whether there is something.
    """
    fields = word_fields(entity)
    for row_id, *values in _walked(connection, entity.__tablename__, [field.name for field in fields]):
        texts = [(field.name, str(value)) for field, value in zip(fields, values, strict=True) if value]
        near = quick("\n".join(text for _name, text in texts))
        yield row_id, [name for name, text in texts if tells(text)] if near else []


def scan_history(connection: Connection, quick: Tells, tells: Tells) -> Iterator[tuple[int, bool]]:
    """Yield the ids of the changes, and whether there is something in the former values of each."""
    for change_id, raw, action in _walked(connection, Change.__tablename__, ["values", "action"]):
        if action == "create" or not raw or not quick(raw):
            yield change_id, False
            continue
        values = json.loads(raw)
        said = values.values() if isinstance(values, dict) else ()
        yield change_id, any(isinstance(pair[0], str) and tells(pair[0]) for pair in said)


def _walked(connection: Connection, table: str, columns: Sequence[str]) -> Iterator[tuple[Any, ...]]:
    """Walk a table as the driver gives it, row by row: wrapping a million rows would cost more than reading them."""
    if not columns:
        return
    wanted = ", ".join(f'"{name}"' for name in ("id", *columns))
    driver: Any = connection.connection.driver_connection
    yield from driver.execute(f'SELECT {wanted} FROM "{table}"')  # noqa: S608 - names of the catalogue
