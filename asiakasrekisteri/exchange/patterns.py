"""Word patterns of the vocabularies: words parted by blanks, `*` for any part of a word, `...` for words between."""

import re
from collections.abc import Iterable
from functools import cache

_ANY = r"(?:[\w/\-]|:(?=\w))*"
_GAP = r"(?:[^.!?\n]{0,90}?\s)??"


@cache
def word_pattern(text: str) -> re.Pattern[str]:
    """Compile one pattern: "laskutu*" finds laskutus and laskutuksen, "asiakassuhte* ... hoi*" both words in order."""
    parts: list[str] = []
    for word in text.split():
        if word == "...":
            parts.append(_GAP)
        else:
            parts.append(re.escape(word).replace(r"\*", _ANY) + r"\s+")
    body = "".join(parts).removesuffix(r"\s+")
    return re.compile(rf"(?<!\w){body}(?!\w)", re.IGNORECASE)


def first_match(patterns: Iterable[str], text: str) -> re.Match[str] | None:
    """Return the earliest match of any of the patterns."""
    found = [match for pattern in patterns if (match := word_pattern(pattern).search(text))]
    return min(found, key=lambda match: match.start(), default=None)
