"""A source of events: one kind of row, the day by which it stands in time, and how it is told.

Pages are read by key, not by number: what has been shown does not move when something new comes in between.
"""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Date, and_, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from asiakasrekisteri.domain.formats import FINLAND
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.store.models import Base
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.events.item import Place, TimelineItem, moment

_LEAST_PAGE = 20


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose events: a customer's, or a person's with her own customerships; maybe only those one person is in."""

    customers: tuple[int, ...] = ()
    persons: tuple[int, ...] = ()
    only: int | None = None


Condition = Callable[[Scope], ColumnElement[bool] | None]
"""Narrows the rows of a source to a scope; None: it has none."""
Tell = Callable[[Work, "Source", Sequence[Any]], Iterator[TimelineItem]]


@dataclass(frozen=True)
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

    def events(self, work: Work, scope: Scope, before: Place | None, limit: int) -> Iterator[TimelineItem]:
        """Yield the events of a scope, the newest first, from just after `before`."""
        mine = self._rows(work, scope)
        size = max(limit + 1, _LEAST_PAGE)
        while mine is not None:
            asked = select(self.entity, *self.extra).options(*self.options).where(*mine)
            if before is not None:
                asked = asked.where(self._older(before))
            newest = asked.order_by(self.day.desc(), self.number.desc()).limit(size)
            rows = work.session.execute(newest).all()
            for item in self.tell(work, self, rows):
                if before is None or item.place < before:
                    yield item
            if len(rows) < size:
                return
            last = rows[-1][0]
            before = Place(moment(getattr(last, self.day.key)), self.name, last.id, -1_000)

    def count(self, work: Work, scope: Scope) -> int:
        """Return how many rows of a scope are events."""
        mine = self._rows(work, scope)
        if mine is None:
            return 0
        return work.session.scalar(select(func.count()).select_from(self.entity).where(*mine)) or 0

    @property
    def number(self) -> Any:
        """The column of the row's id."""
        return self.entity.id  # type: ignore[attr-defined]

    @property
    def _is_day(self) -> bool:
        return isinstance(self.day.type, Date)

    def _rows(self, work: Work, scope: Scope) -> list[ColumnElement[bool]] | None:
        """Return what narrows the rows to the scope, to what has happened by now; None where there can be none."""
        mine = self.of(scope)
        if mine is None:
            return None
        known = self.day <= work.today if self._is_day else self.day.is_not(None)
        return [mine, known, *self.always]

    def _older(self, before: Place) -> ColumnElement[bool]:
        value: dt.date = before.moment.astimezone(FINLAND).date() if self._is_day else before.moment
        if moment(value) != before.moment or self.name < before.source:
            return self.day <= value
        if self.name > before.source:
            return self.day < value
        return or_(self.day < value, and_(self.day == value, self.number <= before.id))

    def place(self, row: Any, part: int = 0) -> Place:
        """Return the place of a row's event."""
        return Place(moment(getattr(row, self.day.key)), self.name, row.id, part)
