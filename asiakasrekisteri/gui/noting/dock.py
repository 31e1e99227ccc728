"""The panel of notes put into a window: one key, one signal, one place."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut

from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.gui.context import Context
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
    shortcut.activated.connect(lambda: panel.toggle(*concerned(window.navigator.here())))
    return panel
