"""What rows said that were removed long ago: kept so that a removal can be undone, and seen by nobody any more.

What is somebody's goes with her, or in her history's time. What was a firm's or nobody's has no such end: it goes when
the time of history has passed since the removal, unless a hold on the customer keeps it.
"""

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import delete, func, select
from sqlalchemy.orm import aliased

from asiakasrekisteri.domain.fields import DataCategory
from asiakasrekisteri.domain.formats import FINLAND
from asiakasrekisteri.domain.retention import due_windows
from asiakasrekisteri.store.models import Change
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.privacy.collecting import rules
from asiakasrekisteri.usecases.privacy.holdback import holdback
from asiakasrekisteri.usecases.privacy.removal import parts_of, statement

HISTORY = DataCategory.HISTORY.value
_DAY = dt.timedelta(days=1)


def due_history(work: Work) -> tuple[int, dt.date] | None:
    """Return how many removed rows are due, and the last day of removal that is; None where there are none."""
    until = _latest(work)
    found = _removed(work, until) if until is not None else ()
    return (len(found), until) if found and until is not None else None


def forget_history(work: Work) -> int:
    """Forget what removed rows said whose time is over; return how many rows they were."""
    until = _latest(work)
    found = _removed(work, until) if until is not None else ()
    for part in parts_of(found):
        rows = select(Change.entity, Change.entity_id).where(Change.id.in_(part)).subquery()
        same = select(rows.c.entity_id).where(rows.c.entity == Change.entity, rows.c.entity_id == Change.entity_id)
        statement(work, delete(Change).where(Change.last_id.is_(None), same.exists()))
    return len(found)


def _latest(work: Work) -> dt.date | None:
    windows = due_windows(rules(work)[HISTORY], (), work.today)
    return windows[0].until if windows else None


def _removed(work: Work, until: dt.date) -> Sequence[int]:
    """Return the ids of the changes by which rows about nobody were removed until a day, and not put back."""
    later, before = aliased(Change), dt.datetime.combine(until + _DAY, dt.time.min, tzinfo=FINLAND)
    again = select(later.id).where(
        later.entity == Change.entity, later.entity_id == Change.entity_id, later.id > Change.id
    )
    nobodys = select(func.max(later.person_id)).where(
        later.entity == Change.entity, later.entity_id == Change.entity_id
    )
    asked = select(Change.id, Change.values).where(
        Change.action == "delete",
        Change.last_id.is_(None),
        Change.at < before,
        ~again.exists(),
        nobodys.scalar_subquery().is_(None),
    )
    held = holdback(work).held.customers
    rows = work.session.execute(asked.order_by(Change.id)).all()
    return [number for number, values in rows if values.get("customer_id", (None,))[0] not in held]
