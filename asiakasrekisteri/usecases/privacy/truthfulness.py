"""Whether a register's description is true of the store: where its words and the store contradict each other."""

from asiakasrekisteri.domain.description import Description
from asiakasrekisteri.domain.findings import Finding, in_order
from asiakasrekisteri.domain.promises import PROMISES, Promise, broken_promises
from asiakasrekisteri.domain.truth import contradictions
from asiakasrekisteri.store.models import Register
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.privacy.facts import facts
from asiakasrekisteri.usecases.shipped import shipped


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
