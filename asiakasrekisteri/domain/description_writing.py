"""Writes a structured description out as plain text with headings, every statement with its place in it.

A description that never was a text can so be checked, searched and compared as one.
"""

from collections import defaultdict
from collections.abc import Iterator

from asiakasrekisteri.domain.description import Contact, Controller, Description, Purpose
from asiakasrekisteri.domain.description_places import SURROUNDINGS, Passage, Place, ReadDescription
from asiakasrekisteri.domain.findings import SECTION_TITLES, Section
from asiakasrekisteri.domain.texts import _

_SECTIONS: dict[str, Section] = {
    "controller": "controller",
    "contact": "contact",
    "register_name": "register",
    "purposes": "purposes",
    "subjects": "subjects",
    "data": "contents",
    "sources": "sources",
    "recipients": "recipients",
    "transfers": "transfers",
    "retention": "retention",
    "protections": "protection",
    "necessity": "necessity",
    "automated": "automated",
    "rights": "rights",
}
"""The section whose title stands above each part of the text, in the order in which they are written."""

_Line = tuple[str, str]
"""Where a line belongs ("purposes", "controller.name") and its words."""


def write_out(said: Description) -> ReadDescription:
    """Return the description as a text with headings; parts that say nothing have none."""
    text = ""
    places: defaultdict[str, list[Place]] = defaultdict(list)
    passages: list[Passage] = []
    for part, section in _SECTIONS.items():
        lines = [line for line in _lines(said, part) if line[1]]
        if not lines:
            continue
        start = len(text)
        text += f"{_(SECTION_TITLES[section])}\n\n"
        places[SURROUNDINGS].append(Place(start, len(text) - 2))
        body = len(text)
        for key, words in lines:
            places[key].append(Place(len(text), len(text) + len(words)))
            text += f"{words}\n"
        text += "\n"
        passages.append(Passage((part,), start, body, len(text)))
    return ReadDescription(text, said, {key: tuple(found) for key, found in places.items()}, tuple(passages))


def _lines(said: Description, part: str) -> Iterator[_Line]:
    if part == "controller":
        yield from _identity(part, said.controller)
    elif part == "contact":
        yield from _identity(part, said.contact)
    elif part in {"register_name", "necessity", "automated"}:
        yield part, getattr(said, part)
    elif part == "transfers":
        yield part, said.transfers.text
    else:
        yield from _statements(said, part)


def _identity(part: str, who: Controller | Contact) -> Iterator[_Line]:
    for name in ("name", "business_id", "address", "phone", "email"):
        yield f"{part}.{name}", getattr(who, name, "")


def _statements(said: Description, part: str) -> Iterator[_Line]:
    """Give the items of a list, one to a line; each has a line, for the places run beside the list."""
    lists: dict[str, tuple[str, list[str]]] = {
        "purposes": ("purposes", [_purpose(one) for one in said.purposes]),
        "subjects": ("subject_groups", [one.text for one in said.subject_groups]),
        "data": ("data_categories", [one.text for one in said.data_categories]),
        "sources": ("sources", [_pair(one.name, one.what) for one in said.sources]),
        "recipients": ("recipients", [_pair(one.name, one.task) for one in said.recipients]),
        "protections": ("protections", [one.text for one in said.protections]),
        "retention": ("retention", [one.text for one in said.retention]),
        "rights": ("rights", [one.text for one in said.rights]),
    }
    key, lines = lists[part]
    yield from ((key, words or "–") for words in lines)


def _purpose(one: Purpose) -> str:
    return f"{one.text} ({one.interest})" if one.interest else one.text


def _pair(name: str, rest: str) -> str:
    return f"{name}: {rest}" if name and rest else name or rest
