"""A list of places on the page: sections with a mark of their state, versions with their day."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QFrame, QListView, QSizePolicy, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from asiakasrekisteri.gui.theme.icons import paint_icon
from asiakasrekisteri.gui.theme.theme import color, font, px, theme

_ENTRY = Qt.ItemDataRole.UserRole + 1
_LOW, _HIGH, _LEAD, _SIGN = 29, 44, 32, 30
_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Entry:
    """One place.

    Attributes:
        key: what is told when it is chosen.
        title: its name.
        lead: what stands before it: a number.
        more: a smaller line under it.
        icon, role: the sign at the right and its colour.
        said: what screen readers say of the sign.
    """

    key: str
    title: str
    lead: str = ""
    more: str = ""
    icon: str = ""
    role: str = "muted"
    said: str = ""


class PlaceList(QListView):
    """The places; one tab stop, arrows move and open at once.

    Args:
        name: what screen readers call the list.
    """

    chosen = Signal(str)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setProperty("area", "navigation")
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        self._places = QStandardItemModel(self)
        self.setModel(self._places)
        self.setItemDelegate(_Delegate(self))
        self._quiet = False
        self.selectionModel().currentChanged.connect(self._moved)
        self.clicked.connect(self._moved)
        theme().changed.connect(self.doItemsLayout)

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Show these places; the chosen one stays chosen."""
        chosen = self.key()
        self._quiet = True
        while self._places.rowCount() > len(entries):
            self._places.removeRow(self._places.rowCount() - 1)
        for place, entry in enumerate(entries):
            if place == self._places.rowCount():
                self._places.appendRow(QStandardItem())
            item = self._places.item(place)
            said = ", ".join(filter(None, (f"{entry.lead} {entry.title}".strip(), entry.more, entry.said)))
            item.setData(entry, _ENTRY)
            item.setText(entry.title)
            item.setToolTip(entry.said)
            item.setData(said, Qt.ItemDataRole.AccessibleTextRole)
        self._quiet = False
        self.choose(chosen)
        self.updateGeometry()

    def entries(self) -> list[Entry]:
        """Return the places shown."""
        return [self._places.item(place).data(_ENTRY) for place in range(self._places.rowCount())]

    def key(self) -> str:
        """Return the key of the chosen place, "" for none."""
        index = self.currentIndex()
        return index.data(_ENTRY).key if index.isValid() else ""

    def choose(self, key: str) -> None:
        """Mark a place without telling that it was chosen; an unknown key marks none."""
        self._quiet = True
        place = next((n for n, entry in enumerate(self.entries()) if entry.key == key), -1)
        self.setCurrentIndex(self._places.index(place, 0))
        if place < 0:
            self.clearSelection()
        self._quiet = False
        self.viewport().update()

    def sizeHint(self) -> QSize:
        heights = (px(_HIGH if entry.more else _LOW) for entry in self.entries())
        return QSize(px(200), sum(heights) + 4)

    def minimumSizeHint(self) -> QSize:
        return QSize(px(120), self.sizeHint().height())

    def _moved(self, index: _Index, _before: _Index | None = None) -> None:
        if index.isValid() and not self._quiet:
            self.chosen.emit(index.data(_ENTRY).key)


class _Delegate(QStyledItemDelegate):
    """Paints a place: number or dot, name, the line under it, the sign."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:  # noqa: ARG002 - Qt
        return QSize(px(120), px(_HIGH if index.data(_ENTRY).more else _LOW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        entry: Entry = index.data(_ENTRY)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        where = QRectF(option.rect).adjusted(0, 1, 0, -1)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen or option.state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(color("accent_soft" if chosen else "hover"))
            painter.drawRoundedRect(where, px(4), px(4))
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(color("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(where.adjusted(1, 1, -1, -1), px(4), px(4))
        ink = color("accent" if chosen else "text")
        self._words(painter, where, entry, ink, chosen=chosen)
        if entry.icon:
            side = px(14)
            sign = QRectF(where.right() - px(8) - side, where.top() + (where.height() - side) / 2, side, side)
            paint_icon(painter, entry.icon, sign, entry.role)
        painter.restore()

    @staticmethod
    def _words(painter: QPainter, where: QRectF, entry: Entry, ink: QColor, *, chosen: bool) -> None:
        top = where.adjusted(px(10), 0, -px(_SIGN if entry.icon else 8), 0)
        low = QRectF()
        if entry.more:
            low = QRectF(top.left(), top.center().y(), top.width(), top.height() / 2 - px(2))
            top.setBottom(top.center().y() + px(1))
            top.setTop(top.top() + px(3))
        upright = Qt.AlignmentFlag.AlignVCenter
        painter.setPen(ink)
        painter.setFont(font(13, 600 if chosen or entry.more else 400))
        if entry.lead:
            painter.drawText(top, upright, entry.lead)
            top.setLeft(top.left() + px(_LEAD - 8))
        fitted = QFontMetrics(painter.font()).elidedText(entry.title, Qt.TextElideMode.ElideRight, int(top.width()))
        painter.drawText(top, upright, fitted)
        if entry.more:
            painter.setPen(color("muted"))
            painter.setFont(font(12))
            fitted = QFontMetrics(painter.font()).elidedText(entry.more, Qt.TextElideMode.ElideRight, int(low.width()))
            painter.drawText(low, upright, fitted)
