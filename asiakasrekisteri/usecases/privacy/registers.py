"""The firm's registers: one or more, each with its description; closed when no longer kept, never removed."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import func, select

from asiakasrekisteri.domain.categories import CATEGORY_TITLES
from asiakasrekisteri.domain.errors import FieldError, InvalidInputError, NotFoundError
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.domain.words import readable
from asiakasrekisteri.store.models import DescriptionVersion, Register
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.edits import from_source
from asiakasrekisteri.usecases.gate import nothing, use_case
from asiakasrekisteri.usecases.records import got
from asiakasrekisteri.usecases.shipped import shipped


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """A register to choose.

    Attributes:
        id, name: which.
        parts: its sub-registers by name.
        covers: codes of the data categories it holds; empty for all.
        closed_on: when it was closed; None while it is kept.
        published: number of the version in force; 0 when none has been published.
    """

    id: int
    name: str
    parts: tuple[str, ...] = ()
    covers: tuple[str, ...] = ()
    closed_on: dt.date | None = None
    published: int = 0


@use_case(Permission.DESCRIPTION_READ, discloses=nothing, writes=False)
def list_registers(work: Work) -> tuple[RegisterRow, ...]:
    """Return the registers, those in use first; the first of them is the one that holds what no other does."""
    latest = select(DescriptionVersion.register_id, func.max(DescriptionVersion.number))
    numbers = {row[0]: row[1] for row in work.session.execute(latest.group_by(DescriptionVersion.register_id))}
    rows = work.session.scalars(select(Register).order_by(Register.closed_on.is_not(None), Register.id))
    return tuple(
        RegisterRow(
            row.id,
            row.name,
            tuple(row.content.get("parts", ())),
            tuple(row.content.get("covers", ())),
            row.closed_on,
            numbers.get(row.id, 0),
        )
        for row in rows
    )


@use_case(Permission.DESCRIPTION_WRITE, discloses=nothing)
def add_register(work: Work, name: str, covers: Iterable[str] = (), parts: Iterable[str] = ()) -> int:
    """Begin a register of its own, its description from the words that every office starts with; return its id.

    Args:
        work: the unit of work.
        name: of the register; no two in use have the same.
        covers: codes of the data categories that it holds.
        parts: names of its sub-registers.

    Raises:
        InvalidInputError: the name is missing or taken, or a category is not known.
    """
    from_source(work, "staff")
    first = register_of(work)
    known = {category.value for category in CATEGORY_TITLES}
    if unknown := sorted(set(covers) - known):
        message = _("Tietoryhmää ei ole: {names}.").format(names=", ".join(unknown))
        raise InvalidInputError([FieldError("covers", message)])
    content = {
        **shipped("legal", "description.toml"),
        "contact": first.content.get("contact", {}),
        "covers": list(covers),
        "parts": list(parts),
    }
    register = Register(name=free_name(work, name), content=content, drafted_on=work.today)
    work.session.add(register)
    work.session.flush()
    return register.id


@use_case(Permission.DESCRIPTION_WRITE, discloses=nothing)
def rename_register(work: Work, register_id: int, name: str) -> None:
    """Give a register another name.

    Raises:
        InvalidInputError: the name is missing or taken.
    """
    from_source(work, "staff")
    register = got(work, Register, register_id)
    register.name = free_name(work, name, register_id)


@use_case(Permission.DESCRIPTION_WRITE, discloses=nothing)
def close_register(work: Work, register_id: int) -> None:
    """Close a register that is no longer kept. Its published versions stay.

    Raises:
        InvalidInputError: it is the only one in use.
    """
    from_source(work, "staff")
    register = got(work, Register, register_id)
    others = select(func.count()).where(Register.closed_on.is_(None), Register.id != register_id)
    if not work.session.scalar(others):
        raise InvalidInputError([FieldError("register", _("Ainoaa rekisteriä ei voi sulkea."))])
    register.closed_on = register.closed_on or work.today


def register_of(work: Work, register_id: int | None = None) -> Register:
    """Return a register; without an id the first of those in use.

    Raises:
        NotFoundError: there is none.
    """
    if register_id is not None:
        return got(work, Register, register_id)
    register = work.session.scalar(select(Register).where(Register.closed_on.is_(None)).order_by(Register.id).limit(1))
    if register is None:
        raise NotFoundError(_("Rekisterillä ei ole vielä selostetta. Luo se ensin."))
    return register


def free_name(work: Work, name: str, but: int = 0) -> str:
    """Return a name as a register has it.

    Raises:
        InvalidInputError: it is missing, or another register in use has it.
    """
    clean = " ".join(readable(name).split())
    if not clean:
        raise InvalidInputError([FieldError("name", _("Kirjoita rekisterin nimi."))])
    taken = work.session.scalars(select(Register.name).where(Register.closed_on.is_(None), Register.id != but))
    if clean.casefold() in {one.casefold() for one in taken}:
        raise InvalidInputError([FieldError("name", _("Samanniminen rekisteri on jo. Anna toinen nimi."))])
    return clean
