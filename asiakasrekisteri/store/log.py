"""The log: chained by hashes, names of fields and never values, with its head also outside the database.

Each entry's hash covers the entry before it, its own header and every item, so that an altered, removed or reordered
entry breaks the chain, and a cut tail no longer reaches the head that lies in `rekisteri.loki` beside the database.
What is truncated when its time is over leaves the chain whole: see `log_truncation`.
"""

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, insert, select

from asiakasrekisteri.domain.errors import LogBrokenError, StoreError
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.store import log_truncation
from asiakasrekisteri.store.files import SPOILT, replace_file
from asiakasrekisteri.store.log_seal import Seal, read_seal, sealed
from asiakasrekisteri.store.models.trail import LogEntry, LogItem
from asiakasrekisteri.store.turn import turn

GENESIS = "0" * 64
_HEADER = ("id", "at", "user_id", "login", "role", "use_case", "action", "purpose", "items")
_ITEM = ("action", "entity", "entity_id", "fields", "person_id", "last_id")
_BATCH = 2_000
_NEWEST = select(LogEntry.id, LogEntry.hash).order_by(LogEntry.id.desc()).limit(1)


@dataclass(frozen=True, slots=True)
class Head:
    """The last entry of the chain: its number and hash. Number 0 stands for an empty log."""

    number: int
    hash: str


@dataclass(frozen=True, slots=True)
class LogLine:
    """One touched row as the log keeps it, or a whole range of rows that an import made."""

    action: str
    entity: str
    entity_id: int
    fields: str = ""
    person_id: int | None = None
    last_id: int | None = None


def head(connection: Connection) -> Head:
    """Return the head of the chain inside the database."""
    row = connection.execute(_NEWEST).first()
    return Head(0, GENESIS) if row is None else Head(row[0], row[1])


def append(connection: Connection, before: Head, header: dict[str, Any], lines: Sequence[LogLine]) -> Head:
    """Write one entry and its lines after `before`, in the caller's transaction."""
    entry = {**header, "id": before.number + 1, "items": len(lines)}
    rows = [(line.action, line.entity, line.entity_id, line.fields, line.person_id, line.last_id) for line in lines]
    entry["hash"] = _hash(before.hash, [_plain(entry[name]) for name in _HEADER], rows)
    connection.execute(insert(LogEntry), entry)
    if rows:
        connection.execute(insert(LogItem), [dict(zip(_ITEM, row, strict=True), log_id=entry["id"]) for row in rows])
    return Head(entry["id"], entry["hash"])


def _hash(before: str, header: list[Any], rows: Iterable[Sequence[Any]]) -> str:
    digest = hashlib.sha256(before.encode())
    digest.update(json.dumps(header, ensure_ascii=False, separators=(",", ":")).encode())
    for row in rows:
        digest.update(json.dumps(list(row), ensure_ascii=False, separators=(",", ":")).encode())
    return digest.hexdigest()


def _plain(value: object) -> object:
    return value.astimezone(dt.UTC).isoformat(timespec="microseconds") if isinstance(value, dt.datetime) else value


def verify(connection: Connection, outside: Head | None, key: bytes | None = None, seal: Seal | None = None) -> Head:
    """Walk the whole chain and compare it with the head kept outside.

    Args:
        connection: the open transaction.
        outside: the head kept outside.
        key: of a main user, with which lines that tell of truncation and the seal of the head are made.
        seal: of the head, as it is kept outside.

    Returns:
        The head inside the database.

    Raises:
        LogBrokenError: an entry was altered, removed, reordered, or the tail was cut; the message names the first
            entry that does not hold.
    """
    if outside is None:
        raise LogBrokenError(_("Käyttölokin tarkistetiedosto puuttuu. Palauta se varmuuskopiosta."))
    start = log_truncation.start_of(connection)
    last, reached = _walk(connection, start, (outside, seal), log_truncation.Emptied(key))
    if not reached or (seal is not None and seal.number > last.number):
        _broken(last.number + 1, _("lokin loppu puuttuu"))
    if seal is not None and key is not None and not seal.holds(key):
        _broken(seal.number, _("lokin sinettiä ei ole tehnyt pääkäyttäjä tällä ohjelmalla"))
    _require_no_orphans(connection, 1 if start is None else start.number + 1, last)
    return last


def _walk(
    connection: Connection,
    start: log_truncation.Start | None,
    kept: tuple[Head, Seal | None],
    emptied: log_truncation.Emptied,
) -> tuple[Head, bool]:
    """Follow the chain to its end, past the head and the seal kept outside; tell whether it reached the head."""
    outside, seal = kept
    last = Head(0, GENESIS) if start is None else Head(start.number, start.hash)
    reached = outside.number == 0
    for entry, rows in _entries(connection):
        if entry["id"] != last.number + 1:
            _broken(last.number + 1, _("merkintä puuttuu tai on siirretty"))
        if not emptied.meet(entry, rows) and not _follows(last, entry, rows):
            _broken(entry["id"], _("merkintää tai sitä edeltävää on muutettu"))
        last = Head(entry["id"], entry["hash"])
        if seal is not None and last.number == seal.number and last.hash != seal.hash:
            _broken(last.number, _("merkintää tai sitä edeltäviä on muutettu pääkäyttäjän sinetin jälkeen"))
        if last.number == outside.number:
            if last.hash != outside.hash:
                _broken(last.number, _("loki ei vastaa tietokannan ulkopuolista tarkistetta"))
            reached = True
    if (fault := emptied.fault(start)) is not None:
        _broken(*fault)
    return last, reached


