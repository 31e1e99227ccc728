"""The open register: its engine, its lock, and the change of its data key."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

from sqlalchemy import Engine

from asiakasrekisteri.domain.errors import (
    ForeignFileError,
    KeyMismatchError,
    StoreError,
)
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.store.connection import DriverError, RawConnection, check_header, make_engine, open_connection
from asiakasrekisteri.store.faults import store_error
from asiakasrekisteri.store.files import DATABASE, require_files, sync_folder
from asiakasrekisteri.store.keyfile import KeyFile
from asiakasrekisteri.store.ledger import Ledger
from asiakasrekisteri.store.lock import OfficeLock
from asiakasrekisteri.store.place import require_room, require_suitable
from asiakasrekisteri.store.swap import finish_swap
from asiakasrekisteri.store.unlocked import DATA, UnlockedKeys

BINDING_TABLE = "office_binding"
REKEY_ROOM = 3  # times the file: the write-ahead log grows by the whole file, and so may a copy
_UNFINISHED = "rekisteri.luonti"

Clock = Callable[[], datetime]
PlaceCheck = Callable[[Path], None]


def utc_now() -> datetime:
    """Return the time now."""
    return datetime.now(UTC)


class Vault:
    """An open office. Make one with `create` or `open`; give it up with `close`."""

    def __init__(self, folder: Path, keys: UnlockedKeys, generation: int, lock: OfficeLock) -> None:
        """Take over keys and lock; used by `create` and `open` only."""
        self.folder = folder
        self.database = folder / DATABASE
        self._keys: UnlockedKeys | None = keys
        self._data_key = bytearray(keys.key(DATA, generation))
        self._lock = lock
        self.engine: Engine = make_engine(self.connect)
        self.unemptied = False

    @classmethod
    def create(
        cls, folder: Path, keys: UnlockedKeys, *, now: Clock = utc_now, place: PlaceCheck = require_suitable
    ) -> "Vault":
        """Make an empty database for the office whose keys were just made; migrations give it its tables.

        Raises:
            UnsuitablePlaceError: a live register must not lie in the folder.
            ForeignFileError: a database is already there.
        """
        place(folder)
        if (folder / DATABASE).exists():
            raise ForeignFileError(
                _("Kansiossa on jo asiakasrekisteri. Valitse tyhjä kansio tai avaa rekisteri siitä.")
            )
        lock = OfficeLock(folder, keys.login, now())
        try:
            _make_database(folder, keys)
            return cls(folder, keys, keys.generations()[0], lock)
        except BaseException:
            lock.release()
            raise

    @classmethod
    def open(
        cls, folder: Path, keys: UnlockedKeys, *, now: Clock = utc_now, place: PlaceCheck = require_suitable
    ) -> "Vault":
        """Open the office, and finish a change of its key that a crash cut short.

        Raises:
            StoreMissingError, StoreDamagedError, KeyMismatchError, KeyFileDamagedError, ForeignFileError,
            NewerVersionError, StoreInUseError, UnsuitablePlaceError: as their names say; the files are as they were.
        """
        finish_swap(folder)
        require_files(folder)
        place(folder)
        check_header(folder / DATABASE)
        lock = OfficeLock(folder, keys.login, now())
        try:
            generation = _fitting_generation(folder, keys)
            if keys.generations() != (generation,):
                Ledger(folder, keys).admit(keys)
                keys = KeyFile(folder).finish(keys, generation)
            return cls(folder, keys, generation, lock)
        except BaseException:
            lock.release()
            raise

    @property
    def keys(self) -> UnlockedKeys:
        """The keys of the user signed in.

        Raises:
            StoreError: the office has been closed or locked.
        """
        if self._keys is None:
            raise _closed()
        return self._keys

    @property
    def office(self) -> str:
        """The id of the office."""
        return self.keys.office

    def connect(self) -> RawConnection:
        """Return a new connection outside the pool; the caller closes it."""
        if self._keys is None:
            raise _closed()
        return open_connection(self.database, self._data_key)

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Keep every other program out, for what rewrites the whole file.

        Raises:
            StoreInUseError: others have it open.
        """
        self._lock.make_exclusive()
        try:
            yield
        finally:
            self._lock.make_shared()

    def beat(self) -> None:
        """Leave a sign of life for whoever asks who has the register open."""
        self._lock.beat()

    def checkpoint(self, *, again: bool = False) -> None:
        """Move everything from the write-ahead log into the database and empty the log, as after erasing a person.

        Where somebody reads what was there before, the log cannot be emptied yet; `unemptied` then tells of it.

        Args:
            again: it was tried before, so there is no waiting for whoever reads.
        """
        connection = self.connect()
        try:
            if again:
                connection.execute("PRAGMA busy_timeout=0")
            self.unemptied = bool(connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0])
        finally:
            connection.close()

    def rotate(self) -> UnlockedKeys:
        """Change the data key, so that keys copied earlier open nothing new. Needs the office to itself.

        The order survives a crash at any point: both keys into the key file, the database to the new key, the old key
        out of the key file. Opening tries the newest first and finishes what was left.

        Raises:
            StoreInUseError: others have the register open.
            UnsuitablePlaceError: the disk lacks room for the rewriting.
        """
        keys = self.keys
        with self.alone():
            require_room(self.folder, REKEY_ROOM * self.database.stat().st_size)
            self.engine.dispose()
            key_file = KeyFile(self.folder)
            self._keys = staged = key_file.stage(keys)  # should the rewriting fail, both open until the next opening
            generation = staged.generations()[0]
            self._rewrite(staged.key(DATA, generation))
            Ledger(self.folder, staged).admit(staged)
            self._keys = key_file.finish(staged, generation)
        return self.keys

    def close(self) -> None:
        """Close every connection, forget the key and leave the office. Harmless when repeated."""
        if self.unemptied and self._keys is not None:
            self.checkpoint(again=True)
        self.engine.dispose()
        self._data_key[:] = bytes(len(self._data_key))
        self._keys = None
        self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exception: object) -> None:
        self.close()

    def _rewrite(self, key: bytes) -> None:
        connection = self.connect()
        try:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            connection.reset_key(f"x'{key.hex()}'")
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        except DriverError as e:
            raise store_error(e) or e from e
        finally:
            connection.close()
        self._data_key[:] = key


