"""Services and domain names of the whole register: what runs where, what is about to expire."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import ColumnElement, select

from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.store.models import Customer, DomainName, Product, Server, Service
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.gate import nothing, use_case
from asiakasrekisteri.usecases.hiding import HIDDEN, is_restricted
from asiakasrekisteri.usecases.lists import IdList
from asiakasrekisteri.usecases.owned import owned_ids
from asiakasrekisteri.usecases.services import monthly_price


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceFilter:
    """Which services a list shows; what is empty does not narrow it."""

    product_kind: str = ""
    state: str = ""
    server_id: int | None = None
    customer_id: int | None = None


@dataclass(frozen=True, slots=True)
class ServiceRow:
    """A service in a list; `monthly` is euros without tax."""

    id: int
    name: str
    identifier: str
    customer_id: int
    customer: str
    product: str
    product_kind: str
    state: str
    server: str
    since: dt.date | None
    until: dt.date | None
    monthly: Decimal | None


@dataclass(frozen=True, slots=True)
class DomainRow:
    """A domain name in a list; `days` are left until it expires, negative when it has expired."""

    id: int
    name: str
    customer_id: int
    customer: str
    expires_on: dt.date | None
    days: int | None
    renewal: str
    registrar: str


@use_case(Permission.SERVICE_READ, discloses=nothing, writes=False)
def list_services(
    work: Work, query: str = "", kept: ServiceFilter | None = None, order: str = "customer", *, reverse: bool = False
) -> IdList:
    """Return the ids of the services that match, in order; `order` is "customer" or a field of the service."""
    conditions = _conditions(kept or ServiceFilter())
    return owned_ids(work, Service, query, order, reverse=reverse, where=conditions)


def _conditions(kept: ServiceFilter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if kept.product_kind:
        conditions.append(Service.product_id.in_(select(Product.id).where(Product.kind == kept.product_kind)))
    if kept.state:
        conditions.append(Service.state == kept.state)
    if kept.server_id is not None:
        conditions.append(Service.server_id == kept.server_id)
    if kept.customer_id is not None:
        conditions.append(Service.customer_id == kept.customer_id)
    return conditions


@use_case(Permission.SERVICE_READ, discloses=nothing, writes=False)
def services_on_server(work: Work, server_id: int) -> IdList:
    """Return the ids of the services that run on a server and have not ended, by customer: whom a fault concerns."""
    conditions = [Service.server_id == server_id, Service.state.not_in(("ended", "ordered"))]
    return owned_ids(work, Service, "", "customer", where=conditions)


@use_case(Permission.SERVICE_READ, discloses=nothing, writes=False)
def service_rows(work: Work, ids: Sequence[int]) -> tuple[ServiceRow, ...]:
    """Return a page of the list; what stays on the screen is logged by `note_seen`."""
    found = work.session.execute(
        select(Service, Customer.name, Product, Server.name, Customer.person_id)
        .join(Customer, Customer.id == Service.customer_id)
        .outerjoin(Product, Product.id == Service.product_id)
        .outerjoin(Server, Server.id == Service.server_id)
        .where(Service.id.in_(ids))
    )
    rows = {
        service.id: _hidden_service(service, customer)
        if is_restricted(work, person_id)
        else _service_row(service, customer, product, at)
        for service, customer, product, at, person_id in found
    }
    return tuple(rows[i] for i in ids if i in rows)


def _service_row(service: Service, customer: str, product: Product | None, server: str | None) -> ServiceRow:
    return ServiceRow(
        service.id,
        service.name,
        service.identifier or "",
        service.customer_id,
        customer,
        product.name if product is not None else "",
        product.kind if product is not None else "",
        service.state,
        server or "",
        service.since,
        service.until,
        monthly_price(service),
    )


def _hidden_service(service: Service, customer: str) -> ServiceRow:
    """Return a row of a person under restriction: that she has a service, and nothing of it (Art. 18)."""
    return ServiceRow(service.id, HIDDEN, "", service.customer_id, customer, "", "", "", "", None, None, None)


@use_case(Permission.SERVICE_READ, discloses=nothing, writes=False)
def list_domains(
    work: Work,
    query: str = "",
    within_days: int | None = None,
    renewal: str = "",
    order: str = "expires_on",
    *,
    reverse: bool = False,
) -> IdList:
    """Return the ids of the domain names that match; `within_days` keeps those that expire by then or have expired."""
    conditions: list[ColumnElement[bool]] = []
    if within_days is not None:
        conditions.append(DomainName.expires_on <= work.today + dt.timedelta(days=within_days))
    if renewal:
        conditions.append(DomainName.renewal == renewal)
    return owned_ids(work, DomainName, query, order, reverse=reverse, where=conditions)


@use_case(Permission.SERVICE_READ, discloses=nothing, writes=False)
def domain_rows(work: Work, ids: Sequence[int]) -> tuple[DomainRow, ...]:
    """Return a page of the list; what stays on the screen is logged by `note_seen`."""
    found = work.session.execute(
        select(DomainName, Customer.name, Customer.person_id)
        .join(Customer, Customer.id == DomainName.customer_id)
        .where(DomainName.id.in_(ids))
    )
    rows = {
        d.id: DomainRow(d.id, HIDDEN, d.customer_id, customer, None, None, "", "")
        if is_restricted(work, person_id)
        else _domain_row(d, customer, work.today)
        for d, customer, person_id in found
    }
    return tuple(rows[i] for i in ids if i in rows)


def _domain_row(domain: DomainName, customer: str, today: dt.date) -> DomainRow:
    days = None if domain.expires_on is None else (domain.expires_on - today).days
    return DomainRow(
        domain.id,
        domain.name,
        domain.customer_id,
        customer,
        domain.expires_on,
        days,
        domain.renewal,
        domain.registrar or "",
    )
