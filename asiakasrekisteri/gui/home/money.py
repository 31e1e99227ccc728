"""Overdue invoices: their number and sum, and the oldest of them."""

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from asiakasrekisteri.domain.fields import FieldKind
from asiakasrekisteri.domain.formats import euros
from asiakasrekisteri.domain.texts import N_, _, ngettext
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.home.cards import FigureCard, Number, TableCard
from asiakasrekisteri.gui.tables.columns import Cell, Column, Values
from asiakasrekisteri.usecases.billing.lists import InvoiceLine
from asiakasrekisteri.usecases.billing.overdue import Overdue, overdue
from asiakasrekisteri.usecases.gate import Gate

_WATCHED = ("invoice", "payment")


def _late(values: Values) -> Cell:
    days = int(str(values["days_late"]))
    return Cell(text=ngettext("{n}\xa0pv", "{n}\xa0pv", days).format(n=days), kind="pill", tone="err")


def _strong(value: object) -> Cell:
    return Cell(text=str(value), kind="strong")


COLUMNS = (
    Column(name="number", label=N_("Lasku"), width=90, kind=FieldKind.REFERENCE),
    Column(name="customer", label=N_("Asiakas"), width=280, render=lambda v: _strong(v["customer"])),
    Column(name="due_on", label=N_("Eräpäivä"), width=104, kind=FieldKind.DATE),
    Column(name="days_late", label=N_("Myöhässä"), width=116, render=_late),
    Column(name="balance", label=N_("Avoinna"), width=140, kind=FieldKind.MONEY, align="right"),
)


def overdue_figure(context: Context) -> QWidget:
    """Return the number and the sum of overdue invoices."""
    return FigureCard(context, _("Erääntyneet laskut"), "receipt-euro", _count, "invoices/overdue", _WATCHED)


def _count(gate: Gate) -> Number:
    found = gate.call(overdue)
    return Number(found.count, euros(found.open_sum) if found.count else "", "warn" if found.count else "")


class OverdueCard(TableCard):
    """The oldest overdue invoices.

    Args:
        context: the desk.
    """

    def __init__(self, context: Context) -> None:
        nothing = _("Erääntyneitä laskuja ei ole.")
        super().__init__(context, _("Erääntyneet laskut"), COLUMNS, "home-overdue", "invoice", nothing)
        self.more.clicked.connect(lambda _on=False: context.go("invoices/overdue"))
        context.bus.watch(self, _WATCHED, lambda _changes: self.reload())
        self.reload()

    def reload(self) -> None:
        """Fetch the oldest anew."""
        self.context.ask(self, lambda gate: gate.call(overdue), self._come)

    def _come(self, found: Overdue) -> None:
        rows = {line.id: _row(line) for line in found.oldest}
        self.show_rows(rows, _("Kaikki {n}").format(n=found.count) if found.count else "")


def _row(line: InvoiceLine) -> Mapping[str, object]:
    return {
        "number": line.number,
        "customer": line.customer,
        "due_on": line.due_on,
        "days_late": line.days_late,
        "balance": line.balance,
    }
