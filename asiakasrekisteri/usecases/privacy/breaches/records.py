"""The rows of breaches, what must still be done about each, and the reports to the supervisor."""

import datetime as dt
from array import array
from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import func, select

from asiakasrekisteri.domain.breaches import BreachFacts, Duty, duties, needs_report
from asiakasrekisteri.domain.errors import FieldError, InvalidInputError
from asiakasrekisteri.domain.fields import Record
from asiakasrekisteri.domain.formats import FINLAND
from asiakasrekisteri.domain.hourclock import time_words
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.domain.words import fold
from asiakasrekisteri.store.models import Breach, BreachNotice, BreachPerson, BreachReport, NoticeLimit
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.edits import Saved, from_source
from asiakasrekisteri.usecases.gate import nothing, use_case
from asiakasrekisteri.usecases.lists import IdList
from asiakasrekisteri.usecases.privacy.breaches.readers import unwritten
from asiakasrekisteri.usecases.records import assign, checked, got, to_record
from asiakasrekisteri.usecases.rows import require_order, row_cases

FIRST_HOURS = 72
"""Hours of the limit before any has been recorded (Art. 33(1))."""


def _rule(work: Work, row: Breach) -> None:
    if row.closed_on is not None:
        message = _("Loukkauksen käsittely on päätetty. Avaa käsittely uudelleen ennen muuttamista.")
        raise InvalidInputError([FieldError("title", message)])
    require_order(row.occurred_from, row.occurred_until, "occurred_until")
    require_order(row.persons_least, row.persons_most, "persons_most")
    faults = []
    if row.aware_at > work.now:
        faults.append(FieldError("aware_at", _("Aika on tulevaisuudessa. Tarkista aika.")))
    if row.discovered_at is not None and row.discovered_at > row.aware_at:
        faults.append(FieldError("discovered_at", _("Havaitseminen on tietoon tulon jälkeen. Tarkista ajat.")))
    if row.risk is not None and not row.risk_reasoning:
        faults.append(FieldError("risk_reasoning", _("Perustele riski: mitä henkilöille voi seurata.")))
    if faults:
        raise InvalidInputError(faults)
    if not row.number:
        row.number = _next_number(work)


def _next_number(work: Work) -> str:
    """Return the next running number of the year: LT-2026-003."""
    start = f"LT-{work.today.year}-"
    used = work.session.scalar(select(func.max(Breach.number)).where(Breach.number.like(f"{start}%")))
    return f"{start}{int(used.removeprefix(start)) + 1 if used else 1:03}"


@use_case(Permission.BREACH_WRITE, discloses=nothing)
def keep_breach(work: Work, row_id: int, version: int, *, source: str = "staff") -> Saved:  # noqa: ARG001
    """Refuse to remove a breach: each is documented, whatever its risk (Art. 33(5))."""
    message = _("Loukkausta ei poisteta: jokainen dokumentoidaan (33 artiklan 5 kohta). Päätä käsittely sen sijaan.")
    raise InvalidInputError([FieldError("breach", message)])


BREACHES = replace(
    row_cases(Breach, Permission.BREACH_READ, Permission.BREACH_WRITE, rule=_rule, order="aware_at"),
    remove=keep_breach,
)


def _limit_rule(_work: Work, row: NoticeLimit) -> None:
    if row.hours <= 0:
        raise InvalidInputError([FieldError("hours", _("Määräajan on oltava vähintään tunti."))])


LIMITS = row_cases(NoticeLimit, Permission.BREACH_READ, Permission.SETTINGS_WRITE, rule=_limit_rule, order="since")


def limit_hours(work: Work, at: dt.datetime) -> int:
    """Return the limit of the notice that was in force at an instant."""
    on = at.astimezone(FINLAND).date()
    asked = select(NoticeLimit.hours).where(NoticeLimit.since <= on).order_by(NoticeLimit.since.desc()).limit(1)
    return work.session.scalar(asked) or FIRST_HOURS


@dataclass(frozen=True, slots=True)
class Report:
    """A report to the supervisor; phase is a code."""

    id: int
    phase: str
    sent_at: dt.datetime
    sent_by: str
    note: str


@dataclass(frozen=True, slots=True)
class BreachState:
    """A breach with its clock.

    Attributes:
        record: all its fields.
        deadline: the last instant of the notice to the supervisor.
        clock: in words what is left or how late it is; "" when the notice was given or is not needed.
        late: whether the limit has passed without a notice, or the first notice came after it.
        reports: to the supervisor, the latest last.
        affected, told: persons concerned, and those told; `controllers`, `controllers_told` likewise.
        duties: what must still be done.
    """

    record: Record
    deadline: dt.datetime
    clock: str
    late: bool
    reports: tuple[Report, ...]
    affected: int
    told: int
    controllers: int
    controllers_told: int
    duties: tuple[Duty, ...]