def _follows(last: Head, entry: Mapping[str, Any], rows: Sequence[tuple[Any, ...]]) -> bool:
    """Tell whether an entry is as it was written after the one before it."""
    expected = _hash(last.hash, [_plain(entry[name]) for name in _HEADER], rows)
    return bool(entry["items"] == len(rows) and entry["hash"] == expected)


def _require_no_orphans(connection: Connection, first: int, last: Head) -> None:
    strange = ~LogItem.log_id.between(first, last.number)
    if connection.execute(select(LogItem.id).where(strange).limit(1)).first() is not None:
        _broken(last.number + 1, _("merkintä puuttuu"))


def _broken(number: int, what: str) -> None:
    raise LogBrokenError(
        _("Käyttölokin ketju ei ole ehjä merkinnästä {number} alkaen: {what}. "
          "Palauta viimeisin varmuuskopio tai selvitä muutos ennen kuin jatkat.").format(number=number, what=what)
    )  # fmt: skip


def follows_seal(connection: Connection, seal: Seal) -> bool:
    """Tell whether the chain goes on from a sealed entry to its end as it was written; what is before it is sealed."""
    stored = connection.scalar(select(LogEntry.hash).where(LogEntry.id == seal.number))
    if stored != seal.hash:
        return False
    last = Head(seal.number, seal.hash)
    for entry, rows in _entries(connection, seal.number):
        if entry["id"] != last.number + 1:
            return False
        if entry["action"] != log_truncation.EMPTIED and not _follows(last, entry, rows):
            return False
        last = Head(entry["id"], entry["hash"])
    return True


def _entries(connection: Connection, after: int = 0) -> Iterator[tuple[dict[str, Any], list[tuple[Any, ...]]]]:
    """Yield every entry after a number with its lines, in batches so that a long log does not fill memory."""
    columns = [getattr(LogEntry, name) for name in (*_HEADER, "hash")]
    while True:
        batch = connection.execute(
            select(*columns).where(LogEntry.id > after).order_by(LogEntry.id).limit(_BATCH)
        ).all()
        if not batch:
            return
        lines = _lines(connection, batch[0].id, batch[-1].id)
        for row in batch:
            yield dict(row._mapping), lines.get(row.id, [])  # noqa: SLF001 - SQLAlchemy's public name for it
        after = batch[-1].id


def _lines(connection: Connection, first: int, last: int) -> dict[int, list[tuple[Any, ...]]]:
    columns = [getattr(LogItem, name) for name in _ITEM]
    rows = connection.execute(
        select(LogItem.log_id, *columns).where(LogItem.log_id.between(first, last)).order_by(LogItem.log_id, LogItem.id)
    ).all()
    return {log_id: [tuple(row[1:]) for row in group] for log_id, group in groupby(rows, key=itemgetter(0))}


class HeadFile:
    """The head outside the database, and the seal on it: a small file replaced whole after each committed entry.

    Args:
        path: of the file.
        key: of a main user, with which the head is sealed; None for others.
    """

    def __init__(self, path: Path, key: bytes | None = None) -> None:
        self._path, self.key = path, key

    def read(self) -> Head | None:
        """Return the head kept outside; None when there is no file yet.

        Raises:
            LogBrokenError: the file is there but cannot be read as a head.
        """
        return self._read()[0]

    def seal(self) -> Seal | None:
        """Return the seal on it; None when nothing has been sealed.

        Raises:
            LogBrokenError: the file is there but cannot be read as a head.
        """
        return self._read()[1]

    def _read(self) -> tuple[Head | None, Seal | None]:
        try:
            data = json.loads(self._path.read_text("utf-8"))
            return Head(int(data["number"]), str(data["hash"])), read_seal(data.get("seal"))
        except FileNotFoundError:
            return None, None
        except SPOILT as error:
            raise LogBrokenError(
                _("Käyttölokin tarkistetiedostoa ei voi lukea. Palauta se varmuuskopiosta.")
            ) from error

    def write(self, new: Head, before: Head) -> None:
        """Replace the head, unless the file already tells of a later one (another window of the same office).

        A seal of the entry `before` moves on with it.

        The entry is committed by now, so nothing is raised: a head left behind is no break, and the next entry mends
        it. One that cannot be read, or is gone since the first entry, is left as it is: `verify` tells of it.
        """
        with suppress(StoreError), turn(self._path.parent):
            known, seal = self._read()
            if known.number < new.number if known is not None else new.number == 1:
                if (
                    self.key is not None
                    and seal is not None
                    and (seal.number, seal.hash) == (before.number, before.hash)
                ):
                    seal = sealed(self.key, new.number, new.hash) if seal.holds(self.key) else seal
                self._replace(new, seal)

    def _moved_on(self, seal: Seal | None, new: Head, before: Head) -> Seal | None:
        if self.key is None or seal is None or (seal.number, seal.hash) != (before.number, before.hash):
            return seal
        return sealed(self.key, new.number, new.hash) if seal.holds(self.key) else seal

    def put_seal(self, at: Head) -> None:
        """Seal an entry.

        Raises:
            StoreError: the file cannot be read or written, or the user is no main user.
        """
        if self.key is None:
            raise StoreError(_("Käyttölokin sinetöi pääkäyttäjä."))
        with turn(self._path.parent):
            known = self.read()
            if known is not None:
                self._replace(known, sealed(self.key, at.number, at.hash))

    def _replace(self, known: Head, seal: Seal | None) -> None:
        told = {"number": known.number, "hash": known.hash, **({"seal": seal.as_json()} if seal is not None else {})}
        replace_file(self._path, json.dumps(told).encode())
