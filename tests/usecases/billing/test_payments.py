"""Payments: whatever is paid, moved, corrected, removed, credited or taken back, the balance is exact."""

import datetime as dt
from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from asiakasrekisteri.domain.errors import InvalidInputError, RestrictedError, StaleRecordError
from asiakasrekisteri.domain.fields import Record
from asiakasrekisteri.domain.references import rf_reference
from asiakasrekisteri.store.bulk import Batch
from asiakasrekisteri.store.models import Payment, Restriction
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.billing.credits import credit_invoice
from asiakasrekisteri.usecases.billing.payments import (
    add_payment,
    allocate_payment,
    count_unmatched_payments,
    list_unmatched_payments,
    move_payment,
    remove_payment,
    save_payment,
)
from asiakasrekisteri.usecases.billing.reminders import add_reminder
from asiakasrekisteri.usecases.edits import Saved, from_source
from asiakasrekisteri.usecases.gate import Gate, UseCase, nothing
from asiakasrekisteri.usecases.history import undo
from tests.usecases.billing.making import DUE, balance, card, customer, invoice, money, row

PAID = dt.date(2026, 10, 5)


def paid(amount: str, **values: object) -> dict[str, object]:
    return {"paid_on": PAID, "amount": money(amount), **values}


def only(gate: Gate, invoice_id: int) -> Record:
    (payment,) = card(gate, invoice_id).payments
    return payment


def test_a_payment_finds_its_invoice_by_reference_however_it_is_written(gate: Gate) -> None:
    made = invoice(gate, customer(gate))
    reference = str(card(gate, made).record["reference"])
    spaced = f"0000 {reference[:5]} {reference[5:]}"
    for written in (reference, spaced, rf_reference(reference)):
        gate.call(add_payment, paid("10.00", reference=written))
    assert len(card(gate, made).payments) == 3
    assert balance(gate, made) == money("95.50")
    assert card(gate, made).record["paid_on"] == PAID


def test_a_payment_that_nobody_knows_waits_and_is_given_to_an_invoice(gate: Gate) -> None:
    made, other = invoice(gate, customer(gate)), invoice(gate, customer(gate, "Toinen, Tero"))
    saved = gate.call(add_payment, paid("125.50", reference="1232", message="kiitos"))
    (waiting,) = gate.call(list_unmatched_payments)
    assert gate.call(count_unmatched_payments) == 1
    assert (waiting.id, waiting["message"]) == (saved.id, "kiitos")
    gate.call(allocate_payment, saved.id, waiting.version, made)
    assert (balance(gate, made), len(gate.call(list_unmatched_payments).records)) == (money("0"), 0)
    now = only(gate, made)
    with pytest.raises(InvalidInputError, match="jo kohdistettu"):
        gate.call(allocate_payment, now.id, now.version, other)
    moved = gate.call(move_payment, now.id, now.version, other)
    assert (balance(gate, made), balance(gate, other)) == (money("125.50"), money("0"))
    gate.call(undo, moved.undo)
    assert (balance(gate, made), balance(gate, other)) == (money("0"), money("125.50"))
    now = only(gate, made)
    gate.call(move_payment, now.id, now.version, None)
    assert [r.id for r in gate.call(list_unmatched_payments)] == [saved.id]
    assert balance(gate, made) == money("125.50")


def test_each_is_taken_back_with_its_balance_and_day(gate: Gate) -> None:
    made = invoice(gate, customer(gate))
    added = gate.call(add_payment, paid("25.50"), invoice_id=made)
    gate.call(undo, added.undo)
    assert (balance(gate, made), card(gate, made).record["paid_on"]) == (money("125.50"), None)
    gate.call(add_payment, paid("25.50"), invoice_id=made)
    now = only(gate, made)
    corrected = gate.call(save_payment, now.id, now.version, {"amount": money("20"), "paid_on": DUE})
    assert (balance(gate, made), card(gate, made).record["paid_on"]) == (money("105.50"), DUE)
    gate.call(undo, corrected.undo)
    assert (balance(gate, made), card(gate, made).record["paid_on"]) == (money("100.00"), PAID)
    now = only(gate, made)
    removed = gate.call(remove_payment, now.id, now.version)
    assert balance(gate, made) == money("125.50")
    gate.call(undo, removed.undo)
    assert (balance(gate, made), only(gate, made)["paid_on"]) == (money("100.00"), PAID)


def test_an_open_card_is_not_stale_because_money_came(gate: Gate) -> None:
    made = invoice(gate, customer(gate))
    before = card(gate, made).record.version
    gate.call(add_payment, paid("1"), invoice_id=made)
    assert card(gate, made).record.version == before
    stale = only(gate, made)
    gate.call(save_payment, stale.id, stale.version, {"message": "kiitos"})
    with pytest.raises(StaleRecordError):
        gate.call(remove_payment, stale.id, stale.version)


