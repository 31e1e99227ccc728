"""Putting a backup back: checked, opened and checked again beside the old office before it takes its place."""

import shutil
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import UTC
from pathlib import Path

from asiakasrekisteri.domain.errors import AppError, StoreError, StoreMissingError
from asiakasrekisteri.domain.progress import SILENT, Progress
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.store.backup import Manifest, bundle_damaged, check_bundle, extract_bundle
from asiakasrekisteri.store.check import require_sound
from asiakasrekisteri.store.connection import DriverError, open_connection
from asiakasrekisteri.store.faults import disk_faults
from asiakasrekisteri.store.files import DATABASE, LEDGER, make_folder, replace_file
from asiakasrekisteri.store.keyfile import KeyFile
from asiakasrekisteri.store.ledger import RESTORE, Ledger, Mark, marks_of, new_mark
from asiakasrekisteri.store.leftovers import WAITING
from asiakasrekisteri.store.lock import OfficeLock
from asiakasrekisteri.store.place import require_room, require_suitable
from asiakasrekisteri.store.sealing import PRODUCT_POLICY, KdfPolicy
from asiakasrekisteri.store.swap import begin_swap, discard_waiting, finish_swap, old_files
from asiakasrekisteri.store.unlocked import UnlockedKeys
from asiakasrekisteri.store.vault import Clock, PlaceCheck, utc_now

ASIDE = "ennen-palautusta"
_STEPS = 4

Unlock = Callable[[KeyFile], UnlockedKeys]


class Restorer:
    """Restores bundles into one office folder, new or in use until now."""

    def __init__(
        self,
        folder: Path,
        *,
        now: Clock = utc_now,
        place: PlaceCheck = require_suitable,
        policy: KdfPolicy = PRODUCT_POLICY,
    ) -> None:
        self._folder = folder
        self._now = now
        self._place = place
        self._policy = policy

    def restore(self, bundle: Path, unlock: Unlock, progress: Progress = SILENT) -> Path | None:
        """Restore a bundle; return the folder where the replaced office was put aside, or None if there was none.

        User IDs and passwords become those of the time of the backup, revoked ones included.

        Args:
            bundle: the backup.
            unlock: opens the bundle's own key file, as with a password of that time or the recovery code.
            progress: told of the steps.

        Raises:
            StoreMissingError: there is no such file.
            BackupDamagedError: the bundle is cut, altered or something else; the office is as it was.
            LoginRefusedError: the password is not the one of the time of the backup.
            StoreInUseError: the office is open somewhere.
            UnsuitablePlaceError: a live register must not lie in the folder.
        """
        if not bundle.is_file():
            raise StoreMissingError(_("Varmuuskopiota ei löydy. Tarkista tiedoston nimi ja kansio."))
        progress.report(0, _STEPS, _("Tarkistetaan varmuuskopiota"))
        manifest = check_bundle(bundle)
        self._place(self._folder)
        make_folder(self._folder)
        require_room(self._folder, 2 * sum(size for size, _digest in manifest.files.values()))
        finish_swap(self._folder)
        lock = OfficeLock(self._folder, "", self._now())
        try:
            lock.make_exclusive()
            return self._replace(bundle, manifest, unlock, progress)
        finally:
            discard_waiting(self._folder)
            lock.release()

    def _replace(self, bundle: Path, manifest: Manifest, unlock: Unlock, progress: Progress) -> Path | None:
        waiting = self._folder / WAITING
        shutil.rmtree(waiting, ignore_errors=True)
        waiting.mkdir(mode=0o700)
        progress.report(1, _STEPS, _("Puretaan varmuuskopiota"))
        extract_bundle(bundle, manifest, waiting)
        progress.report(2, _STEPS, _("Avataan varmuuskopio"))
        keys = unlock(KeyFile(waiting, self._policy))
        if keys.office != manifest.office or not manifest.sealed_by(keys):
            raise bundle_damaged()
        connection = open_connection(waiting / DATABASE, keys.key())
        try:
            require_sound(connection)
        finally:
            connection.close()
        self._keep_erasures(waiting, keys, unlock)
        progress.report(3, _STEPS, _("Otetaan varmuuskopio käyttöön"))
        aside = self._free_name()
        replaces = bool(old_files(self._folder))
        begin_swap(self._folder, aside)
        progress.report(_STEPS, _STEPS)
        return self._folder / aside if replaces else None

    def _keep_erasures(self, waiting: Path, keys: UnlockedKeys, unlock: Unlock) -> None:
        """Let the restored office know what has been erased since the backup: it is erased again when it is opened."""
        more = [*self._replaced_marks(keys, unlock), new_mark(self._now().date(), {"act": RESTORE})]
        known = Ledger(self._folder, keys).joined(Ledger(waiting, keys), more)
        with disk_faults():
            replace_file(waiting / LEDGER, known)

    def _replaced_marks(self, keys: UnlockedKeys, unlock: Unlock) -> Sequence[Mark]:
        """Return the erasures that the register to be replaced knows itself, should its ledger have lost any.

        A register that does not open, because it is broken or its user IDs are others by now, has only its ledger.
        """
        place = self._folder / DATABASE
        with suppress(AppError, DriverError, OSError):
            try:
                return marks_of(place, keys.key())
            except StoreError:  # its key has been changed since the backup
                return marks_of(place, unlock(KeyFile(self._folder, self._policy)).key())
        return ()

    def _free_name(self) -> str:
        name = f"{ASIDE}-{self._now().astimezone(UTC):%Y%m%d-%H%M%S}"
        taken = len(list(self._folder.glob(name + "*")))
        return f"{name}-{taken + 1}" if taken else name
