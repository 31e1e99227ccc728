"""Papers: what lies in which locked place and until when, and how it was destroyed (R-74, LAW §4.3)."""

from collections.abc import Mapping, Sequence

from sqlalchemy import ColumnElement, select

from asiakasrekisteri.domain.errors import FieldError, InvalidInputError
from asiakasrekisteri.domain.formats import day
from asiakasrekisteri.domain.media import PAPER
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.texts import N_, _, ngettext
from asiakasrekisteri.store.models import PaperRecord
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.edits import from_source
from asiakasrekisteri.usecases.gate import nothing, use_case
from asiakasrekisteri.usecases.privacy.holdback import REASONS
from asiakasrekisteri.usecases.records import got
from asiakasrekisteri.usecases.restrictions import require_unrestricted
from asiakasrekisteri.usecases.retention import records
from asiakasrekisteri.usecases.retention.due import held_back
from asiakasrekisteri.usecases.rows import Rows, require_order, row_cases, shown_rows

METHOD = N_("silppuaminen")


def _rule(work: Work, paper: PaperRecord) -> None:  # noqa: ARG001 - a rule is given the work
    require_order(paper.dated, paper.keep_until, "keep_until")


PAPERS = row_cases(PaperRecord, Permission.CUSTOMER_READ, Permission.CUSTOMER_WRITE, rule=_rule, order="dated")


@use_case(Permission.CUSTOMER_READ, discloses=Rows.seen)
def unlocked_papers(work: Work) -> Rows:
    """Return the papers that exist in a place that is not locked, although the description promises one."""
    return _existing(work, PaperRecord.locked.is_(False))


@use_case(Permission.CUSTOMER_READ, discloses=Rows.seen)
def overdue_papers(work: Work) -> Rows:
    """Return the papers that should have been destroyed by now, the longest overdue first."""
    return _existing(work, PaperRecord.keep_until < work.today)


@use_case(Permission.RETENTION_RUN, discloses=nothing)
def record_papers_destroyed(work: Work, ids: Sequence[int], details: Mapping[str, object]) -> records.Protocol:
    """Put on record that papers have been destroyed: how, to which level, by whom; the protocol is printed.

    Args:
        work: the unit of work.
        ids: of the papers.
        details: fields of a destruction; medium, method and what it was have their usual values when not given.

    Raises:
        InvalidInputError: no papers were named, one has been destroyed already or must be kept still, the day is in
            the future, or the level is missing or of another medium.
    """
    from_source(work, "staff")
    papers = [got(work, PaperRecord, one) for one in dict.fromkeys(ids)]
    _require_destroyable(work, papers)
    what = ngettext("{n} paperi", "{n} paperia", len(papers)).format(n=len(papers))
    usual: dict[str, object] = {"what": what, "medium": PAPER, "method": _(METHOD)}
    lasts = sorted(paper.keep_until.isoformat() for paper in papers if paper.keep_until is not None)
    first, last = (lasts[0], lasts[-1]) if lasts else ("", "")
    line = {"code": "paper", "action": "shred", "count": len(papers), "first": first, "last": last}
    made = records.begin(work, {**usual, **details}, [line])
    if made.destroyed_on > work.today:
        raise InvalidInputError([FieldError("destroyed_on", _("Hävityspäivä on tulevaisuudessa. Tarkista päivä."))])
    for paper in papers:
        require_unrestricted(work, paper)
        paper.destroyed_on, paper.destruction_id = made.destroyed_on, made.id
    work.session.flush()
    return records.finish(work, made.id)


def _require_destroyable(work: Work, papers: Sequence[PaperRecord]) -> None:
    faults = [] if papers else [FieldError("ids", _("Valitse paperit, jotka on hävitetty."))]
    for paper in papers:
        if paper.destroyed_on is not None:
            faults.append(FieldError("ids", _("{what}: paperi on jo hävitetty.").format(what=paper.what)))
        elif paper.keep_until is not None and paper.keep_until >= work.today:
            message = _("{what}: paperia säilytetään {day} asti.")
            faults.append(FieldError("ids", message.format(what=paper.what, day=day(paper.keep_until))))
        elif reason := held_back(work, paper):
            faults.append(FieldError("ids", f"{paper.what}: {_(REASONS[reason])}."))
    if faults:
        raise InvalidInputError(faults)


def _existing(work: Work, condition: ColumnElement[bool]) -> Rows:
    rows = work.session.scalars(
        select(PaperRecord)
        .where(PaperRecord.destroyed_on.is_(None), condition)
        .order_by(PaperRecord.keep_until.is_(None), PaperRecord.keep_until, PaperRecord.id)
    )
    return shown_rows(work, rows.all())
