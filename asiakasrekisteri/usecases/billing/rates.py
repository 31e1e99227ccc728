"""Rates of value added tax, reference rates and financial periods: tables that the office keeps and billing asks."""

import datetime as dt

from sqlalchemy import select

from asiakasrekisteri.domain.errors import FieldError, InvalidInputError
from asiakasrekisteri.domain.lateinterest import (
    ReferenceRate as Reference,
    half_year_of,
    missing_half_years,
    reference_rates_of,
)
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.retention import add_months
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.domain.vat import VatCode, VatRate as Rate, rates_of
from asiakasrekisteri.store.models import FinancialPeriod, ReferenceRate, VatRate
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.gate import nothing, use_case
from asiakasrekisteri.usecases.rows import Rows, require_order, row_cases, shown_rows
from asiakasrekisteri.usecases.shipped import shipped

_LONGEST_PERIOD = 18
"""Months (KPL 1:4 §: twelve, and when a business begins, ends or changes its period, at most eighteen)."""
_HUNDRED = 100


def vat_rates(work: Work) -> tuple[Rate, ...]:
    """Return the office's rates; those that the program came with where it has none."""
    rows = work.session.scalars(select(VatRate).order_by(VatRate.since))
    own = tuple(Rate(VatCode(row.code), row.percent, row.since, row.until) for row in rows)
    return own or rates_of(shipped("vocabulary", "vat.toml"))


def reference_rates(work: Work) -> tuple[Reference, ...]:
    """Return the reference rates that the program came with, and over them those that the office has entered."""
    came = reference_rates_of(shipped("vocabulary", "reminders.toml")["reference"])
    own = tuple(Reference(row.since, row.percent) for row in work.session.scalars(select(ReferenceRate)))
    return own + tuple(rate for rate in came if rate.since not in {one.since for one in own})


@use_case(Permission.BILLING_READ, discloses=nothing, writes=False)
def rateless_half_years(work: Work) -> tuple[dt.date, ...]:
    """Return the first days of the half-years since the first known one, today's included, that have no reference rate.

    Late interest of their days cannot be reckoned before it has been entered.
    """
    known = reference_rates(work)
    return missing_half_years(known, min(rate.since for rate in known), work.today)


def add_shipped_rates(work: Work) -> None:
    """Store the rates of tax that the program comes with as the office's own, for it to go on from."""
    for rate in rates_of(shipped("vocabulary", "vat.toml")):
        work.session.add(VatRate(code=rate.code.value, percent=rate.percent, since=rate.since, until=rate.until))


def _check_rate(work: Work, rate: VatRate) -> None:
    require_order(rate.since, rate.until, "until")
    if not 0 <= rate.percent < _HUNDRED:
        raise InvalidInputError([FieldError("percent", _("Verokanta on vähintään 0 ja alle 100 prosenttia."))])
    others = work.session.scalars(select(VatRate).where(VatRate.code == rate.code))
    if any(other is not rate and _overlap(rate.since, rate.until, other.since, other.until) for other in others):
        message = _("Samanlajinen verokanta on jo voimassa noina päivinä. Päätä edellinen ensin.")
        raise InvalidInputError([FieldError("since", message)])


def _check_reference(work: Work, rate: ReferenceRate) -> None:
    if rate.since != half_year_of(rate.since):
        raise InvalidInputError([FieldError("since", _("Puolivuosi alkaa 1.1. tai 1.7. Tarkista päivä."))])
    if not 0 <= rate.percent < _HUNDRED:
        raise InvalidInputError([FieldError("percent", _("Viitekorko on vähintään 0 ja alle 100 prosenttia."))])
    others = work.session.scalars(select(ReferenceRate).where(ReferenceRate.since == rate.since))
    if any(other is not rate for other in others):
        raise InvalidInputError([FieldError("since", _("Puolivuoden viitekorko on jo kirjattu. Muuta sitä."))])


def _check_period(work: Work, period: FinancialPeriod) -> None:
    require_order(period.since, period.until, "until")
    if period.until >= add_months(period.since, _LONGEST_PERIOD):
        message = _("Tilikausi on enintään 18 kuukautta (KPL 1:4 §). Tarkista päivät.")
        raise InvalidInputError([FieldError("until", message)])
    others = work.session.scalars(select(FinancialPeriod))
    if any(o is not period and _overlap(period.since, period.until, o.since, o.until) for o in others):
        message = _("Päivät kuuluvat jo toiseen tilikauteen. Tarkista päivät.")
        raise InvalidInputError([FieldError("since", message)])


def _overlap(since: dt.date, until: dt.date | None, other_since: dt.date, other_until: dt.date | None) -> bool:
    return since <= (other_until or dt.date.max) and other_since <= (until or dt.date.max)


VAT_RATES = row_cases(VatRate, Permission.BILLING_READ, Permission.SETTINGS_WRITE, rule=_check_rate)
REFERENCE_RATES = row_cases(ReferenceRate, Permission.BILLING_READ, Permission.SETTINGS_WRITE, rule=_check_reference)
PERIODS = row_cases(FinancialPeriod, Permission.BILLING_READ, Permission.SETTINGS_WRITE, rule=_check_period)


@use_case(Permission.BILLING_READ, discloses=Rows.seen)
def list_vat_rates(work: Work) -> Rows:
    """Return the office's rates, the latest first of each kind."""
    order = (VatRate.code, VatRate.since.desc())
    return shown_rows(work, work.session.scalars(select(VatRate).order_by(*order)).all())


@use_case(Permission.BILLING_READ, discloses=Rows.seen)
def list_reference_rates(work: Work) -> Rows:
    """Return the reference rates that the office has entered, the latest first."""
    latest = select(ReferenceRate).order_by(ReferenceRate.since.desc())
    return shown_rows(work, work.session.scalars(latest).all())


@use_case(Permission.BILLING_READ, discloses=Rows.seen)
def list_financial_periods(work: Work) -> Rows:
    """Return the recorded financial periods, the latest first."""
    latest = select(FinancialPeriod).order_by(FinancialPeriod.since.desc())
    return shown_rows(work, work.session.scalars(latest).all())
