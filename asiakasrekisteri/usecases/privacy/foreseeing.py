"""What erasing a person would do, told before it is done: what goes, what the law keeps and until when, what is shared.

It sorts the same rows by the same rules as the erasure itself.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.domain.vouchers import Period, period_of, voucher_until
from asiakasrekisteri.store.copies import count_put_aside
from asiakasrekisteri.store.models import (
    Entity,
    InvoiceRow,
    LogItem,
    Participant,
    Person,
    PersonLink,
    SalesOrderRow,
)
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.gate import Seen, use_case
from asiakasrekisteri.usecases.privacy.erasure import rows_of_erasure
from asiakasrekisteri.usecases.privacy.keeping import financial_periods
from asiakasrekisteri.usecases.records import got

PARTS = (InvoiceRow, SalesOrderRow, Participant, PersonLink)
"""Rows that nobody counts by themselves: they go, or stay, with what they are part of."""


@dataclass(frozen=True, slots=True)
class Foreseen:
    """Rows of one kind.

    Attributes:
        title: what they are, in words ("Laskut").
        count: how many.
        until: ISO day until which the law keeps the last of them; empty for others, and where it cannot be reckoned.
    """

    title: str
    count: int
    until: str = ""


@dataclass(frozen=True, slots=True)
class Foresight:
    """What erasing a person would do.

    Attributes:
        person_id: whose.
        going: removed at once.
        emptied: customerships of her own: the number stays, all that tells of her goes.
        kept: vouchers that the Accounting Act wants (kirjanpitolaki 2:10).
        shared: rows that others are in: they stay theirs, her name is taken out.
        log: entries of the log about her, which hold no values.
        records: how many records of hers are erased together, as they are linked as the same person.
        put_aside: how many registers that a restore put aside go with her.
    """

    person_id: int
    going: tuple[Foreseen, ...]
    emptied: int
    kept: tuple[Foreseen, ...]
    shared: tuple[Foreseen, ...]
    log: int
    records: int
    put_aside: int = 0


def _seen(found: Foresight) -> Iterable[Seen]:
    return [Seen("person", found.person_id, found.person_id)]


@use_case(Permission.PERSON_ERASE, discloses=_seen)
def foresee_erasure(work: Work, person_id: int) -> Foresight:
    """Tell what erasing a person today would remove, empty, keep and leave to others.

    Raises:
        NotFoundError: there is no such person.
    """
    got(work, Person, person_id)
    ids, rows = rows_of_erasure(work, person_id)
    periods = financial_periods(work)
    entries = select(func.count(LogItem.log_id.distinct())).where(LogItem.person_id.in_(ids))
    return Foresight(
        person_id=person_id,
        going=_counted(rows.removed),
        emptied=len(rows.emptied),
        kept=_counted(rows.kept, lambda group: _last_day(group, periods)),
        shared=_counted([*rows.shared, *rows.found]),
        log=work.session.scalar(entries) or 0,
        records=len(ids),
        put_aside=count_put_aside(work.store.vault.folder),
    )


def _counted(
    rows: Iterable[Entity], until: Callable[[Sequence[Entity]], str] = lambda _group: ""
) -> tuple[Foreseen, ...]:
    groups: dict[type[Entity], list[Entity]] = {}
    for row in (row for row in rows if not isinstance(row, PARTS)):
        groups.setdefault(type(row), []).append(row)
    return tuple(Foreseen(_(entity.__plural__), len(group), until(group)) for entity, group in groups.items())


def _last_day(rows: Sequence[Entity], periods: Sequence[Period]) -> str:
    """Return until when the last of some vouchers is kept; empty where the financial period of one is not recorded."""
    days = [row.law_day() for row in rows]
    found = [period_of(periods, day) for day in days if day is not None]
    known = [voucher_until(period) for period in found if period is not None]
    return max(known).isoformat() if known and len(known) == len(found) else ""
