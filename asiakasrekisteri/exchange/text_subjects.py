"""Reads whose data are kept: groups that sentences name in passing, and those listed below a heading of their own."""

from asiakasrekisteri.domain.description import Statement
from asiakasrekisteri.domain.description_places import SURROUNDINGS
from asiakasrekisteri.exchange.text_items import items
from asiakasrekisteri.exchange.text_statements import Statements, coded, codes_in, label
from asiakasrekisteri.exchange.text_units import Unit
from asiakasrekisteri.exchange.vocabulary import vocabulary


def put_subjects(unit: Unit, into: Statements) -> bool:
    """Read groups of data subjects that a sentence about something else names."""
    return _put_subjects(unit, into, own_words=False)


def put_subjects_of_data(unit: Unit, into: Statements) -> bool:
    """Read groups of data subjects among categories of data, where a bullet may tell both in its own words."""
    return _put_subjects(unit, into, own_words=unit.bullet)


def _put_subjects(unit: Unit, into: Statements, *, own_words: bool) -> bool:
    known = {statement.code: at for at, statement in enumerate(into.subject_groups)}
    found = list(coded("subjects", unit))
    general = {code for own, _text in found for code in _subsumed(own)}
    found = [(code, text) for code, text in found if code not in general]
    for code, text in found:
        words = text if own_words else label("subjects", code)
        if code not in known:
            into.add("subject_groups", Statement(code, words), unit.place)
        elif own_words and into.subject_groups[known[code]].text == label("subjects", code):
            into.subject_groups[known[code]] = Statement(code, words)  # till now it had only been named in passing
            into.places[SURROUNDINGS].append(into.places["subject_groups"][known[code]])
            into.places["subject_groups"][known[code]] = unit.place
    return bool(found)


def _subsumed(code: str) -> list[str]:
    """Return the wider groups of data subjects that the words of one hold as well: a technical contact is a contact."""
    found: list[str] = vocabulary("description")["subjects"][code].get("subsumes", [])
    return found


def put_named_subjects(unit: Unit, into: Statements) -> bool:
    """Read a bullet below the heading of data subjects: one that is not known is kept without a code."""
    listed = [] if unit.bullet or unit.text.endswith((".", ":")) else unit.text.split(", ")
    if len(listed) > 1:
        for words in listed:
            into.add("subject_groups", Statement(next(iter(codes_in("subjects", words)), None), words), unit.place)
        return True
    found = [] if unit.bullet else items(unit, "subjects")
    for item in found:
        into.add("subject_groups", Statement(item.code, item.text), item.place)
    if found or put_subjects_of_data(unit, into):
        return True
    if unit.bullet:
        into.add("subject_groups", Statement(None, unit.text), unit.place)
    return unit.bullet
