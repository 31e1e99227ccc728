"""The list of a timeline: which events it has, where it stands and how it keeps its place while more come."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QPersistentModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHelpEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QToolTip

from asiakasrekisteri.gui.theme.theme import px, theme
from asiakasrekisteri.gui.timeline.delegate import EventDelegate
from asiakasrekisteri.gui.timeline.event import Event, as_copied
from asiakasrekisteri.gui.timeline.model import TimelineModel
from asiakasrekisteri.gui.widgets.tips import plain_tip

_Index = QModelIndex | QPersistentModelIndex
_NARROWEST = 320
"""The least room in which a player's parts do not meet."""


class EventList(QListView):
    """Events, newest first, fetched as they are scrolled to.

    Args:
        name: what screen readers call it, e.g. "Asiakkaan tapahtumat".
        more: asked for events older than the one of this key; the page answers through `add`.
    """

    counted = Signal(int, bool)
    """Events fetched so far, and whether there are more: the page shows its empty or no-hit state at (0, False)."""

    def __init__(self, name: str, more: Callable[[str], object] | None = None) -> None:
        super().__init__()
        self._events = TimelineModel(self, more)
        self._painter = EventDelegate(self, self._events)
        self.setAccessibleName(name)
        self.setMouseTracking(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)  # in one pass: in batches Qt scrolls to the top at each page
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setItemDelegate(self._painter)
        self.setModel(self._events)
        self.setMinimumWidth(px(_NARROWEST))
        theme().changed.connect(self._fit)

    def show_events(self, events: Sequence[Event], *, has_more: bool = False) -> None:
        """Show these events, newest first, instead of what is shown."""
        self._painter.measures.forget()
        self._painter.file = -1
        self._events.show(events, has_more=has_more)
        self.scrollToTop()
        self.counted.emit(len(events), has_more)

    def add(self, events: Sequence[Event], *, has_more: bool = False) -> None:
        """Add older events at the end, as asked through `more`."""
        self._events.add(events, has_more=has_more)
        self.counted.emit(self._events.rowCount(), has_more)

    def current_event(self) -> Event | None:
        """Return the event that has the keyboard."""
        index = self.currentIndex()
        return self._events.event_at(index.row()) if index.isValid() else None

    def event_at(self, row: int) -> Event:
        """Return the event of a row that has been fetched."""
        return self._events.event_at(row)

    def top_event(self) -> str | None:
        """Return the key of the event at the top of what is in sight; None at the very beginning."""
        index = self.indexAt(QPoint(px(4), px(4)))
        at_start = self.verticalScrollBar().value() == self.verticalScrollBar().minimum()
        return self._events.event_at(index.row()).key if index.isValid() and not at_start else None

    def bring_to_top(self, key: str) -> None:
        """Scroll so that an event stands at the top, if it has been fetched."""
        if (row := self._events.row_of(key)) >= 0:
            self.scrollTo(self._events.index(row), QAbstractItemView.ScrollHint.PositionAtTop)

    def choose(self, key: str) -> bool:
        """Make an event current; False when it has not been fetched."""
        row = self._events.row_of(key)
        if row >= 0:
            self.setCurrentIndex(self._events.index(row))
        return row >= 0

    def keyboardSearch(self, search: str) -> None:
        """A letter does not jump about: the page has a field for searching."""

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        index, file = self._under(event.position().toPoint())
        hovered = (index.row(), file) if file >= 0 else (-1, -1)
        if hovered != self._painter.hovered:
            self._painter.hovered = hovered
            self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if file >= 0 else Qt.CursorShape.ArrowCursor)
            self.viewport().update()
        super().mouseMoveEvent(event)

    def _under(self, point: QPoint) -> tuple[QModelIndex, int]:
        index = self.indexAt(point)
        return index, self._painter.file_at(index, self.visualRect(index), point) if index.isValid() else -1

    def viewportEvent(self, event: QEvent) -> bool:
        """Show the whole words of an event of which something was left out."""
        if event.type() == QEvent.Type.Leave:
            self._painter.hovered = (-1, -1)
            self.viewport().update()
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            index = self.indexAt(event.pos())
            shown = self._events.event_at(index.row()) if index.isValid() else None
            cut = shown is not None and self._painter.measures.place(shown).cut
            QToolTip.showText(event.globalPos(), plain_tip(as_copied(shown)) if shown is not None and cut else "", self)
            return True
        return super().viewportEvent(event)

    def currentChanged(self, current: _Index, previous: _Index) -> None:
        super().currentChanged(current, previous)
        self._painter.file = -1
        self._show_place()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Give an event to stand on to whoever comes by keyboard."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self._events.rowCount():
            self.selectionModel().setCurrentIndex(self._events.index(0), QItemSelectionModel.SelectionFlag.NoUpdate)
        self._show_place()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._show_place()

    def _show_place(self) -> None:
        self._painter.current = self.currentIndex().row() if self.hasFocus() else -1
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._painter.measures.fit(self.viewport().width())
        super().resizeEvent(event)

    def verticalScrollbarValueChanged(self, value: int) -> None:
        """Ask for older events one screen before the end, so that scrolling does not stop there."""
        super().verticalScrollbarValueChanged(value)
        self.updateEditorGeometries()
        bar = self.verticalScrollBar()
        if value > bar.maximum() - bar.pageStep() and self._events.canFetchMore(QModelIndex()):
            self._events.fetchMore(QModelIndex())

    def _fit(self) -> None:
        self.setMinimumWidth(px(_NARROWEST))
        self._painter.measures.fit(self.viewport().width())
        self.doItemsLayout()
