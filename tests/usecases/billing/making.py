"""Invoices for tests: a private customer and a firm, rows at today's rate, and what is open of each."""

import datetime as dt
from decimal import Decimal

from asiakasrekisteri.usecases.billing.card import InvoiceCard, open_invoice
from asiakasrekisteri.usecases.billing.invoice_rows import RowEdit
from asiakasrekisteri.usecases.billing.invoices import add_invoice
from asiakasrekisteri.usecases.customers import add_customer
from asiakasrekisteri.usecases.edits import Edit
from asiakasrekisteri.usecases.gate import Gate

TODAY = dt.date(2026, 11, 22)
ISSUED, DUE = dt.date(2026, 9, 1), dt.date(2026, 9, 30)
HOME = {"use": "postal", "street": "Kelotie 3", "postcode": "99130", "town": "Sirkka", "country": "FI"}


def money(text: str) -> Decimal:
    """Return euros and cents."""
    return Decimal(text)


def customer(gate: Gate, name: str = "Kelo, Kerttu", kind: str = "private", **values: object) -> int:
    """Store a customer with a postal address."""
    given = {"status": "active", "relation": "own", "kind": kind, "name": name, **values}
    return gate.call(add_customer, given, [Edit("address", values=HOME)]).id


def row(price: str = "100.00", quantity: str = "1", **values: object) -> RowEdit:
    """Return a new row; without a rate it takes the general one."""
    said = {"description": "Webhotelli", "quantity": Decimal(quantity), "unit_price": Decimal(price), **values}
    return RowEdit(values=said)


def invoice(gate: Gate, customer_id: int, *rows: RowEdit, **values: object) -> int:
    """Store an invoice, of one row of 100 € without tax where nothing else is said."""
    given = {"issued_on": ISSUED, "due_on": DUE, **values}
    return gate.call(add_invoice, customer_id, given, rows or (row(),)).id


def card(gate: Gate, invoice_id: int) -> InvoiceCard:
    """Open an invoice."""
    return gate.call(open_invoice, invoice_id)


def balance(gate: Gate, invoice_id: int) -> object:
    """Return what is open of an invoice, as it is stored."""
    return card(gate, invoice_id).record["balance"]
