"""Rates of value added tax: the shipped table says what LAW §7.9 does, and each day has one rate of a kind."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given, strategies as st

from asiakasrekisteri.domain.vat import VatCode, VatRate, check_rate, rate_on, rates_of, valid_on
from asiakasrekisteri.exchange.vocabulary import vocabulary

RATES = rates_of(vocabulary("vat"))
days = st.dates(dt.date(2000, 1, 1), dt.date(2040, 12, 31))


@pytest.mark.parametrize(
    ("day", "general", "reduced1", "reduced2"),
    [
        (dt.date(2010, 6, 30), "22", None, None),
        (dt.date(2010, 7, 1), "23", None, None),
        (dt.date(2013, 1, 1), "24", "14", "10"),
        (dt.date(2024, 8, 31), "24", "14", "10"),
        (dt.date(2024, 9, 1), "25.5", "14", "10"),
        (dt.date(2025, 12, 31), "25.5", "14", "10"),
        (dt.date(2026, 1, 1), "25.5", "13.5", "10"),
        (dt.date(2026, 11, 23), "25.5", "13.5", "10"),
    ],
)
def test_the_shipped_table_turns_on_the_right_days(
    day: dt.date, general: str, reduced1: str | None, reduced2: str | None
) -> None:
    for code, percent in (("general", general), ("reduced1", reduced1), ("reduced2", reduced2), ("zero", "0")):
        found = rate_on(RATES, code, day)
        assert (found.percent if found else None) == (Decimal(percent) if percent is not None else None)


@given(days, st.sampled_from(VatCode))
def test_no_day_has_two_rates_of_one_kind(day: dt.date, code: VatCode) -> None:
    assert len([rate for rate in RATES if rate.code == code and rate.holds(day)]) <= 1


@given(days)
def test_the_general_rate_has_no_gap(day: dt.date) -> None:
    assert rate_on(RATES, VatCode.GENERAL, day)


@given(days, st.sampled_from(["0", "10", "13.5", "14", "22", "23", "24", "25.5", "25.50", "8"]).map(Decimal))
def test_a_rate_is_refused_exactly_when_it_is_not_in_force(day: dt.date, percent: Decimal) -> None:
    in_force = {found.percent for code in VatCode if (found := rate_on(RATES, code, day))}
    assert valid_on(RATES, percent, day) == (percent in in_force)
    assert (check_rate(RATES, percent, day) is None) == (percent in in_force)


def test_the_refusal_names_the_day_and_the_rates_to_choose_from() -> None:
    assert check_rate(RATES, Decimal(24), dt.date(2024, 9, 1)) == (
        "Verokanta 24\xa0% ei ole voimassa 1.9.2024. Valitse jokin näistä: 25,5\xa0%; 14\xa0%; 10\xa0%; 0\xa0%."
    )


def test_a_day_outside_the_table_is_told() -> None:
    message = check_rate(RATES, Decimal(22), dt.date(1994, 5, 31))
    assert message == "Päivälle 31.5.1994 ei tunneta verokantoja. Tarkista veron päivä."


def test_the_offices_own_rows_are_what_counts() -> None:
    own = (VatRate(VatCode.GENERAL, Decimal(27), dt.date(2030, 1, 1), dt.date(2030, 12, 31)),)
    assert check_rate(own, Decimal(27), dt.date(2030, 12, 31)) is None
    assert check_rate(own, Decimal(27), dt.date(2031, 1, 1))
    assert rate_on(own, VatCode.ZERO, dt.date(2030, 6, 1)) is None
