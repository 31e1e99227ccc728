"""What is about to expire: names, days left, and whether it renews itself."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from asiakasrekisteri.domain.formats import day
from asiakasrekisteri.domain.texts import _, ngettext
from asiakasrekisteri.gui.theme.theme import color, font, px
from asiakasrekisteri.gui.widgets.basics import Button, LabelStyle, clear, column, label, line, row
from asiakasrekisteri.gui.widgets.choices import Switch

WINDOW = 90
"""Days the whole bar stands for."""
RED_DAYS, AMBER_DAYS = 3, 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Expiry:
    """One thing that expires.

    Attributes:
        key: tells it from others, e.g. "domain/7".
        name: e.g. "tuiskula.example".
        until: last day.
        days: days left, negative when it is past.
        renews: whether it renews itself; None where there is no choice.
        may_change: whether the user may change that.
    """

    key: str
    name: str
    until: dt.date
    days: int
    renews: bool | None = None
    may_change: bool = True


def expiry_tone(days: int) -> str:
    """Return the token of a deadline: red in three days or past, amber in ten, else the accent."""
    return "err" if days <= RED_DAYS else "warn" if days <= AMBER_DAYS else "accent"


def days_words(days: int) -> str:
    """Write the days left: 3 pv, tänään, 2 pv sitten."""
    if days == 0:
        return _("tänään")
    if days < 0:
        return ngettext("{n}\xa0pv sitten", "{n}\xa0pv sitten", -days).format(n=-days)
    return ngettext("{n}\xa0pv", "{n}\xa0pv", days).format(n=days)


class _Bar(QWidget):
    """How near the end is; the days beside it say the same."""

    def __init__(self, days: int) -> None:
        super().__init__()
        self._share, self._role = min(1.0, max(0.0, 1 - days / WINDOW)), expiry_tone(days)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(px(80), px(4))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        where = QRectF(self.rect())
        for role, share in (("hover", 1.0), (self._role, self._share)):
            painter.setBrush(color(role))
            painter.drawRoundedRect(QRectF(0, 0, where.width() * share, where.height()), 2, 2)


class ExpiryList(QFrame):
    """Things that expire, the nearest first.

    Args:
        name: what screen readers call it, e.g. "Vanhenevat verkkotunnukset".
        items: in order.
    """

    toggled = Signal(str, bool)
    """The user switched the renewal of this key; when it cannot be done, the page calls `show_renewal` back."""
    opened = Signal(str)
    """The name was pressed: its key."""

    def __init__(self, name: str, items: Sequence[Expiry] = ()) -> None:
        super().__init__()
        self.setProperty("area", "plain")
        self.setAccessibleName(name)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(10)
        self._switches: dict[str, Switch] = {}
        self.show_items(items)

    def show_items(self, items: Sequence[Expiry]) -> None:
        """Show these."""
        clear(self._layout)
        self._switches.clear()
        for number, item in enumerate(items):
            if number:
                self._layout.addWidget(line())
            self._layout.addWidget(self._item(item))

    def show_renewal(self, key: str, on: bool) -> None:
        """Show whether a thing renews itself, without telling that it was switched."""
        switch = self._switches[key]
        switch.blockSignals(True)
        switch.setChecked(on)
        switch.blockSignals(False)
        switch.update()

    def _item(self, item: Expiry) -> QFrame:
        name = Button(item.name.replace("&", "&&"), kind="link", pressed=lambda: self.opened.emit(item.key))
        name.setAccessibleName(_("{name}, {days}").format(name=item.name, days=days_words(item.days)))
        style: dict[str, LabelStyle] = {"err": "err", "warn": "warn", "accent": "small"}
        left = label(days_words(item.days), style[expiry_tone(item.days)])
        left.setFont(font(12, 500, tabular=True))
        words = _("Vanheni {day}") if item.days < 0 else _("Vanhenee {day}")
        foot: list[QWidget | int | None] = [label(words.format(day=day(item.until)), "small"), None]
        if item.renews is not None:
            foot += [label(_("Automaattinen uusinta"), "small"), self._switch(item, renews=item.renews)]
        return column(row(name, None, left), _Bar(item.days), row(*foot, gap=8), gap=4)

    def _switch(self, item: Expiry, *, renews: bool) -> Switch:
        made = Switch("")
        made.setFixedWidth(px(32))
        made.setChecked(renews)
        made.setEnabled(item.may_change)
        made.setAccessibleName(_("Automaattinen uusinta: {name}").format(name=item.name))
        if not item.may_change:
            made.setToolTip(_("Roolillasi ei ole oikeutta muuttaa tätä. Kysy pääkäyttäjältä."))
        made.toggled.connect(lambda on: self.toggled.emit(item.key, on))
        self._switches[item.key] = made
        return made
