"""Making the yearly review: the checklist, its answers, and minutes that are kept for ever as they were approved."""

import datetime as dt
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from asiakasrekisteri.domain.errors import FieldError, InvalidInputError, NotFoundError, StoreDamagedError
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.retention import add_months
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.domain.words import readable
from asiakasrekisteri.domain.yearly_review import REVIEW_MONTHS, Minutes, ReviewAnswer, ReviewLine, as_json, faults_of
from asiakasrekisteri.reports.review_minutes import minutes_pdf
from asiakasrekisteri.store.models import Register, Review, ReviewMinutes
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.edits import from_source, new_row
from asiakasrekisteri.usecases.gate import nothing, use_case
from asiakasrekisteri.usecases.privacy.describing import controller
from asiakasrekisteri.usecases.privacy.registers import register_of
from asiakasrekisteri.usecases.privacy.review_lines import review_lines
from asiakasrekisteri.usecases.records import got


@dataclass(frozen=True, slots=True)
class ReviewSheet:
    """A review to be made: the register, its checklist, and when it was and is to be reviewed."""

    register_id: int
    register_name: str
    lines: tuple[ReviewLine, ...]
    previous_on: dt.date | None
    next_on: dt.date


@dataclass(frozen=True, slots=True)
class ReviewForm:
    """What a review tells besides its answers.

    Attributes:
        reviewer, present: who made it, by name, and who else was there, in words.
        tasks: what else will be done.
        next_on: by when the register is reviewed next: at most a year from today, which it is unless it is said.
    """

    reviewer: str
    present: str = ""
    tasks: tuple[str, ...] = ()
    next_on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class MadeReview:
    """A review that was made; `sha256` of its minutes, "" where it has none."""

    id: int
    on: dt.date
    reviewer: str
    findings: str
    next_on: dt.date
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class DueReview:
    """A register whose review is due: the day of the last one (None for never), and the day by which the next is."""

    register_id: int
    register_name: str
    last_on: dt.date | None
    due_on: dt.date


@use_case(Permission.DESCRIPTION_WRITE, discloses=nothing, writes=False)
def review_sheet(work: Work, register_id: int | None = None) -> ReviewSheet:
    """Return the checklist of a register as the store stands today."""
    register = register_of(work, register_id)
    last = _last(work, register)
    return ReviewSheet(
        register.id,
        register.name,
        review_lines(work, register),
        last.reviewed_on if last is not None else None,
        add_months(work.today, REVIEW_MONTHS),
    )


@use_case(Permission.DESCRIPTION_READ, discloses=nothing, writes=False)
def review_due(work: Work) -> tuple[DueReview, ...]:
    """Return the registers in use whose last review is over a year old, or which were never reviewed."""
    found = []
    for register in work.session.scalars(select(Register).where(Register.closed_on.is_(None)).order_by(Register.id)):
        last = _last(work, register)
        due_on = _next_of(last) if last is not None else work.today
        if last is None or due_on < work.today:
            found.append(DueReview(register.id, register.name, last.reviewed_on if last else None, due_on))
    return tuple(found)


@use_case(Permission.DESCRIPTION_READ, discloses=nothing, writes=False)
def made_reviews(work: Work, register_id: int | None = None) -> tuple[MadeReview, ...]:
    """Return the reviews of a register, the latest first."""
    register = register_of(work, register_id)
    asked = (
        select(Review, ReviewMinutes.sha256)
        .outerjoin(ReviewMinutes, ReviewMinutes.review_id == Review.id)
        .where(Review.register_id == register.id)
        .order_by(Review.reviewed_on.desc(), Review.id.desc())
    )
    return tuple(
        MadeReview(row.id, row.reviewed_on, row.reviewer, row.findings or "", _next_of(row), checksum or "")
        for row, checksum in work.session.execute(asked)
    )


