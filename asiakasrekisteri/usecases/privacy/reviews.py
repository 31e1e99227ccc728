"""The yearly review (R-80): somebody looks whether the register is needed and as its description says."""

import datetime as dt

from asiakasrekisteri.domain.description import ReviewNote
from asiakasrekisteri.domain.errors import FieldError, InvalidInputError
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.retention import add_months
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.store.models import Review
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.edits import Saved, from_source, new_row
from asiakasrekisteri.usecases.gate import nothing, use_case
from asiakasrekisteri.usecases.privacy.description import reviews_of
from asiakasrekisteri.usecases.privacy.registers import register_of

REVIEW_MONTHS = 12


@use_case(Permission.DESCRIPTION_READ, discloses=nothing, writes=False)
def list_reviews(work: Work, register_id: int | None = None) -> tuple[ReviewNote, ...]:
    """Return the reviews of a register, the latest first."""
    return reviews_of(work, register_of(work, register_id).id)


@use_case(Permission.DESCRIPTION_READ, discloses=nothing, writes=False)
def next_review(work: Work, register_id: int | None = None) -> dt.date:
    """Return the day by which a register is reviewed next: a year after the last time, today if it never was."""
    done = reviews_of(work, register_of(work, register_id).id)
    return add_months(dt.date.fromisoformat(done[0].on), REVIEW_MONTHS) if done else work.today


@use_case(Permission.DESCRIPTION_WRITE, discloses=nothing)
def add_review(
    work: Work, reviewer: str, findings: str = "", day: dt.date | None = None, register_id: int | None = None
) -> Saved:
    """Record that a register was reviewed, today unless a day is given.

    Raises:
        InvalidInputError: the reviewer is missing, or the day is in the future.
    """
    from_source(work, "staff")
    if day is not None and day > work.today:
        raise InvalidInputError([FieldError("reviewed_on", _("Päivä on tulevaisuudessa. Tarkista päivä."))])
    register = register_of(work, register_id)
    values = {"reviewed_on": day or work.today, "reviewer": reviewer, "findings": findings}
    review = new_row(work, Review, values, register_id=register.id)
    return Saved(review.id, work.log_number)
