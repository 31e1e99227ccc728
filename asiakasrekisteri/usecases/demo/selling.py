"""What an invented office sells, and what its customers have: contracts, services, domain names, orders."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from itertools import count
from typing import Any

from asiakasrekisteri.domain.retention import add_months
from asiakasrekisteri.domain.vat import rate_on, rates_of
from asiakasrekisteri.store.models import (
    Contract,
    DomainName,
    Entity,
    Product,
    SalesOrder,
    SalesOrderRow,
    Server,
    Service,
)
from asiakasrekisteri.usecases.demo.customers import FOUNDED, Values
from asiakasrekisteri.usecases.demo.told import PRIVATE, Held, Story, Told, origin
from asiakasrekisteri.usecases.shipped import shipped

CATALOGUE_ORDER: tuple[type[Entity], ...] = (Product, Server)
SOLD_ORDER: tuple[type[Entity], ...] = (Contract, Service, DomainName, SalesOrder, SalesOrderRow)
_PERIODS = {12: 78, 3: 16, 1: 6}
"""How many in a hundred organisations are billed for how many months at a time."""
_SERVICES = {"private": (70, 30), "sole_trader": (45, 35, 20), "others": (14, 24, 26, 18, 11, 7)}
"""How many in a hundred have one service, two, three and so on."""
_NOTICE = (1, 1, 3)
_MANUAL_RENEWAL, _SECOND_DOMAIN = 0.15, 0.3
_FRESH_DAYS = 30
_NOTED = 0.1
_DELIVERY_DAYS = 5


@dataclass(frozen=True, slots=True)
class Sold:
    """A product of the catalogue. `price` is euros a month without tax."""

    id: int
    name: str
    kind: str
    price: Decimal
    share: int
    private: bool
    organisation: bool


class Seller:
    """Writes the catalogue once, and for each customer what it has."""

    def __init__(self, story: Story) -> None:
        self._story, self._random, self._add = story, story.random, story.batch.add
        self._words: dict[str, list[str]] = story.services["words"]
        self._products: list[Sold] = []
        self._servers: dict[str, list[int]] = {}
        self._rates = rates_of(shipped("vocabulary", "vat.toml"))
        self._contracts, self._orders = count(1), count(1)

    def catalogue(self) -> None:
        """Add the products and the servers."""
        for said in self._story.services["products"]:
            price, months = Decimal(said["price"]), 12 if said["kind"] == "domain" else 1
            named = {name: value for name, value in said.items() if name not in {"share", "to", "price"}}
            row = self._add(Product, {**named, "price": price * months, "period_months": months})
            who = said["to"]
            sold = Sold(row, said["name"], said["kind"], price, said["share"], who != "organisation", who != "private")
            self._products.append(sold)
        for said in self._story.services["servers"]:
            values = {name: value for name, value in said.items() if name != "runs"}
            row = self._add(Server, values, origin("staff", said["since"]))
            for kind in said["runs"]:
                self._servers.setdefault(kind, []).append(row)

    def sell(self, told: Told) -> None:
        """Add a customer's contract, services, domain names and orders."""
        organisation = told.kind not in PRIVATE
        if organisation:
            told.months = self._random.choices(list(_PERIODS), list(_PERIODS.values()))[0]
        if told.made.values["status"] == "prospect":
            if organisation:
                self._contract(told)
            return
        if organisation and self._story.inventor.chance(2 / 3):
            told.contract_id = self._contract(told)
        mailed = told.made.emails[0]["address"].split("@")[1] if told.made.emails else ""
        own = told.kind != "private"
        told.domain = mailed if own else self._domain_of(told)
        shares = _SERVICES.get(told.kind, _SERVICES["others"])
        wanted = self._random.choices(range(1, len(shares) + 1), shares)[0]
        for place in range(wanted):
            self._service(told, self._begun(told, place))
        self._name(told, told.domain, self._products[0])
        if organisation and self._story.inventor.chance(_SECOND_DOMAIN):
            self._name(told, told.domain.replace(".example", "-kauppa.example"), self._products[1])
        self._order_all(told)

    def _domain_of(self, told: Told) -> str:
        """Return a name like those that private persons have: of their surname."""
        return self._story.inventor.domain(told.made.values["name"].split(",")[0])

    def _begun(self, told: Told, place: int) -> dt.date:
        last = told.ended(self._story.today) or self._story.today
        return told.made.joined if place == 0 else self._story.workday(told.made.joined, last)

    def _contract(self, told: Told) -> int:
        since, until = told.made.joined, told.made.values.get("until")
        status = told.made.values["status"]
        fixed = self._story.inventor.chance(0.2)
        if fixed and until is None:
            until = _next_anniversary(since, self._story.today)
        signed = max(since - dt.timedelta(days=self._random.randint(0, 20)), FOUNDED)
        values = {
            "number": f"S{since.year}-{next(self._contracts):04}",
            "name": self._story.inventor.one(["Palvelusopimus", "Ylläpitosopimus", "Palvelusopimus ja liite"]),
            "state": "offered" if status == "prospect" else status,
            "term": "fixed" if fixed else "ongoing",
            "since": since,
            "until": until,
            "notice_months": self._story.inventor.one(list(_NOTICE)),
            "price_review_on": dt.date(self._story.today.year + 1, 1, 1) if status == "active" else None,
            "signed_on": None if status == "prospect" else signed,
            "signatory": None if status == "prospect" else told.met[0].name,
            "note": self._story.maybe(self._words["contract_notes"], _NOTED),
            "customer_id": told.id,
        }
        return self._add(Contract, values, origin("customer", signed))

    def _service(self, told: Told, since: dt.date) -> None:
        wanted = [p for p in self._products if (p.private if told.kind in PRIVATE else p.organisation)]
        product = self._random.choices(wanted, [p.share for p in wanted])[0]
        state, until = self._state(told, since)
        servers = self._servers.get(product.kind)
        values = {
            "name": product.name,
            "product_id": product.id,
            "identifier": told.domain or None,
            "state": state,
            "since": since,
            "until": until,
            "price": product.price * told.months,
            "period_months": told.months,
            "server_id": self._story.inventor.one(servers) if servers else None,
            "contract_id": told.contract_id,
            "note": self._story.maybe(self._words["service_notes"], _NOTED),
            "customer_id": told.id,
        }
        row = self._add(Service, values, origin("service", since))
        running = state in {"active", "terminated", "suspended"}
        billed = until if running or state == "ended" else since
        held = Held(row, product.id, product.name, product.kind, product.price, since, billed, running=running)
        told.held.append(held)

    def _state(self, told: Told, since: dt.date) -> tuple[str, dt.date | None]:
        """Return how a service stands and its last day: it ends with the customership, or earlier."""
        until = told.made.values.get("until")
        if until is not None:
            return ("ended" if until <= self._story.today else "terminated"), until
        if since >= self._story.before(_FRESH_DAYS):
            return self._story.inventor.one(["active", "active", "trial", "ordered"]), None
        if self._story.inventor.chance(0.12):
            return "ended", self._story.inventor.day(since, self._story.before(1))
        return ("suspended" if self._story.inventor.chance(0.01) else "active"), None

    def _name(self, told: Told, domain: str, product: Sold) -> None:
        """Add a domain name: held by the customer, renewed each year until now, verified once or more."""
        since, until = told.made.joined, told.ended(self._story.today)
        met, address = told.met[0], told.made.address
        verified = self._story.workday(since, until or self._story.today) if self._story.inventor.chance(0.85) else None
        values = {
            "name": domain,
            "registered_on": since,
            "expires_on": _next_anniversary(since, until or self._story.today),
            "renewal": "manual" if self._story.inventor.chance(_MANUAL_RENEWAL) or until else "automatic",
            "registrar": self._story.inventor.one(self._words["registrars"]),
            "service_id": told.held[0].id if told.held else None,
            "holder": told.name,
            "holder_address": f"{address['street']}, {address['postcode']} {address['town']}",
            "holder_email": told.made.emails[0]["address"] if told.made.emails else met.email,
            "holder_phone": told.made.phones[0]["number"] if told.made.phones else met.phone,
            "verified_on": verified,
            "verified_how": self._how_verified(told) if verified else None,
            "customer_id": told.id,
        }
        self._add(DomainName, values, origin("service", since))
        name = f"{product.name} {domain}"
        told.held.append(Held(None, product.id, name, "domain", product.price, since, until, running=until is None))

    def _how_verified(self, told: Told) -> str:
        ways = self._words["verified"] if "business_id" in told.made.values else self._words["verified_person"]
        return str(self._story.inventor.one(ways))

    def _order_all(self, told: Told) -> None:
        """Add an order for each day on which something was bought."""
        days: dict[dt.date, list[Held]] = {}
        for held in told.held:
            days.setdefault(held.since, []).append(held)
        for day, bought in sorted(days.items()):
            self._order(told, day, bought)
        if self._story.inventor.chance(0.02):
            self._order(told, self._story.workday(told.made.joined, self._story.today), told.held[:1], "cancelled")

    def _order(self, told: Told, day: dt.date, bought: list[Held], state: str = "") -> None:
        met = self._story.inventor.one(told.met)
        state = state or self._order_state(day)
        delivered = min(day + dt.timedelta(days=self._random.randint(0, _DELIVERY_DAYS)), self._story.today)
        channel = self._story.inventor.one(["web", "web", "email", "email", "phone", "letter", "visit"])
        values: Values = {
            "number": f"T{day.year}-{next(self._orders):05}",
            "ordered_on": day,
            "channel": channel,
            "state": state,
            "delivered_on": delivered if state in {"delivered", "invoiced"} else None,
            "contract_id": told.contract_id,
            "note": self._story.maybe(self._words["order_notes"], _NOTED),
            "customer_id": told.id,
            "person_id": met.id,
        }
        said = origin({"email": "email", "phone": "call"}.get(channel, "customer"), day)
        order = self._add(SalesOrder, values, said)
        rate = rate_on(self._rates, "general", day)
        assert rate is not None, "the table of rates begins before the firm"
        for held in bought:
            row: dict[str, Any] = {"sales_order_id": order, "description": held.name, "product_id": held.product_id}
            row |= {"quantity": Decimal(1), "unit_price": held.price * told.months, "vat_percent": rate.percent}
            self._add(SalesOrderRow, row, said)

    def _order_state(self, day: dt.date) -> str:
        age = (self._story.today - day).days
        if age > _FRESH_DAYS:
            return "invoiced"
        states = ["received", "confirmed"] if age <= _DELIVERY_DAYS else ["delivered", "confirmed"]
        return str(self._story.inventor.one(states))


def _next_anniversary(since: dt.date, today: dt.date) -> dt.date:
    """Return the first anniversary of a day that is not before today."""
    years = max(today.year - since.year, 1)
    day = add_months(since, 12 * years)
    return day if day >= today else add_months(since, 12 * (years + 1))
