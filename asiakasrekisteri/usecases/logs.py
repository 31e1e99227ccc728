"""Reading the log: who did what, when and why; of one person also what was imported in a range. And its chain."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, func, or_, select

from asiakasrekisteri.domain.errors import LogBrokenError, StoreError
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.store import log
from asiakasrekisteri.store.log_seal import Seal
from asiakasrekisteri.store.log_truncation import EMPTIED, start_of
from asiakasrekisteri.store.models import LogEntry, LogItem
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.gate import nothing, use_case

_MANY_ENTRIES = 500


@dataclass(frozen=True, slots=True)
class LogTouch:
    """A row that an entry touched, or rows from `id` to `last_id`; names of fields, never values."""

    action: str
    entity: str
    id: int
    last_id: int | None
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LogRow:
    """An entry of the log. `at` is an ISO instant in UTC; `count` tells how many rows it touched in all."""

    number: int
    at: str
    login: str
    role: str
    use_case: str
    action: str
    purpose: str
    count: int
    touched: tuple[LogTouch, ...]


@use_case(Permission.LOG_READ, discloses=nothing)
def show_log(work: Work, person_id: int | None = None, limit: int = _MANY_ENTRIES) -> tuple[LogRow, ...]:
    """Return the newest entries first, of one person if asked; that the log was read is logged too.

    Args:
        work: the unit of work.
        person_id: only the entries, and of them only the rows, that are about this person.
        limit: the greatest number of entries; 0 for all.
    """
    work.log("read_log", "" if person_id is None else "person", person_id or 0, person_id=person_id)
    entries = select(LogEntry).where(LogEntry.action != EMPTIED).order_by(LogEntry.id.desc())
    if person_id is not None:
        entries = entries.where(LogEntry.id.in_(select(LogItem.log_id).where(_about(person_id))))
    if limit:
        entries = entries.limit(limit)
    found = work.session.scalars(entries).all()
    touched = _touched(work, [entry.id for entry in found], person_id)
    return tuple(_row(entry, touched.get(entry.id, ())) for entry in found)


def _about(person_id: int) -> ColumnElement[bool]:
    """Match rows about a person: named as hers, or her own row in a range that an import made."""
    in_range = and_(LogItem.entity == "person", LogItem.entity_id <= person_id, LogItem.last_id >= person_id)
    return or_(LogItem.person_id == person_id, in_range)


def _touched(work: Work, entries: Sequence[int], person_id: int | None) -> dict[int, list[LogTouch]]:
    if not entries:
        return {}
    items = select(LogItem).where(LogItem.log_id.between(min(entries), max(entries))).order_by(LogItem.id)
    if person_id is not None:
        items = items.where(_about(person_id))
    touched: dict[int, list[LogTouch]] = {}
    for item in work.session.scalars(items):
        fields = tuple(filter(None, item.fields.split(",")))
        touched.setdefault(item.log_id, []).append(
            LogTouch(item.action, item.entity, item.entity_id, item.last_id, fields)
        )
    return touched


def _row(entry: LogEntry, touched: Iterable[LogTouch]) -> LogRow:
    return LogRow(
        number=entry.id,
        at=entry.at.isoformat(),
        login=entry.login,
        role=entry.role,
        use_case=entry.use_case,
        action=entry.action,
        purpose=entry.purpose,
        count=entry.items,
        touched=tuple(touched),
    )


@dataclass(frozen=True, slots=True)
class VerifiedLog:
    """A log whose chain held at an instant: the number and hash of its last entry, what has been truncated in time.

    Attributes:
        entries, hash: of the last entry.
        at: when the chain was walked.
        dropped: the number of the last entry dropped from the beginning.
        emptied: how many entries of views have been emptied.
        sealed: the number of the last entry that a main user's seal covers.
    """

    entries: int
    hash: str
    at: dt.datetime
    dropped: int = 0
    emptied: int = 0
    sealed: int = 0


@use_case(Permission.LOG_READ, discloses=nothing, writes=False)
def verify_log(work: Work) -> VerifiedLog:
    """Walk the chain of the log and compare it with the head kept outside the database.

    Raises:
        LogBrokenError: an entry was altered, removed or reordered, or the end is missing.
    """
    kept = work.store.head  # before the first read of the database, so that it cannot tell of a later entry
    outside, seal = kept.read(), kept.seal()
    connection = work.session.connection()
    head = log.verify(connection, outside, kept.key, seal)
    start = start_of(connection)
    emptied = connection.scalar(select(func.count()).select_from(LogEntry).where(LogEntry.action == EMPTIED))
    dropped = start.number if start is not None else 0
    return VerifiedLog(head.number, head.hash, work.now, dropped, emptied or 0, seal.number if seal is not None else 0)


@use_case(Permission.OFFICE_ENTER, discloses=nothing)
def seal_log(work: Work) -> str:
    """Seal the log to its end, when a main user comes in; return what he is to be told, if anything.

    What was written since the last seal is looked through first. Where it does not follow, the seal stays where it is.
    """
    if work.store.head.key is None:
        return ""
    try:
        return _seal(work, work.store.head.key)
    except StoreError as error:
        return str(error)


def _seal(work: Work, key: bytes) -> str:
    kept, connection = work.store.head, work.session.connection()
    seal = kept.seal()
    if kept.read() is None:
        raise LogBrokenError(_("Käyttölokin tarkistetiedosto puuttuu. Palauta se varmuuskopiosta."))
    if seal is not None and not _follows(connection, key, seal):
        raise LogBrokenError(_("Käyttölokia on muutettu ohjelman ohi. Tarkista se sivulla Käyttöloki."))
    kept.put_seal(log.head(connection))
    if seal is not None:
        return ""
    work.log("log_sealed")
    return _(
        "Käyttölokissa ei ollut pääkäyttäjän sinettiä, joten se sinetöitiin. Näin käy päivityksen jälkeen; muuten"
        " tarkista loki."
    )


def _follows(connection: Connection, key: bytes, seal: Seal) -> bool:
    """Tell whether a seal is a main user's and the log goes on from it, unless that part has been dropped in time."""
    start = start_of(connection)
    dropped = start is not None and start.number >= seal.number
    return seal.holds(key) and (dropped or log.follows_seal(connection, seal))


def as_json(row: LogRow) -> dict[str, Any]:
    """Return an entry as plain data."""
    return {
        "number": row.number,
        "at": row.at,
        "user": row.login,
        "role": row.role,
        "use_case": row.use_case,
        "action": row.action,
        "purpose": row.purpose,
        "count": row.count,
        "rows": [
            {"action": t.action, "entity": t.entity, "id": t.id, "last_id": t.last_id, "fields": list(t.fields)}
            for t in row.touched
        ],
    }
