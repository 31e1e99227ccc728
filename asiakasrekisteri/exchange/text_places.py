"""Finds the place of words in a text again when only the words, tidied, were kept of them."""

from asiakasrekisteri.domain.description_places import Place

_LONGEST = 20_000


def place_of(text: str, within: Place, words: str) -> Place:
    """Return where some words first stand within a place, whatever signs are between their letters.

    "tuki@esimerkki.fi" is found in "tuki @ esimerkki . fi", an address in its two lines. Words that are not found have
    the whole place.
    """
    found = _letters_of(text, within, words)
    if found is None and "@" in words:
        found = _letters_of(text, within, words.replace("@", " at "))
    return found or within


def places_of(text: str, within: Place, words: str) -> list[Place]:
    """Return where some words stand: in one place, or an address in two, where a label stands between its lines."""
    street, comma, town = words.partition(", ")
    if comma and _letters_of(text, within, words) is None:
        return [place_of(text, within, street), place_of(text, within, town)]
    return [place_of(text, within, words)]


def _letters_of(text: str, within: Place, words: str) -> Place | None:
    end = min(within.end, within.start + _LONGEST)
    spots = [at for at in range(within.start, end) if text[at].isalnum()]
    letters = "".join(text[at].lower()[:1] for at in spots)
    sought = "".join(sign.lower()[:1] for sign in words if sign.isalnum())
    at = _whole(text, spots, letters, sought)
    return Place(spots[at], spots[at + len(sought) - 1] + 1) if at >= 0 else None


def _whole(text: str, spots: list[int], letters: str, sought: str) -> int:
    """Return where the letters sought begin as words of their own, else where they begin at all; -1 where nowhere."""
    first = at = letters.find(sought) if sought else -1
    while at >= 0:
        start, stop = spots[at], spots[at + len(sought) - 1] + 1
        if not text[start - 1 : start].isalnum() and not text[stop : stop + 1].isalnum():
            return at
        at = letters.find(sought, at + 1)
    return first
