"""Reads vCard 2.1–4.0 as Outlook, Gmail, Apple and telephones write it; each card by itself, so that one costs one."""

import logging
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from asiakasrekisteri.domain.personname import PersonName, split_name
from asiakasrekisteri.domain.texts import N_, _
from asiakasrekisteri.exchange.raw import decode_text, read_bounded, tidy

MOST_BYTES = 60_000_000
"""The largest file that is read: cards with pictures have some ten kilobytes each."""
_LONGEST_CARD = 3_000_000
_MOST_OF_A_KIND = 20
_SIGN = re.compile(rb"BEGIN:VCARD", re.IGNORECASE)
_EDGE = re.compile(r"^[ \t]*(?:item\d+\.)?(BEGIN|END)[ \t]*:[ \t]*VCARD[ \t]*$", re.IGNORECASE | re.MULTILINE)
_BULKY = re.compile(
    r"^(?:[\w-]+\.)?(?:PHOTO|LOGO|SOUND|KEY|X-MS-CARDPICTURE)[;:][^\n]*\n(?:[ \t][^\n]*\n|[A-Za-z0-9+/=]{20,}\r?\n)*",
    re.IGNORECASE | re.MULTILINE,
)
_NOTES = 5000
_NOBODY = PersonName("", "")
_NOT_TAKEN = {
    "PHOTO": N_("kuvaa ei tarvita"),
    "LOGO": N_("kuvaa ei tarvita"),
    "SOUND": N_("ääntä ei tarvita"),
    "KEY": N_("salausavaimia ei tallenneta"),
    "BDAY": N_("syntymäaikaa ei tallenneta ilman tarvetta"),
    "ANNIVERSARY": N_("merkkipäivää ei tarvita"),
    "GENDER": N_("sukupuolta ei tarvita"),
    "GEO": N_("sijaintia ei tarvita"),
    "RELATED": N_("läheisten tietoja ei tarvita"),
    "IMPP": N_("pikaviestitunnuksia ei tarvita"),
    "URL": N_("verkko-osoitetta ei tarvita"),
    "CATEGORIES": N_("ryhmiä ei tarvita"),
    "NICKNAME": N_("kutsumanimeä ei tarvita"),
}
"""What a card may hold and the register does not take: only what is needed is stored (GDPR Art. 5(1)(c))."""
logging.getLogger("vobject.base").disabled = True  # it writes the lines it cannot read, and they are personal data


@dataclass(frozen=True, slots=True, kw_only=True)
class CardAddress:
    """A postal address: `use` is "home", "work" or "" as the card tells."""

    use: str
    street: str
    postcode: str
    town: str
    country: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One card.

    Attributes:
        line: of its beginning in the file, from 1.
        name: of the person; both parts "" where the card is of an organisation alone.
        organisation, title: as written; the parts of an organisation parted by commas.
        phones, emails: with their use: "home", "work", "cell" or "".
        language: code of two letters, "" where not told.
        problem: why it cannot be read; then there is nothing else.
    """

    line: int
    name: PersonName = _NOBODY
    organisation: str = ""
    title: str = ""
    phones: tuple[tuple[str, str], ...] = ()
    emails: tuple[tuple[str, str], ...] = ()
    addresses: tuple[CardAddress, ...] = ()
    note: str = ""
    language: str = ""
    problem: str = ""


def recognise(content: bytes) -> bool:
    """Tell whether the beginning of a file shows cards."""
    return _SIGN.search(content[:2000].replace(b"\0", b"")) is not None


def not_taken(names: Iterable[str]) -> list[tuple[str, str]]:
    """Return the properties of cards that are passed over, each with the reason in the user's language."""
    return [(name, _(_NOT_TAKEN[name])) for name in sorted(set(names) & _NOT_TAKEN.keys())]


def read_cards(path: Path) -> tuple[tuple[Card, ...], frozenset[str]]:
    """Read the cards of a file; return them and the names of the properties that they hold.

    Raises:
        ExchangeError: the file cannot be read, or is too large.
    """
    text = decode_text(read_bounded(path, MOST_BYTES)).replace("\r\n", "\n").replace("\r", "\n")
    names: set[str] = set()
    return tuple(_card(line, part, names) for line, part in _parts(text)), frozenset(names)


