"""The events that have been fetched, newest first; older ones are asked for when the user comes near the end."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from asiakasrekisteri.gui.timeline.event import Event, spoken

_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class TimelineModel(QAbstractListModel):
    """Events in the order they are shown.

    Args:
        parent: what it goes with.
        more: asked for events older than the one of this key; answers through `add`.
    """

    def __init__(self, parent: QObject, more: Callable[[str], object] | None = None) -> None:
        super().__init__(parent)
        self._more = more
        self._events: list[Event] = []
        self._begins: list[bool] = []
        self._has_more = self._asked = False

    def show(self, events: Sequence[Event], *, has_more: bool) -> None:
        """Show these instead of what is shown now."""
        self.beginResetModel()
        self._events, self._begins = [], []
        self._take(events)
        self._has_more, self._asked = has_more, False
        self.endResetModel()

    def add(self, events: Sequence[Event], *, has_more: bool) -> None:
        """Add older events at the end."""
        self._has_more, self._asked = has_more, False
        if events:
            self.beginInsertRows(_ROOT, len(self._events), len(self._events) + len(events) - 1)
            self._take(events)
            self.endInsertRows()

    def event_at(self, row: int) -> Event:
        """Return the event of a row."""
        return self._events[row]

    def row_of(self, key: str) -> int:
        """Return the row of an event; -1 when it has not been fetched."""
        return next((row for row, event in enumerate(self._events) if event.key == key), -1)

    def begins_month(self, row: int) -> bool:
        """Tell whether the caption of a month stands over this row."""
        return self._begins[row]

    def _take(self, events: Sequence[Event]) -> None:
        """Keep the events, each with whether it is the first of its month: the list asks that of every row."""
        before = self._events[-1].month() if self._events else None
        for event in events:
            month = event.month()
            self._begins.append(month != before)
            before = month
        self._events.extend(events)

    def has_more(self) -> bool:
        """Tell whether there are older events that have not been fetched."""
        return self._has_more

    def rowCount(self, parent: _Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._events)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        event = self._events[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return event.title
            case Qt.ItemDataRole.AccessibleTextRole:
                return spoken(event)
        return None

    def canFetchMore(self, parent: _Index) -> bool:
        return not parent.isValid() and self._has_more and not self._asked and self._more is not None

    def fetchMore(self, parent: _Index) -> None:
        if self.canFetchMore(parent) and self._more is not None and self._events:
            self._asked = True
            self._more(self._events[-1].key)
