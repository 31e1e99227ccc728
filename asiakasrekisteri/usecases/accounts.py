"""Who uses and who maintains services, and who of them must still be told of it (R-34…R-36; GDPR Art. 14)."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import and_, or_, select

from asiakasrekisteri.domain.errors import FieldError, InvalidInputError, NotFoundError
from asiakasrekisteri.domain.fields import Record
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.retention import add_months
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.store.models import Change, ContactRole, EndUser, Maintainer, Person, Service, Source
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.customers import full_name
from asiakasrekisteri.usecases.edits import Saved, from_source
from asiakasrekisteri.usecases.gate import Seen, nothing, use_case
from asiakasrekisteri.usecases.owned import require_same_customer
from asiakasrekisteri.usecases.records import got, to_record
from asiakasrekisteri.usecases.restrictions import require_unrestricted
from asiakasrekisteri.usecases.rows import require_order, row_cases, touch_owners

TOLD_WITHIN_MONTHS = 1
"""Who did not give the data is told of their processing within a month (Art. 14(3)(a))."""
_OUTSIDE = ("public_register", "commercial")
_TOLD: dict[str, type[EndUser | Maintainer | ContactRole]] = {
    "end_user": EndUser,
    "maintainer": Maintainer,
    "contact_role": ContactRole,
}
"""By whose rows it is known that the person has been told."""


def _end_user_rule(work: Work, user: EndUser) -> None:
    require_order(user.since, user.until, "until")
    service = work.session.get(Service, user.service_id) if user.service_id is not None else None
    require_same_customer(user.customer_id, service_id=service)


def _maintainer_rule(_work: Work, maintainer: Maintainer) -> None:
    require_order(maintainer.since, maintainer.until, "until")


END_USERS = row_cases(EndUser, Permission.PERSON_READ, Permission.PERSON_WRITE, rule=_end_user_rule, order="since")
MAINTAINERS = row_cases(
    Maintainer, Permission.PERSON_READ, Permission.PERSON_WRITE, rule=_maintainer_rule, order="since"
)


@dataclass(frozen=True, slots=True)
class ServedPerson:
    """A person behind a row: an end user or a maintainer, its record with origins, and who it is."""

    record: Record
    person_id: int
    name: str


@dataclass(frozen=True, slots=True)
class CustomerPeople:
    """Who uses a customer's services and who maintains them."""

    end_users: tuple[ServedPerson, ...]
    maintainers: tuple[ServedPerson, ...]


def _people_seen(people: CustomerPeople) -> Sequence[Seen]:
    return [Seen(p.record.entity, p.record.id, p.person_id) for p in (*people.end_users, *people.maintainers)]


@use_case(Permission.PERSON_READ, discloses=_people_seen)
def people_of_customer(work: Work, customer_id: int) -> CustomerPeople:
    """Return the end users of a customer, and the maintainers of its services; those who are that now come first."""
    users = select(EndUser, Person).join(Person, Person.id == EndUser.person_id)
    users = users.where(EndUser.customer_id == customer_id)
    maintainers = select(Maintainer, Person).join(Person, Person.id == Maintainer.person_id)
    maintainers = maintainers.join(Service, Service.id == Maintainer.service_id)
    maintainers = maintainers.where(Service.customer_id == customer_id)
    return CustomerPeople(
        tuple(
            _served(work, row, person)
            for row, person in work.session.execute(users.order_by(EndUser.until.is_not(None), EndUser.id))
        ),
        tuple(
            _served(work, row, person)
            for row, person in work.session.execute(maintainers.order_by(Maintainer.until.is_not(None), Maintainer.id))
        ),
    )


def _served(work: Work, row: EndUser | Maintainer, person: Person) -> ServedPerson:
    return ServedPerson(to_record(work, row, with_origins=True), person.id, full_name(person))


@dataclass(frozen=True, slots=True)
class Uninformed:
    """A person who must still be told that her data are processed.

    Attributes:
        person_id, name: who.
        entity, row_id: by which row: an "end_user", "maintainer" or "contact_role".
        recorded_on: when her data came.
        last_day: by when she must be told.
    """

    person_id: int
    name: str
    entity: str
    row_id: int
    recorded_on: dt.date
    last_day: dt.date


def _uninformed_seen(found: Sequence[Uninformed]) -> Sequence[Seen]:
    return [Seen(one.entity, one.row_id, one.person_id) for one in found]


@use_case(Permission.PERSON_READ, discloses=_uninformed_seen)
def uninformed(work: Work, days: int = 0) -> tuple[Uninformed, ...]:
    """Return the persons who have not been told of data that did not come from themselves, the most urgent first.

    They are end users whom a customer reported, maintainers, and decision makers whose role came from a register or an
    information service; of those, whose data came at least `days` days ago.
    """
    latest = work.today - dt.timedelta(days=days)
    found = (one for entity in _TOLD.values() for one in _untold(work, entity) if one.recorded_on <= latest)
    return tuple(sorted(found, key=lambda one: (one.last_day, one.person_id, one.row_id)))


def _untold(work: Work, entity: type[EndUser | Maintainer | ContactRole]) -> Iterator[Uninformed]:
    name = entity.__tablename__
    within = and_(Change.last_id.is_not(None), Change.entity_id <= entity.id, Change.last_id >= entity.id)
    created = and_(Change.entity == name, Change.action == "create", or_(Change.entity_id == entity.id, within))
    now = or_(entity.until.is_(None), entity.until >= work.today)
    asked = (
        select(entity.id, Person, Change.source_date)
        .join(Person, Person.id == entity.person_id)
        .join(Change, created)
        .where(entity.informed_on.is_(None), now)
    )
    if entity is EndUser:
        asked = asked.where(EndUser.origin == "reported_by_customer")
    if entity is ContactRole:
        asked = asked.join(Source, Source.id == Change.source_id)
        asked = asked.where(ContactRole.role == "decision", Source.kind.in_(_OUTSIDE))
    for row_id, person, day in work.session.execute(asked):
        yield Uninformed(person.id, full_name(person), name, row_id, day, add_months(day, TOLD_WITHIN_MONTHS))


@use_case(Permission.PERSON_WRITE, discloses=nothing)
def mark_informed(work: Work, entity: str, row_id: int, day: dt.date | None = None) -> Saved:
    """Record that a person has been told, today unless a day is given; `entity` and `row_id` as in `Uninformed`.

    Raises:
        InvalidInputError: the day is in the future.
        NotFoundError: the row is gone, or nobody is told by rows of its kind.
    """
    from_source(work, "staff")
    if entity not in _TOLD:
        raise NotFoundError(_("Tietuetta ei ole."))
    if day is not None and day > work.today:
        raise InvalidInputError([FieldError("informed_on", _("Päivä on tulevaisuudessa. Tarkista päivä."))])
    row = got(work, _TOLD[entity], row_id)
    require_unrestricted(work, row)
    row.informed_on = day or work.today
    work.session.flush()
    touch_owners(work, row)
    return Saved(row_id, work.log_number)
