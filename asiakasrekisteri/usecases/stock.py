"""Products, servers and hosting accounts of the whole register, and whom a server concerns (R-19, R-39, R-43)."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import ColumnElement, func, or_, select

from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.words import fold
from asiakasrekisteri.store.models import (
    ContactRole,
    Customer,
    Email,
    HostingAccount,
    Maintainer,
    Person,
    Phone,
    Product,
    Server,
    Service,
)
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.customers import full_name
from asiakasrekisteri.usecases.gate import Seen, nothing, use_case
from asiakasrekisteri.usecases.hiding import HIDDEN, hidden_fields
from asiakasrekisteri.usecases.lists import IdList
from asiakasrekisteri.usecases.owned import owned_ids
from asiakasrekisteri.usecases.records import got
from asiakasrekisteri.usecases.restrictions import restricted_persons
from asiakasrekisteri.usecases.services import RUNNING

_HERE = (*RUNNING, "trial")
"""States of a service that is somewhere: neither only ordered nor ended."""


@dataclass(frozen=True, slots=True)
class ProductRow:
    """A product in a list; `services` are those that run, `price` is euros without tax for the period."""

    id: int
    name: str
    code: str
    kind: str
    price: Decimal | None
    period_months: int | None
    on_sale: bool
    services: int


@dataclass(frozen=True, slots=True)
class ServerRow:
    """A server in a list; `services` are those that run on it."""

    id: int
    name: str
    kind: str
    place: str
    until: dt.date | None
    services: int


@use_case(Permission.SERVICE_READ, discloses=nothing, writes=False)
def list_products(work: Work, query: str = "", kind: str = "") -> tuple[ProductRow, ...]:
    """Return the products that match, those on sale first; nobody's personal data."""
    count = select(func.count()).where(Service.product_id == Product.id, Service.state.in_(_HERE)).scalar_subquery()
    asked = select(Product, count).order_by(Product.on_sale.desc(), Product.kind, Product.name)
    if kind:
        asked = asked.where(Product.kind == kind)
    return tuple(
        ProductRow(p.id, p.name, p.code or "", p.kind, p.price, p.period_months, p.on_sale, services)
        for p, services in work.session.execute(asked)
        if _said(query, (p.name, p.code))
    )


@use_case(Permission.SERVICE_READ, discloses=nothing, writes=False)
def list_servers(work: Work, query: str = "") -> tuple[ServerRow, ...]:
    """Return the servers that match, those in use first; nobody's personal data."""
    count = select(func.count()).where(Service.server_id == Server.id, Service.state.in_(_HERE)).scalar_subquery()
    gone = Server.until < work.today
    asked = select(Server, count).order_by(func.coalesce(gone, False), Server.name)
    return tuple(
        ServerRow(s.id, s.name, s.kind, s.place or "", s.until, services)
        for s, services in work.session.execute(asked)
        if _said(query, (s.name, s.place, s.system))
    )


def _said(query: str, texts: Iterable[str | None]) -> bool:
    said = fold(" ".join(filter(None, texts)))
    return all(word in said for word in fold(query).split())


@dataclass(frozen=True, slots=True)
class AccountRow:
    """A hosting account in a list; `has_secret` tells that a password is stored."""

    id: int
    username: str
    customer_id: int
    customer: str
    service: str
    panel: str
    since: dt.date | None
    until: dt.date | None
    has_secret: bool


@use_case(Permission.SERVICE_READ, discloses=nothing, writes=False)
def list_accounts(
    work: Work, query: str = "", state: str = "", order: str = "username", *, reverse: bool = False
) -> IdList:
    """Return the ids of the hosting accounts that match; `state` is "current", "ended", "secret" or "" for all."""
    now = or_(HostingAccount.until.is_(None), HostingAccount.until >= work.today)
    conditions: dict[str, list[ColumnElement[bool]]] = {
        "current": [now],
        "ended": [HostingAccount.until < work.today],
        "secret": [HostingAccount.secret.is_not(None)],
    }
    return owned_ids(work, HostingAccount, query, order, reverse=reverse, where=conditions.get(state, []))


