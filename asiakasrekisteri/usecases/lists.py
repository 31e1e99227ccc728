"""Lists of a hundred thousand rows: the ids at once, the rows page by page, the view log for what stayed on screen."""

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from sqlalchemy import Select, func, select

from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.store import contents, search
from asiakasrekisteri.store.models import Customer, Entity
from asiakasrekisteri.store.search import Found
from asiakasrekisteri.store.subjects import person_of, rows_about
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.gate import Seen, use_case
from asiakasrekisteri.usecases.records import entity_of
from asiakasrekisteri.usecases.restrictions import restricted_persons

_FEW = 5_000
"""So few hits are put in order by themselves; of more, the whole list is walked."""

_MOST_INSIDE = 500
"""Interactions and attachments that are asked whose they are, the newest first."""


@dataclass(frozen=True, slots=True)
class IdList:
    """The ids of a list in order, and how many rows there are without any filter."""

    ids: "array[int]"
    total: int


def ordered_ids(
    work: Work, entity: type[Entity], query: str | Sequence[int], order: str, reverse: bool, equal: Mapping[str, object]
) -> IdList:
    """Return the ids that match the query and the equalities, ordered by a field; names by Finnish order.

    A query is words to be found, "" for all rows, or the ids themselves. A field may be held equal to any that is
    selected.
    """
    total = work.session.scalar(select(func.count()).select_from(entity)) or 0
    column = entity.sort_key if order == "name" else getattr(entity, order)  # type: ignore[attr-defined]
    direction = column.desc() if reverse else column.asc()
    statement = select(entity.id).order_by(direction, entity.id)
    for name, value in equal.items():
        field = getattr(entity, name)
        statement = statement.where(field.in_(value) if isinstance(value, Select) else field == value)
    if order != "name":
        statement = statement.order_by(None).order_by(column.is_(None), direction, entity.id)
    if isinstance(query, str) and not query.strip():
        return IdList(read_ids(work, statement), total)
    found = search.matching(work.session.connection(), entity.__tablename__, query) if isinstance(query, str) else query
    wanted = set(found)
    if len(wanted) <= _FEW:
        return IdList(read_ids(work, statement.where(entity.id.in_(wanted))), total)
    return IdList(array("q", (i for i in read_ids(work, statement) if i in wanted)), total)


def content_owners(work: Work, kind: str, query: str) -> list[int]:
    """Return the customers or persons in whose interactions and attachments the words of a query stand.

    For lists in which no name matches. Nothing for a role that may not see interactions.
    """
    if not work.actor.may(Permission.INTERACTION_READ):
        return []
    connection = work.session.connection()
    return contents.owners(connection, found_inside(work, query, _MOST_INSIDE), kind)


def found_inside(work: Work, query: str, limit: int) -> list[Found]:
    """Return the interactions and attachments in which the words of a query stand, the newest first.

    Those of persons under restriction are not searched: what was said may only be stored (GDPR Art. 18(2)).
    """
    hits = contents.find(work.session.connection(), query, limit)
    restricted = restricted_persons(work)
    if not restricted:
        return hits
    kept: set[tuple[str, int]] = set()
    for kind, entity in contents.KINDS.items():
        about = rows_about(entity).with_only_columns(entity.id)
        kept.update((kind, row) for one in restricted for row in work.session.scalars(about, {"person": one}))
    return [hit for hit in hits if (hit.kind, hit.id) not in kept]


def read_ids(work: Work, statement: Select[Any]) -> "array[int]":
    """Read ids from the driver itself: wrapped one by one they would keep the window from its turn."""
    cursor: Any = work.session.connection().execute(statement).cursor
    return array("q", chain.from_iterable(cursor.fetchall()))


@use_case(Permission.OFFICE_ENTER, discloses=list)
def note_seen(work: Work, entity: str, ids: Sequence[int]) -> Sequence[Seen]:
    """Log that rows of a list stayed on the screen, were copied, printed or exported."""
    if entity == "person":
        return [Seen("person", i, i) for i in ids]
    if entity != "customer":
        kind = entity_of(entity)
        return [
            Seen(entity, row.id, person_of(row, work.session))
            for row in work.session.scalars(select(kind).where(kind.id.in_(ids)))
        ]
    rows = work.session.execute(select(Customer.id, Customer.person_id).where(Customer.id.in_(ids)))
    owners: dict[int, int | None] = {row_id: person_id for row_id, person_id in rows}  # noqa: C416 - rows, not pairs
    return [Seen("customer", i, owners.get(i)) for i in ids]
