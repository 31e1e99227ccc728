"""The window's clock."""

import datetime as dt

from asiakasrekisteri.domain.formats import FINLAND


def finnish_day() -> dt.date:
    """Return today's date in Finland."""
    return dt.datetime.now(FINLAND).date()


def finnish_clock() -> str:
    """Return the time of day in Finland as it is shown: 9.46."""
    now = dt.datetime.now(FINLAND)
    return f"{now.hour}.{now.minute:02}"
