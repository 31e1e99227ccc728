"""Finds coded statements in a unit of text by the vocabulary, and puts them into the parts of a description.

Each reader answers whether the unit found its place. What is put there keeps the place of its words in the text.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

from asiakasrekisteri.domain.description import (
    OutsideEea,
    Protection,
    Purpose,
    RecipientStatement,
    RetentionStatement,
    SourceStatement,
    Statement,
    Transfers,
)
from asiakasrekisteri.domain.description_places import Place
from asiakasrekisteri.domain.eea import is_outside
from asiakasrekisteri.exchange.patterns import first_match
from asiakasrekisteri.exchange.text_firms import countries_in
from asiakasrekisteri.exchange.text_items import Item, items
from asiakasrekisteri.exchange.text_typos import loose_match
from asiakasrekisteri.exchange.text_units import Unit
from asiakasrekisteri.exchange.vocabulary import vocabulary

_LISTED = re.compile(r"[^:]{5,160}: (\S[^:]*, .*)$")
_MEASURE = 2
_FEW_WORDS = 4
_SAYS = re.compile(r"\b(?:on|ovat|ei|eivät|voi|voit|\w+(?:taan|tään|daan|dään|mme))\b")
_SEMICOLON = re.compile(r";\s+")
_NO = re.compile(r"(?:ei|eivät|emme)\W*", re.IGNORECASE)
_TIME = re.compile(r"\b(?:vuo(?:tta|den|si|deksi)|kuukau\w+|kk|päivä\w*|vuorokau\w+|viik\w+)\b", re.IGNORECASE)
_NAMES = re.compile(r"[^\W\d_]{3,}")
_TWO_IN_ONE = re.compile(r"\w- (?:ja|sekä) ")
PIECES = re.compile(r",\s|\s(?:ja|sekä|tai)\s")
_JOINED = re.compile(r"^\s*(?:ja|sekä|tai)\s+")
_JOINS = re.compile(r"\s+(?:ja|sekä|tai)(?:\s+(?:lisäksi|myös))?\s*$")
_ASIDE = re.compile(r"\([^()]*\)")
_MARKETING = "marketing_objection"


@dataclass(slots=True)
class Statements:
    """What has been read so far, part by part, in the order of the text.

    Attributes:
        bases: legal bases that the text names; `implied` those it only lets know of.
        own_bases: the basis that a purpose's own words name, by its place in `purposes`.
        lead: the sentence that led to the bullets now being read: "Käsittelijät ovat:".
        places: of each list the places of its items, and those of single values.
    """

    purposes: list[Purpose] = field(default_factory=list)
    subject_groups: list[Statement] = field(default_factory=list)
    data_categories: list[Statement] = field(default_factory=list)
    sources: list[SourceStatement] = field(default_factory=list)
    recipients: list[RecipientStatement] = field(default_factory=list)
    transfers: Transfers = field(default_factory=Transfers)
    protections: list[Protection] = field(default_factory=list)
    retention: list[RetentionStatement] = field(default_factory=list)
    rights: list[Statement] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    automated: list[str] = field(default_factory=list)
    necessity: list[str] = field(default_factory=list)
    bases: list[str] = field(default_factory=list)
    implied: set[str] = field(default_factory=set)
    own_bases: dict[int, str] = field(default_factory=dict)
    lead: str = ""
    places: defaultdict[str, list[Place]] = field(default_factory=lambda: defaultdict(list))

    def add(self, part: str, statement: object, place: Place) -> None:
        """Put a statement at the end of a list, with its place."""
        getattr(self, part).append(statement)
        self.places[part].append(place)


def coded(part: str, unit: Unit) -> Iterator[tuple[str, str]]:
    """Give the codes of a vocabulary that a unit holds, in the order of its words, each with the text to keep.

    A unit that says one thing keeps its own words. Where it says several, a bullet's first statement keeps the bullet's
    words; the others, and all of a run-on sentence, get what the list has of them, or else the vocabulary's label.
    """
    found = codes_in(part, unit.text)
    words: dict[str | None, str] = {}
    for item in items(unit, part) if len(found) > 1 else []:
        words[item.code] = ", ".join(filter(None, (words.get(item.code), _bare(item.text))))
    for i, code in enumerate(found):
        own = i == 0 if unit.bullet else len(found) == 1 and not unit.leads
        one_thing = unit.text if unit.bullet and len(words) <= 1 else ""
        yield code, unit.text if own else words.get(code) or one_thing or label(part, code)


def codes_in(part: str, text: str) -> list[str]:
    """Return the codes of a vocabulary that a text holds, in the order of its words; slips of the pen count."""
    return [*_codes_in(part, text)]


@lru_cache(maxsize=2048)
def _codes_in(part: str, text: str) -> tuple[str, ...]:
    """Return what `codes_in` does; the readers of several parts look at the same words."""
    table: dict[str, dict[str, Any]] = vocabulary("description")[part]
    places = [(m.start(), code) for code, row in table.items() if (m := loose_match(row["patterns"], text))]
    return tuple(code for _at, code in sorted(places, key=lambda place: place[0]))


def label(part: str, code: str) -> str:
    """Return the words that a code is printed with."""
    return str(vocabulary("description")[part][code]["label"])


def says(name: str, text: str) -> bool:
    """Tell whether a text holds one of a table's patterns: "denials", "automation", "minimisation"."""
    return loose_match(vocabulary("description")[name]["patterns"], text) is not None


