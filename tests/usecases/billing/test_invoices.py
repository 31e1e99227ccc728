"""Invoices: numbers and references of their own, a copy of the buyer, sums that follow, and no change once sent."""

import datetime as dt

import pytest

from asiakasrekisteri.domain.errors import InvalidInputError, PermissionDeniedError
from asiakasrekisteri.domain.invoicing import InvoiceState
from asiakasrekisteri.domain.permissions import Permission, Role
from asiakasrekisteri.usecases.billing.credits import credit_invoice
from asiakasrekisteri.usecases.billing.invoice_rows import RowEdit
from asiakasrekisteri.usecases.billing.invoices import add_invoice, save_invoice
from asiakasrekisteri.usecases.billing.lists import list_invoices
from asiakasrekisteri.usecases.customers import open_customer, save_customer
from asiakasrekisteri.usecases.gate import Gate
from asiakasrekisteri.usecases.history import undo
from asiakasrekisteri.usecases.logs import show_log
from asiakasrekisteri.usecases.office import Desk, Office
from tests import offices
from tests.usecases.billing.making import DUE, ISSUED, balance, card, customer, invoice, money, row


def test_sums_follow_from_the_rows_and_the_rate_from_the_day_of_the_tax(gate: Gate) -> None:
    who = customer(gate)
    now = card(gate, invoice(gate, who, row("19.90", "3"), row("10.005", discount_percent=money("10"))))
    assert (now.record["net"], now.record["vat"], now.record["gross"]) == (
        money("68.70"),
        money("17.52"),
        money("86.22"),
    )
    assert [line.percent for line in now.totals.by_rate] == [money("25.5")] if now.totals else False
    assert now.record["balance"] == money("86.22")
    before = card(gate, invoice(gate, who, supplied_on=dt.date(2024, 8, 31)))
    assert before.record["gross"] == money("124.00")


def test_a_rate_that_is_not_in_force_is_refused_unless_it_has_a_reason(gate: Gate) -> None:
    who = customer(gate)
    with pytest.raises(InvalidInputError, match="ei ole voimassa") as refused:
        invoice(gate, who, row(), row(vat_percent=money("24")))
    assert [e.field for e in refused.value.errors] == ["1.vat_percent"]
    old = invoice(gate, who, row(vat_percent=money("24"), vat_reason="Ennakkomaksu elokuussa 2024"))
    assert card(gate, old).record["gross"] == money("124.00")
    with pytest.raises(InvalidInputError, match="puuttuu"):
        invoice(gate, who, RowEdit(values={"unit_price": money("1")}))


def test_the_buyer_is_copied_as_spoken_and_stays_as_written(gate: Gate) -> None:
    who = customer(gate)
    first = invoice(gate, who)
    record = card(gate, first).record
    assert (record["buyer_name"], record["buyer_address"]) == ("Kerttu Kelo", "Kelotie 3, 99130 Sirkka")
    firm = customer(gate, "Kelo Oy", "company", business_id="7654321-2")
    saved = gate.call(open_customer, firm).record
    made = invoice(gate, firm)
    gate.call(save_customer, firm, saved.version, {"name": "Uusi Kelo Oy"})
    assert (card(gate, made).record["buyer_name"], card(gate, made).customer) == ("Kelo Oy", "Uusi Kelo Oy")
    assert card(gate, made).record["buyer_business_id"] == "7654321-2"


def test_a_number_goes_on_from_the_greatest_and_is_not_given_again(gate: Gate) -> None:
    who = customer(gate)
    numbers = [
        card(gate, invoice(gate, who, **said)).record["number"]
        for said in ({}, {"number": "20000"}, {}, {"number": "A-77"}, {})
    ]
    assert numbers == ["10001", "20000", "20001", "A-77", "20002"]
    with pytest.raises(InvalidInputError, match="20000 on jo käytetty"):
        invoice(gate, who, number="20000")
    taken_back = gate.call(add_invoice, who, {"issued_on": ISSUED}, [row()])
    gate.call(undo, taken_back.undo)
    assert card(gate, invoice(gate, who)).record["number"] == "20004"


def test_a_reference_is_made_of_the_numbers_and_never_of_an_identity_code(gate: Gate) -> None:
    plain = customer(gate, number="10007")
    assert card(gate, invoice(gate, plain)).record["reference"] == "10007100016"
    code = customer(gate, "Vanha, Ville", number="010190-999W")
    reference = str(card(gate, invoice(gate, code)).record["reference"])
    assert "010190" not in reference
    assert "10190" not in reference


def test_references_of_two_invoices_differ_even_where_their_numbers_run_together(gate: Gate) -> None:
    one, other = customer(gate, number="1"), customer(gate, "Toinen, Tero", number="11")
    first = card(gate, invoice(gate, one, number="1200")).record["reference"]
    second = card(gate, invoice(gate, other, number="200")).record["reference"]
    assert first != second
    with pytest.raises(InvalidInputError, match="jo toisella laskulla"):
        invoice(gate, one, reference=str(first))
    with pytest.raises(InvalidInputError, match="ei täsmää"):
        invoice(gate, one, reference="12345")


