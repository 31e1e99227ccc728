"""The list of invoices finds by number, reference and buyer, filters by state, and asks little of the store."""

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import event

from asiakasrekisteri.domain.invoicing import InvoiceState
from asiakasrekisteri.usecases.billing.card import open_invoice
from asiakasrekisteri.usecases.billing.credits import credit_invoice
from asiakasrekisteri.usecases.billing.figures import year_figures
from asiakasrekisteri.usecases.billing.invoices import save_invoice
from asiakasrekisteri.usecases.billing.lists import InvoiceLine, invoice_rows, list_invoices
from asiakasrekisteri.usecases.billing.payments import add_payment
from asiakasrekisteri.usecases.customers import open_customer, save_customer
from asiakasrekisteri.usecases.gate import Gate
from asiakasrekisteri.usecases.lists import note_seen
from asiakasrekisteri.usecases.logs import show_log
from tests.usecases.billing.making import DUE, ISSUED, TODAY, card, customer, invoice, money, row


@contextmanager
def counted(gate: Gate) -> Iterator[list[str]]:
    """Collect what is asked of the store while this lasts."""
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        asked.append(statement)

    event.listen(gate.store.engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        event.remove(gate.store.engine, "before_cursor_execute", note)


def found(gate: Gate, query: str = "", **how: object) -> list[int]:
    return list(gate.call(list_invoices, query, **how).ids)  # type: ignore[arg-type]


def line(gate: Gate, invoice_id: int) -> InvoiceLine:
    return gate.call(invoice_rows, [invoice_id])[0]


@pytest.fixture
def made(gate: Gate) -> dict[str, int]:
    """One invoice in each state, all of the same customer."""
    who = customer(gate, number="10007")
    ids = {name: invoice(gate, who) for name in ("overdue", "paid", "credited", "collection", "partly")}
    ids["open"] = invoice(gate, who, due_on=TODAY + dt.timedelta(days=5), issued_on=dt.date(2025, 3, 1))
    ids["today"] = invoice(gate, who, due_on=TODAY, issued_on=dt.date(2026, 3, 1))
    paid_on = dt.date(2026, 10, 5)
    gate.call(add_payment, {"amount": money("125.50"), "paid_on": paid_on}, invoice_id=ids["paid"])
    gate.call(add_payment, {"amount": money("25.50"), "paid_on": paid_on}, invoice_id=ids["partly"])
    ids["note"] = gate.call(credit_invoice, ids["credited"]).id
    record = card(gate, ids["collection"]).record
    gate.call(save_invoice, record.id, record.version, {"in_collection": True})
    return ids


def test_each_state_has_its_invoices(gate: Gate, made: dict[str, int]) -> None:
    def names(state: str) -> set[str]:
        by_id = {number: name for name, number in made.items()}
        return {by_id[i] for i in found(gate, state=state)}

    assert names("open") == {"overdue", "collection", "partly", "open", "today"}
    assert names("overdue") == {"overdue", "collection", "partly"}
    assert names("paid") == {"paid", "credited"}
    assert names("credit_notes") == {"note"}
    assert names("collection") == {"collection"}
    states = {name: line(gate, number).state for name, number in made.items()}
    assert states == {
        "overdue": InvoiceState.OVERDUE,
        "paid": InvoiceState.PAID,
        "credited": InvoiceState.CREDITED,
        "collection": InvoiceState.COLLECTION,
        "partly": InvoiceState.PARTLY_PAID,
        "open": InvoiceState.OPEN,
        "today": InvoiceState.DUE_TODAY,
        "note": InvoiceState.CREDIT_NOTE,
    }
    late = line(gate, made["partly"])
    assert (late.days_late, late.balance, late.customer) == ((TODAY - DUE).days, money("100.00"), "Kerttu Kelo")


def test_the_order_is_that_of_the_field_and_what_has_no_value_comes_last(gate: Gate) -> None:
    who = customer(gate)
    days = [dt.date(2026, 10, 20), None, dt.date(2026, 9, 20), dt.date(2026, 10, 1)]
    ids = [invoice(gate, who, due_on=day) for day in days]
    for narrowed in ({}, {"customer_id": who}, {"state": "open"}):
        down = found(gate, order="due_on", **narrowed)
        up = found(gate, order="due_on", reverse=False, **narrowed)
        assert down == [ids[0], ids[3], ids[2], ids[1]], narrowed
        assert up == [ids[2], ids[3], ids[0], ids[1]], narrowed
    assert found(gate) == found(gate, customer_id=who) == ids[::-1]


def test_it_is_found_by_number_by_reference_and_by_buyer(gate: Gate, made: dict[str, int]) -> None:
    firm = customer(gate, "Ääniaalto Oy", "company")
    own = invoice(gate, firm, row("5"), number="2026-0042")
    reference = str(line(gate, own).reference)
    for query in ("2026-00", reference, f"00 {reference[:3]} {reference[3:]}", "ääniaalto", "äänia"):
        assert found(gate, query) == [own], query
    record = gate.call(open_customer, firm).record
    gate.call(save_customer, firm, record.version, {"name": "Uusi Nimi Oy"})
    assert found(gate, "uusi nimi") == [own]
    assert found(gate, "ääniaalto oy") == [own], "by the name as it is written on the invoice"
    assert set(found(gate, "kelo", state="paid")) == {made["paid"], made["credited"]}
    assert found(gate, "kelo", year=2025) == [made["open"]]
    assert found(gate, "eikukaan") == []


def test_of_very_many_customers_too(gate: Gate, made: dict[str, int], monkeypatch: pytest.MonkeyPatch) -> None:
    whole = found(gate, "kelo")
    monkeypatch.setattr("asiakasrekisteri.usecases.billing.lists._AT_ONCE", 1)
    assert found(gate, "kelo") == whole
    assert len(whole) == len(made)
    assert found(gate, str(line(gate, made["open"]).number)) == [made["open"]]


@pytest.mark.parametrize(
    ("how", "most"),
    [({}, 4), ({"state": "open"}, 4), ({"year": 2026}, 4), ({"query": "kelo"}, 4), ({"query": "eikukaan"}, 5)],
)
def test_a_list_asks_the_same_of_few_and_of_many(gate: Gate, how: dict[str, object], most: int) -> None:
    who = customer(gate)
    counts = []
    for _more in range(2):
        for _each in range(3):
            invoice(gate, who)
        with counted(gate) as asked:
            gate.call(list_invoices, **how)  # type: ignore[arg-type]
        counts.append(len(asked))
    assert counts[0] == counts[1] <= most


def test_a_page_and_the_figures_ask_once_whatever_they_show(gate: Gate, made: dict[str, int]) -> None:
    def asked_of(call: Callable[[], object]) -> int:
        with counted(gate) as asked:
            call()
        return sum("FROM invoice" in statement for statement in asked)

    assert asked_of(lambda: gate.call(invoice_rows, list(made.values()))) == 1
    assert asked_of(lambda: gate.call(year_figures, 2026)) == 1


def test_open_invoices_are_read_from_their_own_index(gate: Gate, made: dict[str, int]) -> None:
    with counted(gate) as asked:
        assert made["open"] in found(gate, state="open")
    (statement,) = (s for s in asked if "balance <> 0" in s)
    plan = gate.store.engine.connect().exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", (0,)).fetchall()
    assert any("ix_invoice_open" in str(step) for step in plan), plan


def test_what_stays_on_the_screen_and_what_is_opened_is_logged(gate: Gate, made: dict[str, int]) -> None:
    person = line(gate, made["open"]).person_id
    gate.call(note_seen, "invoice", [made["open"]])
    gate.call(open_invoice, made["paid"])
    touched = {(t.entity, t.id) for entry in gate.call(show_log, person) for t in entry.touched if t.action == "view"}
    assert {("invoice", made["open"]), ("invoice", made["paid"])} <= touched
    assert any(entity == "payment" for entity, _row in touched)


def test_figures_of_a_year_are_those_of_its_invoices(gate: Gate, made: dict[str, int]) -> None:
    now = gate.call(year_figures, 2026)
    assert now.invoiced == money("627.50"), "six invoices of 125,50 less one credited"
    assert (now.open_count, now.open_sum) == (4, money("476.50"))
    assert (now.overdue_count, now.overdue_sum) == (3, money("351.00"))
    assert now.paid == now.invoiced - now.open_sum
    assert now.months[ISSUED.month - 1].open == money("351.00")
    assert sum((m.paid + m.open for m in now.months), money("0")) == now.invoiced
    assert now.months_before[2].open == money("125.50")
    assert (now.invoiced_before, now.change) == (money("125.50"), money("400.0"))
    assert now.days_to_payment == 34.0
    assert gate.call(year_figures, 2024).change is None
    person = line(gate, made["open"]).person_id
    assert "year_figures" not in {entry.use_case for entry in gate.call(show_log, person)}, "sums of all are nobody's"
    assert gate.call(year_figures, 2026, line(gate, made["open"]).customer_id).invoiced == now.invoiced
    assert "year_figures" in {entry.use_case for entry in gate.call(show_log, person)}
