"""What was done with requests of an invented office: one was answered, one refused, one extended, one begun with."""

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import select

from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.review import NOT_HERS, State, Verdict
from asiakasrekisteri.domain.telling import Certainty
from asiakasrekisteri.store.models import Request
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.demo.earlier import earlier
from asiakasrekisteri.usecases.gate import nothing, use_case
from asiakasrekisteri.usecases.privacy.answer import approve_review, make_answer
from asiakasrekisteri.usecases.privacy.answers.reviewing import (
    ItemDecision,
    accept_found,
    decide_item,
    gather_request,
    review_request,
)
from asiakasrekisteri.usecases.privacy.extract import ExtractOrder
from asiakasrekisteri.usecases.privacy.requests.answering import Delivery, deliver_answer
from asiakasrekisteri.usecases.privacy.requests.deciding import Decision, decide_request, extend_request
from asiakasrekisteri.usecases.shipped import shipped

_FOUND_IN, _DECIDED_IN, _POSTED_IN = 5, 9, 12
"""Days from the receipt of a request to each step of its answer."""


@use_case(Permission.IMPORT_RUN, discloses=nothing)
def answer_requests(work: Work) -> None:
    """Do with the invented requests what they say: answer, refuse or extend them, as it was done in those days."""
    for said in shipped("demo", "requests.toml")["requests"]:
        act = _ACTS.get(said["state"])
        row = work.session.scalar(select(Request).where(Request.situation == said["situation"])) if act else None
        if act and row is not None and row.person_id is not None:
            act(work, row, (work.today - row.received_on).days, said)


def _answer(work: Work, row: Request, ago: int, said: Mapping[str, Any]) -> None:
    """Find everything, mask the others, leave out what only bears her surname, and post the copy."""
    assert row.person_id is not None
    _gather(work, row, ago, said)
    earlier(work, ago - _FOUND_IN, accept_found.body, row.id, Certainty.FULL_NAME)
    for item in earlier(work, ago - _FOUND_IN, review_request.body, row.id).items:
        if item.state is State.OPEN:
            linked = item.certainty is None
            made = ItemDecision(Verdict.REDACT) if linked else ItemDecision(Verdict.EXCLUDE, NOT_HERS)
            earlier(work, ago - _DECIDED_IN, decide_item.body, row.id, item.unit, made)
    earlier(work, ago - _DECIDED_IN, approve_review.body, row.id, row.version)
    earlier(work, ago - _DECIDED_IN, decide_request.body, row.id, row.version, Decision("granted"))
    earlier(work, ago - _POSTED_IN, make_answer.body, row.person_id, ExtractOrder(row.number))
    _post(work, row, ago, said)


def _gather(work: Work, row: Request, ago: int, _said: Mapping[str, Any]) -> None:
    earlier(work, ago - _FOUND_IN, gather_request.body, row.id)


def _refuse(work: Work, row: Request, ago: int, said: Mapping[str, Any]) -> None:
    no = Decision("refused", said["ground"], said["reasoning"])
    earlier(work, ago - _DECIDED_IN, decide_request.body, row.id, row.version, no)
    _post(work, row, ago, said)


def _post(work: Work, row: Request, ago: int, said: Mapping[str, Any]) -> None:
    earlier(work, ago - _POSTED_IN, deliver_answer.body, row.id, row.version, Delivery(said["delivery"]))


def _extend(work: Work, row: Request, ago: int, said: Mapping[str, Any]) -> None:
    earlier(work, ago - said["extended_in"], extend_request.body, row.id, row.version, said["reason"])


_ACTS: Mapping[str, Callable[[Work, Request, int, Mapping[str, Any]], None]] = {
    "answered": _answer,
    "gathered": _gather,
    "refused": _refuse,
    "extended": _extend,
}