def test_one_that_was_sent_is_credited_not_altered(gate: Gate) -> None:
    made = invoice(gate, customer(gate), sent_on=ISSUED)
    shown = card(gate, made)
    for values, rows in (({}, [row("5")]), ({"number": "5"}, []), ({"issued_on": DUE}, [])):
        with pytest.raises(InvalidInputError, match="Hyvitä lasku"):
            gate.call(save_invoice, made, shown.record.version, values, rows)
    gate.call(save_invoice, made, shown.record.version, {"disputed": True, "note": "Soitti"})
    assert card(gate, made).record["disputed"] is True


def test_a_draft_is_altered_row_by_row_and_back_again(gate: Gate) -> None:
    made = invoice(gate, customer(gate), row("10"), row("20"))
    shown = card(gate, made)
    first, second = shown.rows
    edits = [
        RowEdit(first.id, first.version, {"quantity": money("2")}),
        RowEdit(second.id, second.version),
        row("1"),
    ]
    saved = gate.call(save_invoice, made, shown.record.version, {"note": "Korjattu"}, edits)
    assert [r["net"] for r in card(gate, made).rows] == [money("20"), money("1")]
    assert balance(gate, made) == money("26.36")
    gate.call(undo, saved.undo)
    assert sorted(str(r["net"]) for r in card(gate, made).rows) == ["10.00", "20.00"]
    assert balance(gate, made) == money("37.65")
    other = invoice(gate, customer(gate, "Toinen, Tero"))
    with pytest.raises(InvalidInputError, match="toiselle laskulle"):
        gate.call(save_invoice, other, card(gate, other).record.version, {}, [RowEdit(first.id, None, {"unit": "kk"})])


def test_rows_stand_where_they_are_put_and_stay_the_same_rows(gate: Gate) -> None:
    made = invoice(gate, customer(gate), row("10"), row("20"))
    shown = card(gate, made)
    first, second = shown.rows
    edits = [
        RowEdit(second.id, second.version, {}, place=1),
        RowEdit(values={"description": "Väliin", "unit_price": money("1")}, place=2),
        RowEdit(first.id, first.version, {}, place=3),
    ]
    saved = gate.call(save_invoice, made, shown.record.version, {}, edits)
    moved = card(gate, made).rows
    assert [r["net"] for r in moved] == [money("20"), money("1"), money("10")]
    assert (moved[0].id, moved[2].id) == (second.id, first.id)
    gate.call(undo, saved.undo)
    assert [r.id for r in card(gate, made).rows] == [first.id, second.id]
    gate.call(save_invoice, made, card(gate, made).record.version, {}, [row("5")])
    assert [r["net"] for r in card(gate, made).rows] == [money("10"), money("20"), money("5")]


def test_a_credit_note_undoes_an_invoice_to_the_cent_and_no_more_than_it(gate: Gate) -> None:
    made = invoice(gate, customer(gate), row("0.335", "3"), row("7.77", vat_percent=money("10")), sent_on=ISSUED)
    part = gate.call(credit_invoice, made, [row("1", "-1")])
    shown = card(gate, made)
    assert shown.standing.state is InvoiceState.PARTLY_PAID
    assert [c["gross"] for c in shown.credits] == [money("-1.26")]
    with pytest.raises(InvalidInputError, match="suurempi"):
        gate.call(credit_invoice, made)
    gate.call(undo, part.undo)
    whole = gate.call(credit_invoice, made, note="Väärä tuote")
    shown = card(gate, made)
    assert (shown.standing.state, shown.record["balance"]) == (InvoiceState.CREDITED, money("0"))
    note = card(gate, whole.id)
    assert (note.standing.state, note.record["balance"]) == (InvoiceState.CREDIT_NOTE, money("0"))
    assert note.credited is not None
    assert note.credited.id == made
    with pytest.raises(InvalidInputError):
        gate.call(credit_invoice, whole.id)


def test_a_credit_note_has_a_negative_sum_and_an_invoice_does_not(gate: Gate) -> None:
    who = customer(gate)
    with pytest.raises(InvalidInputError, match="negatiivinen"):
        invoice(gate, who, kind="credit_note")
    with pytest.raises(InvalidInputError, match="negatiivinen"):
        invoice(gate, who, row("1", "-1"))


def test_a_role_without_billing_is_refused_and_the_refusal_logged(office: Office, desk: Desk) -> None:
    made = invoice(desk.gate, customer(desk.gate))
    colleague = offices.colleague(office, desk, Role.TECHNICAL)
    for call in (lambda g: g.call(list_invoices), lambda g: card(g, made), lambda g: g.call(credit_invoice, made)):
        with pytest.raises(PermissionDeniedError):
            call(colleague.gate)
    colleague.close()
    assert Permission.BILLING_READ not in Role.TECHNICAL.permissions
    denied = [line.use_case for line in desk.gate.call(show_log) if line.action == "denied"]
    assert sorted(denied) == ["credit_invoice", "list_invoices", "open_invoice"]
