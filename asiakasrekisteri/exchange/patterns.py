"""Word patterns of the vocabularies: words parted by blanks, `*` for any part of a word, `...` for words between."""

import re
from collections.abc import Iterable
from functools import cache

_ANY = r"(?:[\w/\-]|:(?=\w))*"
_GAP = r"(?:[^.!?\n]{0,90}?\s)??"
_DOTTED = str.maketrans("äöåÄÖÅéÉüÜ", "aoaAOAeEuU")


def plain(text: str) -> str:
    """Return the text with ä, ö, å, é and ü written a, o, a, e and u: as long as it was, so that places stay."""
    return text.translate(_DOTTED)


@cache
def word_pattern(text: str) -> re.Pattern[str]:
    """Compile one pattern: "laskutu*" finds laskutus and laskutuksen, "asiakassuhte* ... hoi*" both words in order."""
    parts: list[str] = []
    for word in text.split():
        if word == "...":
            parts[-1] = parts[-1].removesuffix(r"\s+") + r",?\s+"
            parts.append(_GAP)
        else:
            parts.append(re.escape(word).replace(r"\*", _ANY) + r"\s+")
    body = "".join(parts).removesuffix(r"\s+")
    return re.compile(rf"(?<!\w){body}(?!\w)", re.IGNORECASE)


def matches(patterns: Iterable[str], text: str) -> list[re.Match[str]]:
    """Return the first match of each pattern that the text holds, dots on letters or not."""
    bare = plain(text)
    small = bare.lower()
    found: list[re.Match[str]] = []
    for pattern in patterns:
        sign, compiled = _compiled(pattern)
        if sign in small and (match := compiled.search(bare)):
            found.append(match)
    return found


def first_match(patterns: Iterable[str], text: str) -> re.Match[str] | None:
    """Return the earliest match of any of the patterns."""
    return min(matches(patterns, text), key=lambda match: match.start(), default=None)


@cache
def _compiled(pattern: str) -> tuple[str, re.Pattern[str]]:
    """Return a pattern with its longest run of letters: a text without that run need not be searched."""
    bare = plain(pattern)
    runs = (run for word in bare.lower().split() if word != "..." for run in word.split("*"))
    return max(runs, key=len), word_pattern(bare)