@use_case(Permission.BREACH_READ, discloses=nothing, writes=False)
def open_breach(work: Work, breach_id: int) -> BreachState:
    """Return a breach, its clock, its reports, and what must still be done."""
    return state_of(work, got(work, Breach, breach_id))


def state_of(work: Work, row: Breach) -> BreachState:
    """Return how a breach stands now."""
    reports = tuple(_report(one) for one in _reports(work, row.id))
    known = facts_of(work, row, reports)
    clock = known.clock
    waiting = needs_report(known) and known.first_report is None and row.closed_on is None
    left = () if row.closed_on is not None else tuple(duties(known, work.now))
    return BreachState(
        record=to_record(work, row),
        deadline=clock.ends,
        clock=time_words(clock.left(work.now)) if waiting else "",
        late=clock.is_late(work.now)
        if waiting
        else known.first_report is not None and clock.is_late(known.first_report),
        reports=reports,
        affected=known.affected,
        told=known.told,
        controllers=known.controllers,
        controllers_told=known.controllers_told,
        duties=left,
    )


def facts_of(work: Work, row: Breach, reports: Sequence[Report]) -> BreachFacts:
    """Return what decides what must still be done."""
    persons = select(func.count()).select_from(BreachPerson).where(BreachPerson.breach_id == row.id)
    told = select(func.count(BreachNotice.person_id.distinct())).where(BreachNotice.breach_id == row.id)
    customers = select(func.count(BreachNotice.customer_id.distinct())).where(BreachNotice.breach_id == row.id)
    return BreachFacts(
        aware_at=row.aware_at,
        hours=limit_hours(work, row.aware_at),
        is_processor=row.our_role == "processor",
        kinds=row.confidentiality or row.integrity or row.availability,
        told_what=bool(row.description and row.consequences and row.measures_taken),
        risk=row.risk or "",
        first_report=reports[0].sent_at if reports else None,
        last_phase=reports[-1].phase if reports else "",
        delay_reason=bool(row.delay_reason),
        not_reported_reason=bool(row.not_reported_reason),
        not_told_reason=bool(row.not_told_reason),
        not_told_ground=row.not_told_ground or "",
        affected=work.session.scalar(persons) or 0,
        told=work.session.scalar(told) or 0,
        unwritten=unwritten(work, row) if row.risk == "high" and row.closed_on is None else (),
        controllers=len(row.controllers or ()),
        controllers_told=work.session.scalar(customers) or 0,
    )


def _reports(work: Work, breach_id: int) -> Sequence[BreachReport]:
    asked = select(BreachReport).where(BreachReport.breach_id == breach_id)
    return work.session.scalars(asked.order_by(BreachReport.sent_at, BreachReport.id)).all()


def _report(row: BreachReport) -> Report:
    return Report(row.id, row.phase, row.sent_at, row.sent_by or "", row.note or "")


@dataclass(frozen=True, slots=True, kw_only=True)
class SentReport:
    """A report that was sent to the supervisor.

    Attributes:
        phase: "first", "further" or "last".
        sent_at: when the form was sent; aware.
        note: what it told.
        case_number: the supervisor's, when it is known.
        delay_reason: why the first one came after the limit.
    """

    phase: str
    sent_at: dt.datetime
    note: str = ""
    case_number: str = ""
    delay_reason: str = ""


@use_case(Permission.BREACH_WRITE, discloses=nothing)
def report_breach(work: Work, breach_id: int, sent: SentReport) -> BreachState:
    """Record that the supervisor was told of a breach.

    Raises:
        InvalidInputError: it comes after the limit and no reason is given (Art. 33(1)), or before the firm knew.
    """
    row = got(work, Breach, breach_id)
    from_source(work, "staff")
    known = facts_of(work, row, [_report(one) for one in _reports(work, breach_id)])
    faults = []
    if sent.sent_at > work.now or sent.sent_at < row.aware_at:
        faults.append(FieldError("sent_at", _("Ilmoitus on ennen tietoon tuloa tai tulevaisuudessa. Tarkista aika.")))
    reason = sent.delay_reason.strip() or row.delay_reason
    if known.first_report is None and known.clock.is_late(sent.sent_at) and not reason:
        message = _("Ilmoitus tehtiin määräajan jälkeen. Kirjoita viivästymisen syy (33 artiklan 1 kohta).")
        faults.append(FieldError("delay_reason", message))
    if faults:
        raise InvalidInputError(faults)
    said = {"phase": sent.phase, "sent_at": sent.sent_at, "sent_by": work.actor.name, "note": sent.note or None}
    work.session.add(BreachReport(**checked(BreachReport.spec(), said), breach_id=breach_id))
    assign(row, {"delay_reason": reason or None, "case_number": sent.case_number.strip() or row.case_number})
    work.session.flush()
    work.log("report_breach", "breach", breach_id)
    work.changed.add(("breach", breach_id))
    return state_of(work, row)


