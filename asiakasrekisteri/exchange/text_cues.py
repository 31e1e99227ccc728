"""Reads sentences that stand below no heading: what each is about is told by its words (`cues` of the vocabulary)."""

import re
from functools import cache

from asiakasrekisteri.exchange.patterns import first_match, plain, word_pattern
from asiakasrekisteri.exchange.text_statements import codes_in
from asiakasrekisteri.exchange.text_typos import loose_match
from asiakasrekisteri.exchange.text_units import Unit
from asiakasrekisteri.exchange.vocabulary import vocabulary

_TOPICS = ("rights", "protections", "data", "purposes", "recipients", "sources")


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
