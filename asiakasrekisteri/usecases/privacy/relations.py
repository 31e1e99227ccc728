"""What ties a person to the firm and until when, and when she was last heard of."""

import datetime as dt
from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Date, ScalarSelect, Select, bindparam, case, func, select, union_all
from sqlalchemy.orm import InstrumentedAttribute

from asiakasrekisteri.domain.formats import FINLAND
from asiakasrekisteri.domain.retention import ended
from asiakasrekisteri.store.models import (
    Change,
    ContactRole,
    Contract,
    Customer,
    EndUser,
    Interaction,
    Invoice,
    Maintainer,
    Participant,
    Person,
    Service,
)
from asiakasrekisteri.store.work import Work

Sql = ColumnElement[Any] | InstrumentedAttribute[Any]
"""A column or an expression of a query."""
TIES: tuple[type[ContactRole] | type[Customer] | type[EndUser] | type[Maintainer], ...] = (
    ContactRole,
    Customer,
    EndUser,
    Maintainer,
)
"""What ties a person to the firm, from when to when."""
_TIED = union_all(
    *(select(entity.until).where(entity.person_id.in_(bindparam("ids", expanding=True))) for entity in TIES)
)
"""The days on which the ties of a person ended; NULL of those that go on."""


def ties_ended(work: Work, ids: Sequence[int]) -> dt.date | None:
    """Return the day on which the last tie of a person, in all of her records, ended; None while any goes on.

    Without any tie it is the day that was noted when the last was destroyed, or that on which she was last heard of.
    """
    days = list(work.session.scalars(_TIED, {"ids": ids}))
    return ended(days) if days else _untied(work, ids)


def _untied(work: Work, ids: Sequence[int]) -> dt.date | None:
    found = work.session.execute(select(Person.parted_on, last_contact()).where(Person.id.in_(ids))).all()
    parted = [day for day, _heard in found if day is not None]
    heard = [at.astimezone(FINLAND).date() for _day, at in found if at is not None]
    return max(parted or heard, default=None)


def last_contact() -> ColumnElement[Any]:
    """Return, of a person whom nothing ties to the firm, the instant of the last interaction or change."""
    met = (
        select(func.max(Interaction.at, type_=Interaction.at.type))
        .join(Participant, Participant.interaction_id == Interaction.id)
        .where(Participant.person_id == Person.id)
        .scalar_subquery()
    )
    return _later(met, _last_change("person", Person.id))


def _later(one: ScalarSelect[Any], other: ScalarSelect[Any]) -> ColumnElement[Any]:
    """Return the later of two instants; one of them may be missing."""
    return func.max(func.coalesce(one, other), func.coalesce(other, one), type_=Interaction.at.type)


def _last_change(entity: str, row_id: Sql) -> ScalarSelect[Any]:
    imported = (Change.last_id >= row_id) & (Change.entity_id <= row_id)
    alone = (Change.last_id.is_(None)) & (Change.entity_id == row_id)
    return (
        select(func.max(Change.at, type_=Change.at.type))
        .where(Change.entity == entity, alone | imported)
        .scalar_subquery()
    )


def prospect_contact() -> ColumnElement[Any]:
    """Return, of somebody to whom an offer was made, the instant of the last interaction or change."""
    met = (
        select(func.max(Interaction.at, type_=Interaction.at.type))
        .where(Interaction.customer_id == Customer.id)
        .scalar_subquery()
    )
    return _later(met, _last_change("customer", Customer.id))


def customer_end() -> Sql:
    """Return the day on which a customer's last contract, service and debt were over; NULL while any of it lasts.

    The last payment counts, because a debt that was paid late was held until then.
    """
    contract = _latest(Contract.until, Contract.customer_id)
    service = _latest(Service.until, Service.customer_id)
    paid = _latest(Invoice.paid_on, Invoice.customer_id)
    until = Customer.until
    latest = func.max(*(func.coalesce(day, until) for day in (contract, service, paid)), until, type_=Date())
    return case((until.is_not(None), latest))


def _latest(column: Sql, owner: Sql) -> ScalarSelect[Any]:
    return select(func.max(column, type_=Date())).where(owner == Customer.id).scalar_subquery()


def customer_ended(work: Work, customer_id: int) -> dt.date | None:
    """Return the day from which the time of a customer's card is counted; None while anything goes on."""
    status, ended_on, heard = work.session.execute(_end_of_one(), {"customer": customer_id}).one()
    if status != "prospect":
        found: dt.date | None = ended_on
        return found
    return None if heard is None else heard.astimezone(FINLAND).date()


@cache
def _end_of_one() -> Select[Any]:
    asked = select(Customer.status, customer_end(), prospect_contact())
    return asked.where(Customer.id == bindparam("customer"))
