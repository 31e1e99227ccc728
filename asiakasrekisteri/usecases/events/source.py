"""A source of events: one kind of row, the day by which it stands in time, and how it is told.

Pages are read by key, not by number: what has been shown does not move when something new comes in between.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import BigInteger, BindParameter, ColumnElement, Date, Select, and_, bindparam, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from asiakasrekisteri.domain.formats import FINLAND
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.store.models import Base
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.events.item import Place, TimelineItem, moment

_LEAST_PAGE = 20
_AFTER_ALL = -1_000
"""A part that no row has: what follows lies after every event of the row."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose events: a customer's, or a person's with her own customerships; maybe only those one person is in."""

    customers: tuple[int, ...] = ()
    persons: tuple[int, ...] = ()
    only: int | None = None


@dataclass(frozen=True, slots=True)
class Shape:
    """What a scope has: statements are made once for each shape, because making them costs more than running them."""

    customers: bool
    persons: bool
    only: bool

    @classmethod
    def of(cls, scope: Scope) -> "Shape":
        """Return the shape of a scope."""
        return cls(bool(scope.customers), bool(scope.persons), scope.only is not None)


CUSTOMERS: BindParameter[Any] = bindparam("customers", expanding=True, type_=BigInteger)
PERSONS: BindParameter[Any] = bindparam("persons", expanding=True, type_=BigInteger)
ONLY: BindParameter[int] = bindparam("only", type_=BigInteger)
Condition = Callable[[Shape], ColumnElement[bool] | None]
"""Narrows the rows of a source to a scope's shape, by the parameters above; None: there can be no rows."""
Tell = Callable[[Work, "Source", Sequence[Any]], Iterator[TimelineItem]]


@dataclass(frozen=True, eq=False)
class Source:
    """One kind of event.

    Attributes:
        name: in keys; breaks ties.
        kinds: what kinds of events it gives.
        entity: whose rows.
        day: the column by which they stand in time.
        permission: what seeing them asks of the user.
        of: rows of a scope.
        tell: turns rows into events.
        extra: columns read beside the row.
        options: how the row is loaded.
        always: which rows are events at all.
        several: columns that tell how many events a row is, and what counts them; by default each row is one.
    """

    name: str
    kinds: tuple[str, ...]
    entity: type[Base]
    day: InstrumentedAttribute[Any]
    permission: Permission
    of: Condition
    tell: Tell
    extra: tuple[Any, ...] = ()
    options: tuple[Any, ...] = ()
    always: tuple[ColumnElement[bool], ...] = ()
    several: tuple[tuple[Any, ...], Callable[..., int]] | None = None

    def events(self, work: Work, scope: Scope, before: Place | None, limit: int) -> Iterator[TimelineItem]:
        """Yield the events of a scope, the newest first, from just after `before`."""
        size = max(limit + 1, _LEAST_PAGE)
        while True:
            statement = self._statement(Shape.of(scope), self._side(before))
            if statement is None:
                return
            values = {**self._values(work, scope), **self._edge(before), "size": size}
            rows = work.session.execute(statement, values).all()
            for item in self.tell(work, self, rows):
                if before is None or item.place < before:
                    yield item
            if len(rows) < size:
                return
            last = rows[-1][0]
            before = Place(moment(getattr(last, self.day.key)), self.name, last.id, _AFTER_ALL)

    def count(self, work: Work, scope: Scope) -> int:
        """Return how many events there are in a scope."""
        statement = self._counting(Shape.of(scope))
        if statement is None:
            return 0
        if self.several is None:
            return work.session.scalar(statement, self._values(work, scope)) or 0
        count = self.several[1]
        return sum(count(*row) for row in work.session.execute(statement, self._values(work, scope)))

    def place(self, row: Any, part: int = 0) -> Place:
        """Return the place of a row's event."""
        return Place(moment(getattr(row, self.day.key)), self.name, row.id, part)

    @property
    def _is_day(self) -> bool:
        return isinstance(self.day.type, Date)

    @cache  # noqa: B019 - sources are as many as the registry has, and live as long as the program
    def _statement(self, shape: Shape, side: str) -> Select[Any] | None:
        """Return the query of a page: `side` tells where its first row lies from the edge."""
        mine = self._rows(shape)
        if mine is None:
            return None
        number: Any = self.entity.id  # type: ignore[attr-defined]
        edge = bindparam("edge", type_=self.day.type)
        sides = {
            "any": (),
            "until": (self.day <= edge,),
            "before": (self.day < edge,),
            "tied": (or_(self.day < edge, and_(self.day == edge, number <= bindparam("number"))),),
        }
        asked = select(self.entity, *self.extra).options(*self.options).where(*mine, *sides[side])
        return asked.order_by(self.day.desc(), number.desc()).limit(bindparam("size"))

    @cache  # noqa: B019
    def _counting(self, shape: Shape) -> Select[Any] | None:
        mine = self._rows(shape)
        counted = (func.count(),) if self.several is None else self.several[0]
        return None if mine is None else select(*counted).select_from(self.entity).where(*mine)

    def _rows(self, shape: Shape) -> list[ColumnElement[bool]] | None:
        """Return what narrows the rows to the scope, and to what has happened by now."""
        mine = self.of(shape)
        if mine is None:
            return None
        known = self.day <= bindparam("today", type_=self.day.type) if self._is_day else self.day.is_not(None)
        return [mine, known, *self.always]

    def _values(self, work: Work, scope: Scope) -> dict[str, object]:
        return {
            "customers": list(scope.customers),
            "persons": list(scope.persons),
            "only": scope.only,
            "today": work.today,
        }

    def _side(self, before: Place | None) -> str:
        if before is None:
            return "any"
        if moment(self._edge(before)["edge"]) != before.moment or self.name < before.source:
            return "until"
        return "before" if self.name > before.source else "tied"

    def _edge(self, before: Place | None) -> dict[str, Any]:
        """Return the day or instant of the last event that has been shown, and its number."""
        if before is None:
            return {}
        day = before.moment.astimezone(FINLAND).date() if self._is_day else before.moment
        return {"edge": day, "number": before.id}
