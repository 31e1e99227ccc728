"""Dates as people type them: 23.11, 23.11.26, 231126, t for today, +7 and -3 for days from today."""

import datetime as dt
import re

_DOTS = re.compile(r"(\d{1,2})\.(\d{1,2})\.?(\d{4}|\d{2})?\.?")
_DIGITS = re.compile(r"(\d{2})(\d{2})(\d{4}|\d{2})?")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_STEP = re.compile(r"([+\-\u2212])(\d{1,4})")
_CENTURY = 100


def parse_day(text: str, today: dt.date) -> dt.date | None:
    """Return the day meant, or None when the text is no day.

    Args:
        text: what was typed. Without a year this year is meant; two digits mean the century whose year is nearest.
        today: the day "t" and "+7" count from.
    """
    typed = "".join(text.split()).casefold()
    if typed == "t":
        return today
    if step := _STEP.fullmatch(typed):
        return _moved(today, int(step[2]) * (1 if step[1] == "+" else -1))
    if iso := _ISO.fullmatch(typed):
        return _day(int(iso[1]), int(iso[2]), int(iso[3]))
    if found := _DOTS.fullmatch(typed) or _DIGITS.fullmatch(typed):
        return _day(_year(found[3], today), int(found[2]), int(found[1]))
    return None


def _year(text: str | None, today: dt.date) -> int:
    if text is None:
        return today.year
    year = int(text)
    if year >= _CENTURY:
        return year
    century = today.year - today.year % _CENTURY
    return min((century - _CENTURY + year, century + year), key=lambda y: abs(y - today.year))


def _day(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _moved(today: dt.date, days: int) -> dt.date | None:
    try:
        return today + dt.timedelta(days=days)
    except OverflowError:
        return None