@use_case(Permission.DESCRIPTION_WRITE, discloses=nothing)
def finish_review(
    work: Work, answers: Sequence[ReviewAnswer], form: ReviewForm, register_id: int | None = None
) -> MadeReview:
    """Approve a review: its checklist is looked at anew, and its minutes are kept as they are now.

    Args:
        work: the unit of work.
        answers: to every line of the checklist.
        form: who made it, with whom, and what follows.
        register_id: which register; the first one in use unless it is said.

    Raises:
        InvalidInputError: a line has no answer, a task no words, the reviewer is missing, or the next day is wrong.
    """
    from_source(work, "staff")
    register = register_of(work, register_id)
    until = form.next_on or add_months(work.today, REVIEW_MONTHS)
    lines, given = review_lines(work, register), {one.code: one for one in answers}
    if faults := [*faults_of(lines, given), *_form_faults(work, form.reviewer, until)]:
        raise InvalidInputError(faults)
    last = _last(work, register)
    minutes = Minutes(
        controller=controller(work),
        register_name=register.name,
        on=work.today,
        reviewer=_one_line(form.reviewer),
        present=_one_line(form.present),
        lines=tuple((line, given[line.code]) for line in lines),
        tasks=tuple(filter(None, map(str.strip, form.tasks))),
        previous_on=last.reviewed_on if last is not None else None,
        next_on=until,
    )
    return _kept(work, register, minutes)


@use_case(Permission.DESCRIPTION_READ, discloses=nothing)
def review_minutes(work: Work, review_id: int) -> bytes:
    """Return the minutes of a review as they were approved; it is logged as a print.

    Raises:
        NotFoundError: it has none.
        StoreDamagedError: they are not those that were kept.
    """
    review = got(work, Review, review_id)
    asked = select(ReviewMinutes.data, ReviewMinutes.sha256).where(ReviewMinutes.review_id == review.id)
    row = work.session.execute(asked).first()
    if row is None:
        raise NotFoundError(_("Tarkistuksesta ei ole pöytäkirjaa."))
    if hashlib.sha256(row.data).hexdigest() != row.sha256:
        raise StoreDamagedError(_("Pöytäkirja on vahingoittunut. Palauta varmuuskopio."))
    work.log("print", "register", review.register_id)
    return bytes(row.data)


def _form_faults(work: Work, reviewer: str, until: dt.date) -> Iterator[FieldError]:
    if not work.today < until <= add_months(work.today, REVIEW_MONTHS):
        message = _("Seuraava tarkistus on vuoden kuluessa. Valitse päivä huomisesta vuoden päähän.")
        yield FieldError("next_review_on", message)
    if not _one_line(reviewer):
        yield FieldError("reviewer", _("Kirjoita tarkistajan nimi."))


def _one_line(words: str) -> str:
    return " ".join(readable(words).split())


def _kept(work: Work, register: Register, minutes: Minutes) -> MadeReview:
    values = {
        "reviewed_on": minutes.on,
        "reviewer": minutes.reviewer,
        "present": minutes.present,
        "findings": minutes.summary(),
        "tasks": "\n".join(minutes.all_tasks()),
        "next_review_on": minutes.next_on,
    }
    review = new_row(work, Review, values, register_id=register.id)
    review.lines = as_json(minutes.lines)
    data = minutes_pdf(minutes)
    checksum = hashlib.sha256(data).hexdigest()
    work.session.add(ReviewMinutes(review_id=review.id, sha256=checksum, data=data))
    work.session.flush()
    return MadeReview(review.id, minutes.on, minutes.reviewer, minutes.summary(), minutes.next_on, checksum)


def _last(work: Work, register: Register) -> Review | None:
    asked = select(Review).where(Review.register_id == register.id)
    return work.session.scalar(asked.order_by(Review.reviewed_on.desc(), Review.id.desc()).limit(1))


def _next_of(review: Review) -> dt.date:
    """Return by when the next review is: what the minutes say, a year on where there are none."""
    return review.next_review_on or add_months(review.reviewed_on, REVIEW_MONTHS)
