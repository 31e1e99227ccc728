"""What the register holds beside its entities: links of many persons, numbers given, documents as they were printed.

It goes out with the rest, so that an office can be read back whole: the rows in data.json, the documents as files too.
"""

import base64
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import LargeBinary, inspect, select

from asiakasrekisteri.domain.fields import FieldSpec
from asiakasrekisteri.store.models import (
    AttachmentChunk,
    Base,
    Change,
    Entity,
    LogEntry,
    LogItem,
    StoreMark,
    all_fields,
)
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.exporting.rows import AT_ONCE, Conditions

DOCUMENTS = "documents"
"""Folder of the documents as files."""
_ELSEWHERE = (AttachmentChunk, Change, LogEntry, LogItem)
"""Files of their own, the table of history, and the log, which stays with the office whose it is."""
SUPPRESSION_KEY = "suppression_key"
CARRIED_MARKS = frozenset({"invoice_numbers", SUPPRESSION_KEY, "supervisor.fi", "supervisor.sv", "supervisor.en"})
"""The marks that another office needs: what the program has noted or the office has set; the rest it makes itself."""
_FOR_A_REASON = frozenset({SUPPRESSION_KEY})
"""With it the addresses of the suppression list can be guessed one by one."""


@cache
def beside() -> tuple[type[Base], ...]:
    """Return the tables that are no entities, by name."""
    mapped = (mapper.class_ for mapper in Base.registry.mappers)
    found = (one for one in mapped if not issubclass(one, Entity) and one not in _ELSEWHERE)
    return tuple(sorted(found, key=lambda one: one.__tablename__))


def beside_fields(table: type[Base]) -> tuple[FieldSpec, ...]:
    """Return what is known of the columns of a table."""
    return tuple(all_fields(table))  # type: ignore[arg-type]


def beside_rows(work: Work, table: type[Base], allowed: Conditions) -> Iterator[dict[str, Any]]:
    """Yield the rows of a table by column; bytes as base64. Those of persons under restriction are left out."""
    columns = inspect(table).columns
    asked = select(*columns).order_by(*inspect(table).primary_key)
    for row in work.session.connection().execute(asked, execution_options={"yield_per": AT_ONCE}):
        values = dict(zip((column.key for column in columns), row, strict=True))
        if values.get("person_id") not in allowed.held and _may_go(table, values, allowed):
            yield {name: _text(value) for name, value in values.items()}


def write_documents(rows: Iterator[dict[str, Any]], table: type[Base], folder: Path) -> Iterator[dict[str, Any]]:
    """Write the documents of a table as files, and yield the rows with the files' names in their place."""
    for row in rows:
        name = f"{table.__tablename__}-{row['id']}.pdf"
        (folder / DOCUMENTS).mkdir(exist_ok=True)
        (folder / DOCUMENTS / name).write_bytes(base64.b64decode(row["data"]))
        yield {**row, "data": f"{DOCUMENTS}/{name}"}


def is_document(table: type[Base]) -> bool:
    """Tell whether the rows of a table are documents."""
    return any(isinstance(column.type, LargeBinary) for column in inspect(table).columns)


def _may_go(table: type[Base], values: Mapping[str, Any], allowed: Conditions) -> bool:
    if table is not StoreMark:
        return True
    return values["name"] in CARRIED_MARKS and (allowed.opened or values["name"] not in _FOR_A_REASON)


def _text(value: object) -> object:
    return base64.b64encode(value).decode() if isinstance(value, bytes) else value
