"""Everything held, counted as people count: calls, bills and addresses, not fields; and each item in words."""

import datetime as dt
from decimal import Decimal

import pytest
from sqlalchemy import event

from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.store.models import Interaction, Invoice, Participant, Payment, Reminder
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.customers import add_customer
from asiakasrekisteri.usecases.edits import Edit, from_source
from asiakasrekisteri.usecases.gate import Gate, UseCase, nothing
from asiakasrekisteri.usecases.persons import list_persons, open_person, save_person
from asiakasrekisteri.usecases.privacy.extract import collect_extract
from asiakasrekisteri.usecases.privacy.holdings import Holding, held_items

PRIVATE = {"kind": "private", "name": "Aalto, Aino", "status": "active", "relation": "own"}
EDITS = [
    Edit("email", values={"use": "work", "address": "aino@aalto.example"}),
    Edit("phone", values={"use": "mobile", "number": "040 555 0111"}),
]


def fill(work: Work, person: int, invoices: int, calls: int) -> None:
    """Store invoices, each with a payment and a reminder, and calls, of which every second was recorded."""
    from_source(work, "call")
    day, money = dt.date(2026, 1, 31), Decimal(10)
    for number in range(invoices):
        invoice = Invoice(
            number=f"{invoices}-{number}", kind="invoice", issued_on=day, due_on=day, net=money, vat=money, gross=money,
            balance=money, buyer_name="Aino", customer_id=1,
        )  # fmt: skip
        work.session.add(invoice)
        work.session.flush()
        paid = {"paid_on": day, "amount": money, "method": "transfer"}
        work.session.add(Payment(invoice_id=invoice.id, customer_id=1, **paid))
        work.session.add(Reminder(invoice_id=invoice.id, sent_on=day, due_on=day))
    for number in range(calls):
        call = Interaction(kind="call", at=work.now, subject="aihe", state="closed", recorded=bool(number % 2))
        work.session.add(call)
        work.session.flush()
        work.session.add(Participant(part="caller", written="Aino", interaction_id=call.id, person_id=person))
    work.session.add(Interaction(kind="email", at=work.now, subject="viesti", state="closed", customer_id=1))


FILL: UseCase[[int, int, int], None] = UseCase("fill", Permission.PERSON_WRITE, nothing, writes=True, body=fill)


@pytest.fixture
def aino(gate: Gate) -> int:
    gate.call(add_customer, PRIVATE, EDITS)
    return gate.call(list_persons, "aalto").ids[0]


def by_title(gate: Gate, person: int) -> dict[str, Holding]:
    return {holding.title: holding for holding in gate.call(open_person, person).holdings}


def test_interactions_are_counted_by_kind_and_bills_with_what_hangs_on_them(gate: Gate, aino: int) -> None:
    gate.call(FILL, aino, 3, 5)
    held = by_title(gate, aino)
    assert held["Puhelut, 2 nauhoitettua"].count == 5
    assert held["Sähköpostit"].count == 1
    assert held["Laskutushistoria"].count == 3
    assert held["Yhteystiedot"].count == 2


@pytest.mark.parametrize(("recorded", "title"), [(0, "Puhelut"), (2, "Puhelut, 1 nauhoitettu")])
def test_recorded_calls_are_told_in_the_title(gate: Gate, aino: int, recorded: int, title: str) -> None:
    gate.call(FILL, aino, 0, recorded or 1)
    assert title in by_title(gate, aino)


def test_as_many_items_are_shown_as_were_counted(gate: Gate, aino: int) -> None:
    gate.call(FILL, aino, 2, 2)
    page = gate.call(open_person, aino)
    gate.call(save_person, aino, page.record.version, {"first_names": "Aino Inkeri", "note": "uusi"})
    for holding in gate.call(open_person, aino).holdings:
        items = gate.call(held_items, aino, holding.category, holding.kind).items
        extra = holding.category == "view_log" and len(items) - holding.count  # this look, and those before it
        assert len(items) - extra == holding.count, holding
        assert all(item.label and item.value for item in items)


def test_an_item_tells_its_source_its_keeping_and_the_record_it_is_in(gate: Gate, aino: int) -> None:
    gate.call(FILL, aino, 1, 1)
    (call,) = gate.call(held_items, aino, "interaction", "call")
    assert (call.entity, call.source, call.source_date) == ("interaction", "Puhelu", "2026-11-22")
    assert "Aino" in call.value
    assert call.keep_until == "2029-11-22"
    (bill,) = gate.call(held_items, aino, "billing")
    assert bill.entity == "invoice"
    assert "10,00\xa0€" in bill.value
    assert "Tilikausi puuttuu" in bill.keep_reason


def test_a_former_value_and_a_view_are_items_too(gate: Gate, aino: int) -> None:
    page = gate.call(open_person, aino)
    gate.call(save_person, aino, page.record.version, {"last_name": "Kuurasuo"})
    assert any("Aalto" in item.value and item.entity == "person" for item in gate.call(held_items, aino, "history"))
    views = gate.for_purpose("tietopyyntö 2026-014").call(held_items, aino, "view_log").items
    assert any("Pääkäyttäjä" in item.value for item in views)
    assert "tietopyyntö 2026-014" in gate.call(held_items, aino, "view_log").items[0].value


@pytest.mark.slow
@pytest.mark.parametrize("case", [open_person, collect_extract])
def test_a_hundred_bills_take_no_more_questions_than_one(gate: Gate, aino: int, case: UseCase[[int], object]) -> None:
    counts = []
    for more in ((1, 1), (60, 60)):
        gate.call(FILL, aino, *more)
        asked = [0]

        def count(*_arguments: object, asked: list[int] = asked) -> None:
            asked[0] += 1

        event.listen(gate.store.engine, "before_cursor_execute", count)
        gate.call(case, aino)
        event.remove(gate.store.engine, "before_cursor_execute", count)
        counts.append(asked[0])
    assert counts[1] <= counts[0] + 10
