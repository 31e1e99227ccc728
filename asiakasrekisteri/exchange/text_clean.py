"""Makes a text ready for reading without moving a letter: what is left out is made up for by blanks."""

import re
from functools import lru_cache

from asiakasrekisteri.domain.description_places import Place

_BLANKS = str.maketrans({"\u00a0": " ", "\u202f": " ", "\u2007": " ", "\u2009": " ", "\x0c": "\n", "\x00": " "})
_UNSEEN = re.compile(r"[\u200b\ufeff\u00ad\u2060]")
_TORN = re.compile(r"\S*[\u200b\ufeff\u00ad\u2060]\S*")
_PARTED = re.compile(r"([^\W\d_]{2,})-\n([ \t]*)(?!(?:ja|tai|sekä|eli|ym|yms)\b)([a-zåäö]\S*)")


def cleaned(text: str) -> str:
    """Return the text with plain blanks, without invisible signs, and with words whole that a line's end had parted.

    It is as long as it was, so that a place in it is the same place in the text given.
    """
    spaced = text.translate(_BLANKS)
    whole = _TORN.sub(lambda torn: _UNSEEN.sub("", torn[0]).ljust(len(torn[0])), spaced)
    return _PARTED.sub(lambda word: f"{word[1]}{word[3]}{word[2]} \n", whole)


def whole_words(text: str, place: Place) -> Place:
    """Return a place of the cleaned text as it is in the text given: letters that moved within a word bring all of it.

    Args:
        text: the text as it was given.
        place: a place found in what `cleaned` made of it.
    """
    start, end = place.start, place.end
    for moved in _moved(text):
        start = moved.start if moved.start < start < moved.end else start
        end = moved.end if moved.start < end < moved.end else end
    return Place(start, end)


@lru_cache(maxsize=8)
def _moved(text: str) -> tuple[Place, ...]:
    """Return the words within which cleaning moves letters."""
    spaced = text.translate(_BLANKS)
    torn = (Place(found.start(), found.end()) for found in _TORN.finditer(spaced))
    parted = (Place(found.start(), found.end()) for found in _PARTED.finditer(spaced))
    return (*torn, *parted)
