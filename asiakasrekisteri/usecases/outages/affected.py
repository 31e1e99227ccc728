"""What can fail and how many customers that concerns: servers with the kinds of products on them, and products."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, false, func, or_, select

from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.store.models import OutageTarget, Product, Server, Service
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.gate import nothing, use_case
from asiakasrekisteri.usecases.services import RUNNING

HERE = (*RUNNING, "trial")
"""States of a service that is somewhere: neither only ordered nor ended."""


@dataclass(frozen=True, slots=True, order=True)
class Target:
    """What has failed: a server, one kind of product on it ("mail"), or a product."""

    server_id: int | None = None
    product_id: int | None = None
    product_kind: str = ""


@dataclass(frozen=True, slots=True)
class Affectable:
    """A target, what it is called, of how many customers it is, and what lies under it.

    Attributes:
        target: what is chosen by it; for a place all its servers.
        name: its own name; "" for a kind of product, which the face names.
        customers: how many have something on it.
        under: kinds of products on a server.
    """

    target: Target
    name: str
    customers: int
    under: tuple["Affectable", ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """A data centre: its servers fail together."""

    name: str
    servers: tuple[int, ...]
    customers: int


@dataclass(frozen=True, slots=True)
class AffectableTree:
    """Everything that can fail."""

    servers: tuple[Affectable, ...]
    products: tuple[Affectable, ...]
    places: tuple[Place, ...]


@use_case(Permission.OUTAGE_READ, discloses=nothing, writes=False)
def affectable(work: Work) -> AffectableTree:
    """Return what can fail; nobody's personal data."""
    distinct = func.count(func.distinct(Service.customer_id))
    here = Service.state.in_(HERE)
    by_server = _counts(work, select(Service.server_id, distinct).where(here).group_by(Service.server_id))
    by_product = _counts(work, select(Service.product_id, distinct).where(here).group_by(Service.product_id))
    kinds: dict[int, list[Affectable]] = {}
    per_kind = (
        select(Service.server_id, Product.kind, distinct)
        .join(Product, Product.id == Service.product_id)
        .where(here, Service.server_id.is_not(None))
        .group_by(Service.server_id, Product.kind)
        .order_by(Product.kind)
    )
    for server_id, kind, count in work.session.execute(per_kind):
        assert server_id is not None
        kinds.setdefault(server_id, []).append(Affectable(Target(server_id, product_kind=kind), "", count))
    servers = work.session.scalars(select(Server).order_by(Server.name)).all()
    listed = tuple(
        Affectable(Target(s.id), s.name, by_server.get(s.id, 0), tuple(kinds.get(s.id, ())))
        for s in servers
        if s.until is None or s.until >= work.today
    )
    products = work.session.execute(select(Product.id, Product.name).order_by(Product.name))
    return AffectableTree(
        listed,
        tuple(Affectable(Target(product_id=i), name, by_product[i]) for i, name in products if i in by_product),
        _places(work, servers),
    )


def _counts(work: Work, asked: Select[Any, int]) -> dict[int, int]:
    return {row_id: count for row_id, count in work.session.execute(asked) if row_id is not None}


def _places(work: Work, servers: Collection[Server]) -> tuple[Place, ...]:
    by_place: dict[str, list[int]] = {}
    for server in servers:
        if server.place:
            by_place.setdefault(server.place, []).append(server.id)
    asked = select(func.count(func.distinct(Service.customer_id))).where(Service.state.in_(HERE))
    return tuple(
        Place(name, tuple(ids), work.session.scalar(asked.where(Service.server_id.in_(ids))) or 0)
        for name, ids in sorted(by_place.items())
    )


def failed_services(targets: Collection[Target]) -> ColumnElement[bool]:
    """Return the condition of the services that have failed with the targets."""
    found: list[ColumnElement[bool]] = [false()]
    for target in targets:
        if target.product_id is not None:
            found.append(Service.product_id == target.product_id)
        elif target.product_kind:
            of_kind = select(Product.id).where(Product.kind == target.product_kind)
            found.append(and_(Service.server_id == target.server_id, Service.product_id.in_(of_kind)))
        else:
            found.append(Service.server_id == target.server_id)
    return and_(Service.state.in_(HERE), or_(*found))


def targets_of(work: Work, outage_id: int) -> tuple[Target, ...]:
    """Return what has failed in an outage."""
    rows = work.session.scalars(select(OutageTarget).where(OutageTarget.outage_id == outage_id))
    return tuple(sorted((Target(r.server_id, r.product_id, r.product_kind or "") for r in rows), key=_place_of))


def _place_of(target: Target) -> tuple[int, int, str]:
    return target.server_id or 0, target.product_id or 0, target.product_kind


def save_targets(work: Work, outage_id: int, targets: Collection[Target]) -> None:
    """Store what has failed in an outage."""
    wanted = set(targets)
    for row in work.session.scalars(select(OutageTarget).where(OutageTarget.outage_id == outage_id)).all():
        target = Target(row.server_id, row.product_id, row.product_kind or "")
        if target in wanted:
            wanted.discard(target)
        else:
            work.session.delete(row)
    for target in sorted(wanted, key=_place_of):
        work.session.add(
            OutageTarget(
                outage_id=outage_id,
                server_id=target.server_id,
                product_id=target.product_id,
                product_kind=target.product_kind or None,
            )
        )
    work.session.flush()
