"""Invents whole customers: of every kind, with details and contact persons, from the firm's first year to this day."""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from asiakasrekisteri.usecases.demo.invent import Inventor, personal_address

Values = dict[str, Any]
FOUNDED = dt.date(2009, 3, 1)
IMPORTED_BEFORE = dt.date(2012, 1, 1)
"""Customers older than this came from the firm's former system."""
_KINDS = {"private": 30, "sole_trader": 15, "company": 42, "association": 9, "public": 4}
_STATUSES = {"active": 80, "prospect": 6, "terminated": 4, "ended": 10}
_SWEDISH = 0.07
_IDENTITY_CODES = 0.02
_OUTSIDE_TECHNICIAN = 0.12
_PARTNER, _OF_PARTNER = 0.5, 0.05
_BY_EINVOICE, _OPERATORS = 6, ("NDEAFIHH", "OKOYFIHH", "HELSFIHH")
"""Six organisations of ten take e-invoices, each through its bank."""
_RESELLERS = ("mainonta", "ohjelmistot", "taloushallinto")
"""Industries whose firms pass services on to customers of their own."""


@dataclass(slots=True)
class InventedContact:
    """A contact person of a customer: a new one, or one of the outside technicians by number."""

    role: Values
    person: Values | None = None
    technician: int | None = None
    email: str = ""
    phone: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class InventedCustomer:
    """A customer with everything that comes with it. `own` is the person it is, for private and sole traders."""

    joined: dt.date
    values: Values
    own: Values | None = None
    address: Values = field(default_factory=dict)
    billing: Values = field(default_factory=dict)
    phones: list[Values] = field(default_factory=list)
    emails: list[Values] = field(default_factory=list)
    contacts: list[InventedContact] = field(default_factory=list)

    @property
    def registered_in(self) -> str:
        """The source of the customer's own data."""
        if self.joined < IMPORTED_BEFORE:
            return "import"
        return {"company": "ytj", "sole_trader": "ytj", "association": "prh"}.get(self.values["kind"], "customer")


