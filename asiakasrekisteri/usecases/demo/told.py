"""What the chapters of an invented office share: its words, its customers as they were written, and its servers."""

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from asiakasrekisteri.domain.formats import FINLAND
from asiakasrekisteri.store.bulk import Batch
from asiakasrekisteri.store.work import ChangeOrigin, Work
from asiakasrekisteri.usecases.demo.customers import InventedCustomer
from asiakasrekisteri.usecases.demo.invent import Inventor
from asiakasrekisteri.usecases.shipped import shipped

PRIVATE = ("private", "sole_trader")
"""Kinds of customers that are a natural person."""
_OPEN_HOURS = (8, 16)


@dataclass(frozen=True, slots=True)
class Met:
    """A person who speaks for a customer."""

    id: int
    name: str
    email: str
    phone: str
    language: str


@dataclass(frozen=True, slots=True)
class Held:
    """What a customer pays for: a service, or a domain name (then `id` is None). `price`: euros a month without tax."""

    id: int | None
    product_id: int
    name: str
    kind: str
    price: Decimal
    since: dt.date
    until: dt.date | None
    running: bool


@dataclass(slots=True)
class Told:
    """A customer as it was written.

    Attributes:
        id: of the row.
        made: what was invented of it.
        met: who speak for it, at least one once it is written.
        months: how many months one of its invoices covers.
        domain: the domain name it is known by, "" when it has none.
        held: its services.
        contract_id: its contract, if it has one.
    """

    id: int
    made: InventedCustomer
    met: list[Met] = field(default_factory=list)
    months: int = 12
    domain: str = ""
    held: list[Held] = field(default_factory=list)
    contract_id: int | None = None

    @property
    def kind(self) -> str:
        """The kind of the customer."""
        return str(self.made.values["kind"])

    @property
    def name(self) -> str:
        """Its name as on a letter."""
        own = self.made.own
        return (
            f"{own['first_names']} {own['last_name']}" if own and self.kind == "private" else self.made.values["name"]
        )

    @property
    def language(self) -> str:
        """The language that is used with it."""
        return str(self.made.values.get("language", "fi"))

    @property
    def services(self) -> list[Held]:
        """What it has besides domain names."""
        return [held for held in self.held if held.id is not None]

    @property
    def person_id(self) -> int | None:
        """The person it is."""
        return self.met[0].id if self.made.own else None

    def ended(self, today: dt.date) -> dt.date | None:
        """Return the day on which it ceased to be a customer, if that has come."""
        until: dt.date | None = self.made.values.get("until")
        return until if until is not None and until <= today else None


class Story:
    """What every chapter needs: the unit of work, the batch it writes to, the inventor, and shipped words."""

    def __init__(self, work: Work, inventor: Inventor) -> None:
        self.work, self.inventor, self.today = work, inventor, work.today
        self.random = inventor.random
        self.batch = Batch(work)
        self.services: dict[str, Any] = shipped("demo", "services.toml")
        self.spoken: dict[str, Any] = shipped("demo", "interactions.toml")
        self.outside: dict[str, Any] = shipped("demo", "outside.toml")

    def at(self, day: dt.date) -> dt.datetime:
        """Return a moment of the day when the office is open, to the minute, in UTC; never one that is to come."""
        moment = dt.time(self.random.randint(*_OPEN_HOURS), self.random.randrange(60))
        return min(dt.datetime.combine(day, moment, FINLAND).astimezone(dt.UTC), self.work.now)

    def workday(self, first: dt.date, last: dt.date) -> dt.date:
        """Return a day from Monday to Friday between two days, if there is one."""
        day = self.inventor.day(first, last)
        earlier = day - dt.timedelta(days=max(day.weekday() - 4, 0))
        return max(earlier, first)

    def maybe(self, words: list[str], share: float) -> str | None:
        """Return one of some words in that share of times."""
        return str(self.inventor.one(words)) if self.inventor.chance(share) else None

    def before(self, days: int) -> dt.date:
        """Return the day that many days ago."""
        return self.today - dt.timedelta(days=days)


def origin(source: str, day: dt.date) -> ChangeOrigin:
    """Return where a row came from; what machines tell comes automatically."""
    return ChangeOrigin(source, day, automatic=source in {"service", "ytj", "prh", "import"})
