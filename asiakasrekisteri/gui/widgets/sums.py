"""Sums one under another, the figures in a line, and under them what has changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from asiakasrekisteri.domain.formats import euros
from asiakasrekisteri.gui.theme.icons import Icon
from asiakasrekisteri.gui.theme.theme import font, px
from asiakasrekisteri.gui.widgets.basics import Button, clear, label, line, row
from asiakasrekisteri.gui.widgets.card import Card


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum:
    """One line: name, amount in euros, and a key when pressing the name shows what it is made of."""

    name: str
    amount: Decimal
    key: str = ""
    tone: Literal["", "err", "warn"] = ""


class SumsCard(Card):
    """Sums of a view.

    Args:
        name: what screen readers call it, e.g. "Laskutus 2026".
        sums: the lines in order.
        note: a line under them, e.g. "+4,1 % vuodesta 2025, maksuaika 11 pv".
        note_icon: Lucide name before it.
    """

    opened = Signal(str)
    """A name was pressed: its key."""

    def __init__(self, name: str, sums: Sequence[Sum] = (), note: str = "", note_icon: str = "info") -> None:
        super().__init__("", gap=10)
        self.setAccessibleName(name)
        self.show_sums(sums, note, note_icon)

    def show_sums(self, sums: Sequence[Sum], note: str = "", note_icon: str = "info") -> None:
        """Show these sums."""
        clear(self.body)
        for number, one in enumerate(sums):
            if number:
                self.add(line())
            self.add(self._line(one))
        self.add(None)
        if note:
            self.add(row(Icon(note_icon, 14), label(note, "small"), None, gap=6))

    def _line(self, one: Sum) -> QFrame:
        amount = label(euros(one.amount), "h2")
        amount.setFont(font(15, 600, tabular=True))
        amount.setMinimumHeight(px(24))  # as tall as a name that can be pressed
        amount.setAccessibleName(f"{one.name}: {euros(one.amount)}")
        sign = [Icon("circle-alert", 14, one.tone)] if one.tone else []
        name: QWidget = label(one.name, one.tone or "small")
        if one.key:
            name = Button(one.name, kind="link", size="s", pressed=lambda: self.opened.emit(one.key))
        return row(*sign, name, None, amount, gap=6)
