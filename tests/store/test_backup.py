"""Backup bundles: whole, encrypted, checked; and putting one back in the place of an office."""

import json
import os
import shutil
import sqlite3
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2 as sqlcipher

from asiakasrekisteri.domain.errors import (
    BackupDamagedError,
    CancelledError,
    LoginRefusedError,
    NewerVersionError,
    StoreInUseError,
    StoreMissingError,
    UnsuitablePlaceError,
)
from asiakasrekisteri.store import backup
from asiakasrekisteri.store.backup import MANIFEST, SUFFIX, check_bundle, create_backup
from asiakasrekisteri.store.check import verify
from asiakasrekisteri.store.files import DATABASE, KEY_FILE, LOG_HEAD, RESTORE_JOURNAL
from asiakasrekisteri.store.keyfile import KeyFile
from asiakasrekisteri.store.leftovers import WAITING
from asiakasrekisteri.store.restore import Restorer
from asiakasrekisteri.store.unlocked import UnlockedKeys
from asiakasrekisteri.store.vault import Vault
from tests.cheap import CHEAP, MAIN, PASSWORD, new_vault

NOW = datetime(2026, 3, 2, 9, 5, tzinfo=UTC)


def unlock(file: KeyFile) -> UnlockedKeys:
    return file.unlock(MAIN, PASSWORD)


def opened(folder: Path) -> Vault:
    return Vault.open(folder, unlock(KeyFile(folder, CHEAP)))


def write(vault: Vault, value: int) -> None:
    with vault.engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE IF NOT EXISTS t (x INTEGER)")
        connection.exec_driver_sql(f"INSERT INTO t VALUES ({value})")


def values(vault: Vault) -> list[int]:
    with vault.engine.connect() as connection:
        return [row[0] for row in connection.exec_driver_sql("SELECT x FROM t ORDER BY x")]


def restore(bundle: Path, folder: Path) -> Path | None:
    return Restorer(folder, now=lambda: NOW, policy=CHEAP).restore(bundle, unlock)


@pytest.fixture
def office(tmp_path: Path) -> Path:
    vault, _file = new_vault(tmp_path / "toimisto")
    write(vault, 1)
    (tmp_path / "toimisto" / LOG_HEAD).write_text('{"head": "a"}')
    vault.close()
    return tmp_path / "toimisto"


@pytest.fixture
def bundle(office: Path, tmp_path: Path) -> Path:
    with opened(office) as vault:
        return create_backup(vault, tmp_path / "kopiot", program="1.0", now=lambda: NOW)


def test_a_backup_is_one_encrypted_file_with_a_manifest(bundle: Path, office: Path) -> None:
    assert bundle.name == f"asiakasrekisteri-20260302-090500{SUFFIX}"
    assert [p.name for p in bundle.parent.iterdir()] == [bundle.name]
    assert not list(office.glob("*varmuus*"))
    manifest = check_bundle(bundle)
    assert set(manifest.files) == {DATABASE, KEY_FILE, LOG_HEAD}
    assert (manifest.created, manifest.program) == (NOW, "1.0")
    assert manifest.sealed_by(unlock(KeyFile(office, CHEAP)))
    with zipfile.ZipFile(bundle) as archive:
        (bundle.parent / "kopio.db").write_bytes(archive.read(DATABASE))
    plain = sqlite3.connect(bundle.parent / "kopio.db")
    with pytest.raises(sqlite3.DatabaseError):
        plain.execute("SELECT * FROM sqlite_master")
    plain.close()


