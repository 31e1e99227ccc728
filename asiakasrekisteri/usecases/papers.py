"""Papers: what lies in which locked place and until when, and how it was destroyed (R-74, LAW §4.3)."""

import datetime as dt
from collections.abc import Mapping, Sequence

from sqlalchemy import ColumnElement, select

from asiakasrekisteri.domain.errors import FieldError, InvalidInputError
from asiakasrekisteri.domain.formats import day
from asiakasrekisteri.domain.media import PAPER
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.retention import keep_until
from asiakasrekisteri.domain.texts import N_, _, ngettext
from asiakasrekisteri.domain.vouchers import Period
from asiakasrekisteri.store.models import FinancialPeriod, PaperRecord
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.edits import from_source
from asiakasrekisteri.usecases.gate import nothing, use_case
from asiakasrekisteri.usecases.privacy.collecting import rules
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
def record_papers_destroyed(
    work: Work, ids: Sequence[int], details: Mapping[str, object], periods: Sequence[int] = ()
) -> records.Protocol:
    """Put on record that papers have been destroyed: how, to which level, by whom; the protocol is printed.

    Args:
        work: the unit of work.
        ids: of the papers.
        periods: ids of the financial periods whose books, which the program does not keep, went with them.
        details: fields of a destruction; medium, method and what it was have their usual values when not given.

    Raises:
        InvalidInputError: no papers were named, one has been destroyed already or must be kept still, the day is in
            the future, or the level is missing or of another medium.
    """
    from_source(work, "staff")
    papers = [got(work, PaperRecord, one) for one in dict.fromkeys(ids)]
    books = [got(work, FinancialPeriod, one) for one in dict.fromkeys(periods)]
    _require_destroyable(work, papers, books)
    usual: dict[str, object] = {"what": _what(papers, books), "medium": PAPER, "method": _(METHOD)}
    papers_last = [paper.keep_until for paper in papers if paper.keep_until is not None]
    books_last = [_books_until(work, period) for period in books]
    lines = [_line("paper", "shred", len(papers), papers_last), _line("books", "destroy", len(books), books_last)]
    made = records.begin(work, {**usual, **details}, [line for line in lines if line["count"]])
    if made.destroyed_on > work.today:
        raise InvalidInputError([FieldError("destroyed_on", _("Hävityspäivä on tulevaisuudessa. Tarkista päivä."))])
    for period in books:
        period.books_destroyed_on = made.destroyed_on
    for paper in papers:
        require_unrestricted(work, paper)
        paper.destroyed_on, paper.destruction_id = made.destroyed_on, made.id
    work.session.flush()
    return records.finish(work, made.id)


def _line(code: str, action: str, count: int, lasts: Sequence[dt.date]) -> dict[str, object]:
    """Return the line of a record: of a kind so many, from the first to the last of their last days of keeping."""
    first, last = (min(lasts).isoformat(), max(lasts).isoformat()) if lasts else ("", "")
    return {"code": code, "action": action, "count": count, "first": first, "last": last}


def _what(papers: Sequence[PaperRecord], books: Sequence[FinancialPeriod]) -> str:
    told = [ngettext("{n} paperi", "{n} paperia", len(papers)).format(n=len(papers))] if papers else []
    spans = (f"{day(period.since)}\N{EN DASH}{day(period.until)}" for period in books)
    return ", ".join([*told, *(_("kirjanpito {span}").format(span=span) for span in spans)])


def _books_until(work: Work, period: FinancialPeriod) -> dt.date:
    """Return the last day on which the books of a financial period are kept."""
    until = keep_until(rules(work)["books"], period.until, [Period(period.since, period.until)])
    assert until is not None, "the period is the one that was asked of"
    return until


def _require_destroyable(work: Work, papers: Sequence[PaperRecord], books: Sequence[FinancialPeriod]) -> None:
    faults = [] if papers or books else [FieldError("ids", _("Valitse paperit, jotka on hävitetty."))]
    for period in books:
        if _books_until(work, period) >= work.today:
            message = _("Tilikauden kirjanpitoa säilytetään {day} asti (KPL 2:10 §).")
            faults.append(FieldError("ids", message.format(day=day(_books_until(work, period)))))
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
