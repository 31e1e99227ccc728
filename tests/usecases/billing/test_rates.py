"""Rates and financial periods: a new office has the rates, and days of two rows of one kind do not meet."""

import datetime as dt
from decimal import Decimal

import pytest

from asiakasrekisteri.domain.errors import InvalidInputError, PermissionDeniedError
from asiakasrekisteri.domain.permissions import Role
from asiakasrekisteri.usecases.billing.rates import (
    PERIODS,
    REFERENCE_RATES,
    VAT_RATES,
    list_financial_periods,
    list_vat_rates,
    rateless_half_years,
)
from asiakasrekisteri.usecases.gate import Gate
from asiakasrekisteri.usecases.history import undo
from asiakasrekisteri.usecases.office import Desk, Office
from tests import offices
from tests.usecases.billing.making import card, customer, invoice, money

YEAR = {"since": dt.date(2026, 1, 1), "until": dt.date(2026, 12, 31)}


def test_a_new_office_has_the_rates_of_the_law(gate: Gate) -> None:
    rates = [(r["code"], r["percent"], r["until"]) for r in gate.call(list_vat_rates)]
    assert ("general", Decimal("25.5"), None) in rates
    assert ("general", Decimal(24), dt.date(2024, 8, 31)) in rates


def test_a_rate_that_the_office_changes_is_the_one_that_counts(gate: Gate) -> None:
    (general,) = (r for r in gate.call(list_vat_rates) if r["code"] == "general" and r["until"] is None)
    new = {"code": "general", "percent": money("26"), "since": dt.date(2026, 8, 1)}
    with pytest.raises(InvalidInputError, match="Päätä edellinen"):
        gate.call(VAT_RATES.add, new, {})
    gate.call(VAT_RATES.save, general.id, general.version, {"until": dt.date(2026, 7, 31)})
    gate.call(VAT_RATES.add, new, {})
    assert card(gate, invoice(gate, customer(gate))).record["gross"] == money("126.00")
    for wrong in ({"percent": money("-1")}, {"percent": money("100")}):
        with pytest.raises(InvalidInputError, match="alle 100"):
            gate.call(VAT_RATES.add, {**new, **wrong, "since": dt.date(1990, 1, 1), "until": dt.date(1990, 1, 2)}, {})


def test_periods_do_not_meet_and_are_not_too_long(gate: Gate) -> None:
    saved = gate.call(PERIODS.add, YEAR, {})
    for wrong, fault in (
        ({"since": dt.date(2026, 12, 31), "until": dt.date(2027, 12, 30)}, "toiseen tilikauteen"),
        ({"since": dt.date(2027, 1, 1), "until": dt.date(2028, 7, 1)}, "18 kuukautta"),
        ({"since": dt.date(2027, 1, 1), "until": dt.date(2026, 1, 1)}, "ennen alkua"),
    ):
        with pytest.raises(InvalidInputError, match=fault):
            gate.call(PERIODS.add, wrong, {})
    gate.call(PERIODS.add, {"since": dt.date(2027, 1, 1), "until": dt.date(2028, 6, 30)}, {})
    assert [r["since"] for r in gate.call(list_financial_periods)] == [dt.date(2027, 1, 1), dt.date(2026, 1, 1)]
    gate.call(undo, saved.undo)
    assert len(gate.call(list_financial_periods).records) == 1


def test_a_reference_rate_is_that_of_one_half_year_and_entered_once(gate: Gate) -> None:
    assert gate.call(rateless_half_years) == (dt.date(2026, 7, 1),)
    half = {"since": dt.date(2026, 7, 1), "percent": money("2.5")}
    for wrong, fault in (
        ({"since": dt.date(2026, 8, 1)}, r"1\.1\. tai 1\.7"),
        ({"percent": money("-0.5")}, "vähintään 0"),
    ):
        with pytest.raises(InvalidInputError, match=fault):
            gate.call(REFERENCE_RATES.add, {**half, **wrong}, {})
    gate.call(REFERENCE_RATES.add, half, {})
    with pytest.raises(InvalidInputError, match="jo kirjattu"):
        gate.call(REFERENCE_RATES.add, half, {})
    assert gate.call(rateless_half_years) == ()


def test_who_bills_reads_the_tables_and_the_main_user_keeps_them(office: Office, desk: Desk) -> None:
    colleague = offices.colleague(office, desk, Role.BILLING)
    assert colleague.gate.call(list_vat_rates).records
    with pytest.raises(PermissionDeniedError):
        colleague.gate.call(PERIODS.add, YEAR, {})
    colleague.close()
