"""Invents names, numbers and addresses, the same for the same seed; none of them belongs to anybody.

Y-tunnus from 9000000 up are far above what has been issued (about 3.5 million in 2026), so that a right check digit
tells nothing of a real firm. Henkilötunnus have the serials 900–999, which are never given to a person for good. Phones
are 040 555 …, domains end in .example (RFC 2606), and association numbers begin at 900000.
"""

import datetime as dt
from dataclasses import dataclass
from random import Random
from typing import Any

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2)
_FIRST_BUSINESS, _BUSINESS_STEP, _BUSINESS_RANGE = 9_000_000, 37, 999_983
_FIRST_ASSOCIATION, _ASSOCIATIONS = 900_000, 99_991
_FIRST_PHONE, _SHORT_PHONES, _LONG_PHONES = 1_000, 9_000, 90_000
_CHECK_CHARACTERS = "0123456789ABCDEFHJKLMNPRSTUVWXY"
_PLAIN = str.maketrans("åäöéÅÄÖÉ", "aaoeAAOE", " -.")
_CENTURY = 2000


@dataclass(frozen=True, slots=True)
class Place:
    """An invented place: "Hallalampi" and "Hallalammen"."""

    name: str
    genitive: str


class Inventor:
    """Puts words together. `words` is the shipped list of names."""

    def __init__(self, words: dict[str, Any], seed: int) -> None:
        self.random = Random(seed)  # noqa: S311 - invents names and keeps no secrets
        self._persons: dict[str, Any] = words["persons"]
        self._places: dict[str, Any] = words["places"]
        self.firms: dict[str, Any] = words["firms"]
        self._business = self._associations = self._phones = 0
        self._domains: set[str] = set()

    def one(self, some: list[Any]) -> Any:
        """Return one of a list."""
        return self.random.choice(some)

    def chance(self, share: float) -> bool:
        """Return True in that share of times."""
        return self.random.random() < share

    def day(self, first: dt.date, last: dt.date) -> dt.date:
        """Return a day between two days."""
        return first + dt.timedelta(days=self.random.randint(0, max((last - first).days, 0)))

    def person(self, language: str = "fi") -> dict[str, Any]:
        """Return first names and surname."""
        sex = self.one(["women", "men"])
        first = self.one(self._persons[f"first_{language}_{sex}"])
        if self.chance(0.15):
            second = self.one(self._persons[f"second_{language}_{sex}"])
            first = f"{first} {second}"
        return {"first_names": first, "last_name": self.surname(language)}

    def surname(self, language: str = "fi") -> str:
        """Return a surname."""
        begin, end = self._persons[f"surname_begin_{language}"], self._persons[f"surname_end_{language}"]
        return f"{self.one(begin)}{self.one(end)}"

    def long_names(self) -> list[list[str]]:
        """Return names that are longer than most columns."""
        return list(self._persons["long"])

    def place(self, language: str = "fi") -> Place:
        """Return an invented place."""
        if language == "sv":
            name = self.surname(language)
            return Place(name, name if name.endswith("s") else f"{name}s")
        begin, (name, genitive) = self.one(self._places["begin"]), self.one(self._places["end"])
        return Place(begin + name, begin + genitive)

    def address(self, language: str = "fi") -> dict[str, Any]:
        """Return an invented street in a real town."""
        postcode, town = self.one(self._places[f"towns_{language}"])
        house = str(self.random.randint(1, 60))
        if self.chance(0.5):
            house += f" {self.one(list('ABCDEF'))} {self.random.randint(1, 80)}"
        street = f"{self.one(self._places[f'streets_{language}'])} {house}"
        return {"street": street, "postcode": postcode, "town": town, "country": "FI"}

    def phone(self) -> dict[str, str]:
        """Return a number as it is stored and as it was written; four free digits, and five when those are used up."""
        place = self._phones
        self._phones += 1
        if place < _SHORT_PHONES:
            digits = str(_FIRST_PHONE + place)
        else:
            digits = str(10 * _FIRST_PHONE + (place - _SHORT_PHONES) % _LONG_PHONES)
        written = self.one([f"040 555 {digits}", f"040-555{digits}", f"+358 40 555 {digits}", f"040555{digits}"])
        return {"number": f"+35840555{digits}", "written": written}

    def business_id(self) -> str:
        """Return a Y-tunnus whose check digit is right and which has not been issued."""
        while True:
            self._business += 1
            base = str(_FIRST_BUSINESS + self._business * _BUSINESS_STEP % _BUSINESS_RANGE)
            rest = sum(int(digit) * weight for digit, weight in zip(base, _WEIGHTS, strict=True)) % 11
            if rest != 1:
                return f"{base}-{(11 - rest) % 11}"

    def association_number(self) -> str:
        """Return a register number of an association."""
        self._associations += 1
        return str(_FIRST_ASSOCIATION + self._associations * _BUSINESS_STEP % _ASSOCIATIONS)

    def identity_code(self, born: dt.date) -> str:
        """Return a henkilötunnus that nobody has been given for good."""
        digits, serial = f"{born:%d%m%y}", f"{self.random.randint(900, 999)}"
        check = _CHECK_CHARACTERS[int(digits + serial) % len(_CHECK_CHARACTERS)]
        return f"{digits}{'A' if born.year >= _CENTURY else '-'}{serial}{check}"

    def domain(self, name: str) -> str:
        """Return a domain of its own for a firm's name."""
        words = [w for w in name.split() if w not in {*self.firms["forms"], "ry", "rf", "Tmi"}]
        plain = mail_name("".join(words[:3]))
        found, number = f"{plain}.example", 2
        while found in self._domains:
            found, number = f"{plain}{number}.example", number + 1
        self._domains.add(found)
        return found

    def mailbox(self) -> str:
        """Return a domain where private persons have their mail."""
        return str(self.one(self.firms["mail"]))


def mail_name(text: str) -> str:
    """Return a name as it is written in an e-mail address."""
    return text.translate(_PLAIN).lower()


def personal_address(person: dict[str, Any], domain: str) -> str:
    """Return firstname.surname@domain."""
    return f"{mail_name(person['first_names'].split()[0])}.{mail_name(person['last_name'])}@{domain}"
