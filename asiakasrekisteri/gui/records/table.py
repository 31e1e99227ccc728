"""A table of the records that hang on one card: all of them at hand, sorted here, opened by Enter."""

from collections.abc import Mapping, Sequence
from typing import Any

from asiakasrekisteri.domain.fields import EntitySpec, FieldKind, Record
from asiakasrekisteri.domain.words import sort_key
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.records.kinds import RecordKind
from asiakasrekisteri.gui.tables.columns import Column, columns_of
from asiakasrekisteri.gui.tables.model import PagedModel
from asiakasrekisteri.gui.tables.view import RecordTable


class _AtHand:
    """The rows of a short table, by id."""

    def __init__(self) -> None:
        self.rows: dict[int, Mapping[str, object]] = {}

    def fetch(self, ids: Sequence[int]) -> Sequence[Mapping[str, object]]:
        """See tables.model.Pages."""
        return [self.rows.get(i, {}) for i in ids]


class RecordsTable(RecordTable):
    """The records of one noun.

    Args:
        context: the desk.
        kind: what they are records of.
        name: what screen readers call the table.
        columns: by default those that the catalogue shows in lists.
    """

    def __init__(self, context: Context, kind: RecordKind, name: str, columns: Sequence[Column] = ()) -> None:
        self._pages = _AtHand()
        chosen = tuple(columns) or columns_of(kind.cases.spec)
        model = PagedModel(chosen, self._pages, context.runner, context.messages.failed)
        super().__init__(model, name, context.preferences, f"records-{kind.key}")
        model.setParent(self)
        self._model, self._kind = model, kind
        self._order: tuple[str, bool] = ("", False)
        model.sort_asked.connect(self._sort)
        self.opened.connect(lambda row_id: context.go(f"{kind.key}/{row_id}"))

    def show_records(self, records: Sequence[Record]) -> None:
        """Show these records instead of what was shown; the row one stands on stays."""
        current = self.current_id()
        self._pages.rows = {r.id: listed(self._kind.cases.spec, r) for r in records}
        self._model.show(self._sorted([r.id for r in records]))
        if current is not None:
            self.choose_id(current)

    def _sort(self, name: str, down: bool) -> None:
        self._order = (name, down)
        self._model.show(self._sorted(list(self._model.ids())))

    def _sorted(self, ids: list[int]) -> list[int]:
        name, down = self._order
        if not name:
            return ids
        rows = self._pages.rows
        filled = [i for i in ids if rows[i].get(name) not in {None, ""}]
        filled.sort(key=lambda i: _key(rows[i][name]), reverse=down)
        return filled + [i for i in ids if rows[i].get(name) in {None, ""}]


def listed(spec: EntitySpec, record: Record) -> Mapping[str, object]:
    """Return the values of a record as a table shows them: references by what they are called."""
    names = {f.name: record.names.get(f.name, "") for f in spec if f.kind is FieldKind.LINK}
    return {**record.values, **names}


def _key(value: object) -> Any:
    return sort_key(value) if isinstance(value, str) else value
