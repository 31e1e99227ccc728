"""The timeline itself: a list that stays light however long it is, with keys for everything the mouse can do."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
)
from PySide6.QtWidgets import QApplication, QMenu

from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.gui.tasks import Runner
from asiakasrekisteri.gui.theme.icons import icon
from asiakasrekisteri.gui.theme.theme import px
from asiakasrekisteri.gui.timeline.event import Event, Recording, as_copied, attachment_words, spoken
from asiakasrekisteri.gui.timeline.list import EventList
from asiakasrekisteri.gui.widgets.announce import announce
from asiakasrekisteri.gui.widgets.player import RecordingPlayer

_Index = QModelIndex | QPersistentModelIndex
FetchRecording = Callable[[int, Callable[[bytes], object], Callable[[str], object]], object]
"""Given the id of an attachment, calls the first with its bytes or the second with words that say why it has none."""
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
_ASIDE = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class Timeline(EventList):
    """Events, newest first, with what is done by them: opening, hearing, copying.

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
    _player: RecordingPlayer | None = None  # Qt asks for the player's place while the list is still being made

    def __init__(
        self,
        name: str,
        runner: Runner,
        more: Callable[[str], object] | None = None,
        recording: FetchRecording | None = None,
    ) -> None:
        super().__init__(name, more)
        self._recording, self._runner = recording, runner
        self.doubleClicked.connect(self._open)

    def show_events(self, events: Sequence[Event], *, has_more: bool = False) -> None:
        """Show these events, newest first, instead of what is shown; what plays stops."""
        self.stop()
        super().show_events(events, has_more=has_more)

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