@use_case(Permission.SERVICE_READ, discloses=nothing, writes=False)
def account_rows(work: Work, ids: Sequence[int]) -> tuple[AccountRow, ...]:
    """Return a page of the list; what stays on the screen is logged by `note_seen`."""
    found = work.session.execute(
        select(HostingAccount, Customer.name, func.coalesce(Service.name, ""))
        .join(Customer, Customer.id == HostingAccount.customer_id)
        .outerjoin(Service, Service.id == HostingAccount.service_id)
        .where(HostingAccount.id.in_(ids))
    )
    rows = {account.id: _account(work, account, customer, service) for account, customer, service in found}
    return tuple(rows[i] for i in ids if i in rows)


def _account(work: Work, account: HostingAccount, customer: str, service: str) -> AccountRow:
    if "username" in hidden_fields(work, account):
        return AccountRow(account.id, HIDDEN, account.customer_id, customer, "", "", None, None, has_secret=False)
    return AccountRow(
        account.id,
        account.username,
        account.customer_id,
        customer,
        service,
        account.panel or "",
        account.since,
        account.until,
        account.secret is not None,
    )


@dataclass(frozen=True, slots=True)
class Concerned:
    """A person to be told of a fault of a server.

    Attributes:
        entity, row_id: by which row: a "contact_role" or a "maintainer".
        person_id, name: who.
        customer: for whom.
        phone, email: how she is reached; empty under restriction of processing.
    """

    entity: str
    row_id: int
    person_id: int
    name: str
    customer: str
    phone: str
    email: str


def _concerned_seen(found: Sequence[Concerned]) -> Sequence[Seen]:
    return [Seen(one.entity, one.row_id, one.person_id) for one in found]


@use_case(Permission.PERSON_READ, discloses=_concerned_seen)
def concerned_by_server(work: Work, server_id: int) -> tuple[Concerned, ...]:
    """Return the technical contacts of the customers on a server and the maintainers of the services that run there."""
    got(work, Server, server_id)
    here = (Service.server_id == server_id, Service.state.in_(_HERE))
    phone = select(Phone.number).where(Phone.person_id == Person.id).order_by(Phone.id).limit(1).scalar_subquery()
    email = select(Email.address).where(Email.person_id == Person.id).order_by(Email.id).limit(1).scalar_subquery()
    reach = (func.coalesce(phone, ""), func.coalesce(email, ""))
    contacts = (
        select(ContactRole.id, Person, Customer.name, *reach)
        .join(Person, Person.id == ContactRole.person_id)
        .join(Customer, Customer.id == ContactRole.customer_id)
        .where(ContactRole.role == "technical", _now(work, ContactRole))
        .where(ContactRole.customer_id.in_(select(Service.customer_id).where(*here)))
        .order_by(Customer.sort_key, ContactRole.id)
    )
    maintainers = (
        select(Maintainer.id, Person, Customer.name, *reach)
        .join(Person, Person.id == Maintainer.person_id)
        .join(Service, Service.id == Maintainer.service_id)
        .join(Customer, Customer.id == Service.customer_id)
        .where(*here, _now(work, Maintainer))
        .order_by(Customer.sort_key, Maintainer.id)
    )
    restricted = restricted_persons(work)
    return tuple(
        Concerned(
            entity, row_id, person.id, full_name(person), customer, *(("", "") if person.id in restricted else at)
        )
        for entity, asked in (("contact_role", contacts), ("maintainer", maintainers))
        for row_id, person, customer, *at in work.session.execute(asked)
    )


def _now(work: Work, entity: type[ContactRole] | type[Maintainer]) -> ColumnElement[bool]:
    return or_(entity.until.is_(None), entity.until >= work.today)
