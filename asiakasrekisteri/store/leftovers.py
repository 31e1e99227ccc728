"""What a crash leaves in the office's folder: copies of the register on their way somewhere. Sealed, but older than it.

Something may be erased afterwards that lies in them still, so they go as soon as somebody comes in alone.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path

from asiakasrekisteri.store.files import RESTORE_JOURNAL

COPY = "rekisteri.varmuus"
"""A backup's copy of the database before it is bundled."""
TRIAL = "palautus.koe-"
"""A backup that is being tried."""
WAITING = "palautus.kesken"
"""A backup that is being restored; once the journal is there, it is the office itself."""
BACKUPS = "varmuuskopiot"
"""Backups made before upgrades."""
UNFINISHED = ".kesken"


def clear_leftovers(folder: Path) -> None:
    """Remove them all; to be called by whoever holds the office alone."""
    for left in _leftovers(folder):
        if left.is_dir() and not left.is_symlink():
            shutil.rmtree(left, ignore_errors=True)
        else:
            left.unlink(missing_ok=True)


def _leftovers(folder: Path) -> Iterator[Path]:
    yield from folder.glob(f"{COPY}*")
    yield from folder.glob(f"{TRIAL}*")
    yield from (folder / BACKUPS).glob(f"*{UNFINISHED}")
    if not (folder / RESTORE_JOURNAL).exists():
        yield from folder.glob(WAITING)
