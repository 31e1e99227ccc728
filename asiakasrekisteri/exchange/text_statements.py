"""Finds coded statements in a unit of text by the vocabulary, and puts them into the parts of a description."""

from collections.abc import Iterator
from dataclasses import dataclass, field
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
from asiakasrekisteri.exchange.patterns import first_match
from asiakasrekisteri.exchange.text_units import Unit
from asiakasrekisteri.exchange.vocabulary import vocabulary

_LONGEST_NAME = 70


@dataclass(slots=True)
class Statements:
    """What has been read so far, part by part, in the order of the text."""

    purposes: list[Purpose] = field(default_factory=list)
    subject_groups: list[Statement] = field(default_factory=list)
    data_categories: list[Statement] = field(default_factory=list)
    sources: list[SourceStatement] = field(default_factory=list)
    recipients: list[RecipientStatement] = field(default_factory=list)
    transfers: Transfers = field(default_factory=Transfers)
    protections: list[Protection] = field(default_factory=list)
    retention: list[RetentionStatement] = field(default_factory=list)
    rights: list[Statement] = field(default_factory=list)
    bases: list[str] = field(default_factory=list)


def coded(part: str, unit: Unit) -> Iterator[tuple[str, str]]:
    """Give the codes of a vocabulary that a unit holds, in the order of its words, each with the text to keep.

    A unit that says one thing keeps its own words. Where it says several, a bullet's first statement keeps the bullet's
    words; the others, and all of a run-on sentence, get the vocabulary's label.
    """
    found = _codes(part, unit.text)
    for i, code in enumerate(found):
        own = i == 0 if unit.bullet else len(found) == 1 and not unit.leads
        yield code, unit.text if own else str(vocabulary("description")[part][code]["label"])


def _codes(part: str, text: str) -> list[str]:
    table: dict[str, dict[str, Any]] = vocabulary("description")[part]
    places = [(m.start(), code) for code, row in table.items() if (m := first_match(row["patterns"], text))]
    return [code for _at, code in sorted(places, key=lambda place: place[0])]


def put_purposes(unit: Unit, into: Statements) -> bool:
    """Read purposes."""
    known = {purpose.code for purpose in into.purposes}
    found = [(code, text) for code, text in coded("purposes", unit) if code not in known]
    into.purposes += [Purpose(code, text) for code, text in found]
    if not found and unit.bullet:
        into.purposes.append(Purpose(None, unit.text))
    return bool(found) or unit.bullet


def put_basis(unit: Unit, into: Statements) -> bool:
    """Read the legal bases that the text names."""
    table: dict[str, list[str]] = vocabulary("description")["bases"]
    found = [code for code, patterns in table.items() if first_match(patterns, unit.text)]
    into.bases += [code for code in found if code not in into.bases]
    return bool(found)


def put_subjects(unit: Unit, into: Statements) -> bool:
    """Read groups of data subjects, also where a sentence about something else names them."""
    known = {statement.code for statement in into.subject_groups}
    table = vocabulary("description")["subjects"]
    found = [(code, text if unit.bullet else str(table[code]["label"])) for code, text in coded("subjects", unit)]
    into.subject_groups += [Statement(code, text) for code, text in found if code not in known]
    return bool(found)


def put_data(unit: Unit, into: Statements) -> bool:
    """Read categories of data; a bullet that is not known is kept without a code."""
    known = {statement.code for statement in into.data_categories}
    found = [(code, text) for code, text in coded("data", unit) if code not in known or text == unit.text]
    into.data_categories += [Statement(code, text) for code, text in found]
    if not found and unit.bullet:
        into.data_categories.append(Statement(None, unit.text))
    return bool(found) or unit.bullet


def put_rights(unit: Unit, into: Statements) -> bool:
    """Read rights in their own words; what else stands below that heading is kept without a code."""
    known = {statement.code for statement in into.rights}
    codes = _codes("rights", unit.text)
    if "marketing_objection" in codes:
        codes = ["marketing_objection", *(c for c in codes if c not in {"marketing_objection", "objection"})]
    table = vocabulary("description")["rights"]
    into.rights.append(Statement(codes[0] if codes else None, unit.text))
    into.rights += [Statement(code, str(table[code]["label"])) for code in codes[1:] if code not in known]
    return True


def put_sources(unit: Unit, into: Statements) -> bool:
    """Read sources: "Name: what is obtained" of a bullet is parted."""
    if unit.leads:
        return True
    found = list(coded("sources", unit))
    name, sign, what = unit.text.partition(": ")
    if unit.bullet and sign and len(name) <= _LONGEST_NAME:
        into.sources.append(SourceStatement(found[0][0] if found else "other", name, what))
    elif unit.bullet:
        into.sources.append(SourceStatement(found[0][0] if found else "other", unit.text))
    else:
        several = len(found) > 1
        for i, (kind, text) in enumerate(found):
            into.sources.append(SourceStatement(kind, text if several else "", "" if i else unit.text))
    return bool(found) or unit.bullet


def put_recipients(unit: Unit, into: Statements) -> bool:
    """Read recipients and processors."""
    kinds = _codes("recipients", unit.text)
    kind = next((k for k in kinds if k != "general"), "general")
    if unit.bullet:
        name, _sign, task = unit.text.partition(": ")
        into.recipients.append(RecipientStatement(kind, name, task))
    elif kinds and not unit.leads:
        into.recipients.append(RecipientStatement(kind, "", unit.text))
    return bool(kinds) or unit.bullet


def put_transfers(unit: Unit, into: Statements, *, below_heading: bool) -> bool:
    """Read whether data leave the EEA. Above another heading only a sentence that names the EEA is looked at."""
    table: dict[str, list[str]] = vocabulary("description")["transfers"]
    if not below_heading and not first_match(table["mentions"], unit.text):
        return False
    outside: OutsideEea = "unknown"
    if first_match(table["no"], unit.text):
        outside = "no"
    elif first_match(table["if_needed"], unit.text):
        outside = "if_needed"
    elif first_match(table["mentions"], unit.text):
        outside = "yes"
    before = into.transfers
    text = f"{before.text} {unit.text}".strip()
    into.transfers = Transfers(before.outside_eea if before.outside_eea != "unknown" else outside, text)
    return True


def put_protections(unit: Unit, into: Statements) -> bool:
    """Read protections; every sentence below that heading is one."""
    kinds = _codes("protections", unit.text)
    order = list(vocabulary("description")["protections"])
    kind = min(kinds, key=order.index, default="organisational")
    into.protections.append(Protection(kind, unit.text))
    return True


def put_retention(unit: Unit, into: Statements, *, below_heading: bool) -> bool:
    """Read how long data are kept: by the words, or because the heading says so."""
    found = below_heading or first_match(vocabulary("description")["retention"]["patterns"], unit.text) is not None
    if found:
        into.retention.append(RetentionStatement("", unit.text))
    return found


def with_bases(statements: Statements) -> tuple[Purpose, ...]:
    """Return the purposes, each with the first of its usual bases that the text names, or the only one it names."""
    table: dict[str, dict[str, Any]] = vocabulary("description")["purposes"]
    result: list[Purpose] = []
    for purpose in statements.purposes:
        usual = table[purpose.code]["bases"] if purpose.code else []
        only = statements.bases[0] if len(statements.bases) == 1 else None
        result.append(Purpose(purpose.code, purpose.text, next((b for b in usual if b in statements.bases), only)))
    return tuple(result)
