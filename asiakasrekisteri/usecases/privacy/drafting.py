"""A description while it is being written: what stands in its way, and what its documents say by themselves."""

from dataclasses import dataclass, replace

from asiakasrekisteri.domain.description import Description
from asiakasrekisteri.domain.findings import Finding, in_order
from asiakasrekisteri.domain.marketing import is_marketing
from asiakasrekisteri.domain.mending import mended
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.rewording import reworded
from asiakasrekisteri.reports.legal import legal_texts
from asiakasrekisteri.reports.register_documents import DocumentKind
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.gate import nothing, use_case
from asiakasrekisteri.usecases.privacy.checking import law_of
from asiakasrekisteri.usecases.privacy.describing import own_description
from asiakasrekisteri.usecases.privacy.facts import facts
from asiakasrekisteri.usecases.privacy.registers import register_of
from asiakasrekisteri.usecases.privacy.truthfulness import contradictions_of


@dataclass(frozen=True, slots=True)
class Obstacle:
    """A finding on a draft, and whether the program can mend it in the author's words."""

    finding: Finding
    mends: bool


@use_case(Permission.DESCRIPTION_READ, discloses=nothing, writes=False)
def check_draft(work: Work, description: Description, register_id: int | None = None) -> tuple[Obstacle, ...]:
    """Return what the store and the law find in a text that is being written, the gravest first."""
    register = register_of(work, register_id)
    own = replace(description, controller=own_description(work, register).controller)
    held = facts(work, register, own)
    found = in_order([*contradictions_of(work, register, own), *law_of(own, work.today)])
    return tuple(Obstacle(one, (mended(own, one, held) or reworded(own, one)) is not None) for one in found)


@use_case(Permission.DESCRIPTION_READ, discloses=nothing, writes=False)
def mend_draft(
    work: Work, finding: Finding, description: Description, register_id: int | None = None
) -> Description | None:
    """Return a text that is being written with one finding mended; None where only its author can mend it."""
    register = register_of(work, register_id)
    own = replace(description, controller=own_description(work, register).controller)
    return mended(own, finding, facts(work, register, own)) or reworded(own, finding)


def rights_said(description: Description, language: str = "fi") -> tuple[tuple[str, str], ...]:
    """Return name and text of every right that the documents print for the bases chosen, the objection last."""
    texts = legal_texts(language)
    bases = frozenset(one.basis for one in description.purposes if one.basis)
    marketing = any(is_marketing(one.code, one.text) for one in description.purposes)
    objection = texts.objection(bases, marketing=marketing)
    last = ((texts("objection.title"), " ".join(objection)),) if objection else ()
    return (*texts.rights(bases), *last)


def section_heading(kind: DocumentKind, section: str, language: str) -> str:
    """Return the heading that a section of the text has in a document; "" where the document has no such section."""
    said = legal_texts(language).data.get(kind, {}).get(section, "")
    return said if isinstance(said, str) else ""
