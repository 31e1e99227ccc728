"""Finvoice as billing history: as it was sent, each number once, flagged where it is odd."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from asiakasrekisteri.exchange.finvoice.shape import InvoiceOut, Party
from asiakasrekisteri.exchange.finvoice.writer import write_finvoice
from asiakasrekisteri.usecases.billing.card import InvoiceCard, open_invoice
from asiakasrekisteri.usecases.billing.lists import list_invoices
from asiakasrekisteri.usecases.customers import list_customers, open_customer
from asiakasrekisteri.usecases.finding import find
from asiakasrekisteri.usecases.gate import Gate
from asiakasrekisteri.usecases.history import undo
from asiakasrekisteri.usecases.importing.order import Order
from asiakasrekisteri.usecases.importing.report import ImportReport
from asiakasrekisteri.usecases.importing.run import import_file
from tests.exchange import einvoices
from tests.offices import FIRM
from tests.usecases.billing.making import customer


def taken(gate: Gate, folder: Path, *invoices: InvoiceOut | bytes, **order: object) -> ImportReport:
    file = folder / "laskut.xml"
    parts = [one if isinstance(one, bytes) else write_finvoice(one) for one in invoices]
    file.write_bytes(einvoices.framed(*parts))
    return gate.call(import_file, Order(file, **order))  # type: ignore[arg-type]


def stored(gate: Gate, number: str) -> InvoiceCard:
    return gate.call(open_invoice, gate.call(list_invoices, number).ids[0])


def bought_by(name: str, number: str) -> InvoiceOut:
    buyer = Party(name=name, address=einvoices.BUYER.address)
    return replace(einvoices.INVOICE, number=number, reference="", buyer=buyer)


def test_an_invoice_comes_as_it_was_sent_with_a_new_customer(gate: Gate, tmp_path: Path) -> None:
    assert FIRM["business_id"] == einvoices.SELLER.business_id
    report = taken(gate, tmp_path, einvoices.INVOICE, source="Vanha laskutus")
    assert (report.rows, report.created, report.rejected) == (1, 1, [])
    card = stored(gate, "2026100")
    record = card.record
    assert (record["issued_on"], record["due_on"], record["sent_on"]) == (
        dt.date(2026, 3, 2),
        dt.date(2026, 3, 16),
        dt.date(2026, 3, 2),
    )
    assert (record["reference"], record["buyer_business_id"]) == ("20261007", "7654321-2")
    assert [row["description"] for row in card.rows] == [row.description for row in einvoices.ROWS]
    assert (record["net"], record["vat"], record["gross"]) == (Decimal("185.00"), Decimal("41.18"), Decimal("226.18"))
    buyer = gate.call(open_customer, gate.call(find, "Äyräs")[0].id)
    assert (buyer.record["business_id"], buyer.record["kind"]) == ("7654321-2", "company")
    assert buyer.record.origins["name"].source_label == "Vanha laskutus"


def test_the_same_file_again_changes_nothing_and_a_note_credits_its_invoice(gate: Gate, tmp_path: Path) -> None:
    report = taken(gate, tmp_path, einvoices.INVOICE, einvoices.credit_note())
    assert (report.created, report.rejected) == (2, [])
    assert stored(gate, "2026100").record["balance"] == 0
    again = taken(gate, tmp_path, einvoices.INVOICE, einvoices.credit_note())
    assert (again.created, again.unchanged) == (0, 2)
    changed = taken(gate, tmp_path, replace(einvoices.INVOICE, rows=einvoices.ROWS[:1]))
    assert "summa on toinen" in changed.rejected[0].reason


def test_a_buyer_is_known_by_the_business_id_or_by_name(gate: Gate, tmp_path: Path) -> None:
    firm = customer(gate, "Leipomo Toinen Nimi", "company", business_id="7654321-2")
    person = customer(gate, "Kelo, Kerttu")
    private = replace(
        einvoices.INVOICE, number="5", reference="", buyer=Party(name="Kerttu Kelo", address=einvoices.BUYER.address)
    )
    unknown = replace(
        einvoices.INVOICE,
        number="6",
        reference="",
        buyer=Party(name="Tuntematon Teppo", address=einvoices.BUYER.address),
    )
    report = taken(gate, tmp_path, einvoices.INVOICE, private, unknown)
    assert report.created == 2
    assert [(r.row, r.field) for r in report.rejected] == [(3, "buyer_name")]
    assert "lisää asiakas" in report.rejected[0].reason
    assert stored(gate, "2026100").customer_id == firm
    assert len(gate.call(list_invoices, customer_id=person).ids) == 1
    assert gate.call(list_customers).total == 2


def test_an_old_odd_invoice_is_taken_and_flagged(gate: Gate, tmp_path: Path) -> None:
    customer(gate, "Pöytä & Tuoli Ky", "company", business_id="0112038-9")
    text = einvoices.old().replace(b"1120-38", b"112038-9").replace(b"1.230,00", b"1.230,05")
    report = taken(gate, tmp_path, text)
    assert report.created == 1, report
    record = stored(gate, "77").record
    assert record["gross"] == Decimal("1230.05"), "the sum is that of the voucher"
    assert any(w.field == "gross" and "1 230,05" in w.reason.replace("\u00a0", " ") for w in report.warnings)


def test_somebody_elses_invoice_is_refused(gate: Gate, tmp_path: Path) -> None:
    bought = replace(einvoices.INVOICE, seller=replace(einvoices.SELLER, business_id="7654321-2", name="Vieras Oy"))
    report = taken(gate, tmp_path, bought)
    assert (report.created, report.rejected[0].field) == (0, "seller")
    assert "Vieras Oy" in report.rejected[0].reason


def test_an_import_of_invoices_is_taken_back_whole(gate: Gate, tmp_path: Path) -> None:
    report = taken(gate, tmp_path, einvoices.INVOICE, einvoices.credit_note())
    gate.call(undo, report.undo)
    assert gate.call(list_customers).total == 0
    assert gate.call(list_invoices).total == 0
    assert taken(gate, tmp_path, einvoices.INVOICE).created == 1
