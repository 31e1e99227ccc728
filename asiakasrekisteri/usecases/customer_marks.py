"""What is to be known of a customer before her card is opened: services in use, prohibitions, requests, late invoices.

A mark that the role may not see the ground of is absent: who may not read billing does not see that an invoice is late.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from sqlalchemy import Select, false, func, or_, select

from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.store.models import Customer, Invoice, MarketingProhibition, Request, Service
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.restrictions import restricted_persons

PROHIBITED, REQUESTED, OVERDUE = "prohibited", "requested", "overdue"
GROUNDS = {
    PROHIBITED: Permission.PERSON_READ,
    REQUESTED: Permission.REQUEST_READ,
    OVERDUE: Permission.BILLING_READ,
}
"""What the role must be allowed to read to see a mark."""


@dataclass(frozen=True, slots=True)
class Marked:
    """Of a customer: how many services are in use (0 where the role may not know), and its marks by code."""

    services: int = 0
    marks: frozenset[str] = frozenset()


def marks_of(work: Work, ids: Sequence[int]) -> Mapping[int, Marked]:
    """Return what is to be known of customers; those of whom there is nothing are not in it."""
    marks: defaultdict[int, set[str]] = defaultdict(set)
    for code in filter(partial(may_see, work), GROUNDS):
        for customer in work.session.scalars(_bearing(work, code).where(Customer.id.in_(ids))):
            marks[customer].add(code)
    services = _services(work, ids) if work.actor.may(Permission.SERVICE_READ) else {}
    return {one: Marked(services.get(one, 0), frozenset(marks.get(one, ()))) for one in {*services, *marks}}


def may_see(work: Work, code: str) -> bool:
    """Tell whether the role may know of a mark."""
    return work.actor.may(GROUNDS[code])


def marked_with(work: Work, code: str) -> Select[int]:
    """Return what selects the customers that bear a mark in the list.

    Nobody for a role that may not know of it; without those whose data are restricted, of whom the list shows no marks.
    """
    if not may_see(work, code):
        return select(Customer.id).where(false())
    restricted = restricted_persons(work)
    return _bearing(work, code).where(or_(Customer.person_id.is_(None), Customer.person_id.not_in(restricted)))


def _services(work: Work, ids: Sequence[int]) -> Mapping[int, int]:
    asked = (
        select(Service.customer_id, func.count())
        .where(Service.customer_id.in_(ids), Service.state == "active")
        .group_by(Service.customer_id)
    )
    return {int(customer): int(count) for customer, count in work.session.execute(asked)}


def _bearing(work: Work, code: str) -> Select[int]:
    asked = select(Customer.id).distinct()
    if code == PROHIBITED:
        hers = or_(
            MarketingProhibition.customer_id == Customer.id, MarketingProhibition.person_id == Customer.person_id
        )
        return asked.join(MarketingProhibition, hers).where(MarketingProhibition.lifted_at.is_(None))
    if code == REQUESTED:
        return asked.join(Request, Request.person_id == Customer.person_id).where(Request.closed_on.is_(None))
    # "!= 0" lets the index of open invoices be used: their number stays small beside all that have been paid
    late = asked.join(Invoice, Invoice.customer_id == Customer.id).where(Invoice.kind == "invoice")
    return late.where(Invoice.balance != 0, Invoice.balance > 0, Invoice.due_on < work.today)
