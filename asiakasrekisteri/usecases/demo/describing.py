"""The demo's description: whole and published; then its working text is rewritten so that it no longer tells all."""

import datetime as dt
from dataclasses import replace

from asiakasrekisteri.domain.description import Description
from asiakasrekisteri.domain.retention import add_months
from asiakasrekisteri.usecases.gate import Gate
from asiakasrekisteri.usecases.privacy.description import read_description, save_description
from asiakasrekisteri.usecases.privacy.informing import mark_informed, uninformed
from asiakasrekisteri.usecases.privacy.publishing import publish_description
from asiakasrekisteri.usecases.privacy.reviews import add_review
from asiakasrekisteri.usecases.shipped import shipped

_TOLD = 3
_MONTHS_SINCE_REVIEW = 4


def describe_firm(gate: Gate, approver: str) -> None:
    """Fill in what a new office's description leaves to the firm, record a review, publish, and tell a few persons."""
    said = shipped("demo", "description.toml")
    more = Description.from_json(said)
    own = gate.call(read_description).description
    kept = tuple(one for one in own.protections if one.kind != "paper")
    whole = replace(
        own,
        purposes=own.purposes + more.purposes,
        sources=own.sources + more.sources,
        recipients=more.recipients,
        protections=kept + more.protections,
        translations=own.translations + more.translations,
    )
    gate.call(save_description, whole)
    gate.call(add_review, approver, said["review"]["findings"], _months_ago(gate))
    gate.call(publish_description, approver)
    for one in gate.call(uninformed)[:_TOLD]:
        gate.call(mark_informed, one.entity, one.row_id)


def rewrite_description(gate: Gate) -> None:
    """Let the working text leave out a source that is in use: what the check of a description is for."""
    later = shipped("demo", "description.toml")["later"]
    own = gate.call(read_description).description
    sources = tuple(one for one in own.sources if one.name != later["forgets"])
    gate.call(save_description, replace(own, sources=sources))


def _months_ago(gate: Gate) -> dt.date:
    return add_months(gate.store.clock().date(), -_MONTHS_SINCE_REVIEW)
