"""Who is in the register already, and whom a row is about. A number alone never tells it: programs count from one.

The key of a number is (program, number). A row is about a customer when

1. its program and number are hers, or the office's own number is, and it is like her besides: it shares a Y-tunnus, a
   register number of an association or an e-mail address with her, or has her name and no other Y-tunnus;
2. or it has her Y-tunnus, register number, or name with e-mail, and no other number of the same program;
3. or it has no number, Y-tunnus, register number or e-mail at all, and her name; see `namesakes`.

A number that is somebody's who is not like the row is a clash, for a person to decide. What another program calls 12 is
no clash with the office's own 12: the row becomes a new customer under another number.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from sqlalchemy import select

from asiakasrekisteri.domain.foreign_numbers import Key, key_of, keys_in, names_alike
from asiakasrekisteri.domain.identifiers import check_business_id
from asiakasrekisteri.store.models import ContactRole, Customer, Email, UsedNumber
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.customers import in_series, number_after
from asiakasrekisteri.usecases.importing.namesakes import Namesakes

_IDENTIFIERS = ("business_id", "association_number")
_OWNED = select(Email.address, Customer.name, Customer.id)
_EMAILS = (
    _OWNED.join(Customer, Customer.id == Email.customer_id),
    _OWNED.join(Customer, Customer.person_id == Email.person_id),
    _OWNED.join(ContactRole, ContactRole.person_id == Email.person_id).join(
        Customer, Customer.id == ContactRole.customer_id
    ),
)
"""The e-mail addresses of customers, and those of the persons that are or speak for them."""


class Who(NamedTuple):
    """What a customer is known by."""

    name: str
    number: str
    business_id: str
    association_number: str
    foreign: str


@dataclass(frozen=True, slots=True)
class Told:
    """What a row tells of whose it is: fields of the customer, e-mail addresses, and the number with its program.

    `program` is "" where the number is one of the office's own; `reach` are phone numbers and streets.
    """

    customer: Mapping[str, Any]
    emails: Sequence[str]
    number: str
    program: str = ""
    reach: Sequence[str] = ()

    def bare(self) -> bool:
        """Tell whether nothing in the row is one customer's alone."""
        return not (self.number or self.emails or any(self.customer.get(name) for name in _IDENTIFIERS))

    def key(self) -> Key | None:
        """Return by what the number is known in its program."""
        return key_of(self.program, self.number) if self.program and self.number else None


@dataclass(frozen=True, slots=True)
class Whose:
    """The customer that a row is about (None: a new one), or the one whose number it has without being like her.

    `two` is the other customer whose Y-tunnus the row has; `taken` the one who has here the number that another
    program gives somebody new.
    """

    customer: int | None = None
    clash: int | None = None
    two: int | None = None
    taken: int | None = None


