"""Sums in cents and days of six digits, as the records of banks have them."""

import datetime as dt
from decimal import Decimal

from asiakasrekisteri.exchange.figures import date_of

_CENT = -2
_LAST_OF_THIS_CENTURY = 79


def cents_of(digits: str, sign: str = "+") -> Decimal | None:
    """Read a sum written in cents with leading zeros; None for what is no number."""
    if not (digits.isascii() and digits.isdigit()):
        return None
    value = Decimal(int(digits)).scaleb(_CENT)
    return -value if sign == "-" and value else value


def short_day_of(text: str) -> dt.date | None:
    """Read a day written YYMMDD; zeros and blanks are none."""
    if len(text) != len("YYMMDD") or not (text.isascii() and text.isdigit()):
        return None
    century = "20" if int(text[:2]) <= _LAST_OF_THIS_CENTURY else "19"
    return date_of(century + text[:2], text[2:4], text[4:])
