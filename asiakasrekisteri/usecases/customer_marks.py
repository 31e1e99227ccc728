"""What is to be known of a customer before her card is opened: services in use, prohibitions, requests, late invoices.

A mark that the role may not see the ground of is absent: who may not read billing does not see that an invoice is late.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Select, func, or_, select

from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.store.models import Customer, Invoice, MarketingProhibition, Request, Service
from asiakasrekisteri.store.work import Work

PROHIBITED, REQUESTED, OVERDUE = "prohibited", "requested", "overdue"


@dataclass(frozen=True, slots=True)
class Marked:
    """Of a customer: how many services are in use (0 where the role may not know), and its marks by code."""

    services: int = 0
    marks: frozenset[str] = frozenset()


def marks_of(work: Work, ids: Sequence[int]) -> Mapping[int, Marked]:
    """Return what is to be known of customers; those of whom there is nothing are not in it."""
    marks: defaultdict[int, set[str]] = defaultdict(set)
    for code, asked in _marking(work, ids):
        for customer in work.session.scalars(asked):
            if customer is not None:
                marks[customer].add(code)
    services = _services(work, ids) if work.actor.may(Permission.SERVICE_READ) else {}
    return {one: Marked(services.get(one, 0), frozenset(marks.get(one, ()))) for one in {*services, *marks}}


def _services(work: Work, ids: Sequence[int]) -> Mapping[int, int]:
    asked = (
        select(Service.customer_id, func.count())
        .where(Service.customer_id.in_(ids), Service.state == "active")
        .group_by(Service.customer_id)
    )
    return {int(customer): int(count) for customer, count in work.session.execute(asked)}


def _marking(work: Work, ids: Sequence[int]) -> Iterator[tuple[str, Select[int | None]]]:
    if work.actor.may(Permission.PERSON_READ):
        hers = or_(
            MarketingProhibition.customer_id == Customer.id, MarketingProhibition.person_id == Customer.person_id
        )
        prohibited = select(Customer.id).join(MarketingProhibition, hers).where(Customer.id.in_(ids))
        yield PROHIBITED, prohibited.where(MarketingProhibition.lifted_at.is_(None))
    if work.actor.may(Permission.REQUEST_READ):
        requested = select(Customer.id).join(Request, Request.person_id == Customer.person_id)
        yield REQUESTED, requested.where(Customer.id.in_(ids), Request.closed_on.is_(None))
    if work.actor.may(Permission.BILLING_READ):
        late = select(Invoice.customer_id).where(Invoice.customer_id.in_(ids), Invoice.kind == "invoice")
        yield OVERDUE, late.where(Invoice.balance > 0, Invoice.due_on < work.today).distinct()
