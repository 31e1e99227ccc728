"""Parts a sentence that lists things, "nimi, osoite ja puhelinnumero", into its items, each with its own words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from asiakasrekisteri.domain.description_places import Place
from asiakasrekisteri.exchange.text_typos import loose_matches
from asiakasrekisteri.exchange.text_units import Unit
from asiakasrekisteri.exchange.vocabulary import vocabulary

_BORDER = re.compile(r"\s*[,;()]\s*|:\s|[.:]\s*$|\s+kuten\s+|\s+(?=(?:ja|sekä|seka|tai)\s)")
_JOINT = re.compile(r"(?:ja|sekä|seka|tai)\s+")
_VERB = r"[^\W\d_]+(?:[eä]t[aä][aä]n|taan|tään|llään|llaan|mme|lt[aä][aä])"
_LEAD = re.compile(rf"^.*\b(?:on|ovat|{_VERB})(?:\s+(?:muun muassa|mm\.|lisäksi))?\s+")
_SAID = re.compile(r"\s[^\W\d_]+(?:[eä]t[aä][aä]n|taan|tään|llään|llaan|mme)\b")
_BY_ITS_END = "data"
"""Part whose things are told by their last word: "yhteyshenkilön nimi" is a name."""
_SAME_THING = frozenset({"niiden", "sen", "siihen", "niihin", "muut", "muiden", "muu", "näiden", "heidän", "hänen"})
_CLAUSE = frozenset({"jos", "joka", "jotka", "jossa", "joissa", "jonka", "joiden", "kun", "mikäli", "koska", "jolloin"})
_MOST_WORDS = 8
_LONGEST_LEAD = 15


@dataclass(frozen=True, slots=True)
class Item:
    """One thing of a list: its code or None, its words, and where they stand."""

    code: str | None
    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class _Part:
    """Letters of a unit's words, from `start` up to `stop`, and their code."""

    code: str | None
    start: int
    stop: int


def items(unit: Unit, part: str) -> list[Item]:
    """Return what a sentence lists, things of one code one after another joined; empty when it holds no code.

    A sentence that is one thing keeps all of its words. What stands before the first thing only leads to it.
    """
    parts = [*_parts(unit, part)]
    first = next((at for at, one in enumerate(parts) if one.code), None)
    if first is None:
        return []
    if len(parts) == 1:
        return [Item(parts[0].code, unit.text, unit.place)]
    led = (at for at in range(first) if _LEAD.match(unit.text[parts[at].start : parts[at].stop]))
    first = first if ": " in unit.text else next(led, first if _LEAD.match(unit.text) else 0)
    if len(unit.text[: parts[first].start].split()) > _LONGEST_LEAD:
        first = 0  # too much to be but an introduction: it is kept
    return [_item(unit, one) for one in _grouped(unit, [_without_lead(unit, parts[first], part), *parts[first + 1 :]])]


def _grouped(unit: Unit, parts: list[_Part]) -> list[_Part]:
    """Join parts of one code, and clauses and long words without a code to what they follow."""
    found: list[_Part] = []
    for one in parts:
        words = unit.text[one.start : one.stop].split()
        clause = not one.code and (words[0].casefold() in _CLAUSE or len(words) > _MOST_WORDS)
        if found and (clause or found[-1].code == one.code):
            found[-1] = replace(found[-1], stop=one.stop)
        else:
            found.append(one)
    return found


def _parts(unit: Unit, part: str) -> Iterator[_Part]:
    """Part at commas and the like; at "ja" only where it stands between two things."""
    held: _Part | None = None
    start = 0
    for stop, end in [*((m.start(), m.end()) for m in _BORDER.finditer(unit.text)), (len(unit.text),) * 2]:
        joint = _JOINT.match(unit.text, start, stop)
        begin = joint.end() if joint else start
        if unit.text[begin:stop].strip():
            one = _Part(_code(part, unit.text[begin:stop]), begin, stop)
            cut = held is not None and unit.text[held.start : held.stop].endswith("-")
            if held and (cut or (joint and not _apart(unit, held, one))):
                code = held.code or one.code or _code(part, unit.text[held.start : stop])
                held = replace(held, code=code, stop=stop)
            else:
                if held:
                    yield held
                held = one
        start = end
    if held:
        yield held


def _apart(unit: Unit, one: _Part, other: _Part) -> bool:
    """Tell whether "ja" stands between two things: both known, or one known and the other more than one word."""
    if unit.text[one.start : one.stop].endswith("-"):
        return False
    known = (one.code is not None) + (other.code is not None)
    unknown = other if one.code else one
    words = unit.text[unknown.start : unknown.stop].casefold().split()
    return known > 1 or (known == 1 and len(words) > 1 and words[0] not in _SAME_THING)


def _code(part: str, words: str) -> str | None:
    """Return the code whose pattern takes the most letters of some words."""
    table: dict[str, dict[str, Any]] = vocabulary("description")[part]
    found = [
        (
            match.start() < _ends_of_thing(words),
            match.end() if part == _BY_ITS_END else 0,
            len(match[0]),
            -match.start(),
            code,
        )
        for code, row in table.items()
        for match in loose_matches(row["patterns"], words)
    ]
    return max(found)[-1] if found else None


def _ends_of_thing(words: str) -> int:
    """Return where the thing ends that a clause tells of: "Henkilötunnus | kerätään vain …"."""
    verb = _SAID.search(words)
    return verb.start() if verb and verb.start() else len(words)


def _without_lead(unit: Unit, one: _Part, part: str) -> _Part:
    lead = _LEAD.match(unit.text[one.start : one.stop])
    start = one.start + lead.end() if lead else one.start
    if start in {one.start, one.stop}:
        return one
    return _Part(_code(part, unit.text[start : one.stop]) or one.code, start, one.stop)


def _item(unit: Unit, one: _Part) -> Item:
    """Return the words of a part, the bracket closed that they open."""
    words = unit.text[one.start : one.stop]
    closed = words.count("(") > words.count(")") and unit.text[one.stop : one.stop + 1] == ")"
    stop = one.stop + closed
    return Item(one.code, unit.text[one.start : stop].strip(), unit.span(one.start, stop))
