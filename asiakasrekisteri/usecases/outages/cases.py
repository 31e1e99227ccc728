"""Outages themselves, and whether the firm is a telecom operator: rows, lists, and what must be reported by when."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import func, select

from asiakasrekisteri.domain.errors import FieldError, InvalidInputError
from asiakasrekisteri.domain.outages import Clock, Report, reports_due
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.domain.words import fold
from asiakasrekisteri.store.models import NoticeRecipient, Outage, OutageNotice, Telecom
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.edits import from_source
from asiakasrekisteri.usecases.gate import nothing, use_case
from asiakasrekisteri.usecases.records import got
from asiakasrekisteri.usecases.rows import require_order, row_cases

_MADE = {
    Clock.TELECOM: "traficom_at",
    Clock.FIRST: "first_report_at",
    Clock.SECOND: "second_report_at",
    Clock.FINAL: "final_report_at",
}


def _outage_rule(work: Work, outage: Outage) -> None:
    require_order(outage.started_at, outage.ended_at, "ended_at")
    for name in ("started_at", "ended_at", "detected_at"):
        value = getattr(outage, name)
        planned = name == "started_at" and outage.kind == "maintenance"
        if value is not None and value > work.now and not planned:
            raise InvalidInputError([FieldError(name, _("Aika on tulevaisuudessa. Tarkista aika."))])


def _telecom_rule(work: Work, telecom: Telecom) -> None:
    others = select(Telecom.id).where(Telecom.id != telecom.id) if telecom.id else select(Telecom.id)
    if work.session.scalar(others.limit(1)) is not None:
        raise InvalidInputError([FieldError("state", _("Teletoiminta on jo kirjattu. Muokkaa sitä."))])
    if telecom.state == "reported" and telecom.reported_on is None:
        raise InvalidInputError([FieldError("reported_on", _("Kirjoita, milloin teletoiminnasta ilmoitettiin."))])


OUTAGES = row_cases(Outage, Permission.OUTAGE_READ, Permission.OUTAGE_WRITE, rule=_outage_rule, order="started_at")
TELECOM = row_cases(Telecom, Permission.OUTAGE_READ, Permission.SETTINGS_WRITE, rule=_telecom_rule)


@dataclass(frozen=True, slots=True)
class TelecomNow:
    """Whether the firm is a telecom operator, and whether it runs name servers for others; id None: not said yet."""

    id: int | None = None
    version: int = 0
    state: str = "none"
    dns_provider: bool = False

    @property
    def is_telecom(self) -> bool:
        """Whether the duties of a teleyritys bind it."""
        return self.state != "none"


@use_case(Permission.OUTAGE_READ, discloses=nothing, writes=False)
def telecom_now(work: Work) -> TelecomNow:
    """Return what the firm has said of its teletoiminta."""
    row = work.session.scalars(select(Telecom).order_by(Telecom.id).limit(1)).first()
    return TelecomNow() if row is None else TelecomNow(row.id, row.version, row.state, row.dns_provider)


@dataclass(frozen=True, slots=True, kw_only=True)
class OutageRow:
    """An outage in a list.

    Attributes:
        told: how many have been told, all notices together.
        failed: how many messages did not go.
        draft: the notice that has not been sent yet, if there is one.
        late: whether a report to the authority is late, or due without delay and not made.
    """

    id: int
    title: str
    kind: str
    severity: str
    started_at: dt.datetime
    ended_at: dt.datetime | None
    notices: int
    told: int
    failed: int
    draft: int | None
    late: bool


@use_case(Permission.OUTAGE_READ, discloses=nothing, writes=False)
def list_outages(work: Work, query: str = "", state: str = "") -> tuple[OutageRow, ...]:
    """Return the outages, the newest first; `state` is "open", "ended" or "" for all. Nobody's personal data."""
    asked = select(Outage).order_by(Outage.started_at.desc(), Outage.id.desc())
    if state:
        asked = asked.where(Outage.ended_at.is_(None) if state == "open" else Outage.ended_at.is_not(None))
    telecom = telecom_now.body(work)
    words = fold(query).split()
    rows = [row for row in work.session.scalars(asked) if all(word in fold(row.title) for word in words)]
    told = _told(work)
    return tuple(_row(work, row, telecom, told.get(row.id, _Counts())) for row in rows)


@dataclass(slots=True)
class _Counts:
    notices: int = 0
    told: int = 0
    failed: int = 0
    draft: int | None = None


def _told(work: Work) -> dict[int, _Counts]:
    found: dict[int, _Counts] = {}
    notices = {}
    for notice_id, outage_id, begun in work.session.execute(
        select(OutageNotice.id, OutageNotice.outage_id, OutageNotice.begun_at)
    ):
        counts = notices[notice_id] = found.setdefault(outage_id, _Counts())
        if begun is None:
            counts.draft = notice_id
        else:
            counts.notices += 1
    by_state = select(NoticeRecipient.notice_id, NoticeRecipient.state, func.count()).group_by(
        NoticeRecipient.notice_id, NoticeRecipient.state
    )
    for notice_id, state, count in work.session.execute(by_state):
        if state in {"sent", "drafted"}:
            notices[notice_id].told += count
        else:
            notices[notice_id].failed += count
    return found


def _row(work: Work, row: Outage, telecom: TelecomNow, counts: _Counts) -> OutageRow:
    return OutageRow(
        id=row.id,
        title=row.title,
        kind=row.kind,
        severity=row.severity,
        started_at=row.started_at,
        ended_at=row.ended_at,
        notices=counts.notices,
        told=counts.told,
        failed=counts.failed,
        draft=counts.draft,
        late=any(_is_late(work, report) for report in _reports(row, telecom)),
    )


def _is_late(work: Work, report: Report) -> bool:
    return report.done is None and (report.due is None or report.due < work.now)


def _reports(row: Outage, telecom: TelecomNow) -> tuple[Report, ...]:
    made = {clock: getattr(row, name) for clock, name in _MADE.items()}
    return reports_due(
        row.detected_at or row.started_at,
        made,
        telecom=telecom.is_telecom,
        dns=telecom.dns_provider,
        significant=row.significant,
    )


@dataclass(frozen=True, slots=True)
class OutageReports:
    """What must be reported of an outage: none where the firm is not `bound`, or the outage is not significant."""

    reports: tuple[Report, ...]
    bound: bool
    now: dt.datetime


@use_case(Permission.OUTAGE_READ, discloses=nothing, writes=False)
def reports_of(work: Work, outage_id: int) -> OutageReports:
    """Return what must be reported of an outage to the authority, by when, and what has been."""
    telecom = telecom_now.body(work)
    reports = _reports(got(work, Outage, outage_id), telecom)
    return OutageReports(reports, telecom.is_telecom or telecom.dns_provider, work.now)


@use_case(Permission.OUTAGE_WRITE, discloses=nothing)
def mark_reported(work: Work, outage_id: int, clock: Clock, reference: str = "") -> int:
    """Write down that a report has been made now; return the number by which it is undone."""
    from_source(work, "staff")
    row = got(work, Outage, outage_id)
    setattr(row, _MADE[clock], work.now)
    if reference.strip():
        row.traficom_reference = reference.strip()
    work.session.flush()
    return work.log_number
