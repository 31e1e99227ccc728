"""The menu bar: every act has an entry in it. Hidden until Alt or F10; on macOS it is always there."""

import sys
from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu, QMenuBar

from asiakasrekisteri.domain.texts import _


class MenuKeys(QObject):
    """Shows the menu bar on Alt alone or F10, and hides it when it has been left."""

    def __init__(self, window: QMainWindow, bar: QMenuBar) -> None:
        super().__init__(window)
        self._bar = bar
        self._alone = False
        window.installEventFilter(self)
        if sys.platform != "darwin":
            bar.hide()

    def toggle(self) -> None:
        """Show the bar with its first menu chosen, or hide it."""
        shown = self._bar.isHidden()
        self._bar.setVisible(shown)
        if shown:
            self._bar.setFocus(Qt.FocusReason.MenuBarFocusReason)
            self._bar.setActiveAction(self._bar.actions()[0])

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice Alt pressed and let go by itself."""
        if isinstance(event, QKeyEvent):
            if event.key() != Qt.Key.Key_Alt:
                self._watch(alone=False)
            elif event.type() == QEvent.Type.KeyPress:
                self._watch(alone=True)
            elif event.type() == QEvent.Type.KeyRelease and self._alone:
                self._watch(alone=False)
                self.toggle()
                return True
        return super().eventFilter(watched, event)

    def _watch(self, *, alone: bool) -> None:
        """While Alt is down, watch the whole program: a key taken by a shortcut never reaches the window."""
        if alone == self._alone:
            return
        self._alone = alone
        app = QCoreApplication.instance()
        if app is not None and alone:
            app.installEventFilter(self)
        elif app is not None:
            app.removeEventFilter(self)


Entry = tuple[str, str, Callable[[], object]]
"""Words, keys or "", and what it does."""


def fill_menus(window: QMainWindow, menus: Sequence[tuple[str, Sequence[Entry]]]) -> MenuKeys:
    """Build the menu bar of a window: the words of each menu and its entries."""
    bar = window.menuBar()
    for title, entries in menus:
        menu = bar.addMenu(title)
        for words, keys, act in entries:
            _add(menu, words, keys, act)
    made = MenuKeys(window, bar)
    toggle = window.addAction(_("Valikkorivi"))
    toggle.setShortcut(QKeySequence("F10"))
    toggle.triggered.connect(made.toggle)
    return made


def _add(menu: QMenu, words: str, keys: str, act: Callable[[], object]) -> None:
    shown = f"{words}\t{QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)}" if keys else words
    menu.addAction(shown).triggered.connect(lambda _on=False: act())