def put_data(unit: Unit, into: Statements) -> bool:
    """Read categories of data; a bullet or an item of a list in a sentence that is not known is kept without a code."""
    if says("denials", _ASIDE.sub("", unit.text)):
        return False
    found = _bullet_of_data(unit, into) if unit.bullet else _items_of_data(unit)
    for item in found:
        into.add("data_categories", Statement(item.code, item.text), item.place)
    return bool(found)


def put_other_data(unit: Unit, into: Statements) -> bool:
    """Keep a sentence that tells what is written down, in words that the vocabulary does not know."""
    named = len(unit.text.split()) <= _FEW_WORDS and not _SAYS.search(unit.text)  # "Osakkaiden selvitykset."
    if named or loose_match(vocabulary("description")["cues"]["data"], unit.text):
        into.add("data_categories", Statement(None, unit.text), unit.place)
        return True
    return False


def _bullet_of_data(unit: Unit, into: Statements) -> list[Item]:
    known = {statement.code for statement in into.data_categories}
    name, rest = unit.parted()
    own = f"{name}: {rest}" if unit.cells else unit.text
    codes = codes_in("data", name if unit.cells else unit.text)
    if unit.cells:
        codes += [code for code in codes_in("data", rest) if code not in codes]
    listed = {item.code: item.text for item in items(unit, "data")} if len(codes) > 1 else {}
    if len(listed) == 1 and not _TWO_IN_ONE.search(own):
        codes = [code for code in listed if code] or codes[:1]  # one thing, whatever else its words name
    first = Item(codes[0] if codes else None, own, unit.place)
    others = [code for code in codes[1:] if code not in known or code in listed or _TWO_IN_ONE.search(own)]
    return [first, *(Item(code, listed.get(code) or label("data", code), unit.place) for code in others)]


def _items_of_data(unit: Unit) -> list[Item]:
    found = [one for item in items(unit, "data") for one in (item, *_second_codes(item))]
    return [] if all(item.code is None for item in found) else found


def _second_codes(item: Item) -> Iterator[Item]:
    """Give what else "tilaus- ja laskutustiedot" is."""
    if _TWO_IN_ONE.search(item.text):
        yield from (Item(code, item.text, item.place) for code in codes_in("data", item.text) if code != item.code)


def put_rights(unit: Unit, into: Statements) -> bool:
    """Read rights in their own words; what else stands below that heading is kept without a code."""
    codes = codes_in("rights", unit.text)
    if unit.leads and not (unit.bullet and codes):
        return True
    known = {statement.code for statement in into.rights}
    if _MARKETING in codes and "objection" not in codes and "withdraw_consent" in codes:
        codes.remove(_MARKETING)
    if _MARKETING in codes:
        codes = [code for code in codes if code != "objection"]
    if "withdraw_consent" in codes:
        into.implied.add("consent")
    into.add("rights", Statement(codes[0] if codes else None, unit.said), unit.place)
    for code in codes[1:]:
        if code not in known:
            into.add("rights", Statement(code, piece(unit.text, "rights", code)), unit.place)
    return True


def _bare(words: str) -> str:
    """Return an item of a list without the sign and the "ja" around it."""
    return _JOINS.sub("", _JOINED.sub("", words)).strip(" .,;")


def piece(text: str, part: str, code: str) -> str:
    """Return the words of a sentence that hold a code, with as few others as may be, or else its label."""
    pieces = [piece for piece in map(_bare, PIECES.split(text)) if code in codes_in(part, piece)]
    return min(pieces, key=lambda piece: len(codes_in(part, piece)), default=label(part, code))


