"""Writes an invented customer base into a register as if it had come about month by month, from several sources."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from sqlalchemy import insert

from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.store.bulk import Batch
from asiakasrekisteri.store.changes import AUDITED
from asiakasrekisteri.store.models import Address, ContactRole, Customer, Email, Entity, Person, Phone, UsedNumber
from asiakasrekisteri.store.work import ChangeOrigin, Work
from asiakasrekisteri.usecases.demo.customers import (
    FOUNDED,
    CustomerInventor,
    InventedContact,
    InventedCustomer,
    Values,
)
from asiakasrekisteri.usecases.demo.invent import Inventor
from asiakasrekisteri.usecases.demo.later import change_some
from asiakasrekisteri.usecases.edits import sealed
from asiakasrekisteri.usecases.gate import nothing, use_case
from asiakasrekisteri.usecases.shipped import shipped

SEED = 20_090_301
_ORDER: tuple[type[Entity], ...] = (Person, Customer, Address, Phone, Email, ContactRole)
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
    """Fill an empty register with invented customers.

    Args:
        work: the unit of work.
        count: how many customers.
        seed: the same seed on the same day gives the same customers.
    """
    inventor = Inventor(shipped("demo", "names.toml"), seed)
    filler = _Filler(work, inventor, count)
    filler.fill()
    example = change_some(work, inventor)
    work.log("import")
    return Filled(count, filler.persons, example)


class _Filler:
    """One filling of one register."""

    def __init__(self, work: Work, inventor: Inventor, count: int) -> None:
        self._work, self._inventor, self._count = work, inventor, count
        self._batch = Batch(work)
        self._technicians: list[int] = []
        self._number = _FIRST_NUMBER
        self.persons = 0

    def fill(self) -> None:
        """Write everybody, a batch for each month and source."""
        technicians = min(max(self._count // _CUSTOMERS_A_TECHNICIAN, 1), _MOST_TECHNICIANS)
        invented = CustomerInventor(self._inventor, self._work.today, technicians)
        for _n in range(technicians):
            self._technicians.append(self._person(invented.technician()))
        self._write(FOUNDED, "staff", [])
        done = 0
        for (_month, source), group in groupby(_monthly(invented.customers(self._count)), key=_batch_key):
            customers = list(group)
            for customer in customers:
                self._add(customer)
            self._write(customers[-1].joined, source, customers)
            done += len(customers)
            self._work.progress.report(done, self._count, _("Keksitään asiakkaita"))

    def _add(self, made: InventedCustomer) -> None:
        own = self._own_person(made.own)
        values = {**made.values, "number": str(self._number), "person_id": own}
        row_id = self._batch.add(Customer, values)
        self._number += 1
        self._batch.add(Address, {**made.address, "use": "postal", "customer_id": row_id})
        if made.billing:
            self._batch.add(Address, {**made.billing, "use": "billing", "customer_id": row_id})
        for phone in made.phones:
            self._batch.add(Phone, {**phone, "customer_id": row_id})
        for email in made.emails:
            self._batch.add(Email, {**email, "customer_id": row_id})
        for contact in made.contacts:
            person_id = self._person(contact)
            self._batch.add(ContactRole, {**contact.role, "person_id": person_id, "customer_id": row_id})

    def _own_person(self, person: Values | None) -> int | None:
        if person is None:
            return None
        self.persons += 1
        return self._batch.add(Person, sealed(self._work, Person, dict(person), None))

    def _person(self, contact: InventedContact) -> int:
        if contact.person is None:
            assert contact.technician is not None
            return self._technicians[contact.technician]
        self.persons += 1
        person_id = self._batch.add(Person, contact.person)
        self._batch.add(Email, {"use": "work", "address": contact.email, "person_id": person_id})
        self._batch.add(Phone, {"use": "mobile", **contact.phone, "person_id": person_id})
        return person_id

    def _write(self, day: dt.date, source: str, customers: Sequence[InventedCustomer]) -> None:
        """Write the batch: a customer's own data come from the source, the rest was told by somebody."""
        if customers:
            first = self._number - len(customers)
            rows = [{"number": str(number)} for number in range(first, self._number)]
            self._work.session.execute(insert(UsedNumber), rows, execution_options={AUDITED: True})
        imported = source == "import"
        told = ChangeOrigin("import" if imported else self._inventor.one(list(_TOLD_BY)), day, automatic=imported)
        registered = ChangeOrigin(source, day, automatic=source in {"ytj", "prh", "import"})
        self._work.origin = told
        self._batch.write(_ORDER, {Customer: registered} if customers else {})


def _batch_key(made: InventedCustomer) -> tuple[tuple[int, int], str]:
    return (made.joined.year, made.joined.month), made.registered_in


def _monthly(customers: Iterator[InventedCustomer]) -> Iterator[InventedCustomer]:
    """Put the customers of each month in the order of their sources."""
    for _month, group in groupby(customers, key=lambda made: (made.joined.year, made.joined.month)):
        yield from sorted(group, key=lambda made: made.registered_in)
