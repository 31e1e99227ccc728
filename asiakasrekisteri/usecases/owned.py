"""Lists over the whole register of what customers have: services, domain names, contracts, orders."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, case, func, or_, select

from asiakasrekisteri.domain.errors import FieldError, InvalidInputError
from asiakasrekisteri.domain.fields import Searched
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.store import search
from asiakasrekisteri.store.models import Customer
from asiakasrekisteri.store.models.service import OfCustomer
from asiakasrekisteri.store.search import searched_fields
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.lists import IdList, read_ids

_FEW = 5_000
"""So few customers are named to the database; of more, the whole list is walked."""

_ENDS = frozenset({"expires_on", "until"})
"""Fields whose day ends a row."""
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
        order: a field of the entity, or "customer". By the day on which rows end (`_ENDS`) come first those that end
            next, and what has ended follows, the latest first: what needs something done is at the top.
        reverse: the greatest first.
        where: further conditions.
    """
    total = work.session.scalar(select(func.count()).select_from(entity)) or 0
    column: Any = Customer.sort_key if order == "customer" else getattr(entity, order)
    direction = [column.desc() if reverse else column.asc()]
    if order in _ENDS and not reverse:
        passed = column < work.today
        direction = [passed, case((passed, None), else_=column), column.desc()]
    statement = select(entity.id).join(Customer, Customer.id == entity.customer_id).where(*where)
    ids = read_ids(work, statement.order_by(column.is_(None), *direction, entity.id))
    if query.strip():
        wanted = _matching(work, entity, query)
        ids = type(ids)("q", (i for i in ids if i in wanted))
    return IdList(ids, total)


def _matching(work: Work, entity: type[OfCustomer], query: str) -> set[int]:
    """Return the rows in which every word stands, or their customer's name has it; else those of customers found."""
    texts = [getattr(entity, f.name) for f in searched_fields(entity) if f.searched is not Searched.PHONE]
    has_all = [or_(*(_has(text, word) for text in (*texts, Customer.name))) for word in query.split()]
    own = select(entity.id).join(Customer, Customer.id == entity.customer_id).where(*has_all)
    return set(read_ids(work, own)) or _of_found(work, entity, query)


def _has(text: Any, word: str) -> ColumnElement[bool]:
    """Tell whether a word is in a text. The database knows the two cases of a to z; those of å, ä and ö are tried."""
    cases = dict.fromkeys((word, word.lower(), word.upper(), word.capitalize()))
    return or_(*(text.contains(case, autoescape=True) for case in (cases if not word.isascii() else (word,))))


def _of_found(work: Work, entity: type[OfCustomer], query: str) -> set[int]:
    customers = set(search.matching(work.session.connection(), "customer", query))
    asked = select(entity.id, entity.customer_id)
    if len(customers) <= _FEW:
        asked = asked.where(entity.customer_id.in_(customers))
    return {row_id for row_id, customer in work.session.execute(asked) if customer in customers}


def require_same_customer(customer_id: int, **others: OfCustomer | None) -> None:
    """Refuse a reference to what is not the customer's; `others` are the rows referred to, by their fields."""
    faults = [
        FieldError(name, _("Valittu tieto kuuluu toiselle asiakkaalle. Valitse asiakkaan oma."))
        for name, other in others.items()
        if other is not None and other.customer_id != customer_id
    ]
    if faults:
        raise InvalidInputError(faults)
