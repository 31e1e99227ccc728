"""The time the law gives to answer a request (GDPR Art. 12(3); Reg. 1182/71 Art. 3; laki 150/1930 5 §).

The day of receipt is not counted. A time in months ends on the day of the same number, or on the last day of a month
that has none; where that is a Saturday, Sunday, holiday or the eve of Midsummer or Christmas, the lawful last day is
the next working day. The firm's own target is the day before that shift: nobody should need the eve.
"""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from asiakasrekisteri.domain.retention import add_months

ANSWER_MONTHS = 1
EXTENDED_MONTHS = 3
"""One month, and two more for complexity or number of requests."""
URGENT_DAYS = 3
SOON_DAYS = 10
_SATURDAY = 5
_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Deadline:
    """The end of a time: the firm's target (not shifted) and the last day on which the law is kept."""

    target: dt.date
    last_day: dt.date


@dataclass(frozen=True, slots=True)
class Pause:
    """The time during which the clock stood still because identity was in reasonable doubt (Art. 12(6)).

    It stands from the day more was asked for until the day it came; `got_on` is None while it is waited for.
    """

    asked_on: dt.date
    got_on: dt.date | None = None

    @property
    def days(self) -> int:
        """How many days the answer was waited for; 0 while it is."""
        return 0 if self.got_on is None else max((self.got_on - self.asked_on).days, 0)


class Urgency(StrEnum):
    """How near the end is: what colours the number of days (red, amber, blue), or why there is none."""

    LATE = "late"
    URGENT = "urgent"
    SOON = "soon"
    CALM = "calm"
    PAUSED = "paused"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class DaysLeft:
    """Days to the day that counts now, negative when the lawful last day has passed, and how urgent that is."""

    days: int
    urgency: Urgency


@cache
def _holidays(year: int) -> frozenset[dt.date]:
    """Return the holidays and the two eves of a year. Only the days are taken: the library names them in English."""
    import holidays  # noqa: PLC0415 - 80 ms and the calendars of all countries, before the first deadline is asked

    return frozenset(holidays.country_holidays("FI", years=year))


def is_working_day(day: dt.date) -> bool:
    """Tell whether a time may end on a day."""
    return day.weekday() < _SATURDAY and day not in _holidays(day.year)


def working_day(day: dt.date) -> dt.date:
    """Return the day itself, or the next working day."""
    while not is_working_day(day):
        day += _DAY
    return day


def deadline(received: dt.date, months: int = ANSWER_MONTHS, pause: Pause | None = None) -> Deadline:
    """Return when a time of whole months from receipt ends; a pause that is over moves it by as many days."""
    target = add_months(received, months) + dt.timedelta(days=pause.days if pause is not None else 0)
    return Deadline(target, working_day(target))


def extended(received: dt.date, pause: Pause | None = None) -> Deadline:
    """Return when the time ends if it is extended by the two further months."""
    return deadline(received, EXTENDED_MONTHS, pause)


def days_left(end: Deadline, today: dt.date) -> DaysLeft:
    """Return the days to the target; past it to the lawful last day; past that how late it is, negative."""
    if today > end.last_day:
        return DaysLeft((end.last_day - today).days, Urgency.LATE)
    days = ((end.target if today <= end.target else end.last_day) - today).days
    if days <= URGENT_DAYS or today > end.target:
        return DaysLeft(days, Urgency.URGENT)
    return DaysLeft(days, Urgency.SOON if days <= SOON_DAYS else Urgency.CALM)
