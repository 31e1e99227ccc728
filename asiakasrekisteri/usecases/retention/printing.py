"""The list of what is due on paper. It names people: it is logged as a print, and is to be shredded after use."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from asiakasrekisteri.domain.formats import iso_day
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.reports.due_list import DueLine, DueRule, due_list_pdf
from asiakasrekisteri.store.models import Firm
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.gate import Seen, use_case
from asiakasrekisteri.usecases.privacy.holdback import REASONS
from asiakasrekisteri.usecases.retention.duelist import DueGroup, DueList
from asiakasrekisteri.usecases.retention.looking import due_now


@dataclass(frozen=True, slots=True)
class DuePrint:
    """The print, and what is on it."""

    pdf: bytes
    due: DueList

    def seen(self) -> Sequence[Seen]:
        """Return what it discloses."""
        return self.due.seen()


@use_case(Permission.RETENTION_RUN, discloses=DuePrint.seen)
def print_due(work: Work) -> DuePrint:
    """Return the list of what is due, the first things of each rule, as PDF."""
    due = due_now(work)
    work.log("print")
    firm = work.session.scalar(select(Firm.name).limit(1)) or ""
    return DuePrint(due_list_pdf(firm, work.today, map(_rule, due.groups)), due)


def _rule(group: DueGroup) -> DueRule:
    reasons = {code: _(words) for code, words in REASONS.items()}
    lines = tuple(
        DueLine(item.title, item.detail, item.about, iso_day(item.keep_until), reasons.get(item.reason, ""))
        for item in group.items
    )
    return DueRule(group.title, group.time, lines, 0 if _is_log(group) else group.count - len(lines))


def _is_log(group: DueGroup) -> bool:
    """Tell whether one line stands for many entries of the log."""
    return any(item.kind == "log_entry" for item in group.items)
