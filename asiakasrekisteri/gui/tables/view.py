"""The table of a list: keys, copying, columns, order. Wants a `PagedModel`."""

from collections.abc import Sequence

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QAction, QFocusEvent, QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.gui.preferences import Preferences
from asiakasrekisteri.gui.tables.chooser import ColumnChooser
from asiakasrekisteri.gui.tables.columns import Column
from asiakasrekisteri.gui.tables.delegate import CellDelegate
from asiakasrekisteri.gui.tables.header import Head
from asiakasrekisteri.gui.tables.layout import Layout, load_layout
from asiakasrekisteri.gui.tables.model import PagedModel, Row
from asiakasrekisteri.gui.tables.widths import least, shared
from asiakasrekisteri.gui.theme.theme import px, theme
from asiakasrekisteri.gui.widgets.announce import announce

ROW, TWO_LINES = 36, 44
_Index = QModelIndex | QPersistentModelIndex


class RecordTable(QTableView):
    """A list of records.

    Args:
        model: the rows.
        name: what screen readers call it, e.g. "Asiakasluettelo".
        preferences: where widths, columns and order are remembered.
        view: the key they are remembered under.
        order: column the rows are ordered by until the user chooses another; by default the first.
    """

    row_height = ROW
    opened = Signal(int)
    """Enter or double click: id of the row."""
    current_changed = Signal(int)
    """Another row became current: its id."""
    selection_changed = Signal(int)
    """Number of rows selected."""
    typed = Signal(str)
    """The user typed a letter: the page filters by it. Qt's own search would fetch every row there is."""

    def __init__(self, model: PagedModel, name: str, preferences: Preferences, view: str, order: str = "") -> None:
        super().__init__()
        self._model, self._preferences, self._view, self._first_order = model, preferences, view, order
        self._held: dict[str, int] = {}
        self._spared: set[int] = set()
        self._fitting = False
        self.setAccessibleName(name)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalHeader(Head(self))
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setCornerButtonEnabled(False)
        self.setItemDelegate(CellDelegate(self))
        self.setModel(model)
        self._restore()
        self._connect()
        self._add_keys()
        self._fit_rows()

    def _connect(self) -> None:
        header = self.horizontalHeader()
        header.sectionResized.connect(self._resized)
        header.sectionMoved.connect(lambda *_a: self._save())
        header.sortIndicatorChanged.connect(lambda *_a: self._save())
        self.setSortingEnabled(True)
        self.doubleClicked.connect(lambda index: self.opened.emit(self._model.row_id(index.row())))
        theme().changed.connect(self._fit_rows)

    def _add_keys(self) -> None:
        keys = (
            (_("Kopioi rivit"), QKeySequence(QKeySequence.StandardKey.Copy), self.copy_rows),
            (_("Kopioi solu"), QKeySequence("Ctrl+Shift+C"), self.copy_cell),
            (_("Lajittele sarakkeen mukaan"), QKeySequence("Ctrl+Shift+L"), self.sort_by_current_column),
            (_("Valitse sarakkeet…"), QKeySequence("Ctrl+Shift+K"), self.choose_columns),
        )
        for words, key, act in keys:
            action = QAction(words, self)
            action.setShortcut(key)
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            action.triggered.connect(act)
            self.addAction(action)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)

    def current_id(self) -> int | None:
        """Return the id of the current row."""
        index = self.currentIndex()
        return self._model.row_id(index.row()) if index.isValid() else None

    def selected_ids(self) -> list[int]:
        """Return the ids of the selected rows in the order of the list."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        return [self._model.row_id(row) for row in rows]

    def choose_id(self, wanted: int) -> bool:
        """Make the row of this id current; False when it is not in the list."""
        row = self._model.row_of(wanted)
        if row < 0:
            return False
        column = self.horizontalHeader().logicalIndex(0)
        self.setCurrentIndex(self._model.index(row, column))
        return True

    def copy_rows(self) -> None:
        """Copy the selected rows as text: heads, then rows, cells parted by tabs. Hidden values stay hidden.

        Rows that have not been looked at are fetched first.
        """
        columns = [self._model.columns[c] for c in self._shown_columns()]
        heads = "\t".join(_(c.label) for c in columns)

        def copy(rows: Sequence[Row]) -> None:
            lines = ["\t".join(_plain(c.cell(values).text) for c in columns) for values in rows if values]
            QGuiApplication.clipboard().setText("\n".join([heads, *lines]))

        self._model.fetch_rows(sorted(i.row() for i in self.selectionModel().selectedRows()), copy)

    def copy_cell(self) -> None:
        """Copy the text of the current cell."""
        index = self.currentIndex()
        if not index.isValid():
            return
        column = self._model.columns[index.column()]

        def copy(rows: Sequence[Row]) -> None:
            QGuiApplication.clipboard().setText(_plain(column.cell(rows[0]).text))

        self._model.fetch_rows([index.row()], copy)

    def sort_by_current_column(self) -> None:
        """Order by the column the current cell is in; again reverses."""
        column = self.currentIndex().column()
        header = self.horizontalHeader()
        if column < 0:
            return
        again = header.sortIndicatorSection() == column
        was_up = header.sortIndicatorOrder() == Qt.SortOrder.AscendingOrder
        order = Qt.SortOrder.DescendingOrder if again and was_up else Qt.SortOrder.AscendingOrder
        self.sortByColumn(column, order)
        announce(self, _("Lajiteltu: {column}").format(column=_(self._model.columns[column].label)))

    def choose_columns(self) -> ColumnChooser:
        """Open the chooser of columns."""
        chooser = ColumnChooser(self, self._model.columns, self._names(self._shown_columns()), self.show_columns)
        chooser.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        chooser.open()
        return chooser

    def show_columns(self, names: Sequence[str]) -> None:
        """Show these columns in this order."""
        by_name = {c.name: place for place, c in enumerate(self._model.columns)}
        header = self.horizontalHeader()
        self._fitting = True
        self._spared.clear()
        for name, logical in by_name.items():
            self.setColumnHidden(logical, name not in names)
        for place, name in enumerate(names):
            header.moveSection(header.visualIndex(by_name[name]), place)
        self._fitting = False
        self._share_width()
        self._save()

    def sort_order(self) -> tuple[str, bool]:
        """Return the order of the rows: name of the column, descending. The screen asks the store for ids in it."""
        header = self.horizontalHeader()
        column = self._model.columns[max(0, header.sortIndicatorSection())]
        return column.name, header.sortIndicatorOrder() == Qt.SortOrder.DescendingOrder

    def keyboardSearch(self, search: str) -> None:
        """Pass the letter on."""
        if search.strip():
            self.typed.emit(search)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and index.isValid():
            self.opened.emit(self._model.row_id(index.row()))
        else:
            super().keyPressEvent(event)

    def currentChanged(self, current: _Index, previous: _Index) -> None:
        super().currentChanged(current, previous)
        self.viewport().update()
        if current.isValid() and current.row() != previous.row():
            self.current_changed.emit(self._model.row_id(current.row()))

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        self.selection_changed.emit(len(self.selectionModel().selectedRows()))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Give a row to stand on to whoever comes by keyboard."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self._model.rowCount():
            column = self.horizontalHeader().logicalIndex(0)
            self.selectionModel().setCurrentIndex(
                self._model.index(0, column), QItemSelectionModel.SelectionFlag.NoUpdate
            )
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def _shown_columns(self) -> list[int]:
        header = self.horizontalHeader()
        in_order = (header.logicalIndex(place) for place in range(header.count()))
        return [column for column in in_order if column in self._spared or not self.isColumnHidden(column)]

    def _names(self, columns: Sequence[int]) -> list[str]:
        return [self._model.columns[c].name for c in columns]

    def _fit_rows(self) -> None:
        self.verticalHeader().setDefaultSectionSize(px(self.row_height))
        self._share_width()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_width()

    def _share_width(self) -> None:
        """Let the columns share the width there is; those whose width the user has chosen keep it."""
        room, shown = self.viewport().width(), self._shown_columns()
        wanted = {place: self._wanted(self._model.columns[place]) for place in shown}
        spared: set[int] = set()
        for place in reversed(shown):
            if self._model.columns[place].spare and least(list(wanted.values())) > room:
                del wanted[place]
                spared.add(place)
        self._fitting = True
        for place in self._spared ^ spared:
            self.setColumnHidden(place, place in spared)
        for place, width in zip(wanted, shared(list(wanted.values()), room), strict=True):
            self.setColumnWidth(place, width)
        self._spared, self._fitting = spared, False

    def _wanted(self, column: Column) -> tuple[int, bool]:
        held = self._held.get(column.name)
        return px(held or column.width), held is None and column.is_bending()

    def _resized(self, place: int, _was: int, width: int) -> None:
        """Keep a width that the user gave; the last column takes what is left."""
        if not self._fitting and width and place != self._shown_columns()[-1]:
            self._held[self._model.columns[place].name] = round(width * 100 / theme().size)
            self._save()

    def _restore(self) -> None:
        layout = load_layout(self._preferences, self._view, self._model.columns, self._first_order)
        header = self.horizontalHeader()
        self._held = dict(layout.widths)
        for place, column in enumerate(self._model.columns):
            self.setColumnHidden(place, column.name not in layout.shown)
        names = [c.name for c in self._model.columns]
        for place, name in enumerate(layout.shown):
            header.moveSection(header.visualIndex(names.index(name)), place)
        header.setStretchLastSection(True)
        order = Qt.SortOrder.DescendingOrder if layout.sort[1] else Qt.SortOrder.AscendingOrder
        header.setSortIndicator(names.index(layout.sort[0]), order)

    def _save(self) -> None:
        shown = tuple(self._names(self._shown_columns()))
        Layout(shown, self._held, self.sort_order()).save(self._preferences, self._view)


def _plain(text: str) -> str:
    return text.replace("\t", " ").replace("\n", " ")


class TwoLineTable(RecordTable):
    """A list in which a cell has more to say under its words."""

    row_height = TWO_LINES