@pytest.mark.parametrize(
    ("values", "fault"), [({"amount": money("0")}, "nolla"), ({"paid_on": dt.date(2026, 11, 23)}, "tulevaisuudessa")]
)
def test_a_payment_of_nothing_or_of_tomorrow_is_refused(gate: Gate, values: dict[str, object], fault: str) -> None:
    with pytest.raises(InvalidInputError, match=fault):
        gate.call(add_payment, {**paid("1"), **values})


def test_whose_data_are_restricted_pays_and_owes_in_peace(gate: Gate) -> None:
    who = customer(gate)
    made = invoice(gate, who)
    person = card(gate, made).person_id

    def restrict(work: Work) -> None:
        from_source(work, "staff")
        work.session.add(Restriction(person_id=person, since=dt.date(2026, 11, 1), ground="accuracy"))

    gate.call(UseCase("restrict", add_payment.permission, nothing, writes=True, body=restrict))
    calls = (
        lambda: gate.call(add_payment, paid("1"), invoice_id=made),
        lambda: gate.call(add_reminder, made, {}),
        lambda: gate.call(credit_invoice, made),
        lambda: invoice(gate, who),
    )
    for call in calls:
        with pytest.raises(RestrictedError):
            call()
    shown = card(gate, made)
    assert shown.restricted
    assert (shown.record["gross"], shown.totals, shown.standing.open) == (None, None, money("0"))


def test_an_import_of_payments_settles_them_and_so_does_its_undoing(gate: Gate) -> None:
    made = [invoice(gate, customer(gate, f"Asiakas {n}, Aku")) for n in range(3)]

    def bring(work: Work) -> int:
        from_source(work, "import")
        batch = Batch(work)
        for one in made:
            batch.add(Payment, {**paid("25.50", method="transfer"), "invoice_id": one})
        batch.write([Payment])
        return work.log_number

    number = gate.call(UseCase("bring", add_payment.permission, nothing, writes=True, body=bring))
    assert [balance(gate, one) for one in made] == [money("100.00")] * 3
    gate.call(undo, number)
    assert [balance(gate, one) for one in made] == [money("125.50")] * 3
    assert card(gate, made[0]).record["paid_on"] is None


AMOUNTS = st.decimals(min_value=Decimal(-200), max_value=Decimal(400), places=2).filter(bool)
STEPS = st.lists(
    st.tuples(st.sampled_from(["pay", "remove", "move", "credit", "undo"]), AMOUNTS, st.integers(0, 9)), max_size=8
)


@pytest.mark.slow
@given(STEPS, st.lists(st.tuples(AMOUNTS.map(abs), st.integers(1, 5)), min_size=1, max_size=3))
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_happens_the_balance_is_the_sum_less_payments_less_credits(
    gate: Gate, steps: list[tuple[str, Decimal, int]], prices: list[tuple[Decimal, int]]
) -> None:
    who = customer(gate)
    made = [invoice(gate, who, *(row(str(price), str(many)) for price, many in prices)) for _which in range(2)]
    undos: list[int] = []
    for what, amount, pick in steps:
        number = _step(gate, made, what, amount, pick, undos)
        undos.extend(() if number is None else (number,))
        for one in made:
            shown = card(gate, one)
            paid_sum = sum((Decimal(str(p["amount"])) for p in shown.payments), Decimal(0))
            credited = -sum((Decimal(str(c["gross"])) for c in shown.credits), Decimal(0))
            assert shown.record["balance"] == shown.record["gross"] - paid_sum - credited  # type: ignore[operator]
            days = [p["paid_on"] for p in shown.payments]
            assert shown.record["paid_on"] == max(days, default=None)  # type: ignore[type-var]


def _step(gate: Gate, made: list[int], what: str, amount: Decimal, pick: int, undos: list[int]) -> int | None:
    """Do one thing to one of two invoices, if it can be done; return the number by which it is taken back."""
    here, there = made[pick % 2], made[(pick + 1) % 2]
    payments = card(gate, here).payments
    one = payments[pick % len(payments)] if payments else None
    saved: Saved | None = None
    if what == "pay":
        day = PAID + dt.timedelta(days=pick)
        saved = gate.call(add_payment, {"amount": amount, "paid_on": day}, invoice_id=here)
    elif what == "credit":
        with suppress(InvalidInputError):  # more than is left to credit
            saved = gate.call(credit_invoice, here, [row(str(abs(amount)), "-1")])
    elif what == "undo" and undos:
        with suppress(StaleRecordError):  # something later hangs on it
            gate.call(undo, undos.pop())
    elif one is not None and what == "remove":
        saved = gate.call(remove_payment, one.id, one.version)
    elif one is not None and what == "move":
        saved = gate.call(move_payment, one.id, one.version, there)
    return saved.undo if saved is not None else None
