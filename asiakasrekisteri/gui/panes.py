"""F6: from one part of the window to the next."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QSplitter, QStackedWidget, QWidget

from asiakasrekisteri.gui.widgets.bars import TopBar


def go_round(panes: Sequence[QWidget], step: int) -> None:
    """Put the focus into the next (1) or previous (-1) pane that can take it."""
    focused = QApplication.focusWidget()
    here = next((n for n, p in enumerate(panes) if focused is p or (focused and p.isAncestorOf(focused))), 0)
    for turn in range(1, len(panes) + 1):
        if (target := first_focusable(panes[(here + step * turn) % len(panes)])) is not None:
            target.setFocus(Qt.FocusReason.ShortcutFocusReason)
            return


def parts_of(view: QWidget) -> list[QWidget]:
    """Return the parts of a page from above and from the left: its top bar, what lies under it, sides of a splitter."""
    if not view.isVisible():
        return []
    if isinstance(view, QSplitter):
        return [side for place in range(view.count()) if (side := view.widget(place)) is not None]
    if isinstance(view, QStackedWidget):
        return [part for one in (view.currentWidget(),) if one is not None for part in parts_of(one)]
    if not any(one.isVisible() for kind in (TopBar, QSplitter) for one in view.findChildren(kind)):
        return [view]
    inside = view.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
    inside.sort(key=lambda one: (one.y(), one.x()))
    return [part for one in inside for part in parts_of(one)]


def first_focusable(pane: QWidget) -> QWidget | None:
    """Return the first widget of a pane that Tab reaches, or None."""
    for widget in (pane, *pane.findChildren(QWidget)):
        if widget.isVisible() and widget.isEnabled() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            return widget
    return None