def test_a_backup_goes_on_while_others_write_and_holds_one_moment(
    office: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class WritesMeanwhile:
        steps = 0

        def report(self, _done: int, _total: int, _text: str = "") -> None:
            self.steps += 1
            if self.steps <= 3:
                write(vault, 2)

    monkeypatch.setattr(backup, "_PAGES_A_STEP", 1)

    with opened(office) as vault:
        for value in range(10, 12):
            write(vault, value)
        made = create_backup(vault, tmp_path, program="1.0", now=lambda: NOW, progress=WritesMeanwhile())
        assert 2 in values(vault)
    restore(made, tmp_path / "uusi")
    with opened(tmp_path / "uusi") as copy:
        assert values(copy) == [1, 10, 11]


def test_a_cancelled_backup_leaves_nothing(office: Path, tmp_path: Path) -> None:
    class Cancels:
        def report(self, _done: int, _total: int, _text: str = "") -> None:
            raise CancelledError("peruttu")

    with opened(office) as vault, pytest.raises(CancelledError):
        create_backup(vault, tmp_path / "kopiot", program="1.0", progress=Cancels())
    assert list((tmp_path / "kopiot").iterdir()) == []
    assert not list(office.glob("*varmuus*"))


def test_a_backup_is_restored_into_a_new_folder(bundle: Path, tmp_path: Path) -> None:
    assert restore(bundle, tmp_path / "uusi") is None
    with opened(tmp_path / "uusi") as vault:
        assert values(vault) == [1]
        assert verify(vault) == ()
    assert (tmp_path / "uusi" / LOG_HEAD).read_text() == '{"head": "a"}'


def test_the_replaced_office_is_kept_aside_and_still_opens(bundle: Path, office: Path) -> None:
    with opened(office) as vault:
        write(vault, 2)
    aside = restore(bundle, office)
    assert aside is not None
    assert aside.name == "ennen-palautusta-20260302-090500"
    with opened(office) as vault:
        assert values(vault) == [1]
    with opened(aside) as old:
        assert values(old) == [1, 2]
    again = restore(bundle, office)
    assert again is not None
    assert again.name == f"{aside.name}-2"


def test_a_write_ahead_log_left_by_a_crash_does_not_spoil_the_restored_database(bundle: Path, office: Path) -> None:
    vault = opened(office)
    write(vault, 2)
    for name in ("rekisteri.db-wal", "rekisteri.db-shm"):
        shutil.copy(office / name, office.parent / name)
    vault.close()
    for name in ("rekisteri.db-wal", "rekisteri.db-shm"):
        shutil.move(office.parent / name, office / name)
    aside = restore(bundle, office)
    assert aside is not None
    assert (aside / "rekisteri.db-wal").exists()
    with opened(office) as restored:
        assert values(restored) == [1]
        assert verify(restored) == ()


@pytest.mark.slow
def test_an_office_in_use_is_not_replaced(bundle: Path, office: Path) -> None:
    with opened(office) as vault:
        with pytest.raises(StoreInUseError, match=MAIN):
            restore(bundle, office)
        assert values(vault) == [1]
    assert not (office / WAITING).exists()


def test_a_wrong_password_leaves_the_office_alone(bundle: Path, office: Path) -> None:
    with pytest.raises(LoginRefusedError):
        Restorer(office, policy=CHEAP).restore(bundle, lambda file: file.unlock(MAIN, "väärä"))
    assert not (office / WAITING).exists()
    with opened(office) as vault:
        assert values(vault) == [1]


def test_a_bad_place_and_a_missing_bundle_are_told(bundle: Path, tmp_path: Path) -> None:
    with pytest.raises(StoreMissingError):
        restore(tmp_path / "ei-ole.arvk", tmp_path / "uusi")
    with pytest.raises(UnsuitablePlaceError):
        restore(bundle, tmp_path / "Dropbox")
    assert not (tmp_path / "Dropbox").exists()


def _cut(content: bytes) -> bytes:
    return content[: len(content) // 2]


def _flip(content: bytes) -> bytes:
    middle = len(content) // 2
    return content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :]


@pytest.mark.parametrize("spoil", [_cut, _flip, lambda _c: b"", lambda _c: b"PK\x03\x04 something else"])
def test_a_spoilt_bundle_is_refused_and_the_office_untouched(
    bundle: Path, office: Path, spoil: Callable[[bytes], bytes]
) -> None:
    bundle.write_bytes(spoil(bundle.read_bytes()))
    before = {p.name: p.read_bytes() for p in office.iterdir() if p.is_file()}
    with pytest.raises(BackupDamagedError):
        restore(bundle, office)
    assert {p.name: p.read_bytes() for p in office.iterdir() if p.is_file()} == before


@pytest.mark.parametrize("manifest", ["[" * 60_000, '{"format": 1, "files": {"rekisteri.db": {"size": 1e999}}}'])
def test_a_manifest_made_to_break_the_reader_is_refused(bundle: Path, manifest: str) -> None:
    _repack(bundle, lambda parts: parts.update({MANIFEST: manifest.encode()}))
    with pytest.raises(BackupDamagedError):
        check_bundle(bundle)


def test_a_bundle_that_claims_to_be_a_zip_with_a_password_is_refused(bundle: Path) -> None:
    content = bytearray(bundle.read_bytes())
    for mark, offset in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        at = content.find(mark)
        while at >= 0:
            content[at + offset] |= 1
            at = content.find(mark, at + 4)
    bundle.write_bytes(content)
    with pytest.raises(BackupDamagedError):
        check_bundle(bundle)


def test_a_backup_is_its_makers_only_and_goes_into_a_folder(bundle: Path, office: Path) -> None:
    if os.name != "nt":
        assert bundle.stat().st_mode & 0o077 == 0
    with opened(office) as vault, pytest.raises(UnsuitablePlaceError, match="ei ole kansio"):
        create_backup(vault, bundle, program="1.0")


def _repack(bundle: Path, change: Callable[[dict[str, bytes]], None], method: int = zipfile.ZIP_STORED) -> None:
    with zipfile.ZipFile(bundle) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    change(parts)
    with zipfile.ZipFile(bundle, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


def test_a_bundle_put_together_by_another_hand_is_refused(bundle: Path, tmp_path: Path) -> None:
    original = bundle.read_bytes()

    def forged(parts: dict[str, bytes]) -> None:
        manifest = json.loads(parts[MANIFEST])
        parts[MANIFEST] = json.dumps(manifest | {"program": "0.1"}).encode()

    changes: list[Callable[[dict[str, bytes]], None]] = [
        forged,
        lambda parts: parts.__delitem__(KEY_FILE),
        lambda parts: parts.__delitem__(MANIFEST),
        lambda parts: parts.update({"../ulos": b"x"}),
        lambda parts: parts.update({MANIFEST: b"[]"}),
        lambda parts: parts.update({MANIFEST: b"x" * 100_000}),
    ]
    for change in changes:
        bundle.write_bytes(original)
        _repack(bundle, change)
        with pytest.raises(BackupDamagedError):
            restore(bundle, tmp_path / "uusi")
    bundle.write_bytes(original)
    _repack(bundle, lambda _parts: None, zipfile.ZIP_DEFLATED)
    with pytest.raises(BackupDamagedError):
        check_bundle(bundle)
    assert not (tmp_path / "ulos").exists()


def test_a_bundle_of_a_newer_program_asks_for_an_update(bundle: Path) -> None:
    def newer(parts: dict[str, bytes]) -> None:
        parts[MANIFEST] = json.dumps(json.loads(parts[MANIFEST]) | {"format": 2}).encode()

    _repack(bundle, newer)
    with pytest.raises(NewerVersionError):
        check_bundle(bundle)


def test_verify_names_what_is_wrong_and_never_what_stands_there(office: Path) -> None:
    with opened(office) as vault:
        with vault.engine.begin() as connection:
            connection.exec_driver_sql("CREATE TABLE big (x TEXT)")
            connection.exec_driver_sql(
                "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n WHERE i < 2000)"
                " INSERT INTO big SELECT 'Salainen Nimi ' || i FROM n"
            )
        driver = vault.connect()
        driver.execute("CREATE TABLE parent (id INTEGER PRIMARY KEY)")
        driver.execute("CREATE TABLE child (p INTEGER REFERENCES parent(id))")
        driver.execute("PRAGMA foreign_keys=OFF")
        driver.execute("INSERT INTO child VALUES (9)")
        driver.close()
        assert [f.check for f in verify(vault)] == ["references"]
        vault.checkpoint()
    with (office / DATABASE).open("r+b") as stream:
        stream.seek(4096 * 10 + 77)
        byte = stream.read(1)
        stream.seek(-1, 1)
        stream.write(bytes([byte[0] ^ 1]))
    with opened(office) as vault:
        found = verify(vault)
        assert {"pages", "structure"} <= {f.check for f in found}
        assert not any("Salainen" in f.text for f in found)
        with pytest.raises(Exception, match=r"vikoja|vaurioitunut|malformed"):
            create_backup(vault, office.parent / "kopiot", program="1.0")
    assert not list((office.parent / "kopiot").glob("*"))


@pytest.mark.parametrize("journal", ['{"aside": "../../ulos"}', '{"aside": ".."}', '{"aside": ""}', "[" * 100_000])
def test_a_journal_that_names_a_place_outside_is_not_followed(office: Path, journal: str) -> None:
    (office / RESTORE_JOURNAL).write_text(journal)
    with pytest.raises(Exception, match="palautus jäi kesken"):
        opened(office)


def test_the_driver_in_use_is_the_encrypting_one() -> None:
    assert sqlcipher.connect(":memory:").execute("PRAGMA cipher_version").fetchone()
