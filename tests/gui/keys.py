"""Acting as the user by keyboard. `QTest.keyClicks` aborts the process on ä and ö; this does not."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

_LATIN_END = 0x100


def type_text(widget: QWidget, text: str) -> None:
    """Type letters, ä and ö included, into a widget."""
    for letter in text:
        key = ord(letter.upper()) if ord(letter) < _LATIN_END else 0
        shift = Qt.KeyboardModifier.ShiftModifier if letter.isupper() else Qt.KeyboardModifier.NoModifier
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(widget, QKeyEvent(kind, key, shift, letter))


def press(widget: QWidget, keys: str) -> None:
    """Press a key or keys such as "Ctrl+S", "Tab", "Shift+F8" where the focus is, else on the widget."""
    *modifiers, name = keys.split("+") if keys not in {"+", "Ctrl++"} else ["Ctrl", "+"]
    by_name = {
        "Ctrl": Qt.KeyboardModifier.ControlModifier,
        "Shift": Qt.KeyboardModifier.ShiftModifier,
        "Alt": Qt.KeyboardModifier.AltModifier,
    }
    held = Qt.KeyboardModifier.NoModifier
    for modifier in modifiers:
        held |= by_name[modifier]
    special = {"Esc": "Escape", "Enter": "Return", "Del": "Delete", "+": "Plus", "-": "Minus"}
    key = getattr(Qt.Key, f"Key_{special.get(name, name)}")
    QTest.keyClick(QApplication.focusWidget() or widget, key, held)
