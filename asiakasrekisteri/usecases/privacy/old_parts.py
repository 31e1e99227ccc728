"""What was understood of an old description: each statement with its place in the text, moved and kept as a draft."""

from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

from asiakasrekisteri.domain.description import (
    Description,
    Protection,
    Purpose,
    RecipientStatement,
    RetentionStatement,
    SourceStatement,
    Statement,
)
from asiakasrekisteri.domain.description_places import LISTS, Place, ReadDescription
from asiakasrekisteri.exchange.description_text import read_description, read_placed_file

_SINGLE = ("register_name", "dated", "contact.name", "contact.address", "contact.phone", "contact.email")

_HEADINGS = {
    "purposes": "Rekisterin käyttötarkoitus",
    "subject_groups": "Rekisteröityjen ryhmät",
    "data_categories": "Rekisterin tietosisältö",
    "sources": "Säännönmukaiset tietolähteet",
    "recipients": "Säännönmukaiset tietojen luovutukset",
    "protections": "Rekisterin suojauksen periaatteet",
    "retention": "Säilytysajat",
    "rights": "Rekisteröidyn oikeudet",
}
"""Headings below which a line is read anew: words for the reader, shown to nobody."""


@dataclass(frozen=True, slots=True)
class Understood:
    """One statement of an old text.

    Attributes:
        field: the list of `Description` that it stands in, "transfers", or a single value such as "contact.name".
        item: the statement as that list has it, or the words.
        place: where it stands in the text; None where the reader told of none.
    """

    field: str
    item: Any
    place: Place | None

    def words(self) -> str:
        """Return what it says."""
        if isinstance(self.item, str):
            return self.item
        parts = (getattr(self.item, name, "") for name in ("name", "text", "what", "task"))
        return ": ".join(part for part in parts if part)


def read_old_parts(file: Path) -> tuple[str, tuple[Understood, ...]]:
    """Return an old text and what was understood of it, in the order of the form. Nothing is stored.

    Raises:
        ExchangeError: the file cannot be read or holds no text.
    """
    read = read_placed_file(file)
    return read.text, (*_singles(read), *_lists(read))


def moved(one: Understood, field: str) -> Understood:
    """Return a statement as another list has it, read anew as what it is there; its words and its place stay."""
    words = one.words()
    anew = _read_anew(field, words)
    if anew is not None:
        return replace(one, field=field, item=anew)
    made: dict[str, Any] = {
        "purposes": Purpose(None, words),
        "sources": SourceStatement("customer", words),
        "recipients": RecipientStatement("general", words),
        "protections": Protection("organisational", words),
        "retention": RetentionStatement("", words),
        "unplaced": words,
    }
    return replace(one, field=field, item=made.get(field, Statement(None, words)))


def reworded(one: Understood, words: str) -> Understood:
    """Return a statement with other words, read anew; its list and its place stay. Blank words change nothing.

    Words that say nothing the reader knows keep the code, kind and basis that the statement had.
    """
    clean = " ".join(words.split())
    if not clean or clean == one.words():
        return one
    anew = _read_anew(one.field, clean)
    if anew is not None:
        basis = {"basis": one.item.basis} if isinstance(anew, Purpose) and not anew.basis else {}
        return replace(one, item=replace(anew, **basis))
    if isinstance(one.item, str):
        return replace(one, item=clean)
    names = {each.name for each in fields(one.item)}
    main = next(name for name in ("text", "name") if name in names)
    others: dict[str, Any] = {name: "" for name in ("what", "task") if name in names}
    return replace(one, item=replace(one.item, **{main: clean, **others}))


def _read_anew(field: str, words: str) -> Any:
    """Return what the reader makes of some words below the heading of a list; None when it knows nothing of them."""
    if field not in _HEADINGS:
        return None
    found = getattr(read_description(f"{_HEADINGS[field]}\n\n- {words}\n"), field)
    if len(found) != 1 or Understood(field, found[0], None).words() != words:
        return None
    known = (getattr(found[0], name, "") for name in ("code", "category"))
    told = field in {"sources", "recipients", "protections"} or any(known)
    return found[0] if told else None


def as_draft(parts: tuple[Understood, ...], own: Description) -> Description:
    """Return what was understood as a description of the firm's own; what it does not tell stays as it was."""
    lists: dict[str, Any] = {name: tuple(one.item for one in parts if one.field == name) for name in LISTS}
    said = {name: found for name, found in lists.items() if found or name == "unplaced"}
    draft = replace(own, **said)
    for one in parts:
        if one.field == "transfers":
            draft = replace(draft, transfers=one.item)
        elif one.field.startswith("contact."):
            value: dict[str, Any] = {one.field.partition(".")[2]: one.item}
            draft = replace(draft, contact=replace(draft.contact, **value))
        elif one.field == "register_name":
            draft = replace(draft, register_name=one.item)
    return draft


def _singles(read: ReadDescription) -> list[Understood]:
    found = []
    for field in _SINGLE:
        owner, _dot, name = field.rpartition(".")
        said = getattr(getattr(read.description, owner) if owner else read.description, name)
        if said:
            places = read.places.get(field, ())
            found.append(Understood(field, said, places[0] if places else None))
    return found


def _lists(read: ReadDescription) -> list[Understood]:
    found = []
    for field in LISTS:
        places = read.places.get(field, ())
        for number, item in enumerate(getattr(read.description, field)):
            found.append(Understood(field, item, places[number] if number < len(places) else None))
    if read.places.get("transfers"):
        found.append(Understood("transfers", read.description.transfers, read.places["transfers"][0]))
    return found
