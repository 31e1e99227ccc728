"""What has happened in a customer's services: a short table of the latest events."""

from PySide6.QtWidgets import QFrame, QVBoxLayout

from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.records.table import listed
from asiakasrekisteri.gui.tables.columns import columns_of
from asiakasrekisteri.gui.tables.local import LocalTable
from asiakasrekisteri.gui.widgets.basics import label, row
from asiakasrekisteri.usecases.rows import Rows
from asiakasrekisteri.usecases.usage import USAGE, usage_of_customer

_MOST_ROWS = 6


class UsageCard(QFrame):
    """The card of usage events; hidden where there are none.

    Args:
        context: the desk.
    """

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setProperty("area", "card")
        title = _("Tapahtuma- ja käyttötiedot")
        self.setAccessibleName(title)
        self._context, self._customer = context, 0
        self.table = LocalTable(context, columns_of(USAGE), title, "usage")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4, 10, 4, 6)
        layout.setSpacing(6)
        layout.addWidget(row(label(title, "h3"), None, margins=(12, 0, 10, 0)))
        layout.addWidget(self.table)
        self.hide()

    def show_customer(self, customer_id: int) -> None:
        """Fetch and show the events of a customer."""
        self._customer = customer_id

        def come(rows: Rows) -> None:
            if customer_id == self._customer:
                self._show(rows)

        self._context.ask(self, lambda gate: gate.call(usage_of_customer, customer_id), come)

    def _show(self, rows: Rows) -> None:
        self.table.show_rows({r.id: listed(USAGE, r) for r in rows})
        self.table.setFixedHeight(self.table.tall(_MOST_ROWS))
        self.setVisible(bool(rows.records))
