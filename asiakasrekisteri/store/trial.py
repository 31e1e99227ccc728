"""Trying a backup: restored into a place of its own, still encrypted, opened, looked through, and wiped.

The place is a folder inside the office's own: nothing leaves the disk on which the register lies, and what a crash
leaves there is as sealed as the register itself. The next trial wipes it.
"""

import shutil
import tempfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from asiakasrekisteri.domain.errors import StoreMissingError
from asiakasrekisteri.domain.progress import SILENT, Progress
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.store import log
from asiakasrekisteri.store.backup import bundle_damaged, check_bundle, extract_bundle
from asiakasrekisteri.store.check import require_sound
from asiakasrekisteri.store.connection import RawConnection, make_engine, open_connection
from asiakasrekisteri.store.files import DATABASE, LEDGER, LOG_HEAD
from asiakasrekisteri.store.keyfile import KeyFile
from asiakasrekisteri.store.ledger import Ledger
from asiakasrekisteri.store.leftovers import TRIAL
from asiakasrekisteri.store.log_truncation import sealing_key
from asiakasrekisteri.store.place import require_room
from asiakasrekisteri.store.sealing import PRODUCT_POLICY, KdfPolicy
from asiakasrekisteri.store.unlocked import UnlockedKeys

_STEPS = 4

Unlock = Callable[[KeyFile], UnlockedKeys]


@dataclass(frozen=True, slots=True)
class Tried:
    """A backup that came back whole: when it was made, the entries of its log, its customers and persons."""

    made_at: datetime
    entries: int
    rows: int


def try_restore(
    folder: Path, bundle: Path, unlock: Unlock, *, policy: KdfPolicy = PRODUCT_POLICY, progress: Progress = SILENT
) -> Tried:
    """Restore a backup beside the office and look through it; nothing of it stays.

    Args:
        folder: of the office, under which the place of the trial is made.
        bundle: the backup.
        unlock: opens the backup's own key file, as with a password of the time when it was made.
        policy: of the key file.
        progress: told of the steps; may cancel.

    Raises:
        StoreMissingError: there is no such file.
        BackupDamagedError, StoreDamagedError, LogBrokenError, LedgerBrokenError: it does not come back whole.
        LoginRefusedError: the password does not open it.
        UnsuitablePlaceError: the disk lacks room.
    """
    if not bundle.is_file():
        raise StoreMissingError(_("Varmuuskopiota ei löydy. Tarkista tiedoston nimi ja kansio."))
    wipe_trials(folder)
    progress.report(0, _STEPS, _("Tarkistetaan varmuuskopiota"))
    manifest = check_bundle(bundle)
    require_room(folder, 2 * sum(size for size, _digest in manifest.files.values()))
    place = Path(tempfile.mkdtemp(prefix=TRIAL, dir=folder))
    try:
        progress.report(1, _STEPS, _("Puretaan varmuuskopiota"))
        extract_bundle(bundle, manifest, place)
        progress.report(2, _STEPS, _("Avataan varmuuskopio"))
        keys = unlock(KeyFile(place, policy))
        if keys.office != manifest.office or not manifest.sealed_by(keys):
            raise bundle_damaged()
        progress.report(3, _STEPS, _("Tarkistetaan, että kaikki on tallessa"))
        entries, rows = _looked_through(place, keys)
        progress.report(_STEPS, _STEPS)
        return Tried(manifest.created, entries, rows)
    finally:
        shutil.rmtree(place, ignore_errors=True)


def wipe_trials(folder: Path, before: datetime | None = None) -> None:
    """Wipe what a trial that was cut short has left; `before` spares one that may be going on in another window."""
    for left in folder.glob(TRIAL + "*"):
        with suppress(OSError):
            if before is None or datetime.fromtimestamp(left.stat().st_mtime, UTC) < before:
                shutil.rmtree(left, ignore_errors=True)


def _looked_through(place: Path, keys: UnlockedKeys) -> tuple[int, int]:
    """Check pages, references, the chain of the log and the ledger; return entries of the log and rows of people."""

    def connect() -> RawConnection:
        return open_connection(place / DATABASE, keys.key())

    raw = connect()
    try:
        require_sound(raw)
        rows = sum(raw.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in ("customer", "person"))  # noqa: S608 - constants
    finally:
        raw.close()
    engine = make_engine(connect)
    try:
        with engine.connect() as connection:
            kept = log.HeadFile(place / LOG_HEAD)
            head = log.verify(connection, kept.read(), sealing_key(keys), kept.seal())
    finally:
        engine.dispose()
    if (place / LEDGER).exists():
        Ledger(place, keys).marks()
    return head.number, rows