def _parts(text: str) -> Iterator[tuple[int, str]]:
    """Yield each card with the number of its first line; one within another (AGENT) goes with it."""
    depth, begun, line, seen = 0, 0, 1, 0
    for mark in _EDGE.finditer(text):
        if mark[1].upper() == "BEGIN":
            if depth == 0:
                begun = mark.start()
            depth += 1
        elif depth:
            depth -= 1
            if depth == 0:
                line += text.count("\n", seen, begun)
                seen = begun
                yield line, text[begun : mark.end()]
    if depth:
        line += text.count("\n", seen, begun)
        yield line, text[begun:] + "\nEND:VCARD" * depth


def _card(line: int, text: str, names: set[str]) -> Card:
    names.update(name.upper() for name in re.findall(r"^(?:[\w-]+\.)?([A-Za-z-]{2,20})[;:]", text, re.MULTILINE))
    bare = _BULKY.sub("", f"{text}\n")
    if len(bare) > _LONGEST_CARD:
        return Card(line=line, problem=_("kortti on liian suuri"))
    try:
        import vobject  # noqa: PLC0415 - loaded when a card is read, not with the window

        found = next(iter(vobject.readComponents(bare, allowQP=True, ignoreUnreadable=True)), None)
        if found is None:
            return Card(line=line, problem=_("korttia ei voi lukea; vie se uudelleen toisesta ohjelmasta"))
        return _read(line, found)
    except Exception:  # noqa: BLE001 - the library raises whatever its parts do on a broken line
        return Card(line=line, problem=_("korttia ei voi lukea; vie se uudelleen toisesta ohjelmasta"))


def _read(line: int, card: Any) -> Card:
    organisation = ", ".join(filter(None, map(_plain, _listed(card, "org"))))
    return Card(
        line=line,
        name=_name(card, organisation),
        organisation=organisation,
        title=_first(card, "title") or _first(card, "role"),
        phones=tuple((_use(one), _phone(_plain(one.value))) for one in _all(card, "tel") if _plain(one.value)),
        emails=tuple((_use(one), _plain(one.value)) for one in _all(card, "email") if _plain(one.value)),
        addresses=tuple(filter(None, (_address(one) for one in _all(card, "adr")))),
        note="\n".join(str(one.value).strip()[:_NOTES] for one in _all(card, "note")).strip(),
        language=_first(card, "lang")[:2].lower(),
    )


def _name(card: Any, organisation: str) -> PersonName:
    """Return the person's name; of its parts where they are told, otherwise parted from the whole."""
    for one in _all(card, "n"):
        given = " ".join(filter(None, (_plain(one.value.given), _plain(one.value.additional))))
        family = _plain(one.value.family)
        if family and given:
            return PersonName(given, family)
        if family or given:
            return split_name(family or given) if " " in (family or given) else PersonName("", family or given)
    whole = _first(card, "fn")
    return split_name(whole) if whole and whole != organisation else _NOBODY


def _all(card: Any, name: str) -> list[Any]:
    return list(card.contents.get(name, ()))[:_MOST_OF_A_KIND]


def _first(card: Any, name: str) -> str:
    return next((said for one in _all(card, name) if (said := _plain(one.value))), "")


def _listed(card: Any, name: str) -> list[Any]:
    found = _all(card, name)
    value = found[0].value if found else []
    return list(value) if isinstance(value, list | tuple) else [value]


def _plain(value: Any) -> str:
    if isinstance(value, list | tuple):
        return " ".join(filter(None, map(_plain, value)))
    return tidy(str(value), 300) if value else ""


def _phone(text: str) -> str:
    return text.removeprefix("tel:").partition(";")[0].strip()


def _use(one: Any) -> str:
    """Return the use of a number or an address: of its types, old (;HOME;VOICE:) and new (TYPE="voice,cell")."""
    said = [*getattr(one, "singletonparams", ()), *one.params.get("TYPE", ())]
    types = {word.strip().lower() for text in said for word in str(text).split(",")}
    if types & {"cell", "iphone", "mobile"}:
        return "cell"
    return next((use for use in ("work", "home") if use in types), "")


def _address(one: Any) -> CardAddress | None:
    said = one.value
    street = ", ".join(
        filter(None, (", ".join(_plain(part) for part in _lines(x)) for x in (said.box, said.extended, said.street)))
    )
    address = CardAddress(
        use=_use(one), street=street, postcode=_plain(said.code), town=_plain(said.city), country=_plain(said.country)
    )
    return address if street or address.town else None


def _lines(value: Any) -> list[str]:
    parts = value if isinstance(value, list | tuple) else [value]
    return [line for part in parts for line in str(part or "").splitlines() if line.strip()]
