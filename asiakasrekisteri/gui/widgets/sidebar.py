"""The list of pages at the left: one tab stop, arrows move, Enter opens; a rail of icons in a narrow window."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPen, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QListView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
)

from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.gui.theme.icons import paint_icon
from asiakasrekisteri.gui.theme.theme import color, font, px, theme
from asiakasrekisteri.gui.widgets.basics import Button, column, icon_button, label, line, row
from asiakasrekisteri.gui.widgets.marks import Avatar, key_cap

WIDTH, RAIL_WIDTH = 216, 52
_STEP, _LEAST_STEP = 34, 28
"""Heights of an entry with the gap under it: as drawn, and in a low window before anything is scrolled."""
_CAPTION, _LOW_CAPTION, _RAIL_CAPTION = 32, 28, 14
_KEY = Qt.ItemDataRole.UserRole + 1
_ICON = Qt.ItemDataRole.UserRole + 2
_BADGE = Qt.ItemDataRole.UserRole + 3
_ALARM = Qt.ItemDataRole.UserRole + 4
_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class SidebarItem:
    """An entry of the sidebar; with an empty key it is a caption over those that follow."""

    key: str
    title: str
    icon: str = ""
    shortcut: str = ""


class SidebarList(QListView):
    """The entries of the sidebar. `opened` tells the key of the entry the user opened."""

    opened = Signal(str)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setProperty("area", "navigation")
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setMouseTracking(True)
        self.open_key = ""
        self.rail = False
        self.step = _STEP
        self._entries = QStandardItemModel(self)
        self.setModel(self._entries)
        self._delegate = _Delegate(self)
        self.setItemDelegate(self._delegate)
        self.clicked.connect(self._open)
        theme().changed.connect(self.doItemsLayout)

    def show_items(self, items: Sequence[SidebarItem]) -> None:
        """Show these entries."""
        self._entries.clear()
        for item in items:
            entry = QStandardItem(item.title)
            entry.setData(item.key, _KEY)
            entry.setData(item.icon, _ICON)
            entry.setData(item.title, Qt.ItemDataRole.AccessibleTextRole)
            if not item.key:
                entry.setFlags(Qt.ItemFlag.NoItemFlags)
            entry.setToolTip(f"{item.title} ({item.shortcut})" if item.shortcut else item.title)
            self._entries.appendRow(entry)

    def set_badge(self, key: str, count: int, words: str, *, alarm: bool = False) -> None:
        """Show a number beside an entry; `words` are read by screen readers, e.g. "4 avointa"."""
        for place in range(self._entries.rowCount()):
            entry = self._entries.item(place)
            if entry.data(_KEY) == key:
                entry.setData(str(count) if count else "", _BADGE)
                entry.setData(alarm, _ALARM)
                said = f"{entry.text()}, {words}" if count else entry.text()
                entry.setData(said, Qt.ItemDataRole.AccessibleTextRole)

    def show_open(self, key: str) -> None:
        """Mark the entry whose page is open."""
        self.open_key = key
        for place in range(self._entries.rowCount()):
            if self._entries.item(place).data(_KEY) == key:
                self.setCurrentIndex(self._entries.index(place, 0))
        self.viewport().update()

    def set_rail(self, rail: bool) -> None:
        """Show icons only, or icons and words."""
        self.rail = rail
        self.doItemsLayout()

    def height_at(self, step: int) -> int:
        """Return the height of all entries, each `step` high (at text size 100 %)."""
        keys = [self._entries.item(place).data(_KEY) for place in range(self._entries.rowCount())]
        return sum(self.height_of(bool(key), step) for key in keys) + 4

    def height_of(self, is_entry: bool, step: int) -> int:
        """Return the height of an entry or of a caption."""
        if is_entry:
            return px(step)
        return px(_RAIL_CAPTION if self.rail else _CAPTION if step == _STEP else _LOW_CAPTION)

    def set_step(self, step: int) -> None:
        """Let each entry be so high."""
        if step != self.step:
            self.step = step
            self.doItemsLayout()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Space open."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        return QSize(px(WIDTH - 24), self.height_at(self.step))

    def _open(self, index: _Index) -> None:
        if index.isValid() and (key := index.data(_KEY)):
            self.opened.emit(key)


class _Delegate(QStyledItemDelegate):
    """Paints an entry: icon, words, badge; a bar of accent ground on the open one."""

    def __init__(self, view: SidebarList) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:  # noqa: ARG002 - Qt
        return QSize(px(40), self._view.height_of(bool(index.data(_KEY)), self._view.step))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        where = QRectF(option.rect).adjusted(0, 1, 0, -1)
        if index.data(_KEY):
            self._entry(painter, where, option, index)
        else:
            self._caption(painter, where, str(index.data()))
        painter.restore()

    def _caption(self, painter: QPainter, where: QRectF, text: str) -> None:
        if self._view.rail:
            painter.fillRect(QRectF(where.left(), where.center().y(), where.width(), 1), color("border"))
            return
        painter.setPen(color("muted"))
        painter.setFont(font(11, 600))
        words = where.adjusted(px(10), px(8), 0, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text.upper())

    def _entry(self, painter: QPainter, where: QRectF, option: QStyleOptionViewItem, index: _Index) -> None:
        is_open = index.data(_KEY) == self._view.open_key
        state = option.state
        if is_open or state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(color("accent_soft" if is_open else "hover"))
            painter.drawRoundedRect(where, 6, 6)
        if state & QStyle.StateFlag.State_HasFocus and self._view.hasFocus():
            painter.setPen(QPen(color("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(where.adjusted(1, 1, -1, -1), 6, 6)
        side = px(18)
        left = where.center().x() - side / 2 if self._view.rail else where.left() + px(10)
        glyph = QRectF(left, where.center().y() - side / 2, side, side)
        role = "accent" if is_open else "muted"
        paint_icon(painter, str(index.data(_ICON)), glyph, role)
        if not self._view.rail:
            painter.setPen(color("accent" if is_open else "text"))
            painter.setFont(font(13, 600 if is_open else 400))
            words = where.adjusted(px(38), 0, -px(36 if index.data(_BADGE) else 2), 0)
            painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, str(index.data()))
            self._badge(painter, where, index)

    @staticmethod
    def _badge(painter: QPainter, where: QRectF, index: _Index) -> None:
        if not (text := index.data(_BADGE)):
            return
        chosen = font(12, 600)
        width = max(px(22), QFontMetrics(chosen).horizontalAdvance(text) + px(10))
        box = QRectF(where.right() - width - px(8), where.center().y() - px(9), width, px(18))
        alarm = bool(index.data(_ALARM))
        if alarm:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(color("err_bg"))
            painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
        painter.setPen(color("err" if alarm else "muted"))
        painter.setFont(chosen)
        align = Qt.AlignmentFlag.AlignCenter if alarm else Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(box, align, text)


class Sidebar(QFrame):
    """The whole left side: firm, search, pages, and who is signed in.

    Args:
        firm: the firm's name.
        user: name of the user signed in.
        role: the user's role in words.
        lock: called when the lock is pressed.
        search: opens the palette; None where there is none.
    """

    def __init__(
        self,
        firm: str,
        user: str,
        role: str,
        lock: Callable[[], object],
        search: Callable[[], object] | None = None,
    ) -> None:
        super().__init__()
        self.setProperty("area", "sidebar")
        self.pages = SidebarList(_("Sivut"))
        self.foot = SidebarList(_("Muut sivut"))
        self._head = column(label("Asiakasrekisteri", "h2"), label(firm, "small"), gap=1, margins=(10, 0, 0, 0))
        self._search = Button(_("Hae tai siirry…"), "search", "search", pressed=search)
        self._search.setVisible(search is not None)
        self._search_key = _with_key(self._search, "Ctrl K")
        self._who = column(label(user, "strong", wrap=True), label(role, "small"), gap=0)
        self._who.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._lock = icon_button("lock", _("Lukitse (Ctrl+L)"), lock)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 8)
        layout.setSpacing(6)
        layout.addWidget(self._head)
        layout.addSpacing(6)
        layout.addWidget(self._search)
        layout.addWidget(self.pages, 1)
        layout.addWidget(self.foot)
        layout.addWidget(line(strong=True))
        self._avatar = Avatar(user)
        self._user = row(self._avatar, self._who, self._lock, margins=(6, 0, 0, 0))
        layout.addWidget(self._user)
        self._rail = False
        theme().changed.connect(self._fit)
        self._fit()

    def show_items(self, items: Sequence[SidebarItem], foot: Sequence[SidebarItem]) -> None:
        """Show the pages, and at the foot import and settings."""
        self.pages.show_items(items)
        self.foot.show_items(foot)
        self.foot.setVisible(bool(foot))
        self._fit()

    def show_open(self, key: str) -> None:
        """Mark the page that is open."""
        self.pages.show_open(key)
        self.foot.show_open(key)

    def set_rail(self, rail: bool) -> None:
        """Become a rail of icons, or a sidebar again."""
        if rail == self._rail:
            return
        self._rail = rail
        for part in (self._head, self._who, self._avatar, self._search_key):
            part.setVisible(not rail)
        self._search.setText("" if rail else _("Hae tai siirry…"))
        self._search.setAccessibleName(_("Hae tai siirry…"))
        self._search.setToolTip(_("Hae tai siirry…") if rail else "")
        for part in (self.pages, self.foot):
            part.set_rail(rail)
        layout = self.layout()
        assert layout is not None
        layout.setContentsMargins(*((6, 12, 6, 8) if rail else (12, 12, 12, 8)))
        self._user.setContentsMargins(-6 if rail else 0, 0, 0, 0)
        self._fit()

    def event(self, event: QEvent) -> bool:
        """Fit the entries anew into another height."""
        done = super().event(event)
        if event.type() in {QEvent.Type.LayoutRequest, QEvent.Type.Resize}:
            self._fit()
        return done

    def _fit(self) -> None:
        """Take the width that is due, and let the entries come closer to each other rather than be scrolled."""
        self.setFixedWidth(px(RAIL_WIDTH if self._rail else WIDTH))
        lists = [self.pages, *([] if self.foot.isHidden() else [self.foot])]
        room = sum(one.height() for one in lists)
        steps = range(_STEP, _LEAST_STEP, -1)
        step = next((s for s in steps if sum(one.height_at(s) for one in lists) <= room), _LEAST_STEP)
        for one in lists:
            one.set_step(step)
        self.foot.setFixedHeight(self.foot.sizeHint().height())


def _with_key(button: Button, keys: str) -> QLabel:
    """Make a button as wide as its room and show its key at the right end."""
    button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    cap = key_cap(keys)
    cap.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    inside = QHBoxLayout(button)
    inside.setContentsMargins(0, 0, 6, 0)
    inside.addStretch(1)
    inside.addWidget(cap)
    return cap
