"""Truncating the log without breaking its chain.

Entries whose time is over are dropped from the beginning; entries of views, whose time is shorter, are emptied where
they stand: their hash stays, so that the next entry still follows from it. Whoever truncates leaves a line in the log,
chained like every other, with a digest of what stays of the emptied entries and the hash of the last dropped one. An
entry emptied without such a line, or by another hand afterwards, is found when the log is verified.

The chain itself needs no key, so anybody who can write into the database could add such a line. It is therefore sealed
with a key that only main users can make: of all the sealed keys together, of which each other role has one at most.
"""

import datetime as dt
import hashlib
import hmac
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, delete, func, select, update

from asiakasrekisteri.domain.errors import StoreError
from asiakasrekisteri.domain.permissions import SealedKey
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.store.models.trail import LogEntry, LogItem
from asiakasrekisteri.store.sealing import derive
from asiakasrekisteri.store.unlocked import UnlockedKeys

ACTION, ENTITY = "truncate", "log_entry"
EMPTIED = "truncated"
"""What stands as the action of an emptied entry; its `use_case` is the number of the entry that tells of it."""
_VIEWS, _OLDEST = "views", "oldest"
_VIEW = "view"


@dataclass(frozen=True, slots=True)
class Cut:
    """What was truncated: the first and last entry, how many, and what the line of the log says of it."""

    first: int
    last: int
    count: int
    fields: str


@dataclass(frozen=True, slots=True)
class Start:
    """Where the log begins now: the number and hash of the last entry that was dropped, and who tells of it."""

    number: int
    hash: str
    told_by: int
    digest: str


def sealing_key(keys: UnlockedKeys) -> bytes | None:
    """Return the key that seals what is told of a truncation; None for whoever is no main user."""
    if not keys.whole:
        return None
    return derive(b"".join(keys.key(key) for key in sorted(SealedKey)), "log truncation")


def sealed_fields(key: bytes | None, number: int, cut: Cut) -> str:
    """Return what the line of entry `number` says of a cut, with its seal.

    Raises:
        StoreError: the user is no main user.
    """
    if key is None:
        raise StoreError(_("Käyttölokia lyhentää pääkäyttäjä. Pyydä sitä häneltä."))
    return f"{cut.fields},{_seal(key, number, cut.first, cut.last, cut.fields)}"


def _seal(key: bytes, number: int, first: int, last: int | None, fields: str) -> str:
    return hmac.new(key, f"{number}|{first}|{last}|{fields}".encode(), hashlib.sha256).hexdigest()


def count_views(connection: Connection, before: dt.datetime, spared: Collection[int] = ()) -> int:
    """Return how many entries of views are older than an instant, and of nobody who is spared."""
    return connection.scalar(select(func.count()).select_from(LogEntry).where(_views(before, spared))) or 0


def count_oldest(connection: Connection, before: dt.datetime, spared: Collection[int] = ()) -> int:
    """Return how many entries at the beginning of the log are older than an instant, up to one of who is spared."""
    oldest = _oldest(connection, before, spared)
    return connection.scalar(select(func.count()).select_from(LogEntry).where(oldest)) or 0


def _views(before: dt.datetime, spared: Collection[int]) -> ColumnElement[bool]:
    old = (LogEntry.action == _VIEW) & (LogEntry.at < before)
    return old & LogEntry.id.not_in(_about(spared)) if spared else old


def _about(persons: Collection[int]) -> Select[int]:
    return select(LogItem.log_id).where(LogItem.person_id.in_(persons))


def _oldest(connection: Connection, before: dt.datetime, spared: Collection[int]) -> ColumnElement[bool]:
    """Match the entries before the first that is younger, or of a spared person; the last entry of all always stays."""
    stays = LogEntry.at >= before
    first = connection.scalar(select(func.min(LogEntry.id)).where(stays | LogEntry.id.in_(_about(spared))))
    last = connection.scalar(select(func.max(LogEntry.id))) or 0
    return LogEntry.id < (last if first is None else first)


def empty_views(connection: Connection, before: dt.datetime, number: int, spared: Collection[int] = ()) -> Cut | None:
    """Empty the entries of views older than an instant; `number` is the entry that will tell of it."""
    views = _views(before, spared)
    found = connection.execute(select(LogEntry.id, LogEntry.hash).where(views).order_by(LogEntry.id)).all()
    if not found:
        return None
    ids = select(LogEntry.id).where(views)
    connection.execute(delete(LogItem).where(LogItem.log_id.in_(ids)))
    blank = {
        "action": EMPTIED,
        "use_case": str(number),
        "user_id": 0,
        "login": "",
        "role": "",
        "purpose": "",
        "items": 0,
    }
    connection.execute(update(LogEntry).where(views).values(**blank))
    fields = ",".join((_VIEWS, _digest(row.hash for row in found)))
    return Cut(found[0].id, found[-1].id, len(found), fields)


