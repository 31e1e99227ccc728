"""Everybody whom a fault may concern, as the rules of `domain.outages` want them: read in bulk, for any number."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, Select, false, func, not_, or_, select

from asiakasrekisteri.domain.outages import Candidate, Part, Telling, whom_to_tell
from asiakasrekisteri.store.models import (
    Address,
    ContactRole,
    Customer,
    DomainName,
    Email,
    EndUser,
    Maintainer,
    Person,
    Phone,
    Product,
    Service,
)
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.customers import full_name
from asiakasrekisteri.usecases.outages.affected import HERE, Target, failed_services
from asiakasrekisteri.usecases.restrictions import restricted_persons

_ROLES = (Part.TECHNICAL.value, Part.ADMIN.value, Part.DECISION.value)
_OF_PERSON = ("work", "office", "private", "billing")
_OF_CUSTOMER = ("office", "work", "billing", "private")


@dataclass(slots=True)
class _Reach:
    """How the persons, or the customers, can be reached, by their ids."""

    emails: dict[int, list[tuple[int, str]]] = field(default_factory=dict)
    phones: dict[int, str] = field(default_factory=dict)
    addresses: set[int] = field(default_factory=set)

    def of(self, row_id: int) -> dict[str, Any]:
        return {
            "emails": tuple(address for _place, address in sorted(self.emails.get(row_id, ()))),
            "phone": self.phones.get(row_id, ""),
            "has_address": row_id in self.addresses,
        }


def telling_of(work: Work, targets: Collection[Target], chosen: Collection[int] = ()) -> Telling:
    """Decide who is told when the targets fail.

    Args:
        work: the unit of work.
        targets: what has failed.
        chosen: restricted persons who are told all the same.
    """
    failed = failed_services(targets)
    return whom_to_tell(_candidates(work, failed), _down(work, failed), chosen)


def _down(work: Work, failed: ColumnElement[bool]) -> frozenset[str]:
    """Return the domains of what has failed, where mail to them may not arrive.

    A customer whose mail is a service of its own, and runs, can be written to although its web pages are down.
    """
    mail = select(Product.id).where(Product.kind == "mail")
    running = select(Service.customer_id).where(
        Service.state.in_(HERE), Service.product_id.in_(mail), not_(func.coalesce(failed, false()))
    )
    of_mail = or_(Service.product_id.in_(mail), Service.customer_id.not_in(running))
    known = work.session.scalars(select(Service.identifier).where(failed, of_mail, Service.identifier.is_not(None)))
    ids = select(Service.id).where(failed, of_mail)
    names = work.session.scalars(select(DomainName.name).where(DomainName.service_id.in_(ids)))
    return frozenset(name.casefold() for name in (*known, *names) if "." in name and "@" not in name)


def _candidates(work: Work, failed: ColumnElement[bool]) -> Iterator[Candidate]:
    services: dict[int, list[str]] = {}
    names: dict[int, str] = {}
    asked = select(Service.id, Service.customer_id, Service.name, Service.identifier).where(failed).order_by(Service.id)
    for service_id, customer_id, name, identifier in work.session.execute(asked):
        names[service_id] = f"{name} ({identifier})" if identifier and identifier not in name else name
        services.setdefault(customer_id, []).append(names[service_id])
    customer_ids = select(Service.customer_id).where(failed)
    of_customers = _reach(work, "customer_id", customer_ids, _OF_CUSTOMER)
    found = [*_contacts(work, customer_ids), *_linked(work, failed)]
    customers = work.session.scalars(
        select(Customer).where(Customer.id.in_(customer_ids)).order_by(Customer.sort_key, Customer.id)
    ).all()
    persons = _persons(work, [*(one.person_id for one in found), *(c.person_id for c in customers)])
    reach = _reach(work, "person_id", list(persons), _OF_PERSON)
    restricted = restricted_persons(work)
    by_customer: dict[int, list[_Link]] = {}
    for one in found:
        by_customer.setdefault(one.customer_id, []).append(one)
    for customer in customers:
        own = tuple(services[customer.id])
        for one in (*by_customer.get(customer.id, ()), _Link(Part.CUSTOMER, customer.id, customer.person_id)):
            told = own if one.service_id is None else (names[one.service_id],)
            person = persons.get(one.person_id) if one.person_id is not None else None
            if person is None:
                yield _of_customer(customer, told, of_customers)
            else:
                both = _joined(reach.of(person.id), of_customers.of(customer.id) if one.part is Part.CUSTOMER else {})
                yield _of_person(one, customer, person, told, both, restricted=person.id in restricted)


@dataclass(frozen=True, slots=True)
class _Link:
    """By what somebody is concerned: a role, the use or the maintenance of a service, or being the customer."""

    part: Part
    customer_id: int
    person_id: int | None
    service_id: int | None = None


def _contacts(work: Work, customer_ids: Select[Any]) -> Iterator[_Link]:
    asked = (
        select(ContactRole.role, ContactRole.customer_id, ContactRole.person_id)
        .where(ContactRole.customer_id.in_(customer_ids), ContactRole.role.in_(_ROLES), _now(work, ContactRole))
        .order_by(ContactRole.id)
    )
    for role, customer_id, person_id in work.session.execute(asked):
        yield _Link(Part(role), customer_id, person_id)


def _linked(work: Work, failed: ColumnElement[bool]) -> Iterator[_Link]:
    entity: type[EndUser | Maintainer]
    for part, entity in ((Part.MAINTAINER, Maintainer), (Part.END_USER, EndUser)):
        asked = (
            select(Service.customer_id, entity.person_id, Service.id)
            .join(Service, Service.id == entity.service_id)
            .where(failed, _now(work, entity))
            .order_by(entity.id)
        )
        for customer_id, person_id, service_id in work.session.execute(asked):
            yield _Link(part, customer_id, person_id, service_id)


def _now(work: Work, entity: type[ContactRole] | type[EndUser] | type[Maintainer]) -> ColumnElement[bool]:
    return or_(entity.until.is_(None), entity.until >= work.today)


def _persons(work: Work, ids: Iterable[int | None]) -> dict[int, Person]:
    wanted = {one for one in ids if one is not None}
    return {person.id: person for person in work.session.scalars(select(Person).where(Person.id.in_(wanted)))}


def _reach(work: Work, owner: str, ids: Any, uses: tuple[str, ...]) -> _Reach:
    """Read how the owners can be reached: their addresses in the order of `uses`."""
    found = _Reach()
    for email in work.session.scalars(select(Email).where(getattr(Email, owner).in_(ids)).order_by(Email.id)):
        place = uses.index(email.use) if email.use in uses else len(uses)
        found.emails.setdefault(getattr(email, owner), []).append((place, email.address))
    for phone in work.session.scalars(select(Phone).where(getattr(Phone, owner).in_(ids)).order_by(Phone.id)):
        found.phones.setdefault(getattr(phone, owner), phone.number)
    streets = select(getattr(Address, owner)).where(getattr(Address, owner).in_(ids), Address.street.is_not(None))
    found.addresses.update(work.session.scalars(streets))
    return found


def _joined(own: dict[str, Any], more: dict[str, Any]) -> dict[str, Any]:
    """Return a private customer's reach: what is on her own card and what is on the customer's."""
    if not more:
        return own
    return {
        "emails": tuple(dict.fromkeys((*own["emails"], *more["emails"]))),
        "phone": own["phone"] or more["phone"],
        "has_address": own["has_address"] or more["has_address"],
    }


def _of_customer(customer: Customer, services: tuple[str, ...], reach: _Reach) -> Candidate:
    return Candidate(
        part=Part.CUSTOMER,
        customer_id=customer.id,
        customer=customer.name,
        name=customer.name,
        language=customer.language or "fi",
        services=services,
        **reach.of(customer.id),
    )


def _of_person(
    link: _Link,
    customer: Customer,
    person: Person,
    services: tuple[str, ...],
    reach: dict[str, Any],
    *,
    restricted: bool,
) -> Candidate:
    return Candidate(
        part=link.part,
        customer_id=customer.id,
        customer=customer.name,
        person_id=person.id,
        name=full_name(person),
        greeting=(person.first_names or "").split(" ")[0],
        language=person.language or (customer.language if link.part is Part.CUSTOMER else "") or "fi",
        services=services,
        restricted=restricted,
        **reach,
    )
