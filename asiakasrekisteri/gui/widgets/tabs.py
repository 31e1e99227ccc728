"""Tabs of a page: a row of words over a stack of widgets."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from asiakasrekisteri.gui.theme.theme import px
from asiakasrekisteri.gui.widgets.basics import label, line, restyle, row

_AROUND = 52
"""Room around the tabs and the note."""
_SIDES = 36
_GAP, _LEAST_GAP = 22, 10
"""Between tabs, as in the style sheet: usually, and where they stand close."""


class _Bar(QTabBar):
    """The row of tabs; takes all the room there is, so that tabs are never scrolled while there is some.

    Where there is little they stand closer together.
    """

    def __init__(self) -> None:
        super().__init__()
        self.setExpanding(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def need(self) -> int:
        """Return the width of all tabs."""
        return sum(self.tabSizeHint(place).width() for place in range(self.count()))

    def fit(self, room: int) -> None:
        """Let the tabs stand as far from each other as so much room lets them."""
        less = self.count() * px(_GAP - _LEAST_GAP) if self.property("close") else 0
        is_close = self.need() + less > room
        if is_close != bool(self.property("close")):
            self.setProperty("close", is_close)
            restyle(self)


class Tabs(QFrame):
    """Tabs whose pages are made when first opened. ←/→ move in the row, Ctrl+Tab from anywhere in the page.

    `note` stands at the right end of the row.

    Args:
        name: what the tabs belong to, for screen readers.
    """

    changed = Signal(str)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setProperty("area", "plain")
        self.bar = _Bar()
        self.bar.setDrawBase(False)
        self.bar.setElideMode(Qt.TextElideMode.ElideNone)
        self.bar.setAccessibleName(name)
        self._stack = QStackedWidget()
        self._codes: list[str] = []
        self._makers: dict[str, Callable[[], QWidget]] = {}
        self._made: dict[str, QWidget] = {}
        self.note = label("", "small")
        head = row(self.bar, self.note, gap=8, margins=(20, 6, 16, 0), area="pane")
        head.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(head)
        layout.addWidget(line(strong=True))
        layout.addWidget(self._stack, 1)
        self.bar.currentChanged.connect(self._open)

    def add(self, code: str, words: str, make: Callable[[], QWidget]) -> None:
        """Add a tab; `make` builds its page when it is first opened."""
        self._codes.append(code)
        self._makers[code] = make
        self.bar.addTab(words)
        if len(self._codes) == 1:
            self._open(0)

    def set_words(self, code: str, words: str) -> None:
        """Change the words of a tab, e.g. "Laskut 31"."""
        self.bar.setTabText(self._codes.index(code), words)
        self._fit()

    def current(self) -> str:
        """Return the code of the open tab."""
        return self._codes[self.bar.currentIndex()]

    def open(self, code: str) -> None:
        """Open a tab."""
        self.bar.setCurrentIndex(self._codes.index(code))

    def step(self, by: int) -> None:
        """Go to the next (1) or previous (-1) tab: for Ctrl+Tab."""
        self.bar.setCurrentIndex((self.bar.currentIndex() + by) % len(self._codes))

    def page(self, code: str) -> QWidget | None:
        """Return the page of a tab if it has been opened."""
        return self._made.get(code)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the note out where the tabs need its room."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self.bar.fit(self.width() - px(_SIDES))
        need = self.bar.need() + self.note.sizeHint().width() + px(_AROUND)
        self.note.setVisible(self.width() >= need)

    def _open(self, place: int) -> None:
        if not 0 <= place < len(self._codes):
            return
        code = self._codes[place]
        if code not in self._made:
            self._made[code] = self._makers[code]()
            self._stack.addWidget(self._made[code])
        self._stack.setCurrentWidget(self._made[code])
        self.changed.emit(code)