def drop_oldest(connection: Connection, before: dt.datetime, spared: Collection[int] = ()) -> Cut | None:
    """Drop the entries at the beginning that are older than an instant."""
    oldest = _oldest(connection, before, spared)
    ids = select(func.min(LogEntry.id), func.max(LogEntry.id), func.count()).where(oldest)
    first, last, count = connection.execute(ids).one()
    if not count:
        return None
    kept = connection.scalar(select(LogEntry.hash).where(LogEntry.id == last)) or ""
    stubs = select(LogEntry.hash).where(LogEntry.action == EMPTIED, LogEntry.id > last).order_by(LogEntry.id)
    fields = ",".join((_OLDEST, _digest(connection.scalars(stubs)), kept))
    connection.execute(delete(LogItem).where(LogItem.log_id <= last))
    connection.execute(delete(LogEntry).where(LogEntry.id <= last))
    return Cut(first, last, count, fields)


def _digest(hashes: Iterable[str]) -> str:
    digest = hashlib.sha256()
    for one in hashes:
        digest.update(one.encode())
    return digest.hexdigest()


def start_of(connection: Connection) -> Start | None:
    """Return where the log begins, as the latest line that tells of dropped entries says; None if none were."""
    told = select(LogItem.log_id, LogItem.last_id, LogItem.fields).where(
        LogItem.action == ACTION, LogItem.entity == ENTITY, LogItem.fields.startswith(f"{_OLDEST},")
    )
    row = connection.execute(told.order_by(LogItem.id.desc()).limit(1)).first()
    if row is None:
        return None
    _kind, digest, kept, *_seal = row.fields.split(",")
    return Start(row.last_id, kept, row.log_id, digest)


@dataclass(slots=True)
class Emptied:
    """The emptied entries met on a walk through the log, and the lines that tell of emptying.

    `key` is what those lines are sealed with; None for whoever cannot tell whether a seal is right.
    """

    key: bytes | None = None
    forged: list[int] = field(default_factory=list)
    stubs: list[tuple[int, int, str]] = field(default_factory=list)
    told: dict[int, tuple[int, str]] = field(default_factory=dict)

    def meet(self, entry: Mapping[str, Any], rows: Sequence[tuple[Any, ...]]) -> bool:
        """Note an entry; tell whether it is an emptied one, of which only the hash is left."""
        if entry["action"] == EMPTIED:
            by = str(entry["use_case"])
            self.stubs.append((entry["id"], int(by) if by.isdigit() else 0, entry["hash"]))
            return not rows and entry["items"] == 0
        for action, entity, first, fields, _person, last in rows:
            if action == ACTION and entity == ENTITY:
                self._hear(entry["id"], first, last, fields)
        return False

    def _hear(self, number: int, first: int, last: int | None, fields: str) -> None:
        if fields.startswith(f"{_VIEWS},"):
            self.told[number] = (first, fields.split(",")[1])
        said, _comma, seal = fields.rpartition(",")
        if self.key is not None and not hmac.compare_digest(seal, _seal(self.key, number, first, last, said)):
            self.forged.append(number)

    def fault(self, start: Start | None) -> tuple[int, str] | None:
        """Return the first entry that was emptied without being told of, and what is wrong; None if all is well."""
        if self.forged:
            return self.forged[0], _("lokin lyhentämistä ei ole tehnyt pääkäyttäjä tällä ohjelmalla")
        groups: dict[int, list[tuple[int, str]]] = {}
        for number, by, kept in self.stubs:
            groups.setdefault(by, []).append((number, kept))
        for by, group in groups.items():
            if not self._holds(by, group, start):
                return group[0][0], _("merkintä on tyhjennetty ilman lokin lyhentämistä")
        return None

    def _holds(self, by: int, group: Sequence[tuple[int, str]], start: Start | None) -> bool:
        told = self.told.get(by)
        if start is not None and by < start.told_by and (told is None or told[0] <= start.number):
            return start.digest == _digest(kept for _n, teller, kept in self.stubs if teller < start.told_by)
        return told is not None and told[1] == _digest(kept for _n, kept in group)
