"""Writes an invented office into a register as if it had come about month by month, from several sources.

First the customers, a batch for each month and source, each with what it bought, uses and is known to be; then what
happened to all of them, in the order of time: invoices, interactions, files; last what the law asks of the data.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from sqlalchemy import insert

from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.store.changes import AUDITED
from asiakasrekisteri.store.models import Address, ContactRole, Customer, Email, Entity, Person, Phone, UsedNumber
from asiakasrekisteri.store.work import ChangeOrigin, Work
from asiakasrekisteri.usecases.demo.asking import ask
from asiakasrekisteri.usecases.demo.attaching import Attacher
from asiakasrekisteri.usecases.demo.billing import Biller
from asiakasrekisteri.usecases.demo.caring import PERIOD_ORDER, Carer
from asiakasrekisteri.usecases.demo.customers import (
    FOUNDED,
    CustomerInventor,
    InventedContact,
    InventedCustomer,
)
from asiakasrekisteri.usecases.demo.invent import Inventor
from asiakasrekisteri.usecases.demo.later import change_some, example_of
from asiakasrekisteri.usecases.demo.marketing import Marketer
from asiakasrekisteri.usecases.demo.obtaining import OBTAINED_ORDER, Obtainer
from asiakasrekisteri.usecases.demo.selling import CATALOGUE_ORDER, SOLD_ORDER, Seller
from asiakasrekisteri.usecases.demo.talking import Talker
from asiakasrekisteri.usecases.demo.told import Met, Story, Told
from asiakasrekisteri.usecases.demo.using import USED_ORDER, UserTeller
from asiakasrekisteri.usecases.edits import sealed
from asiakasrekisteri.usecases.gate import nothing, use_case
from asiakasrekisteri.usecases.shipped import shipped

SEED = 20_090_301
_ORDER: tuple[type[Entity], ...] = (
    *CATALOGUE_ORDER, *PERIOD_ORDER,
    Person, Customer, Address, Phone, Email, ContactRole, *SOLD_ORDER, *USED_ORDER, *OBTAINED_ORDER,
)  # fmt: skip
_TOLD_BY = ("customer", "customer", "call", "email")
_CUSTOMERS_A_TECHNICIAN = 80
_MOST_TECHNICIANS = 300
_FIRST_NUMBER = 10_001


@dataclass(frozen=True, slots=True)
class Filled:
    """How much was invented, and the person with the most to tell, for the printed example."""

    customers: int
    persons: int
    example: int


@use_case(Permission.IMPORT_RUN, discloses=nothing)
def fill_demo(work: Work, count: int, seed: int = SEED) -> Filled:
    """Fill an empty register with invented customers and all that is kept of them.

    Args:
        work: the unit of work.
        count: how many customers.
        seed: the same seed on the same day gives the same office.
    """
    inventor = Inventor(shipped("demo", "names.toml"), seed)
    story = Story(work, inventor)
    filler = _Filler(story, count)
    customers = filler.fill()
    persons = filler.persons + _happen(story, customers)
    example = change_some(work, inventor)
    ask(work, example)
    work.log("import")
    return Filled(count, persons, example)


def _happen(story: Story, customers: list[Told]) -> int:
    """Write what happened to all customers; return how many persons came to be known by it."""
    carer, example = Carer(story), example_of(customers)
    invoices = Biller(story).bill(customers)
    talks = Talker(story, invoices).talk(customers, example)
    Attacher(story).attach(customers, talks)
    carer.care(customers, example)
    Marketer(story).market(customers, example)
    return carer.persons


class _Filler:
    """Writes the customers of one register, and with each what it has."""

    def __init__(self, story: Story, count: int) -> None:
        self._story, self._count = story, count
        self._batch, self._inventor = story.batch, story.inventor
        self._technicians: list[tuple[Met, str]] = []
        self._partners: list[int] = []
        self._number = _FIRST_NUMBER
        self._seller, self._obtainer = Seller(story), Obtainer(story)
        self._users = UserTeller(story, self._technicians)
        self._persons = 0

    @property
    def persons(self) -> int:
        """How many persons have been written."""
        return self._persons + self._users.persons

    def fill(self) -> list[Told]:
        """Write everybody, a batch for each month and source, and return them in the order of time."""
        technicians = min(max(self._count // _CUSTOMERS_A_TECHNICIAN, 1), _MOST_TECHNICIANS)
        invented = CustomerInventor(self._inventor, self._story.today, technicians)
        for _n in range(technicians):
            contact = invented.technician()
            self._technicians.append((self._person(contact), contact.role["works_for"]))
        self._seller.catalogue()
        Carer(self._story).periods()
        self._write(FOUNDED, "staff", [])
        told: list[Told] = []
        for (_month, source), group in groupby(_monthly(invented.customers(self._count)), key=_batch_key):
            customers = list(group)
            told.extend(self._add(customer) for customer in customers)
            self._write(customers[-1].joined, source, customers)
            self._story.work.progress.report(len(told), self._count, _("Keksitään asiakkaita"))
        self._obtainer.settle()
        return told

    def _add(self, made: InventedCustomer) -> Told:
        self._relate(made)
        own = self._own_person(made)
        values = {**made.values, "number": str(self._number), "person_id": own.id if own else None}
        told = Told(self._batch.add(Customer, values), made, [own] if own else [])
        if made.values.get("relation") == "partner":
            self._partners.append(told.id)
        self._number += 1
        self._details(told)
        for contact in made.contacts:
            met = self._person(contact)
            told.met.append(met)
            self._batch.add(ContactRole, {**contact.role, "person_id": met.id, "customer_id": told.id})
        self._seller.sell(told)
        self._users.tell(told)
        self._obtainer.tell(told)
        return told

    def _relate(self, made: InventedCustomer) -> None:
        """Say whose a partner's customer is; before there are partners it is the office's own."""
        if made.values.get("relation") == "partner_customer":
            if self._partners:
                made.values["partner_id"] = self._inventor.one(self._partners)
            else:
                del made.values["relation"]

    def _details(self, told: Told) -> None:
        made = told.made
        self._batch.add(Address, {**made.address, "use": "postal", "customer_id": told.id})
        if made.billing:
            self._batch.add(Address, {**made.billing, "use": "billing", "customer_id": told.id})
        for phone in made.phones:
            self._batch.add(Phone, {**phone, "customer_id": told.id})
        for email in made.emails:
            self._batch.add(Email, {**email, "customer_id": told.id})

    def _own_person(self, made: InventedCustomer) -> Met | None:
        if made.own is None:
            return None
        self._persons += 1
        row = self._batch.add(Person, sealed(self._story.work, Person, dict(made.own), None))
        name = f"{made.own['first_names']} {made.own['last_name']}"
        return Met(row, name, made.emails[0]["address"], made.phones[0]["number"], made.own["language"])

    def _person(self, contact: InventedContact) -> Met:
        if contact.person is None:
            assert contact.technician is not None
            return self._technicians[contact.technician][0]
        self._persons += 1
        row = self._batch.add(Person, contact.person)
        self._batch.add(Email, {"use": "work", "address": contact.email, "person_id": row})
        self._batch.add(Phone, {"use": "mobile", **contact.phone, "person_id": row})
        name = f"{contact.person['first_names']} {contact.person['last_name']}"
        return Met(row, name, contact.email, contact.phone["number"], contact.person["language"])

    def _write(self, day: dt.date, source: str, customers: Sequence[InventedCustomer]) -> None:
        """Write the batch: a customer's own data come from the source, the rest was told by somebody."""
        work = self._story.work
        if customers:
            first = self._number - len(customers)
            rows = [{"number": str(number)} for number in range(first, self._number)]
            work.session.execute(insert(UsedNumber), rows, execution_options={AUDITED: True})
        imported = source == "import"
        told = ChangeOrigin("import" if imported else self._inventor.one(list(_TOLD_BY)), day, automatic=imported)
        registered = ChangeOrigin(source, day, automatic=source in {"ytj", "prh", "import"})
        work.origin = told
        self._batch.write(_ORDER, {Customer: registered} if customers else {})


def _batch_key(made: InventedCustomer) -> tuple[tuple[int, int], str]:
    return (made.joined.year, made.joined.month), made.registered_in


def _monthly(customers: Iterator[InventedCustomer]) -> Iterator[InventedCustomer]:
    """Put the customers of each month in the order of their sources."""
    for _month, group in groupby(customers, key=lambda made: (made.joined.year, made.joined.month)):
        yield from sorted(group, key=lambda made: made.registered_in)