@dataclass(slots=True)
class Known:
    """Identifiers and the customers they belong to; grows as rows are taken."""

    by: dict[str, dict[str, int]] = field(default_factory=lambda: {name: {} for name in _IDENTIFIERS})
    by_number: dict[str, int] = field(default_factory=dict)
    by_key: dict[Key, int] = field(default_factory=dict)
    by_email: dict[tuple[str, str], int] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)
    _who: dict[int, Who] = field(default_factory=dict)
    _emails: set[tuple[str, int]] = field(default_factory=set)
    _in_file: dict[int, str] = field(default_factory=dict)
    _met: set[int] = field(default_factory=set)
    _namesakes: Namesakes | None = None
    _greatest: int | None = None

    @classmethod
    def load(cls, work: Work) -> "Known":
        """Read the identifiers of every customer."""
        known, session = cls(), work.session
        columns = (Customer.name, Customer.number, *(getattr(Customer, name) for name in _IDENTIFIERS))
        for row in session.execute(select(Customer.id, *columns, Customer.foreign_numbers)):
            row_id, *told = row
            known._load(int(row_id), told)
        for owned in _EMAILS:
            for address, name, row_id in session.execute(owned):
                known._email(address, name, row_id)
        known.used = set(session.scalars(select(UsedNumber.number)))
        names: dict[str, list[int]] = {}
        for row_id, who in known._who.items():
            names.setdefault(who.name, []).append(row_id)
        known._namesakes = Namesakes(work, names)
        return known

    def _load(self, row_id: int, told: Sequence[str | None]) -> None:
        who = self._who[row_id] = Who(*(value or "" for value in told))
        self.by_number[who.number] = row_id
        self._identify(row_id, who)

    def _identify(self, row_id: int, who: Who) -> None:
        for name in _IDENTIFIERS:
            if value := getattr(who, name):
                self.by[name].setdefault(value, row_id)
        if who.foreign:
            for key in keys_in(who.foreign):
                self.by_key.setdefault(key, row_id)

    def _email(self, address: str, name: str, row_id: int) -> None:
        self.by_email.setdefault((address.casefold(), name), row_id)
        self._emails.add((address.casefold(), row_id))

    def find(self, told: Told) -> Whose:
        """Return whom a row is about; see the rule above."""
        if told.bare() and self._namesakes is not None:
            return Whose(self._namesakes.find(str(told.customer.get("name", "")), told.reach, self._met))
        other = self._identified(told)
        key = told.key()
        keyed = self.by_key.get(key) if key is not None else None
        own = self.by_number.get(told.number) if told.number else None
        numbered = own if keyed is None and own is not None and self._may_be_ours(own, key) else keyed
        if numbered is not None and self._like(numbered, told):
            apart = other not in (None, numbered) and self._other_firm(numbered, told)
            return Whose(clash=numbered, two=other) if apart else Whose(numbered)
        if other is not None:
            return Whose(other)
        if keyed is not None or (own is not None and key is None):
            return Whose(clash=keyed if keyed is not None else own)
        return Whose(taken=own)

    def _identified(self, told: Told) -> int | None:
        """Return the customer that something else than the number tells."""
        found = [self.by[name].get(str(told.customer.get(name) or "")) for name in _IDENTIFIERS]
        name = told.customer.get("name", "")
        found += [self.by_email.get((address.casefold(), name)) for address in told.emails]
        return next((row_id for row_id in found if row_id is not None and not self._is_numbered(row_id, told)), None)

    def _is_numbered(self, row_id: int, told: Told) -> bool:
        """Tell whether a customer has another number of the same program: then a row with this one is not about her."""
        if not told.number:
            return False
        if self._in_file.get(row_id, told.number) != told.number:
            return True
        key = told.key()
        have = [one for one in keys_in(self._who[row_id].foreign) if key is not None and one[0] == key[0]]
        return bool(have) and key not in have

    def _like(self, row_id: int, told: Told) -> bool:
        who = self._who[row_id]
        if any(getattr(who, name) and getattr(who, name) == told.customer.get(name) for name in _IDENTIFIERS):
            return True
        if any((address.casefold(), row_id) in self._emails for address in told.emails):
            return True
        return names_alike(who.name, str(told.customer.get("name", ""))) and not self._other_firm(row_id, told)

    def _other_firm(self, row_id: int, told: Told) -> bool:
        """Tell whether a row has another sound Y-tunnus than a customer."""
        here, there = self._who[row_id].business_id, str(told.customer.get("business_id") or "")
        return bool(here and there) and here != there and not check_business_id(here) and not check_business_id(there)

    def _may_be_ours(self, row_id: int, key: Key | None) -> bool:
        """Tell whether the office's number of a customer may be the one that a row means."""
        keys = list(keys_in(self._who[row_id].foreign)) if key is not None else []
        return key is None or not keys or any(program == key[0] for program, _number in keys)

    def take(self, told: Told, row_id: int) -> None:
        """Remember a new customer."""
        customer = told.customer
        who = self._who[row_id] = Who(
            customer["name"],
            customer["number"],
            customer.get("business_id") or "",
            customer.get("association_number") or "",
            customer.get("foreign_numbers") or "",
        )
        self.by_number[who.number] = row_id
        self.used.add(who.number)
        self._identify(row_id, who)
        for address in told.emails:
            self._email(address, who.name, row_id)
        self.met(told, row_id)

    def met(self, told: Told, row_id: int) -> None:
        """Remember that the file has told of a customer, and under which number."""
        self._met.add(row_id)
        if told.number:
            self._in_file.setdefault(row_id, told.number)
            if (key := told.key()) is not None:
                self.by_key.setdefault(key, row_id)

    def told_of(self, row_id: int) -> str:
        """Return a customer in words: its name and number."""
        who = self._who[row_id]
        return f"{who.name} ({who.number})"

    def is_numbered_otherwise(self, told: Told, row_id: int) -> bool:
        """Tell whether a row gives a known customer another of the office's own numbers than hers."""
        return bool(told.number) and not told.program and self._who[row_id].number != told.number

    def is_free(self, told: Told) -> bool:
        """Tell whether a row has a number of a program that nobody has yet."""
        key = told.key()
        return key is not None and key not in self.by_key

    def next_number(self, in_file: Callable[[], set[str]]) -> str:
        """Return a number that nobody has had and that no row of the file gives.

        Args:
            in_file: reads the numbers that the file gives; asked once, when the first is needed.
        """
        if self._greatest is None:
            self._greatest = max(map(in_series, self.used | in_file()), default=0)
        self._greatest = number_after(self._greatest)
        return str(self._greatest)
