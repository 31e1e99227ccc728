"""Older copies of a register: backups in the folders that are known, and what restores and upgrades left in the office.

They are all sealed; what was erased since lies in them still, so they have a time of their own (LAW §4.2: 12 months).
"""

import re
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from asiakasrekisteri.domain.errors import StoreError
from asiakasrekisteri.domain.formats import FINLAND
from asiakasrekisteri.store.backup import SUFFIX, is_of, made_at
from asiakasrekisteri.store.connection import DriverError
from asiakasrekisteri.store.faults import disk_faults
from asiakasrekisteri.store.files import DATABASE, KEY_FILE, sync_folder
from asiakasrekisteri.store.ledger import marks_of
from asiakasrekisteri.store.leftovers import BACKUPS
from asiakasrekisteri.store.restore import ASIDE
from asiakasrekisteri.store.unlocked import UnlockedKeys

_STAMP = re.compile(r"(\d{8}-\d{6})")


@dataclass(frozen=True, slots=True)
class Copy:
    """An older copy of the register, and when it was made: a backup, or the folder that a restore put aside."""

    path: Path
    made_at: datetime


def copies_in(office: Path, keys: UnlockedKeys, folders: Iterable[Path] = ()) -> Iterator[Copy]:
    """Yield the copies of this office within reach, each once: in its own folder, and in those where backups go.

    Args:
        office: the folder of the register.
        keys: of the user signed in: copies of another register are left alone.
        folders: where else backups are known to lie.
    """
    met: set[Path] = set()
    for folder in (office / BACKUPS, *folders):
        for bundle in _bundles(folder):
            if bundle not in met and is_of(bundle, keys) and (made := made_at(bundle)) is not None:
                met.add(bundle)
                yield Copy(bundle, made)
    for aside in sorted(office.glob(f"{ASIDE}-*")):
        if aside.is_dir() and not aside.is_symlink() and (aside / DATABASE).exists():
            yield Copy(aside, _stamped(aside))


def count_put_aside(office: Path) -> int:
    """Return how many registers that a restore put aside lie in the office's folder."""
    return sum(aside.is_dir() for aside in office.glob(f"{ASIDE}-*"))


def _bundles(folder: Path) -> list[Path]:
    try:
        return sorted(path.resolve() for path in folder.glob(f"*{SUFFIX}") if path.is_file() and not path.is_symlink())
    except OSError:
        return []


def _stamped(aside: Path) -> datetime:
    """Return when a register was put aside, as the name of its folder tells; else when its key file last changed."""
    if (found := _STAMP.search(aside.name)) is not None:
        return datetime.strptime(found[1], "%Y%m%d-%H%M%S").replace(tzinfo=UTC)
    place = aside / KEY_FILE if (aside / KEY_FILE).exists() else aside
    return datetime.fromtimestamp(place.stat().st_mtime, UTC)


def remove_copy(copy: Copy) -> None:
    """Remove a copy.

    Raises:
        StoreError: the disk does not let it be removed.
    """
    with disk_faults():
        if copy.path.is_dir():
            shutil.rmtree(copy.path)
        else:
            copy.path.unlink(missing_ok=True)
        sync_folder(copy.path.parent)


def drop_erased(office: Path, keys: UnlockedKeys, erased: Mapping[str, date]) -> int:
    """Remove the copies inside the office's folder that hold what has been erased since.

    A backup made before an upgrade has done its duty when the office has been in use since. A register that a restore
    put aside stays as long as it has itself seen every erasure, so that there is time to look whether the right backup
    was restored; the first erasure after that takes it along. Copies elsewhere go by their rule of retention, and the
    ledger has everything erased again should one of them be restored.

    Args:
        office: the folder of the register.
        keys: of the user signed in.
        erased: the ids of the marks of erasures, with their Finnish days.

    Returns:
        How many were removed; one that the disk does not let go is met again at the next opening.
    """
    count = 0
    for copy in copies_in(office, keys) if erased else ():
        if _holds_erased(copy, keys, erased):
            with suppress(StoreError):
                remove_copy(copy)
                count += 1
    return count


def _holds_erased(copy: Copy, keys: UnlockedKeys, erased: Mapping[str, date]) -> bool:
    """Tell whether something was erased that a copy holds; of one that cannot be read, by its day."""
    if copy.path.is_dir():
        for generation in keys.generations():
            with suppress(StoreError, DriverError, OSError):
                known = {mark.id for mark in marks_of(copy.path / DATABASE, keys.key(generation=generation))}
                return not erased.keys() <= known
    return copy.made_at.astimezone(FINLAND).date() <= max(erased.values())