class CustomerInventor:
    """Invents customers one after another, the oldest first."""

    def __init__(self, inventor: Inventor, today: dt.date, technicians: int) -> None:
        self._invent, self._today, self._technicians = inventor, today, technicians
        self._makers: dict[str, Callable[[InventedCustomer, str], None]] = {
            "private": self._private,
            "sole_trader": self._sole_trader,
            "company": self._company,
            "association": self._association,
            "public": self._public,
        }

    def customers(self, count: int) -> Iterator[InventedCustomer]:
        """Yield customers in the order in which they came; the firm has grown faster year by year."""
        span = (self._today - FOUNDED).days
        for place in range(count):
            yield self.customer(FOUNDED + dt.timedelta(days=int(span * (place / count) ** 0.7)))

    def customer(self, joined: dt.date) -> InventedCustomer:
        """Invent one customer."""
        random = self._invent.random
        kind = random.choices(list(_KINDS), list(_KINDS.values()))[0]
        language = "sv" if self._invent.chance(_SWEDISH) else "fi"
        made = InventedCustomer(joined, {"kind": kind, "status": "active", "since": joined})
        if language == "sv":
            made.values["language"] = "sv"
        made.address = self._invent.address(language)
        self._makers[kind](made, language)
        self._relation(made)
        self._status(made)
        if self._invent.chance(0.1):
            made.values["note"] = self._invent.one(self._invent.firms["notes"])
        return made

    def _relation(self, made: InventedCustomer) -> None:
        """Make some firms partners, and some customers theirs; whose, is known once the partner has been written."""
        partner = made.values.get("industry") in _RESELLERS
        if partner and self._invent.chance(_PARTNER):
            made.values["relation"] = "partner"
        elif made.values["kind"] != "public" and self._invent.chance(_OF_PARTNER):
            made.values["relation"] = "partner_customer"

    def _status(self, made: InventedCustomer) -> None:
        status = self._invent.random.choices(list(_STATUSES), list(_STATUSES.values()))[0]
        made.values["status"] = status
        if status == "prospect":
            del made.values["since"]
        elif status == "terminated":
            made.values["until"] = self._today + dt.timedelta(days=self._invent.random.randint(5, 90))
        elif status == "ended":
            made.values["until"] = self._invent.day(made.joined, self._today)

    def _private(self, made: InventedCustomer, language: str) -> None:
        made.own = {**self._invent.person(language), "language": language}
        made.values["name"] = f"{made.own['last_name']}, {made.own['first_names']}"
        self._reached(made, made.own, self._invent.mailbox(), "private")
        if self._invent.chance(_IDENTITY_CODES):
            born = self._invent.day(dt.date(1940, 1, 1), dt.date(2005, 12, 31))
            made.own |= {"identity_code": self._invent.identity_code(born), "identity_ground": "credit"}

    def _sole_trader(self, made: InventedCustomer, language: str) -> None:
        made.own = {**self._invent.person(language), "language": language}
        trade = self._invent.one(self._invent.firms["sole"])
        first = made.own["first_names"].split()[0]
        made.values["name"] = f"{'Tmi' if self._invent.chance(0.3) else trade} {first} {made.own['last_name']}"
        self._taxed(made, trade)
        self._reached(made, made.own, self._invent.domain(made.values["name"]), "work")

    def _reached(self, made: InventedCustomer, person: Values, domain: str, use: str) -> None:
        made.emails.append({"use": use, "address": personal_address(person, domain)})
        made.phones.append({"use": "mobile", **self._invent.phone()})

    def _company(self, made: InventedCustomer, language: str) -> None:
        trade, industry = self._one("trades", language)
        form = self._one("forms", language)
        made.values["name"] = f"{self._invent.place(language).genitive} {trade} {form}"
        self._taxed(made, industry)
        registered = made.joined - dt.timedelta(days=self._invent.random.randint(30, 9_000))
        made.values |= {"company_form": form, "domicile": made.address["town"], "registered_on": registered}
        self._organised(made, language, self._invent.random.choice((1, 1, 2, 2, 3)))

    def _association(self, made: InventedCustomer, language: str) -> None:
        form = "rf" if language == "sv" else "ry"
        purpose = self._one("associations", language)
        made.values["name"] = f"{self._invent.place(language).genitive} {purpose} {form}"
        made.values["association_number"] = self._invent.association_number()
        self._organised(made, language, 1 + self._invent.chance(0.4))

    def _public(self, made: InventedCustomer, language: str) -> None:
        made.values["name"] = f"{self._invent.place(language).genitive} {self._one('public', language)}"
        self._taxed(made, "julkinen hallinto")
        self._organised(made, language, 2 + self._invent.chance(0.5))

    def _one(self, words: str, language: str) -> Any:
        return self._invent.one(self._invent.firms[words if language == "fi" else f"{words}_sv"])

    def _taxed(self, made: InventedCustomer, industry: str) -> None:
        business_id = self._invent.business_id()
        digits = business_id.replace("-", "")
        made.values |= {"business_id": business_id, "industry": industry.lower()}
        if self._invent.chance(0.7):
            made.values["vat_number"] = "FI" + digits
        if made.values["kind"] != "sole_trader" and int(digits[-2]) < _BY_EINVOICE:
            operator = _OPERATORS[int(digits[-3]) % len(_OPERATORS)]
            made.values |= {"einvoice_address": f"0037{digits}", "einvoice_operator": operator}

    def _organised(self, made: InventedCustomer, language: str, contacts: int) -> None:
        """Give an organisation its mailboxes, its switchboard and its contact persons."""
        domain = self._invent.domain(made.values["name"])
        made.emails.append({"use": "office", "address": f"{'info' if language == 'fi' else 'kontor'}@{domain}"})
        made.phones.append({"use": "switchboard", **self._invent.phone()})
        if self._invent.chance(0.3):
            made.emails.append({"use": "billing", "address": f"laskutus@{domain}"})
            made.billing = self._invent.address(language)
        roles = ["decision", "billing", "admin", "technical"]
        made.contacts = [self._contact(made, roles[n % len(roles)], domain, language) for n in range(contacts)]
        if self._technicians and self._invent.chance(_OUTSIDE_TECHNICIAN):
            self._outside(made)

    def _contact(self, made: InventedCustomer, role: str, domain: str, language: str) -> InventedContact:
        person = {**self._invent.person(language), "language": language}
        title = self._invent.one(self._invent.firms["titles"][role])
        held = {"role": role, "title": title, "since": self._invent.day(made.joined, self._today)}
        return InventedContact(held, person, None, personal_address(person, domain), self._invent.phone())

    def _outside(self, made: InventedCustomer) -> None:
        held = {"role": "technical", "title": "ulkopuolinen ylläpitäjä", "since": made.joined}
        made.contacts.append(InventedContact(held, technician=self._invent.random.randrange(self._technicians)))

    def technician(self) -> InventedContact:
        """Invent an outside technician, who maintains the services of several customers."""
        person = {**self._invent.person(), "language": "fi", "note": None}
        firm = self._invent.one(self._invent.firms["technicians"])
        address = personal_address(person, f"{firm.split()[0].lower().translate(str.maketrans('äö', 'ao'))}.example")
        return InventedContact({"works_for": firm}, person, None, address, self._invent.phone())
