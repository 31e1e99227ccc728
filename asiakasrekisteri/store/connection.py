"""Connections to the encrypted database. The only module that knows the driver.

Every connection is keyed before its first read, refuses a library that would write plain text or corrupt a write-ahead
log, keeps temporary data in memory, overwrites what is deleted, and may not attach another file.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import Connection as SqlConnection, Dialect, Engine, create_engine, event, make_url
from sqlalchemy.pool import QueuePool
from sqlcipher3 import dbapi2 as sqlcipher

from asiakasrekisteri.domain.errors import (
    AppError,
    ForeignFileError,
    KeyMismatchError,
    NewerVersionError,
    StoreDamagedError,
    StoreError,
    StoreMissingError,
    UnsuitablePlaceError,
)
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.store.faults import disk_faults, store_error

APPLICATION_ID = 0x4152_4B31  # "ARK1"
FORMAT = 1
MIN_SQLITE = (3, 51, 3)  # before it, two connections could corrupt the write-ahead log
BUSY_SECONDS = 5
_URL = "sqlite+pysqlite://"
PLAIN_HEADER = b"SQLite format 3\0"
PRAGMAS = {
    "foreign_keys": 1,
    "synchronous": 2,
    "secure_delete": 1,
    "temp_store": 2,
    "trusted_schema": 0,
    "recursive_triggers": 1,
    "cache_size": -65536,
    "wal_autocheckpoint": 1000,
    "journal_size_limit": 67108864,
}
BEGIN = "sqlite_begin"
IMMEDIATE = {BEGIN: "IMMEDIATE"}

RawConnection = Any  # the driver carries no types
DriverError: type[Exception] = sqlcipher.Error


def open_connection(path: Path, key: bytes | bytearray, *, create: bool = False, attach: bool = False) -> RawConnection:
    """Return a checked connection in which nothing is begun by itself.

    Args:
        path: the database file.
        key: the 32 bytes of the data key.
        create: make the file; otherwise it must exist and be ours.
        attach: let ATTACH through, for the backup code alone.

    Raises:
        StoreMissingError, StoreDamagedError, KeyMismatchError, ForeignFileError, NewerVersionError,
        UnsuitablePlaceError: as their names say; the file is as it was.
    """
    if not create:
        check_header(path)
    connection = _keyed(path, "mode=rwc" if create else "mode=rw", key)
    with _closed_on_failure(connection):
        _prepare(connection, create=create)
        if not attach:
            connection.set_authorizer(_refuse_attach)
    return connection


def open_still(path: Path, key: bytes | bytearray) -> RawConnection:
    """Return a connection to a database that nobody uses, which only reads and leaves every file as it is.

    What a crash left in the write-ahead log is not seen.

    Raises:
        StoreError: as `open_connection`.
    """
    check_header(path)
    connection = _keyed(path, "mode=ro&immutable=1", key)
    with _closed_on_failure(connection):
        _require_key(connection)
        _require_ours(connection)
    return connection


def _keyed(path: Path, mode: str, key: bytes | bytearray) -> RawConnection:
    _require_library()
    uri = f"{path.resolve().as_uri()}?{mode}"
    connection = sqlcipher.connect(uri, uri=True, isolation_level=None, check_same_thread=False, timeout=BUSY_SECONDS)
    with _closed_on_failure(connection):
        connection.set_key(f"x'{bytes(key).hex()}'")  # through the C interface: never in an SQL text
    return connection


@contextmanager
def _closed_on_failure(connection: RawConnection) -> Iterator[None]:
    """Close a connection whose opening fails, and tell what the driver says in the words of the store."""
    try:
        yield
    except DriverError as e:
        connection.close()
        raise _opening_error(e) from e
    except BaseException:
        connection.close()
        raise


def make_engine(connect: Callable[[], RawConnection]) -> Engine:
    """Return an engine whose transactions begin as the execution option `sqlite_begin` says (DEFERRED or IMMEDIATE).

    A writer must begin IMMEDIATE: one that has read first and then writes is refused at once if another committed
    meanwhile.
    """
    pool = QueuePool(connect, pool_size=3, dialect=_dialect())
    engine = Engine(pool, _dialect(), make_url(_URL), hide_parameters=True)

    @event.listens_for(engine, "begin")
    def _begin(connection: SqlConnection) -> None:
        connection.exec_driver_sql("BEGIN " + connection.get_execution_options().get(BEGIN, "DEFERRED"))

    return engine


@cache
def _dialect() -> Dialect:
    """Return what SQLAlchemy knows of the library, learnt once and not at each opening.

    Compiled statements are kept by their dialect, so writers of rows are compiled once for all offices too.
    """
    engine = create_engine(_URL, module=sqlcipher)
    engine.connect().close()  # an empty database in memory: it asks for the version
    engine.dispose()
    return engine.dialect


def check_header(path: Path) -> None:
    """Refuse a file that cannot be a register before the database library touches it."""
    if not path.exists():
        raise StoreMissingError(_("Kansiossa ei ole asiakasrekisteriä. Tarkista kansio tai perusta rekisteri."))
    with disk_faults(), path.open("rb") as stream:
        head = stream.read(len(PLAIN_HEADER))
    if not head:
        raise StoreDamagedError(_("Rekisterin tietokanta on tyhjä tiedosto. Palauta varmuuskopio."))
    if head == PLAIN_HEADER:
        raise ForeignFileError(
            _("Tiedosto rekisteri.db on toisen ohjelman salaamaton tietokanta. Palauta rekisteri varmuuskopiosta.")
        )


def _require_library() -> None:
    if sqlcipher.sqlite_version_info < MIN_SQLITE:
        raise StoreError(_("Ohjelman tietokantakirjasto on liian vanha. Asenna ohjelma uudelleen."))


def _require_key(connection: RawConnection) -> None:
    if not connection.execute("PRAGMA cipher_version").fetchone():
        raise StoreError(_("Ohjelman tietokantakirjasto ei osaa salata. Asenna ohjelma uudelleen."))
    connection.execute("PRAGMA cipher_log_level=NONE")  # otherwise it writes to standard error
    connection.execute("SELECT count(*) FROM sqlite_master").fetchone()  # the first page: does the key fit


def _prepare(connection: RawConnection, *, create: bool) -> None:
    _require_key(connection)
    if create:
        connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version={FORMAT}")
    else:
        _require_ours(connection)
    if connection.execute("PRAGMA journal_mode=WAL").fetchone()[0] != "wal":
        raise UnsuitablePlaceError(
            _("Levy ei tue rekisterin kirjoitustapaa, kuten verkkolevy ei tue. Siirrä rekisteri omalle levylle.")
        )
    for name, value in PRAGMAS.items():
        connection.execute(f"PRAGMA {name}={value}")


def _require_ours(connection: RawConnection) -> None:
    if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        raise ForeignFileError(_("Tiedosto rekisteri.db ei ole tämän ohjelman rekisteri. Palauta varmuuskopio."))
    if connection.execute("PRAGMA user_version").fetchone()[0] > FORMAT:
        raise NewerVersionError(_("Rekisteri on uudemman ohjelmaversion kirjoittama. Päivitä ohjelma."))


def _refuse_attach(action: int, first: str | None, *_rest: str | None) -> int:
    """Keep SQL from writing to another file: ATTACH … KEY '' would write plain text. VACUUM's scratch has no name."""
    if action == sqlcipher.SQLITE_ATTACH and first:
        return int(sqlcipher.SQLITE_DENY)
    return int(sqlcipher.SQLITE_OK)


def _opening_error(error: Exception) -> AppError | Exception:
    if "not a database" in str(error):
        return KeyMismatchError(
            _(
                "Salasana on oikein, mutta tietokanta ei aukea sillä: se on vaurioitunut tai kuuluu toiseen"
                " avaintiedostoon. Palauta varmuuskopio."
            )
        )
    return store_error(error) or error
