"""The timeline itself: a list that stays light however long it is, with keys for everything the mouse can do."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QPersistentModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QGuiApplication,
    QHelpEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QApplication, QListView, QMenu, QToolTip

from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.gui.tasks import Runner
from asiakasrekisteri.gui.theme.icons import icon
from asiakasrekisteri.gui.theme.theme import px, theme
from asiakasrekisteri.gui.timeline.delegate import EventDelegate
from asiakasrekisteri.gui.timeline.event import Event, Recording, as_copied, attachment_words, spoken
from asiakasrekisteri.gui.timeline.model import TimelineModel
from asiakasrekisteri.gui.widgets.announce import announce
from asiakasrekisteri.gui.widgets.player import RecordingPlayer
from asiakasrekisteri.gui.widgets.tips import plain_tip

_Index = QModelIndex | QPersistentModelIndex
FetchRecording = Callable[[int, Callable[[bytes], object], Callable[[str], object]], object]
"""Given the id of an attachment, calls the first with its bytes or the second with words that say why it has none."""
_NARROWEST = 320
"""The least room in which a player's parts do not meet."""
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
_ASIDE = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class Timeline(QListView):
    """Events, newest first.

    Args:
        name: what screen readers call it, e.g. "Asiakkaan tapahtumat".
        runner: where waves of recordings are computed.
        more: asked for events older than the one of this key; the page answers through `add`.
        recording: fetches and logs a recording; None where recordings may not be heard.
    """

    opened = Signal(str)
    """Enter or double click: address of the event."""
    attachment_opened = Signal(int)
    """A click, or Enter on a file reached by →: id of the attachment."""
    counted = Signal(int, bool)
    """Events fetched so far, and whether there are more: the page shows its empty or no-hit state at (0, False)."""

    def __init__(
        self,
        name: str,
        runner: Runner,
        more: Callable[[str], object] | None = None,
        recording: FetchRecording | None = None,
    ) -> None:
        super().__init__()
        self._recording, self._runner = recording, runner
        self._events = TimelineModel(self, more)
        self._painter = EventDelegate(self, self._events)
        self._player: RecordingPlayer | None = None
        self.setAccessibleName(name)
        self.setMouseTracking(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)  # in one pass: in batches Qt scrolls to the top at each page
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setItemDelegate(self._painter)
        self.setModel(self._events)
        self.doubleClicked.connect(self._open)
        self.setMinimumWidth(px(_NARROWEST))
        theme().changed.connect(self._fit)

    def show_events(self, events: Sequence[Event], *, has_more: bool = False) -> None:
        """Show these events, newest first, instead of what is shown; what plays stops."""
        self.stop()
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

    def player(self) -> RecordingPlayer | None:
        """Return the player that is open, if one is."""
        return self._player

    def play(self) -> None:
        """Play or hold the recording of the current event; another that plays is stopped."""
        index = self.currentIndex()
        event = self.current_event()
        if event is None or event.recording is None or self._recording is None:
            return
        if self._player is None or self._painter.playing != index:
            self.stop()
            self._painter.playing = QPersistentModelIndex(index)
            self._player = self._make_player(event, event.recording, self._recording)
            self.updateEditorGeometries()
        self._player.toggle()

    def stop(self) -> None:
        """Stop what plays and drop its bytes."""
        player, self._player = self._player, None
        if player is None:
            return
        self._painter.playing = QPersistentModelIndex()
        if player.isAncestorOf(QApplication.focusWidget() or self):
            self.setFocus()
        player.stop()
        player.hide()
        player.deleteLater()
        self.viewport().update()

    def _copy(self) -> None:
        if (event := self.current_event()) is not None:
            QGuiApplication.clipboard().setText(as_copied(event))

    def _make_player(self, event: Event, heard: Recording, fetch: FetchRecording) -> RecordingPlayer:
        player = RecordingPlayer(
            heard.seconds, lambda done, failed: fetch(heard.attachment, done, failed), self._runner, heard.note
        )
        player.setParent(self.viewport())
        player.setAccessibleName(_("Nauhoite: {event}").format(event=event.title))
        player.show()
        return player

    def updateEditorGeometries(self) -> None:
        """Keep the player over the one that is painted in its row."""
        super().updateEditorGeometries()
        playing = self._painter.playing
        if self._player is not None and playing.isValid():
            index = self._events.index(playing.row())
            self._player.setGeometry(self._painter.player_at(index, self.visualRect(index)))

    def _open(self, index: _Index) -> None:
        event = self._events.event_at(index.row())
        if event.address:
            self.opened.emit(event.address)

    def _open_file(self, event: Event, number: int) -> None:
        self.attachment_opened.emit(event.attachments[number].id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        shown = self.current_event()
        if shown is not None and self._took(event, shown):
            return
        super().keyPressEvent(event)

    def _took(self, event: QKeyEvent, shown: Event) -> bool:
        key = Qt.Key(event.key())
        if event.matches(QKeySequence.StandardKey.Copy):
            self._copy()
        elif key in _ENTER:
            self._enter(shown)
        elif key == Qt.Key.Key_Space:
            self.play()
        elif self._player is not None and self._painter.playing == self.currentIndex():
            return self._player.take_key(event)
        elif key in _ASIDE and shown.attachments:
            self._step_file(shown, _ASIDE[key])
        else:
            return False
        return True

    def _enter(self, shown: Event) -> None:
        if 0 <= self._painter.file < len(shown.attachments):
            self._open_file(shown, self._painter.file)
        else:
            self._open(self.currentIndex())

    def _step_file(self, shown: Event, by: int) -> None:
        """Step into the files of the event, and by ← back to the event itself."""
        self._painter.file = min(len(shown.attachments) - 1, max(-1, self._painter.file + by))
        self.viewport().update()
        file = self._painter.file
        words = _("Liite {file}").format(file=attachment_words(shown.attachments[file])) if file >= 0 else spoken(shown)
        announce(self, words)

    def keyboardSearch(self, search: str) -> None:
        """A letter does not jump about: the page has a field for searching."""

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Show what can be done with the event, at the mouse or, by key, under its title."""
        by_mouse = event.reason() == QContextMenuEvent.Reason.Mouse
        index = self.indexAt(event.pos()) if by_mouse else self.currentIndex()
        if not index.isValid():
            return
        self.setCurrentIndex(index)
        corner = self._painter.corner(index, self.visualRect(index)) + QPoint(px(64), px(26))
        self.menu_entries().popup(event.globalPos() if by_mouse else self.viewport().mapToGlobal(corner))

    def menu_entries(self) -> QMenu:
        """Return the menu of the current event."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        shown = self.current_event()
        if shown is None:
            return menu
        if shown.address:
            menu.addAction(icon("external-link"), _("Avaa")).triggered.connect(
                lambda _on=False: self._open(self.currentIndex())
            )
        if shown.recording is not None and self._recording is not None:
            playing = self._player is not None and self._player.is_playing()
            words = _("Tauko") if playing else _("Toista nauhoite")
            menu.addAction(icon("pause" if playing else "play"), words).triggered.connect(lambda _on=False: self.play())
        for number, file in enumerate(shown.attachments):
            act = menu.addAction(icon("paperclip"), _("Avaa {file}").format(file=file.name.replace("&", "&&")))
            act.triggered.connect(lambda _on=False, n=number: self._open_file(shown, n))
        menu.addAction(icon("copy"), _("Kopioi")).triggered.connect(lambda _on=False: self._copy())
        return menu

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        index, file = self._under(event.position().toPoint())
        if event.button() != Qt.MouseButton.LeftButton or not index.isValid():
            return
        self._painter.file = -1
        if file >= 0:
            self._open_file(self._events.event_at(index.row()), file)
        elif self._painter.button_at(index, self.visualRect(index)).contains(event.position().toPoint()):
            self.play()  # only the button: a hearing is logged, so nothing else may begin it

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
