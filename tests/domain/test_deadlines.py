"""The clock of a request by the vectors of the law, and what holds of every day."""

import datetime as dt

import pytest
from hypothesis import given, strategies as st

from asiakasrekisteri.domain.deadlines import (
    DaysLeft,
    Deadline,
    Pause,
    Urgency,
    days_left,
    deadline,
    extended,
    is_working_day,
)


def d(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


VECTORS = [
    ("2026-03-05", "2026-04-05", "2026-04-07", "2026-06-05"),
    ("2026-08-31", "2026-09-30", "2026-09-30", "2026-11-30"),
    ("2026-01-31", "2026-02-28", "2026-03-02", "2026-04-30"),
    ("2024-01-31", "2024-02-29", "2024-02-29", "2024-04-30"),
    ("2026-11-06", "2026-12-06", "2026-12-07", "2027-02-08"),
    ("2026-11-24", "2026-12-24", "2026-12-28", "2027-02-24"),
    ("2026-05-20", "2026-06-20", "2026-06-22", "2026-08-20"),
]
HOLIDAYS_2026 = "1.1. 6.1. 3.4. 5.4. 6.4. 1.5. 14.5. 24.5. 19.6. 20.6. 31.10. 6.12. 24.12. 25.12. 26.12.".replace(
    ".", " "
).split()
DAYS = st.dates(dt.date(2018, 5, 25), dt.date(2060, 12, 31))


@pytest.mark.parametrize(("received", "target", "last_day", "longest"), VECTORS)
def test_the_vectors_of_the_law(received: str, target: str, last_day: str, longest: str) -> None:
    assert deadline(d(received)) == Deadline(d(target), d(last_day))
    assert extended(d(received)).last_day == d(longest)


def test_the_extended_target_is_not_shifted() -> None:
    assert extended(d("2026-11-06")) == Deadline(d("2027-02-06"), d("2027-02-08"))


def test_the_holidays_of_2026_with_both_eves_are_no_working_days() -> None:
    numbers = [int(number) for number in HOLIDAYS_2026]
    named = {dt.date(2026, month, day) for day, month in zip(numbers[::2], numbers[1::2], strict=True)}
    year = [dt.date(2026, 1, 1) + dt.timedelta(days=n) for n in range(365)]
    assert {day for day in year if day.weekday() < 5 and not is_working_day(day)} == {
        day for day in named if day.weekday() < 5
    }


@pytest.mark.parametrize("year", range(2024, 2041))
def test_both_eves_shift_in_every_year(year: int) -> None:
    midsummer_eve = next(day for day in (dt.date(year, 6, n) for n in range(19, 26)) if day.weekday() == 4)
    assert not is_working_day(midsummer_eve)
    assert not is_working_day(dt.date(year, 12, 24))


@given(DAYS)
def test_the_law_is_never_stricter_than_the_target_nor_ends_on_a_day_of_rest(received: dt.date) -> None:
    for end in (deadline(received), extended(received)):
        assert end.target <= end.last_day
        assert is_working_day(end.last_day)
        assert not any(is_working_day(day) for day in _days(end.target, end.last_day))
        assert end.target.day == received.day or (end.target + dt.timedelta(days=1)).day == 1
    assert 28 <= (deadline(received).target - received).days <= 31


@given(DAYS, st.integers(0, 60))
def test_who_receives_later_never_answers_earlier(received: dt.date, later: int) -> None:
    assert deadline(received).last_day <= deadline(received + dt.timedelta(days=later)).last_day


@given(DAYS, st.integers(0, 90))
def test_a_pause_moves_the_target_by_its_days(received: dt.date, waited: int) -> None:
    asked = received + dt.timedelta(days=2)
    pause = Pause(asked, asked + dt.timedelta(days=waited))
    assert deadline(received, pause=pause).target - deadline(received).target == dt.timedelta(days=waited)
    assert extended(received, pause).target - extended(received).target == dt.timedelta(days=waited)


def test_a_pause_that_goes_on_moves_nothing_yet() -> None:
    assert deadline(d("2026-11-09"), pause=Pause(d("2026-11-11"))) == deadline(d("2026-11-09"))


def test_a_pause_that_ends_before_it_began_moves_nothing() -> None:
    assert Pause(d("2026-11-11"), d("2026-11-10")).days == 0


@pytest.mark.parametrize(
    ("today", "left"),
    [
        ("2026-11-10", DaysLeft(26, Urgency.CALM)),
        ("2026-11-25", DaysLeft(11, Urgency.CALM)),
        ("2026-11-26", DaysLeft(10, Urgency.SOON)),
        ("2026-12-02", DaysLeft(4, Urgency.SOON)),
        ("2026-12-03", DaysLeft(3, Urgency.URGENT)),
        ("2026-12-06", DaysLeft(0, Urgency.URGENT)),
        ("2026-12-07", DaysLeft(0, Urgency.URGENT)),
        ("2026-12-08", DaysLeft(-1, Urgency.LATE)),
        ("2026-12-11", DaysLeft(-4, Urgency.LATE)),
    ],
)
def test_days_left_of_a_target_that_falls_on_a_holiday(today: str, left: DaysLeft) -> None:
    assert days_left(deadline(d("2026-11-06")), d(today)) == left


def _days(first: dt.date, end: dt.date) -> list[dt.date]:
    return [first + dt.timedelta(days=n) for n in range((end - first).days)]
