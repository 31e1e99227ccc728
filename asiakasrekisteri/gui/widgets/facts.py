"""Labels and values for reading: values can be selected and copied, and say where they came from."""

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QMenu, QSizePolicy, QVBoxLayout, QWidget

from asiakasrekisteri.domain.fields import Origin
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.gui.theme.icons import icon
from asiakasrekisteri.gui.theme.theme import px
from asiakasrekisteri.gui.widgets.basics import Button, column, fill, label, line, row
from asiakasrekisteri.gui.widgets.provenance import ProvenanceChip
from asiakasrekisteri.gui.widgets.tips import plain_tip

_CHIP, _WIDEST_NAME, _SHARE_OF_NAMES = 20, 170, 0.42
"""Names take no more than this of the room, in pixels and as a share."""
_MAY_BREAK = "\u200b"
_NARROWEST = 80
"""A longer word than this does not push the page wider than its room."""
MASK = "••••••-••••"
SHOWN_MILLISECONDS = 20_000
CLIPBOARD_MILLISECONDS = 30_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One line of `Facts`.

    Attributes:
        label: name of the datum.
        value: its words, or a widget (a pill, a masked value).
        origin: where it came from, or None.
        history: opens the history of the field under its chip, or None.
    """

    label: str
    value: str | QWidget
    origin: Origin | None = None
    history: Callable[[QWidget], object] | None = None


class Value(QLabel):
    """A value that can be selected; Ctrl+C copies the selection, or all of it when nothing is selected.

    An e-mail address, a path or a link too long for its room is broken after a sign of it; what allows that is not
    copied.
    """

    def __init__(self, text: str, name: str) -> None:
        super().__init__(re.sub(r"([@/\\?&])", rf"\1{_MAY_BREAK}", text))
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(f"{name}: {text}")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy the whole value when nothing is selected."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_value()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(icon("copy"), _("Kopioi")).triggered.connect(lambda _on=False: self.copy_value())
        menu.popup(event.globalPos())

    def text(self) -> str:
        """Return the value as it is kept."""
        return super().text().replace(_MAY_BREAK, "")

    def copy_value(self) -> None:
        """Copy what is selected, or all of the value."""
        words = self.selectedText() if self.hasSelectedText() else self.text()
        QGuiApplication.clipboard().setText(words.replace(_MAY_BREAK, ""))


class Facts(QFrame):
    """A grid of facts.

    Args:
        facts: the lines in order.
        today: against which the age of a datum is counted.
        layout: "side" puts label, value and a small chip on one line (right pane); "stacked" puts label and the full
            chip above the value (page of a person).
        label_width: least width of the labels when side by side.
    """

    def __init__(
        self,
        facts: tuple[Fact, ...],
        today: dt.date,
        layout: Literal["side", "stacked"] = "side",
        label_width: int = 84,
    ) -> None:
        super().__init__()
        self.setProperty("area", "plain")
        self._today, self._least = today, label_width
        self._names: list[QLabel] = []
        if layout == "side":
            self._side_by_side(facts, label_width)
        else:
            self._stacked(facts)

    def _side_by_side(self, facts: tuple[Fact, ...], label_width: int) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        grid.setColumnMinimumWidth(0, label_width)
        for place, fact in enumerate(facts):
            top = Qt.AlignmentFlag.AlignTop
            name = label(fact.label, "muted")
            grid.addWidget(name, place, 0, top)
            self._names.append(name)
            value = self._value(fact)
            if fact.origin is not None:  # stand in the middle of the chip
                name.setMinimumHeight(px(_CHIP))
                value.setMinimumHeight(px(_CHIP))
            if isinstance(value, QLabel):
                grid.addWidget(value, place, 1)
            else:
                grid.addWidget(value, place, 1, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
            if (chip := self._chip(fact, mini=True)) is not None:
                grid.addWidget(chip, place, 2, top)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break names into lines where they would leave too little room for the values beside them."""
        super().resizeEvent(event)
        widest = max(self._least, min(px(_WIDEST_NAME), round(event.size().width() * _SHARE_OF_NAMES)))
        for name in self._names:
            metrics = name.fontMetrics()
            name.setWordWrap(metrics.horizontalAdvance(name.text()) > widest)
            words = max(metrics.horizontalAdvance(word) for word in name.text().split())
            name.setMinimumWidth(max(widest, words) if name.wordWrap() else 0)
            name.setMaximumWidth(max(widest, words))

    def _stacked(self, facts: tuple[Fact, ...]) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        for place, fact in enumerate(facts):
            if place:
                layout.addWidget(line())
            chip = self._chip(fact, mini=False)
            name = label(fact.label, "small", wrap=True)
            name.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
            head = row(name, *([chip] if chip else []))
            layout.addWidget(column(head, self._value(fact), gap=2))

    @staticmethod
    def _value(fact: Fact) -> QWidget:
        if isinstance(fact.value, QWidget):
            return fact.value
        made = Value(fact.value, fact.label)
        made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        made.setMinimumWidth(px(_NARROWEST))
        made.setToolTip(plain_tip(fact.value))
        return made

    def _chip(self, fact: Fact, *, mini: bool) -> QWidget | None:
        if fact.origin is None:
            return None
        return ProvenanceChip(fact.origin, fact.label, self._today, fact.history, mini=mini)


class MaskedValue(QFrame):
    """A value hidden until it is asked for; shown for 20 s, then hidden again.

    Args:
        name: label of the datum.
        reveal: called on *Näytä…*; asks the purpose and logs, then calls `show_value`.
        may: whether the role may see it; otherwise the button is disabled with the reason.
        mask: what stands in its place.
    """

    def __init__(
        self, name: str, reveal: Callable[["MaskedValue"], None], *, may: bool = True, mask: str = MASK
    ) -> None:
        super().__init__()
        self.setProperty("area", "plain")
        self._name, self._mask = name, mask
        self._text = label(mask)
        self.button = Button(_("Näytä…"), "eye", size="s", pressed=lambda: reveal(self))
        self.button.setAccessibleName(_("Näytä {name}").format(name=name))
        self.button.setEnabled(may)
        if not may:
            self.button.setToolTip(_("Roolillasi ei ole oikeutta nähdä tätä tietoa. Kysy pääkäyttäjältä."))
        self.copy = Button(_("Kopioi"), "copy", "ghost", "s", self._copy)
        self.copy.hide()
        self.timer = QTimer(self)
        self.timer.setSingleShot(True)
        self.timer.setInterval(SHOWN_MILLISECONDS)
        self.timer.timeout.connect(self.hide_value)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        fill(layout, self._text, self.button, self.copy, None)
        self.setAccessibleName(_("{name}, piilotettu").format(name=name))

    def text(self) -> str:
        """Return what is shown."""
        return self._text.text()

    def show_value(self, value: str) -> None:
        """Show the value for 20 seconds."""
        self._text.setText(value)
        self.button.hide()
        self.copy.show()
        self.timer.start()

    def hide_value(self) -> None:
        """Hide the value."""
        self.timer.stop()
        self._text.setText(self._mask)
        self.copy.hide()
        self.button.show()

    def _copy(self) -> None:
        clipboard = QGuiApplication.clipboard()
        secret = self._text.text()
        clipboard.setText(secret)
        QTimer.singleShot(CLIPBOARD_MILLISECONDS, clipboard, lambda: _clear(secret))


def _clear(secret: str) -> None:
    clipboard = QGuiApplication.clipboard()
    if clipboard.text() == secret:
        clipboard.clear()
