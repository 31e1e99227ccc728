"""Late interest: every half-year of LAW §7.11, days counted by hand, and what holds for any days."""

import datetime as dt
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given, strategies as st

from asiakasrekisteri.domain.errors import RateMissingError
from asiakasrekisteri.domain.lateinterest import (
    ReferenceRate,
    half_year_of,
    interest_percent,
    interest_spans,
    late_interest,
    missing_half_years,
    reference_rates_of,
)
from asiakasrekisteri.exchange.vocabulary import vocabulary

RATES = reference_rates_of(vocabulary("reminders")["reference"])
D = Decimal
NOTHING = D("0.00")
LAST_KNOWN = dt.date(2026, 6, 30)
days = st.dates(dt.date(2013, 7, 1), LAST_KNOWN)
sums = st.decimals(0, 10**7, places=2)


@pytest.mark.parametrize(
    ("day", "general", "commercial"),
    [
        (dt.date(2013, 7, 1), "7.5", "8.5"),
        (dt.date(2016, 6, 30), "7.5", "8.5"),
        (dt.date(2016, 7, 1), "7", "8"),
        (dt.date(2022, 12, 31), "7", "8"),
        (dt.date(2023, 1, 1), "9.5", "10.5"),
        (dt.date(2023, 7, 1), "11", "12"),
        (dt.date(2024, 1, 1), "11.5", "12.5"),
        (dt.date(2024, 12, 31), "11.5", "12.5"),
        (dt.date(2025, 1, 1), "10.5", "11.5"),
        (dt.date(2025, 7, 1), "9.5", "10.5"),
        (LAST_KNOWN, "9.5", "10.5"),
    ],
)
def test_the_rates_of_the_shipped_table(day: dt.date, general: str, commercial: str) -> None:
    assert interest_percent(day, consumer=True, rates=RATES) == D(general)
    assert interest_percent(day, consumer=False, rates=RATES) == D(commercial)


@pytest.mark.parametrize(
    ("due", "until", "consumer", "interest"),
    [
        (dt.date(2026, 1, 31), dt.date(2026, 1, 31), True, "0.00"),
        (dt.date(2026, 1, 31), dt.date(2026, 1, 1), True, "0.00"),
        (dt.date(2026, 1, 31), dt.date(2026, 2, 1), True, "0.26"),  # 1000 × 9.5 % / 365
        (dt.date(2026, 1, 31), dt.date(2026, 3, 2), False, "8.63"),  # 30 days of 10.5 %
        (dt.date(2024, 12, 16), dt.date(2025, 1, 15), True, "9.04"),  # 15 days of 11.5 % and 15 of 10.5 %
        (dt.date(2023, 12, 31), dt.date(2024, 12, 31), True, "115.32"),  # 366 days of 11.5 %, a year of 365
        (dt.date(2022, 12, 31), dt.date(2023, 12, 31), True, "102.56"),  # 181 days of 9.5 % and 184 of 11 %
    ],
)
def test_interest_counted_by_hand(due: dt.date, until: dt.date, consumer: bool, interest: str) -> None:
    assert late_interest(D(1000), due, until, consumer=consumer, rates=RATES) == D(interest)


def test_the_spans_are_those_of_the_letter() -> None:
    spans = interest_spans(dt.date(2024, 12, 16), dt.date(2025, 7, 1), consumer=True, rates=RATES)
    assert [(span.since, span.until, span.percent, span.days) for span in spans] == [
        (dt.date(2024, 12, 17), dt.date(2024, 12, 31), D("11.5"), 15),
        (dt.date(2025, 1, 1), dt.date(2025, 6, 30), D("10.5"), 181),
        (dt.date(2025, 7, 1), dt.date(2025, 7, 1), D("9.5"), 1),
    ]


@given(days, days, st.booleans())
def test_spans_cover_each_day_of_delay_once(due: dt.date, until: dt.date, consumer: bool) -> None:
    spans = interest_spans(due, until, consumer=consumer, rates=RATES)
    assert sum(span.days for span in spans) == max((until - due).days, 0)
    for before, after in pairwise(spans):
        assert after.since == before.until + dt.timedelta(days=1) == half_year_of(after.since)


@given(sums, days, days, st.booleans())
def test_interest_is_that_of_each_day_together(
    principal: Decimal, due: dt.date, until: dt.date, consumer: bool
) -> None:
    late = [due + dt.timedelta(days=n) for n in range(1, (until - due).days + 1)]
    halves = {half: interest_percent(half, consumer=consumer, rates=RATES) for half in set(map(half_year_of, late))}
    exact = Fraction(principal) * sum(Fraction(halves[half_year_of(day)]) for day in late) / 36500
    found = late_interest(principal, due, until, consumer=consumer, rates=RATES)
    assert Fraction(found) == Fraction((exact * 200 + 1) // 2, 100)


@given(sums, days, days)
def test_a_consumer_never_pays_more(principal: Decimal, due: dt.date, until: dt.date) -> None:
    consumer = late_interest(principal, due, until, consumer=True, rates=RATES)
    assert NOTHING <= consumer <= late_interest(principal, due, until, consumer=False, rates=RATES)


def test_a_half_year_that_is_not_known_is_told_and_never_guessed() -> None:
    with pytest.raises(RateMissingError, match=r"Viitekorkoa ajalle 1\.7\.2026–31\.12\.2026 ei ole\. Lisää"):
        late_interest(D(100), dt.date(2026, 6, 29), dt.date(2026, 7, 1), consumer=True, rates=RATES)
    assert late_interest(D(100), dt.date(2026, 6, 29), LAST_KNOWN, consumer=True, rates=RATES) == D("0.03")


def test_a_rate_that_the_office_entered_is_used() -> None:
    own = (*RATES, ReferenceRate(dt.date(2026, 7, 1), D(2)))
    assert interest_percent(dt.date(2026, 11, 23), consumer=True, rates=own) == D(9)


def test_missing_half_years_are_listed() -> None:
    assert missing_half_years(RATES, dt.date(2026, 1, 1), LAST_KNOWN) == ()
    assert missing_half_years(RATES, dt.date(2026, 3, 1), dt.date(2027, 1, 1)) == (
        dt.date(2026, 7, 1),
        dt.date(2027, 1, 1),
    )
    assert missing_half_years(RATES, dt.date(2013, 7, 1), LAST_KNOWN) == ()
    assert missing_half_years((), dt.date(2026, 3, 1), dt.date(2026, 2, 1)) == ()


@pytest.mark.parametrize("half", ["2026", "2026H3", "2026-07-01", "26H1"])
def test_a_key_that_is_no_half_year_is_refused(half: str) -> None:
    with pytest.raises(ValueError, match="No half-year"):
        reference_rates_of({half: "2.5"})
