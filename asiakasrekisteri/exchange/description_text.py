"""Reads an old register description, as a firm has had it on its site, into the structured description.

How it goes: the text is parted into sections by its headings (`text_sections`), each section into bullets and
sentences (`text_units`), and each of these is offered to the readers of the part its heading names, then to those that
look at the words only (`text_statements`). Nothing is dropped: what finds no place comes in `unplaced`. All that is
known of Finnish headings and words is data: `resources/vocabulary/description.toml`.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterable
from pathlib import Path

from asiakasrekisteri.domain.description import Contact, Controller, Description
from asiakasrekisteri.exchange import text_statements as put
from asiakasrekisteri.exchange.patterns import first_match, word_pattern
from asiakasrekisteri.exchange.sniff import read_text
from asiakasrekisteri.exchange.text_identity import Identity, read_identity
from asiakasrekisteri.exchange.text_sections import Section, sections
from asiakasrekisteri.exchange.text_units import Unit, lines, units
from asiakasrekisteri.exchange.vocabulary import vocabulary

_DATE = re.compile(r"(?<![\d.])(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})(?!\d)")
_ODD_BLANKS = str.maketrans({"\u00a0": " ", "\u202f": " ", "\u2007": " ", "\u200b": "", "\ufeff": "", "\u00ad": ""})
_IDENTITY_PARTS = ("controller", "contact")
_MENTIONS = 2
_STEM = 4
_SCRAP = 2

_Reader = Callable[[Unit, put.Statements], bool]
_READERS: dict[str, _Reader] = {
    "basis": put.put_basis,
    "purposes": put.put_purposes,
    "subjects": put.put_subjects,
    "data": put.put_data,
    "sources": put.put_sources,
    "recipients": put.put_recipients,
    "protections": put.put_protections,
    "rights": put.put_rights,
}
_ALONGSIDE: dict[str, tuple[_Reader, ...]] = {
    "purposes": (put.put_basis, put.put_subjects),
    "basis": (put.put_subjects,),
    "data": (put.put_subjects,),
}
"""Readers that look at the units of a part as well, without taking them from it."""
_OTHERWISE: dict[str, tuple[_Reader, ...]] = {
    "purposes": (put.put_recipients,),
    "basis": (put.put_recipients,),
    "data": (put.put_recipients,),
    "sources": (put.put_recipients,),
}
"""Readers that are asked when those of the part find nothing."""


def read_description_file(path: Path) -> Description:
    """Read a text file in any usual encoding.

    Raises:
        ExchangeError: the file cannot be read or is no text.
    """
    return read_description(read_text(path))


def read_description(text: str) -> Description:
    """Read a text. Never fails: of a text that is no description at all everything is unplaced."""
    return _Reading(text.replace("\r\n", "\n").replace("\r", "\n").translate(_ODD_BLANKS)).description()


class _Reading:
    """One reading of one text."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._identities: dict[str, Identity] = {part: {} for part in _IDENTITY_PARTS}
        self._names: list[str] = []
        self._register_name = ""
        self._dated = ""
        self._statements = put.Statements()
        self._left: list[str] = []

    def description(self) -> Description:
        """Read all sections and put the description together."""
        for section in sections(self._text):
            self._read(section)
        found = self._statements
        controller = self._controller()
        return Description(
            controller=controller,
            contact=Contact(**_fields(self._identities["contact"], ("name", "address", "phone", "email"))),
            register_name=self._register_name,
            dated=self._dated,
            purposes=put.with_bases(found),
            subject_groups=tuple(found.subject_groups),
            data_categories=tuple(found.data_categories),
            sources=tuple(found.sources),
            recipients=tuple(found.recipients),
            transfers=found.transfers,
            protections=tuple(found.protections),
            retention=tuple(found.retention),
            rights=tuple(found.rights),
            unplaced=tuple(self._left + [name for name in self._names if not _same(name, controller.name)]),
        )

    def _read(self, section: Section) -> None:
        part = section.codes[0] if section.codes else ""
        if not part:
            self._read_front(lines(self._text, section.body, section.end))
        elif part in _IDENTITY_PARTS:
            self._read_identity(part, lines(self._text, section.body, section.end))
        elif part == "register_name":
            self._read_register_name(lines(self._text, section.body, section.end))
        else:
            for unit in units(self._text, section.body, section.end):
                if not self._place(unit, section.codes):
                    self._left.append(unit.text)

    def _read_front(self, found: Iterable[Unit]) -> None:
        """Read what stands before the first heading: title, date, law, the register's and the firm's name."""
        front: dict[str, list[str]] = vocabulary("description")["front"]
        for unit in found:
            rest = self._without_date(unit.text).strip("#* ")
            title = first_match(front["titles"], rest)
            if first_match(front["legal"], rest) or not rest:
                continue
            if title and title.start() == 0:
                rest = rest[title.end() :].strip(" -–:,.")
                self._names += [rest] if rest else []
            elif not self._register_name and _ends_in(front["register"], rest):
                self._register_name = rest.rstrip(" .")
            elif self._looks_like_firm(rest):
                self._names.append(rest)
            else:
                self._left.append(unit.text)

    def _read_identity(self, part: str, found: Iterable[Unit]) -> None:
        identity, left = read_identity(found)
        self._identities[part] |= {key: value for key, value in identity.items() if key not in self._identities[part]}
        self._register_name = self._register_name or identity.get("register_name", "").rstrip(" .")
        self._without_date(identity.get("dated", ""))
        self._left += left

    def _read_register_name(self, found: Iterable[Unit]) -> None:
        """Read the name; what is listed below it is data that the register holds."""
        named = False
        for unit in found:
            if not named and not unit.bullet:
                self._register_name = unit.text.rstrip(" .")
                named = True
            elif not (unit.bullet and put.put_data(unit, self._statements)):
                self._left.append(unit.text)

    def _place(self, unit: Unit, codes: tuple[str, ...]) -> bool:
        """Offer a unit to the readers of its part, then to those that go by the words."""
        part = codes[0]
        found = self._statements
        if part == "dated" or _is_scrap(unit):
            return part == "dated" and self._without_date(unit.text) != unit.text
        for reader in _ALONGSIDE.get(part, ()):
            reader(unit, found)
        if self._place_by_subject(unit, part):
            return True
        placed = [_READERS[code](unit, found) for code in codes if code in _READERS]
        return any(placed) or any(reader(unit, found) for reader in _OTHERWISE.get(part, ())) or unit.leads

    def _place_by_subject(self, unit: Unit, part: str) -> bool:
        """Place what is said of transfers and of times of keeping, below whichever heading it stands."""
        if put.put_transfers(unit, self._statements, below_heading=part == "transfers"):
            return True
        if part == "rights":
            return False
        return put.put_retention(unit, self._statements, below_heading=part == "retention")

    def _without_date(self, text: str) -> str:
        """Take the day of the description out of a text and keep it."""
        match = _DATE.search(text)
        if match is None:
            return text.strip()
        try:
            day = dt.date(int(match[3]), int(match[2]), int(match[1]))
        except ValueError:
            return text.strip()
        self._dated = self._dated or day.isoformat()
        return " ".join((text[: match.start()] + text[match.end() :]).split())

    def _looks_like_firm(self, text: str) -> bool:
        """Tell whether a short line is the name of somebody whom the rest of the text names too."""
        words = text.split()
        return len(words) <= _STEM and text[:1].isupper() and text[-1:] not in ".:!?" and self._text.count(text) > 1

    def _controller(self) -> Controller:
        """Return the controller; a missing name is the firm of the title, or of the register's name."""
        identity = self._identities["controller"]
        if not identity.get("name"):
            identity["name"] = next(iter(self._names), "") or self._name_in_register()
        return Controller(**_fields(identity, ("name", "business_id", "address", "phone", "email")))

    def _name_in_register(self) -> str:
        """Return the first word of the register's name, if the text names it elsewhere too."""
        word = self._register_name.split(" ")[0]
        if len(word) < _STEM or not word[0].isupper() or word_pattern("*rekisteri*").fullmatch(word):
            return ""
        named = len(re.findall(rf"\b{re.escape(word)}\w{{0,3}}\b", self._text)) > _MENTIONS
        return word if named else ""


def _fields(identity: Identity, names: Iterable[str]) -> dict[str, str]:
    return {name: identity.get(name, "") for name in names}


def _ends_in(patterns: Iterable[str], text: str) -> bool:
    last = text.rstrip(" .").rpartition(" ")[2]
    return any(word_pattern(pattern).fullmatch(last) for pattern in patterns)


def _is_scrap(unit: Unit) -> bool:
    """Tell whether a unit is no statement at all: a word or two of a page's menu."""
    return not unit.bullet and len(unit.text.split()) <= _SCRAP and not unit.text.endswith((".", ":", "!", "?"))


def _same(one: str, other: str) -> bool:
    return one.casefold() == other.casefold()
