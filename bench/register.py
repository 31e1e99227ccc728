"""A whole register for the measurements: customers, persons, services, invoices, interactions, written in bulk.

Of 100 000 customers: 250 000 persons, 200 000 services and 100 000 domain names, a million invoices of one row each, of
which 95 % have a payment, and 500 000 interactions of a participant each. In each block of 5 000 customers the first is
a person with 200 invoices and 50 interactions, and the second a firm with 60 invoices and 40 interactions: heavy to
open. Everything is in the history, the log and the search indexes as an import leaves it.
"""

import datetime as dt
import random
from collections.abc import Iterator
from decimal import Decimal

from asiakasrekisteri.domain.invoicing import Row, totals
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.references import national_reference
from asiakasrekisteri.store.bulk import Batch
from asiakasrekisteri.store.models import (
    Address,
    ContactRole,
    Customer,
    DomainName,
    Email,
    Entity,
    Interaction,
    Invoice,
    InvoiceRow,
    Participant,
    Payment,
    Person,
    Phone,
    Service,
)
from asiakasrekisteri.store.work import ChangeOrigin, Work
from asiakasrekisteri.usecases.gate import nothing, use_case
from asiakasrekisteri.usecases.office import Desk
from bench.data import surname

BLOCK = 5_000
HEAVY_PERSON, HEAVY_FIRM = 0, 1
"""Places of the two heavy customers in each block."""
HEAVY = {HEAVY_PERSON: (200, 50), HEAVY_FIRM: (60, 40)}
"""Invoices and interactions of the heavy ones."""
FIRST_INVOICE = 1_000_000
_USUAL = (10, 5)
_PRIVATE_OF_TEN, _SERVICES = 3, 2
_PAID_OF_TWENTY, _RARELY = 19, 0.01
_ORDER: tuple[type[Entity], ...] = (
    Person, Customer, Address, Phone, Email, ContactRole, Service, DomainName, Invoice, InvoiceRow, Payment,
    Interaction, Participant,
)  # fmt: skip
_FIRST_DAY = dt.date(2020, 1, 1)
_DAYS = 2_500
_FIRST_NAMES = ("Aino", "Väinö", "Birgitta", "Hanna-Mari", "Ilmari", "Sofia", "Eevi", "Lauri", "Tuulikki")
_TOWNS = (("00100", "Helsinki"), ("90100", "Oulu"), ("33100", "Tampere"), ("96100", "Rovaniemi"))
_NAMES = ("Webhotelli Hanki", "Webhotelli Kinos", "Yrityssähköposti", "Virtuaalipalvelin Pyry", "Postilaatikko")
_KINDS = ("call", "email", "support", "note")
_SUBJECTS = ("Sähköposti ei lähde", "Laskun eräpäivä", "Varmenne vanhentunut", "Levytila täynnä", "Uusi postilaatikko")
SAID = (
    "Kysyi, miksi verkkokauppa on hidas iltaisin.",
    "Neuvottu lähtevän postin palvelin ja portti.",
    "Sovittu lisäaikaa kuun loppuun asti.",
    "Varmuuskopio palautettiin eilisestä.",
    "Toivoi tarjousta isommasta levytilasta.",
    "Nimipalvelusta puuttui tietue, lisätty ja testattu.",
)
RARE = ("hiihtoretki", "sienikerho", "purjevene", "kukkakaali", "tuulivoimala", "haitari", "reppureissu", "mehiläinen")


def heavy_ids(customers: int, place: int) -> list[int]:
    """Return the ids of the heavy customers at a place of each block, the oldest first."""
    return [first + place + 1 for first in range(0, customers, BLOCK)]


def write_register(desk: Desk, customers: int) -> None:
    """Write a register of so many customers into a new office, block by block."""
    for first in range(0, customers, BLOCK):
        desk.gate.call(_write_block, first, min(BLOCK, customers - first))


@use_case(Permission.IMPORT_RUN, discloses=nothing)
def _write_block(work: Work, first: int, count: int) -> None:
    work.origin = ChangeOrigin("import", work.today, automatic=True)
    block = _Block(work, first)
    for place in range(count):
        block.customer(place)
    block.batch.write(_ORDER)
    work.unsettled.clear()  # balances are right as they are; reckoning them anew is measured elsewhere
    work.changed.clear()
    work.log("import")


