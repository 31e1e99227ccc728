"""Keeping the office in shape: backups, the check of the whole, and the change of its data key."""

from dataclasses import dataclass
from pathlib import Path

from asiakasrekisteri import __version__
from asiakasrekisteri.domain.errors import UnsuitablePlaceError
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.store import check, log, triggers
from asiakasrekisteri.store.backup import create_backup
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.backups import note_backup
from asiakasrekisteri.usecases.erasing_again import ledger_faults
from asiakasrekisteri.usecases.gate import nothing, use_case
from asiakasrekisteri.usecases.office import Desk


@use_case(Permission.BACKUP_CREATE, discloses=nothing)
def make_backup(work: Work, destination: Path, place_id: int | None = None) -> Path:
    """Write an encrypted, checked backup into a folder and return the file; the office knows of it from then on.

    `place_id` tells where it will be kept; by default the place whose folder it is made into.

    Made inside the transaction: nobody commits meanwhile, so the log in the copy and its head beside it agree.

    Raises:
        UnsuitablePlaceError: no room, no right to write, no folder, or the register's own.
        CancelledError: the user stopped it; no bundle is left.
    """
    store = work.store
    if destination.resolve().is_relative_to(store.vault.folder.resolve()):
        raise UnsuitablePlaceError(
            _("Varmuuskopiota ei tehdä rekisterin omaan kansioon. Anna toinen kansio, mieluiten toiselta levyltä.")
        )
    bundle = create_backup(store.vault, destination, program=__version__, now=store.clock, progress=work.progress)
    note_backup(work, bundle, place_id)
    work.log("backup")
    return bundle


@dataclass(frozen=True, slots=True)
class Verified:
    """What the check saw: faults of the database and of the ledger of erasures, in words; the entries of the log."""

    faults: tuple[str, ...]
    entries: int


@use_case(Permission.BACKUP_CREATE, discloses=nothing, writes=False)
def verify_office(work: Work) -> Verified:
    """Check the seals of the pages, the structure, the references, what locks tables, and the chain of the log.

    Raises:
        LogBrokenError: the chain does not hold.
    """
    outside, seal = work.store.head.read(), work.store.head.seal()
    faults = [finding.text for finding in check.verify(work.store.vault, work.progress)]
    message = _("Tietokannan suoja {name} on poistettu, muutettu tai vieras. Selvitä, kuka kantaan on koskenut.")
    faults += [message.format(name=name) for name in triggers.altered(work.session.connection())]
    faults += ledger_faults(work)
    head = log.verify(work.session.connection(), outside, work.store.head.key, seal)
    return Verified(tuple(faults), head.number)


def engine_version(desk: Desk) -> str:
    """Return the version of the encrypting database engine."""
    connection = desk.vault.connect()
    try:
        return str(connection.execute("PRAGMA cipher_version").fetchone()[0])
    finally:
        connection.close()


@use_case(Permission.USER_MANAGE, discloses=nothing)
def note_rotation(work: Work) -> None:
    """Write into the log that the data key is about to be changed; `rotate_keys` calls it."""
    work.log("rotate_keys")


def rotate_keys(desk: Desk) -> None:
    """Change the data key, so that a key copied earlier by somebody who has left opens nothing new.

    The whole file is rewritten, which no transaction can hold: the gate checks the right and logs the change first.

    Raises:
        PermissionDeniedError: only the main user may.
        StoreInUseError: others have the register open; nothing was changed.
        UnsuitablePlaceError: the disk lacks room for the rewriting.
    """
    desk.gate.call(note_rotation)
    desk.vault.rotate()
