"""The list of user IDs at the entrance; the last row is for an ID that is not listed."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.gui.theme.icons import paint_icon
from asiakasrekisteri.gui.theme.theme import color, font, px, theme
from asiakasrekisteri.gui.widgets.marks import initials, paint_avatar

ROW = 46
_MOST = 5
_LOGIN = Qt.ItemDataRole.UserRole
_Index = QModelIndex | QPersistentModelIndex


class UserList(QListWidget):
    """User IDs: ↑↓ choose, a letter jumps, Enter goes on to the password."""

    chosen = Signal(str)
    """The ID chosen, "" for one that must be typed."""
    went_on = Signal()

    def __init__(self, logins: Sequence[str], last: str = "") -> None:
        super().__init__()
        self.setProperty("area", "box")
        self.setAccessibleName(_("Käyttäjä"))
        self.setItemDelegate(_Delegate(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        theme().changed.connect(self._fit)
        for login in logins:
            item = QListWidgetItem(login)
            item.setData(_LOGIN, login)
            self.addItem(item)
        other = QListWidgetItem(_("Muu käyttäjätunnus…"))
        other.setData(_LOGIN, "")
        self.addItem(other)
        self._fit()
        place = list(logins).index(last) if last in logins else 0
        self.setCurrentRow(place)
        self.currentRowChanged.connect(lambda _row: self.chosen.emit(self.login()))
        self.itemClicked.connect(lambda _item: self.went_on.emit())

    def login(self) -> str:
        """Return the ID chosen, "" for one that must be typed."""
        return str(self.currentIndex().data(_LOGIN) or "")

    def sizeHint(self) -> QSize:
        return QSize(px(300), min(self.count(), _MOST) * px(ROW) + 10)

    def _fit(self) -> None:
        self.setFixedHeight(self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self.went_on.emit()
        else:
            super().keyPressEvent(event)


class _Delegate(QStyledItemDelegate):
    def __init__(self, view: UserList) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:  # noqa: ARG002
        return QSize(px(200), px(ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        where = QRectF(option.rect).adjusted(1, 1, -1, -1)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(color("accent_soft"))
            painter.drawRoundedRect(where, 6, 6)
            if self._view.hasFocus():
                painter.setPen(QPen(color("accent"), 2))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(where.adjusted(1, 1, -1, -1), 5, 5)
        middle, login = where.center().y(), str(index.data(_LOGIN))
        disc = QRectF(where.left() + px(8), middle - px(14), px(28), px(28))
        if login:
            paint_avatar(painter, disc, initials(login), strong=selected)
        else:
            gap = px(6)
            paint_icon(painter, "user-round-plus", disc.adjusted(gap, gap, -gap, -gap), "muted")
        painter.setPen(color("text"))
        painter.setFont(font(13, 600 if selected else 500))
        words = where.adjusted(px(46), 0, -px(36), 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, str(index.data()))
        if selected:
            tick = QRectF(where.right() - px(28), middle - px(8), px(16), px(16))
            paint_icon(painter, "check", tick, "accent")
        painter.restore()
