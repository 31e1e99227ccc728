"""Lists of the backups that are known, of their places, and of restores that were tried."""

import datetime as dt
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.words import fold
from asiakasrekisteri.store.models import Backup, BackupPlace, RestoreTrial
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.gate import nothing, use_case
from asiakasrekisteri.usecases.lists import IdList


@dataclass(frozen=True, slots=True)
class BackupRow:
    """A backup in a list; `locked` is None where nobody has said where it lies, `here` whether it is within reach."""

    id: int
    made_at: dt.datetime
    file: str
    size: int
    place: str
    locked: bool | None
    here: bool


@use_case(Permission.BACKUP_CREATE, discloses=nothing, writes=False)
def list_backups(work: Work, query: str = "", order: str = "made_at", *, reverse: bool = True) -> IdList:
    """Return the ids of the backups in whose file or place the words of the query stand."""
    return _listed(backup_rows.body(work, None), query, ("file", "place"), order, reverse=reverse)


@use_case(Permission.BACKUP_CREATE, discloses=nothing, writes=False)
def backup_rows(work: Work, ids: Sequence[int] | None = None) -> tuple[BackupRow, ...]:
    """Return a page of the list, or all rows."""
    rows = {row.id: row for row in work.session.scalars(_asked(Backup, ids))}
    return tuple(_backup_row(rows[i]) for i in (rows if ids is None else ids) if i in rows)


def _backup_row(row: Backup) -> BackupRow:
    place = row.place
    named, locked = (place.name, place.locked) if place is not None else ("", None)
    return BackupRow(row.id, row.made_at, row.file, row.size, named, locked, Path(row.file).exists())


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A place of backups in a list, with how many of those that are known lie in it."""

    id: int
    name: str
    folder: str
    locked: bool
    lock: str
    until: dt.date | None
    count: int


@use_case(Permission.BACKUP_CREATE, discloses=nothing, writes=False)
def list_places(work: Work, query: str = "", order: str = "name", *, reverse: bool = False) -> IdList:
    """Return the ids of the places in which the words of the query stand."""
    return _listed(place_rows.body(work, None), query, ("name", "folder", "lock"), order, reverse=reverse)


@use_case(Permission.BACKUP_CREATE, discloses=nothing, writes=False)
def place_rows(work: Work, ids: Sequence[int] | None = None) -> tuple[PlaceRow, ...]:
    """Return a page of the list, or all rows."""
    counts = select(Backup.place_id, func.count()).group_by(Backup.place_id)
    held = {row[0]: row[1] for row in work.session.execute(counts)}
    rows = {row.id: row for row in work.session.scalars(_asked(BackupPlace, ids))}
    return tuple(_place_row(rows[i], held.get(i, 0)) for i in (rows if ids is None else ids) if i in rows)


def _place_row(row: BackupPlace, count: int) -> PlaceRow:
    return PlaceRow(row.id, row.name, row.folder or "", row.locked, row.lock or "", row.until, count)


@dataclass(frozen=True, slots=True)
class TrialRow:
    """A tried restore in a list; `result` is a code, `rows` counts customers and persons."""

    id: int
    tried_on: dt.date
    tried_by: str
    made_at: dt.datetime | None
    result: str
    rows: int | None
    fault: str


@use_case(Permission.BACKUP_CREATE, discloses=nothing, writes=False)
def list_trials(work: Work, query: str = "", order: str = "tried_on", *, reverse: bool = True) -> IdList:
    """Return the ids of the tried restores in which the words of the query stand."""
    return _listed(trial_rows.body(work, None), query, ("tried_by", "fault"), order, reverse=reverse)


@use_case(Permission.BACKUP_CREATE, discloses=nothing, writes=False)
def trial_rows(work: Work, ids: Sequence[int] | None = None) -> tuple[TrialRow, ...]:
    """Return a page of the list, or all rows."""
    rows = {row.id: row for row in work.session.scalars(_asked(RestoreTrial, ids))}
    return tuple(_trial_row(rows[i]) for i in (rows if ids is None else ids) if i in rows)


def _trial_row(row: RestoreTrial) -> TrialRow:
    return TrialRow(row.id, row.tried_on, row.tried_by, row.made_at, row.result, row.rows, row.fault or "")


def _asked(entity: Any, ids: Sequence[int] | None) -> Any:
    asked = select(entity).order_by(entity.id)
    return asked if ids is None else asked.where(entity.id.in_(ids))


def _listed(rows: Sequence[Any], query: str, names: Sequence[str], order: str, *, reverse: bool) -> IdList:
    """Return the ids of the rows that have every word of a query, in order."""
    words = fold(query).split()
    kept = [row for row in rows if all(w in fold(" ".join(str(getattr(row, n)) for n in names)) for w in words)]
    kept.sort(key=lambda row: (str(getattr(row, order) or "").casefold(), row.id), reverse=reverse)
    return IdList(array("q", (row.id for row in kept)), len(rows))
