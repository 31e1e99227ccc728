"""How long data are kept: the vectors of the Accounting Act, clamped months, and windows that agree with each day."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given, strategies as st

from asiakasrekisteri.domain.media import level_objection
from asiakasrekisteri.domain.retention import (
    Formula,
    Ground,
    Rule,
    add_months,
    destroyable_from,
    due_windows,
    keep_until,
)
from asiakasrekisteri.domain.retention_rules import VOUCHERS, objections, rule_codes
from asiakasrekisteri.domain.vouchers import Period, books_until, voucher_until

PLAIN = Rule("", "", "", 12, "")
VOUCHER = Rule("", "", "", 72, "", Formula.VOUCHER, Ground.ACCOUNTING)
BOOKS = Rule("", "", "", 120, "", Formula.BOOKS, Ground.ACCOUNTING)
DAYS = st.dates(dt.date(1990, 1, 1), dt.date(2060, 12, 31))


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def year_before(end: dt.date) -> Period:
    """Return the financial period of twelve months that ends on a day."""
    return Period(add_months(end + dt.timedelta(days=1), -12), end)


@pytest.mark.parametrize(
    ("end", "vouchers", "books"),
    [
        ("2024-03-31", "2030-12-31", "2034-03-31"),
        ("2024-12-31", "2030-12-31", "2034-12-31"),
        ("2025-02-28", "2031-12-31", "2035-02-28"),
        ("2026-06-30", "2032-12-31", "2036-06-30"),
        ("2024-02-29", "2030-12-31", "2034-02-28"),
    ],
)
def test_the_accounting_act(end: str, vouchers: str, books: str) -> None:
    period = year_before(day(end))
    for entry in (period.since, period.until):
        assert keep_until(VOUCHER, entry, (period,)) == day(vouchers)
        assert keep_until(BOOKS, entry, (period,)) == day(books)
    assert (voucher_until(period), books_until(period)) == (day(vouchers), day(books))
    assert due_windows(VOUCHER, (period,), day(vouchers)) == ()
    assert [w.until for w in due_windows(VOUCHER, (period,), destroyable_from(day(vouchers)))] == [day(end)]


def test_without_its_financial_period_a_voucher_has_no_day() -> None:
    period = year_before(day("2024-12-31"))
    assert keep_until(VOUCHER, day("2025-01-01"), (period,)) is None
    assert keep_until(VOUCHER, day("2023-12-31"), (period,)) is None
    assert due_windows(VOUCHER, (), day("2099-01-01")) == ()


@pytest.mark.parametrize(
    ("formula", "months", "event", "until"),
    [
        (Formula.MONTHS, 12, "2024-02-29", "2025-02-28"),
        (Formula.MONTHS, 48, "2024-02-29", "2028-02-29"),
        (Formula.MONTHS, 1, "2026-01-31", "2026-02-28"),
        (Formula.MONTHS, 6, "2026-05-04", "2026-11-04"),
        (Formula.AT_ONCE, 12, "2026-05-04", "2026-05-04"),
        (Formula.WHILE, 12, "2026-05-04", None),
        (Formula.MONTHS, 12, None, None),
    ],
)
def test_months_from_an_event(formula: Formula, months: int, event: str | None, until: str | None) -> None:
    rule = replace(PLAIN, formula=formula, months=months)
    assert keep_until(rule, day(event) if event else None) == (day(until) if until else None)


@given(event=DAYS, today=DAYS, months=st.integers(0, 130))
def test_a_window_says_of_each_day_what_the_formula_says(event: dt.date, today: dt.date, months: int) -> None:
    rule = replace(PLAIN, months=months)
    until = keep_until(rule, event)
    assert until is not None
    inside = any(w.since <= event <= w.until for w in due_windows(rule, (), today))
    assert inside == (today >= destroyable_from(until))


@given(event=DAYS, today=DAYS, first=st.integers(1990, 2050), formula=st.sampled_from([Formula.VOUCHER, Formula.BOOKS]))
def test_windows_of_vouchers_are_whole_periods(event: dt.date, today: dt.date, first: int, formula: Formula) -> None:
    periods = tuple(Period(dt.date(year, 7, 1), dt.date(year + 1, 6, 30)) for year in range(first, first + 8))
    rule = VOUCHER if formula is Formula.VOUCHER else BOOKS
    until = keep_until(rule, event, periods)
    inside = any(w.since <= event <= w.until for w in due_windows(rule, periods, today))
    assert inside == (until is not None and until < today)


@pytest.mark.parametrize("code", ["view_log", "log.changes"])
def test_nobody_shortens_the_log_over_what_he_has_just_done(code: str) -> None:
    months = replace(PLAIN, formula=Formula.MONTHS, months=12)
    assert list(objections(code, months)) == []
    assert [f.field for f in objections(code, replace(months, months=11))] == ["keep_months"]
    assert [f.field for f in objections(code, replace(months, formula=Formula.AT_ONCE))] == ["keep_formula"]


@pytest.mark.parametrize("code", [code for code in rule_codes() if code not in VOUCHERS])
def test_the_accounting_act_is_refused_where_it_has_no_say(code: str) -> None:
    assert [f.field for f in objections(code, replace(PLAIN, ground=Ground.ACCOUNTING))] == ["keep_ground"]
    assert [f.field for f in objections(code, replace(PLAIN, formula=Formula.VOUCHER))] == ["keep_formula"]
    assert list(objections(code, PLAIN)) == []


def test_vouchers_are_not_kept_shorter_than_the_act_wants() -> None:
    assert list(objections("billing", VOUCHER)) == []
    assert [f.field for f in objections("billing", replace(VOUCHER, months=60))] == ["keep_months"]
    assert [f.field for f in objections("billing", replace(VOUCHER, formula=Formula.MONTHS))] == ["keep_formula"]
    assert list(objections("books", BOOKS)) == []
    assert [f.field for f in objections("books", replace(BOOKS, months=72))] == ["keep_months"]
    assert "19.3.2020" in next(objections("recording", replace(PLAIN, ground=Ground.ACCOUNTING))).message


@pytest.mark.parametrize(
    ("medium", "level", "fault"),
    [("P", "P-4", False), ("P", None, True), ("P", "H-4", True), ("H", "H-5", False), ("software", None, False)],
)
def test_each_medium_has_its_levels(medium: str, level: str | None, fault: bool) -> None:
    assert (level_objection(medium, level) is not None) == fault
