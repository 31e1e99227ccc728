"""What persons are known by, read from the store: for telling whether two records are of one person."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, CompoundSelect, Select, bindparam, func, select, union_all

from asiakasrekisteri.domain.similar import Known, likeness
from asiakasrekisteri.domain.similar_names import initials_of, names_of
from asiakasrekisteri.domain.words import sort_key
from asiakasrekisteri.store.models import Customer, Email, HostingAccount, Person, Phone
from asiakasrekisteri.store.work import Work

_HELD_BY_MANY = 8
"""So many holders of one value are read: more than five show already that it proves nothing."""
_NAMESAKES = 200
"""So many persons whose names begin alike are looked at."""
_SLIP = 2
"""So many letters at the end of a surname may be wrong."""
_SHORTEST_SURNAME = 5
_AT_ONCE = 500
_END = "\U0010ffff"
_RANGE = (
    select(Person.id, Person.first_names, Person.last_name, Person.former_names)
    .where(
        Person.sort_key >= bindparam("start"),
        Person.sort_key < bindparam("end"),
        func.coalesce(Person.first_names, "").startswith(bindparam("first"), autoescape=False),
    )
    .limit(_NAMESAKES)
)


def known_of(work: Work, ids: Collection[int]) -> dict[int, Known]:
    """Return what is known of some persons."""
    found: dict[int, Known] = {}
    listed = list(ids)
    for start in range(0, len(listed), _AT_ONCE):
        some = listed[start : start + _AT_ONCE]
        held = [_held(work, channel.of_persons, {"ids": some}) for channel in _channels()]
        found.update((person.id, person) for person in _persons(work, Person.id.in_(some), held))
    return found


def known_everybody(work: Work) -> list[Known]:
    """Return what is known of all persons, by id."""
    held = [_held(work, channel.of_everybody, {}) for channel in _channels()]
    return list(_persons(work, Person.id.is_not(None), held))


def candidates(work: Work, mine: Known) -> set[int]:
    """Return the persons who share a value with one, or whose names begin like hers."""
    found: set[int] = set()
    held = (mine.phones, mine.emails, mine.usernames)
    for channel, values in zip(_channels(), held, strict=True):
        for value in values:
            found.update(_holders(work, channel, value))
    namesakes = {one.id: one for one in _namesakes(work, mine)}
    found.update(one.id for one in namesakes.values() if likeness(mine, one) is not None)
    return found - {mine.id}


def _holders(work: Work, channel: "_Channel", value: str) -> set[int]:
    """Return who holds a telephone, an address or a user ID, herself or as a customer."""
    same = {"same": [value, value.lower()]}
    return {person_id for asked in channel.holders for person_id in work.session.scalars(asked, same)}


def _namesakes(work: Work, mine: Known) -> Iterator[Known]:
    """Yield persons by their names alone, from ranges of the stored sort key: most are nobody's likeness.

    Her names with each initial, turned about, as the first half of a double name, and with a slip near the end.
    """
    last, first = sort_key(mine.last_name), sort_key(mine.first_names)
    if not last or not first:
        return
    surnames = {last, *last.split(), *sort_key(mine.former_names).split()}
    initials = initials_of(names_of(mine.first_names, mine.last_name, "")) | {first[0]}
    starts = {f"{surname}\t{initial}" for surname in surnames for initial in initials}
    starts |= {f"{surname} " for surname in surnames} | {f"{first}\t{last}"}
    for start in sorted(starts):
        yield from _named(work, start, "")
    if len(last) >= _SHORTEST_SURNAME:
        yield from _named(work, last[:-_SLIP], mine.first_names.split()[0])


def _named(work: Work, start: str, first_name: str) -> Iterator[Known]:
    values = {"start": start, "end": start + _END, "first": first_name}
    for person_id, first, last, former in work.session.connection().execute(_RANGE, values):
        yield Known(person_id, first or "", last, former or "")


def _persons(work: Work, which: ColumnElement[bool], held: Sequence[dict[int, list[str]]]) -> Iterator[Known]:
    columns = select(Person.id, Person.first_names, Person.last_name, Person.former_names).where(which)
    for person_id, first, last, former in work.session.execute(columns.order_by(Person.id)):
        phones, emails, usernames = (tuple(values.get(person_id, ())) for values in held)
        yield Known(person_id, first or "", last, former or "", phones, emails, usernames)


def _held(work: Work, asked: CompoundSelect[Any], of: Mapping[str, object]) -> dict[int, list[str]]:
    """Return the values of one channel by person: her own, and those of her own customerships."""
    values: dict[int, list[str]] = {}
    for person_id, value in work.session.execute(asked, of):
        values.setdefault(person_id, []).append(value)
    return values


@dataclass(frozen=True, slots=True)
class _Channel:
    """What persons are known by, and what is asked of it; the questions are made once.

    Attributes:
        of_everybody: persons and their values.
        of_persons: the same of the persons in the parameter `ids`.
        holders: who holds one of the values in the parameter `same`: herself, and as a customer.
    """

    of_everybody: CompoundSelect[Any]
    of_persons: CompoundSelect[Any]
    holders: tuple[Select[Any], ...]


@cache
def _channels() -> tuple[_Channel, ...]:
    """Return telephones, e-mail addresses and user IDs."""
    columns = ((Phone, Phone.number), (Email, Email.address), (HostingAccount, HostingAccount.username))
    return tuple(_channel(entity, column) for entity, column in columns)


def _channel(entity: Any, column: Any) -> _Channel:
    own = select(entity.person_id, column).where(entity.person_id.is_not(None))
    customers = select(Customer.person_id, column).join(entity, entity.customer_id == Customer.id)
    customers = customers.where(Customer.person_id.is_not(None))
    ids: BindParameter[int] = bindparam("ids", expanding=True)
    same = column.in_(bindparam("same", expanding=True))
    return _Channel(
        of_everybody=union_all(own, customers),
        of_persons=union_all(own.where(entity.person_id.in_(ids)), customers.where(Customer.person_id.in_(ids))),
        holders=tuple(asked.where(same).limit(_HELD_BY_MANY) for asked in (own, customers)),
    )
