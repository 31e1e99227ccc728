"""Days whose month is a word: Mar 8, 2025; 8 March 2025; 8. maaliskuuta 2025; 8-mar-2025."""

import re
from functools import cache

from asiakasrekisteri.exchange.vocabulary import squeeze, vocabulary

_MONTH_FIRST = re.compile(r"([^\W\d_]{3,14})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})(?![0-9]).{0,20}")
_DAY_FIRST = re.compile(r"(\d{1,2})(?:\.|st|nd|rd|th)?[\s-]+([^\W\d_]{3,14})\.?[\s,-]+(\d{4})(?![0-9]).{0,20}")


def worded_day(text: str) -> tuple[str, str, str] | None:
    """Return the year, the month and the day as figures; None where no month is named."""
    if found := _MONTH_FIRST.fullmatch(text):
        word, day, year = found.groups()
    elif found := _DAY_FIRST.fullmatch(text):
        day, word, year = found.groups()
    else:
        return None
    said = squeeze(word)
    number = next((place for begins, place in _months() if said.startswith(begins)), "")
    return (year, number, day) if number else None


@cache
def _months() -> tuple[tuple[str, str], ...]:
    """Return the beginnings of the names, the longest first: "marras" is not "mar"."""
    rows: list[list[str]] = vocabulary("values")["months"]
    found = ((squeeze(word), str(place)) for place, words in enumerate(rows, 1) for word in words)
    return tuple(sorted(found, key=lambda pair: -len(pair[0])))
