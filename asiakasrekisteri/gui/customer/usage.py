"""What has happened in a customer's services: a short table of the latest events."""

import datetime as dt

from PySide6.QtWidgets import QFrame, QVBoxLayout

from asiakasrekisteri.domain.fields import FieldKind, Record
from asiakasrekisteri.domain.formats import FINLAND, as_text
from asiakasrekisteri.domain.texts import N_, _
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.tables.columns import Column
from asiakasrekisteri.gui.tables.local import LocalTable
from asiakasrekisteri.gui.widgets.basics import Button, label, row
from asiakasrekisteri.usecases.rows import Rows
from asiakasrekisteri.usecases.usage import USAGE, usage_of_customer

_MOST_ROWS = 6
_COLUMNS = (
    Column(name="day", label=N_("Päivä"), kind=FieldKind.DATE, width=104, sortable=False),
    Column(name="words", label=N_("Tapahtuma"), width=180, sortable=False),
)


class UsageCard(QFrame):
    """The card of usage events; Enter opens the row.

    Args:
        context: the desk.
    """

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setProperty("area", "card")
        title = _("Tapahtuma- ja käyttötiedot")
        self.setAccessibleName(title)
        self._context, self._customer = context, 0
        self.table = LocalTable(context, _COLUMNS, title, "usage", lambda row_id: f"usage_event/{row_id}")
        self.new = Button(_("Uusi käyttötieto"), "plus", size="s", pressed=self._begin)
        if not context.may(USAGE.add.permission):
            self.new.setEnabled(False)
            self.new.setToolTip(_("Roolillasi ei ole oikeutta muuttaa palveluja. Pyydä oikeutta pääkäyttäjältä."))
        self._empty = label(_("Käyttötietoja ei ole tallennettu."), "muted")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4, 10, 4, 6)
        layout.setSpacing(6)
        layout.addWidget(row(label(title, "h3"), None, self.new, margins=(12, 0, 10, 0)))
        layout.addWidget(row(self._empty, None, margins=(12, 0, 10, 0)))
        layout.addWidget(self.table)
        context.bus.watch(self, ("usage_event",), lambda _changes: self.show_customer(self._customer))

    def show_customer(self, customer_id: int) -> None:
        """Fetch and show the events of a customer."""
        self._customer = customer_id

        def come(rows: Rows) -> None:
            if customer_id == self._customer:
                self._show(rows)

        self._context.ask(self, lambda gate: gate.call(usage_of_customer, customer_id), come)

    def _show(self, rows: Rows) -> None:
        self.table.show_rows({r.id: {"day": _day(r), "words": _words(r)} for r in rows})
        self.table.setFixedHeight(self.table.tall(_MOST_ROWS))
        self.table.setVisible(bool(rows.records))
        self._empty.setVisible(not rows.records)

    def _begin(self) -> None:
        if self._customer:
            self._context.go(f"usage_event/new/customer/{self._customer}")


def _day(event: Record) -> dt.date | None:
    at = event.values.get("at")
    return at.astimezone(FINLAND).date() if isinstance(at, dt.datetime) else None


def _words(event: Record) -> str:
    """Return what happened in a line: its kind, what it was, how much, in which service."""
    amount = as_text(USAGE.spec["amount"], event.values.get("amount"))
    kind = as_text(USAGE.spec["kind"], event["kind"])
    used = " ".join(w for w in (amount, event.text("unit")) if w)
    said = (kind[:1].upper() + kind[1:], event.text("what"), used, event.names.get("service_id", ""))
    return " · ".join(w for w in said if w)
