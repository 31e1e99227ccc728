"""Walks over all widgets of a view: what every view must hold."""

from collections.abc import Iterator

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QLineEdit, QWidget


def settle() -> None:
    """Let layouts find their places."""
    for _turn in range(4):
        QCoreApplication.processEvents()


def shown(root: QWidget) -> Iterator[QWidget]:
    """Walk the visible widgets."""
    return (w for w in root.findChildren(QWidget) if w.isVisible())


def focusables(root: QWidget) -> list[QWidget]:
    """Return what Tab may reach."""
    tab = Qt.FocusPolicy.TabFocus
    return [w for w in shown(root) if w.isEnabled() and w.focusPolicy() & tab and w.focusProxy() is None]


def nameless(root: QWidget) -> list[str]:
    """Return the focusable widgets that have no name for screen readers."""
    found = []
    for widget in focusables(root):
        text = widget.text() if isinstance(widget, QAbstractButton) else ""
        inner = isinstance(widget, QLineEdit) and isinstance(widget.parentWidget(), QComboBox)
        if not inner and not (widget.accessibleName() or text):
            found.append(f"{type(widget).__name__} {widget.objectName()}")
    return found


def cut_off(root: QWidget) -> list[str]:
    """Return the labels and buttons whose words do not fit."""
    found = []
    for widget in shown(root):
        if isinstance(widget, QLabel) and widget.text():
            need, have = _need(widget), widget.contentsRect()
            if need[0] > have.width() + 1 or need[1] > have.height() + 1:
                found.append(f"{widget.text()!r} needs {need}, has {(have.width(), have.height())}")
        elif isinstance(widget, QAbstractButton) and widget.text() and not isinstance(widget.parentWidget(), QLineEdit):
            need_wide = QFontMetrics(widget.font()).horizontalAdvance(widget.text().replace("&", ""))
            if need_wide > widget.width():
                found.append(f"{widget.text()!r} needs {need_wide}, has {widget.width()}")
    return found


def _need(made: QLabel) -> tuple[int, int]:
    metrics = QFontMetrics(made.font())
    if made.wordWrap():
        # as it is laid out: a value that may be broken after a sign does not say so itself
        parts = QLabel.text(made).replace("\\", " ").replace("\u200b", " ").split()
        longest = max((metrics.horizontalAdvance(part) for part in parts), default=0)
        return longest, made.heightForWidth(made.width())
    return max(metrics.horizontalAdvance(line) for line in made.text().split("\n")), metrics.height()


def tab_round(root: QWidget, start: QWidget) -> list[QWidget]:
    """Press Tab until the focus is back at the start; return the widgets in order."""
    start.setFocus()
    seen: list[QWidget] = []
    here = QApplication.focusWidget()
    while here is not None and here not in seen:
        seen.append(here)
        QTest.keyClick(here, Qt.Key.Key_Tab)
        here = QApplication.focusWidget()
    return seen
