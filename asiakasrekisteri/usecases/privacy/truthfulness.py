"""Whether a register's description is true of the store: its contradictions, and how each is mended."""

from dataclasses import replace

from asiakasrekisteri.domain.description import Description
from asiakasrekisteri.domain.findings import Finding, in_order
from asiakasrekisteri.domain.mending import mended
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.promises import PROMISES, Promise, broken_promises
from asiakasrekisteri.domain.truth import contradictions
from asiakasrekisteri.store.models import Register
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.gate import nothing, use_case
from asiakasrekisteri.usecases.privacy.describing import own_description
from asiakasrekisteri.usecases.privacy.facts import facts
from asiakasrekisteri.usecases.privacy.registers import register_of
from asiakasrekisteri.usecases.shipped import shipped


@use_case(Permission.DESCRIPTION_READ, discloses=nothing, writes=False)
def compare_with_store(
    work: Work, description: Description | None = None, register_id: int | None = None
) -> tuple[Finding, ...]:
    """Return where a description contradicts the store, the gravest first.

    Args:
        work: the unit of work.
        description: a text that is being written; the stored one unless it is given.
        register_id: which register; the first one in use unless it is said.
    """
    register = register_of(work, register_id)
    return contradictions_of(work, register, _words(work, register, description))


@use_case(Permission.DESCRIPTION_READ, discloses=nothing, writes=False)
def mend_description(
    work: Work, finding: Finding, description: Description | None = None, register_id: int | None = None
) -> Description | None:
    """Return the description with one contradiction mended, not stored; None where only its author can mend it."""
    register = register_of(work, register_id)
    own = _words(work, register, description)
    return mended(own, finding, facts(work, register, own))


def contradictions_of(work: Work, register: Register, own: Description) -> tuple[Finding, ...]:
    """Return where the words of a register contradict the store, the gravest first."""
    held = facts(work, register, own)
    return in_order([*contradictions(own, held), *broken_promises(own, held, known_promises())])


def known_promises() -> tuple[Promise, ...]:
    """Return the kinds of promises that the store can belie."""
    said = shipped("vocabulary", "promises.toml")
    return tuple(
        Promise(code, said[code]["section"], tuple(said[code]["patterns"])) for code in said if code in PROMISES
    )


def _words(work: Work, register: Register, description: Description | None) -> Description:
    own = own_description(work, register)
    return own if description is None else replace(description, controller=own.controller)
