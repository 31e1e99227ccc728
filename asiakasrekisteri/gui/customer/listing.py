"""A titled table of one noun's records on a customer's page: fetched when shown, a way to add, words when empty."""

from PySide6.QtWidgets import QFrame, QLabel, QStackedWidget, QVBoxLayout

from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.records.kinds import RecordKind
from asiakasrekisteri.gui.records.table import RecordsTable
from asiakasrekisteri.gui.widgets.basics import Button, label, row
from asiakasrekisteri.usecases.rows import Rows

_MOST_ROWS, _LEAST_WIDTH = 8, 400


class RecordsCard(QFrame):
    """The records of a noun that hang on a customer or a person.

    Args:
        context: the desk.
        kind: what they are records of.
        title: over the table.
        empty: what is said when there are none.
        add: words of the button that begins a new one; "" for none.
        whose: see `RecordsTable`.
    """

    def __init__(
        self, context: Context, kind: RecordKind, title: str, empty: str, add: str = "", whose: str = ""
    ) -> None:
        super().__init__()
        self.setProperty("area", "card")
        self.setAccessibleName(title)
        self._context, self._kind = context, kind
        self._owner = ("customer", 0)
        self.table = RecordsTable(context, kind, title, whose)
        self._count = label("", "muted")
        self.add_button = Button(add, "plus", size="s", pressed=self._add)
        if not add:
            self.add_button.hide()
        if not (context.may(kind.write) and context.may(kind.read)):
            self.add_button.setEnabled(False)
            self.add_button.setToolTip(_("Roolillasi ei ole oikeutta lisätä näitä. Pyydä oikeutta pääkäyttäjältä."))
        self._words = label(empty, "muted", wrap=True)
        self._empty = row(self._words, margins=(12, 2, 12, 8))
        self._stack = QStackedWidget()
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self.table)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4, 10, 4, 6)
        layout.setSpacing(6)
        layout.addWidget(row(label(title, "h3"), self._count, None, self.add_button, margins=(12, 0, 10, 0)))
        layout.addWidget(self._stack)
        context.bus.watch(self, (kind.key,), lambda _changes: self.reload())

    def show_owner(self, entity: str, row_id: int) -> None:
        """Show the records of this customer or person."""
        self._owner = (entity, row_id)
        self.reload()

    def reload(self) -> None:
        """Fetch the records anew."""
        entity, row_id = self._owner
        if not row_id or not self._context.may(self._kind.read):
            return

        def come(rows: Rows) -> None:
            if (entity, row_id) == self._owner:
                self._show(rows)

        self._context.ask(self, lambda gate: gate.call(self._kind.rows.of, entity, row_id), come)

    def _show(self, rows: Rows) -> None:
        count = len(rows.records)
        self.table.show_records(rows)
        self._count.setText(str(count) if count else "")
        self._stack.setCurrentWidget(self.table if count else self._empty)
        self._stack.setFixedHeight(self.table.tall(_MOST_ROWS) if count else _tall(self._words, self.width()))

    def _add(self) -> None:
        entity, row_id = self._owner
        self._context.go(f"{self._kind.key}/new/{entity}/{row_id}")


def _tall(words: QLabel, width: int) -> int:
    """Return the height of a card's words at its width: the hint of a label that may break is of a narrow one."""
    return words.heightForWidth(max(width - 32, _LEAST_WIDTH)) + 10
