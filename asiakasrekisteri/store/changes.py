"""One mechanism for every declared column: each flush writes what changed, from where, and names it to the log.

The listener sees what the mapped objects did. Rows written in bulk go through `store.bulk`, which writes the same
trail; any other bulk statement is refused, because it would leave none.
"""

import base64
import datetime as dt
from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import partial
from typing import Any

from sqlalchemy import bindparam, insert, inspect, select
from sqlalchemy.orm import ORMExecuteState, Session, UOWTransaction

from asiakasrekisteri.domain.fields import FieldKind
from asiakasrekisteri.domain.personname import list_form
from asiakasrekisteri.domain.words import sort_key
from asiakasrekisteri.store.log import LogLine
from asiakasrekisteri.store.models import Change, Customer, Entity, Person, Source, all_fields
from asiakasrekisteri.store.subjects import found_as, person_of
from asiakasrekisteri.store.work import ChangeOrigin, Work

AUDITED = "audited"
DERIVED = frozenset({"id", "version", "sort_key", "size", "sha256", "complete"})
"""Columns that follow from others without a key: they need no history of their own."""

_SOURCE = select(Source.id).where(Source.code == bindparam("code"))


class UnauditedWriteError(RuntimeError):
    """A defect: the database was written past the unit of work, or in a call that only reads."""


def work_of(session: Session) -> Work:
    """Return the unit of work of a session; writing without one is a defect."""
    work = session.info.get("work")
    if not isinstance(work, Work):
        raise UnauditedWriteError
    return work


def refuse_bulk(state: ORMExecuteState) -> None:
    """Refuse ORM-wide statements that the flush listener would not see."""
    writes = state.is_update or state.is_delete or state.is_insert
    if writes and not state.execution_options.get(AUDITED):
        raise UnauditedWriteError(str(state.statement.__visit_name__))


def derive(session: Session, _context: UOWTransaction, _instances: object) -> None:
    """Fill the columns that follow from others before a flush."""
    for row in (*session.new, *session.dirty):
        if isinstance(row, Person | Customer):
            row.sort_key = listed_by(type(row), partial(getattr, row))


def listed_by(entity: type[Entity], column: Callable[[str], str | None]) -> str:
    """Return the key by which a person (last name first) or a customer is listed.

    Args:
        entity: of the row.
        column: gives the row's value by the name of a column, whether it is a mapped object or plain values.
    """
    if entity is Person:
        return sort_key(list_form(column("first_names") or "", column("last_name") or ""))
    return sort_key(column("name") or "")


def record_flush(session: Session, _context: UOWTransaction) -> None:
    """Write the changes of one flush and tell the log and the search index of them."""
    work = work_of(session)
    groups = (("create", session.new), ("update", session.dirty), ("delete", session.deleted))
    rows = [
        _change(session, work, row, action, values)
        for action, objects in groups
        for row in objects
        if isinstance(row, Entity) and (values := _values(row, action)) is not None
    ]
    if not rows:
        return
    if not work.writable:
        raise UnauditedWriteError("read-only")
    session.execute(insert(Change), rows, execution_options={AUDITED: True})


def record_creation(session: Session, row: Entity) -> None:
    """Write the trail of a row that was made unseen and is whole only now: an attachment sent block by block."""
    work = work_of(session)
    change = _change(session, work, row, "create", _values(row, "create") or {})
    session.execute(insert(Change), [change], execution_options={AUDITED: True})


def _change(session: Session, work: Work, row: Entity, action: str, values: Mapping[str, object]) -> dict[str, Any]:
    entity, person_id = row.__tablename__, person_of(row, session)
    work.lines.append(LogLine(action, entity, row.id, ",".join(sorted(values)), person_id))
    work.changed.add((entity, row.id))
    work.unindexed.update(found_as(type(row), partial(getattr, row)))
    if isinstance(row, Person) and "non_disclosure" in values:  # her customerships are no longer found by her address
        own = session.connection().scalars(select(Customer.id).where(Customer.person_id == row.id))
        work.unindexed.update(("customer", customer) for customer in own)
    return {
        "entity": entity,
        "entity_id": row.id,
        "action": action,
        "values": sorted(values) if action == "create" else values,
        "person_id": person_id,
        **origin_columns(session, work),
    }


def filled(row: Mapping[str, object]) -> list[str]:
    """Return the fields that the creation of a row of plain values fills, as its change names them."""
    said = (name for name, value in row.items() if value is not None and value is not False)
    return sorted(name for name in said if name not in DERIVED)


def origin_columns(session: Session, work: Work, other: ChangeOrigin | None = None) -> dict[str, Any]:
    """Return the columns of `change` that say where the values of this work, or `other` values, come from."""
    origin = other or work.origin
    assert origin is not None, "a writing use case states its origin"
    return {
        "source_id": source_id(session, origin.source),
        "source_date": origin.date,
        "automatic": origin.automatic,
        "user_id": work.actor.user_id,
        "at": work.now,
        "log_id": work.log_number,
    }


def source_id(session: Session, code: str) -> int:
    """Return the row id of a source by its code; 0 while the register of sources itself is being made."""
    known: dict[str, int] = session.info.setdefault("sources", {})
    if code not in known:
        with session.no_autoflush:
            found = session.connection().execute(_SOURCE, {"code": code}).scalar()
        if found is None:
            return 0
        known[code] = found
    return known[code]


def _values(row: Entity, action: str) -> dict[str, Any] | None:
    """Return {field: [old, new]} of what the flush writes; None when nothing but derived columns changed."""
    state = inspect(row)
    found: dict[str, Any] = {}
    for spec in all_fields(type(row)):
        if spec.name in DERIVED:
            continue
        history = state.attrs[spec.name].history
        now = state.dict.get(spec.name)
        if action == "create" and now is not None and not (spec.kind is FieldKind.FLAG and now is False):
            found[spec.name] = now
        elif action == "delete" and now is not None:
            found[spec.name] = [plain(now), None]
        elif action == "update" and history.has_changes() and (old := next(iter(history.deleted), None)) != now:
            found[spec.name] = [plain(old), plain(now)]
    return found if found or action != "update" else None


def plain(value: object) -> object:
    """Turn a column's value into JSON that `restored` turns back."""
    if isinstance(value, dt.datetime):
        return {"instant": value.isoformat()}
    if isinstance(value, dt.date):
        return {"date": value.isoformat()}
    if isinstance(value, Decimal):
        return {"money": str(value)}
    if isinstance(value, bytes):
        return {"sealed": base64.b64encode(value).decode()}
    return value


def restored(value: object) -> object:
    """Turn the JSON of `plain` back into a column's value."""
    if not isinstance(value, dict) or len(value) != 1:
        return value
    ((kind, text),) = value.items()
    return _RESTORERS[kind](text) if kind in _RESTORERS else value


_RESTORERS: dict[str, Callable[[str], object]] = {
    "instant": dt.datetime.fromisoformat,
    "date": dt.date.fromisoformat,
    "money": Decimal,
    "sealed": base64.b64decode,
}
