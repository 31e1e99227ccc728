"""The list of columns with ticks: Space ticks, Alt+↑ and Alt+↓ move, one button brings the default back."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.gui.tables.columns import Column
from asiakasrekisteri.gui.theme.theme import px
from asiakasrekisteri.gui.widgets.basics import label
from asiakasrekisteri.gui.widgets.dialog import Dialog

_NAME = Qt.ItemDataRole.UserRole


class ColumnList(QListWidget):
    """Columns with ticks. The first column is always shown and always first."""

    def __init__(self, columns: Sequence[Column], shown: Sequence[str]) -> None:
        super().__init__()
        self.setAccessibleName(_("Sarakkeet"))
        self.setProperty("area", "box")
        self._columns = tuple(columns)
        self.show_columns(shown)

    def show_columns(self, shown: Sequence[str]) -> None:
        """Tick these columns and put them first in this order."""
        self.clear()
        order = {name: place for place, name in enumerate(shown)}
        for column in sorted(self._columns, key=lambda c: order.get(c.name, len(order))):
            item = QListWidgetItem(_(column.label))
            item.setData(_NAME, column.name)
            item.setSizeHint(QSize(px(160), px(28)))
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if column.name in order else Qt.CheckState.Unchecked)
            if column is self._columns[0]:
                item.setFlags(Qt.ItemFlag.ItemIsSelectable)
            self.addItem(item)
        self.setCurrentRow(min(1, self.count() - 1))

    def shown(self) -> tuple[str, ...]:
        """Return the names ticked, in order."""
        items = (self.item(place) for place in range(self.count()))
        return tuple(str(i.data(_NAME)) for i in items if i.checkState() == Qt.CheckState.Checked)

    def move_column(self, by: int) -> None:
        """Move the current column up (-1) or down (1)."""
        place = self.currentRow()
        target = place + by
        if place >= 1 and 1 <= target < self.count():
            item = self.takeItem(place)
            self.insertItem(target, item)
            self.setCurrentRow(target)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        if step and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.move_column(step)
        else:
            super().keyPressEvent(event)


class ColumnChooser(Dialog):
    """Asks which columns a list shows."""

    def __init__(
        self,
        parent: QWidget,
        columns: Sequence[Column],
        shown: Sequence[str],
        chosen: Callable[[tuple[str, ...]], None],
    ) -> None:
        super().__init__(parent, _("Mitkä sarakkeet näytetään?"), width=360)
        self.list = ColumnList(columns, shown)
        self._chosen = chosen
        self.list.setMinimumHeight(280)
        self.add(self.list, label(_("Alt+↑ ja Alt+↓ siirtävät saraketta."), "small"))
        default = tuple(c.name for c in columns if c.shown)
        self.button(_("Palauta oletus"), lambda: self.list.show_columns(default), "ghost")
        self.button(_("Peru"))
        self.button(_("Näytä valitut"), self._accept, "primary", default=True)
        self.focus_first(self.list)

    def _accept(self) -> None:
        self.accept()
        self._chosen(self.list.shown())
