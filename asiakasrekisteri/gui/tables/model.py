"""A table of as many rows as there are, of which only what is looked at is ever fetched.

The ids of all rows are held in memory (8 bytes each), the rows come in pages of 200 from the store's thread, and the
last 40 pages are kept. Meanwhile cells are empty and the delegate paints grey bars. Scrolling never waits.
"""

from array import array
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Protocol

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer, Signal

from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.gui.tables.columns import Cell, Column
from asiakasrekisteri.gui.tasks import Failed, Runner
from asiakasrekisteri.gui.widgets.tips import plain_tip

PAGE = 200
KEPT_PAGES = 40
CELL_ROLE = Qt.ItemDataRole.UserRole + 1
"""Gives the `Cell`, or None while the row is being fetched."""
ID_ROLE = Qt.ItemDataRole.UserRole + 2
"""Gives the id of the row."""

_Index = QModelIndex | QPersistentModelIndex
_NO_PARENT = QModelIndex()
Row = Mapping[str, object]


class Pages(Protocol):
    """What a list asks of its screen. Called on the store's thread."""

    def fetch(self, ids: Sequence[int]) -> Sequence[Row]:
        """Return the rows of these ids in this order; an empty mapping for one that has gone."""


class PagedModel(QAbstractTableModel):
    """A lazily loaded table.

    Args:
        columns: every column the list has; the view shows some of them.
        pages: fetches rows.
        runner: on which rows are fetched.
        failed: told when fetching fails.
    """

    sort_asked = Signal(str, bool)
    """The user asked for another order: name of the column, descending. The screen answers with `show`."""
    page_shown = Signal(object)
    """Ids of a page that has come, for the log of views."""

    def __init__(
        self, columns: Sequence[Column], pages: Pages, runner: Runner, failed: Failed, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._source, self._runner, self._failed = pages, runner, failed
        self._ids = array("q")
        self._pages: OrderedDict[int, list[Row]] = OrderedDict()
        self._wanted: set[int] = set()
        self._asked: set[int] = set()
        self._turn = 0
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._fetch_wanted)

    def show(self, ids: Iterable[int]) -> None:
        """Show these rows in this order instead of what was shown."""
        self.beginResetModel()
        self._ids = ids if isinstance(ids, array) else array("q", ids)
        self._forget()
        self.endResetModel()

    def refresh(self, ids: Iterable[int] | None = None) -> None:
        """Fetch rows anew after they have changed; None for all. Order and selection stay."""
        if ids is None:
            self._forget()
        else:
            changed = set(ids)
            for page in [p for p in self._pages if changed.intersection(self._page_ids(p))]:
                del self._pages[page]
        if self._ids:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._ids) - 1, len(self.columns) - 1))

    def row_id(self, row: int) -> int:
        """Return the id on a row."""
        return self._ids[row]

    def row_of(self, wanted: int) -> int:
        """Return the row of an id, -1 when it is not in the list."""
        try:
            return self._ids.index(wanted)
        except ValueError:
            return -1

    def ids(self) -> "array[int]":
        """Return the ids of all rows in order."""
        return self._ids

    def values(self, row: int) -> Row | None:
        """Return the values of a row if they have come; otherwise ask for them and return None."""
        page = row // PAGE
        if page not in self._pages:
            if page not in self._asked:
                self._wanted.add(page)
                if not self._soon.isActive():
                    self._soon.start()
            return None
        self._pages.move_to_end(page)
        rows = self._pages[page]
        return rows[row % PAGE] if row % PAGE < len(rows) else {}

    def fetch_rows(self, rows: Sequence[int], done: Callable[[Sequence[Row]], object]) -> None:
        """Give the values of these rows, from the store where they have not come yet."""
        known = [self._pages[r // PAGE][r % PAGE] for r in rows if r // PAGE in self._pages]
        if len(known) == len(rows):
            done(known)
            return
        ids = array("q", (self._ids[r] for r in rows))
        self._runner.run(self, lambda _progress: self._source.fetch(ids), done, failed=self._failed)

    def rowCount(self, parent: _Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: _Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        if role == ID_ROLE:
            return self._ids[index.row()]
        if role not in _CELL_ROLES:
            return None
        column = self.columns[index.column()]
        values = self.values(index.row())
        cell = column.cell(values) if values else Cell(text="") if values is not None else None
        if role == CELL_ROLE:
            return cell
        return _words(cell, column, role)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _(self.columns[section].label)
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Pass on the wish; the store knows the Finnish order, this model does not."""
        if 0 <= column < len(self.columns) and self.columns[column].sortable:
            self.sort_asked.emit(self.columns[column].name, order == Qt.SortOrder.DescendingOrder)

    def _forget(self) -> None:
        self._turn += 1
        self._pages.clear()
        self._asked.clear()
        self._wanted.clear()

    def _page_ids(self, page: int) -> "array[int]":
        return self._ids[page * PAGE : (page + 1) * PAGE]

    def _fetch_wanted(self) -> None:
        """Ask for the pages looked at last; those scrolled past meanwhile are not fetched at all."""
        for page in sorted(self._wanted):
            self._asked.add(page)
            self._ask(page, self._turn, self._page_ids(page))
        self._wanted.clear()

    def _ask(self, page: int, turn: int, ids: "array[int]") -> None:
        def come(rows: Sequence[Row]) -> None:
            if turn == self._turn:
                self._keep(page, list(rows), ids)

        def failed(error: Exception) -> None:
            if turn == self._turn:
                self._failed(error)

        self._runner.run(self, lambda _progress: self._source.fetch(ids), come, failed=failed)

    def _keep(self, page: int, rows: list[Row], ids: "array[int]") -> None:
        self._asked.discard(page)
        self._pages[page] = rows
        while len(self._pages) > KEPT_PAGES:
            self._pages.popitem(last=False)
        first, last = page * PAGE, page * PAGE + len(ids) - 1
        self.dataChanged.emit(self.index(first, 0), self.index(last, len(self.columns) - 1))
        self.page_shown.emit(ids)


_CELL_ROLES = {
    int(CELL_ROLE),
    int(Qt.ItemDataRole.DisplayRole),
    int(Qt.ItemDataRole.AccessibleTextRole),
    int(Qt.ItemDataRole.ToolTipRole),
}


def _words(cell: Cell | None, column: Column, role: int) -> str | None:
    if cell is None:
        return ""
    if role == Qt.ItemDataRole.AccessibleTextRole:
        return f"{_(column.label)}: {cell.spoken()}"
    if role == Qt.ItemDataRole.ToolTipRole:
        return plain_tip(cell.spoken()) or None
    return cell.text
