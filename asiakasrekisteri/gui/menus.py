"""The menu bar: every act has an entry in it. Hidden until Alt or F10; on macOS it is always there."""

import sys
from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QMainWindow, QMenu, QMenuBar, QWidget

from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.gui.theme.focus import give_back


class MenuKeys(QObject):
    """Shows the menu bar on Alt alone or F10, and hides it when it has been left."""

    def __init__(self, window: QMainWindow, bar: QMenuBar) -> None:
        super().__init__(window)
        self._bar = bar
        self._alone = False
        self._before: QWidget | None = None
        self._left = QTimer(self)
        self._left.setSingleShot(True)
        self._left.setInterval(0)
        self._left.timeout.connect(self._leave)
        window.installEventFilter(self)
        if sys.platform != "darwin":
            bar.hide()

    def toggle(self) -> None:
        """Show the bar with its first menu chosen, or hide it."""
        shown = self._bar.isHidden()
        if shown:
            self._before = QApplication.focusWidget()
        self._bar.setVisible(shown)
        if shown:
            self._bar.setFocus(Qt.FocusReason.MenuBarFocusReason)
            self._bar.setActiveAction(self._bar.actions()[0])

    def add_menu(self, title: str, entries: Sequence["Entry"]) -> None:
        """Add a menu at the end of the bar."""
        menu = self._bar.addMenu(title)
        for words, keys, act in entries:
            _add(menu, words, keys, act)
        menu.aboutToHide.connect(self._left.start)  # a slot of its own: it goes with the window

    def _leave(self) -> None:
        """Go back to where the user was when a menu has been left, whether or not something was chosen in it."""
        if QApplication.activePopupWidget() is not None or self._bar.isHidden():
            return
        in_front = QApplication.focusWidget()
        before, self._before = self._before, None
        if sys.platform != "darwin":
            self._bar.hide()
        taken = in_front is not None and in_front is not self._bar
        if not taken:
            give_back(before, Qt.FocusReason.MenuBarFocusReason)

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
    made = MenuKeys(window, window.menuBar())
    for title, entries in menus:
        made.add_menu(title, entries)
    toggle = window.addAction(_("Valikkorivi"))
    toggle.setShortcut(QKeySequence("F10"))
    toggle.triggered.connect(made.toggle)
    return made


def native_keys(keys: str) -> str:
    """Return keys as they are called on this system; "" for none."""
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)


def _add(menu: QMenu, words: str, keys: str, act: Callable[[], object]) -> None:
    shown = f"{words}\t{native_keys(keys)}" if keys else words
    menu.addAction(shown).triggered.connect(lambda _on=False: act())
