"""Looks through slips of the pen and of reading machines: a word one letter off from a known one is read as that."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from asiakasrekisteri.exchange.patterns import first_match, matches, plain
from asiakasrekisteri.exchange.vocabulary import vocabulary

_WORD = re.compile(r"[^\W\d_]+")
_SHORTEST = 6
_LONG = 7
_FIRST_SAME = 2
_CODED = ("purposes", "data", "sources", "recipients", "protections", "rights")


@dataclass(frozen=True, slots=True)
class _Known:
    """A word that the vocabulary looks for: whole, or the beginning of longer ones."""

    letters: str
    begins: bool


def loose_match(patterns: Collection[str], text: str) -> re.Match[str] | None:
    """Return the earliest match of any pattern as the text stands, else as it was meant."""
    found = first_match(patterns, text)
    if found is None and (meant := mended(text)) != plain(text).lower():
        found = first_match(patterns, meant)
    return found


def loose_matches(patterns: Collection[str], text: str) -> list[re.Match[str]]:
    """Return the first match of each pattern as the text stands; if there is none, as it was meant."""
    return matches(patterns, text) or matches(patterns, mended(text))


@lru_cache(maxsize=4096)
def mended(text: str) -> str:
    """Return the text in small letters without dots, its misspelt words as the vocabulary begins them.

    Commas and other signs stay; a word that was torn in two is made whole.
    """
    return _WORD.sub(lambda word: _mended_word(word[0]), _joined(plain(text).lower()))


def _joined(text: str) -> str:
    """Make words whole that a blank has torn: "lasku tukseen" becomes "laskutukseen"."""

    def join(pair: re.Match[str]) -> str:
        whole = pair[1] + pair[2]
        torn = any(len(pair[1]) < len(known.letters) and _is(known, whole) for known in _known_of(whole[:1]))
        return whole if torn and not _is_known(pair[2]) else pair[0]

    return re.sub(r"\b([^\W\d_]{3,})[ ]([^\W\d_]{3,})", join, text)


@lru_cache(maxsize=8192)
def _mended_word(word: str) -> str:
    if len(word) < _SHORTEST or _is_known(word):
        return word
    for known in _known_of(word[0]):
        length = _spoilt(known.letters, word)
        if length and (known.begins or length == len(word)):
            return known.letters + word[length:]
    return word


def _is_known(word: str) -> bool:
    return any(_is(known, word) for known in _known_of(word[:1]))


def _is(known: _Known, word: str) -> bool:
    return word.startswith(known.letters) if known.begins else word == known.letters


def _spoilt(stem: str, word: str) -> int:
    """Return how many of the word's letters stand for the stem with one letter wrong, lost or too many; 0 for none."""
    same = next((i for i, (a, b) in enumerate(zip(stem, word, strict=False)) if a != b), min(len(stem), len(word)))
    if same < _FIRST_SAME or same + 1 >= len(stem):
        return 0
    if word.startswith(stem[same + 1 :], same):
        return len(stem) - 1
    if len(stem) < _LONG:
        return 0
    changed = {
        len(stem): word[same + 1 :].startswith(stem[same + 1 :]) or word[same:].startswith(_turned(stem[same:])),
        len(stem) + 1: word.startswith(stem[same:], same + 1),
    }
    return next((length for length, fits in changed.items() if fits), 0)


def _turned(letters: str) -> str:
    return letters[1::-1] + letters[2:]


def _known_of(letter: str) -> tuple[_Known, ...]:
    return _known().get(letter, ())


@cache
def _known() -> dict[str, tuple[_Known, ...]]:
    found: dict[str, list[_Known]] = {}
    for known in sorted(set(_looked_for()), key=lambda known: (-len(known.letters), known.letters, known.begins)):
        found.setdefault(known.letters[0], []).append(known)
    return {letter: tuple(words) for letter, words in found.items()}


def _looked_for() -> Iterator[_Known]:
    """Give the words and beginnings of words that the vocabulary looks for."""
    table = vocabulary("description")
    rows = [row for part in _CODED for row in table[part].values()]
    for pattern in (plain(pattern) for row in rows for pattern in row["patterns"]):
        for word in pattern.lower().split():
            letters = word.rstrip("*")
            if len(letters) >= _SHORTEST and letters.isalpha():
                yield _Known(letters, begins=word.endswith("*"))
