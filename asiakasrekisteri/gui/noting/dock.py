"""The panel of notes put into a window: one key, one signal, one place."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut

from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.navigation import Concerns
from asiakasrekisteri.gui.noting.panel import KEYS, NotePanel, concerned
from asiakasrekisteri.gui.window import Window


def dock_notes(context: Context, window: Window) -> NotePanel | None:
    """Dock the panel at the right of a window; None for a role that may not write down interactions."""
    if not context.may(Permission.INTERACTION_WRITE):
        return None
    panel = NotePanel(context)
    window.set_aside(panel)
    panel.shown.connect(lambda _shown: window.fit())
    panel.shown.connect(context.set_noting)
    context.noted.connect(panel.begin)
    shortcut = QShortcut(QKeySequence(KEYS), window)
    shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
    shortcut.activated.connect(lambda: panel.toggle(*in_front(window)))
    return panel


def in_front(window: Window) -> tuple[str, int]:
    """Return the customer or person in front: that of the page, or of the row one stands on; else ("", 0)."""
    page: object = window.page()
    told = page.concerns() if isinstance(page, Concerns) else ("", 0)
    return told if told[1] else concerned(window.navigator.here())
