"""The demo's description: whole and published; then its working text is rewritten so that it no longer tells all."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace

from asiakasrekisteri.domain.description import Description, Purpose
from asiakasrekisteri.domain.retention import add_months
from asiakasrekisteri.domain.yearly_review import ReviewAnswer
from asiakasrekisteri.usecases.demo.earlier import done_earlier
from asiakasrekisteri.usecases.gate import Gate
from asiakasrekisteri.usecases.privacy.description import read_description, save_description
from asiakasrekisteri.usecases.privacy.informing import mark_informed, uninformed
from asiakasrekisteri.usecases.privacy.publishing import publish_description
from asiakasrekisteri.usecases.privacy.reviewing import ReviewForm, finish_review, review_sheet
from asiakasrekisteri.usecases.shipped import shipped

_TOLD = 3
_MONTHS_SINCE_REVIEW = 4


def describe_firm(gate: Gate, approver: str) -> None:
    """Fill in what a new office's description leaves to the firm, record a review, publish, and tell a few persons."""
    said = shipped("demo", "description.toml")
    more = Description.from_json(said)
    own = gate.call(read_description).description
    kept = tuple(one for one in own.protections if one.kind != "paper")
    weighed = tuple(_weighed(gate, one, approver, said["balancing"]) for one in own.purposes + more.purposes)
    contact = replace(own.contact, since=_months_ago(gate, said["task"]["months"]).isoformat())
    whole = replace(
        own,
        contact=contact,
        purposes=weighed,
        sources=own.sources + more.sources,
        recipients=more.recipients,
        protections=kept + more.protections,
        translations=own.translations + more.translations,
    )
    gate.call(save_description, whole)
    _review(gate, approver, said["review"])
    gate.call(publish_description, approver)
    for one in gate.call(uninformed)[:_TOLD]:
        gate.call(mark_informed, one.entity, one.row_id)


def rewrite_description(gate: Gate) -> None:
    """Let the working text leave out a source that is in use: what the check of a description is for."""
    later = shipped("demo", "description.toml")["later"]
    own = gate.call(read_description).description
    sources = tuple(one for one in own.sources if one.name != later["forgets"])
    gate.call(save_description, replace(own, sources=sources))


def _review(gate: Gate, approver: str, said: Mapping[str, str]) -> None:
    """Hold the yearly review of some months ago: nothing was wanting but what its minutes leave to be done."""
    answers = [ReviewAnswer(line.code, "ok") for line in gate.call(review_sheet).lines]
    days = (gate.store.clock().date() - _months_ago(gate, _MONTHS_SINCE_REVIEW)).days
    form = ReviewForm(approver, said["present"], (said["task"],))
    gate.call(done_earlier, days, finish_review.body, answers, form)


def _weighed(gate: Gate, one: Purpose, approver: str, outcomes: Mapping[str, str]) -> Purpose:
    if one.basis != "legitimate_interest":
        return one
    on = _months_ago(gate, _MONTHS_SINCE_REVIEW).isoformat()
    return replace(one, balanced_on=on, balanced_by=approver, balancing=outcomes[one.code or ""])


def _months_ago(gate: Gate, months: int) -> dt.date:
    return add_months(gate.store.clock().date(), -months)
