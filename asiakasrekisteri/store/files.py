"""Names of the office's files, and writing a small one so that a crash leaves the old or the new, never half."""

import contextlib
import os
import secrets
from pathlib import Path
from typing import BinaryIO

from asiakasrekisteri.domain.errors import KeyFileDamagedError, StoreMissingError, UnsuitablePlaceError
from asiakasrekisteri.domain.texts import _

DATABASE = "rekisteri.db"
KEY_FILE = "rekisteri.avain"
ATTEMPTS = "rekisteri.kirjautumiset"
OFFICE_LOCK = "rekisteri.lukko"
TURN_LOCK = "rekisteri.vuoro"
LOG_HEAD = "rekisteri.loki"
LEDGER = "rekisteri.poistot"
RESTORE_JOURNAL = "rekisteri.palautus"
OLDER_KEPT = 3
SPOILT = (ValueError, TypeError, KeyError, OverflowError, RecursionError)
"""What reading a small JSON file raises that somebody has spoilt: 1e999 is no number, a thousand brackets no nest."""
_PRIVATE = 0o600


def make_folder(folder: Path) -> None:
    """Make a folder and those above it, unless it is there.

    Raises:
        UnsuitablePlaceError: the system does not make it, or a file stands in its way.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as e:
        raise UnsuitablePlaceError(_("Kansiota ei voi tehdä. Tarkista kansion nimi, oikeudet ja levytila.")) from e


def sync_folder(folder: Path) -> None:
    """Make a rename in the folder survive a power cut. Windows has no such call and needs none."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_file(path: Path) -> None:
    """Make what was written to a file survive a power cut."""
    handle = os.open(path, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def private_file(path: Path) -> BinaryIO:
    """Make a new file that its owner only may read, and return it open for writing."""
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), _PRIVATE)
    return os.fdopen(handle, "w+b")


def replace_file(path: Path, content: bytes) -> None:
    """Write the whole file anew: readable by its owner only, on the disk before it takes the old one's place."""
    fresh = path.with_name(f"{path.name}.{secrets.token_hex(4)}.uusi")
    try:
        with private_file(fresh) as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        fresh.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            fresh.unlink()
        raise
    sync_folder(path.parent)


def older(path: Path, age: int) -> Path:
    """Return where the version `age` replacements ago is kept."""
    return path.with_name(f"{path.name}.{age}")


def replace_keeping_older(path: Path, content: bytes) -> None:
    """Replace a file and keep its last three versions beside it."""
    previous = path.read_bytes()
    for age in range(OLDER_KEPT, 1, -1):
        if older(path, age - 1).exists():
            older(path, age - 1).replace(older(path, age))
    replace_file(older(path, 1), previous)
    replace_file(path, content)


def clear_unfinished(folder: Path) -> None:
    """Remove what a crash in the middle of `replace_file` left; call it while holding the turn."""
    for left in folder.glob("rekisteri.*.uusi"):
        left.unlink(missing_ok=True)


def require_files(folder: Path) -> None:
    """Tell a folder without an office from one that has lost a file."""
    database, key_file = (folder / DATABASE).exists(), (folder / KEY_FILE).exists()
    if not database and not key_file:
        raise StoreMissingError(_("Kansiossa ei ole asiakasrekisteriä. Tarkista kansio tai perusta rekisteri."))
    if not database:
        raise StoreMissingError(_("Rekisterin tietokanta rekisteri.db puuttuu kansiosta. Palauta varmuuskopio."))
    if not key_file:
        raise KeyFileDamagedError(_("Avaintiedosto rekisteri.avain puuttuu kansiosta. Palauta varmuuskopio."))
