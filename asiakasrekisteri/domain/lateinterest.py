"""Late interest (korkolaki 633/1982, LAW §7.11): dated reference rates, days as they are, a year of 365 days."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from asiakasrekisteri.domain.errors import RateMissingError
from asiakasrekisteri.domain.formats import day as written
from asiakasrekisteri.domain.money import EXACT, NOTHING, cents
from asiakasrekisteri.domain.texts import _

_MARGIN = Decimal(7)
"""Korkolaki 4 §: consumers, and everybody else whose payment is not commercial."""
_COMMERCIAL_MARGIN = Decimal(8)
"""Korkolaki 4 a §: payments between businesses, and from public bodies to businesses (laki 30/2013)."""
_PERCENT_DAYS_OF_A_YEAR = Decimal(36500)
_HALF = re.compile(r"([0-9]{4})H([12])")
_JANUARY, _JULY = 1, 7


@dataclass(frozen=True, slots=True)
class ReferenceRate:
    """The reference rate (korkolaki 12 §) in percent of the half-year that begins on `since`: 1.1. or 1.7."""

    since: dt.date
    percent: Decimal


@dataclass(frozen=True, slots=True)
class InterestSpan:
    """Days that carry one interest rate, both ends included; `percent` is a year's."""

    since: dt.date
    until: dt.date
    percent: Decimal

    @property
    def days(self) -> int:
        """How many days there are."""
        return (self.until - self.since).days + 1


def reference_rates_of(table: Mapping[str, str]) -> tuple[ReferenceRate, ...]:
    """Return the rates of the table `reference` of `resources/vocabulary/reminders.toml`, keyed by 2026H1.

    Raises:
        ValueError: a key is no half-year.
    """
    return tuple(ReferenceRate(_beginning(half), Decimal(percent)) for half, percent in table.items())


def half_year_of(day: dt.date) -> dt.date:
    """Return the first day of the half-year in which the day is."""
    return day.replace(month=_JANUARY if day.month < _JULY else _JULY, day=1)


def missing_half_years(rates: Iterable[ReferenceRate], since: dt.date, until: dt.date) -> tuple[dt.date, ...]:
    """Return the first days of the half-years from one day to another whose reference rate nobody has entered."""
    known = {rate.since for rate in rates}
    return tuple(half for half, _end in _half_years(since, until) if half not in known)


def interest_percent(day: dt.date, *, consumer: bool, rates: Iterable[ReferenceRate]) -> Decimal:
    """Return the yearly percent of late interest on the day.

    Args:
        day: the day.
        consumer: korkolaki 4 § (reference rate + 7) instead of 4 a § (reference rate + 8).
        rates: the reference rates that are known.

    Raises:
        RateMissingError: the half-year's reference rate is not known.
    """
    half = half_year_of(day)
    found = next((rate.percent for rate in rates if rate.since == half), None)
    if found is None:
        raise RateMissingError(
            _(
                "Viitekorkoa ajalle {since}–{until} ei ole. Lisää Suomen Pankin julkaisema viitekorko Laskut-sivun"
                " kohtaan Verokannat, korot ja tilikaudet."
            ).format(since=written(half), until=written(_last_day(half)))
        )
    return found + (_MARGIN if consumer else _COMMERCIAL_MARGIN)


def interest_spans(
    due_on: dt.date, until: dt.date, *, consumer: bool, rates: Iterable[ReferenceRate]
) -> tuple[InterestSpan, ...]:
    """Return the days of delay by the rate they carry: from the day after the due day to `until`, the day of payment.

    Raises:
        RateMissingError: the reference rate of some of the half-years is not known.
    """
    known = tuple(rates)
    first = due_on + dt.timedelta(days=1)
    return tuple(
        InterestSpan(max(first, half), min(until, end), interest_percent(half, consumer=consumer, rates=known))
        for half, end in _half_years(first, until)
    )


def late_interest(
    principal: Decimal, due_on: dt.date, until: dt.date, *, consumer: bool, rates: Iterable[ReferenceRate]
) -> Decimal:
    """Return the late interest of a sum in euros, rounded to the cent once, at the end.

    Args:
        principal: what has been open the whole time; each part that was paid on another day is counted on its own.
        due_on: the due day; interest runs from the day after it.
        until: the day of payment, or the day on which the interest is asked; it is counted in.
        consumer: korkolaki 4 § (reference rate + 7) instead of 4 a § (reference rate + 8).
        rates: the reference rates that are known.

    Raises:
        RateMissingError: the reference rate of some of the half-years is not known; it is never guessed.
    """
    spans = interest_spans(due_on, until, consumer=consumer, rates=rates)
    percent_days = sum((span.percent * span.days for span in spans), NOTHING)
    return cents(EXACT.divide(EXACT.multiply(principal, percent_days), _PERCENT_DAYS_OF_A_YEAR))


def _half_years(since: dt.date, until: dt.date) -> Iterator[tuple[dt.date, dt.date]]:
    """Give the first and the last day of each half-year from one day to another; none when there is no day."""
    half = half_year_of(since)
    while half <= until and since <= until:
        end = _last_day(half)
        yield half, end
        half = end + dt.timedelta(days=1)


def _last_day(half: dt.date) -> dt.date:
    return dt.date(half.year, 6, 30) if half.month == _JANUARY else dt.date(half.year, 12, 31)


def _beginning(half: str) -> dt.date:
    found = _HALF.fullmatch(half)
    if found is None:
        raise ValueError(f"No half-year: {half}")
    return dt.date(int(found[1]), _JANUARY if found[2] == "1" else _JULY, 1)
