"""Tells by their looks what lines and sentences are: titles, menu words, names, sentences that say something is so."""

import re
from collections.abc import Iterable, Iterator

from asiakasrekisteri.exchange import text_statements as put
from asiakasrekisteri.exchange.patterns import first_match, word_pattern
from asiakasrekisteri.exchange.text_units import Unit, lines
from asiakasrekisteri.exchange.vocabulary import vocabulary

FEWEST_OF_PROSE = 4
FEW_WORDS = 8
_SCRAP = 2


def paragraphs(text: str, start: int, end: int) -> Iterator[tuple[int, int, bool]]:
    """Part a span at its blank lines; tell of each part whether it is prose or the lines of a title."""
    for found in re.finditer(r"(?:[^\n]*\S[^\n]*(?:\n|\Z))+", text[start:end]):
        written = found[0].strip()
        prose = re.search(r"[.!?](?:\s|$)", written) is not None and len(written.split()) > FEWEST_OF_PROSE
        yield start + found.start(), start + found.end(), prose


def whole_lines(text: str, start: int, end: int) -> Iterator[Unit]:
    """Give the lines of a title; one that begins in small letters goes on with the line before it."""
    held: Unit | None = None
    for line in lines(text, start, end):
        if held and line.text[:1].islower() and not line.bullet and ":" not in held.text:
            held = Unit(held.start, line.end, f"{held.text} {line.text}", held.bullet, raw=text[held.start : line.end])
        else:
            yield from [held] if held else []
            held = line
    yield from [held] if held else []


def lines_with_words(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Give where the lines of a span that are not blank begin and end."""
    for found in re.finditer(r"[^\n]*\S[^\n]*", text[start:end]):
        yield start + found.start(), start + found.end()


def ends_in(patterns: Iterable[str], text: str) -> bool:
    """Tell whether the last word of a text is one of some patterns."""
    last = text.rstrip(" .").rpartition(" ")[2]
    return any(word_pattern(pattern).fullmatch(last) for pattern in patterns)


def without_kind(text: str, kinds: Iterable[str]) -> str:
    """Return a title without the word at its end that tells the kind of the document."""
    words = text.rstrip(" .").split(" ")
    ends = len(words) > 1 and any(word_pattern(kind).fullmatch(words[-1]) for kind in kinds)
    return " ".join(words[:-1]) if ends else text


def names_register(text: str) -> bool:
    """Tell whether a line is a register's name, perhaps with the kind of the document: "…rekisterin seloste"."""
    front: dict[str, list[str]] = vocabulary("description")["front"]
    bare = without_kind(text, front["kinds"])
    ends = front["register"] if bare == text else [*front["register"], *front["of_register"]]
    return ends_in(ends, bare) and len(bare.split()) <= FEW_WORDS


def is_no_name(unit: Unit) -> bool:
    """Tell whether what stands below the heading of the register's name is a sentence and not a name."""
    return is_sentence(unit) and not ends_in(vocabulary("description")["front"]["register"], unit.text)


def is_sentence(unit: Unit) -> bool:
    """Tell whether a unit is a whole sentence and not a few words."""
    return unit.text.endswith(".") and len(unit.text.split()) >= FEW_WORDS


def is_statement(unit: Unit) -> bool:
    """Tell whether a unit is a sentence that says something is so, not that something is left undone."""
    return unit.text.endswith(".") and len(unit.text.split()) > 1 and not put.says("denials", unit.text)


def is_scrap(unit: Unit) -> bool:
    """Tell whether a unit is no statement at all: a word or two of a page's menu."""
    return not unit.bullet and len(unit.text.split()) <= _SCRAP and not unit.text.endswith((".", ":", "!", "?"))


def is_clutter(unit: Unit) -> bool:
    """Tell whether a short unit belongs to a page and not to its text: a copyright, a link to share it."""
    found = first_match(vocabulary("description")["front"]["clutter"], unit.text)
    return found is not None and found.start() == 0 and len(unit.text.split()) <= FEW_WORDS


def is_long(unit: Unit) -> bool:
    """Tell whether a unit has words enough to be more than a title or a menu's line."""
    return len(unit.text.split()) > _SCRAP


def only_says_date(text: str) -> bool:
    """Tell whether words only say that a day follows: "Päivitetty viimeksi"."""
    front = vocabulary("description")
    words = [*front["labels"]["dated"], *front["front"]["updated"]]
    return bool(text) and all(
        any(word_pattern(word).fullmatch(said) for word in words)
        for said in re.split(r"[\s,.:;–-]+", text.strip(" .,:;–-"))
    )
