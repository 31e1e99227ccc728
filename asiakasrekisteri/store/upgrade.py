"""Bringing an office to this program's form: refused if it is newer, backed up first, alone with it meanwhile."""

from pathlib import Path

from asiakasrekisteri.domain.progress import SILENT, Progress
from asiakasrekisteri.store.backup import create_backup
from asiakasrekisteri.store.leftovers import BACKUPS
from asiakasrekisteri.store.migrations.form import VERSIONS, current, newest
from asiakasrekisteri.store.vault import Clock, Vault, utc_now


def upgrade_office(
    vault: Vault, *, program: str, now: Clock = utc_now, progress: Progress = SILENT, package: str = VERSIONS
) -> Path | None:
    """Migrate an open office if it needs it; return the backup made first, or None when there was nothing to save.

    Raises:
        NewerVersionError: a later program wrote it; nothing is touched.
        StoreInUseError: others have it open.
        MigrationFailedError: it did not succeed; the office is as it was.
    """
    if newest(package) is not None and current(vault.engine) == newest(package):
        return None
    from asiakasrekisteri.store.migrations.runner import is_current, require_known, upgrade  # noqa: PLC0415 - heavy

    require_known(vault.engine, package)
    if is_current(vault.engine, package):
        return None
    with vault.alone():
        backup = None
        if current(vault.engine) is not None:
            backup = create_backup(vault, vault.folder / BACKUPS, program=program, now=now, progress=progress)
        upgrade(vault.engine, package=package)
        return backup
