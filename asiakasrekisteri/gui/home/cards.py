"""What the desk's cards are made of. A part of the program adds a card by one line in `registry.HOME_CARDS`."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.seen import Rows, SeenLog
from asiakasrekisteri.gui.tables.columns import Column
from asiakasrekisteri.gui.tables.local import LocalTable
from asiakasrekisteri.gui.theme.icons import Icon
from asiakasrekisteri.gui.theme.theme import px
from asiakasrekisteri.gui.widgets.basics import Button, LabelStyle, clear, column, label, row
from asiakasrekisteri.gui.widgets.card import Card, table_card
from asiakasrekisteri.usecases.gate import Gate

Place = Literal["figure", "main", "side"]
Tone = Literal["", "err", "warn"]


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeCard:
    """A card of the desk.

    Attributes:
        code: tells it from others.
        place: "figure" (a number at the top), "main" (a table at the left), "side" (a few lines at the right).
        permission: without it the card is absent.
        make: builds it; it fetches what it shows, listens to the bus, and hides itself where it has nothing to say.
    """

    code: str
    place: Place
    permission: Permission
    make: Callable[[Context], QWidget]


@dataclass(frozen=True, slots=True)
class Number:
    """A number of the desk: how many, a few words beside it, how urgent they are ("", "warn", "err"), and of what."""

    count: int
    words: str = ""
    tone: Tone = ""
    found: object = None


class FigureCard(QFrame):
    """A number with its name; a click or Enter opens the page it counts.

    Args:
        context: the desk.
        title: what is counted.
        icon: Lucide name.
        fetch: gives the number, on the store's thread.
        address: of the page.
        watched: entities whose changes make it count anew.
    """

    told = Signal(object)
    """The `Number` that is shown now."""

    def __init__(
        self,
        context: Context,
        title: str,
        icon: str,
        fetch: Callable[[Gate], Number],
        address: str,
        watched: Iterable[str],
    ) -> None:
        super().__init__()
        self.setProperty("area", "card")
        self._context, self._title, self._icon = context, title, icon
        self._fetch, self._address = fetch, address
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._body = QVBoxLayout(self)
        self._body.setContentsMargins(16, 12, 16, 12)
        self._body.setSpacing(6)
        self.number = Number(0)
        self.show_number(self.number)
        context.bus.watch(self, watched, lambda _changes: self.reload())
        self.reload()

    def reload(self) -> None:
        """Count anew."""
        self._context.ask(self, self._fetch, self.show_number)

    def show_number(self, number: Number) -> None:
        """Show a number."""
        self.number = number
        clear(self._body)
        sign = Icon(self._icon, 16, number.tone or "muted")
        words: LabelStyle = number.tone or "muted"
        self._body.addWidget(row(sign, label(self._title, "muted"), None, gap=8))
        value = label(f"{number.count:,}".replace(",", "\xa0"), "display")
        beside = label(number.words, words)
        self._body.addWidget(row(value, beside, None, gap=8))
        self.setAccessibleName(f"{self._title}: {number.count}. {number.words}".strip())
        self.told.emit(number)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._context.go(self._address)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self._context.go(self._address)
        else:
            super().keyPressEvent(event)


class TableCard(QFrame):
    """A short table of what waits, and a way to the whole list.

    Args:
        context: the desk.
        title: of the card.
        columns: of the table.
        view: under which its widths are remembered.
        entity: what a row is: the first part of its address, and of the view log.
        nothing: words where there is nothing to show.
    """

    def __init__(
        self, context: Context, title: str, columns: tuple[Column, ...], view: str, entity: str, nothing: str
    ) -> None:
        super().__init__()
        self.setProperty("area", "plain")
        self.context, self._entity = context, entity
        self.more = Button("", kind="link")
        self.table = LocalTable(context, columns, title, view, lambda row_id: f"{entity}/{row_id}")
        self.table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._nothing = label(nothing, "muted")
        self._nothing.setContentsMargins(12, 4, 12, 10)
        inside = column(self.table, self._nothing, gap=0)
        self._seen = SeenLog(self, context, self._in_sight)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(table_card(title, inside, actions=(self.more,)))

    def show_rows(self, rows: Mapping[int, Mapping[str, object]], more: str) -> None:
        """Show these rows; `more` are the words of the way to all of them."""
        self.more.setText(more)
        self.table.show_rows(rows)
        self.table.setVisible(bool(rows))
        self._nothing.setVisible(not rows)
        self.table.setFixedHeight(self.table.tall(len(rows)))
        self._seen.moved()

    def _in_sight(self) -> Rows:
        return [(self._entity, row_id) for row_id in self.table.ids_in_sight()]


class LinesCard(Card):
    """A few lines with a sign each; hidden while there are none.

    Args:
        context: the desk.
        title: of the card.
        actions: at the right of the title.
    """

    def __init__(self, context: Context, title: str, actions: tuple[QWidget, ...] = ()) -> None:
        super().__init__(title, actions=actions, gap=12)
        self.context = context
        self._lines = QVBoxLayout()
        self._lines.setSpacing(10)
        self.body.addLayout(self._lines)
        self.hide()

    def show_lines(self, lines: Iterable[tuple[str, str, str, str]]) -> None:
        """Show lines: Lucide name, tone of the sign, words, smaller words under them."""
        clear(self._lines)
        count = 0
        for icon, tone, words, small in lines:
            said = column(label(words, "strong", wrap=True), label(small, "small", wrap=True), gap=1)
            said.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
            made = row(Icon(icon, 16, tone), said, gap=10)
            layout: Any = made.layout()
            layout.itemAt(0).setAlignment(Qt.AlignmentFlag.AlignTop)
            self._lines.addWidget(made)
            count += 1
        self.setVisible(count > 0)


def way(context: Context, words: str, address: str) -> Button:
    """Return a link to another page for the head of a card."""
    return Button(words, kind="link", pressed=lambda: context.go(address))


def narrow() -> int:
    """Return the width under which the side stands below the tables."""
    return px(960)
