"""The open register: what every connection is, the lock, and the change of the data key."""

import json
import multiprocessing
import os
import socket
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlcipher3 import dbapi2 as sqlcipher

from asiakasrekisteri.domain.errors import (
    ForeignFileError,
    KeyMismatchError,
    NewerVersionError,
    StoreError,
    StoreInUseError,
    UnsuitablePlaceError,
)
from asiakasrekisteri.store.connection import APPLICATION_ID, FORMAT, IMMEDIATE, MIN_SQLITE, PRAGMAS, open_connection
from asiakasrekisteri.store.files import DATABASE, OFFICE_LOCK
from asiakasrekisteri.store.keyfile import KeyFile
from asiakasrekisteri.store.lock import OfficeLock, holders
from asiakasrekisteri.store.vault import Vault
from tests.cheap import CHEAP, MAIN, PASSWORD, new_keys, new_vault

NOW = datetime(2026, 3, 2, 9, 5, tzinfo=UTC)
OWN_PRAGMAS = dict(PRAGMAS)
"""Those of the program, read before the tests spare themselves the waiting for the disk."""


def filled(folder: Path, rows: int = 50) -> tuple[Vault, KeyFile]:
    vault, file = new_vault(folder)
    with vault.engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE note (id INTEGER PRIMARY KEY, words TEXT)")
        connection.execute(text("INSERT INTO note (words) VALUES (:w)"), [{"w": f"sana {n}"} for n in range(rows)])
    return vault, file


def count(vault: Vault) -> int:
    with vault.engine.connect() as connection:
        return int(connection.exec_driver_sql("SELECT count(*) FROM note").scalar_one())


def test_every_pooled_connection_has_every_guard(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert sqlcipher.sqlite_version_info >= MIN_SQLITE
    assert OWN_PRAGMAS["synchronous"] == 2
    monkeypatch.setitem(PRAGMAS, "synchronous", OWN_PRAGMAS["synchronous"])
    vault, _file = new_vault(tmp_path)
    with vault, vault.engine.connect() as one, vault.engine.connect() as two, vault.engine.connect() as three:
        for connection in (one, two, three):
            found = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in PRAGMAS}
            assert found == OWN_PRAGMAS
            assert found["temp_store"] == 2
            assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
            assert connection.exec_driver_sql("PRAGMA cipher_version").scalar()
            assert connection.exec_driver_sql("PRAGMA application_id").scalar() == APPLICATION_ID
            assert connection.exec_driver_sql("PRAGMA user_version").scalar() == FORMAT


def test_plain_sqlite_cannot_read_it(tmp_path: Path) -> None:
    vault, _file = filled(tmp_path)
    vault.close()
    assert not (tmp_path / DATABASE).read_bytes().startswith(b"SQLite format 3")
    plain = sqlite3.connect(tmp_path / DATABASE)
    with pytest.raises(sqlite3.DatabaseError):
        plain.execute("SELECT count(*) FROM sqlite_master")
    plain.close()


@pytest.mark.parametrize("sql", ["ATTACH '{p}' AS other KEY ''", "ATTACH '{p}' AS other", "VACUUM INTO '{p}'"])
def test_sql_cannot_write_another_file(tmp_path: Path, sql: str) -> None:
    vault, _file = new_vault(tmp_path / "toimisto")
    with vault:
        connection = vault.connect()
        with pytest.raises(sqlcipher.DatabaseError, match=r"not authorized|authorization denied"):
            connection.execute(sql.format(p=tmp_path / "vuoto.db"))
        connection.execute("VACUUM")
        connection.close()
    assert not (tmp_path / "vuoto.db").exists()


def test_the_writers_transaction_begins_at_once_and_the_readers_when_needed(tmp_path: Path) -> None:
    vault, _file = filled(tmp_path)
    with vault, vault.engine.connect() as reader:
        assert reader.exec_driver_sql("SELECT count(*) FROM note").scalar() == 50
        with vault.engine.connect().execution_options(**IMMEDIATE) as writer:
            writer.exec_driver_sql("DELETE FROM note")
            writer.commit()
        assert reader.exec_driver_sql("SELECT count(*) FROM note").scalar() == 50


def test_errors_of_the_database_never_carry_values(tmp_path: Path) -> None:
    vault, _file = filled(tmp_path)
    with vault, vault.engine.connect() as connection, pytest.raises(Exception, match="no such table") as error:
        connection.execute(text("INSERT INTO nowhere VALUES (:w)"), {"w": "Salainen Asiakas"})
    assert "Salainen" not in str(error.value)


