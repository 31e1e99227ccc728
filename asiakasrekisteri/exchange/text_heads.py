"""Headings whose letters a reading machine or a hasty writer got wrong: known by their likeness to the right ones."""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import cache

from asiakasrekisteri.exchange.patterns import first_match
from asiakasrekisteri.exchange.vocabulary import squeeze, vocabulary

_MISREAD = str.maketrans("l1|0c", "iiioe")
"""Letters that reading machines mistake for one another, written alike on both sides of the comparison."""
_LIKE = 0.87
_SHORTEST, _LONGEST = 9, 75
_MOST_WORDS = 3
_NO_HEAD = re.compile(r"[.,;!]\s*$|[.!?;]\s|\t|^\s*[^\w#*]")


def looks_like_heading(line: str) -> bool:
    """Tell whether a line has the shape of a heading: it begins with a capital and is no sentence, item or label."""
    return line[:1].isupper() and ":" not in line and _NO_HEAD.search(line) is None


def is_title(heading: str) -> bool:
    """Tell whether a heading is the document's title."""
    titles: list[str] = vocabulary("description")["front"]["titles"]
    return first_match(titles, heading) is not None


def heading_by_words(line: str) -> tuple[str, ...]:
    """Return the parts that the words of a heading point to; nothing where they point to none."""
    rows = vocabulary("description")["heading_words"]
    return next((tuple(row["codes"]) for row in rows if first_match(row["patterns"], line)), ())


def is_table_head(cells: Sequence[str]) -> bool:
    """Tell whether the cells of a row only say what stands below them: "Tietoryhmä", "Säilytysaika"."""
    known = sum(squeeze(cell) in _column_heads() for cell in cells)
    words = max((len(cell.split()) for cell in cells), default=0)
    return known > 1 and (known == len(cells) or (known * 3 >= len(cells) * 2 and words <= _MOST_WORDS))


def misread_heading(line: str) -> tuple[str, ...]:
    """Return the parts that a short line most likely heads; nothing where it is like no heading."""
    if len(line) > _LONGEST or _NO_HEAD.search(line) or not line.lstrip("#* ")[:1].isupper():
        return ()
    letters = squeeze(line).translate(_MISREAD)
    if len(letters) < _SHORTEST:
        return ()
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(letters)
    best: tuple[float, tuple[str, ...]] = (_LIKE, ())
    for phrase, codes in _phrases():
        matcher.set_seq1(phrase)
        if matcher.real_quick_ratio() > best[0] and matcher.quick_ratio() > best[0]:
            best = max(best, (matcher.ratio(), codes))
    return best[1]


@cache
def _phrases() -> tuple[tuple[str, tuple[str, ...]], ...]:
    rows = vocabulary("description")["headings"]
    pairs = ((squeeze(phrase).translate(_MISREAD), tuple(row["codes"])) for row in rows for phrase in row["phrases"])
    return tuple((phrase, codes) for phrase, codes in pairs if len(phrase) >= _SHORTEST)


@cache
def _column_heads() -> frozenset[str]:
    return frozenset(squeeze(word) for words in vocabulary("description")["columns"].values() for word in words)
