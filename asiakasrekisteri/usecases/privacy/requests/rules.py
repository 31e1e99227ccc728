"""What holds of a request whatever is done with it: its clock, its stage, whether it may still be changed."""

import datetime as dt

from asiakasrekisteri.domain.deadlines import DaysLeft, Deadline, Pause, Urgency, days_left, deadline, extended
from asiakasrekisteri.domain.errors import FieldError, InvalidInputError
from asiakasrekisteri.domain.requests import Progress, Stage, needs_collecting, needs_identity, stage
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.store.models import Request
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.edits import Saved, from_source
from asiakasrekisteri.usecases.records import assign, checked, got


def begun(work: Work, request_id: int, version: int, source: str = "staff") -> Request:
    """Return an open request that is about to be changed by what is known from a source.

    Raises:
        InvalidInputError: it is closed.
        StaleRecordError: somebody saved it first.
    """
    from_source(work, source)
    row = got(work, Request, request_id, version)
    if row.closed_on is not None:
        raise refused("closed_on", _("Pyyntö on suljettu. Avaa se uudelleen, jos asiaa on jatkettava."))
    return row


def stored(work: Work, row: Request) -> Saved:
    """Write a request and tell those who show it or its person."""
    work.session.flush()
    work.changed.add((Request.__tablename__, row.id))
    if row.person_id is not None:
        work.changed.add(("person", row.person_id))
    return Saved(row.id, work.log_number)


def put(row: Request, **values: object) -> None:
    """Give a request checked values; the trail keeps the former ones."""
    assign(row, checked(row.spec(), values, partial=True))


def refused(field: str, message: str) -> InvalidInputError:
    """Return the refusal of one field."""
    return InvalidInputError([FieldError(field, message)])


def require_day(work: Work, day: dt.date, first: dt.date, field: str) -> None:
    """Refuse a day that is before the first possible one or in the future."""
    if not first <= day <= work.today:
        raise refused(field, _("Päivä on ennen pyynnön saapumista tai tulevaisuudessa. Tarkista päivä."))


def pause_of(row: Request) -> Pause | None:
    """Return the time during which the clock stood still, or does; None when nothing more was asked for."""
    return None if row.asked_more_on is None else Pause(row.asked_more_on, row.got_more_on)


def reckon(row: Request) -> None:
    """Reckon the days of a request from its receipt, pause and extension."""
    end = deadline(row.received_on, pause=pause_of(row))
    row.target_on, row.last_day_on = end.target, end.last_day
    if row.extended_on is not None:
        row.extended_until = extended(row.received_on, pause_of(row)).last_day


def deadline_of(row: Request) -> Deadline:
    """Return the deadline that counts now."""
    if row.extended_until is None:
        return Deadline(row.target_on, row.last_day_on)
    return Deadline(min(extended(row.received_on, pause_of(row)).target, row.extended_until), row.extended_until)


def left_of(row: Request, today: dt.date) -> DaysLeft:
    """Return the days left of a request, and how urgent it is."""
    if row.closed_on is not None:
        return DaysLeft(0, Urgency.CLOSED)
    if row.asked_more_on is not None and row.got_more_on is None and row.decision is None:
        return DaysLeft((deadline_of(row).target - row.asked_more_on).days, Urgency.PAUSED)
    return days_left(deadline_of(row), today)


def is_identified(row: Request) -> bool:
    """Tell whether it is known whose request it is, or whether that need not be known."""
    return not needs_identity(row.kind) or (row.identity_method is not None and row.person_id is not None)


def stage_of(row: Request) -> Stage:
    """Return the first step that waits."""
    return stage(
        Progress(
            identified=is_identified(row),
            collected=row.collected_on is not None or not needs_collecting(row.kind),
            decided=row.decision is not None,
            closed=row.closed_on is not None,
        )
    )
