"""Files kept with a record: opened, saved elsewhere, removed, and added by dropping or by a button."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from asiakasrekisteri.domain.formats import day, file_size
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.gui.theme.icons import Icon
from asiakasrekisteri.gui.theme.theme import px
from asiakasrekisteri.gui.widgets.basics import Button, clear, column, icon_button, label, line, row
from asiakasrekisteri.gui.widgets.dropping import AddFiles, AskFiles, accept_files, ask_files
from asiakasrekisteri.gui.widgets.files import file_icon
from asiakasrekisteri.gui.widgets.tips import plain_tip

AskPath = Callable[[QWidget, str], str]
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_REMOVE = {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}


def ask_path(parent: QWidget, name: str) -> str:
    """Show the system's save dialog; "" when cancelled."""
    return QFileDialog.getSaveFileName(parent, _("Tallenna nimellä"), name)[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptFile:
    """A file of a record; size in bytes, `note` e.g. who added it or until when it is kept."""

    id: int
    name: str
    size: int
    added: dt.date | None = None
    note: str = ""

    def facts(self) -> str:
        """Return size, day and note in words."""
        return " · ".join(p for p in (file_size(self.size), day(self.added) if self.added else "", self.note) if p)


MakeChip = Callable[[KeptFile], Sequence[QWidget]]


def no_chip(_file: KeptFile) -> Sequence[QWidget]:
    """Return nothing: where the files came from is told elsewhere."""
    return ()


class _Name(Button):
    """The name of a file, shortened in its middle where there is no room, so that its ending stays."""

    def __init__(self, name: str, pressed: Callable[[], object]) -> None:
        super().__init__("", kind="link", pressed=pressed)
        self._whole = name
        self.setToolTip(plain_tip(name))
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(self.fontMetrics().horizontalAdvance(self._whole) + px(8), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(px(60), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        shown = self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideMiddle, self.width() - px(6))
        self.setText(shown.replace("&", "&&"))


class AttachmentList(QFrame):
    """Files one under another.

    Args:
        name: what screen readers call it.
        may_add: whether files can be added here.
        may_remove: whether they can be removed.
        ask_to: shows the save dialog; replaced by tests.
        ask_from: shows the dialog for choosing files; replaced by tests.
        chip: makes what tells where a file came from.
    """

    opened = Signal(int)
    save_asked = Signal(int, str)
    """Save this file under this path."""
    removed = Signal(int)
    """The user wants it gone; the page removes it and offers to undo."""
    added = Signal(object)
    """list[Path] on this computer, dropped or chosen."""

    def __init__(
        self,
        name: str,
        *,
        may_add: bool = True,
        may_remove: bool = True,
        ask_to: AskPath = ask_path,
        ask_from: AskFiles = ask_files,
        chip: MakeChip = no_chip,
    ) -> None:
        super().__init__()
        self.setProperty("area", "plain")
        self.setAccessibleName(name)
        self._may_remove, self._ask_to, self._chip = may_remove, ask_to, chip
        self._files: tuple[KeptFile, ...] = ()
        self._names: list[Button] = []
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(4)
        layout.addLayout(self._rows)
        self._empty = label(_("Ei tiedostoja."), "small")
        layout.addWidget(self._empty)
        if may_add:
            self.add = AddFiles(self._take, ask_from, "")
            layout.addWidget(row(self.add, label(_("tai pudota tiedosto tähän"), "small", wrap=True), gap=10))
            accept_files(self, self._take)

    def show_files(self, files: Sequence[KeptFile]) -> None:
        """Show these files."""
        focused = self._focused()
        clear(self._rows)
        self._files, self._names = tuple(files), []
        for number, file in enumerate(self._files):
            if number:
                self._rows.addWidget(line())
            self._rows.addWidget(self._row(file))
        self._empty.setVisible(not self._files)
        if focused >= 0 and self._names:
            self._names[min(focused, len(self._names) - 1)].setFocus()

    def _row(self, file: KeptFile) -> QFrame:
        made = QFrame()
        made.setProperty("area", "plain")
        layout = QHBoxLayout(made)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(Icon(file_icon(file.name), 16))
        layout.addWidget(self._words(file), 1)
        for mark in self._chip(file):
            layout.addWidget(mark)
        save = icon_button("download", _("Tallenna nimellä: {file} (Ctrl+S)").format(file=file.name), small=True)
        save.clicked.connect(lambda _on=False: self._save(file))
        layout.addWidget(save)
        if self._may_remove:
            remove = icon_button("trash-2", _("Poista {file} (Del)").format(file=file.name), small=True)
            remove.clicked.connect(lambda _on=False: self.removed.emit(file.id))
            layout.addWidget(remove)
        return made

    def _words(self, file: KeptFile) -> QFrame:
        name = _Name(file.name, lambda: self.opened.emit(file.id))
        name.setAccessibleName(_("Avaa {file}, {facts}").format(file=file.name, facts=file.facts()))
        name.installEventFilter(self)
        self._names.append(name)
        facts = label(file.facts(), "small", wrap=True)
        facts.setIndent(2)  # under the first letter of the name
        return column(row(name, None), facts, gap=0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys on the name of a file: ↑ ↓ to others, Ctrl+S saves it elsewhere, Del removes it."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and watched in self._names:
            return self._take_key(event, next(n for n, name in enumerate(self._names) if name is watched))
        return super().eventFilter(watched, event)

    def _take_key(self, event: QKeyEvent, place: int) -> bool:
        key, file = Qt.Key(event.key()), self._files[place]
        if key in _STEPS:
            self._names[min(len(self._names) - 1, max(0, place + _STEPS[key]))].setFocus()
        elif event.matches(QKeySequence.StandardKey.Save):
            self._save(file)
        elif key in _REMOVE and self._may_remove:
            self.removed.emit(file.id)
        else:
            return False
        return True

    def _focused(self) -> int:
        return next((number for number, name in enumerate(self._names) if name.hasFocus()), -1)

    def _save(self, file: KeptFile) -> None:
        if path := self._ask_to(self, file.name):
            self.save_asked.emit(file.id, path)

    def _take(self, files: Sequence[Path]) -> None:
        self.added.emit(list(files))
