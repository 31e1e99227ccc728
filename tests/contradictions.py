"""What the store says against the description of a register, asked as the pages and the publishing ask it."""

from dataclasses import replace

from asiakasrekisteri.domain.description import Description
from asiakasrekisteri.domain.findings import Finding
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.gate import Gate, UseCase, nothing
from asiakasrekisteri.usecases.privacy.describing import own_description
from asiakasrekisteri.usecases.privacy.registers import register_of
from asiakasrekisteri.usecases.privacy.truthfulness import contradictions_of


def contradictions(
    gate: Gate, description: Description | None = None, register_id: int | None = None
) -> tuple[Finding, ...]:
    """Return where a text, or the stored one of a register, is not true of the store, the gravest first."""

    def body(work: Work) -> tuple[Finding, ...]:
        register = register_of(work, register_id)
        own = own_description(work, register)
        said = own if description is None else replace(description, controller=own.controller)
        return contradictions_of(work, register, said)

    return gate.call(UseCase("contradictions", Permission.DESCRIPTION_READ, nothing, writes=False, body=body))
