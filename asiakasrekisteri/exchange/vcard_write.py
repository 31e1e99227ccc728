"""Writes vCard 3.0, which every program and telephone reads: one card for each person."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class CardOut:
    """One person, or a firm without names, as a card.

    Attributes:
        phones, emails: each with its use: WORK, HOME or CELL.
        address: street, post code, town and country.
    """

    first_names: str
    last_name: str
    organisation: str = ""
    title: str = ""
    phones: tuple[tuple[str, str], ...] = ()
    emails: tuple[tuple[str, str], ...] = ()
    address: tuple[str, str, str, str] | None = None


def write_cards(path: Path, cards: Iterable[CardOut]) -> int:
    """Write cards one by one and return how many.

    Raises:
        OSError: the disk does not take it.
    """
    count = 0
    with path.open("w", encoding="utf-8", newline="") as stream:
        for card in cards:
            stream.write(card_text(card))
            count += 1
    return count


def card_text(card: CardOut) -> str:
    """Return a card as text."""
    import vobject  # noqa: PLC0415 - loaded when a card is written, not with the window

    made = vobject.vCard()
    made.add("n").value = vobject.vcard.Name(family=card.last_name, given=card.first_names)
    made.add("fn").value = f"{card.first_names} {card.last_name}".strip() or card.organisation
    if card.organisation:
        made.add("org").value = [card.organisation]
    if card.title:
        made.add("title").value = card.title
    for name, values in (("tel", card.phones), ("email", card.emails)):
        for use, value in values:
            line = made.add(name)
            line.value, line.type_param = value, use
    if card.address is not None:
        street, postcode, town, country = card.address
        line = made.add("adr")
        line.value = vobject.vcard.Address(street=street, code=postcode, city=town, country=country)
        line.type_param = "WORK" if card.organisation else "HOME"
    text: str = made.serialize()
    return text