@use_case(Permission.BREACH_WRITE, discloses=nothing)
def close_breach(work: Work, breach_id: int, version: int, approver: str, lessons: str = "") -> BreachState:
    """Close the handling of a breach; it is kept all the same.

    Raises:
        InvalidInputError: something must still be done, or nobody approves.
    """
    row = got(work, Breach, breach_id, version)
    from_source(work, "staff")
    left = state_of(work, row).duties
    faults = [FieldError(one.code, one.text) for one in left]
    if not approver.strip():
        faults.append(FieldError("approved_by", _("Kirjoita, kuka hyväksyy päättämisen.")))
    if faults:
        raise InvalidInputError(faults)
    assign(row, {"closed_on": work.today, "approved_by": approver.strip(), "lessons": lessons.strip() or row.lessons})
    work.session.flush()
    work.log("close_breach", "breach", breach_id)
    return state_of(work, row)


@use_case(Permission.BREACH_WRITE, discloses=nothing)
def reopen_breach(work: Work, breach_id: int, version: int) -> BreachState:
    """Go on with the handling of a closed breach."""
    row = got(work, Breach, breach_id, version)
    from_source(work, "staff")
    assign(row, {"closed_on": None, "approved_by": None})
    work.session.flush()
    return state_of(work, row)


@dataclass(frozen=True, slots=True)
class BreachRow:
    """A breach in a list; cause and risk are codes, `clock` as in `BreachState`, `duties` how many are left."""

    id: int
    number: str
    title: str
    aware_at: dt.datetime
    cause: str
    risk: str
    clock: str
    late: bool
    duties: int
    persons: int
    closed_on: dt.date | None


@use_case(Permission.BREACH_READ, discloses=nothing, writes=False)
def list_breaches(work: Work, query: str = "", state: str = "", *, reverse: bool = True) -> IdList:
    """Return the ids of the breaches that match, the newest first; `state` is "open", "closed" or "" for all."""
    rows = list(work.session.scalars(select(Breach).order_by(Breach.aware_at, Breach.id)))
    words = fold(query).split()
    kept = [
        row
        for row in rows
        if (not state or (row.closed_on is None) == (state == "open"))
        and all(word in fold(f"{row.number} {row.title} {row.description or ''} {row.systems or ''}") for word in words)
    ]
    return IdList(array("q", (row.id for row in (reversed(kept) if reverse else kept))), len(rows))


@use_case(Permission.BREACH_READ, discloses=nothing, writes=False)
def breach_rows(work: Work, ids: Sequence[int]) -> tuple[BreachRow, ...]:
    """Return a page of the list."""
    rows = {row.id: row for row in work.session.scalars(select(Breach).where(Breach.id.in_(ids)))}
    return tuple(_row(work, rows[i]) for i in ids if i in rows)


def _row(work: Work, row: Breach) -> BreachRow:
    state = state_of(work, row)
    return BreachRow(
        row.id,
        row.number,
        row.title,
        row.aware_at,
        row.cause,
        row.risk or "",
        state.clock,
        state.late,
        len(state.duties),
        max(state.affected, row.persons_least or 0),
        row.closed_on,
    )


@use_case(Permission.BREACH_READ, discloses=nothing, writes=False)
def open_breaches(work: Work) -> tuple[BreachRow, ...]:
    """Return the breaches that are still handled, the one whose clock ends first at the top."""
    rows = work.session.scalars(select(Breach).where(Breach.closed_on.is_(None)).order_by(Breach.aware_at, Breach.id))
    return tuple(_row(work, row) for row in rows)


@dataclass(frozen=True, slots=True)
class LimitRow:
    """A time limit in a list."""

    id: int
    since: dt.date
    hours: int
    ground: str


@use_case(Permission.BREACH_READ, discloses=nothing, writes=False)
def list_limits(work: Work, query: str = "", *, reverse: bool = True) -> IdList:
    """Return the ids of the time limits of the notice, the newest first."""
    rows = list(work.session.scalars(select(NoticeLimit).order_by(NoticeLimit.since)))
    words = fold(query).split()
    kept = [row.id for row in rows if all(word in fold(row.ground or "") for word in words)]
    return IdList(array("q", reversed(kept) if reverse else kept), len(rows))


@use_case(Permission.BREACH_READ, discloses=nothing, writes=False)
def limit_rows(work: Work, ids: Sequence[int]) -> tuple[LimitRow, ...]:
    """Return a page of the list of time limits."""
    rows = {row.id: row for row in work.session.scalars(select(NoticeLimit).where(NoticeLimit.id.in_(ids)))}
    return tuple(LimitRow(i, rows[i].since, rows[i].hours, rows[i].ground or "") for i in ids if i in rows)
