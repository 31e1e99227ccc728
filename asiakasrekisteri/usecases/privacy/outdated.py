"""What waits to be mended or destroyed without delay (GDPR Art. 5 (1) d, R-81): tasks told by the store itself.

A task ends when what it is about has been mended: the address altered or removed, the customership ended, the person
destroyed. Nothing is ticked off, so nothing is forgotten that was ticked off by mistake.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import ColumnElement, Select, exists, func, or_, select
from sqlalchemy.orm import aliased

from asiakasrekisteri.domain.formats import FINLAND, day
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.retention import add_months
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.store.models import (
    CampaignRecipient,
    ContactRole,
    Customer,
    Email,
    Person,
    RegistryFact,
    Source,
)
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.customers import full_name
from asiakasrekisteri.usecases.gate import Seen, nothing, use_case
from asiakasrekisteri.usecases.restrictions import restricted_persons
from asiakasrekisteri.usecases.ytj import ENDED, SOURCE

STALE_MONTHS = 12
"""Who has spoken for nobody for so long is asked about."""
_UNDELIVERED = ("bounced", "refused")


class Task(StrEnum):
    """Why something is perhaps outdated."""

    BOUNCED = "bounced"
    ENDED = "ended"
    CONTACT = "contact"


@dataclass(frozen=True, slots=True)
class Outdated:
    """One task.

    Attributes:
        task: why.
        entity, id: whose card it is mended on.
        person_id: whose data it is; None of a firm.
        name: of the customer or the person.
        said: what is known, in words.
        on: since when it is known.
    """

    task: Task
    entity: str
    id: int
    person_id: int | None
    name: str
    said: str
    on: dt.date


def _seen(found: Sequence[Outdated]) -> Sequence[Seen]:
    return [Seen(one.entity, one.id, one.person_id) for one in found]


@use_case(Permission.PERSON_READ, discloses=_seen)
def list_outdated(work: Work) -> tuple[Outdated, ...]:
    """Return the tasks, the latest first; not those of persons whose data may only be stored for now."""
    held = restricted_persons(work)
    found = (*_bounced(work), *_ended(work), *_contacts(work))
    return tuple(sorted((one for one in found if one.person_id not in held), key=lambda one: one.on, reverse=True))


@use_case(Permission.PERSON_READ, discloses=nothing)
def count_outdated(work: Work) -> Mapping[str, int]:
    """Return how many tasks of each kind wait: a number, in which nobody is shown."""
    return outdated_counts(work)


def outdated_counts(work: Work) -> Mapping[str, int]:
    """Return how many tasks of each kind wait."""
    return Counter(one.task.value for one in list_outdated.body(work))


def _bounced(work: Work) -> Iterator[Outdated]:
    """Return addresses that mail came back from, which are still on the card and have not been reached since."""
    later = aliased(CampaignRecipient)
    reached = exists().where(
        later.address == CampaignRecipient.address, later.result == "sent", later.sent_at > CampaignRecipient.sent_at
    )
    owned = or_(Email.person_id == CampaignRecipient.person_id, Email.customer_id == CampaignRecipient.customer_id)
    asked = (
        select(CampaignRecipient)
        .where(CampaignRecipient.result.in_(_UNDELIVERED), ~reached)
        .where(exists().where(Email.address == CampaignRecipient.address, owned))
        .order_by(CampaignRecipient.sent_at.desc())
    )
    told: set[tuple[int | None, int | None, str]] = set()
    for row in work.session.scalars(asked):
        key = (row.person_id, row.customer_id, row.address)
        if key not in told:
            told.add(key)
            said = _("Viesti osoitteeseen {address} palautui.").format(address=row.address)
            yield _of_recipient(work, row, said)


def _of_recipient(work: Work, row: CampaignRecipient, said: str) -> Outdated:
    on = row.sent_at.astimezone(FINLAND).date()
    if row.person_id is not None:
        person = work.session.get_one(Person, row.person_id)
        return Outdated(Task.BOUNCED, "person", person.id, person.id, full_name(person), said, on)
    customer = work.session.get_one(Customer, row.customer_id)
    return Outdated(Task.BOUNCED, "customer", customer.id, customer.person_id, customer.name, said, on)


def _ended(work: Work) -> Iterator[Outdated]:
    """Return customers in force of whom YTJ said last that they end, or whose own last day has passed."""
    asked = select(Customer).where(Customer.status == "active")
    warned = {fact.customer_id: fact for fact in work.session.scalars(_last_warnings())}
    concerned = asked.where(or_(Customer.until < work.today, Customer.id.in_(list(warned)))).order_by(Customer.id)
    for customer in work.session.scalars(concerned):
        fact = warned.get(customer.id)
        if fact is not None:
            since, said = fact.obtained_on, _("YTJ {day}: {told}").format(day=day(fact.obtained_on), told=fact.value)
        else:
            since = customer.until or work.today
            said = _("Asiakkuus päättyi {day}, mutta asiakas on merkitty voimassa olevaksi.").format(day=day(since))
        yield Outdated(Task.ENDED, "customer", customer.id, customer.person_id, customer.name, said, since)


def _last_warnings() -> Select[RegistryFact]:
    """Return the facts by which a firm ends, where YTJ has told nothing else of it since."""
    newest = (
        select(func.max(RegistryFact.id))
        .join(Source, Source.id == RegistryFact.obtained_from_id)
        .where(Source.code == SOURCE, RegistryFact.kind.in_(("basic", ENDED)))
        .group_by(RegistryFact.customer_id)
    )
    return select(RegistryFact).where(RegistryFact.kind == ENDED, RegistryFact.id.in_(newest))


def _contacts(work: Work) -> Iterator[Outdated]:
    """Return persons who spoke for customers, for none of them in the last year, and who are not customers."""
    last = func.max(ContactRole.until)
    spoke = (
        select(ContactRole.person_id, last.label("until"))
        .group_by(ContactRole.person_id)
        .having(func.count() == func.count(ContactRole.until), last < add_months(work.today, -STALE_MONTHS))
        .subquery()
    )
    asked = select(Person, spoke.c.until).join(spoke, spoke.c.person_id == Person.id).where(~_is_customer())
    for person, until in work.session.execute(asked):
        said = _("Ei ole ollut kenenkään yhteyshenkilö {day} jälkeen.").format(day=day(until))
        yield Outdated(Task.CONTACT, "person", person.id, person.id, full_name(person), said, until)


def _is_customer() -> ColumnElement[bool]:
    return exists().where(Customer.person_id == Person.id)
