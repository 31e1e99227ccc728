"""A stored invoice as Finvoice: valid by the schema, and read back as it was."""

from decimal import Decimal

import pytest

from asiakasrekisteri.domain.errors import ExchangeError, RestrictedError
from asiakasrekisteri.exchange.finvoice.reader import read_finvoice
from asiakasrekisteri.usecases.billing.credits import credit_invoice
from asiakasrekisteri.usecases.billing.einvoice import make_einvoice
from asiakasrekisteri.usecases.customers import open_customer, save_customer
from asiakasrekisteri.usecases.firm import FIRM, own_firm
from asiakasrekisteri.usecases.gate import Gate
from asiakasrekisteri.usecases.privacy.restricting import restrict_person
from tests.exchange.einvoices import assert_valid
from tests.usecases.billing.making import card, customer, invoice, row

ACCOUNT = {"iban": "FI21 1234 5600 0007 85", "einvoice_operator": "003723609900"}


def paid_to(gate: Gate, **values: str) -> None:
    """Give the firm an account."""
    (firm,) = gate.call(own_firm)
    gate.call(FIRM.save, firm.id, firm.version, {**ACCOUNT, **values})


def test_an_invoice_is_valid_and_read_back_as_it_was(gate: Gate) -> None:
    paid_to(gate)
    firm = customer(gate, "Leipomo Äyräs Oy", "company", business_id="7654321-2")
    page = gate.call(open_customer, firm)
    gate.call(
        save_customer,
        firm,
        page.record.version,
        {"einvoice_address": "003776543212", "einvoice_operator": "E204503"},
    )
    made = invoice(gate, firm, row("9.90", "12", unit="kk"), row("18.0050", discount_percent=Decimal(10)))
    einvoice = gate.call(make_einvoice, made)
    assert_valid(einvoice.content)
    (read,) = read_finvoice(einvoice.content)
    record = card(gate, made).record
    assert (read.number, read.gross, read.reference) == (record["number"], record["gross"], record["reference"])
    assert (read.buyer.name, read.buyer.business_id) == ("Leipomo Äyräs Oy", "7654321-2")
    assert read.buyer.address.lines == ("Kelotie 3", "99130 Sirkka")
    assert (read.buyer.einvoice_address, read.seller.einvoice_address) == ("003776543212", "003712345671")
    assert read.account == "FI2112345600000785"
    assert read.faults == ()
    assert einvoice.name == f"finvoice-{record['number']}.xml"


def test_a_credit_note_names_what_it_credits(gate: Gate) -> None:
    paid_to(gate)
    made = invoice(gate, customer(gate, "Leipomo Oy", "company"))
    note = gate.call(credit_invoice, made).id
    (read,) = read_finvoice(gate.call(make_einvoice, note).content)
    assert read.credited_number == card(gate, made).record["number"]
    assert read.gross == Decimal("-125.50")


def test_what_is_missing_is_named(gate: Gate) -> None:
    made = invoice(gate, customer(gate))
    with pytest.raises(ExchangeError, match="IBAN"):
        gate.call(make_einvoice, made)


def test_an_invoice_of_a_restricted_person_does_not_go_out(gate: Gate) -> None:
    paid_to(gate)
    made = invoice(gate, customer(gate))
    person = card(gate, made).person_id
    assert person is not None
    gate.call(restrict_person, person, "accuracy")
    with pytest.raises(RestrictedError):
        gate.call(make_einvoice, made)
