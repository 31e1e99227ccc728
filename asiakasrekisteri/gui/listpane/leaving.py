"""The way of a list's rows into a file: the chosen ones, or all that match."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.gui.context import Chosen, Context
from asiakasrekisteri.gui.tables.model import PagedModel
from asiakasrekisteri.gui.tables.view import RecordTable
from asiakasrekisteri.gui.widgets.basics import Button, icon_button

_LIST_PAGE = "list_export"


class Leaving:
    """Takes the rows of one list to the page where they are written out.

    Args:
        context: the desk.
        noun: entity of the rows; "" where they do not leave.
        title: name of the list.
        table, model: the list.
    """

    def __init__(self, context: Context, noun: str, title: str, table: RecordTable, model: PagedModel) -> None:
        self._context, self._noun, self._title = context, noun, title
        self._table, self._model = table, model
        self.may = bool(noun) and context.may(Permission.REGISTER_EXPORT)
        self.buttons: tuple[Button, ...] = ()
        if self.may:
            self.buttons = (icon_button("download", _("Vie luettelo… (Ctrl+Shift+V)"), self.go),)

    def add_key(self, page: QWidget) -> None:
        """Let the key lead there while the page is in front."""
        shortcut = QShortcut(QKeySequence("Ctrl+Shift+V"), page)
        shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
        shortcut.activated.connect(self.go)

    def go(self) -> None:
        """Go to the page, with the chosen rows where there are several, otherwise with all that match."""
        several = self._table.selected_ids()
        ids = several if len(several) > 1 else list(self._model.ids())
        if ids and self.may and self._table.isVisible():
            self._context.chosen = Chosen(self._noun, self._title, ids)
            self._context.go(_LIST_PAGE)
