"""By what a person and those around her are recognised in a text: read from the rows of the register."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import BindParameter, bindparam, select

from asiakasrekisteri.domain.personname import split_name
from asiakasrekisteri.domain.phones import normalise_phone
from asiakasrekisteri.domain.telling import Known
from asiakasrekisteri.domain.thirdparties import Circle
from asiakasrekisteri.store.identity import open_identity
from asiakasrekisteri.store.models import (
    ContactRole,
    Customer,
    DomainName,
    Email,
    EndUser,
    Entity,
    Firm,
    HostingAccount,
    Interaction,
    Participant,
    Person,
    Phone,
    User,
)
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.surnames import is_surname

_TELLING: tuple[tuple[type[Entity], str, str], ...] = (
    (Email, "emails", "address"),
    (Phone, "phones", "number"),
    (HostingAccount, "user_names", "username"),
    (DomainName, "domains", "name"),
    (Customer, "numbers", "number"),
)
"""Rows whose one field tells of whom they are; e-mails, phones and numbers only when they are her own."""
_MOST_OTHERS = 400
"""People around one person; a firm with more contacts than that is looked up name by name."""
_TALKS: BindParameter[int] = bindparam("talks", expanding=True)
_NAMED = select(Person.first_names, Person.last_name).where(Person.id.not_in(bindparam("ids", expanding=True)))
_TOOK_PART = _NAMED.where(Person.id.in_(select(Participant.person_id).where(Participant.interaction_id.in_(_TALKS))))
_CONTACTS = _NAMED.where(
    Person.id.in_(
        select(ContactRole.person_id).where(ContactRole.customer_id.in_(bindparam("customers", expanding=True)))
    )
).limit(_MOST_OTHERS)
_WRITTEN = select(Participant.written).where(
    Participant.interaction_id.in_(_TALKS), Participant.person_id.is_(None), Participant.written.is_not(None)
)
"""Who has to do with what a person has to do with: others than `ids` in `talks`, the contacts of `customers`."""


def known_of(work: Work, ids: Sequence[int], rows: Iterable[Entity]) -> Known:
    """Return by what a person is recognised.

    Args:
        work: the unit of work.
        ids: of her records.
        rows: everything that is about her: `own_rows`.
    """
    found: dict[str, list[str]] = {}
    for row in rows:
        for kind, value in _told_by(work, ids, row):
            found.setdefault(kind, []).append(value)
    told: dict[str, Any] = {kind: tuple(dict.fromkeys(filter(None, values))) for kind, values in found.items()}
    return Known(**told)


def _told_by(work: Work, ids: Sequence[int], row: Entity) -> Iterator[tuple[str, str]]:
    own = getattr(row, "person_id", None) in ids
    if isinstance(row, Person):
        yield from _names(row.first_names, row.last_name, row.former_names)
        if work.keys.identity is not None:
            yield "codes", open_identity(work, row) or ""
    elif isinstance(row, Participant):
        yield from _address(row.address)
    elif own or type(row) not in {Email, Phone, Customer}:
        for entity, kind, field in _TELLING:
            if isinstance(row, entity):
                yield kind, getattr(row, field)


def _address(address: str | None) -> Iterator[tuple[str, str]]:
    if address and "@" in address:
        yield "emails", address
    elif address:
        yield "phones", str(normalise_phone(address) or "")


def _names(first: str | None, last: str, former: str | None) -> Iterator[tuple[str, str]]:
    for name in (first or "").split():
        yield "first_names", name
    yield "surnames", last
    for name in (former or "").replace(",", " ").split():
        yield "surnames", name


def circle_of(work: Work, ids: Sequence[int], rows: Sequence[Entity], *, names: bool = False) -> Circle:
    """Return who may be in the texts about a person.

    Args:
        work: the unit of work.
        ids: of her records.
        rows: everything that is about her.
        names: also look for names of which nothing but their look is known.
    """
    own = known_of(work, ids, rows)
    mine = {(first.casefold(), last.casefold()) for first in own.first_names or ("",) for last in own.surnames}
    others = tuple(dict.fromkeys(_others(work, ids, rows)))
    people = [(first, last) for first, last in others if (first.casefold().split(" ")[0], last.casefold()) not in mine]
    relatives = {last.casefold() for last in own.surnames}
    return Circle(
        own,
        tuple(_other(first, last, by_surname=last.casefold() not in relatives) for first, last in people),
        tuple(_kept(work, rows)),
        _names_in_register(work) if names else None,
    )


def _other(first: str, last: str, *, by_surname: bool) -> Known:
    """Return another person; a namesake of hers is known by the whole name only."""
    return Known(tuple(first.split()), (last,), by_surname=by_surname)


def _others(work: Work, ids: Sequence[int], rows: Sequence[Entity]) -> Iterator[tuple[str, str]]:
    """Yield first names and surname of those who have to do with what she has to do with, and of the staff."""
    talks = [row.id for row in rows if isinstance(row, Interaction)]
    customers = {row.customer_id for row in rows if isinstance(row, ContactRole | EndUser | Interaction)}
    customers |= {row.id for row in rows if isinstance(row, Customer)}
    around = {"ids": ids, "talks": talks, "customers": [c for c in customers if c]}
    for asked in (_TOOK_PART, _CONTACTS):
        yield from ((first or "", last) for first, last in work.session.execute(asked, around))
    written = work.session.scalars(_WRITTEN, around)
    firms = {str(name).casefold() for name in work.session.scalars(select(Firm.name))}
    for name in (*written, *work.session.scalars(select(User.name))):
        if name and name.casefold() not in firms and " " in name.strip():
            parted = split_name(name)
            yield parted.first_names, parted.last_name


def _kept(work: Work, rows: Iterable[Entity]) -> Iterator[str]:
    """Yield the addresses and numbers that are no other person's: the controller's, and all that is held as hers."""
    for firm in work.session.scalars(select(Firm)):
        yield firm.email or ""
        yield str(normalise_phone(firm.phone) or "")
    for row in rows:
        if isinstance(row, Email | Phone):
            yield row.address if isinstance(row, Email) else row.number


def _names_in_register(work: Work) -> Callable[[str, str], bool]:
    """Return whether a pair of words is the name of some person, or begins as some person's first name does."""
    known: dict[str, bool] = {}
    written = work.session.scalars(select(Person.first_names).distinct())
    given = {name.casefold() for names in written for name in (names or "").split()}

    def is_name(first: str, last: str) -> bool:
        if first.casefold() in given:
            return True
        if last not in known:
            known[last] = is_surname(work, last)
        return known[last]

    return is_name
