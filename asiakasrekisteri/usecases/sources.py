"""Sources: where data come from (R-48…R-57). The register of them is open: the main user adds, renames and closes."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace

from sqlalchemy import func, or_, select

from asiakasrekisteri.domain.errors import FieldError, InvalidInputError
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.store.models import Change, Source
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.gate import nothing, use_case
from asiakasrekisteri.usecases.rows import Rows, row_cases, shown_rows

_OWN = frozenset({"customer", "staff", "call", "email", "import", "service"})
"""Codes that the program itself writes: those sources can be renamed, but neither closed nor removed."""


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A source to choose from when something is saved."""

    code: str
    name: str
    what: str


@use_case(Permission.OFFICE_ENTER, discloses=nothing, writes=False)
def list_sources(work: Work) -> tuple[SourceRow, ...]:
    """Return the sources that are not closed, in the order in which they were registered."""
    open_still = or_(Source.closed_on.is_(None), Source.closed_on > work.today)
    rows = work.session.scalars(select(Source).where(open_still).order_by(Source.id))
    return tuple(SourceRow(s.code, _(s.name), _(s.what) if s.what else "") for s in rows)


@use_case(Permission.OFFICE_ENTER, discloses=nothing, writes=False)
def source_codes(work: Work) -> Mapping[str, str]:
    """Return the codes of all sources by their names, closed or not."""
    return {_(source.name): source.code for source in work.session.scalars(select(Source).order_by(Source.id))}


@use_case(Permission.OFFICE_ENTER, discloses=Rows.seen)
def all_sources(work: Work) -> Rows:
    """Return every source, those in use first, in the order in which they were registered."""
    rows = work.session.scalars(select(Source).order_by(Source.closed_on.is_not(None), Source.id)).all()
    found = shown_rows(work, rows)
    return replace(found, records=tuple(replace(r, values={**r.values, **_in_words(r.values)}) for r in found.records))


def _in_words(values: Mapping[str, object]) -> dict[str, object]:
    """Return the words that a new office came with in the user's language."""
    return {name: _(value) for name in ("name", "what") if isinstance(value := values[name], str) and value}


def _rule(work: Work, source: Source) -> None:
    source.code = source.code or f"own_{secrets.token_hex(4)}"
    if source.closed_on is not None and source.code in _OWN:
        message = _("Ohjelma kirjaa tietoja tästä lähteestä itse, joten sitä ei voi sulkea. Tyhjennä päivä.")
        raise InvalidInputError([FieldError("closed_on", message)])
    others = work.session.scalars(select(Source).where(Source.closed_on.is_(None)))
    taken = {_(other.name).casefold() for other in others if other is not source}
    if source.closed_on is None and _(source.name).casefold() in taken:
        raise InvalidInputError([FieldError("name", _("Samanniminen lähde on jo. Anna toinen nimi."))])


def _require_unused(work: Work, source: Source) -> None:
    """Refuse to remove a source from which something has been obtained, or that the program needs."""
    obtained = work.session.scalar(select(func.count()).select_from(Change).where(Change.source_id == source.id))
    if source.code in _OWN or obtained:
        message = _("Lähteestä on saatu tietoja, joten sitä ei voi poistaa. Sulje se: kirjoita päivä kohtaan Suljettu.")
        raise InvalidInputError([FieldError("source", message)])


SOURCES = row_cases(Source, Permission.OFFICE_ENTER, Permission.SETTINGS_WRITE, rule=_rule, leaves=_require_unused)