class _Block:
    """The rows of one block."""

    def __init__(self, work: Work, first: int) -> None:
        self.batch, self._first = Batch(work), first
        self._rng = random.Random(first)
        self._invoice = FIRST_INVOICE + first * 20

    def customer(self, place: int) -> None:
        """Add a customer with everything of its."""
        number, private = self._first + place, (self._first + place) % 10 < _PRIVATE_OF_TEN
        private = place == HEAVY_PERSON or (private and place != HEAVY_FIRM)
        domain = f"asiakas{number}.example"
        persons = [self._person(number, n, private) for n in range(1 if private else 3 + (number % 7 == 0))]
        own, name = persons[0]
        called = name if private else f"{surname(self._rng)} {self._rng.choice(_NAMES).split()[0]} {number} Oy"
        kind, status = ("private" if private else "company"), "active"
        values = {"name": called, "kind": kind, "number": str(20_000 + number), "status": status, "since": _FIRST_DAY}
        row = self.batch.add(Customer, {**values, "person_id": own if private else None})
        postcode, town = self._rng.choice(_TOWNS)
        address = {"use": "postal", "street": f"Metsätie {number % 200}", "postcode": postcode, "town": town}
        self.batch.add(Address, {**address, "customer_id": row})
        self.batch.add(Email, {"use": "office", "address": f"toimisto@{domain}", "customer_id": row})
        self._phone({"customer_id": row}, number * 5)
        if not private:
            for person, _name in persons:
                self.batch.add(ContactRole, {"role": "technical", "person_id": person, "customer_id": row})
        self._services(row, domain)
        invoices, interactions = HEAVY.get(place, _USUAL)
        self._invoices(row, called, invoices)
        self._interactions(row, persons, interactions)

    def _person(self, number: int, place: int, private: bool) -> tuple[int, str]:
        first, last = self._rng.choice(_FIRST_NAMES), surname(self._rng)
        row = self.batch.add(Person, {"first_names": first, "last_name": last, "language": "fi"})
        self.batch.add(Email, {"use": "work", "address": f"henkilo{place}@asiakas{number}.example", "person_id": row})
        if not private:
            self._phone({"person_id": row}, number * 5 + 1 + place)
        return row, f"{first} {last}"

    def _phone(self, owner: dict[str, int], n: int) -> None:
        digits = f"{4_000_000 + n:07}"
        values = {"use": "mobile", "number": f"+35840{digits}", "written": f"040 {digits[:3]} {digits[3:]}"}
        self.batch.add(Phone, {**values, **owner})

    def _services(self, customer: int, domain: str) -> None:
        for _n in range(_SERVICES):
            values = {"name": self._rng.choice(_NAMES), "identifier": domain, "state": "active", "since": _FIRST_DAY}
            self.batch.add(Service, {**values, "price": Decimal("9.90"), "period_months": 1, "customer_id": customer})
        expires = dt.date(2026, 1, 1) + dt.timedelta(days=self._rng.randrange(700))
        self.batch.add(DomainName, {"name": domain, "expires_on": expires, "customer_id": customer})

    def _invoices(self, customer: int, buyer: str, count: int) -> None:
        for day in self._days(count):
            sold = Row(quantity=Decimal(12), unit_price=Decimal("9.90"), vat_percent=Decimal("25.5"))
            sums, number = totals([sold]), str(self._invoice)
            self._invoice += 1
            paid = self._rng.randrange(20) < _PAID_OF_TWENTY
            due = day + dt.timedelta(days=14)
            reference = national_reference(number)
            values = {
                "number": number, "issued_on": day, "due_on": due, "reference": reference, "buyer_name": buyer,
                "sent_on": day, "net": sums.net, "vat": sums.vat, "gross": sums.gross,
                "balance": Decimal(0) if paid else sums.gross, "paid_on": due if paid else None,
                "customer_id": customer,
            }  # fmt: skip
            row = self.batch.add(Invoice, values)
            said = {"invoice_id": row, "description": "Webhotelli", "quantity": sold.quantity, "unit": "kk"}
            said |= {"unit_price": sold.unit_price, "vat_percent": sold.vat_percent, "net": sums.net}
            self.batch.add(InvoiceRow, said)
            if paid:
                money = {"paid_on": due, "amount": sums.gross, "reference": reference, "payer": buyer}
                self.batch.add(Payment, {**money, "invoice_id": row, "customer_id": customer})

    def _interactions(self, customer: int, persons: list[tuple[int, str]], count: int) -> None:
        for day in self._days(count):
            at = dt.datetime.combine(day, dt.time(6 + self._rng.randrange(9), self._rng.randrange(60)), dt.UTC)
            body = " ".join(
                (*self._rng.sample(SAID, 3), self._rng.choice(RARE) if self._rng.random() < _RARELY else "")
            )
            values = {"kind": self._rng.choice(_KINDS), "direction": "in", "at": at}
            values |= {"subject": self._rng.choice(_SUBJECTS)}
            row = self.batch.add(Interaction, {**values, "body": body, "state": "closed", "customer_id": customer})
            person, name = self._rng.choice(persons)
            self.batch.add(Participant, {"part": "caller", "written": name, "interaction_id": row, "person_id": person})

    def _days(self, count: int) -> Iterator[dt.date]:
        for place in range(count):
            yield _FIRST_DAY + dt.timedelta(days=place * _DAYS // count + self._rng.randrange(_DAYS // count))
