"""How alike two persons' names are: initials, order, hyphens, dots of letters, one wrong letter, pet names."""

import itertools
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import Any

from asiakasrekisteri.domain.words import fold, words

SAME, PART, SLIP, HINT = 31, 27, 24, 19
"""What one of the two names is worth: the same; one within the other; one wrong letter; an initial or a pet name.

Two halves reach the threshold of a proposal (50) only when one is surer than a hint and both are not slips.
"""
OTHER = -1
"""The names are of two different people, as far as names tell."""
_TURNED = 56
_SURNAME_FOR_SLIP, _FIRST_NAME_FOR_SLIP, _SHORTEST_PART = 5, 6, 4
_HEAD = 3


@dataclass(frozen=True, slots=True)
class Names:
    """A person's names cut into folded words: "Hanna-Mari" is two of them."""

    first: tuple[str, ...]
    last: tuple[str, ...]
    former: frozenset[str]


@lru_cache(maxsize=512)  # a group of those compared, not the register: it would stay in memory after locking
def names_of(first_names: str, last_name: str, former_names: str) -> Names:
    """Return the names as words to compare. A first name among the former names is not one of those."""
    first, last = _folded(first_names), _folded(last_name)
    former = frozenset(word for word in _folded(former_names) if len(word) >= _SHORTEST_PART)
    return Names(first, last, former.difference(first, vocabulary()["particles"]))


@cache
def vocabulary() -> dict[str, Any]:
    """Return the parsed `resources/vocabulary/similar.toml`. It is shared: do not alter it."""
    file = resources.files("asiakasrekisteri") / "resources" / "vocabulary" / "similar.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))


def _folded(text: str) -> tuple[str, ...]:
    return tuple(itertools.chain.from_iterable(words(fold(word)) for word in words(text)))


@cache
def _short_names() -> dict[str, frozenset[int]]:
    rows: list[list[str]] = vocabulary()["short_names"]
    return {name: frozenset(n for n, row in enumerate(rows) if name in row) for row in rows for name in row}


def turned(a: Names, b: Names) -> int:
    """Return what it is worth that the surname of one is the first name of the other and the other way round, or 0."""
    return _TURNED if a.first and a.last and (a.first, a.last) == (b.last, b.first) else 0


def alike_last(a: Names, b: Names) -> int:
    """Return how much the surnames are worth, 0 when nothing."""
    one, other = "".join(a.last), "".join(b.last)
    if not one or not other:
        return 0
    if one == other:
        return SAME
    if formerly(a, b):
        return PART
    if one[0] == other[0] and min(len(one), len(other)) >= _SURNAME_FOR_SLIP and one_slip(one, other):
        return SLIP
    return HINT if _parts(a.last) & _parts(b.last) else 0


def formerly(a: Names, b: Names) -> bool:
    """Tell whether a former name of one is a name or a former name of the other."""
    return bool(a.former & (b.former | set(b.last)) or b.former & set(a.last))


def _parts(last: tuple[str, ...]) -> set[str]:
    return {part for part in last if len(part) >= _SHORTEST_PART}.difference(vocabulary()["particles"])


def alike_first(a: Names, b: Names) -> int:
    """Return how much the first names are worth, 0 when they tell nothing, OTHER when they are two people's."""
    if not a.first or not b.first:
        return 0
    one, other = "".join(a.first), "".join(b.first)
    if one == other:
        return SAME if max(map(len, a.first)) > 1 else HINT
    short, long = sorted((a.first, b.first), key=len)
    spelled = {word for word in short if len(word) > 1}
    if spelled and (set(short) <= set(long) or (spelled & set(long) and _in_order(short, long))):
        return PART
    return _less_alike(a.first, b.first)


def _less_alike(one: tuple[str, ...], other: tuple[str, ...]) -> int:
    shortest = min(len("".join(one)), len("".join(other)))
    slip = one[0][0] == other[0][0] and one_slip("".join(one), "".join(other))
    if slip and shortest >= _FIRST_NAME_FOR_SLIP:
        return SLIP
    if _in_order(one, other) or (_pet_name(one[0], other[0]) and _in_order(one[1:], other[1:])):
        return HINT
    return 0 if slip or {w for w in one if len(w) > 1} & set(other) else OTHER


def _in_order(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Tell whether each name is the same as the other's in its place, or its initial."""
    return all(
        a == b or (1 in (len(a), len(b)) and a[0] == b[0])  # "h" for "hanna"
        for a, b in zip(short, long, strict=False)
    )


def _pet_name(one: str, other: str) -> bool:
    rows = _short_names()
    return bool(rows.get(one, frozenset()) & rows.get(other, frozenset()))


def one_slip(one: str, other: str) -> bool:
    """Tell whether two words differ by one letter wrong, missing or too many, or by two neighbours changed about."""
    short, long = sorted((one, other), key=len)
    start = next((i for i, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    if len(long) - len(short) == 1:
        return short[start:] == long[start + 1 :]
    if len(long) != len(short) or one == other:
        return False
    changed = short[start : start + 2] == long[start : start + 2][::-1] and short[start + 2 :] == long[start + 2 :]
    return short[start + 1 :] == long[start + 1 :] or changed


def name_keys(names: Names) -> Iterator[str]:
    """Give the keys of which two persons share one when their names alone make them alike."""
    if not names.first or not names.last:
        return
    yield "n:" + " ".join(sorted((*names.first, *names.last)))
    initials = initials_of(names)
    last = "".join(names.last)
    for surname in {last, *_parts(names.last), *names.former}:
        for initial in initials:
            yield f"l:{surname}:{initial}"
    if len(last) >= _SURNAME_FOR_SLIP:
        for first in {*names.first, "".join(names.first)}:
            yield from _slip_keys(first, last)


def initials_of(names: Names) -> set[str]:
    """Return the letters with which the first name may be written: its own, and those of the names it is short for."""
    rows = _short_names().get(names.first[0], frozenset()) if names.first else frozenset()
    return {word[0] for word in names.first} | {vocabulary()["short_names"][row][0][0] for row in rows}


def _slip_keys(first: str, last: str) -> Iterator[str]:
    """Give what stays of a surname where a slip is near its end, and where it is near its beginning."""
    yield f"s:{first}:{last[:_HEAD]}"
    for tail in (last[_HEAD + 1 :], last[_HEAD + 2 :]):
        if tail:
            yield f"s:{first}:{last[0]}~{tail}"
