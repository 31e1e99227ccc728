"""Numbers of customers and services, of which nobody can be told (R-24): how many there are, come and go.

Only counts leave this module. How many there are of a kind or a product is not told exactly of one or two, so that
what they are or buy is nobody's; how many came and left in a month tells nothing of them.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import ColumnElement, func, or_, select

from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.retention import add_months
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.store.models import Customer, Product, Service
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.gate import nothing, use_case

FEWEST = 3
"""Of a smaller group only that is told that it is smaller."""
_MONTHS = 12


@dataclass(frozen=True, slots=True)
class Group:
    """How many there are of a kind; None for one or two."""

    label: str
    count: int | None


@dataclass(frozen=True, slots=True)
class Churn:
    """A month: how many customers came and left, and how many there were at its end.

    Attributes:
        month: year and month.
        left_percent: of those who were there when it began, one decimal; None where there was nobody.
    """

    month: tuple[int, int]
    came: int
    left: int
    stayed: int
    left_percent: Decimal | None


@dataclass(frozen=True, slots=True)
class Statistics:
    """The numbers of a year; `kinds` and `products` are of today, `months` only those that have begun."""

    year: int
    kinds: tuple[Group, ...]
    products: tuple[Group, ...]
    months: tuple[Churn, ...]


@use_case(Permission.CUSTOMER_READ, discloses=nothing, writes=False)
def statistics(work: Work, wanted: int | None = None) -> Statistics:
    """Reckon the numbers of a year; of this one unless another is wanted."""
    year = wanted or work.today.year
    return Statistics(year, _kinds(work), _products(work), tuple(_months(work, year)))


def _told(count: int) -> int | None:
    return None if 0 < count < FEWEST else count


def _kinds(work: Work) -> tuple[Group, ...]:
    asked = select(Customer.kind, func.count()).where(Customer.status == "active").group_by(Customer.kind)
    counts = {str(kind): int(count) for kind, count in work.session.execute(asked)}
    options = Customer.spec()["kind"].options
    return tuple(Group(_(one.label).capitalize(), _told(counts.get(one.code, 0))) for one in options)


def _products(work: Work) -> tuple[Group, ...]:
    """Return how many customers have each product in use, the most common first."""
    customers = func.count(func.distinct(Service.customer_id))
    asked = (
        select(Product.name, customers)
        .join(Service, Service.product_id == Product.id)
        .where(Service.state == "active")
        .group_by(Product.id)
        .order_by(customers.desc(), Product.name)
    )
    return tuple(Group(name, _told(count)) for name, count in work.session.execute(asked))


def _months(work: Work, year: int) -> Iterator[Churn]:
    for number in range(1, _MONTHS + 1):
        first = dt.date(year, number, 1)
        if first > work.today:
            return
        following = add_months(first, 1)
        came = _count(work, Customer.since >= first, Customer.since < following)
        left = _count(work, Customer.until >= first, Customer.until < following)
        before, after = _there(work, first), _there(work, min(following, work.today + dt.timedelta(days=1)))
        share = round(Decimal(100 * left) / before, 1) if before else None
        yield Churn((year, number), came, left, after, share)


def _there(work: Work, day: dt.date) -> int:
    """Count the customers when a day begins: those of whom it is not known when they came are not in it."""
    return _count(work, Customer.since < day, or_(Customer.until.is_(None), Customer.until >= day))


def _count(work: Work, *conditions: ColumnElement[bool]) -> int:
    dealt = Customer.status != "prospect"
    return work.session.scalar(select(func.count()).select_from(Customer).where(dealt, *conditions)) or 0
