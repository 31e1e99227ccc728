"""What lists of invoices show of each."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from decimal import Decimal
from typing import cast

from asiakasrekisteri.domain.fields import FieldKind
from asiakasrekisteri.domain.formats import euros
from asiakasrekisteri.domain.invoicing import InvoiceState
from asiakasrekisteri.domain.references import grouped
from asiakasrekisteri.domain.texts import N_, _
from asiakasrekisteri.gui.billing.states import state_words
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.tables.columns import Cell, Column, Render, Values
from asiakasrekisteri.usecases.billing.lists import invoice_rows

_NOTHING = "–"


def _customer(values: Values) -> Cell:
    return Cell(text=str(values["customer"]), kind="strong")


def _reference(values: Values) -> Cell:
    return Cell(text=grouped(str(values["reference"])) if values["reference"] else "", kind="number", tone="muted")


def _money(name: str) -> Render:
    def render(values: Values) -> Cell:
        value = cast(Decimal | None, values[name])
        if value is None:
            return Cell(text=_("rajoitettu"), kind="muted")
        idle = name == "balance" and not value
        return Cell(text=_NOTHING if idle else euros(value), kind="muted" if idle else "number")

    return render


def _state(values: Values) -> Cell:
    if values["restricted"]:
        return Cell(text=_("Rajoitettu"), kind="pill", tone="err", icon="hand")
    said = state_words(
        cast(InvoiceState, values["state"]),
        cast(dt.date, values["today"]),
        days_late=cast(int, values["days_late"]),
        paid_on=cast(dt.date | None, values["paid_on"]),
        credits_number=str(values.get("credits_number") or ""),
    )
    return Cell(text=said.words, kind="pill", tone=said.tone, icon=said.icon)


_NUMBER = Column(name="number", label=N_("Lasku"), kind=FieldKind.REFERENCE, width=84)
_ISSUED = Column(name="issued_on", label=N_("Päiväys"), kind=FieldKind.DATE, width=100)
_CUSTOMER = Column(name="customer", label=N_("Asiakas"), width=266, render=_customer)
_AFTER = (
    Column(name="reference", label=N_("Viitenumero"), width=132, sortable=False, render=_reference, spare=True),
    Column(name="due_on", label=N_("Eräpäivä"), kind=FieldKind.DATE, width=104),
    Column(name="gross", label=N_("Summa"), width=110, align="right", render=_money("gross")),
    Column(name="balance", label=N_("Avoinna"), width=110, align="right", render=_money("balance")),
    Column(name="state", label=N_("Tila"), width=160, sortable=False, render=_state),
)
COLUMNS = (_NUMBER, _ISSUED, _CUSTOMER, *_AFTER)
OWN_COLUMNS = (_NUMBER, _ISSUED, *_AFTER)
"""On a customer's own page, where the name would say nothing."""
ORDERS = {"number": "number", "issued_on": "issued_on", "customer": "buyer_name", "due_on": "due_on"}
ORDERS |= {"gross": "gross", "balance": "balance"}
"""By column, the field of the invoice by which it is put in order."""


class InvoicePages:
    """Fetches rows of the list."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def fetch(self, ids: Sequence[int]) -> Sequence[Mapping[str, object]]:
        """See tables.model.Pages."""
        today = self._context.today()
        rows = {row.id: row for row in self._context.gate.call(invoice_rows, ids)}
        return [{**asdict(rows[i]), "today": today} if i in rows else {} for i in ids]
