"""Backups whose time is over: the run removes those within reach; those elsewhere are told of until somebody does.

What was erased since lies in a backup still. A backup of another register is never touched, nor the newest of all that
lie outside the office: as long as there is no newer one, it is all there is to come back from.
"""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from sqlalchemy import delete, select

from asiakasrekisteri.domain.errors import FieldError, InvalidInputError, StoreError
from asiakasrekisteri.domain.formats import FINLAND
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.retention import keep_until
from asiakasrekisteri.domain.texts import _, ngettext
from asiakasrekisteri.store.changes import AUDITED
from asiakasrekisteri.store.copies import Copy, copies_in, remove_copy
from asiakasrekisteri.store.log import LogLine
from asiakasrekisteri.store.models import Backup, BackupPlace
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.edits import from_source
from asiakasrekisteri.usecases.gate import nothing, use_case
from asiakasrekisteri.usecases.privacy.collecting import rules
from asiakasrekisteri.usecases.privacy.holdback import BEYOND, NEEDED
from asiakasrekisteri.usecases.privacy.removal import forget_changes
from asiakasrekisteri.usecases.records import got
from asiakasrekisteri.usecases.retention import records

BACKUPS = "backup"
"""Code of the rule."""


@dataclass(frozen=True, slots=True)
class OldCopy:
    """A copy whose time is over.

    Attributes:
        id: of the backup that is known; of a file that was only found, less than zero: its place in the list.
        made_on, keep_until: days.
        path: where it is, or was when it was last seen.
        found: the copy, where it is within reach.
        reason: code of what keeps the run from removing it; empty when nothing does.
    """

    id: int
    made_on: dt.date
    keep_until: dt.date
    path: Path
    found: Copy | None
    reason: str


def old_copies(work: Work) -> tuple[OldCopy, ...]:
    """Return the copies whose time is over today, the oldest first."""
    rule, office = rules(work)[BACKUPS], work.store.vault.folder
    known = {Path(row.file): row for row in work.session.scalars(select(Backup).order_by(Backup.made_at))}
    within = {copy.path: copy for copy in copies_in(office, work.store.vault.keys, _folders(work, known))}
    made = {path: row.made_at for path, row in known.items()} | {path: copy.made_at for path, copy in within.items()}
    outside = [path for path in made if not path.is_relative_to(office.resolve())]
    newest = max(outside, key=lambda path: made[path], default=None)
    found = []
    for path, at in made.items():
        made_on = at.astimezone(FINLAND).date()
        until = keep_until(rule, made_on)
        if until is not None and until < work.today:
            copy = within.get(path)
            reason = NEEDED if path == newest else "" if copy is not None else BEYOND
            found.append(OldCopy(known[path].id if path in known else 0, made_on, until, path, copy, reason))
    found.sort(key=lambda one: (one.keep_until, str(one.path)))
    return tuple(replace(one, id=one.id or -place) for place, one in enumerate(found, 1))


def _folders(work: Work, known: Iterable[Path]) -> Iterable[Path]:
    """Return the folders where backups have been made, and those of the places that are on record."""
    told = work.session.scalars(select(BackupPlace.folder))
    return dict.fromkeys([*(path.parent for path in known), *(Path(one).expanduser() for one in told if one)])


def remove_old(work: Work, spared: Collection[int], record: int | None, witness: str) -> tuple[int, int]:
    """Remove the copies within reach whose time is over, and put it on record.

    Args:
        work: the unit of work.
        spared: ids of copies that stay.
        record: the destruction it is put into; None to begin one.
        witness: who is beside, for the record.

    Returns:
        The record of the destruction (0 for none), and how many were removed.
    """
    free = [one for one in old_copies(work) if one.found is not None and not one.reason and one.id not in spared]
    gone = [one for one in free if one.found is not None and _removed(one.found)]
    if not gone:
        return record or 0, 0
    number = record or records.begin_software(work, witness).id
    _forget(work, [one.id for one in gone if one.id > 0])
    for one in gone:
        work.lines.append(LogLine("destroy", Backup.__tablename__, max(one.id, 0)))
    records.add_line(work, number, BACKUPS, rules(work)[BACKUPS].action.value, [one.keep_until for one in gone])
    work.changed.update((Backup.__tablename__, one.id) for one in gone if one.id > 0)
    return number, len(gone)


def _removed(copy: Copy) -> bool:
    """Remove a copy; one that the disk does not let go stays on the list."""
    try:
        remove_copy(copy)
    except StoreError:
        return False
    return True


def _forget(work: Work, ids: Iterable[int]) -> None:
    rows = [got(work, Backup, one) for one in ids]
    forget_changes(work, rows)
    numbers = [row.id for row in rows]
    work.session.expunge_all()
    work.session.execute(delete(Backup).where(Backup.id.in_(numbers)), execution_options={AUDITED: True})


@use_case(Permission.RETENTION_RUN, discloses=nothing)
def record_backups_destroyed(work: Work, ids: Iterable[int], details: Mapping[str, object]) -> records.Protocol:
    """Put on record that backups out of the program's reach have been destroyed: on which medium, how, by whom.

    Args:
        work: the unit of work.
        ids: of the backups.
        details: fields of a destruction.

    Raises:
        InvalidInputError: none was named, one is still within reach, or the level is missing or of another medium.
    """
    from_source(work, "staff")
    rows = [got(work, Backup, one) for one in dict.fromkeys(ids)]
    if not rows:
        raise InvalidInputError([FieldError("ids", _("Valitse varmuuskopiot, jotka on hävitetty."))])
    for row in rows:
        if Path(row.file).exists():
            message = _("Varmuuskopio on yhä tallessa: {file}. Poista tiedosto ensin.")
            raise InvalidInputError([FieldError("ids", message.format(file=row.file))])
    count = len(rows)
    what = ngettext("{n} varmuuskopio", "{n} varmuuskopiota", count).format(n=count)
    days = sorted(_until(work, row).isoformat() for row in rows)
    line = {"code": BACKUPS, "action": "overwrite", "count": count, "first": days[0], "last": days[-1]}
    made = records.begin(work, {"what": what, **details}, [line])
    if made.destroyed_on > work.today:
        raise InvalidInputError([FieldError("destroyed_on", _("Hävityspäivä on tulevaisuudessa. Tarkista päivä."))])
    number = made.id
    _forget(work, [row.id for row in rows])
    return records.finish(work, number)


def _until(work: Work, row: Backup) -> dt.date:
    made_on = row.made_at.astimezone(FINLAND).date()
    return keep_until(rules(work)[BACKUPS], made_on) or made_on
