"""The ledger of erasures: a file beside the database that remembers what was erased, so that no backup brings it back.

Each line is sealed and holds numbers of rows, never a name or a value. It is written before the erasure is committed,
goes into every backup, and is joined, not replaced, when a backup is restored: what it knows and the database does not
is erased again when the office is next opened. The database knows every line too, so that a lost file is made anew.

Its key is made with the file and lies in it, sealed with every data key that the office has had: a backup of an older
key must be able to open the ledger of today.
"""

import datetime as dt
import json
import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag

from asiakasrekisteri.domain.errors import LedgerBrokenError
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.store.connection import open_still
from asiakasrekisteri.store.faults import disk_faults
from asiakasrekisteri.store.files import LEDGER, SPOILT, replace_file, sync_file
from asiakasrekisteri.store.sealing import KEY_BYTES, derive, seal, unseal
from asiakasrekisteri.store.turn import turn
from asiakasrekisteri.store.unlocked import UnlockedKeys

FORMAT = 1
_PURPOSE = "asiakasrekisteri erasure ledger"
_ID_BYTES = 16
RESTORE = "restore"
"""The act of a mark that tells of a restored backup: numbers of rows go on from beyond all that were given."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One erasure: its own random id, the day, and the numbers of the rows that went (`usecases.privacy.marks`)."""

    id: str
    day: dt.date
    content: Mapping[str, Any]


def new_mark(day: dt.date, content: Mapping[str, Any]) -> Mark:
    """Return a mark with an id of its own."""
    return Mark(secrets.token_hex(_ID_BYTES), day, content)


def marks_of(database: Path, key: bytes) -> tuple[Mark, ...]:
    """Return the marks that a database knows itself.

    The files are left as they are.

    Raises:
        StoreError: it does not open with the key.
        DriverError: it is of a form that knows no marks yet.
    """
    connection = open_still(database, key)
    try:
        rows = connection.execute("SELECT id, day, content FROM erasure_mark").fetchall()
    finally:
        connection.close()
    return tuple(Mark(row[0], dt.date.fromisoformat(row[1]), json.loads(row[2])) for row in rows)


@dataclass(frozen=True, slots=True)
class _Document:
    """The file as it stands: whose it is, its key as sealed with each data key, and its lines by id."""

    office: str
    seals: tuple[str, ...]
    lines: Mapping[str, str]

    def encoded(self) -> bytes:
        head = json.dumps({"format": FORMAT, "office": self.office, "keys": list(self.seals)})
        return "".join(f"{line}\n" for line in (head, *self.lines.values())).encode()


