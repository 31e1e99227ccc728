"""Until when each row is kept and why: by the firm's rule of its category, or by the Accounting Act."""

import datetime as dt
from collections.abc import Mapping, Sequence

from sqlalchemy import select

from asiakasrekisteri.domain.fields import DataCategory
from asiakasrekisteri.domain.retention import BY_PERIOD, Formula, Rule, keep_until
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.domain.vouchers import Period, period_of, voucher_until
from asiakasrekisteri.store.models import Entity, FinancialPeriod
from asiakasrekisteri.store.work import Work

Keeping = tuple[str, str]
"""Until when (ISO day, empty while the time has not begun) and why, in words."""


def financial_periods(work: Work) -> tuple[Period, ...]:
    """Return the firm's financial periods, as recorded."""
    rows = work.session.execute(select(FinancialPeriod.since, FinancialPeriod.until))
    return tuple(Period(since, until) for since, until in rows)


def is_kept_by_law(row: Entity, periods: Sequence[Period], today: dt.date) -> bool:
    """Tell whether the Accounting Act still wants a row; where its financial period is not recorded, it does."""
    day = row.law_day()
    if day is None:
        return False
    period = period_of(periods, day)
    return period is None or today <= voucher_until(period)


def rule_of(known: Mapping[str, Rule], row: Entity | None, category: DataCategory, field: str = "") -> Rule:
    """Return the rule of a datum: its row's own, otherwise its field's, otherwise that of its data category."""
    if row is None:
        return known[category.value]
    own = row.spec()[field].retention if field else ""
    return known.get(row.rule_code()) or known.get(own) or known[category.value]


def keeping(rule: Rule, event: dt.date | None) -> Keeping:
    """Return until when a datum is kept by its category's rule, counted from the day on which something ended."""
    until = keep_until(rule, event)
    if until is not None:
        return until.isoformat(), rule.reason
    return "", _how_long(rule).format(months=rule.months, event=rule.event, reason=rule.reason)


def _how_long(rule: Rule) -> str:
    if rule.formula is Formula.WHILE:
        return _("Säilytetään, kunnes {event}. {reason}")
    if rule.months and rule.formula is not Formula.AT_ONCE:
        return _("{months} kk siitä, kun {event}. {reason}")
    return _("Poistetaan, kun {event}. {reason}")


def keeping_of(row: Entity, rule: Rule, relation_end: dt.date | None, periods: Sequence[Period]) -> Keeping:
    """Return until when one row is kept and why.

    Args:
        row: of any entity.
        rule: of the datum, see `rule_of`.
        relation_end: when the person's relation to the firm ended, for rows that know no end of their own.
        periods: the firm's financial periods, for vouchers.
    """
    if (stated := row.stated_until()) is not None:
        return stated.isoformat(), rule.reason
    if rule.formula not in BY_PERIOD:
        return keeping(rule, row.ended_on() if row.__ends__ else relation_end)
    until = keep_until(rule, row.law_day(), periods)
    if until is None:
        return "", _("Tilikausi puuttuu, joten säilytysaikaa ei voi laskea. {reason}").format(reason=rule.reason)
    return until.isoformat(), rule.reason
