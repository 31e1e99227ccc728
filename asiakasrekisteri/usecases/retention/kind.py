"""A kind of things that are kept by one rule, and what is done to them when their time is over."""

from dataclasses import dataclass
from typing import Literal

from sqlalchemy import ColumnElement, FromClause

from asiakasrekisteri.store.models import Entity
from asiakasrekisteri.usecases.privacy.relations import Sql

Way = Literal["remove", "blank", "empty", "erase", "by_hand"]
"""Rows go; columns are emptied; the card is emptied and its number stays; the person is erased; somebody does it."""


@dataclass(frozen=True, slots=True)
class Kind:
    """Something that is kept by one rule.

    Attributes:
        code: of the rule.
        entity: whose rows.
        way: what is done to them.
        source: the table, with what its beginning is asked of.
        starts: the days or instants from which the time is counted; the first that is there counts.
        where: which rows.
        person, customer: columns by which they concern somebody; None where they do not.
        early: a column no later than the beginning, for which there is an index.
        fields: the columns that "blank" empties.
        debt, needed: what holds them back besides.
        stated: the rows tell the last day of keeping themselves.
    """

    code: str
    entity: type[Entity]
    way: Way
    source: FromClause
    starts: tuple[Sql, ...]
    where: tuple[ColumnElement[bool], ...] = ()
    person: Sql | None = None
    customer: Sql | None = None
    early: Sql | None = None
    fields: tuple[str, ...] = ()
    debt: ColumnElement[bool] | None = None
    needed: ColumnElement[bool] | None = None
    stated: bool = False

    @property
    def name(self) -> str:
        """What tells kinds apart."""
        return f"{self.code}/{self.entity.__tablename__}"
