"""Parts a sentence that lists things, "nimi, osoite ja puhelinnumero", into its items, each with its own words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from asiakasrekisteri.domain.description_places import Place
from asiakasrekisteri.exchange.text_typos import loose_matches
from asiakasrekisteri.exchange.text_units import Unit
from asiakasrekisteri.exchange.vocabulary import vocabulary

_BORDER = re.compile(r"\s*[,;:()]\s*|\.\s*$|\s+(?=(?:ja|sekä|seka)\s)")
_JOINT = re.compile(r"\s*(?:ja|sekä|seka)\s+")
_LEAD = re.compile(r"^.*\b(?:on|ovat|[^\W\d_]+(?:[eä]t[aä][aä]n|taan|tään|mme|lt[aä][aä]))(?:\s+(?:muun muassa|mm\.|lisäksi))?\s+")
_SAME_THING = frozenset({"niiden", "sen", "siihen", "niihin", "muut", "muiden", "muu", "näiden", "heidän", "hänen"})
_MOST_WORDS = 8


@dataclass(frozen=True, slots=True)
class Item:
    """One thing of a list: its code or None, its words, and where they stand."""

    code: str | None
    text: str
    place: Place


def items(unit: Unit, part: str) -> list[Item]:
    """Return what a sentence lists, items of one code one after another joined; empty when it holds no code.

    A sentence that is one item keeps all of its words. What stands before the first known thing only leads to it.
    """
    parts = [*_parts(unit, part)]
    first = next((at for at, item in enumerate(parts) if item.code), None)
    if first is None:
        return []
    first = next((at for at in range(first) if _LEAD.match(parts[at].text)), first)
    listed = [_without_lead(parts[first]), *parts[first + 1 :]]
    if len(parts) == 1:
        return [replace(listed[0], text=unit.text, place=unit.place)]
    found: list[Item] = []
    for own in listed:
        if found and found[-1].code == own.code:
            place = Place(found[-1].place.start, own.place.end)
            found[-1] = Item(own.code, f"{found[-1].text}, {own.text}", place)
        elif own.code or len(own.text.split()) <= _MOST_WORDS:
            found.append(own)
        elif found:
            found[-1] = replace(found[-1], text=f"{found[-1].text}, {own.text}")
    return found


def _parts(unit: Unit, part: str) -> Iterator[Item]:
    """Part at commas and the like; at "ja" only where both sides have codes of their own."""
    held: Item | None = None
    start = 0
    for stop, end in [*((m.start(), m.end()) for m in _BORDER.finditer(unit.text)), (len(unit.text),) * 2]:
        words = unit.text[start:stop]
        joint = _JOINT.match(words)
        bare = words[joint.end() :] if joint else words
        item = Item(_code(part, bare), bare.strip(), unit.span(start, stop))
        if held and joint and not _apart(held, item):
            held = Item(held.code or item.code, f"{held.text} {words.strip()}", Place(held.place.start, item.place.end))
        elif item.text:
            if held:
                yield held
            held = item
        start = end
    if held:
        yield held


def _apart(one: Item, other: Item) -> bool:
    """Tell whether "ja" stands between two things: both known, or one known and the other more than one word."""
    known = (one.code is not None) + (other.code is not None)
    unknown = other if one.code else one
    words = unknown.text.casefold().split()
    return known > 1 or (known == 1 and len(words) > 1 and words[0] not in _SAME_THING)


def _code(part: str, words: str) -> str | None:
    """Return the code whose pattern takes the most letters of some words."""
    table: dict[str, dict[str, Any]] = vocabulary("description")[part]
    found = [(len(m[0]), -m.start(), code) for code, row in table.items() for m in loose_matches(row["patterns"], words)]
    return max(found)[2] if found else None


def _without_lead(item: Item) -> Item:
    lead = _LEAD.match(item.text)
    return replace(item, text=item.text[lead.end() :]) if lead and item.text[lead.end() :] else item
