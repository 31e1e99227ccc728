"""Who uses and who maintains services (R-34…R-36)."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from asiakasrekisteri.domain.fields import Record
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.store.models import EndUser, Maintainer, Person, Service
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.customers import full_name
from asiakasrekisteri.usecases.gate import Seen, use_case
from asiakasrekisteri.usecases.owned import require_same_customer
from asiakasrekisteri.usecases.records import to_record
from asiakasrekisteri.usecases.rows import require_order, row_cases


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
