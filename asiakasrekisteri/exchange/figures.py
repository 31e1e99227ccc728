"""Sums, numbers and days as the programs of banks and invoicing write them."""

import datetime as dt
import re
from decimal import Decimal

from asiakasrekisteri.exchange.months import worded_day

_SIGNS = str.maketrans(
    {"\u2212": "-", "\u2013": "-", "\u2012": "-", "\u00a0": None, "\u202f": None, " ": None, "'": None}
)
_PLAIN = re.compile(r"([+-]?)([0-9]{1,15})(?:[.,]([0-9]{1,10}))?([+-]?)")
_GROUPED = re.compile(r"([+-]?)([0-9]{1,3}([.,])[0-9]{3}(?:\3[0-9]{3}){0,4})(?:(?!\3)[.,]([0-9]{1,10}))?([+-]?)")
_CURRENCY = re.compile(r"(?:€|EUROA|EUR|E|%)$", re.IGNORECASE)
_FINNISH_DAY = re.compile(r"([0-9]{1,2})\.\s?([0-9]{1,2})\.\s?([0-9]{4})(?![0-9]).{0,20}")
_STROKED_DAY = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})")
_ISO_DAY = re.compile(r"([0-9]{4})[-/.]?([0-9]{2})[-/.]?([0-9]{2})(?![0-9]).{0,40}")
_LONGEST = 60


def sum_of(text: str) -> Decimal | None:
    """Read a number in any way of writing: 1 234,50, -1.234,50 €, 25.00-, 25,5 %; None for what is no number.

    A single separator parts decimals: 1.234 is a little over one. A minus may stand behind.
    """
    bare = _CURRENCY.sub("", text[:_LONGEST].strip().translate(_SIGNS))
    if found := _PLAIN.fullmatch(bare):
        sign, whole, decimals, after = found[1], found[2], found[3], found[4]
    elif found := _GROUPED.fullmatch(bare):
        sign, whole, decimals, after = found[1], found[2].replace(found[3], ""), found[4], found[5]
    else:
        return None
    if sign and after:
        return None
    value = Decimal(f"{whole}.{decimals}" if decimals else whole)
    return -value if "-" in {sign, after} and value else value


def day_of(text: str) -> dt.date | None:
    """Read a day: 1.2.2026, 2026-02-01 with or without a time, 20260201, 01/02/2026, Feb 1, 2026; None for no day."""
    bare = text[:_LONGEST].strip()
    if found := _ISO_DAY.fullmatch(bare):
        return date_of(found[1], found[2], found[3])
    if found := _FINNISH_DAY.fullmatch(bare) or _STROKED_DAY.fullmatch(bare):
        return date_of(found[3], found[2], found[1])
    named = worded_day(bare)
    return date_of(*named) if named else None


def date_of(year: str, month: str, day: str) -> dt.date | None:
    """Return the day of three numbers, or None where the calendar has none."""
    try:
        return dt.date(int(year), int(month), int(day))
    except ValueError:
        return None
