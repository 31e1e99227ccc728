"""Until when each row is kept and why: by the firm's rule of its category, or by the Accounting Act."""

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import select

from asiakasrekisteri.domain.retention import Rule, keep_until
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


def keeping(rule: Rule, ended_on: dt.date | None) -> Keeping:
    """Return until when a datum is kept by its category's rule, counted from the day on which something ended."""
    until = keep_until(rule, ended_on)
    if until is not None:
        return until.isoformat(), rule.reason
    words = _("{months} kk siitä, kun {event}. {reason}") if rule.months else _("Poistetaan, kun {event}. {reason}")
    return "", words.format(months=rule.months, event=rule.event, reason=rule.reason)


def keeping_of(row: Entity, rule: Rule, relation_end: dt.date | None, periods: Sequence[Period]) -> Keeping:
    """Return until when one row is kept and why.

    Args:
        row: of any entity.
        rule: of the data category.
        relation_end: when the person's relation to the firm ended, for rows that know no end of their own.
        periods: the firm's financial periods, for vouchers.
    """
    day = row.law_day()
    if day is not None:
        period = period_of(periods, day)
        if period is None:
            return "", _("Tilikausi puuttuu, joten säilytysaikaa ei voi laskea. {reason}").format(reason=rule.reason)
        return voucher_until(period).isoformat(), rule.reason
    return keeping(rule, row.ended_on() if row.__ends__ else relation_end)
