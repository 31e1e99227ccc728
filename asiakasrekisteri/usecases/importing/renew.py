"""A row about somebody who is in the register already: new values are taken, empty cells change nothing."""

from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import select

from asiakasrekisteri.domain.fields import FieldKind
from asiakasrekisteri.domain.foreign_numbers import with_number
from asiakasrekisteri.store.models import (
    Address,
    ContactRole,
    Customer,
    Email,
    Entity,
    MarketingProhibition,
    Person,
    Phone,
)
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.edits import sealed
from asiakasrekisteri.usecases.importing.differing import Differing, Place
from asiakasrekisteri.usecases.importing.order import Order
from asiakasrekisteri.usecases.importing.plan import Planned, Values
from asiakasrekisteri.usecases.importing.report import Difference
from asiakasrekisteri.usecases.records import assign
from asiakasrekisteri.usecases.restrictions import restricted_persons

_SAME_BY: dict[type[Entity], tuple[str, ...]] = {
    Address: ("use",),
    Phone: ("number",),
    Email: ("address",),
}
"""What makes a detail of the file the same as one that is here: an address of the same use is renewed, not doubled."""


class Renewal:
    """Renews customers; the rows of one chunk are read together.

    Args:
        work: the unit of work.
        order: what the user has decided of the file.
        make_room: writes the new rows that wait with their ids given, before a single row takes the next id.
    """

    def __init__(self, work: Work, order: Order, make_room: Callable[[], None]) -> None:
        self._work, self._order, self._make_room = work, order, make_room
        self._differing = Differing(order)
        self._added = False
        self._details: dict[int, list[Entity]] = {}
        self._roles: dict[int, list[tuple[ContactRole, Person]]] = {}

    def prefetch(self, ids: Sequence[int]) -> None:
        """Read the customers of a chunk, their details and contact persons, with a query for each kind."""
        session = self._work.session
        session.flush()
        session.expunge_all()
        self._details, self._roles = {}, {}
        if not ids:
            return
        self._kept = list(session.scalars(select(Customer).where(Customer.id.in_(ids))))
        for entity in _SAME_BY:
            for row in session.scalars(select(entity).where(entity.customer_id.in_(ids))):  # type: ignore[attr-defined]
                self._details.setdefault(row.customer_id, []).append(row)  # type: ignore[attr-defined]
        pairs = select(ContactRole, Person).join(Person, Person.id == ContactRole.person_id)
        for role, person in session.execute(pairs.where(ContactRole.customer_id.in_(ids))):
            self._roles.setdefault(role.customer_id, []).append((role, person))

    def is_restricted(self, customer_id: int, planned: Planned) -> bool:
        """Tell whether a row would change the data of somebody whose data may only be stored (GDPR Art. 18)."""
        restricted = restricted_persons(self._work)
        if not restricted:
            return False
        customer = self._work.session.get_one(Customer, customer_id)
        if customer.person_id is not None or planned.person is None:
            return customer.person_id in restricted
        name = (planned.person["last_name"], planned.person.get("first_names"))
        contacts = (person for _role, person in self._contacts(customer_id) if person.id in restricted)
        return any((person.last_name, person.first_names) == name for person in contacts)

    @property
    def differences(self) -> list[Difference]:
        """Return what the customer renewed last had otherwise than the file."""
        return self._differing.found

    def apply(self, customer_id: int, planned: Planned, program: str = "") -> bool:
        """Renew one customer; tell whether anything changed.

        Args:
            customer_id: whom.
            planned: what the row tells.
            program: whose number the row gives the customer, where it is to be remembered.
        """
        session, self._differing = self._work.session, Differing(self._order)
        customer = session.get(Customer, customer_id)
        assert customer is not None
        if customer_id not in self._details:
            self._details[customer_id] = self._read_details(customer_id)
        self._added = False
        with session.no_autoflush:  # what a query had written already would not be seen as a change
            self._renew(customer, planned, program)
            changed = self._added or bool(session.new) or any(session.is_modified(row) for row in session.dirty)
            if session.new:
                self._make_room()
        session.flush()
        return changed

    def _renew(self, customer: Customer, planned: Planned, program: str) -> None:
        told = {k: v for k, v in planned.customer.items() if k not in ("kind", "number")}
        assign(customer, self._differing.taken(Place(planned.line), customer, told))
        if program:
            customer.foreign_numbers = with_number(customer.foreign_numbers, program, planned.customer["number"])
        person = self._person(customer, planned)
        for entity, values, own in planned.details:
            self._detail(customer, person if own else None, (entity, values), Place(planned.line))
        self._prohibit(customer, planned)

    def _prohibit(self, customer: Customer, planned: Planned) -> None:
        """Add the prohibitions that the customer has not; one that has been lifted is not laid anew by an old file."""
        if planned.prohibited:
            of_customer = select(MarketingProhibition.channel).where(MarketingProhibition.customer_id == customer.id)
            known = set(self._work.session.scalars(of_customer))
            for values in prohibitions(self._work, planned):
                if values["channel"] not in known:
                    self._work.session.add(MarketingProhibition(**values, customer_id=customer.id))

    def _read_details(self, customer_id: int) -> list[Entity]:
        statements = (select(e).where(e.customer_id == customer_id) for e in _SAME_BY)  # type: ignore[attr-defined]
        return [row for statement in statements for row in self._work.session.scalars(statement)]

    def _person(self, customer: Customer, planned: Planned) -> Person | None:
        if planned.person is None:
            return None
        if customer.person_id is not None:
            own = self._work.session.get(Person, customer.person_id)
            assert own is not None
            self._renew_person(own, planned)
            return own
        name = (planned.person["last_name"], planned.person.get("first_names"))
        for _role, person in self._contacts(customer.id):
            if (person.last_name, person.first_names) == name:
                self._renew_person(person, planned)
                return person
        return self._new_contact(customer, planned)

    def _renew_person(self, person: Person, planned: Planned) -> None:
        assert planned.person is not None
        values = dict(planned.person)
        if "identity_code" in values:
            values = sealed(self._work, Person, values, person)
            if values["identity_blind"] == person.identity_blind:  # sealed anew it would look like another
                del values["identity_code"], values["identity_blind"]
        taken = self._differing.taken(Place(planned.line), person, values)
        if "identity_code" not in taken:
            taken.pop("identity_blind", None)
        assign(person, taken)

    def _contacts(self, customer_id: int) -> list[tuple[ContactRole, Person]]:
        if customer_id not in self._roles:
            pairs = select(ContactRole, Person).join(Person, Person.id == ContactRole.person_id)
            found = self._work.session.execute(pairs.where(ContactRole.customer_id == customer_id))
            self._roles[customer_id] = [(role, person) for role, person in found]
        return self._roles[customer_id]

    def _new_contact(self, customer: Customer, planned: Planned) -> Person:
        session = self._work.session
        assert planned.person is not None
        person = Person(**sealed(self._work, Person, dict(planned.person), None))
        session.add(person)
        self._added = True
        self._make_room()
        session.flush()
        role = ContactRole(**(planned.role or {"role": "admin"}), person_id=person.id, customer_id=customer.id)
        session.add(role)
        self._contacts(customer.id).append((role, person))
        return person

    def _detail(self, customer: Customer, person: Person | None, said: tuple[type[Entity], Values], at: Place) -> None:
        entity, values = said
        owned = self._own_details(customer, person)
        alike = [row for row in owned if isinstance(row, entity)]
        keys = _SAME_BY[entity]
        for row in alike:
            if all(_same(row, entity, k, values.get(k)) for k in keys):
                if entity is Address:
                    assign(row, self._differing.taken(at, row, values))
                return
        if entity is not Address:
            here = (str(getattr(row, keys[0])) for row in alike)
            if not self._differing.beside(at, entity, keys[0], here, str(values.get(keys[0]))):
                return
        owner: dict[str, Any] = {"person_id": person.id} if person else {"customer_id": customer.id}
        row = entity(**{**values, **owner})
        self._work.session.add(row)
        owned.append(row)

    def _own_details(self, customer: Customer, person: Person | None) -> list[Entity]:
        if person is None:
            return self._details[customer.id]
        statements = (select(e).where(e.person_id == person.id) for e in _SAME_BY)  # type: ignore[attr-defined]
        return [row for statement in statements for row in self._work.session.scalars(statement)]


def prohibitions(work: Work, planned: Planned) -> list[Values]:
    """Return the prohibitions of marketing that a row tells, as they are stored."""
    return [{"channel": channel, "since_at": work.now, "how": "other"} for channel in planned.prohibited]


def _same(row: Entity, entity: type[Entity], name: str, value: object) -> bool:
    here = getattr(row, name)
    if entity.spec()[name].kind is FieldKind.EMAIL:
        return str(here).casefold() == str(value).casefold()
    return bool(here == value)