class Ledger:
    """The ledger in a folder, read with the keys of the user signed in."""

    def __init__(self, folder: Path, keys: UnlockedKeys) -> None:
        self.path = folder / LEDGER
        self._keys = keys

    def exists(self) -> bool:
        """Tell whether there is one."""
        return self.path.exists()

    def ids(self) -> frozenset[str]:
        """Return the ids of its marks.

        Raises:
            LedgerBrokenError: the file is missing, spoilt or another office's.
        """
        return frozenset(self._read().lines)

    def marks(self) -> tuple[Mark, ...]:
        """Return its marks, the oldest first.

        Raises:
            LedgerBrokenError: the file is missing, spoilt or another office's, or a line of it was altered.
        """
        document = self._read()
        key = self._key(document)
        return tuple(_opened(key, document.office, mark_id, line) for mark_id, line in document.lines.items())

    def found(self, marks: Iterable[Mark] = ()) -> None:
        """Make the file anew; one that cannot be used is put aside."""
        with disk_faults(), turn(self.path.parent):
            if self.path.exists():
                self.path.replace(self.path.with_name(f"{LEDGER}.vanha"))
            replace_file(self.path, self._new(marks).encoded())

    def append(self, marks: Sequence[Mark]) -> None:
        """Write marks at the end, on the disk before this returns.

        Raises:
            LedgerBrokenError: the file cannot be used.
            StoreError: the disk is full or fails.
        """
        if not marks:
            return
        with disk_faults(), turn(self.path.parent):
            document = self._read()
            key = self._key(document)
            lines = [_line(key, document.office, mark) for mark in marks]
            if not self.path.read_bytes().endswith(b"\n"):  # a line that a crash cut short was never committed
                replace_file(self.path, document.encoded())
            with self.path.open("ab") as stream:
                stream.write("".join(f"{line}\n" for line in lines).encode())
            sync_file(self.path)

    def withdraw(self, marks: Sequence[Mark]) -> None:
        """Take out marks of an erasure that was not committed."""
        if not marks:
            return
        with disk_faults(), turn(self.path.parent):
            document = self._read()
            gone = {mark.id for mark in marks}
            left = {mark_id: line for mark_id, line in document.lines.items() if mark_id not in gone}
            replace_file(self.path, replace(document, lines=left).encoded())

    def admit(self, after: UnlockedKeys) -> None:
        """Let the newest data key open the ledger too: the first half of changing that key.

        A file that cannot be used is left as it is; it is made anew at the next opening.
        """
        if not self.exists():
            return
        with disk_faults(), turn(self.path.parent):
            try:
                document = self._read()
                key = self._key(document)
            except LedgerBrokenError:
                return
            replace_file(self.path, _admitting(document, key, after).encoded())

    def joined(self, other: "Ledger", more: Sequence[Mark] = ()) -> bytes:
        """Return the file that a restored backup gets: what both know, and more marks; openable by the backup's keys.

        Args:
            other: the ledger of the backup.
            more: new marks.
        """
        usable = [one for one in (self, other) if one._is_usable()]  # noqa: SLF001 - of its own kind
        if not usable:
            return self._new(more).encoded()
        base = usable[0]._read()  # noqa: SLF001
        key = self._key(base)
        lines = dict(base.lines)
        for mark in [*(mark for one in usable[1:] for mark in one.marks()), *more]:
            if mark.id not in lines:
                lines[mark.id] = _line(key, base.office, mark)
        return _admitting(replace(base, lines=lines), key, self._keys).encoded()

    def _is_usable(self) -> bool:
        try:
            self.marks()
        except LedgerBrokenError:
            return False
        return True

    def _new(self, marks: Iterable[Mark]) -> _Document:
        key = secrets.token_bytes(KEY_BYTES)
        office = self._keys.office
        lines = {mark.id: _line(key, office, mark) for mark in marks}
        return _admitting(_Document(office, (), lines), key, self._keys)

    def _read(self) -> _Document:
        try:
            whole, _newline, _torn = self.path.read_bytes().rpartition(b"\n")
            head, *lines = whole.decode("utf-8").splitlines()
            data = json.loads(head)
            document = _Document(str(data["office"]), tuple(data["keys"]), {line.split(" ")[0]: line for line in lines})
        except FileNotFoundError as error:
            raise LedgerBrokenError(_("Poistojen luettelo rekisteri.poistot puuttuu kansiosta.")) from error
        except (*SPOILT, IndexError) as error:
            raise _spoilt() from error
        if document.office != self._keys.office or data.get("format") != FORMAT:
            raise _spoilt()
        return document

    def _key(self, document: _Document) -> bytes:
        for sealed in document.seals:
            for generation in self._keys.generations():
                try:
                    return unseal(self._wrapping(self._keys, generation), sealed, document.office.encode())
                except (InvalidTag, *SPOILT):
                    continue
        raise _spoilt()

    @staticmethod
    def _wrapping(keys: UnlockedKeys, generation: int | None = None) -> bytes:
        return derive(keys.key(generation=generation), _PURPOSE)


def _admitting(document: _Document, key: bytes, keys: UnlockedKeys) -> _Document:
    """Return a document whose key the newest data key opens; what opened it before still does."""
    wrapping = derive(keys.key(), _PURPOSE)
    for sealed in document.seals:
        try:
            unseal(wrapping, sealed, document.office.encode())
        except (InvalidTag, *SPOILT):
            continue
        return document
    return replace(document, seals=(*document.seals, seal(wrapping, key, document.office.encode())))


def _line(key: bytes, office: str, mark: Mark) -> str:
    plain = json.dumps({"day": mark.day.isoformat(), "content": mark.content}, separators=(",", ":"))
    return f"{mark.id} {seal(key, plain.encode(), f'{office} {mark.id}'.encode())}"


def _opened(key: bytes, office: str, mark_id: str, line: str) -> Mark:
    try:
        data = json.loads(unseal(key, line.split(" ")[1], f"{office} {mark_id}".encode()))
        return Mark(mark_id, dt.date.fromisoformat(data["day"]), data["content"])
    except (InvalidTag, IndexError, *SPOILT) as error:
        raise _spoilt() from error


def _spoilt() -> LedgerBrokenError:
    return LedgerBrokenError(
        _("Poistojen luetteloa rekisteri.poistot ei voi lukea: sitä on muutettu tai se on toisen rekisterin.")
    )
