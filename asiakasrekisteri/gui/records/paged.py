"""A card with a list of rows that are fetched page by page: as many as there are, logged as they stay in sight."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from PySide6.QtWidgets import QFrame, QVBoxLayout

from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.seen import Rows, SeenLog
from asiakasrekisteri.gui.tables.columns import Column, number_words
from asiakasrekisteri.gui.tables.model import PagedModel
from asiakasrekisteri.gui.tables.view import RecordTable
from asiakasrekisteri.gui.theme.theme import px
from asiakasrekisteri.gui.widgets.basics import Button, label, row
from asiakasrekisteri.usecases.gate import Gate
from asiakasrekisteri.usecases.lists import IdList

_ROW = 36


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """What a card lists.

    Attributes:
        entity: what the rows are; first part of their addresses, and of the view log.
        title, empty: in the user's language.
        columns: what is shown of a row; none of them sorts, since the order says something.
        rows: gives the rows of ids.
        most: rows shown before the list scrolls.
    """

    entity: str
    title: str
    empty: str
    columns: tuple[Column, ...]
    rows: Callable[[Gate, Sequence[int]], Sequence[Any]]
    most: int = 10


class _Pages:
    """Fetches rows."""

    def __init__(self, context: Context, listed: Listed) -> None:
        self._context, self._listed = context, listed

    def fetch(self, ids: Sequence[int]) -> Sequence[Mapping[str, object]]:
        """See tables.model.Pages."""
        rows = {r.id: r for r in self._listed.rows(self._context.gate, list(ids))}
        return [asdict(rows[i]) if i in rows else {} for i in ids]


class PagedCard(QFrame):
    """The card.

    Args:
        context: the desk.
        listed: what it lists.
        add: the button that begins a new one, or None.
    """

    def __init__(self, context: Context, listed: Listed, add: Button | None = None) -> None:
        super().__init__()
        self.setProperty("area", "card")
        self.setAccessibleName(listed.title)
        self._context, self._listed, self._turn = context, listed, 0
        self._count = label("", "muted")
        self.model = PagedModel(listed.columns, _Pages(context, listed), context.runner, context.messages.failed, self)
        self.table = RecordTable(self.model, listed.title, context.preferences, f"card-{listed.entity}")
        self.table.horizontalHeader().setSortIndicatorShown(False)
        self.table.opened.connect(lambda row_id: context.go(f"{listed.entity}/{row_id}"))
        self._seen = SeenLog(self, context, self._in_sight)
        self.model.page_shown.connect(lambda _ids: self._seen.moved())
        self.table.verticalScrollBar().valueChanged.connect(lambda _value: self._seen.moved())
        self._empty = label(listed.empty, "muted", wrap=True)
        self._empty.setContentsMargins(12, 2, 12, 8)
        self._empty.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4, 10, 4, 6)
        layout.setSpacing(6)
        acts = [add] if add is not None else []
        layout.addWidget(row(label(listed.title, "h3"), self._count, None, *acts, margins=(12, 0, 10, 0)))
        layout.addWidget(self._empty)
        layout.addWidget(self.table)

    def show_list(self, ask: Callable[[Gate], IdList]) -> None:
        """Fetch and show the rows that are asked for."""
        self._turn += 1
        turn = self._turn

        def come(found: IdList) -> None:
            if turn == self._turn:
                self._show(found)

        self._context.ask(self, ask, come)

    def _show(self, found: IdList) -> None:
        count = len(found.ids)
        if found.ids == self.model.ids():
            self.model.refresh()
        else:
            self.model.show(found.ids)
        self._count.setText(number_words(count) if count else "")
        self._empty.setVisible(not count)
        self.table.setVisible(count > 0)
        self.table.setFixedHeight(px(_ROW) * (1 + min(max(count, 1), self._listed.most)) + 4)

    def hideEvent(self, event: object) -> None:  # noqa: ARG002
        self._seen.stop()

    def _in_sight(self) -> Rows:
        if not self.table.isVisible() or not self.model.rowCount():
            return []
        first = max(0, self.table.rowAt(0))
        last = self.table.rowAt(self.table.viewport().height() - 1)
        last = self.model.rowCount() - 1 if last < 0 else last
        return [(self._listed.entity, self.model.row_id(place)) for place in range(first, last + 1)]