def put_transfers(unit: Unit, into: Statements, *, below_heading: bool) -> bool:
    """Read whether data leave the EEA. Above another heading only a sentence that names the EEA is looked at."""
    table: dict[str, list[str]] = vocabulary("description")["transfers"]
    if not below_heading and not first_match(table["mentions"], unit.text):
        return False
    outside: OutsideEea = "unknown"
    if first_match(table["no"], unit.text) or _NO.fullmatch(unit.text):
        outside = "if_needed" if first_match(table["unless"], unit.text) else "no"
    elif first_match(table["if_needed"], unit.text):
        outside = "if_needed"
    elif first_match(table["mentions"], unit.text) or any(map(is_outside, countries_in(unit.text))):
        outside = "yes"
    before = into.transfers
    if before.text.endswith(unit.text):
        return True
    text = f"{before.text} {unit.text}".strip()
    known = before.outside_eea if before.outside_eea != "unknown" else outside
    into.transfers = replace(before, outside_eea=known, text=text)
    into.places["transfers"].append(unit.place)
    return True


def put_aside(part: str, unit: Unit, into: Statements) -> bool:
    """Read a sentence on automated decisions or on the need to give data (Art. 13(2)(e) and (f))."""
    into.add(part, unit.text, unit.place)
    return True


def put_protections(unit: Unit, into: Statements) -> bool:
    """Read protections; every sentence below that heading is one, or each thing that it lists behind a colon."""
    order = list(vocabulary("description")["protections"])
    paper = ["paper"] if "paper" in codes_in("protections", into.lead) else []  # it tells what those below it are
    for words, place in _measures(unit):
        kinds = codes_in("protections", words) + paper
        into.add("protections", Protection(min(kinds, key=order.index, default="organisational"), words), place)
    return True


def _measures(unit: Unit) -> list[tuple[str, Place]]:
    """Return the measures of a sentence such as "Käytämme seuraavia keinoja: palomuurit, salaus ja koulutus."."""
    parts = [*_SEMICOLON.finditer(unit.text)]
    if parts and not unit.bullet:
        borders = [0, *(one.end() for one in parts)], [*(one.start() for one in parts), len(unit.text)]
        return [(unit.text[a:b].strip(), unit.span(a, b)) for a, b in zip(*borders, strict=True)]
    listed = _LISTED.match(unit.text)
    if not listed or unit.bullet:
        return [(unit.said, unit.place)]
    found: list[tuple[str, Place]] = []
    at, gap = listed.start(1), ""
    for cut in [*PIECES.finditer(unit.text, at), None]:
        end = cut.start() if cut else len(unit.text)
        words = unit.text[at:end].strip(" .")
        if found and len(words.split()) < _MEASURE and not codes_in("protections", words):
            found[-1] = (
                f"{found[-1][0]}{unit.text[at - len(gap) : end]}".strip(" ."),
                Place(found[-1][1].start, unit.span(at, end).end),
            )
        elif words:
            found.append((words, unit.span(at, end)))
        gap = cut[0] if cut else ""
        at = cut.end() if cut else end
    return found if len(found) > 1 else [(unit.text, unit.place)]


def put_retention(unit: Unit, into: Statements, *, below_heading: bool) -> bool:
    """Read how long data are kept: by the words, or because the heading says so; each time of several on its own."""
    found = below_heading or says("retention", unit.text)
    if found:
        name, rest = unit.parted()
        parted = bool(unit.cells or (unit.bullet and rest))
        pieces = [] if parted else _times(unit)
        for words, place in pieces or [(f"{name}: {rest}" if parted else unit.text, unit.place)]:
            category = next(iter(codes_in("data", name if parted else words)), "")
            into.add("retention", RetentionStatement(category, words), place)
    return found


def _times(unit: Unit) -> list[tuple[str, Place]]:
    """Return the clauses of a sentence that tells several times of keeping, each with its own; else nothing."""
    cuts: list[int] = [0]
    for cut in PIECES.finditer(unit.text):
        told, rest = unit.text[cuts[-1] : cut.start()], unit.text[cut.end() :]
        if _TIME.search(told) and _TIME.search(rest) and _NAMES.match(rest) and codes_in("data", _until_time(rest)):
            cuts.append(cut.end())
    if len(cuts) == 1:
        return []
    ends = [*cuts[1:], len(unit.text)]
    return [(unit.text[a:b].rstrip(" ,."), unit.span(a, b)) for a, b in zip(cuts, ends, strict=True)]


def _until_time(text: str) -> str:
    time = _TIME.search(text)
    return text[: time.start()] if time else text