def test_closing_forgets_the_key_and_leaves_no_log_behind(tmp_path: Path) -> None:
    vault, file = filled(tmp_path)
    engine = vault.engine
    vault.close()
    vault.close()
    assert bytes(vault._data_key) == bytes(32)
    with pytest.raises(StoreError):
        engine.connect()
    with pytest.raises(StoreError):
        _ = vault.keys
    assert not list(tmp_path.glob("rekisteri.db-*"))
    with Vault.open(tmp_path, file.unlock(MAIN, PASSWORD)) as again:
        assert count(again) == 50


def test_the_key_of_another_office_does_not_open_it(tmp_path: Path) -> None:
    vault, _file = filled(tmp_path / "a")
    vault.close()
    other, keys = new_keys(tmp_path / "b")
    (tmp_path / "b" / DATABASE).write_bytes((tmp_path / "a" / DATABASE).read_bytes())
    with pytest.raises(KeyMismatchError, match="toiseen avaintiedostoon"):
        Vault.open(tmp_path / "b", keys)
    assert other.read().office == keys.office


def test_a_database_bound_to_another_office_is_foreign(tmp_path: Path) -> None:
    vault, file = filled(tmp_path)
    with vault.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE office_binding SET office = 'toinen'")
    vault.close()
    with pytest.raises(ForeignFileError):
        Vault.open(tmp_path, file.unlock(MAIN, PASSWORD))


@pytest.mark.parametrize(
    ("pragma", "error"), [("application_id=7", ForeignFileError), ("user_version=99", NewerVersionError)]
)
def test_what_is_not_ours_or_newer_is_refused(tmp_path: Path, pragma: str, error: type[Exception]) -> None:
    vault, file = filled(tmp_path)
    with vault.engine.begin() as connection:
        connection.exec_driver_sql(f"PRAGMA {pragma}")
    vault.close()
    before = (tmp_path / DATABASE).read_bytes()
    with pytest.raises(error):
        Vault.open(tmp_path, file.unlock(MAIN, PASSWORD))
    assert (tmp_path / DATABASE).read_bytes() == before


def test_paths_may_hold_any_characters(tmp_path: Path) -> None:
    folder = tmp_path / "Ääkkös kansio 100 % #1 ?"
    vault, file = filled(folder)
    vault.close()
    with Vault.open(folder, file.unlock(MAIN, PASSWORD)) as again:
        assert count(again) == 50


def test_changing_the_data_key_shuts_out_a_copied_key_and_keeps_every_row(tmp_path: Path) -> None:
    vault, file = filled(tmp_path, rows=3000)
    file.grant(vault.keys, "pekka", "ensimmäinen")
    copied = file.unlock("pekka", "ensimmäinen")
    file.revoke(vault.keys, "pekka")
    after = vault.rotate()
    assert after.generations() == (2,)
    assert count(vault) == 3000
    file.grant(vault.keys, "liisa", "ensimmäinen")
    vault.close()
    with pytest.raises(KeyMismatchError):
        open_connection(tmp_path / DATABASE, copied.key())
    with Vault.open(tmp_path, file.unlock("liisa", "ensimmäinen")) as again:
        assert count(again) == 3000


@pytest.mark.slow
def test_the_key_is_not_changed_while_another_has_the_register_open(tmp_path: Path) -> None:
    vault, file = filled(tmp_path)
    with vault, Vault.open(tmp_path, file.unlock(MAIN, PASSWORD)) as other:
        with pytest.raises(StoreInUseError, match=f"käytössä: {MAIN}"):
            vault.rotate()
        assert count(other) == count(vault) == 50
        other.close()
        vault.rotate()


def test_a_change_cut_short_before_or_after_the_database_is_finished_at_the_next_opening(tmp_path: Path) -> None:
    vault, file = filled(tmp_path)
    keys = vault.keys
    vault.close()
    file.stage(keys)
    with Vault.open(tmp_path, file.unlock(MAIN, PASSWORD)) as back:
        assert back.keys.generations() == (1,)
    staged = file.stage(file.unlock(MAIN, PASSWORD))
    connection = open_connection(tmp_path / DATABASE, staged.key(generation=1))
    connection.reset_key(f"x'{staged.key().hex()}'")
    connection.close()
    with Vault.open(tmp_path, file.unlock(MAIN, PASSWORD)) as on:
        assert on.keys.generations() == (2,)
        assert count(on) == 50
    assert file.unlock(MAIN, PASSWORD).generations() == (2,)


