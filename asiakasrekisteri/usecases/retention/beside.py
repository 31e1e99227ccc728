"""What is due and lies in no row of its own: entries of the log, and older copies of the register."""

import datetime as dt
from collections.abc import Iterator

from asiakasrekisteri.domain.formats import day
from asiakasrekisteri.domain.retention_rules import rule_title
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.privacy.collecting import rules
from asiakasrekisteri.usecases.retention.copies import BACKUPS, OldCopy, old_copies
from asiakasrekisteri.usecases.retention.duelist import DueGroup, DueItem, rule_time
from asiakasrekisteri.usecases.retention.history import HISTORY, due_history
from asiakasrekisteri.usecases.retention.logs import due_logs


def beside_groups(work: Work) -> Iterator[DueGroup]:
    """Yield what is due of the log and of older copies."""
    yield from _logs(work)
    if (found := due_history(work)) is not None:
        yield _entries(work, HISTORY, *found)
    yield from _copies(work)


def _logs(work: Work) -> Iterator[DueGroup]:
    for code, count, until in due_logs(work):
        yield _entries(work, code, count, until)


def _entries(work: Work, code: str, count: int, until: dt.date) -> DueGroup:
    """Return what is due of many entries, told of together."""
    rule = rules(work)[code]
    item = DueItem(
        kind="log_entry",
        id=0,
        category=code,
        title=rule_title(code),
        detail=_("{n} merkintää, viimeinen {day}").format(n=count, day=day(until)),
        about="",
        address="",
        start=until.isoformat(),
        keep_until=work.today.isoformat(),
        ground=rule.reason,
        reason="",
        by_hand=False,
        person_id=None,
    )
    return DueGroup(code, rule_title(code), rule_time(rule), count, {}, (item,))


def _copies(work: Work) -> Iterator[DueGroup]:
    found = old_copies(work)
    if not found:
        return
    rule, held = rules(work)[BACKUPS], dict[str, int]()
    for one in found:
        if one.reason:
            held[one.reason] = held.get(one.reason, 0) + 1
    items = tuple(_copy(one, rule.reason) for one in found)
    yield DueGroup(BACKUPS, rule_title(BACKUPS), rule_time(rule), len(found), held, items)


def _copy(one: OldCopy, ground: str) -> DueItem:
    return DueItem(
        kind="backup",
        id=one.id,
        category=BACKUPS,
        title=_("Varmuuskopio {day}").format(day=day(one.made_on)),
        detail=str(one.path),
        about="",
        address=f"backup/{one.id}" if one.id > 0 else "",
        start=one.made_on.isoformat(),
        keep_until=one.keep_until.isoformat(),
        ground=ground,
        reason=one.reason,
        by_hand=one.found is None,
        person_id=None,
    )
