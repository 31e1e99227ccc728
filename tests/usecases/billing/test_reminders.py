"""Reminders cost what the law lets them, and what cannot be reckoned is said in words."""

import datetime as dt

import pytest

from asiakasrekisteri.domain.errors import InvalidInputError
from asiakasrekisteri.usecases.billing.payments import add_payment
from asiakasrekisteri.usecases.billing.rates import REFERENCE_RATES
from asiakasrekisteri.usecases.billing.reminders import add_reminder, remove_reminder
from asiakasrekisteri.usecases.gate import Gate
from asiakasrekisteri.usecases.history import undo
from tests.usecases.billing.making import DUE, ISSUED, TODAY, balance, card, customer, invoice, money

LATE = {"sent_on": ISSUED}
SPRING = {"issued_on": dt.date(2026, 1, 15), "due_on": dt.date(2026, 1, 31), "sent_on": dt.date(2026, 1, 15)}


def test_a_reminder_costs_a_consumer_five_euros_at_most_and_once_in_a_fortnight(gate: Gate) -> None:
    made = invoice(gate, customer(gate), **LATE)
    with pytest.raises(InvalidInputError, match="enintään 5,00") as refused:
        gate.call(add_reminder, made, {"fee": money("5.01")})
    assert [e.field for e in refused.value.errors] == ["fee"]
    saved = gate.call(add_reminder, made, {"fee": money("5.00")})
    assert balance(gate, made) == money("125.50"), "a fee is asked with the reminder, it is not of the invoice"
    now = card(gate, made).reminding
    assert (now.may_remind, now.max_fee, now.allowed_from) == (True, money("0"), TODAY + dt.timedelta(days=14))
    gate.call(undo, saved.undo)
    assert card(gate, made).reminding.max_fee == money("5.00")
    gate.call(add_reminder, made, {})
    (sent,) = card(gate, made).reminders
    assert (sent["sent_on"], sent["channel"], sent["fee"]) == (TODAY, "letter", None)
    gate.call(remove_reminder, sent.id, sent.version)
    assert card(gate, made).reminders == ()


def test_a_call_costs_nothing(gate: Gate) -> None:
    made = invoice(gate, customer(gate), **LATE)
    with pytest.raises(InvalidInputError, match="kirjallisesti"):
        gate.call(add_reminder, made, {"fee": money("5"), "channel": "phone"})
    gate.call(add_reminder, made, {"channel": "phone"})


def test_a_firm_pays_more(gate: Gate) -> None:
    made = invoice(gate, customer(gate, "Kelo Oy", "company"), **LATE)
    assert card(gate, made).reminding.max_fee == money("12.00")


@pytest.mark.parametrize(
    ("values", "why"),
    [
        ({"due_on": TODAY}, "vasta eräpäivän jälkeen"),
        ({"due_on": None}, "eräpäivää"),
        ({"disputed": True}, "kiistänyt"),
        ({"in_collection": True}, "perintätoimistolla"),
    ],
)
def test_one_that_may_not_be_reminded_of_says_why(gate: Gate, values: dict[str, object], why: str) -> None:
    made = invoice(gate, customer(gate), **values)
    assert not card(gate, made).reminding.may_remind
    assert why in card(gate, made).reminding.reason
    with pytest.raises(InvalidInputError, match=why):
        gate.call(add_reminder, made, {})


def test_what_has_been_paid_is_not_reminded_of(gate: Gate) -> None:
    made = invoice(gate, customer(gate))
    gate.call(add_payment, {"paid_on": DUE, "amount": money("125.50")}, invoice_id=made)
    assert "ei ole mitään avoinna" in card(gate, made).reminding.reason


def test_interest_is_proposed_and_where_the_rate_is_not_known_the_words_say_so(gate: Gate) -> None:
    made = invoice(gate, customer(gate), **SPRING)
    now = card(gate, made).reminding
    assert (now.may_remind, now.interest) == (True, None)
    assert "1.7.2026–31.12.2026" in now.interest_note
    gate.call(REFERENCE_RATES.add, {"since": dt.date(2026, 7, 1), "percent": money("2.5")}, {})
    reckoned = card(gate, made).reminding
    assert reckoned.interest_note == ""
    assert reckoned.interest == money("9.64"), "295 days of 9,5 % of 125,50 €"


def test_days_and_sums_that_cannot_be_are_refused(gate: Gate) -> None:
    made = invoice(gate, customer(gate), **LATE)
    wrong = ({"sent_on": TODAY + dt.timedelta(days=1)}, {"fee": money("-1")}, {"interest": money("-1")})
    for values in (*wrong, {"due_on": DUE}):
        with pytest.raises(InvalidInputError) as refused:
            gate.call(add_reminder, made, values)
        assert [e.field for e in refused.value.errors] == list(values)
