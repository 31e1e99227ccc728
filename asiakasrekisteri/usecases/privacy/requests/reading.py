"""Requests as lists and pages show them: how many days are left, how far each is, what the person has asked before."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from asiakasrekisteri.domain.deadlines import DaysLeft, Urgency
from asiakasrekisteri.domain.fields import Record
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.requests import Stage
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.domain.words import fold
from asiakasrekisteri.store.models import Person, Request
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.attachments import AttachmentRow, attachments_of
from asiakasrekisteri.usecases.customers import full_name
from asiakasrekisteri.usecases.gate import Seen, nothing, use_case
from asiakasrekisteri.usecases.privacy.requests.rules import deadline_of, left_of, stage_of
from asiakasrekisteri.usecases.records import got, to_record
from asiakasrekisteri.usecases.sameness import same_persons

_LONG_BEFORE_ASKING = 7
"""Days after which asking for more no longer is without delay: the pause may not stand (EDPB 01/2022)."""


@dataclass(frozen=True, slots=True)
class RequestFilter:
    """What of the requests is listed; what is not said does not narrow.

    Attributes:
        state: "open" or "closed".
        kind: a code of `REQUEST_KINDS`.
        query: words of a number or a name.
        mine: only those that the user handles.
        person_id: only those of a person, her linked records among them.
    """

    state: str = ""
    kind: str = ""
    query: str = ""
    mine: bool = False
    person_id: int | None = None


EVERY_REQUEST = RequestFilter()


@dataclass(frozen=True, slots=True)
class RequestLine:
    """A request in a list.

    Attributes:
        name: of the person, or as written in the request while she is not known.
        target, last_day: of the deadline that counts now.
        left: days left and how urgent.
        stage: the first step that waits.
    """

    id: int
    version: int
    number: str
    kind: str
    person_id: int | None
    name: str
    received_on: dt.date
    target: dt.date
    last_day: dt.date
    extended: bool
    left: DaysLeft
    stage: Stage
    handler: str
    mine: bool
    decision: str
    closed_on: dt.date | None


@use_case(Permission.REQUEST_READ, discloses=nothing, writes=False)
def list_requests(work: Work, wanted: RequestFilter = EVERY_REQUEST) -> tuple[RequestLine, ...]:
    """Return the open requests by their last day, then the closed ones, the newest first; a firm has few.

    What stays on the screen is logged by `note_seen`.
    """
    rows = work.session.execute(_asked(work, wanted)).all()
    lines = [line_of(work, row, person) for row, person in rows]
    words = fold(wanted.query).split()
    shown = [line for line in lines if all(word in fold(f"{line.number} {line.name}") for word in words)]
    waiting = sorted((line for line in shown if line.closed_on is None), key=lambda line: (line.last_day, line.number))
    closed = sorted((line for line in shown if line.closed_on is not None), key=lambda line: line.number, reverse=True)
    return (*waiting, *closed)


def _asked(work: Work, wanted: RequestFilter) -> Any:
    asked: Any = select(Request, Person).outerjoin(Person, Person.id == Request.person_id)
    if wanted.state:
        shut = Request.closed_on.is_not(None)
        asked = asked.where(shut if wanted.state == "closed" else ~shut)
    if wanted.kind:
        asked = asked.where(Request.kind == wanted.kind)
    if wanted.mine:
        asked = asked.where(Request.handler_login == work.actor.login)
    if wanted.person_id is not None:
        asked = asked.where(Request.person_id.in_(same_persons(work, wanted.person_id)))
    return asked


def line_of(work: Work, row: Request, person: Person | None) -> RequestLine:
    """Return a request as a list shows it."""
    end = deadline_of(row)
    return RequestLine(
        id=row.id,
        version=row.version,
        number=row.number,
        kind=row.kind,
        person_id=row.person_id,
        name=full_name(person) if person is not None else row.requester_name or _("(poistettu)"),
        received_on=row.received_on,
        target=end.target,
        last_day=end.last_day,
        extended=row.extended_on is not None,
        left=left_of(row, work.today),
        stage=stage_of(row),
        handler=row.handler or "",
        mine=row.handler_login == work.actor.login,
        decision=row.decision or "",
        closed_on=row.closed_on,
    )


@dataclass(frozen=True, slots=True)
class RequestCounts:
    """The open requests in figures: how many, how many of them late or within three days, and the fewest days left."""

    open: int
    urgent: int
    late: int
    fewest_days: int | None


@use_case(Permission.REQUEST_READ, discloses=nothing, writes=False)
def count_requests(work: Work) -> RequestCounts:
    """Count the open requests for the sidebar and the desk."""
    rows = work.session.scalars(select(Request).where(Request.closed_on.is_(None)))
    left = [left_of(row, work.today) for row in rows]
    running = [one for one in left if one.urgency is not Urgency.PAUSED]
    return RequestCounts(
        open=len(left),
        urgent=sum(one.urgency in {Urgency.LATE, Urgency.URGENT} for one in left),
        late=sum(one.urgency is Urgency.LATE for one in left),
        fewest_days=min((one.days for one in running), default=None),
    )


@dataclass(frozen=True, slots=True)
class RequestCard:
    """Everything the page of a request shows.

    Attributes:
        record: the request, with origins.
        line: as a list shows it.
        files: the letter that came, evidence, and what was sent.
        earlier: the person's other requests, the newest first.
        warnings: what the law would have wanted otherwise.
    """

    record: Record
    line: RequestLine
    files: tuple[AttachmentRow, ...]
    earlier: tuple[RequestLine, ...]
    warnings: tuple[str, ...]


def _seen(card: RequestCard) -> Iterable[Seen]:
    return [Seen("request", line.id, line.person_id) for line in (card.line, *card.earlier)]


@use_case(Permission.REQUEST_READ, discloses=_seen)
def open_request(work: Work, request_id: int) -> RequestCard:
    """Open the page of a request."""
    row = got(work, Request, request_id)
    person = work.session.get(Person, row.person_id) if row.person_id is not None else None
    return RequestCard(
        record=to_record(work, row, with_origins=True),
        line=line_of(work, row, person),
        files=attachments_of(work, Request.__tablename__, [row.id]).get(row.id, ()),
        earlier=tuple(_earlier(work, row)),
        warnings=tuple(_warnings(row)),
    )


def _earlier(work: Work, row: Request) -> Sequence[RequestLine]:
    if row.person_id is None:
        return ()
    wanted = _asked(work, RequestFilter(person_id=row.person_id)).where(Request.id != row.id)
    found = [line_of(work, other, person) for other, person in work.session.execute(wanted)]
    return sorted(found, key=lambda line: (line.received_on, line.number), reverse=True)


def _warnings(row: Request) -> Iterable[str]:
    asked = row.asked_more_on
    if asked is not None and (asked - row.received_on).days > _LONG_BEFORE_ASKING:
        yield _("Lisätietoja pyydettiin vasta yli viikon kuluttua. Valvoja voi katsoa, ettei kello pysähtynyt.")


@use_case(Permission.REQUEST_READ, discloses=nothing, writes=False)
def request_id_of(work: Work, number: str) -> int | None:
    """Return the id of the request of a number; None if there is none."""
    return work.session.scalar(select(Request.id).where(Request.number == number.strip().upper()))
