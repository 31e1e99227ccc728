"""A limit in hours of the clock: weekends and holidays count, and so does the hour that the change of time moves."""

import datetime as dt
from dataclasses import dataclass

from asiakasrekisteri.domain.texts import _, ngettext

_HOUR = dt.timedelta(hours=1)
_DAY_HOURS = 48


@dataclass(frozen=True, slots=True)
class HourClock:
    """A limit that began at an aware instant and runs for so many hours."""

    began: dt.datetime
    hours: int

    @property
    def ends(self) -> dt.datetime:
        """The last instant, in UTC."""
        return self.began.astimezone(dt.UTC) + self.hours * _HOUR

    def left(self, now: dt.datetime) -> dt.timedelta:
        """Return what is left; negative when the limit has passed."""
        return self.ends - now

    def is_late(self, at: dt.datetime) -> bool:
        """Tell whether something done at an instant came after the limit."""
        return at > self.ends


def time_words(left: dt.timedelta) -> str:
    """Return how much is left, or how much too late it is, in words: "31 h jäljellä", "2 pv myöhässä"."""
    hours = int(abs(left) / _HOUR)
    days = hours // 24
    if hours < 1:
        minutes = int(abs(left).total_seconds() // 60)
        amount = _("{n} min").format(n=minutes)
    elif hours < _DAY_HOURS or left > dt.timedelta():
        amount = _("{n} h").format(n=hours)
    else:
        amount = ngettext("{n} pv", "{n} pv", days).format(n=days)
    return (_("{time} myöhässä") if left < dt.timedelta() else _("{time} jäljellä")).format(time=amount)
