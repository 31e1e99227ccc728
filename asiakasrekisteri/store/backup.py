"""Backups: one file that holds everything an office needs to open again, still encrypted, verified as it is written.

A bundle is an uncompressed zip archive: the database as SQLite's online backup gives it (same data key), the key file,
the head of the log, the ledger of erasures and a manifest with the size and SHA-256 of each, sealed with the data key.
"""

import hashlib
import json
import shutil
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

from asiakasrekisteri.domain.errors import BackupDamagedError, NewerVersionError, StoreError, UnsuitablePlaceError
from asiakasrekisteri.domain.progress import SILENT, Progress
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.store.canonical import canonical
from asiakasrekisteri.store.check import require_sound
from asiakasrekisteri.store.connection import DriverError, open_connection
from asiakasrekisteri.store.faults import disk_faults, store_error
from asiakasrekisteri.store.files import (
    DATABASE,
    KEY_FILE,
    LEDGER,
    LOG_HEAD,
    SPOILT,
    make_folder,
    private_file,
    sync_file,
    sync_folder,
)
from asiakasrekisteri.store.leftovers import COPY, UNFINISHED
from asiakasrekisteri.store.migrations.form import current
from asiakasrekisteri.store.place import require_room
from asiakasrekisteri.store.sealing import derive, same, tag
from asiakasrekisteri.store.turn import turn
from asiakasrekisteri.store.unlocked import UnlockedKeys
from asiakasrekisteri.store.vault import Clock, Vault, utc_now

SUFFIX = ".arvk"
MANIFEST = "manifesti.json"
FORMAT = 1
_PAGES_A_STEP = 1000
_CHUNK = 1024 * 1024
_MANIFEST_MAX = 64 * 1024
_REQUIRED = frozenset({DATABASE, KEY_FILE})
_ALLOWED = _REQUIRED | {LOG_HEAD, LEDGER}


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a bundle says of itself. `files`: name -> (bytes, SHA-256 in hex)."""

    office: str
    created: datetime
    program: str
    revision: str
    files: Mapping[str, tuple[int, str]]
    seal: str = ""

    def body(self) -> dict[str, Any]:
        """Return the JSON form without the seal."""
        return {
            "format": FORMAT,
            "office": self.office,
            "created": self.created.isoformat("T", "seconds"),
            "program": self.program,
            "revision": self.revision,
            "files": {name: {"size": size, "sha256": digest} for name, (size, digest) in self.files.items()},
        }

    def sealed_by(self, keys: UnlockedKeys) -> bool:
        """Tell whether the holder of these keys made the bundle."""
        return any(same(self.seal, _seal(self, keys.key(generation=g))) for g in keys.generations())


def create_backup(
    vault: Vault, destination: Path, *, program: str, now: Clock = utc_now, progress: Progress = SILENT
) -> Path:
    """Write a bundle into a folder while the office is in use; return the file.

    Raises:
        UnsuitablePlaceError: no room, no right to write, or no folder.
        StoreDamagedError: the copy does not pass its checks; no bundle is left.
        CancelledError: the user stopped it; no bundle is left.
    """
    if destination.exists() and not destination.is_dir():
        raise UnsuitablePlaceError(_("Varmuuskopion paikka ei ole kansio. Anna kansio, johon varmuuskopio tehdään."))
    make_folder(destination)
    copy = vault.folder / COPY
    at = now()
    target = destination / f"asiakasrekisteri-{at.astimezone(UTC):%Y%m%d-%H%M%S}{SUFFIX}"
    unfinished = target.with_suffix(UNFINISHED)
    try:
        with disk_faults():
            size = vault.database.stat().st_size
            require_room(vault.folder, 2 * size)
            require_room(destination, 2 * size)
            _copy_database(vault, copy, progress)
            parts = {DATABASE: copy, **{name: vault.folder / name for name in (KEY_FILE, LOG_HEAD, LEDGER)}}
            with turn(vault.folder):
                manifest = _write_bundle(vault, unfinished, parts, at, program)
            check_bundle(unfinished, expected=manifest)
            unfinished.replace(target)
            sync_folder(destination)
    finally:
        for left in (unfinished, *vault.folder.glob(COPY + "*")):
            left.unlink(missing_ok=True)
    return target


def check_bundle(bundle: Path, expected: Manifest | None = None) -> Manifest:
    """Read a bundle whole and compare it with its manifest.

    Raises:
        BackupDamagedError: cut, altered, or no bundle.
        NewerVersionError: a later program wrote it.
    """
    try:
        with zipfile.ZipFile(bundle) as archive:
            manifest = _read_manifest(archive)
            for name, (size, digest) in manifest.files.items():
                with archive.open(name) as stream:
                    if _digest(stream) != (size, digest):
                        raise bundle_damaged()
    except (OSError, zipfile.BadZipFile, *SPOILT, AttributeError, RuntimeError) as e:  # RuntimeError: zip encryption
        raise bundle_damaged() from e
    if expected is not None and manifest.body() != expected.body():
        raise bundle_damaged()
    return manifest


def extract_bundle(bundle: Path, manifest: Manifest, folder: Path) -> None:
    """Write a checked bundle's files into an empty folder and bring them to the disk."""
    with disk_faults(), zipfile.ZipFile(bundle) as archive:
        for name in manifest.files:
            with archive.open(name) as source, (folder / name).open("xb") as target:
                shutil.copyfileobj(source, target, _CHUNK)
            (folder / name).chmod(0o600)
            sync_file(folder / name)


