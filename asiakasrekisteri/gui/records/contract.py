"""The page of a contract: what runs under it, when notice must be given, its documents."""

import datetime as dt
from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from asiakasrekisteri.domain.fields import FieldKind
from asiakasrekisteri.domain.formats import day, euros
from asiakasrekisteri.domain.money import NOTHING
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.texts import N_, _
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.records.kinds import RecordKind
from asiakasrekisteri.gui.records.look import Aside, Look, Shown
from asiakasrekisteri.gui.service_words import product_icon, service_state
from asiakasrekisteri.gui.tables.columns import Cell, Column, Values
from asiakasrekisteri.gui.tables.local import LocalTable
from asiakasrekisteri.gui.widgets.basics import Button, column, label, row
from asiakasrekisteri.gui.widgets.card import table_card
from asiakasrekisteri.gui.widgets.expiry import AMBER_DAYS
from asiakasrekisteri.gui.widgets.notices import Banner
from asiakasrekisteri.usecases.contracts import ContractCard, open_contract
from asiakasrekisteri.usecases.gate import Gate
from asiakasrekisteri.usecases.rows import Owner
from asiakasrekisteri.usecases.services import ServiceLine

_MOST_ROWS = 10
_SOON_DAYS = 90
"""A contract that ends or must be given notice of within so many days says so."""


def _name(values: Values) -> Cell:
    return Cell(text=str(values["name"]), kind="strong", icon=str(values["icon"]))


def _price(values: Values) -> Cell:
    price = values["price"]
    return Cell(text=euros(price) if price is not None else "", kind="number")  # type: ignore[arg-type]


def _state(values: Values) -> Cell:
    return Cell(text=str(values["state"]), kind="pill", tone=str(values["tone"]))


_COLUMNS = (
    Column(name="name", label=N_("Palvelu"), width=210, render=_name),
    Column(name="since", label=N_("Alkaen"), kind=FieldKind.DATE, width=100),
    Column(name="price", label=N_("Hinta/kk"), width=104, align="right", render=_price),
    Column(name="state", label=N_("Tila"), width=150, render=_state),
)


def _fetch(_kind: RecordKind, gate: Gate, contract_id: int) -> Shown:
    card = gate.call(open_contract, contract_id)
    return Shown(card.record, (Owner("customer", card.customer_id, card.customer),), card)


def _card(shown: Shown) -> ContractCard:
    assert isinstance(shown.more, ContractCard)
    return shown.more


def _listed(line: ServiceLine) -> Mapping[str, object]:
    until = line.record.values.get("until")
    state, tone = service_state(line.record.text("state"), until if isinstance(until, dt.date) else None)
    return {
        "name": line.record.text("name"),
        "icon": product_icon(line.product_kind),
        "since": line.record.values.get("since"),
        "price": line.monthly,
        "state": state,
        "tone": tone,
    }


def _services(context: Context, shown: Shown) -> QWidget:
    card = _card(shown)
    title = _("Sopimuksen palvelut")
    add = Button(
        _("Uusi palvelu"), "plus", size="s", pressed=lambda: context.go(f"service/new/customer/{card.customer_id}")
    )
    add.setEnabled(context.may(Permission.SERVICE_WRITE))
    if not card.services:
        empty = label(
            _("Sopimukseen ei ole liitetty palveluja. Sopimus valitaan palvelun tiedoissa."), "muted", wrap=True
        )
        empty.setContentsMargins(12, 2, 12, 8)
        return table_card(title, empty, actions=(add,))
    table = LocalTable(context, _COLUMNS, title, "contract-services", lambda row_id: f"service/{row_id}")
    table.show_rows({line.record.id: _listed(line) for line in card.services})
    table.setFixedHeight(table.tall(_MOST_ROWS))
    total = euros(sum((line.monthly or NOTHING for line in card.services), NOTHING))
    total_words = label(_("Yhteensä {sum}/kk").format(sum=total), "strong")
    return table_card(title, column(table, row(None, total_words, margins=(12, 4, 12, 4)), gap=0), actions=(add,))


def _ending(_context: Context, shown: Shown) -> QWidget | None:
    """Tell that the contract ends soon, or by when notice must be given."""
    card = _card(shown)
    left, until = card.days_left, card.record.values.get("until")
    if left is None or not isinstance(until, dt.date) or card.record.text("state") == "ended" or left > _SOON_DAYS:
        return None
    if left < 0:
        return Banner("warn", _("Sopimus on päättynyt {day}, mutta sen tila on yhä voimassa.").format(day=day(until)))
    words = _("Sopimus päättyy {day}.").format(day=day(until))
    notice = _("Irtisano viimeistään {day}.").format(day=day(card.notice_by)) if card.notice_by else ""
    return Banner("warn" if left <= AMBER_DAYS else "info", words, notice)


def contract_look(*asides: Aside) -> Look:
    """Return what the page of a contract has of its own; `asides` stand under its services."""
    return Look(fetch=_fetch, asides=(_ending, _services, *asides))
