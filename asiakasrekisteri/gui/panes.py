"""F6: from one part of the window to the next."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget


def go_round(panes: Sequence[QWidget], step: int) -> None:
    """Put the focus into the next (1) or previous (-1) pane that can take it."""
    focused = QApplication.focusWidget()
    here = next((n for n, p in enumerate(panes) if focused is p or (focused and p.isAncestorOf(focused))), 0)
    for turn in range(1, len(panes) + 1):
        if (target := first_focusable(panes[(here + step * turn) % len(panes)])) is not None:
            target.setFocus(Qt.FocusReason.ShortcutFocusReason)
            return


def first_focusable(pane: QWidget) -> QWidget | None:
    """Return the first widget of a pane that Tab reaches, or None."""
    for widget in (pane, *pane.findChildren(QWidget)):
        if widget.isVisible() and widget.isEnabled() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            return widget
    return None