def is_of(bundle: Path, keys: UnlockedKeys) -> bool:
    """Tell whether a file is a backup of this office: by what it says of itself, and by its seal where a key fits it.

    Backups from before a change of the data key bear a seal that today's key does not know.
    """
    try:
        with zipfile.ZipFile(bundle) as archive:
            return _read_manifest(archive).office == keys.office
    except (OSError, zipfile.BadZipFile, StoreError, *SPOILT, AttributeError, RuntimeError):
        return False


def made_at(bundle: Path) -> datetime | None:
    """Return when a backup says that it was made; None of what is no backup. The rest of the file is not read."""
    try:
        with zipfile.ZipFile(bundle) as archive:
            return _read_manifest(archive).created
    except (OSError, zipfile.BadZipFile, StoreError, *SPOILT, AttributeError, RuntimeError):
        return None


def bundle_damaged() -> BackupDamagedError:
    """Return the error of a bundle that cannot be used."""
    return BackupDamagedError(
        _("Varmuuskopio on vaurioitunut tai se ei ole tämän ohjelman varmuuskopio. Käytä toista varmuuskopiota.")
    )


def _copy_database(vault: Vault, copy: Path, progress: Progress) -> None:
    copy.unlink(missing_ok=True)
    source = vault.connect()
    target = open_connection(copy, vault.keys.key(), create=True)
    try:
        text = _("Kopioidaan tietokantaa")
        source.execute("BEGIN")  # one moment of the data: without it every write elsewhere starts the copy anew
        source.execute("SELECT count(*) FROM sqlite_master").fetchone()
        source.backup(
            target,
            pages=_PAGES_A_STEP,
            progress=lambda _status, left, total: progress.report(total - left, total, text),
        )
        target.execute("PRAGMA journal_mode=DELETE")  # one file, with nothing of it in a log beside
        require_sound(target)
    except DriverError as e:
        raise store_error(e) or e from e
    finally:
        target.close()
        source.close()
    sync_file(copy)


def _write_bundle(vault: Vault, bundle: Path, parts: Mapping[str, Path], at: datetime, program: str) -> Manifest:
    files: dict[str, tuple[int, str]] = {}
    bundle.unlink(missing_ok=True)
    with private_file(bundle) as stream, zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED, allowZip64=True) as archive:
        for name, path in parts.items():
            if not path.exists():
                continue
            with path.open("rb") as source:
                files[name] = _digest(source)
            archive.write(path, name)
        manifest = Manifest(vault.office, at, program, current(vault.engine) or "", files)
        seal = _seal(manifest, vault.keys.key())
        archive.writestr(MANIFEST, json.dumps(manifest.body() | {"seal": seal}, indent=1, ensure_ascii=False))
    sync_file(bundle)
    return manifest


def _seal(manifest: Manifest, data_key: bytes) -> str:
    return tag(derive(data_key, "asiakasrekisteri backup"), canonical(manifest.body()))


def _read_manifest(archive: zipfile.ZipFile) -> Manifest:
    entries = {entry.filename: entry for entry in archive.infolist()}
    if len(entries) != len(archive.infolist()) or entries[MANIFEST].file_size > _MANIFEST_MAX:
        raise bundle_damaged()
    if any(entry.compress_type != zipfile.ZIP_STORED for entry in entries.values()):
        raise bundle_damaged()
    data = json.loads(archive.read(MANIFEST))
    if data["format"] > FORMAT:
        raise NewerVersionError(_("Varmuuskopio on uudemman ohjelmaversion tekemä. Päivitä ohjelma."))
    files = {name: (int(f["size"]), str(f["sha256"])) for name, f in data["files"].items()}
    if not files.keys() >= _REQUIRED or not files.keys() <= _ALLOWED or {*files, MANIFEST} != set(entries):
        raise bundle_damaged()
    created = datetime.fromisoformat(data["created"])
    return Manifest(data["office"], created, data["program"], data["revision"], files, str(data["seal"]))


def _digest(stream: IO[bytes]) -> tuple[int, str]:
    digest, size = hashlib.sha256(), 0
    while chunk := stream.read(_CHUNK):
        digest.update(chunk)
        size += len(chunk)
    return size, digest.hexdigest()
