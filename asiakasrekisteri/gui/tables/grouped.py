"""A short table whose rows stand in groups, each under a line of words: services by contract."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QGuiApplication, QKeyEvent, QKeySequence, QPainter, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStyleOptionViewItem, QTreeView

from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.gui.tables.columns import Cell, Column
from asiakasrekisteri.gui.tables.delegate import CellDelegate
from asiakasrekisteri.gui.tables.header import Head
from asiakasrekisteri.gui.tables.model import CELL_ROLE, ID_ROLE
from asiakasrekisteri.gui.theme.theme import color, font, px, theme
from asiakasrekisteri.gui.widgets.tips import plain_tip

ROW, GROUP_ROW = 36, 30
_LEAST = 190
"""Width of the first column under which others give way."""
_PADDING = 12
_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_TOP = 0
"""Internal id of a line of words; a row has the number of its group, counted from one."""


@dataclass(frozen=True, slots=True)
class Group:
    """Rows under a line of words, by id and in order."""

    words: str
    rows: Mapping[int, Mapping[str, object]]


class GroupedModel(QAbstractItemModel):
    """The groups and their rows.

    Args:
        columns: what is shown of a row.
    """

    def __init__(self, columns: Sequence[Column]) -> None:
        super().__init__()
        self.columns = tuple(columns)
        self._groups: tuple[Group, ...] = ()
        self._ids: tuple[tuple[int, ...], ...] = ()

    def show(self, groups: Sequence[Group]) -> None:
        """Show these groups instead of what was shown."""
        self.beginResetModel()
        self._groups = tuple(groups)
        self._ids = tuple(tuple(group.rows) for group in groups)
        self.endResetModel()

    def place_of(self, wanted: int) -> QModelIndex:
        """Return where the row of an id is; an invalid index when it is not there."""
        for place, ids in enumerate(self._ids):
            if wanted in ids:
                return self.index(ids.index(wanted), 0, self.index(place, 0))
        return QModelIndex()

    def first_row(self) -> QModelIndex:
        """Return the first row that is not a line of words."""
        return self.index(0, 0, self.index(0, 0)) if self._groups else QModelIndex()

    def index(self, row: int, column: int, parent: _Index = _NOWHERE) -> QModelIndex:
        if not self.hasIndex(row, column, parent):
            return QModelIndex()
        return self.createIndex(row, column, parent.row() + 1 if parent.isValid() else _TOP)

    def parent(self, index: _Index = _NOWHERE) -> QModelIndex:  # type: ignore[override]
        number = index.internalId() if index.isValid() else _TOP
        return QModelIndex() if number == _TOP else self.createIndex(number - 1, 0, _TOP)

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        if not parent.isValid():
            return len(self._groups)
        return len(self._ids[parent.row()]) if parent.internalId() == _TOP and not parent.column() else 0

    def columnCount(self, parent: _Index = _NOWHERE) -> int:  # noqa: ARG002 - Qt
        return len(self.columns)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        if not index.isValid() or index.internalId() == _TOP:
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        if index.internalId() == _TOP:
            said = {int(Qt.ItemDataRole.DisplayRole), int(Qt.ItemDataRole.AccessibleTextRole)}
            return self._groups[index.row()].words if role in said and not index.column() else None
        place = index.internalId() - 1
        row_id = self._ids[place][index.row()]
        if role == ID_ROLE:
            return row_id
        column = self.columns[index.column()]
        return _told(column.cell(self._groups[place].rows[row_id]), column, role)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _(self.columns[section].label)
        return None


def _told(cell: Cell, column: Column, role: int) -> object:
    words = {
        int(CELL_ROLE): cell,
        int(Qt.ItemDataRole.DisplayRole): cell.text,
        int(Qt.ItemDataRole.AccessibleTextRole): f"{_(column.label)}: {cell.spoken()}",
        int(Qt.ItemDataRole.ToolTipRole): plain_tip(cell.spoken()) or None,
    }
    return words.get(int(role))


class GroupDelegate(CellDelegate):
    """Paints rows as every list does, and the line of words over each group."""

    row_height = ROW

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:  # noqa: ARG002 - Qt
        return QSize(px(40), px(self.row_height if index.parent().isValid() else GROUP_ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        if index.parent().isValid():
            super().paint(painter, option, index)
            return
        painter.save()
        where = QRectF(option.rect)
        painter.fillRect(where, color("surface2"))
        painter.fillRect(QRectF(where.left(), where.bottom() - 1, where.width(), 1), color("divider"))
        painter.setPen(color("muted"))
        painter.setFont(font(12, 600))
        room = where.adjusted(px(_PADDING), 0, -px(_PADDING), 0)
        words = QFontMetrics(font(12, 600)).elidedText(
            str(index.data() or ""), Qt.TextElideMode.ElideRight, int(room.width())
        )
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words)
        painter.restore()


class GroupedTable(QTreeView):
    """Rows in groups. Arrows walk the rows, Enter opens one, Ctrl+C copies it.

    Args:
        columns: what is shown of a row; the first takes the room that is left.
        name: what screen readers call the table.
        spare: columns that give way, in this order, where there is little room.
    """

    wide_column = 0
    """The place of the column that takes the room that is left."""
    opened = Signal(int)
    """Enter or double click: id of the row."""
    current_changed = Signal(int)
    """Another row became current: its id."""

    def __init__(self, columns: Sequence[Column], name: str, spare: Sequence[str] = ()) -> None:
        super().__init__()
        self._spare = tuple(next(n for n, c in enumerate(columns) if c.name == one) for one in spare)
        self._model = GroupedModel(columns)
        self._model.setParent(self)
        self.setAccessibleName(name)
        self.setRootIsDecorated(False)
        self.setItemsExpandable(False)
        self.setIndentation(0)
        self.setHeader(Head(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setModel(self._model)
        self.setItemDelegate(GroupDelegate(self))
        self.header().setStretchLastSection(False)
        self.header().setSectionsClickable(False)
        self.header().setSortIndicatorShown(False)
        self._fit()
        self.doubleClicked.connect(self._open)
        theme().changed.connect(self._fit)

    def show_groups(self, groups: Sequence[Group]) -> None:
        """Show these; the row one stands on stays."""
        current = self.current_id()
        self._model.show(groups)
        for place in range(len(groups)):
            self.setFirstColumnSpanned(place, QModelIndex(), True)
        self.expandAll()
        if current is None or not self.choose_id(current):
            self._stand_on(self._model.first_row())

    def current_id(self) -> int | None:
        """Return the id of the current row."""
        row_id = self.currentIndex().data(ID_ROLE)
        return row_id if isinstance(row_id, int) else None

    def choose_id(self, wanted: int) -> bool:
        """Make the row of this id current; False when it is not there."""
        place = self._model.place_of(wanted)
        self._stand_on(place)
        return place.isValid()

    def _stand_on(self, place: QModelIndex) -> None:
        if place.isValid():
            self.setCurrentIndex(place)

    def _fit(self) -> None:
        header = self.header()
        for place, column in enumerate(self._model.columns):
            mode = QHeaderView.ResizeMode.Stretch if place == self.wide_column else QHeaderView.ResizeMode.Fixed
            header.setSectionResizeMode(place, mode)
            header.resizeSection(place, px(column.width))
        self._make_room()
        self.scheduleDelayedItemsLayout()

    def _make_room(self) -> None:
        """Leave out columns that can be spared until the first has room for names."""
        widths = [px(column.width) for column in self._model.columns]
        others = sum(widths) - widths[self.wide_column]
        hidden: list[int] = []
        for place in self._spare:
            if self.viewport().width() - others + sum(widths[n] for n in hidden) < px(_LEAST):
                hidden.append(place)
        for place in self._spare:
            self.setColumnHidden(place, place in hidden)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def _open(self, index: _Index) -> None:
        row_id = index.data(ID_ROLE)
        if isinstance(row_id, int):
            self.opened.emit(row_id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._open(self.currentIndex())
        elif event.matches(QKeySequence.StandardKey.Copy):
            self._copy()
        else:
            super().keyPressEvent(event)

    def _copy(self) -> None:
        index = self.currentIndex()
        if index.parent().isValid():
            cells = (str(index.siblingAtColumn(c).data() or "") for c in range(len(self._model.columns)))
            heads = "\t".join(_(c.label) for c in self._model.columns)
            QGuiApplication.clipboard().setText(f"{heads}\n" + "\t".join(cells))

    def moveCursor(self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Step over the lines of words: they tell of the rows and cannot be stood on."""
        found = super().moveCursor(action, modifiers)
        down = action in {QAbstractItemView.CursorAction.MoveDown, QAbstractItemView.CursorAction.MovePageDown}
        while found.isValid() and not found.parent().isValid():
            further = self.indexBelow(found) if down or not found.row() else self.indexAbove(found)
            down = down or not found.row()
            found = further
        return found

    def currentChanged(self, current: _Index, previous: _Index) -> None:
        super().currentChanged(current, previous)
        self.viewport().update()
        row_id = current.data(ID_ROLE) if current.isValid() else None
        if isinstance(row_id, int):
            self.current_changed.emit(row_id)

    def drawBranches(self, painter: QPainter, rect: QRect, index: _Index) -> None:
        """Paint nothing: groups are always open."""

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid():
            self._stand_on(self._model.first_row())
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()
