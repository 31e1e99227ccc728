"""Reads what data are used for and on which legal basis, each purpose with its own where the text tells it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from asiakasrekisteri.domain.description import Purpose
from asiakasrekisteri.exchange.patterns import first_match
from asiakasrekisteri.exchange.text_items import Item, items
from asiakasrekisteri.exchange.text_statements import PIECES, Statements, coded, codes_in, says
from asiakasrekisteri.exchange.text_units import Unit
from asiakasrekisteri.exchange.vocabulary import vocabulary

_PURPOSE_ENDS = (
    "een",
    "iin",
    "oon",
    "uun",
    "yyn",
    "öön",
    "ksi",
    "minen",
    "inti",
    "pito",
    "hoito",
    "tus",
    "tys",
    "aus",
    "nta",
    "ntö",
    "into",
    "ntä",
    "lto",
    "elu",
)
_BASIS_BEHIND = re.compile(r"[:(–—]|\s-\s|(?:minen|miseen|miseksi|inti|nta|tus|ys)\b|\w \w+ \w+ \w")
_DOING = ("minen", "miseen", "miseksi")
_SO_THAT = "voidaksemme "
_INFINITIVE = re.compile(r"\w+[aä]\s+\w+")
_ASIDE = re.compile(r"\([^()]*\)")
_FOR_WHICH = (
    "taan",
    "tään",
    "daan",
    "dään",
    "mme",
    "kseen",
    "ksemme",
    "miseksi",
    "miseen",
    "misen",
    "seksi",
    "minen",
    "varten",
)


def put_purposes(unit: Unit, into: Statements) -> bool:
    """Read purposes, and the basis that their own words or those that led to them name."""
    if says("denials", unit.text):
        return False
    known = {purpose.code: at for at, purpose in enumerate(into.purposes) if purpose.code}
    found = _of_bullet(unit, [*known]) if unit.bullet else [*coded("purposes", unit)]
    if unit.bullet and _only_tells_basis(unit.text) and not codes_in("purposes", _ASIDE.sub("", unit.text)):
        return False
    if unit.bullet and found and found[0][0] in known:
        known = {}  # said again in other words
    own = unit.parted()[0] if unit.cells else unit.text
    unknown: list[tuple[str | None, str]] = [(None, own)] if unit.bullet else []
    basis = next((code for text in (unit.text, into.lead if unit.bullet else "") for code in _bases_in(text)), None)
    for code, text in found or unknown:
        at = known.get(code or "", len(into.purposes))
        if at == len(into.purposes):
            into.add("purposes", Purpose(code, own if text == unit.text else text), unit.place)
        if basis:
            into.own_bases.setdefault(at, basis)
    for item in _other_purposes(unit):
        into.add("purposes", Purpose(None, item.text), item.place)
    _put_bases_of_clauses(unit, into)
    return bool(found) or unit.bullet


def _of_bullet(unit: Unit, known: list[str]) -> list[tuple[str | None, str]]:
    """Return the purposes of a bullet: one if it is one thing, else those not known yet, if there are any."""
    found: list[tuple[str | None, str]] = [*coded("purposes", unit)]
    if len(found) > 1 and len(items(unit, "purposes")) == 1:
        return found[:1]  # one thing, whatever else its words name
    new = [(code, text) for code, text in found if code not in known]
    if found and not new:
        return found[:1]
    return [(new[0][0], unit.text), *new[1:]] if found and found[0] not in new else found


def _only_tells_basis(text: str) -> bool:
    """Tell whether a bullet is but a legal basis: "rekisterinpitäjän oikeutettu etu", "sopimus, jossa …"."""
    table: dict[str, list[str]] = vocabulary("description")["bases"]
    starts = [match.start() for patterns in table.values() if (match := first_match(patterns, text))]
    return bool(starts) and not _BASIS_BEHIND.search(text[: min(starts)])


def _put_bases_of_clauses(unit: Unit, into: Statements) -> None:
    """Read "laskutus perustuu sopimukseen ja uutiskirje suostumukseen": each clause's basis is that of its purposes."""
    if unit.bullet or len(_bases_in(unit.text)) <= 1:
        return
    places = {purpose.code: at for at, purpose in enumerate(into.purposes) if purpose.code}
    for clause in PIECES.split(unit.text):
        bases = _bases_in(clause)
        for code in codes_in("purposes", clause) if len(bases) == 1 else []:
            into.own_bases[places[code]] = bases[0]


def put_other_purpose(unit: Unit, into: Statements) -> bool:
    """Keep a sentence that tells what something is done for, in words that the vocabulary does not know."""
    told = any(word.strip(",.;").endswith(_FOR_WHICH) for word in unit.text.split())
    if told:
        into.add("purposes", Purpose(None, unit.text, next(iter(_bases_in(unit.text)), None)), unit.place)
    return told


def put_basis(unit: Unit, into: Statements) -> bool:
    """Read the legal bases that the text names."""
    found = _bases_in(unit.text)
    into.bases += [code for code in found if code not in into.bases]
    if found:
        into.places["bases"].append(unit.place)
    return bool(found)


def _bases_in(text: str) -> list[str]:
    table: dict[str, list[str]] = vocabulary("description")["bases"]
    found = [(match.start(), code) for code, patterns in table.items() if (match := first_match(patterns, text))]
    return [code for _at, code in sorted(found)]


def _other_purposes(unit: Unit) -> Iterator[Item]:
    """Give what a run-on sentence lists as purposes without the vocabulary's knowing them."""
    for item in [] if unit.bullet or unit.leads else items(unit, "purposes"):
        words = [word for word in item.text.split() if word not in {"ja", "sekä"}]
        ends = [word.endswith(_PURPOSE_ENDS) for word in words]
        doing = any(word.endswith(_DOING) for word in words[:-1]) or (ends and ends[-1] and not all(ends))
        so_that = _SO_THAT in unit.text and _INFINITIVE.match(item.text)
        if item.code is None and not _bases_in(item.text) and (doing or so_that):
            yield item


def with_bases(statements: Statements) -> tuple[Purpose, ...]:
    """Return the purposes, each with the basis its own words name, else the first of its usual ones in the text.

    When the text names one basis only, it is that of every purpose.
    """
    table: dict[str, dict[str, Any]] = vocabulary("description")["purposes"]
    named = {*statements.bases, *statements.implied}
    only = statements.bases[0] if len(statements.bases) == 1 else None
    result: list[Purpose] = []
    for at, purpose in enumerate(statements.purposes):
        usual: Iterable[str] = table[purpose.code]["bases"] if purpose.code else ()
        basis = statements.own_bases.get(at) or purpose.basis or next((b for b in usual if b in named), only)
        result.append(replace(purpose, basis=basis))
    return tuple(result)
