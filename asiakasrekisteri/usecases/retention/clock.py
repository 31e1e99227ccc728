"""Whether the computer's clock may be wrong: what is destroyed by a wrong day does not come back.

The log knows when the register was last in use. A clock that shows an earlier day than that, or one long after it, is
doubted until the user has looked at the day and said that it is right.
"""

import datetime as dt

from sqlalchemy import func, select

from asiakasrekisteri.domain.formats import FINLAND, day
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.store.models import LogEntry
from asiakasrekisteri.store.work import Work

LONGEST_ABSENCE = dt.timedelta(days=90)
"""A register that is in use at all is opened within this time."""
_SESSION = dt.timedelta(days=1)
"""Entries of this time before now are of the present use: a clock that has jumped dated them too."""
_LOOKED_AT = 5_000
"""So many of the last entries tell whether the clock has gone back."""
_SLACK = dt.timedelta(hours=2)
"""Clocks are set by so much between computers that open the register in turn."""


def clock_doubt(work: Work) -> str:
    """Return why the day of the clock is doubted, and what to do; empty when it is not."""
    recent = select(LogEntry.at).order_by(LogEntry.id.desc()).limit(_LOOKED_AT).subquery()
    latest = work.session.scalar(select(func.max(recent.c.at)))
    if latest is not None and latest > work.now + _SLACK:
        words = _(
            "Tietokoneen kello näyttää päivää {today}, mutta rekisteriä on käytetty {day}. Korjaa kello, tai vahvista"
            " päivä, jos se on oikea."
        )
        return words.format(today=day(work.today), day=_shown(latest))
    before = select(LogEntry.at).where(LogEntry.at < work.now - _SESSION).order_by(LogEntry.id.desc()).limit(1)
    last = work.session.scalar(before)
    if last is not None and last + LONGEST_ABSENCE < work.now:
        words = _(
            "Tietokoneen kello näyttää päivää {today}, ja edellisen kerran rekisteriä on käytetty {day}. Tarkista"
            " kello, ja vahvista päivä, jos se on oikea."
        )
        return words.format(today=day(work.today), day=_shown(last))
    return ""


def _shown(at: dt.datetime) -> str:
    return day(at.astimezone(FINLAND).date())
