"""Vouchers and erasure: an invoice stays its six years with all that hangs on it, and goes when they are over."""

import datetime as dt

import pytest

from asiakasrekisteri.domain.errors import NotFoundError
from asiakasrekisteri.usecases.billing.payments import add_payment
from asiakasrekisteri.usecases.billing.rates import PERIODS
from asiakasrekisteri.usecases.billing.reminders import add_reminder
from asiakasrekisteri.usecases.gate import Gate
from asiakasrekisteri.usecases.persons import open_person
from asiakasrekisteri.usecases.privacy.erasure import erase_person
from asiakasrekisteri.usecases.privacy.extract import collect_extract
from tests.usecases.billing.making import card, customer, invoice, money


def year(gate: Gate, number: int) -> None:
    gate.call(PERIODS.add, {"since": dt.date(number, 1, 1), "until": dt.date(number, 12, 31)}, {})


def of_year(gate: Gate, who: int, number: int, paid_on: dt.date) -> int:
    """Store an invoice that was reminded of and then paid."""
    issued, due = dt.date(number, 10, 1), dt.date(number, 10, 15)
    made = invoice(gate, who, issued_on=issued, due_on=due, sent_on=issued)
    gate.call(add_reminder, made, {"sent_on": dt.date(number, 11, 1)})
    gate.call(add_payment, {"paid_on": paid_on, "amount": money("124"), "payer": "Kerttu Kelo"}, invoice_id=made)
    return made


def test_an_extract_tells_an_invoice_and_its_rows_in_words(gate: Gate) -> None:
    year(gate, 2026)
    who = customer(gate)
    person = card(gate, of_year(gate, who, 2024, dt.date(2024, 12, 1))).person_id
    assert person is not None
    extract = gate.call(collect_extract, person).extract
    items = [item for section in extract.sections for item in section.items]
    said = " | ".join(f"{item.label}: {item.value}" for item in items).replace("\xa0", " ")
    for words in ("10001", "1.10.2024", "Webhotelli", "100,00 €", "25,5 %", "125,50 €", "124,00 €", "1.12.2024"):
        assert words in said, words
    assert "aiempi tieto: 0,00" not in said, "sums that never were are no history"


def test_an_invoice_stays_its_six_years_and_all_the_rest_of_her_goes(gate: Gate) -> None:
    year(gate, 2024)
    who = customer(gate)
    made = of_year(gate, who, 2024, dt.date(2024, 12, 1))
    person = card(gate, made).person_id
    assert person is not None
    extract = gate.call(collect_extract, person).extract
    untils = {item.keep_until for s in extract.sections for item in s.items if "124,00" in item.value}
    assert untils == {"2030-12-31"}
    erased = gate.call(erase_person, person)
    assert erased.kept == 4, "the invoice, its row, its payment and its reminder"
    kept = card(gate, made)
    assert (kept.record["buyer_name"], kept.record["balance"]) == ("Kerttu Kelo", money("1.50"))
    assert (len(kept.rows), len(kept.payments), len(kept.reminders)) == (1, 1, 1)
    assert (kept.customer, kept.person_id) == ("(poistettu)", None)
    with pytest.raises(NotFoundError):
        gate.call(open_person, person)


def test_one_whose_period_has_lapsed_goes_with_her_and_one_paid_later_is_kept_whole(gate: Gate) -> None:
    for number in (2018, 2019, 2020):
        year(gate, number)
    who = customer(gate)
    lapsed = of_year(gate, who, 2018, dt.date(2018, 12, 1))
    paid_late = of_year(gate, who, 2019, dt.date(2020, 1, 7))
    person = card(gate, lapsed).person_id
    assert person is not None
    assert gate.call(erase_person, person).kept == 4
    with pytest.raises(NotFoundError):
        card(gate, lapsed)
    kept = card(gate, paid_late)
    assert (len(kept.payments), len(kept.reminders)) == (1, 1)
