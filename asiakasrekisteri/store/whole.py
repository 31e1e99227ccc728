"""Rows put back as they were in another register, with their ids: no new trail, for their own comes with them."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Table, delete, func, insert, select, text

from asiakasrekisteri.domain.errors import ExchangeError
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.store import contents, search
from asiakasrekisteri.store.changes import AUDITED
from asiakasrekisteri.store.models import Base, Change
from asiakasrekisteri.store.work import Work

Row = dict[str, Any]


def begin(work: Work) -> None:
    """Let rows come in any order: references are checked at the end."""
    work.session.connection().exec_driver_sql("PRAGMA defer_foreign_keys=1")


def is_empty(work: Work, tables: Iterable[type[Base]]) -> bool:
    """Tell whether none of the tables has a row."""
    connection = work.session.connection()
    return all(connection.execute(select(func.count()).select_from(one)).scalar() == 0 for one in tables)


def clear(work: Work, table: type[Base]) -> None:
    """Remove what a new office begins with."""
    name = _of(table).name
    work.session.connection().execute(text(f"DELETE FROM {name}"))  # noqa: S608 - a table of ours


def forget_trail(work: Work, keep: type[Base]) -> None:
    """Forget the history of what a new office began with, but that of one table."""
    gone = delete(Change).where(Change.entity != keep.__tablename__)
    work.session.execute(gone, execution_options={AUDITED: True, "synchronize_session": False})


def put(work: Work, table: type[Base], rows: Sequence[Row]) -> None:
    """Write rows of stored values, ids among them."""
    if rows:
        work.session.connection().execute(insert(_of(table)), rows, execution_options={AUDITED: True})


def finish(work: Work, known: Iterable[type[Base]]) -> None:
    """See that every reference leads somewhere, and make the search documents of everything.

    Raises:
        ExchangeError: a reference leads nowhere.
    """
    connection = work.session.connection()
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
    if broken is not None:
        raise ExchangeError(_("Tuotavista tiedoista puuttuu rivejä, joihin muut viittaavat. Vie toimisto uudelleen."))
    for table in known:
        name = _of(table).name
        if name in {*search.OWNERS, *contents.KINDS}:
            ids = connection.execute(select(_of(table).c.id))
            work.unindexed.update((name, row_id) for row_id in ids.scalars())


def _of(table: type[Base]) -> Table:
    found = table.__table__
    assert isinstance(found, Table)
    return found