def _closed() -> StoreError:
    return StoreError(_("Rekisteri on lukittu. Kirjaudu uudelleen."))


def _make_database(folder: Path, keys: UnlockedKeys) -> None:
    unfinished = folder / _UNFINISHED
    for left in (unfinished, *folder.glob(_UNFINISHED + "-*")):
        left.unlink(missing_ok=True)
    connection = open_connection(unfinished, keys.key(), create=True)
    try:
        connection.execute(f"CREATE TABLE {BINDING_TABLE} (office TEXT NOT NULL)")
        connection.execute(f"INSERT INTO {BINDING_TABLE} VALUES (?)", (keys.office,))  # noqa: S608 - a constant
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        connection.close()
    unfinished.replace(folder / DATABASE)
    sync_folder(folder)


def _fitting_generation(folder: Path, keys: UnlockedKeys) -> int:
    """Return the generation of the data key that opens the database, the newest first; two exist only after a crash."""
    generations = keys.generations()
    for generation in generations:
        try:
            connection = open_connection(folder / DATABASE, keys.key(DATA, generation))
        except KeyMismatchError:
            if generation == generations[-1]:
                raise
            continue
        try:
            _require_bound(connection, keys.office)
        finally:
            connection.close()
        return generation
    raise StoreError(_("Käyttäjätunnuksellesi ei ole annettu rekisterin avainta. Pyydä se pääkäyttäjältä."))


def _require_bound(connection: RawConnection, office: str) -> None:
    try:
        row = connection.execute(f"SELECT office FROM {BINDING_TABLE}").fetchone()  # noqa: S608 - a constant
    except DriverError as e:
        raise store_error(e) or _other_office() from e
    if row is None or row[0] != office:
        raise _other_office()


def _other_office() -> ForeignFileError:
    return ForeignFileError(_("Tietokanta kuuluu toiseen avaintiedostoon. Palauta molemmat samasta varmuuskopiosta."))
