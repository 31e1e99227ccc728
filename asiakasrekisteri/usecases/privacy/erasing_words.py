"""What in a text tells of a person who is erased: names, addresses, numbers and user names, those of former times too.

A talk that others took part in stays theirs; by these words she is found in it and taken out. What she was once called
or reached by stands in old texts, so her history is read before it is forgotten.
"""

import re
from collections.abc import Container, Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import select

from asiakasrekisteri.domain.phones import normalise_phone
from asiakasrekisteri.domain.telling import Known, grouped_phone, whole_name
from asiakasrekisteri.store.changes import restored
from asiakasrekisteri.store.identity import open_sealed_identity
from asiakasrekisteri.store.models import (
    Address,
    Change,
    Customer,
    DomainName,
    Email,
    Entity,
    HostingAccount,
    Participant,
    Person,
    Phone,
)
from asiakasrekisteri.store.work import Work

_NAME, _PLAIN, _NUMBER, _WHOLE, _CODE = "name", "plain", "number", "whole", "code"
_TELLING: dict[str, dict[str, str]] = {
    Person.__tablename__: {"first_names": _NAME, "last_name": _NAME, "former_names": _NAME, "identity_code": _CODE},
    Email.__tablename__: {"address": _PLAIN},
    Phone.__tablename__: {"number": _NUMBER, "written": _PLAIN},
    Participant.__tablename__: {"written": _PLAIN, "address": _NUMBER},
    Customer.__tablename__: {"name": _WHOLE},
    HostingAccount.__tablename__: {"username": _WHOLE},
    DomainName.__tablename__: {"name": _WHOLE},
    Address.__tablename__: {"street": _WHOLE},
}
"""By what of a row she is recognised, and how it is looked for in a text."""
_REACHED: tuple[tuple[type[Entity], Any], ...] = (
    (Email, Email.address),
    (Phone, Phone.number),
    (Phone, Phone.written),
    (Address, Address.street),
)
_SHORTEST_NAME = 2
_SHORTEST_WORD = 3
_SHORTEST_WHOLE = 6
"""User names and names of customers of fewer letters are common words as well: web, posti."""
_LONGEST_COMMON = 6
"""Names of so few letters are also parts of common words: "Aino" of "ainoastaan", "Aho" of "Kahonen"."""
Words = re.Pattern[str]
_Told = tuple[str, str]


class Telling:
    """By what a person is found in texts.

    Attributes:
        words: matches what is taken out; None where nothing is known that would be surely hers.
    """

    def __init__(self, told: Iterable[_Told]) -> None:
        """Take what is known: pairs of how it is looked for and what it is."""
        self._told = tuple(dict.fromkeys(told))
        apart = {(how, word) for how, value in self._told for word in _words(how, value)}
        longest_first = sorted(apart, key=lambda one: (one[0] != _NUMBER, -len(one[1]), one[1]))
        patterns = list(filter(None, (_pattern(*one) for one in longest_first)))
        self.words: Words | None = re.compile("|".join(patterns), re.IGNORECASE) if patterns else None

    def known(self, rows: Iterable[Entity]) -> Known:
        """Return by what she is recognised where a surname alone is not enough."""
        people = [row for row in rows if isinstance(row, Person)]
        first = [name for row in people for name in (row.first_names or "").split()]
        names = [value for how, value in self._told if how == _NAME]
        plain = [value for how, value in self._told if how in {_PLAIN, _NUMBER} and "@" in value]
        numbers = [number for how, value in self._told if how == _NUMBER and (number := _number(value))]
        codes = [value for how, value in self._told if how == _CODE]
        surnames = [word for name in names for word in name.split() if word not in first]
        return Known(tuple(first), tuple(surnames), tuple(plain), tuple(numbers), codes=tuple(codes), by_surname=False)


def telling(work: Work, ids: Sequence[int], rows: Iterable[Entity]) -> Telling:
    """Return by what a person is found in texts, now and formerly.

    Args:
        work: the unit of work.
        ids: her records.
        rows: those of hers that go.
    """
    rows = list(rows)
    mine = {(row.__tablename__, row.id) for row in rows}
    now = [one for row in rows for one in _of_row(work, row)]
    former = [one for one in _formerly(work, ids) if one not in now and not _is_anothers(work, one[1], mine)]
    households = {row.street for row in rows if isinstance(row, Address) and _is_anothers(work, row.street or "", mine)}
    return Telling([*(one for one in now if one[1] not in households), *former])


def _of_row(work: Work, row: Entity) -> Iterator[_Told]:
    if isinstance(row, Participant) and row.person_id is None:
        return
    for name, how in _TELLING.get(row.__tablename__, {}).items():
        yield from _told(work, how, getattr(row, name))


def _told(work: Work, how: str, value: object) -> Iterator[_Told]:
    if how == _CODE and isinstance(value, bytes) and work.keys.identity is not None:
        yield how, open_sealed_identity(work, value)
    elif isinstance(value, str) and value.strip():
        yield how, value.strip()


def _formerly(work: Work, ids: Sequence[int]) -> Iterator[_Told]:
    """Yield what her rows said before they were changed or removed."""
    asked = select(Change.entity, Change.values).where(
        Change.person_id.in_(ids), Change.action != "create", Change.entity.in_(_TELLING)
    )
    for entity, values in work.session.execute(asked).all():
        for name, how in _TELLING[entity].items():
            for value in values.get(name, ()):
                yield from _told(work, how, restored(value))


def _is_anothers(work: Work, value: str, mine: Container[tuple[str, int]]) -> bool:
    """Tell whether somebody else is reached by it: a household's address, a number given on or written by mistake."""
    for entity, column in _REACHED:
        having = work.session.scalars(select(entity.id).where(column == value))
        if any((entity.__tablename__, row_id) not in mine for row_id in having):
            return True
    return False


def _words(how: str, value: str) -> list[str]:
    return value.replace(",", " ").split() if how == _NAME else [value]


def _pattern(how: str, value: str) -> str | None:
    if how == _NAME:
        return _in_text(value) if len(value) >= _SHORTEST_NAME else None
    if how == _NUMBER and (number := _number(value)):
        return grouped_phone(number)
    if how == _WHOLE:
        return rf"(?<![\w-]){re.escape(value)}(?![\w-])" if len(value) >= _SHORTEST_WHOLE else None
    return re.escape(value) if len(value) >= _SHORTEST_WORD else None


def _number(value: str) -> str:
    number = str(normalise_phone(value) or "")
    return number if number.startswith("+") else ""


def _in_text(word: str) -> str:
    """Return the pattern of a word; a long name is also found inside another, such as an address made of it."""
    if not word.isalpha():
        return re.escape(word)
    if len(word) < _SHORTEST_WORD:  # only as a name is written: "Wu", not "wu"
        return f"(?-i:{whole_name(word.capitalize())}|{whole_name(word.upper())})"
    bent = whole_name(word)
    return bent if len(word) <= _LONGEST_COMMON else f"{re.escape(word)}|{bent}"
