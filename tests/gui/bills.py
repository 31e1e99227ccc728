"""Invoices of the small office in every state, as picture 10 has them (fictional data)."""

import datetime as dt
import shutil
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from pytestqt.qtbot import QtBot

from asiakasrekisteri.usecases.billing.card import open_invoice
from asiakasrekisteri.usecases.billing.credits import credit_invoice
from asiakasrekisteri.usecases.billing.invoice_rows import RowEdit
from asiakasrekisteri.usecases.billing.invoices import add_invoice
from asiakasrekisteri.usecases.billing.payments import add_payment
from asiakasrekisteri.usecases.billing.rates import PERIODS
from asiakasrekisteri.usecases.billing.reminders import add_reminder
from asiakasrekisteri.usecases.finding import find
from asiakasrekisteri.usecases.gate import Gate
from asiakasrekisteri.usecases.office import Office
from asiakasrekisteri.usecases.services import PRODUCTS
from tests import offices
from tests.gui.firms import BAKERY, all_pages, furnished_office
from tests.gui.people import Place

BILLS = (
    ("10884", "Lindholm & Söner Ab", dt.date(2026, 9, 11), 14, "1240.00"),
    ("10891", "Isokosken Hammashoito Oy", dt.date(2026, 9, 30), 14, "546.00"),
    ("10908", "Lapin Koiravaljakot Ky", dt.date(2026, 10, 14), 14, "266.44"),
    ("10936", "Kirjakauppa Äänetön Oy", dt.date(2026, 11, 2), 14, "80.00"),
    ("10940", "Lindholm & Söner Ab", dt.date(2026, 11, 6), 14, "676.13"),
    ("10943", "Saunamajurit ry", dt.date(2026, 11, 8), 14, "24.00"),
    ("10949", "Hautalan Taimisto Ky", dt.date(2026, 11, 17), 14, "40.00"),
    ("10950", "Kymen Optiikka Oy", dt.date(2026, 11, 17), 14, "205.55"),
    ("10952", BAKERY, dt.date(2026, 11, 18), 14, "96.00"),
    ("10958", "Ahola Konepaja Oy", dt.date(2026, 11, 19), 14, "136.80"),
    ("10961", "Mainostoimisto Tuiskula Oy", dt.date(2026, 11, 20), 14, "313.68"),
)
"""Number, customer, day, days to the due day, net sum."""
_EARLIER = tuple(
    (dt.date(year, month, 9), 300 + 37 * ((month * 5 + year) % 7)) for year in (2025, 2026) for month in range(1, 11)
)


def customer(gate: Gate, name: str) -> int:
    """Return the id of a customer by name."""
    return next(h.id for h in gate.call(find, name) if h.kind == "customer" and h.name == name)


def bill(gate: Gate, number: str, name: str, day: dt.date, term: int, net: str, **more: object) -> int:
    """Store an invoice of one or two rows and return its id."""
    due = day + dt.timedelta(days=term)
    values = {"number": number, "issued_on": day, "due_on": due, "channel": "email", **more}
    whole, half = Decimal(net), Decimal("19.90")
    rows = (
        [("Webhotelli Pro", whole - half), ("Verkkotunnus, vuosi", half)] if whole > half else [("Sähköposti", whole)]
    )
    edits = [
        RowEdit(values={"description": text, "quantity": Decimal(1), "unit": "kk", "unit_price": price})
        for text, price in rows
    ]
    return gate.call(add_invoice, customer(gate, name), values, edits).id


def furnish_bills(gate: Gate) -> int:
    """Store invoices in every state; return the id of the bakery's."""
    for code, name, price in (("WH-PRO", "Webhotelli Pro", "49.90"), ("VT-FI", "Verkkotunnus .fi", "19.90")):
        values = {"code": code, "name": name, "kind": "web_hosting", "price": Decimal(price), "vat_code": "general"}
        gate.call(PRODUCTS.add, {**values, "on_sale": True}, {})
    for year in (2025, 2026):
        gate.call(PERIODS.add, {"since": dt.date(year, 1, 1), "until": dt.date(year, 12, 31)}, {})
    for number, (day, net) in enumerate(_EARLIER):
        made = bill(gate, str(10_100 + number), BAKERY if number % 4 else "Saunamajurit ry", day, 14, str(net))
        _pay(gate, made, day + dt.timedelta(days=11), "9999")
    ids = {b[0]: bill(gate, *b, sent_on=b[2], in_collection=b[0] == "10884") for b in BILLS}
    _pay(gate, ids["10950"], dt.date(2026, 11, 20), "9999")
    _pay(gate, ids["10936"], dt.date(2026, 11, 12), "9999")
    _pay(gate, ids["10940"], dt.date(2026, 11, 18), "600.00")
    gate.call(credit_invoice, ids["10949"], note="Tilattiin vahingossa kahdesti.")
    gate.call(
        add_reminder,
        ids["10891"],
        {"sent_on": dt.date(2026, 10, 30), "channel": "email", "due_on": dt.date(2026, 11, 13)},
    )
    waiting = {"paid_on": dt.date(2026, 11, 19), "amount": Decimal("120.48"), "method": "transfer"}
    gate.call(add_payment, {**waiting, "payer": "Rantakylän Leipomo Oy", "message": "lasku 10952"})
    gate.call(add_payment, {**waiting, "amount": Decimal("37.20"), "payer": "Kalle Kuusela", "message": "kiitos"})
    return ids["10952"]


def _pay(gate: Gate, invoice: int, day: dt.date, most: str) -> None:
    card = gate.call(open_invoice, invoice)
    amount = min(card.standing.open, Decimal(most))
    values = {"paid_on": day, "amount": amount, "method": "transfer", "payer": card.record["buyer_name"]}
    gate.call(add_payment, {**values, "reference": card.record["reference"]}, invoice_id=invoice)


@cache
def _furnished() -> tuple[Path, int]:
    folder = Path(mkdtemp(prefix="ar-laskut-")) / "office"
    office, _bakery = furnished_office(folder)
    at = offices.entered(office)
    invoice = furnish_bills(at.gate)
    at.close()
    return folder, invoice


def billed_office(folder: Path) -> tuple[Office, int]:
    """Return an office with invoices in it, copied into a folder, and the id of the bakery's open invoice."""
    template, invoice = _furnished()
    shutil.copytree(template, folder, dirs_exist_ok=True)
    return Office(folder, offices.surroundings()), invoice


def at_invoices(qtbot: QtBot, folder: Path) -> Iterator[Place]:
    """Open the window at an office with invoices, `hanna` being the bakery's; afterwards lock the register."""
    office, invoice = billed_office(folder)
    at = offices.entered(office)
    place = Place(at, invoice, all_pages)
    qtbot.addWidget(place.window)
    place.window.resize(1360, 820)
    place.window.show()
    place.window.activateWindow()
    yield place
    at.close()
