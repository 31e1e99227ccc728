"""Each way an office can fail to open has its own words and code, and leaves the files as they were."""

import hashlib
import os
import secrets
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from asiakasrekisteri.domain.errors import (
    AppError,
    ForeignFileError,
    KeyFileDamagedError,
    KeyMismatchError,
    LoginRefusedError,
    NewerVersionError,
    StoreDamagedError,
    StoreError,
    StoreInUseError,
    StoreMissingError,
    UnsuitablePlaceError,
)
from asiakasrekisteri.store.connection import open_connection
from asiakasrekisteri.store.files import DATABASE, KEY_FILE
from asiakasrekisteri.store.lock import OfficeLock
from asiakasrekisteri.store.place import Mount, require_local
from asiakasrekisteri.store.signin import SignIn
from asiakasrekisteri.store.vault import Vault, utc_now
from tests.cheap import CHEAP, MAIN, PASSWORD, new_keys, new_vault

PAGE = 4096


@pytest.fixture
def office(tmp_path: Path) -> Path:
    vault, _file = new_vault(tmp_path / "toimisto")
    with vault, vault.engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE t (x TEXT)")
        connection.exec_driver_sql(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n WHERE i < 5000)"
            " INSERT INTO t SELECT 'rivi' || i FROM n"
        )
    return tmp_path / "toimisto"


def enter(folder: Path, password: str = PASSWORD) -> Vault:
    return Vault.open(folder, SignIn(folder, policy=CHEAP).with_password(MAIN, password))


def digest(folder: Path) -> dict[str, str]:
    """Return what every file of the office holds, but for who is in and how many tries were wrong."""
    about_visits = (".lukko", ".vuoro", ".kirjautumiset")
    files = (p for p in sorted(folder.rglob("*")) if p.is_file() and p.suffix not in about_visits)
    return {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in files}


def _cut(name: str, length: Callable[[int], int]) -> Callable[[Path], None]:
    return lambda folder: os.truncate(folder / name, length((folder / name).stat().st_size))


def _flip(name: str, at: Callable[[int], int]) -> Callable[[Path], None]:
    def spoil(folder: Path) -> None:
        content = bytearray((folder / name).read_bytes())
        content[at(len(content))] ^= 1
        (folder / name).write_bytes(content)

    return spoil


def _remove(name: str) -> Callable[[Path], None]:
    return lambda folder: (folder / name).unlink()


def _empty(folder: Path) -> None:
    for path in folder.iterdir():
        path.unlink()


def _random(folder: Path) -> None:
    (folder / DATABASE).write_bytes(secrets.token_bytes(20 * PAGE))


def _plain(folder: Path) -> None:
    (folder / DATABASE).unlink()
    database = sqlite3.connect(folder / DATABASE)
    database.execute("CREATE TABLE t (x)")
    database.commit()
    database.close()


def _of_another_office(folder: Path) -> None:
    other, _file = new_vault(folder.parent / "toinen")
    other.close()
    shutil.copy(folder.parent / "toinen" / DATABASE, folder / DATABASE)


def _keys_of_another_office(folder: Path) -> None:
    new_keys(folder.parent / "toinen")
    shutil.copy(folder.parent / "toinen" / KEY_FILE, folder / KEY_FILE)


def _newer(folder: Path) -> None:
    keys = SignIn(folder, policy=CHEAP).with_password(MAIN, PASSWORD)
    connection = open_connection(folder / DATABASE, keys.key())
    connection.execute("PRAGMA user_version=99")
    connection.close()


def _foreign_log(folder: Path) -> None:
    (folder / "rekisteri.db-wal").write_bytes(secrets.token_bytes(3 * PAGE))


CASES: dict[str, tuple[Callable[[Path], None], type[AppError]]] = {
    "nothing there": (_empty, StoreMissingError),
    "database missing": (_remove(DATABASE), StoreMissingError),
    "key file missing": (_remove(KEY_FILE), KeyFileDamagedError),
    "key file empty": (_cut(KEY_FILE, lambda _n: 0), KeyFileDamagedError),
    "key file cut": (_cut(KEY_FILE, lambda n: n // 2), KeyFileDamagedError),
    "key file flipped": (_flip(KEY_FILE, lambda n: n // 3), KeyFileDamagedError),
    "database empty": (_cut(DATABASE, lambda _n: 0), StoreDamagedError),
    "database cut to half a page": (_cut(DATABASE, lambda _n: PAGE // 2), KeyMismatchError),
    "database cut in half": (_cut(DATABASE, lambda n: n // 2 // PAGE * PAGE), StoreDamagedError),
    "database cut anywhere": (_cut(DATABASE, lambda n: n // 2 + 123), StoreDamagedError),
    "salt flipped": (_flip(DATABASE, lambda _n: 3), KeyMismatchError),
    "first page flipped": (_flip(DATABASE, lambda _n: 100), KeyMismatchError),
    "random bytes": (_random, KeyMismatchError),
    "plain SQLite": (_plain, ForeignFileError),
    "database of another office": (_of_another_office, KeyMismatchError),
    "key file of another office": (_keys_of_another_office, KeyMismatchError),
    "newer program": (_newer, NewerVersionError),
}


@pytest.mark.parametrize("case", CASES)
def test_it_is_refused_in_plain_words_and_left_alone(office: Path, case: str) -> None:
    spoil, error = CASES[case]
    spoil(office)
    before = digest(office)
    with pytest.raises(error) as refused:
        enter(office)
    assert type(refused.value) is error
    assert refused.value.exit_code == 6
    assert str(refused.value)[0].isupper()
    assert str(refused.value).endswith((".", "!"))
    assert str(refused.value).count(". ") + 1 >= 2, "says what is wrong and what to do"
    assert str(office) not in str(refused.value)
    assert digest(office) == before


def test_a_wrong_password_is_judged_by_the_key_file_and_not_by_the_database(office: Path) -> None:
    _random(office)
    before = digest(office)
    with pytest.raises(LoginRefusedError) as refused:
        enter(office, "väärä")
    assert refused.value.exit_code == 3
    assert digest(office) == before


@pytest.mark.slow
def test_a_database_in_use_for_itself_is_told(office: Path) -> None:
    lock = OfficeLock(office, "pekka", utc_now())
    lock.make_exclusive()
    before = digest(office)
    with pytest.raises(StoreInUseError, match="pekka") as refused:
        enter(office)
    assert refused.value.exit_code == 6
    assert digest(office) == before
    lock.release()


def test_a_network_drive_is_told_at_opening(office: Path) -> None:
    keys = SignIn(office, policy=CHEAP).with_password(MAIN, PASSWORD)
    before = digest(office)
    with pytest.raises(UnsuitablePlaceError, match="verkkolevyllä"):
        Vault.open(office, keys, place=lambda folder: require_local(Mount(folder, "cifs", read_only=False)))
    assert digest(office) == before


def test_a_foreign_write_ahead_log_is_refused_or_ignored_but_spoils_nothing(office: Path) -> None:
    database = (office / DATABASE).read_bytes()
    _foreign_log(office)
    with suppress(StoreError):
        enter(office).close()
    assert (office / DATABASE).read_bytes() == database


def test_every_error_of_the_store_has_a_code_of_its_own() -> None:
    def below(kind: type[AppError]) -> list[type[AppError]]:
        return [kind, *(k for child in kind.__subclasses__() for k in below(child))]

    codes = [kind.code for kind in below(AppError)]
    assert len(codes) == len(set(codes))
