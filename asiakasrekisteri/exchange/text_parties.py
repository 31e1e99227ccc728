"""Reads whom data come from and go to: bullets with a name and what is said of it, and firms that sentences name."""

import re
from dataclasses import replace

from asiakasrekisteri.domain.description import RecipientStatement, SourceStatement
from asiakasrekisteri.exchange.patterns import first_match
from asiakasrekisteri.exchange.text_firms import NamedFirm, clause_of, country_of, firms_in
from asiakasrekisteri.exchange.text_recipients import named, transfer_to
from asiakasrekisteri.exchange.text_statements import Statements, coded, codes_in, label, piece, says
from asiakasrekisteri.exchange.text_units import Unit
from asiakasrekisteri.exchange.vocabulary import vocabulary

_LONGEST_NAME = 70
_DASH = re.compile(r"\s[–—-]\s")
_CLAUSES = re.compile(r",\s|\s(?:ja|sekä|eikä|eivätkä)\s")
_COMMA = re.compile(r",\s")


def put_sources(unit: Unit, into: Statements) -> bool:
    """Read sources: "Name: what is obtained" of a bullet is parted."""
    found = list(coded("sources", unit))
    if unit.leads and not (found and says("told_by", unit.text)):
        return True
    name, what = unit.parted()
    if unit.bullet and what and len(name) <= _LONGEST_NAME:
        into.add("sources", SourceStatement(found[0][0] if found else "other", name, what), unit.place)
    elif unit.bullet:
        into.add("sources", SourceStatement(found[0][0] if found else "other", unit.text), unit.place)
        for kind, text in found[1:]:
            into.add("sources", SourceStatement(kind, text), unit.place)
    else:
        several = len(found) > 1
        for i, (kind, text) in enumerate(found):
            name = label("sources", kind)
            said = text if text != name else ""
            into.add("sources", SourceStatement(kind, name if several else "", said if i else unit.text), unit.place)
    return bool(found) or unit.bullet


def put_told_source(unit: Unit, into: Statements) -> bool:
    """Read whom a sentence on the data says that they come from: "Asiakkaalta itseltään kysytään nimi …"."""
    return not unit.bullet and says("told_by", unit.text) and put_sources(unit, into)


def put_other_source(unit: Unit, into: Statements) -> bool:
    """Keep a sentence below the heading of sources whose words the vocabulary does not know."""
    into.add("sources", SourceStatement("other", "", unit.text), unit.place)
    return True


def put_recipients(unit: Unit, into: Statements) -> bool:
    """Read recipients and processors; bullets are of the kind that the words before them name."""
    kinds = codes_in("recipients", unit.text)
    led = codes_in("recipients", into.lead) if unit.bullet or not kinds else []
    kind = next((k for k in [*kinds, *led] if k != "general"), "general")
    firms = [] if unit.leads else firms_in(unit.text)
    if unit.bullet and len(firms) <= 1:
        _put_named(unit, named(kind, *_parted(unit, firms)), into)
    elif firms:
        _put_firms(unit, kind, firms, into)
    elif kinds and not unit.leads:
        into.add("recipients", RecipientStatement(kind, "", unit.text), unit.place)
        for other in (one for one in kinds if one not in {kind, "general"}):
            own = piece(unit.text, "recipients", other)
            into.add("recipients", RecipientStatement(other, "", own), unit.place)
    return bool(kinds) or bool(firms) or unit.bullet


def put_other_recipient(unit: Unit, into: Statements) -> bool:
    """Keep a sentence below the heading of recipients whose words the vocabulary does not know."""
    into.add("recipients", RecipientStatement("general", "", unit.text), unit.place)
    return True


def _parted(unit: Unit, firms: list[NamedFirm]) -> tuple[str, str]:
    """Return a bullet's name and task, parted by a colon, else by a dash, else behind the firm's name."""
    name, rest = unit.parted()
    if unit.cells or (rest and len(name) <= _LONGEST_NAME):
        return name, rest
    dash = _DASH.search(unit.text)
    if dash and dash.start() <= _LONGEST_NAME:
        name, rest = unit.text[: dash.start()], unit.text[dash.end() :]
        comma = _COMMA.search(name)
        if comma and country_of(name[comma.end() :]):
            return name[: comma.start()], f"{name[comma.end() :]}; {rest}"
        return name, rest
    if firms and firms[0].start == 0 and unit.text[firms[0].end :].startswith(", "):
        rest = unit.text[firms[0].end + 2 :]
        return unit.text[: firms[0].end], "; ".join(_COMMA.split(rest))
    return name, rest


def _put_firms(unit: Unit, kind: str, firms: list[NamedFirm], into: Statements) -> None:
    """Put each firm that a sentence names, with its own clause; of the rest what tells of another kind."""
    for firm in firms:
        clause = clause_of(unit.text, firm, firms)
        own = next((code for code in codes_in("recipients", clause) if code != "general"), kind)
        task = firm.aside or ("" if clause == firm.name else clause if len(firms) > 1 else unit.text)
        _put_named(unit, RecipientStatement(own, firm.name, task, country=firm.country), into)
    known = {one.kind for one in into.recipients[-len(firms) :]}
    for other in codes_in("recipients", unit.text):
        if other not in {*known, "general"} and len(firms) > 1:
            into.add("recipients", RecipientStatement(other, "", piece(unit.text, "recipients", other)), unit.place)


def _put_named(unit: Unit, one: RecipientStatement, into: Statements) -> None:
    into.add("recipients", one, unit.place)
    if transfer := transfer_to(one, unit.text):
        known = into.transfers.outside_eea
        places = (*into.transfers.places, transfer)
        into.transfers = replace(into.transfers, outside_eea="yes" if known == "unknown" else known, places=places)


def says_of_recipients(unit: Unit) -> bool:
    """Tell whether a clause of a sentence on transfers tells of recipients: "ei luovuteta ulkopuolisille eikä …"."""
    mentions: list[str] = vocabulary("description")["transfers"]["mentions"]
    clauses = [clause for clause in _CLAUSES.split(unit.text) if not first_match(mentions, clause)]
    return any(codes_in("recipients", clause) for clause in clauses)


def is_about_firms(unit: Unit, controller: str) -> bool:
    """Tell whether a sentence names a firm other than the controller: it tells who else handles the data."""
    return any(firm.name.casefold() != controller.casefold() for firm in firms_in(unit.text)) and not says(
        "denials", unit.text
    )
