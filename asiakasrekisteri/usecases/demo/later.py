"""What happened to the invented customers later: moves, new names, new numbers, successors. Leaves former values."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import TypeVar

from sqlalchemy import func, select

from asiakasrekisteri.domain.personname import list_form
from asiakasrekisteri.store.models import Address, ContactRole, Customer, Email, Entity, Person, Phone
from asiakasrekisteri.store.work import ChangeOrigin, Work
from asiakasrekisteri.usecases.demo.invent import Inventor, personal_address
from asiakasrekisteri.usecases.demo.told import Told
from asiakasrekisteri.usecases.edits import sealed
from asiakasrekisteri.usecases.records import assign

_SHARE, _MOST = 20, 200
_LAST_YEARS = 1_000
_VALUED = 40
_OLD = 0.7
E = TypeVar("E", bound=Entity)


def change_some(work: Work, inventor: Inventor) -> int:
    """Change one record in twenty, and return the id of a person with much to tell."""
    for address in _some(work, Address, inventor):
        _from(work, inventor, ("customer", "call"))
        moved = inventor.address()
        address.street, address.postcode, address.town = moved["street"], moved["postcode"], moved["town"]
        work.session.flush()
    for phone in _some(work, Phone, inventor):
        _from(work, inventor, ("call", "email"))
        fresh = inventor.phone()
        phone.number, phone.written = fresh["number"], fresh["written"]
        work.session.flush()
    for role in _some(work, ContactRole, inventor):
        _succeed(work, inventor, role)
    _value(work, inventor)
    _name_at_length(work, inventor)
    return _example(work, inventor)


def _some(work: Work, entity: type[E], inventor: Inventor) -> Sequence[E]:
    last = _old(work, entity)
    ids = inventor.random.sample(range(1, last + 1), min(last // _SHARE, _MOST))
    return work.session.scalars(select(entity).where(entity.id.in_(ids)).order_by(entity.id)).all()


def _old(work: Work, entity: type[Entity]) -> int:
    """Return the id up to which rows are older than any later change: they were written in the order of time."""
    return int((work.session.scalar(select(func.max(entity.id))) or 0) * _OLD)


def _from(work: Work, inventor: Inventor, sources: Sequence[str]) -> dt.date:
    """State that the next values were told by one of the sources some time in the last years."""
    day = work.today - dt.timedelta(days=inventor.random.randint(1, _LAST_YEARS))
    work.origin = ChangeOrigin(inventor.random.choice(sources), day)
    return day


def _succeed(work: Work, inventor: Inventor, role: ContactRole) -> None:
    """End a contact person's role and give it to somebody new at the same firm."""
    day = _from(work, inventor, ("customer", "email"))
    since = role.since or day
    role.until = max(day, since)
    person = Person(**inventor.person(), language="fi")
    work.session.add(person)
    work.session.flush()
    domain = work.session.scalar(select(Email.address).where(Email.customer_id == role.customer_id).limit(1)) or ""
    name = {"first_names": person.first_names, "last_name": person.last_name}
    address = personal_address(name, domain.split("@")[-1])
    held = {"role": role.role, "title": role.title, "since": role.until}
    work.session.add(ContactRole(**held, person_id=person.id, customer_id=role.customer_id))
    work.session.add(Email(use="work", address=address, person_id=person.id))
    work.session.add(Phone(use="mobile", **inventor.phone(), person_id=person.id))
    work.session.flush()


def _value(work: Work, inventor: Inventor) -> None:
    """Tell the turnover of some firms, as a commercial register told it."""
    firms = select(Customer).where(Customer.kind == "company", Customer.id <= _old(work, Customer))
    for customer in work.session.scalars(firms.order_by(Customer.id.desc()).limit(_VALUED)).all():
        day = _from(work, inventor, ("fonecta",))
        customer.turnover = Decimal(inventor.random.randint(1, 60) * 50_000)
        customer.turnover_year = day.year - 1
        work.session.flush()


def _name_at_length(work: Work, inventor: Inventor) -> None:
    """Give a few persons names longer than most columns, as one gets by marrying."""
    last = _old(work, Person)
    for place, (first, surname) in enumerate(inventor.long_names()):
        person = work.session.get(Person, last - place)
        if person is not None:
            _from(work, inventor, ("customer",))
            _rename(work, person, surname)
            person.first_names = first
            work.session.flush()


def _rename(work: Work, person: Person, surname: str) -> None:
    person.former_names, person.last_name = person.last_name, surname
    own = select(Customer).where(Customer.person_id == person.id, Customer.kind == "private")
    for customer in work.session.scalars(own):
        customer.name = list_form(person.first_names or "", surname)


def example_of(customers: Sequence[Told]) -> Told | None:
    """Return the customer whose person has the most to tell: the one that `change_some` will choose too."""
    old = customers[: int(len(customers) * _OLD)]
    private = (told for told in reversed(old) if told.kind == "private" and told.made.values["status"] == "active")
    return next(private, None)


def _example(work: Work, inventor: Inventor) -> int:
    """Make one private customer's story long, give another a turvakielto, and return the first one's person."""
    private = select(Customer).where(Customer.kind == "private", Customer.status == "active")
    old_ones = private.where(Customer.id <= _old(work, Customer)).order_by(Customer.id.desc())
    chosen = work.session.scalars(old_ones.limit(2)).all()
    if not chosen:
        return work.session.scalar(select(func.min(Person.id))) or 0
    told, *protected = chosen
    _tell_at_length(work, inventor, told)
    for customer in protected:
        _from(work, inventor, ("customer",))
        person = work.session.get_one(Person, customer.person_id)
        person.non_disclosure = True
        work.session.flush()
    assert told.person_id is not None
    return told.person_id


def _tell_at_length(work: Work, inventor: Inventor, customer: Customer) -> None:
    person = work.session.get_one(Person, customer.person_id)
    _from(work, inventor, ("call",))
    _rename(work, person, inventor.surname(person.language or "fi"))
    customer.note = str(inventor.firms["notes"][0])
    work.session.flush()
    _from(work, inventor, ("customer",))
    if person.identity_code is None:
        born = inventor.day(dt.date(1950, 1, 1), dt.date(1999, 12, 31))
        code: dict[str, object] = {"identity_code": inventor.identity_code(born), "identity_ground": "credit"}
        assign(person, sealed(work, Person, code, person))
    for address in work.session.scalars(select(Address).where(Address.customer_id == customer.id)):
        moved = inventor.address(person.language or "fi")
        address.street, address.postcode, address.town = moved["street"], moved["postcode"], moved["town"]
    work.session.flush()
    _from(work, inventor, ("email",))
    work.session.add(Phone(use="home", **inventor.phone(), customer_id=customer.id))
    association = select(Customer.id).where(Customer.kind == "association").order_by(Customer.id).limit(1)
    at = work.session.scalar(association)
    if at is not None:
        held = {"role": "decision", "title": "puheenjohtaja", "since": work.today - dt.timedelta(days=_LAST_YEARS)}
        work.session.add(ContactRole(**held, person_id=person.id, customer_id=at))
    work.session.flush()
