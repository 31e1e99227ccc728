"""The window's clock."""

import datetime as dt

from asiakasrekisteri.domain.formats import FINLAND


def finnish_day() -> dt.date:
    """Return today's date in Finland."""
    return dt.datetime.now(FINLAND).date()
