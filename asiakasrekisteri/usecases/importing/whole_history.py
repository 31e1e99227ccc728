"""The history of an office that is read back: each save as it was, so that sources and former values are the same.

The export tells of a change what a value was before it. What it became is what it was before the next change, or what
it is now.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from sqlalchemy import inspect, select

from asiakasrekisteri.domain.fields import FieldKind, Sensitivity
from asiakasrekisteri.store import whole
from asiakasrekisteri.store.changes import DERIVED, plain
from asiakasrekisteri.store.identity import MASK, seal_identity
from asiakasrekisteri.store.models import Change, Entity, Source, User
from asiakasrekisteri.store.sealed import seal_bytes
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.edits import sealed_place
from asiakasrekisteri.usecases.exporting.rows import exported_fields
from asiakasrekisteri.usecases.importing.whole_values import stored_value
from asiakasrekisteri.usecases.records import entity_of

_AT_ONCE = 500
_PROGRAM = 0
"""Whoever wrote before there was a user: the program itself."""
_SAVE = ("entity", "row_id", "last_row_id", "action", "source", "source_date", "automatic", "person_id", "user", "at")
"""What the lines of one save have in common."""


@dataclass(slots=True)
class _Saved:
    """One save of one row: what its lines have in common, and the former value of each field."""

    about: tuple[Any, ...]
    old: dict[str, Any] = field(default_factory=dict)

    def get(self, name: str) -> Any:
        return self.about[_SAVE.index(name)]


@dataclass(slots=True)
class HistoryWriter:
    """Gathers the lines of history, and writes them as changes when every row has come."""

    work: Work
    _saves: list[_Saved] = field(default_factory=list)

    def take(self, line: Mapping[str, Any]) -> None:
        """Take one line; the lines of one save come one after another."""
        about = tuple(line.get(name) for name in _SAVE)
        name = line.get("field")
        last = self._saves[-1] if self._saves else None
        if last is None or last.about != about or name is None or name in last.old:
            last = _Saved(about)
            self._saves.append(last)
        if name is not None:
            last.old[name] = line.get("old")

    def write(self) -> None:
        """Write the changes in the order in which they were made."""
        session = self.work.session
        sources = dict(session.execute(select(Source.code, Source.id)).all())
        users = dict(session.execute(select(User.login, User.id)).all())
        after: dict[tuple[str, int], dict[str, Any]] = {}
        rows = []
        for save in reversed(self._saves):
            values = self._values(save, after)
            rows.append(
                {
                    "entity": save.get("entity"),
                    "entity_id": save.get("row_id"),
                    "last_id": save.get("last_row_id"),
                    "action": save.get("action"),
                    "values": values,
                    "source_id": sources.get(save.get("source"), 0),
                    "source_date": dt.date.fromisoformat(save.get("source_date")),
                    "automatic": bool(save.get("automatic")),
                    "user_id": users.get(save.get("user"), _PROGRAM),
                    "at": dt.datetime.fromisoformat(save.get("at")),
                    "log_id": 0,
                    "person_id": save.get("person_id"),
                }
            )
        rows.reverse()
        whole.forget_trail(self.work, keep=User)
        for start in range(0, len(rows), _AT_ONCE):
            whole.put(self.work, Change, rows[start : start + _AT_ONCE])
        self._saves.clear()

    def _values(self, save: _Saved, after: dict[tuple[str, int], dict[str, Any]]) -> Any:
        """Return what a change holds, and remember what each field was before it; called from the last to the first."""
        if save.get("last_row_id") is not None:
            return []
        entity, row_id = entity_of(save.get("entity")), save.get("row_id")
        known = after.setdefault((entity.__tablename__, row_id), {})
        if save.get("action") == "create":
            return self._filled(entity, row_id, known)
        old = {name: self._former(entity, name, value) for name, value in save.old.items()}
        gone = save.get("action") == "delete"
        values = {
            name: [plain(value), None if gone else self._then(entity, row_id, known, name)]
            for name, value in old.items()
        }
        known.update({name: plain(value) for name, value in old.items()})
        return values

    def _filled(self, entity: type[Entity], row_id: int, known: Mapping[str, Any]) -> list[str]:
        names = (f.name for f in exported_fields(entity) if f.name not in DERIVED)
        said = {name: self._then(entity, row_id, known, name) for name in names}
        return sorted(name for name, value in said.items() if value is not None and value is not False)

    def _then(self, entity: type[Entity], row_id: int, known: Mapping[str, Any], name: str) -> Any:
        """Return what a field was after a change: before the next one, or now."""
        return known[name] if name in known else plain(self._present(entity, row_id).get(name))

    def _present(self, entity: type[Entity], row_id: int) -> Mapping[str, Any]:
        columns = inspect(entity).columns
        row = self.work.session.connection().execute(select(*columns).where(entity.id == row_id)).first()
        return {} if row is None else dict(zip((column.key for column in columns), row, strict=True))

    def _former(self, entity: type[Entity], name: str, value: Any) -> Any:
        spec = _specs(entity).get(name)
        if value is None or spec is None:
            return value
        if spec.sensitivity is Sensitivity.PLAIN:
            return stored_value(inspect(entity).columns[name].type, value, encoded=False)
        if value == MASK:
            return None
        if spec.kind is FieldKind.IDENTITY_CODE:
            return seal_identity(self.work, None, {name: value, "identity_ground": "law"})[name]
        return seal_bytes(self.work, spec.sensitivity, str(value).encode(), sealed_place(entity, name))


@cache
def _specs(entity: type[Entity]) -> Mapping[str, Any]:
    return {one.name: one for one in exported_fields(entity)}
