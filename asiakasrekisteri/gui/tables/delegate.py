"""Paints the cells of every list: names, numbers, pills, icons, and grey bars while a row is being fetched."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QHeaderView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView, QTreeView

from asiakasrekisteri.gui.tables.columns import Cell, stands_right
from asiakasrekisteri.gui.tables.model import CELL_ROLE
from asiakasrekisteri.gui.theme.icons import paint_icon
from asiakasrekisteri.gui.theme.theme import color, font, px, theme
from asiakasrekisteri.gui.widgets.marks import paint_pill, pill_width
from asiakasrekisteri.gui.widgets.states import paint_bone

_Index = QModelIndex | QPersistentModelIndex
_WEIGHTS = {"strong": 500}
_PADDING = 12


class CellDelegate(QStyledItemDelegate):
    """Paints `Cell`s. One for each table."""

    def __init__(self, view: QTableView | QTreeView) -> None:
        super().__init__(view)
        self._view = view
        self._outer: tuple[int, int] | None = None
        self._written: dict[tuple[int, int, bool], tuple[QFont, QFontMetrics]] = {}
        theme().changed.connect(self._written.clear)
        header = self._header = _header_of(view)
        header.sectionResized.connect(self._forget_ends)
        header.sectionMoved.connect(self._forget_ends)
        header.sectionCountChanged.connect(self._forget_ends)

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:  # noqa: ARG002 - Qt
        return QSize(px(40), px(36))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        where = QRectF(option.rect)
        state = option.state
        selected = bool(state & QStyle.StateFlag.State_Selected)
        self._ground(painter, where, index, selected=selected)
        cell = index.data(CELL_ROLE)
        if isinstance(cell, Cell):
            self._cell(painter, where, cell, index, selected=selected)
        else:
            share = 0.45 + 0.1 * ((index.row() + index.column()) % 4)
            bone = where.adjusted(px(_PADDING), 0, -px(_PADDING), 0)
            paint_bone(painter, QRectF(bone.left(), bone.center().y() - px(6), bone.width() * share, px(12)))
        painter.restore()

    def _ground(self, painter: QPainter, where: QRectF, index: _Index, *, selected: bool) -> None:
        if selected:
            painter.fillRect(where, color("accent_soft"))
        painter.fillRect(QRectF(where.left(), where.bottom() - 1, where.width(), 1), color("divider"))
        first, last = self._ends()
        if selected and index.column() == first:
            painter.fillRect(QRectF(where.left(), where.top(), 3, where.height()), color("accent"))
        current = self._view.currentIndex()
        if self._view.hasFocus() and (current.row(), current.parent()) == (index.row(), index.parent()):
            self._row_ring(painter, where, ends=(index.column() == first, index.column() == last))

    @staticmethod
    def _row_ring(painter: QPainter, where: QRectF, *, ends: tuple[bool, bool]) -> None:
        painter.save()
        painter.setPen(QPen(color("accent"), 2))
        box = where.adjusted(1, 1, -1, -1)
        painter.drawLine(QPointF(where.left(), box.top()), QPointF(where.right(), box.top()))
        painter.drawLine(QPointF(where.left(), box.bottom()), QPointF(where.right(), box.bottom()))
        if ends[0]:
            painter.drawLine(box.topLeft(), box.bottomLeft())
        if ends[1]:
            painter.drawLine(box.topRight(), box.bottomRight())
        painter.restore()

    def _forget_ends(self, *_where: int) -> None:
        self._outer = None

    def _font(self, pixels: int, weight: int = 400, *, tabular: bool = False) -> tuple[QFont, QFontMetrics]:
        """Return a font with its measures; made once for each look, since every cell asks."""
        key = (pixels, weight, tabular)
        if key not in self._written:
            chosen = font(pixels, weight, tabular=tabular)
            self._written[key] = (chosen, QFontMetrics(chosen))
        return self._written[key]

    def _ends(self) -> tuple[int, int]:
        if self._outer is None:
            self._outer = self._find_ends()
        return self._outer

    def _find_ends(self) -> tuple[int, int]:
        header = self._header
        shown = [
            header.logicalIndex(place)
            for place in range(header.count())
            if not header.isSectionHidden(header.logicalIndex(place))
        ]
        return (shown[0], shown[-1]) if shown else (0, 0)

    def _cell(self, painter: QPainter, where: QRectF, cell: Cell, index: _Index, *, selected: bool) -> None:
        room = where.adjusted(px(_PADDING), 0, -px(_PADDING - 2), 0)
        middle = where.center().y()
        if cell.icon and cell.kind != "pill":
            side = px(16)
            paint_icon(painter, cell.icon, QRectF(room.left(), middle - side / 2, side, side), cell.tone or "muted")
            room.setLeft(room.left() + px(24))
        if cell.kind == "pill":
            self._pill(painter, room, cell, selected=selected)
        elif cell.kind == "icons":
            self._marks(painter, room, cell)
        elif cell.kind == "marked":
            self._box(painter, where, cell.tone)
            self._text(painter, room.adjusted(px(2), 0, -px(6), 0), Cell(text=cell.text), right=False)
        else:
            self._text(painter, room, cell, right=self._is_right(index))

    @staticmethod
    def _box(painter: QPainter, where: QRectF, tone: str) -> None:
        """Frame a cell in which something is to be looked at."""
        painter.save()
        painter.setPen(QPen(color(tone), 1))
        painter.setBrush(color(f"{tone}_bg"))
        painter.drawRoundedRect(where.adjusted(px(3) + 0.5, px(3) + 0.5, -px(3) - 0.5, -px(3) - 0.5), px(4), px(4))
        painter.restore()

    def _is_right(self, index: _Index) -> bool:
        return stands_right(self._view.model(), index.column())

    @staticmethod
    def _pill(painter: QPainter, room: QRectF, cell: Cell, *, selected: bool) -> None:
        if not cell.text:
            return
        width, height = pill_width(cell.text, with_icon=bool(cell.icon)), px(20)
        tone = cell.tone or "neutral"
        box = QRectF(room.left(), room.center().y() - height / 2, width, height)
        ground = "surface" if selected and tone == "info" else ""
        paint_pill(painter, box, cell.text, tone, cell.icon, ground)

    @staticmethod
    def _marks(painter: QPainter, room: QRectF, cell: Cell) -> None:
        side = px(16)
        for place, mark in enumerate(cell.marks):
            left = room.left() + place * px(22)
            paint_icon(painter, mark.icon, QRectF(left, room.center().y() - side / 2, side, side), mark.tone)

    def _text(self, painter: QPainter, room: QRectF, cell: Cell, *, right: bool) -> None:
        chosen = self._font(13, _WEIGHTS.get(cell.kind, 400), tabular=cell.kind == "number")
        painter.setPen(color(cell.tone if cell.tone and not cell.icon else "muted" if cell.kind == "muted" else "text"))
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        if not cell.sub:
            _draw(painter, room, cell.text, chosen, side)
            return
        _draw(painter, QRectF(room.left(), room.center().y() - px(17), room.width(), px(17)), cell.text, chosen, side)
        painter.setPen(color("muted"))
        _draw(painter, QRectF(room.left(), room.center().y() + 1, room.width(), px(16)), cell.sub, self._font(12), side)


def _header_of(view: QTableView | QTreeView) -> QHeaderView:
    return view.horizontalHeader() if isinstance(view, QTableView) else view.header()


def _draw(
    painter: QPainter, room: QRectF, text: str, chosen: tuple[QFont, QFontMetrics], side: Qt.AlignmentFlag
) -> None:
    if not text:
        return
    painter.setFont(chosen[0])
    elided = chosen[1].elidedText(text, Qt.TextElideMode.ElideRight, int(room.width()))
    painter.drawText(room, side | Qt.AlignmentFlag.AlignVCenter, elided)
