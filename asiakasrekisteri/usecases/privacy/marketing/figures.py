"""How many agree to marketing, how many refuse it, and how long the suppression list is."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, select

from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.store.models import Consent, Entity, MarketingProhibition, SaleAddress, Suppression
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.gate import nothing, use_case


@dataclass(frozen=True, slots=True)
class MarketingFigures:
    """Numbers of rows: consents in force and withdrawn, prohibitions in force, addresses got at sales, suppressed."""

    consents: int
    withdrawn: int
    prohibitions: int
    sales: int
    suppressed: int


@use_case(Permission.MARKETING_SEND, discloses=nothing, writes=False)
def marketing_figures(work: Work) -> MarketingFigures:
    """Return the figures; nobody is named."""
    return MarketingFigures(
        _count(work, Consent, Consent.withdrawn_at.is_(None)),
        _count(work, Consent, Consent.withdrawn_at.is_not(None)),
        _count(work, MarketingProhibition, MarketingProhibition.lifted_at.is_(None)),
        _count(work, SaleAddress),
        _count(work, Suppression),
    )


def _count(work: Work, entity: type[Entity], *conditions: ColumnElement[bool]) -> int:
    return work.session.scalar(select(func.count()).select_from(entity).where(*conditions)) or 0
