"""The log's own time: views are kept for theirs, everything else longer; then entries go and the chain stays whole.

The entries of a person whose data a hold or a restriction keeps, or who has a request in hand, stay with them: they are
evidence too, for her claims and for ours (Art. 18(2)).
"""

import datetime as dt
from collections.abc import Iterator

from asiakasrekisteri.domain.fields import DataCategory
from asiakasrekisteri.domain.formats import FINLAND
from asiakasrekisteri.domain.retention import Rule, due_windows
from asiakasrekisteri.store import log_truncation
from asiakasrekisteri.store.log import LogLine
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.privacy.collecting import rules
from asiakasrekisteri.usecases.privacy.holdback import holdback

VIEWS, CHANGES = DataCategory.VIEW_LOG.value, "log.changes"
_DAY = dt.timedelta(days=1)


def due_logs(work: Work) -> Iterator[tuple[str, int, dt.date]]:
    """Yield code, number of entries and the day of the last of them, of what is due in the log."""
    known, connection = rules(work), work.session.connection()
    spared = _spared(work)
    for code, count in ((VIEWS, log_truncation.count_views), (CHANGES, log_truncation.count_oldest)):
        until = _latest(work, known[code])
        found = count(connection, _instant(until), spared) if until is not None else 0
        if found and until is not None:
            yield code, found, until


def truncate(work: Work, code: str) -> int:
    """Truncate what is due in the log by one rule; return how many entries that was.

    The entry of this work tells what was truncated, so that the chain can still be verified.
    """
    until = _latest(work, rules(work)[code])
    if until is None:
        return 0
    connection, before, spared = work.session.connection(), _instant(until), _spared(work)
    if code == VIEWS:
        cut = log_truncation.empty_views(connection, before, work.log_number, spared)
    else:
        cut = log_truncation.drop_oldest(connection, before, spared)
    if cut is None:
        return 0
    said = log_truncation.sealed_fields(log_truncation.sealing_key(work.store.vault.keys), work.log_number, cut)
    line = LogLine(log_truncation.ACTION, log_truncation.ENTITY, cut.first, said, None, cut.last)
    work.lines.append(line)
    return cut.count


def _spared(work: Work) -> frozenset[int]:
    """Return whose entries stay: those under a hold, a restriction, or with a request in hand."""
    spared = holdback(work)
    return spared.held.persons | spared.restricted.persons | spared.asked.persons


def _latest(work: Work, rule: Rule) -> dt.date | None:
    """Return the last day whose entries are due; None where they are kept without end."""
    windows = due_windows(rule, (), work.today)
    return windows[0].until if windows else None


def _instant(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day + _DAY, dt.time.min, tzinfo=FINLAND)
