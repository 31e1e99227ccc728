"""When the time of a person's and of a customer's data begins, as queries: the days that the cards tell one by one."""

from typing import Any

from sqlalchemy import ColumnElement, FromClause, Subquery, case, func, select, union_all

from asiakasrekisteri.domain.retention import Window
from asiakasrekisteri.store.models import Customer, Invoice, Person, PersonLink
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.privacy.collecting import relation_ended
from asiakasrekisteri.usecases.privacy.relations import TIES, Sql


def person_ends() -> Subquery:
    """Return (person_id, ended): of each person who is tied to the firm, the last day; NULL while any tie goes on."""
    ties = union_all(*(select(tie.person_id, tie.until).where(tie.person_id.is_not(None)) for tie in TIES)).subquery()
    all_over = func.count() == func.count(ties.c.until)
    return (
        select(ties.c.person_id, case((all_over, func.max(ties.c.until))).label("ended"))
        .group_by(ties.c.person_id)
        .subquery("person_end")
    )


def person_end(ends: Subquery) -> ColumnElement[Any]:
    """Return the day on which a person's ties ended, or that was noted when they were destroyed."""
    return case((ends.c.person_id.is_(None), Person.parted_on), else_=ends.c.ended)


def owes(customer_id: Sql) -> ColumnElement[bool]:
    """Match customers who owe something: their open invoices are found by the index of open ones."""
    debtors = select(Invoice.customer_id).where(Invoice.balance != 0)
    return customer_id.in_(debtors)


def person_owes() -> ColumnElement[bool]:
    """Match persons who owe something as customers of their own."""
    own = select(Customer.person_id).where(Customer.person_id.is_not(None), owes(Customer.id))
    return Person.id.in_(own)


def still_linked(work: Work, windows: tuple[Window, ...]) -> frozenset[int]:
    """Return the persons with linked records whose time is not over in all of the records: they are few."""
    pairs = work.session.execute(select(PersonLink.person_id, PersonLink.other_id).where(PersonLink.verdict == "same"))
    linked = {one for pair in pairs for one in pair}
    return frozenset(one for one in linked if not _is_over(work, one, windows))


def _is_over(work: Work, person_id: int, windows: tuple[Window, ...]) -> bool:
    day = relation_ended(work, person_id)
    return day is not None and any(window.since <= day <= window.until for window in windows)


def joined(entity: type[object], *links: tuple[type[object] | Subquery, ColumnElement[bool]]) -> FromClause:
    """Return an entity's table with others joined to it where they exist."""
    found: FromClause = entity.__table__  # type: ignore[attr-defined]
    for target, on in links:
        table = target if isinstance(target, Subquery) else target.__table__  # type: ignore[attr-defined]
        found = found.outerjoin(table, on)
    return found