def test_a_change_that_fails_on_the_way_leaves_the_office_usable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full_disk(_vault: Vault, _key: bytes) -> None:
        raise UnsuitablePlaceError("Levy on täynnä.")

    vault, file = filled(tmp_path)
    with monkeypatch.context() as patch:
        patch.setattr(Vault, "_rewrite", full_disk)
        with pytest.raises(UnsuitablePlaceError):
            vault.rotate()
    assert count(vault) == 50
    file.grant(vault.keys, "pekka", "ensimmäinen")
    vault.close()
    with Vault.open(tmp_path, file.unlock("pekka", "ensimmäinen")) as again:
        assert again.keys.generations() == (1,)
        assert again.rotate().generations() == (2,)
        assert count(again) == 50


def test_a_bad_place_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    def refuse(_folder: Path) -> None:
        raise UnsuitablePlaceError("verkkolevy")

    _file, keys = new_keys(tmp_path)
    before = sorted(p.name for p in tmp_path.iterdir())
    with pytest.raises(UnsuitablePlaceError):
        Vault.create(tmp_path, keys, place=refuse)
    assert sorted(p.name for p in tmp_path.iterdir()) == before


def test_a_creation_cut_short_does_not_hinder_the_next(tmp_path: Path) -> None:
    _file, keys = new_keys(tmp_path)
    (tmp_path / "rekisteri.luonti").write_bytes(b"half")
    (tmp_path / "rekisteri.luonti-wal").write_bytes(b"half")
    with Vault.create(tmp_path, keys) as vault:
        assert vault.office == keys.office
    assert not list(tmp_path.glob("rekisteri.luonti*"))
    with pytest.raises(ForeignFileError):
        Vault.create(tmp_path, keys)


def _hold(folder: Path, ready: "multiprocessing.synchronize.Event", done: "multiprocessing.synchronize.Event") -> None:
    lock = OfficeLock(folder, "pekka", NOW)
    lock.make_exclusive()
    ready.set()
    done.wait(30)


@pytest.mark.slow
def test_who_holds_it_and_since_when_is_told_and_a_killed_holder_lets_go(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    ready, done = context.Event(), context.Event()
    other = context.Process(target=_hold, args=(tmp_path, ready, done))
    other.start()
    assert ready.wait(30)
    with pytest.raises(StoreInUseError, match=r"käytössä: pekka, kone .+, 2\.3\.2026 klo \d+\.05 alkaen"):
        OfficeLock(tmp_path, MAIN, NOW)
    other.kill()
    other.join()
    lock = OfficeLock(tmp_path, MAIN, NOW)
    lock.make_exclusive()
    assert [h.login for h in holders(tmp_path)] == [MAIN]
    lock.make_shared()
    lock.beat()
    lock.release()
    assert holders(tmp_path) == ()


def test_the_lock_file_names_the_living_only(tmp_path: Path) -> None:
    one, two = OfficeLock(tmp_path, "paula", NOW), OfficeLock(tmp_path, "pekka", NOW)
    assert [h.login for h in one.others()] == ["pekka"]
    entry = json.loads((tmp_path / OFFICE_LOCK).read_text().splitlines()[0])
    assert (entry["pid"], entry["host"], entry["since"]) == (os.getpid(), socket.gethostname(), NOW.isoformat())
    two.release()
    assert one.others() == ()
    with (tmp_path / OFFICE_LOCK).open("a") as stream:
        stream.write(json.dumps(entry | {"id": "dead", "pid": 2**22 + 1}) + "\nnot json\n")
    assert one.others() == ()
    one.release()
    third = OfficeLock(tmp_path, "liisa", NOW)
    assert len((tmp_path / OFFICE_LOCK).read_text().splitlines()) == 1
    third.release()


def test_the_key_file_of_the_vaults_folder_follows(tmp_path: Path) -> None:
    vault, _file = filled(tmp_path)
    with vault:
        assert KeyFile(tmp_path, CHEAP).unlock(MAIN, PASSWORD) == vault.keys
        vault.beat()
        vault.checkpoint()
        assert (tmp_path / "rekisteri.db-wal").stat().st_size == 0
