"""Putting a restored office in the place of the old one so that a crash leaves one of them whole.

The restored files wait in a folder of their own; a journal is the point of no return. From it every step can be
repeated: first the old files go aside (the write-ahead log with its database: a stale one would spoil the restored
database), then the waiting ones come in.
"""

import json
import shutil
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from asiakasrekisteri.domain.errors import StoreDamagedError
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.store.faults import disk_faults
from asiakasrekisteri.store.files import (
    ATTEMPTS,
    DATABASE,
    KEY_FILE,
    LEDGER,
    LOG_HEAD,
    OLDER_KEPT,
    RESTORE_JOURNAL,
    SPOILT,
    older,
    replace_file,
    sync_folder,
)
from asiakasrekisteri.store.leftovers import WAITING
from asiakasrekisteri.store.lock import OfficeLock

RESTORED = (
    DATABASE,
    KEY_FILE,
    LOG_HEAD,
    LEDGER,
)  # the database first: while it waits, old files may still have to go aside


def begin_swap(folder: Path, aside: str) -> None:
    """Exchange the office's files for those in the waiting folder; the caller holds the office alone."""
    with disk_faults():
        sync_folder(folder / WAITING)
        replace_file(folder / RESTORE_JOURNAL, json.dumps({"aside": aside}).encode())
        _exchange(folder)


def finish_swap(folder: Path) -> None:
    """Finish an exchange that a crash cut short; nothing happens where none was begun.

    Raises:
        StoreInUseError: another program is at it.
    """
    if not (folder / RESTORE_JOURNAL).exists():
        return
    lock = OfficeLock(folder, "", datetime.now(UTC))
    try:
        lock.make_exclusive()
        with disk_faults(), suppress(FileNotFoundError):
            _exchange(folder)
    finally:
        lock.release()


def discard_waiting(folder: Path) -> None:
    """Remove files that were never taken into use; after the point of no return they are the office and stay."""
    if not (folder / RESTORE_JOURNAL).exists():
        shutil.rmtree(folder / WAITING, ignore_errors=True)


def old_files(folder: Path) -> tuple[Path, ...]:
    """Return the files of an office that a restored one replaces, the write-ahead log among them."""
    names = (f"{DATABASE}-wal", f"{DATABASE}-shm", DATABASE, KEY_FILE, LOG_HEAD, LEDGER, ATTEMPTS)
    ages = (older(folder / KEY_FILE, age) for age in range(1, OLDER_KEPT + 1))
    return tuple(path for path in (*(folder / name for name in names), *ages) if path.exists())


def _exchange(folder: Path) -> None:
    journal = folder / RESTORE_JOURNAL
    waiting = folder / WAITING
    aside = folder / _aside_name(journal)
    if (waiting / DATABASE).exists():
        for path in old_files(folder):
            aside.mkdir(exist_ok=True)
            path.replace(aside / path.name)
        sync_folder(folder)
    for name in RESTORED:
        if (waiting / name).exists():
            (waiting / name).replace(folder / name)
    sync_folder(folder)
    journal.unlink()
    shutil.rmtree(waiting, ignore_errors=True)


def _aside_name(journal: Path) -> str:
    try:
        name = json.loads(journal.read_text("utf-8"))["aside"]
    except SPOILT as e:
        raise _spoilt() from e
    if not isinstance(name, str) or Path(name).name != name or not name.strip("."):
        raise _spoilt()
    return name


def _spoilt() -> StoreDamagedError:
    return StoreDamagedError(_("Varmuuskopion palautus jäi kesken. Palauta varmuuskopio uudelleen."))
