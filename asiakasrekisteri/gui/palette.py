"""Ctrl+K: type a few letters, Enter opens the customer, the person or the page.

A sign before the letters narrows what is looked for: "#" invoices, "@" persons, ">" what the program does.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from asiakasrekisteri.domain.texts import _, ngettext
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.seen import Rows, SeenLog
from asiakasrekisteri.gui.theme.focus import give_back
from asiakasrekisteri.gui.theme.icons import icon
from asiakasrekisteri.gui.theme.theme import color, font, px
from asiakasrekisteri.gui.widgets.announce import announce
from asiakasrekisteri.gui.widgets.basics import frame, label, line, row
from asiakasrekisteri.gui.widgets.marks import key_cap
from asiakasrekisteri.gui.widgets.search import SearchField
from asiakasrekisteri.usecases.finding import Hit, find
from asiakasrekisteri.usecases.gate import Gate
from asiakasrekisteri.usecases.telling_apart import Details, hit_details

WIDTH, TOP = 620, 84
_Index = QModelIndex | QPersistentModelIndex
_MOST, _LINE, _LONGEST = 6, 36, 14
_CAPTION = 20
_ENTRY = Qt.ItemDataRole.UserRole + 1
_ICONS = {"customer": "building-2", "person": "user-round", "interaction": "phone", "invoice": "receipt-euro"}
"""Of what is found, in the order in which it is shown."""
_SIGNS = {"#": ("invoice",), "@": ("person",), ">": ()}
"""Before the text: nothing but these kinds is looked for then; after ">" only pages and acts."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line.

    Attributes:
        words: what is found, or what is done.
        icon: Lucide name.
        caption: under which it stands.
        act: opens or does it.
        hit: kind and id of what was found in the register.
        detail: at the right: what tells it from its namesakes, or its keys.
        also: other words by which it is found.
    """

    words: str
    icon: str
    caption: str
    act: Callable[[], object]
    hit: tuple[str, int] | None = None
    detail: str = ""
    also: str = ""

    def answers(self, text: str) -> bool:
        """Tell whether a text that is typed means this one."""
        return text in self.words.casefold() or text in self.also.casefold()

    def rank(self, text: str) -> int:
        """Return how well a text that is typed means this one: 0 its whole name, 1 its beginning, 2 a part."""
        words = self.words.casefold()
        return 0 if words == text else 1 if words.startswith(text) else 2


class Palette(QDialog):
    """The palette over a window.

    Args:
        window: what it stands over.
        context: the desk.
        entries: pages and acts that are always there.
    """

    def __init__(self, window: QWidget, context: Context, entries: Sequence[Entry]) -> None:
        super().__init__(window, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(_("Hae tai siirry"))
        self.setWindowTitle("Asiakasrekisteri")
        self._window, self._context, self._fixed = window, context, tuple(entries)
        self._turn = 0
        self._opener = QApplication.focusWidget()
        self._seen = SeenLog(self, context, self._in_sight)
        self.search = _Field(_("Hae asiakasta, henkilöä tai sivua…"))
        self.list = QListWidget()
        self._build()
        self.search.asked.connect(self._find)
        self.search.moved.connect(self._move)
        self.search.returnPressed.connect(self._take)
        self.list.itemClicked.connect(lambda _item: self._take())
        self._show(())

    def _build(self) -> None:
        self.list.setAccessibleName(_("Osumat"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setIconSize(QSize(px(16), px(16)))
        self.list.setItemDelegate(_Lines(self.list))
        box = frame("box")
        inner = QVBoxLayout(box)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(0)
        inner.addWidget(row(self.search, key_cap("Esc"), gap=10, margins=(12, 10, 14, 10)))
        inner.addWidget(line(strong=True))
        place = QFrame()
        place.setProperty("area", "plain")
        around = QVBoxLayout(place)
        around.setContentsMargins(8, 6, 8, 6)
        around.addWidget(self.list)
        inner.addWidget(place)
        inner.addStretch(1)
        inner.addWidget(line(strong=True))
        hints = (key_cap("↑"), key_cap("↓"), label(_("siirry"), "small"), key_cap("Enter"), label(_("avaa"), "small"))
        signs = (_("{sign} vain toiminnot").format(sign=">"), _("{sign} henkilöt").format(sign="@"))
        narrowed = label("   ".join((*signs, _("{sign} laskut").format(sign="#"))), "small")
        inner.addWidget(row(*hints, None, narrowed, gap=6, margins=(16, 8, 16, 8)))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(box)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        width = min(px(WIDTH), self._window.width() - 32)
        corner = self._window.mapToGlobal(QPoint((self._window.width() - width) // 2, px(TOP)))
        self.setFixedWidth(width)
        self.move(corner)
        self.search.setFocus(Qt.FocusReason.PopupFocusReason)

    def done(self, result: int) -> None:
        """Close and give the focus back to where it was."""
        self._seen.stop()
        super().done(result)
        give_back(self._opener, Qt.FocusReason.PopupFocusReason)

    def entries(self) -> list[Entry]:
        """Return the lines shown."""
        found = [self.list.item(place).data(_ENTRY) for place in range(self.list.count())]
        return [e for e in found if isinstance(e, Entry)]

    def _find(self, text: str) -> None:
        self._turn += 1
        turn = self._turn
        if not text:
            self._show(())
            return

        def come(found: tuple[tuple[Hit, ...], Details]) -> None:
            if turn == self._turn:
                self._show(*found)

        def work(gate: Gate) -> tuple[tuple[Hit, ...], Details]:
            bare, kinds = _asked(text)
            hits = [hit for kind in kinds if bare for hit in gate.call(find, bare, _MOST, (kind,))]
            known = tuple({(hit.kind, hit.id): hit for hit in hits}.values())  # an identity code is of each kind
            return known, gate.call(hit_details, known) if known else {}

        self._context.ask(self, work, come)

    def _show(self, hits: Sequence[Hit], details: Details | None = None) -> None:
        text, kinds = _asked(self.search.text().strip())
        ordered = [hit for kind in _ICONS for hit in hits if hit.kind == kind]
        found = [self._entry(hit, (details or {}).get((hit.kind, hit.id), "")) for hit in ordered]
        narrowed = 0 < len(kinds) < len(_ICONS)
        self.list.clear()
        caption = ""
        named, fixed = ([], []) if narrowed else self._answering(text.casefold())
        for entry in (*named, *found, *fixed):
            if entry.caption != caption:
                caption = entry.caption
                self._add_caption(caption)
            item = QListWidgetItem(icon(entry.icon, "muted"), entry.words)
            item.setData(_ENTRY, entry)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, ", ".join(filter(None, (entry.words, entry.detail))))
            item.setSizeHint(QSize(px(100), px(_LINE)))
            self.list.addItem(item)
        if not self.entries():
            self._add_caption(_("Ei osumia. Kokeile nimen alkua, puhelinnumeroa tai Y-tunnusta."))
        self._fit()
        self._move(1)
        announce(self.search, _hits(len(self.entries())))
        self._seen.moved()

    def _answering(self, text: str) -> tuple[list[Entry], list[Entry]]:
        """Return pages and acts: those that are called just so, which stand first, and those that answer otherwise."""
        if not text:
            return [], list(self._fixed)
        answering = [e for e in self._fixed if e.answers(text)]
        named = [e for e in answering if e.rank(text) == 0]
        rest = [e for e in answering if e.rank(text) > 0]
        captions = list(dict.fromkeys(e.caption for e in rest))
        return named, sorted(rest, key=lambda e: (captions.index(e.caption), e.rank(text)))

    def _add_caption(self, words: str) -> None:
        item = QListWidgetItem(words.upper() if len(words) < _CAPTION else words)
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        item.setFont(font(11, 600))
        item.setSizeHint(QSize(px(100), px(28)))
        self.list.addItem(item)

    def _entry(self, hit: Hit, detail: str) -> Entry:
        captions = {
            "customer": _("Asiakkaat"),
            "person": _("Henkilöt"),
            "interaction": _("Yhteydenotot"),
            "invoice": _("Laskut"),
        }
        address = f"{hit.kind}/{hit.id}"
        act = lambda: self._context.go(address)  # noqa: E731 - a line of the list
        return Entry(hit.name, _ICONS[hit.kind], captions[hit.kind], act, (hit.kind, hit.id), detail)

    def _fit(self) -> None:
        height = sum(self.list.item(place).sizeHint().height() for place in range(self.list.count()))
        self.list.setFixedHeight(min(height, px(_LINE) * _LONGEST) + 4)
        if (layout := self.layout()) is not None:
            layout.activate()
        self.resize(self.width(), self.sizeHint().height())

    def _move(self, step: int) -> None:
        """Go to the next or previous line that can be taken."""
        count = self.list.count()
        here = self.list.currentRow()
        for turn in range(1, count + 1):
            place = (here + step * turn) % count
            if self.list.item(place).data(_ENTRY) is not None:
                self.list.setCurrentRow(place)
                return

    def _take(self) -> None:
        item = self.list.currentItem()
        entry = item.data(_ENTRY) if self.list.currentRow() >= 0 else None
        if isinstance(entry, Entry):
            self._opener = None
            self.accept()
            entry.act()

    def _in_sight(self) -> Rows:
        return [e.hit for e in self.entries() if e.hit is not None]


class _Lines(QStyledItemDelegate):
    """Paints a line, and at its right the detail, in what room the words leave."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().paint(painter, option, index)
        entry = index.data(_ENTRY)
        if not isinstance(entry, Entry) or not entry.detail:
            return
        taken = px(40) + QFontMetrics(option.font).horizontalAdvance(entry.words)
        room = option.rect.adjusted(taken + px(16), 0, -px(10), 0)
        painter.save()
        painter.setFont(font(12))
        painter.setPen(color("muted"))
        words = painter.fontMetrics().elidedText(entry.detail, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, words)
        painter.restore()


class _Field(SearchField):
    """Moves the list by arrows while the focus stays in the text."""

    moved = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
        if step:
            self.moved.emit(step)
        else:
            super().keyPressEvent(event)


class Scrim(QWidget):
    """Dims the window under the palette, so that the place is not lost."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setGeometry(window.rect())

    def paintEvent(self, event: object) -> None:  # noqa: ARG002
        QPainter(self).fillRect(self.rect(), QColor(0, 0, 0, 90))


def open_palette(window: QWidget, context: Context, entries: Sequence[Entry]) -> Palette:
    """Open the palette over a window."""
    scrim = Scrim(window)
    palette = Palette(window, context, entries)
    palette.finished.connect(scrim.hide)
    palette.finished.connect(scrim.deleteLater)
    scrim.show()
    palette.show()
    return palette


def _asked(text: str) -> tuple[str, tuple[str, ...]]:
    """Return what is looked for and of which kinds, by the sign before it."""
    kinds = _SIGNS.get(text[:1])
    return (text, tuple(_ICONS)) if kinds is None else (text[1:].strip(), kinds)


def _hits(count: int) -> str:
    return ngettext("{n} osuma", "{n} osumaa", count).format(n=count)
