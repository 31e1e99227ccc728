"""Whether a description's own words name a source of data (R-48…R-58)."""

import re

from asiakasrekisteri.domain.description import Description

_OF_ONE_KIND = frozenset({"customer", "staff", "call", "email"})
"""Kinds that are named by what they are: a text that speaks of calls speaks of them all."""
_COMMON = frozenset({"oy", "oyj", "ab", "ry", "suomen", "rekisteri", "palvelu", "tietopalvelu"})
_SHORTEST_STEM = 3
_WORD = re.compile(r"\w+")


def names_source(own: Description, code: str, name: str, kind: str) -> bool:
    """Tell whether the text names a source: by its kind where the kind says all, otherwise by a word of its name."""
    if kind in _OF_ONE_KIND and any(one.kind == kind for one in own.sources):
        return True
    said = {word for one in own.sources for word in _words(f"{one.name} {one.what}")}
    wanted = [word for word in (*_words(name), code.casefold()) if word not in _COMMON]
    return any(word.startswith(_stem(one)) for one in wanted for word in said)


def _words(text: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(text)]


def _stem(word: str) -> str:
    """Return the part of a word that Finnish endings leave alone, near enough."""
    return word[: max(_SHORTEST_STEM, len(word) - 2)]
