"""Lists over the whole register of what customers have: services, domain names, contracts, orders."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select

from asiakasrekisteri.domain.errors import FieldError, InvalidInputError
from asiakasrekisteri.domain.fields import Searched
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.domain.words import fold
from asiakasrekisteri.store import search
from asiakasrekisteri.store.models import Customer
from asiakasrekisteri.store.models.service import OfCustomer
from asiakasrekisteri.store.search import searched_fields
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.lists import IdList, read_ids

_FEW = 5_000
"""So few customers are named to the database; of more, the whole list is walked."""

Conditions = Sequence[ColumnElement[bool]]


def owned_ids(
    work: Work,
    entity: type[OfCustomer],
    query: str,
    order: str,
    *,
    reverse: bool = False,
    where: Conditions = (),
) -> IdList:
    """Return the ids of the rows that match, in order; rows without a value of the order come last.

    Args:
        work: the unit of work.
        entity: whose rows.
        query: words found in the rows themselves or in the names of their customers; "" for all. Where they are found
            in neither, the rows of the customers that are found by something else (a phone number) are listed.
        order: a field of the entity, or "customer".
        reverse: the greatest first.
        where: further conditions.
    """
    total = work.session.scalar(select(func.count()).select_from(entity)) or 0
    column: Any = Customer.sort_key if order == "customer" else getattr(entity, order)
    direction = column.desc() if reverse else column.asc()
    statement = select(entity.id).join(Customer, Customer.id == entity.customer_id).where(*where)
    ids = read_ids(work, statement.order_by(column.is_(None), direction, entity.id))
    if query.strip():
        wanted = _matching(work, entity, query, where)
        ids = type(ids)("q", (i for i in ids if i in wanted))
    return IdList(ids, total)


def _matching(work: Work, entity: type[OfCustomer], query: str, where: Conditions) -> set[int]:
    """Return the rows that match: the search index tells which customers to look at, their rows tell which of them."""
    customers = set(search.matching(work.session.connection(), "customer", query))
    texts = [getattr(entity, f.name) for f in searched_fields(entity) if f.searched is not Searched.PHONE]
    asked = select(entity.id, entity.customer_id, Customer.name, *texts)
    asked = asked.join(Customer, Customer.id == entity.customer_id).where(*where)
    if len(customers) <= _FEW:
        asked = asked.where(entity.customer_id.in_(customers))
    near = [row for row in work.session.execute(asked) if row[1] in customers]
    said = fold(query).split()
    own = {row[0] for row in near if all(word in fold(" ".join(filter(None, row[2:]))) for word in said)}
    return own | _numbered(work, entity, query.strip()) or {row[0] for row in near}


def _numbered(work: Work, entity: type[OfCustomer], number: str) -> set[int]:
    """Return the rows whose own number begins so: "T-1001" is two words to the search index."""
    columns = [getattr(entity, f.name) for f in searched_fields(entity) if f.searched is Searched.IDENTIFIER]
    if not columns:
        return set()
    alike = or_(*(column.istartswith(number, autoescape=True) for column in columns))
    return set(work.session.scalars(select(entity.id).where(alike)))


def require_same_customer(customer_id: int, **others: OfCustomer | None) -> None:
    """Refuse a reference to what is not the customer's; `others` are the rows referred to, by their fields."""
    faults = [
        FieldError(name, _("Valittu tieto kuuluu toiselle asiakkaalle. Valitse asiakkaan oma."))
        for name, other in others.items()
        if other is not None and other.customer_id != customer_id
    ]
    if faults:
        raise InvalidInputError(faults)
