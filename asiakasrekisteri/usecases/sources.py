"""Sources: where data come from (R-48…R-57)."""

from dataclasses import dataclass

from sqlalchemy import select

from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.store.models import Source
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.gate import nothing, use_case


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A source to choose from when something is saved."""

    code: str
    name: str
    what: str


@use_case(Permission.OFFICE_ENTER, discloses=nothing, writes=False)
def list_sources(work: Work) -> tuple[SourceRow, ...]:
    """Return the sources in the order in which they were registered."""
    rows = work.session.scalars(select(Source).order_by(Source.id))
    return tuple(SourceRow(s.code, _(s.name), _(s.what) if s.what else "") for s in rows)
