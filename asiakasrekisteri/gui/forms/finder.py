"""Chooses a person or customer while typing: hits stand under the field, the last line makes a new one."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QVBoxLayout

from asiakasrekisteri.domain.texts import _, ngettext
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.seen import Rows, SeenLog
from asiakasrekisteri.gui.theme.icons import icon
from asiakasrekisteri.gui.theme.theme import px
from asiakasrekisteri.gui.widgets.announce import announce
from asiakasrekisteri.gui.widgets.search import SearchField
from asiakasrekisteri.usecases.finding import Hit, find

MOST = 6
_LINE = 32
_HIT = Qt.ItemDataRole.UserRole + 1
ICONS = {"person": "user-round", "customer": "building-2"}


class _Hits(QListWidget):
    """The hits; Enter takes one."""

    taken = Signal(QListWidgetItem)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.currentItem() is not None:
            self.taken.emit(self.currentItem())
        else:
            super().keyPressEvent(event)


class Finder(QFrame):
    """A search field with its hits under it.

    Args:
        context: the desk.
        kinds: what is looked for, "person" or "customer" or both.
        hint: what can be typed.
        create: words of the line that makes a new one, with "{text}"; "" where none is made.
    """

    chosen = Signal(str, int, str)
    """Kind, id and name of the hit taken."""
    create_asked = Signal(str)
    """The words typed, for a new one."""

    def __init__(self, context: Context, kinds: Sequence[str], hint: str, create: str = "") -> None:
        super().__init__()
        self.setProperty("area", "plain")
        self._context, self._kinds, self._create = context, tuple(kinds), create
        self._turn = 0
        self._shown_for = ""
        self._take_first = False
        self.search = SearchField(hint)
        self.hits = _Hits()
        self.hits.setProperty("area", "box")
        self.hits.setAccessibleName(_("Osumat"))
        self.hits.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.hits.hide()
        self._seen = SeenLog(self, context, self._in_sight)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.search)
        layout.addWidget(self.hits)
        self.search.asked.connect(self._find)
        self.search.left_down.connect(self._to_hits)
        self.search.returnPressed.connect(self._enter)
        self.hits.taken.connect(self._take)
        self.hits.itemClicked.connect(self._take)

    def _find(self, text: str) -> None:
        self._turn += 1
        turn = self._turn
        if not text:
            self._show((), "")
            return

        def come(hits: tuple[Hit, ...]) -> None:
            if turn == self._turn:
                self._show(hits, text)

        self._context.ask(self, lambda gate: gate.call(find, text, MOST, self._kinds), come)

    def _enter(self) -> None:
        """Take the first hit, as soon as it is there."""
        text = self.search.text().strip()
        if text and text == self._shown_for and self.hits.count():
            self._take(self.hits.item(0))
        else:
            self._take_first = bool(text)

    def _show(self, hits: Sequence[Hit], text: str) -> None:
        self._shown_for = text
        self.hits.clear()
        for hit in hits:
            item = QListWidgetItem(icon(ICONS[hit.kind], "muted"), hit.name)
            item.setData(_HIT, hit)
            self.hits.addItem(item)
        if self._create and text:
            self.hits.addItem(QListWidgetItem(icon("plus", "accent"), self._create.format(text=text)))
        count = self.hits.count()
        self.hits.setVisible(count > 0)
        self.hits.setFixedHeight(max(1, count) * px(_LINE) + 8)
        for place in range(count):
            item = self.hits.item(place)
            size = item.sizeHint()
            size.setHeight(px(_LINE))
            item.setSizeHint(size)
        if count:
            self.hits.setCurrentRow(0)
            announce(self.search, ngettext("{n} osuma", "{n} osumaa", len(hits)).format(n=len(hits)))
        self._seen.moved()
        if self._take_first and count:
            self._take(self.hits.item(0))
        self._take_first = False

    def _in_sight(self) -> Rows:
        if not self.hits.isVisible():
            return []
        found = [self.hits.item(place).data(_HIT) for place in range(self.hits.count())]
        return [(h.kind, h.id) for h in found if isinstance(h, Hit)]

    def _to_hits(self) -> None:
        if self.hits.count():
            self.hits.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take(self, item: QListWidgetItem) -> None:
        hit = item.data(_HIT)
        text = self.search.text().strip()
        self._shown_for = ""
        self.search.clear()
        self.hits.hide()
        if isinstance(hit, Hit):
            self.chosen.emit(hit.kind, hit.id, hit.name)
        else:
            self.create_asked.emit(text)
