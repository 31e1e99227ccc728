"""Backups: where they lie and under which lock, which are known, and a restore that is tried (R-73, LAW §4.2)."""

import datetime as dt
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import func, select

from asiakasrekisteri.domain.errors import (
    BackupDamagedError,
    FieldError,
    InvalidInputError,
    KeyringUnavailableError,
    LedgerBrokenError,
    LogBrokenError,
    PermissionDeniedError,
    StoreDamagedError,
)
from asiakasrekisteri.domain.fields import Record
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.host.keyring import DeviceSecrets
from asiakasrekisteri.store.backup import check_bundle
from asiakasrekisteri.store.keyfile import KeyFile, fold_login
from asiakasrekisteri.store.models import Backup, BackupPlace, LogEntry, RestoreTrial
from asiakasrekisteri.store.trial import Tried, try_restore
from asiakasrekisteri.store.unlocked import UnlockedKeys
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.edits import from_source
from asiakasrekisteri.usecases.gate import Gate, nothing, use_case
from asiakasrekisteri.usecases.records import got, to_record
from asiakasrekisteri.usecases.rows import require_order, row_cases

_BROKEN = (BackupDamagedError, StoreDamagedError, LogBrokenError, LedgerBrokenError)


def _place_rule(work: Work, row: BackupPlace) -> None:  # noqa: ARG001 - a rule is given the work
    require_order(row.since, row.until, "until")
    if row.locked and not row.lock:
        raise InvalidInputError([FieldError("lock", _("Kirjoita, millainen lukko on ja kenellä on avain."))])


PLACES = row_cases(BackupPlace, Permission.BACKUP_CREATE, Permission.BACKUP_CREATE, rule=_place_rule)
BACKUPS = row_cases(Backup, Permission.BACKUP_CREATE, Permission.BACKUP_CREATE)
TRIALS = row_cases(RestoreTrial, Permission.BACKUP_CREATE, Permission.BACKUP_CREATE)


@dataclass(frozen=True, slots=True)
class BackupState:
    """How the office stands with its backups.

    Attributes:
        made_at: when the last one was made; None for never.
        place: where the last one lies, in words; empty where nobody has said it.
        locked: whether that place is locked; None while it is not known.
        tried_on: when a restore was last tried and came back whole.
        failed_on: when a later trial did not.
    """

    made_at: dt.datetime | None
    place: str
    locked: bool | None
    tried_on: dt.date | None
    failed_on: dt.date | None


@use_case(Permission.BACKUP_CREATE, discloses=nothing, writes=False)
def backup_state(work: Work) -> BackupState:
    """Return how the office stands with its backups."""
    return state_of(work)


def state_of(work: Work) -> BackupState:
    """Return how the office stands with its backups, as a part of other work."""
    made_at = work.session.scalar(select(func.max(LogEntry.at)).where(LogEntry.action == "backup"))
    last = work.session.scalar(select(Backup).order_by(Backup.made_at.desc(), Backup.id.desc()).limit(1))
    place = last.place if last is not None else None
    whole = _last_trial(work, "whole")
    broken = _last_trial(work, "broken")
    failed = broken is not None and (whole is None or broken.id > whole.id)
    return BackupState(
        made_at,
        place.name if place is not None else "",
        place.locked if place is not None else None,
        whole.tried_on if whole is not None else None,
        broken.tried_on if broken is not None and failed else None,
    )


def _last_trial(work: Work, result: str) -> RestoreTrial | None:
    asked = select(RestoreTrial).where(RestoreTrial.result == result).order_by(RestoreTrial.id.desc()).limit(1)
    return work.session.scalar(asked)


def note_backup(work: Work, bundle: Path, place_id: int | None = None) -> None:
    """Let the office know a backup that was just made; unless told, its place is the one whose folder it lies in."""
    from_source(work, "staff")
    if place_id is not None:
        got(work, BackupPlace, place_id)
    place = place_id or _place_of(work, bundle)
    row = Backup(made_at=work.now, file=str(bundle.resolve()), size=bundle.stat().st_size, place_id=place)
    work.session.add(row)
    work.session.flush()


def _place_of(work: Work, bundle: Path) -> int | None:
    """Return the place in use whose folder holds a file; where there is one place only, without a folder, that one."""
    places = work.session.scalars(select(BackupPlace).where(BackupPlace.until.is_(None)).order_by(BackupPlace.id)).all()
    for place in places:
        if place.folder and bundle.resolve().is_relative_to(Path(place.folder).expanduser().resolve()):
            return place.id
    return places[0].id if len(places) == 1 and not places[0].folder else None


def try_backup(gate: Gate, bundle: Path, password: str) -> Record:
    """Try whether a backup comes back: restore it into a place of its own, look through it, wipe it, note the day.

    The trial is made outside any transaction: meanwhile others go on with their work.

    Args:
        gate: of a main user; its progress may cancel.
        bundle: the backup.
        password: of the user signed in, at the time when the backup was made.

    Returns:
        What was noted: `result` "whole" or "broken", with `fault` in words.

    Raises:
        StoreMissingError, NewerVersionError, UnsuitablePlaceError: it could not be tried; nothing is noted.
        LoginRefusedError: the password does not open it.
        PermissionDeniedError: the user is no main user, or was none then.
        CancelledError: the user stopped it.
    """
    gate.call(backup_state)
    try:
        tried = _tried(gate, bundle, password)
        said: dict[str, object] = {"result": "whole", "entries": tried.entries, "rows": tried.rows}
        made_at: dt.datetime | None = tried.made_at
    except _BROKEN as error:
        said, made_at = {"result": "broken", "fault": str(error)}, _made_at(bundle)
    return gate.call(note_trial, {**said, "made_at": made_at})


def _tried(gate: Gate, bundle: Path, password: str) -> Tried:
    login = gate.actor.login

    def unlock(file: KeyFile) -> UnlockedKeys:
        keys = file.unlock(login, password, device_secret(file, login))
        if not keys.whole:
            raise PermissionDeniedError(_("Varmuuskopion palauttaa pääkäyttäjä. Pyydä sitä häneltä."))
        return keys

    store = gate.store
    return try_restore(store.vault.folder, bundle, unlock, policy=store.key_file.policy, progress=gate.progress)


def device_secret(file: KeyFile, login: str) -> bytes | None:
    """Return the secret of this computer's keyring for a user ID that needs it."""
    if not file.uses_device(login):
        return None
    with suppress(KeyringUnavailableError):
        return DeviceSecrets().get(file.read().office, fold_login(login))
    return None


@use_case(Permission.BACKUP_CREATE, discloses=nothing)
def note_trial(work: Work, said: Mapping[str, object]) -> Record:
    """Note a tried restore; `try_backup` calls it."""
    from_source(work, "staff")
    row = RestoreTrial(tried_on=work.today, tried_by=work.actor.name, **said)
    work.session.add(row)
    work.session.flush()
    work.log("restore_trial")
    return to_record(work, row)


def _made_at(bundle: Path) -> dt.datetime | None:
    try:
        return check_bundle(bundle).created
    except BackupDamagedError:
        return None
