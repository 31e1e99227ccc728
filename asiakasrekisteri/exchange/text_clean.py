"""Makes a text ready for reading without moving a letter: what is left out is made up for by blanks."""

import re
from bisect import bisect_left
from functools import lru_cache

from asiakasrekisteri.domain.description_places import Place

_BLANKS = str.maketrans({"\u00a0": " ", "\u202f": " ", "\u2007": " ", "\u2009": " ", "\x0c": "\n", "\x00": " "})
_UNSEEN = re.compile(r"[\u200b\ufeff\u00ad\u2060]")
_FILLER = "\u2002\u2002"
"""Blanks that stand for the sign and the line's end taken out of a word: no border of a table's cell."""
_ENDLESS = re.compile(r"\S{300,}")
_PIECE = re.compile(r"\S{120}")
_TORN = re.compile(r"\S*[\u200b\ufeff\u00ad\u2060]\S*")
_PARTED = re.compile(r"([^\W\d_]{2,})-\n([ \t]*)(?!(?:ja|tai|sekä|eli|ym|yms)\b)([a-zåäö]\S*)")


def cleaned(text: str) -> str:
    """Return the text with plain blanks, without invisible signs, and with words whole that a line's end had parted.

    It is as long as it was, so that a place in it is the same place in the text given.
    """
    spaced = _spaced(text)
    whole = _TORN.sub(lambda torn: _UNSEEN.sub("", torn[0]).ljust(len(torn[0])), spaced)
    return _PARTED.sub(lambda word: f"{word[1]}{word[3]}{word[2]}{_FILLER}", whole)


def whole_words(text: str, place: Place) -> Place:
    """Return a place of the cleaned text as it is in the text given: letters that moved within a word bring all of it.

    Args:
        text: the text as it was given.
        place: a place found in what `cleaned` made of it.
    """
    start, end = place.start, place.end
    words, begins = _moved(text)
    first = bisect_left(begins, start) - 1
    if first >= 0 and start < words[first].end:
        start = words[first].start
    last = bisect_left(begins, end) - 1
    if last >= 0 and end < words[last].end:
        end = words[last].end
    return Place(start, end)


def _spaced(text: str) -> str:
    """Return the text with plain blanks; no word of it is longer than words are."""
    spaced = text.translate(_BLANKS)
    return _ENDLESS.sub(lambda run: _PIECE.sub(lambda piece: piece[0][:-1] + " ", run[0]), spaced)


@lru_cache(maxsize=8)
def _moved(text: str) -> tuple[list[Place], list[int]]:
    """Return the words within which cleaning moves letters, in order, and where they begin."""
    spaced = _spaced(text)
    torn = (Place(found.start(), found.end()) for found in _TORN.finditer(spaced))
    parted = (Place(found.start(), found.end()) for found in _PARTED.finditer(spaced))
    words = sorted([*torn, *parted])
    return words, [word.start for word in words]
