"""A table whose rows are all at hand: a few hundred at most, sorted here, opened by Enter."""

from array import array
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from asiakasrekisteri.domain.words import sort_key
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.tables.columns import Column
from asiakasrekisteri.gui.tables.model import PagedModel
from asiakasrekisteri.gui.tables.view import RecordTable
from asiakasrekisteri.gui.theme.theme import px

_ROW = _HEAD = 36


class _AtHand:
    """The rows, by id."""

    def __init__(self) -> None:
        self.rows: dict[int, Mapping[str, object]] = {}

    def fetch(self, ids: Sequence[int]) -> Sequence[Mapping[str, object]]:
        """See tables.model.Pages."""
        return [self.rows.get(i, {}) for i in ids]


class LocalTable(RecordTable):
    """A short table.

    Args:
        context: the desk.
        columns: what is shown of a row.
        name: what screen readers call it.
        view: under which its columns and widths are remembered.
        address: where Enter on a row leads; None for nowhere.
    """

    def __init__(
        self,
        context: Context,
        columns: Sequence[Column],
        name: str,
        view: str,
        address: Callable[[int], str] | None = None,
    ) -> None:
        self._at_hand = _AtHand()
        self._model = PagedModel(columns, self._at_hand, context.runner, context.messages.failed)
        super().__init__(self._model, name, context.preferences, view)
        self._model.setParent(self)
        self._order: tuple[str, bool] = ("", False)
        self.horizontalHeader().setSortIndicatorShown(False)  # the order is the caller's until a head is pressed
        self._model.sort_asked.connect(self._sort)
        if address is not None:
            self.opened.connect(lambda row_id: context.go(address(row_id)))

    def show_rows(self, rows: Mapping[int, Mapping[str, object]]) -> None:
        """Show these rows, by id and in this order, instead of what was shown; the one stood on stays."""
        current = self.current_id()
        self._at_hand.rows = dict(rows)
        self._model.show(self._sorted(list(rows)))
        if current is not None:
            self.choose_id(current)

    def tall(self, most: int) -> int:
        """Return the height that shows all rows, or `most` of them."""
        return px(_HEAD) + min(max(self._model.rowCount(), 1), most) * px(_ROW) + 4

    def ids_in_sight(self) -> list[int]:
        """Return the ids of the rows that the user sees."""
        if not self.isVisible() or not self._model.rowCount():
            return []
        last = self.rowAt(self.viewport().height() - 1)
        last = self._model.rowCount() - 1 if last < 0 else last
        return [self._model.row_id(place) for place in range(max(0, self.rowAt(0)), last + 1)]

    def _sort(self, name: str, down: bool) -> None:
        self._order = (name, down)
        self.horizontalHeader().setSortIndicatorShown(True)
        self._model.show(self._sorted(list(self._model.ids())))

    def _sorted(self, ids: list[int]) -> "array[int]":
        name, down = self._order
        rows = self._at_hand.rows
        if not name:
            return array("q", ids)
        filled = [i for i in ids if rows[i].get(name) not in {None, ""}]
        filled.sort(key=lambda i: _key(rows[i][name]), reverse=down)
        return array("q", filled + [i for i in ids if rows[i].get(name) in {None, ""}])


def _key(value: object) -> Any:
    return sort_key(value) if isinstance(value, str) else value
