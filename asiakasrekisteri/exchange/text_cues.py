"""Reads sentences that stand below no heading: what each is about is told by its words (`cues` of the vocabulary)."""

import re
from collections.abc import Iterable
from functools import cache

from asiakasrekisteri.exchange.patterns import first_match, plain, word_pattern
from asiakasrekisteri.exchange.text_statements import codes_in
from asiakasrekisteri.exchange.text_typos import loose_match
from asiakasrekisteri.exchange.text_units import Unit
from asiakasrekisteri.exchange.vocabulary import vocabulary

_TOPICS = ("rights", "protections", "data", "purposes", "recipients", "sources")
WITH = {"purposes": ("purposes", "basis"), "cookies": ("data", "purposes")}
"""Parts that a sentence about one part may belong to."""


def about(unit: Unit) -> str:
    """Return the part of the description that a sentence points to; "" when its words point to none."""
    cues: dict[str, list[str]] = vocabulary("description")["cues"]
    return next((part for part, patterns in cues.items() if loose_match(patterns, unit.text)), "")


def topic(unit: Unit, before: str) -> str:
    """Return the part that a sentence most likely belongs to by the things it names; that of the one before wins ties.

    Args:
        unit: a sentence that has no cue.
        before: what the sentence before it in its paragraph was about, or "".
    """
    counts = {part: len(codes_in(part, unit.text)) for part in _TOPICS}
    most = max(counts.values(), default=0)
    if most == 0 or counts.get(before) == most:
        return before if most else ""
    return next(part for part, count in counts.items() if count == most)


def codes_for(unit: Unit, codes: tuple[str, ...]) -> Iterable[str]:
    """Return the parts of a section that a unit belongs to: where persons and their data are told, one of the two."""
    if codes == ("data",) and not unit.bullet and about(unit) == "cookies":
        return WITH["cookies"]
    if "subjects" not in codes or "data" not in codes:
        return codes
    subjects, data = codes_in("subjects", unit.text), codes_in("data", unit.text)
    persons = about(unit) == "subjects" or len(subjects) > len(data)
    other = "data" if persons else "subjects" if data or unit.bullet else ""
    return [code for code in codes if code != other]


def who(unit: Unit, part: str) -> Unit:
    """Return of "Rekisterinpitäjä on Esimerkki Oy, jonka osoite on …" what a reader of free words understands."""
    cues: list[str] = vocabulary("description")["cues"][part]
    cue = first_match(cues, unit.text)
    rest = unit.text[cue.end() if cue else 0 :]
    if cue and not rest.strip(" ."):
        rest = unit.text[: cue.start()]  # "Esimerkki Oy toimii rekisterinpitäjänä."
    words = _filling().sub(lambda found: ",".ljust(len(found[0])), plain(rest))
    kept = "".join(sign if words[i] not in {",", " "} else words[i] for i, sign in enumerate(rest))
    return Unit(unit.start, unit.end, " ".join(kept.split()).strip(" ."))


@cache
def _filling() -> re.Pattern[str]:
    words: list[str] = sorted(vocabulary("description")["filling"]["words"], key=len, reverse=True)
    return re.compile("|".join(word_pattern(plain(word)).pattern for word in words), re.IGNORECASE)
