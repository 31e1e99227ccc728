"""Finds the day of a description: "1.2.2023", "4. tammikuuta 2024"; of several the one of its last change."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from asiakasrekisteri.exchange.patterns import first_match
from asiakasrekisteri.exchange.vocabulary import vocabulary

_NUMBERS = r"(?<![\d.])(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})(?!\d)"
_ISO = r"(?<![\d.\-])(\d{4})-(\d{2})-(\d{2})(?![\d\-])"


@dataclass(frozen=True, slots=True)
class Day:
    """A day in a text: ISO, where it stands, and whether the words before it tell of a change."""

    iso: str
    start: int
    end: int
    updated: bool


def days_in(text: str) -> list[Day]:
    """Return the days that a text names, in order; impossible ones are left out."""
    updated: list[str] = vocabulary("description")["front"]["updated"]
    found: list[Day] = []
    for match in _shape().finditer(text):
        iso = _iso(match)
        before = text[found[-1].end if found else 0 : match.start()]
        if iso:
            found.append(Day(iso, match.start(), match.end(), first_match(updated, before) is not None))
    return found


def _iso(match: re.Match[str]) -> str:
    day, month, year = match[1], match[2], match[3]
    if match[4]:
        year, month, day = match[4], match[5], match[6]
    if match[7]:
        day, month, year = match[7], str(_months()[match[8].casefold()]), match[9]
    try:
        return dt.date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return ""


@cache
def _months() -> dict[str, int]:
    names: list[str] = vocabulary("description")["front"]["months"]
    return {name: at + 1 for at, name in enumerate(names)}


@cache
def _shape() -> re.Pattern[str]:
    names = "|".join(_months())
    return re.compile(rf"{_NUMBERS}|{_ISO}|(?<!\d)(\d{{1,2}})\.?\s({names})(?:ta|n)?\s(\d{{4}})(?!\d)", re.IGNORECASE)


def without_days(text: str, days: list[Day]) -> Iterator[str]:
    """Give the words between the days."""
    at = 0
    for day in days:
        yield text[at : day.start]
        at = day.end
    yield text[at:]
