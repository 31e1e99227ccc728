"""Rates of value added tax as dated data (LAW §7.9): the table is an argument, the law of a day is looked up in it."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from asiakasrekisteri.domain.formats import day as written, percent as percent_text
from asiakasrekisteri.domain.texts import _


class VatCode(StrEnum):
    """Which of the rates; the percent of each changes with time."""

    GENERAL = "general"
    REDUCED1 = "reduced1"
    REDUCED2 = "reduced2"
    ZERO = "zero"


@dataclass(frozen=True, slots=True)
class VatRate:
    """One rate and the days it is in force, both ends included; without an end it goes on.

    `percent` is exact: 25.5 means 25,5 %.
    """

    code: VatCode
    percent: Decimal
    since: dt.date
    until: dt.date | None = None

    def holds(self, day: dt.date) -> bool:
        """Tell whether the rate is in force on the day."""
        return self.since <= day and (self.until is None or day <= self.until)


def rates_of(table: Mapping[str, Iterable[Mapping[str, Any]]]) -> tuple[VatRate, ...]:
    """Return the rates of a table in the form of `resources/vocabulary/vat.toml`."""
    return tuple(
        VatRate(VatCode(code), Decimal(row["percent"]), row["since"], row.get("until"))
        for code, rows in table.items()
        for row in rows
    )


def rate_on(rates: Iterable[VatRate], code: str, day: dt.date) -> VatRate | None:
    """Return the rate of a code on the day, or None where the table has none for it."""
    return next((rate for rate in rates if rate.code == code and rate.holds(day)), None)


def valid_on(rates: Iterable[VatRate], percent: Decimal, day: dt.date) -> bool:
    """Tell whether some rate in force on the day has this percent."""
    return any(rate.percent == percent and rate.holds(day) for rate in rates)


def check_rate(rates: Iterable[VatRate], percent: Decimal, tax_date: dt.date) -> str | None:
    """Tell what is wrong with the rate of a row whose tax arises on the day.

    The tax date is the day of delivery or performance, the end of the accounting period of a continuous service, or the
    day of a payment in advance (AVL 15–16 §). An exception with its reason is the caller's business.
    """
    known = tuple(rates)
    if valid_on(known, percent, tax_date):
        return None
    choices = sorted({rate.percent for rate in known if rate.holds(tax_date)}, reverse=True)
    if not choices:
        return _("Päivälle {day} ei tunneta verokantoja. Tarkista veron päivä.").format(day=written(tax_date))
    return _("Verokanta {percent} ei ole voimassa {day}. Valitse jokin näistä: {choices}.").format(
        percent=percent_text(percent), day=written(tax_date), choices="; ".join(percent_text(p) for p in choices)
    )
