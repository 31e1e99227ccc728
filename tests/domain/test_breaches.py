"""The clock of a breach and what must still be done about it (LAW §5)."""

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, strategies as st

from asiakasrekisteri.domain.breaches import BreachFacts, duties, needs_report
from asiakasrekisteri.domain.formats import FINLAND
from asiakasrekisteri.domain.hourclock import HourClock, time_words


def at(day: int, hour: int, minute: int = 0, month: int = 11) -> dt.datetime:
    return dt.datetime(2026, month, day, hour, minute, tzinfo=FINLAND)


AWARE = at(20, 16, 30)  # a Friday
DONE = BreachFacts(
    aware_at=AWARE, hours=72, kinds=True, told_what=True, risk="risk", first_report=at(21, 9), last_phase="last"
)


@pytest.mark.parametrize(
    ("began", "hours", "ends"),
    [
        (at(20, 16, 30), 72, at(23, 16, 30)),  # the weekend counts
        (dt.datetime(2026, 12, 24, 10, tzinfo=FINLAND), 72, dt.datetime(2026, 12, 27, 10, tzinfo=FINLAND)),  # holidays
        (at(24, 12, 0, month=10), 72, at(27, 11, 0, month=10)),  # the clock is put back: an hour more has passed
        (at(20, 16, 30), 96, at(24, 16, 30)),  # another limit by its date
    ],
)
def test_the_clock_runs_in_hours_of_real_time(began: dt.datetime, hours: int, ends: dt.datetime) -> None:
    assert HourClock(began, hours).ends == ends


@given(st.integers(1, 400), st.integers(0, 200_000))
def test_a_moment_after_the_end_is_late_and_the_end_itself_is_not(hours: int, minutes: int) -> None:
    clock = HourClock(dt.datetime(2024, 1, 1, tzinfo=dt.UTC) + dt.timedelta(minutes=minutes), hours)
    assert not clock.is_late(clock.ends)
    assert clock.is_late(clock.ends + dt.timedelta(microseconds=1))
    assert clock.left(clock.began) == dt.timedelta(hours=hours)


@pytest.mark.parametrize(
    ("left", "words"),
    [
        (dt.timedelta(hours=31, minutes=20), "31 h jäljellä"),
        (dt.timedelta(minutes=40), "40 min jäljellä"),
        (dt.timedelta(hours=71), "71 h jäljellä"),
        (dt.timedelta(hours=-5), "5 h myöhässä"),
        (dt.timedelta(days=-3), "3 pv myöhässä"),
    ],
)
def test_the_time_left_in_words(left: dt.timedelta, words: str) -> None:
    assert time_words(left) == words


DUTIES: list[tuple[dict[str, Any], list[str]]] = [
    ({}, []),
    ({"risk": "", "first_report": None, "last_phase": ""}, ["assess", "report"]),
    ({"first_report": None, "last_phase": ""}, ["report"]),
    ({"last_phase": "first"}, ["complete"]),
    ({"last_phase": "further"}, ["complete"]),
    ({"first_report": at(23, 16, 31)}, ["delay"]),
    ({"first_report": at(23, 16, 30)}, []),
    ({"first_report": at(23, 16, 31), "delay_reason": True}, []),
    ({"risk": "none", "first_report": None, "last_phase": ""}, ["not_reported"]),
    ({"risk": "none", "first_report": None, "last_phase": "", "not_reported_reason": True}, []),
    ({"risk": "high"}, ["affected"]),
    ({"risk": "high", "affected": 3}, ["tell"]),
    ({"risk": "high", "affected": 3, "told": 3}, []),
    ({"risk": "high", "not_told_ground": "encrypted"}, ["not_told"]),
    ({"risk": "high", "not_told_ground": "encrypted", "not_told_reason": True}, []),
    ({"risk": "high", "not_told_ground": "later_measures", "not_told_reason": True}, []),
    ({"risk": "high", "not_told_ground": "public_notice", "not_told_reason": True}, []),
    ({"risk": "high", "not_told_ground": "no_high_risk", "not_told_reason": True, "affected": 1}, ["tell"]),
    ({"risk": "risk", "affected": 3}, []),
    ({"kinds": False, "told_what": False}, ["kinds", "document"]),
    ({"is_processor": True, "first_report": None, "last_phase": "", "risk": ""}, ["controllers"]),
    ({"is_processor": True, "controllers": 2, "controllers_told": 1}, ["tell_controllers"]),
    ({"is_processor": True, "controllers": 2, "controllers_told": 2}, []),
]


@pytest.mark.parametrize(("said", "left"), DUTIES)
def test_what_must_still_be_done(said: dict[str, Any], left: list[str]) -> None:
    assert [duty.code for duty in duties(replace(DONE, **said), at(24, 12))] == left


def test_a_report_that_is_not_given_is_late_only_after_the_limit() -> None:
    open_one = replace(DONE, first_report=None, last_phase="")
    assert [duty.late for duty in duties(open_one, at(23, 16, 30))] == [False]
    assert [duty.late for duty in duties(open_one, at(23, 16, 31))] == [True]


def test_while_the_risk_is_not_judged_the_supervisor_must_be_told() -> None:
    assert needs_report(replace(DONE, risk=""))
    assert not needs_report(replace(DONE, risk="none"))
    assert not needs_report(replace(DONE, is_processor=True))
