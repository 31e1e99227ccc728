"""One reading of one description text: who offers which words to which reader, and what becomes of the rest."""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator

from asiakasrekisteri.domain.description import Contact, Controller, Description
from asiakasrekisteri.domain.description_places import SURROUNDINGS, Passage, Place, ReadDescription
from asiakasrekisteri.exchange import text_statements as put
from asiakasrekisteri.exchange.patterns import first_match, word_pattern
from asiakasrekisteri.exchange.text_clean import whole_words
from asiakasrekisteri.exchange.text_cues import about, who
from asiakasrekisteri.exchange.text_heads import is_table_head
from asiakasrekisteri.exchange.text_identity import Identity, only_business_id, read_identity
from asiakasrekisteri.exchange.text_places import place_of, places_of
from asiakasrekisteri.exchange.text_sections import sections
from asiakasrekisteri.exchange.text_units import Unit, lines, units
from asiakasrekisteri.exchange.vocabulary import vocabulary

_DATE = re.compile(r"(?<![\d.])(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})(?!\d)")
_IDENTITY_PARTS = ("controller", "contact")
_FIELDS = {
    "controller": ("name", "business_id", "address", "phone", "email"),
    "contact": ("name", "address", "phone", "email"),
}
_LED_TO = frozenset({"purposes", "data", "sources", "recipients", "rights"})
_MENTIONS = 2
_STEM = 4
_SCRAP = 2
_FEW_WORDS = 8

_Reader = Callable[[Unit, put.Statements], bool]
_READERS: dict[str, _Reader] = {
    "basis": put.put_basis,
    "purposes": put.put_purposes,
    "subjects": put.put_named_subjects,
    "data": put.put_data,
    "sources": put.put_sources,
    "recipients": put.put_recipients,
    "protections": put.put_protections,
    "rights": put.put_rights,
}
_ALONGSIDE: dict[str, tuple[_Reader, ...]] = {
    "purposes": (put.put_basis, put.put_subjects),
    "basis": (put.put_subjects,),
    "data": (put.put_subjects_of_data,),
}
"""Readers that look at the units of a part as well, without taking them from it."""
_OTHERWISE: dict[str, tuple[_Reader, ...]] = {
    "purposes": (put.put_recipients,),
    "basis": (put.put_recipients,),
    "data": (put.put_recipients,),
    "sources": (put.put_recipients,),
}
"""Readers that are asked when those of the part find nothing."""


class Reading:
    """One reading: `text` as it was given, and the same text cleaned, letter for letter in the same places."""

    def __init__(self, text: str, clean: str) -> None:
        self._given = text
        self._text = clean
        self._identities: dict[str, Identity] = {part: {} for part in _IDENTITY_PARTS}
        self._names: list[tuple[str, Place]] = []
        self._register_name = ""
        self._dated = ""
        self._begun = 0
        self._statements = put.Statements()
        self._places = self._statements.places
        self._left: list[str] = []

    def result(self) -> ReadDescription:
        """Read all sections and put the description together."""
        passages = sections(self._text)
        for passage in passages:
            if self._text[passage.start : passage.body].strip():
                self._surround(Place(passage.start, passage.body))
            self._read(passage)
        description = self._description()
        places = {part: tuple(whole_words(self._given, at) for at in found) for part, found in self._places.items()}
        return ReadDescription(self._given, description, places, passages)

    def _description(self) -> Description:
        found = self._statements
        controller = self._controller()
        for name, place in self._names:
            if name.casefold() != controller.name.casefold():
                self._leave(name, place)
        return Description(
            controller=controller,
            contact=Contact(**_fields(self._identities["contact"], "contact")),
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
            parts=tuple(found.parts),
            automated=" ".join(found.automated),
            necessity=" ".join(found.necessity),
            unplaced=tuple(self._left),
        )

    def _read(self, passage: Passage) -> None:
        part = passage.codes[0] if passage.codes else ""
        heading = " ".join(self._text[passage.start : passage.body].split())
        self._begun = passage.body
        self._statements.lead = (
            heading if part in {"recipients", "protections"} else ""
        )  # "Käsittelijät" tells what those below are
        if not part:
            self._read_unheaded(passage)
        elif part == "dated":
            self._read_dated(passage)
        elif part in _IDENTITY_PARTS:
            self._read_identity(part, lines(self._text, passage.body, passage.end))
        elif part == "register_name":
            self._read_register_name(lines(self._text, passage.body, passage.end))
        else:
            found = units(self._text, passage.body, passage.end)
            for at, unit in enumerate(found):
                self._read_unit(unit, passage.codes, last=at == len(found) - 1)

    def _read_unit(self, unit: Unit, codes: tuple[str, ...], *, last: bool) -> None:
        if is_table_head(unit.cells):
            self._surround(unit.place)
        elif _is_clutter(unit):
            self._leave(unit.text, unit.place)
        elif self._place_and_see(unit, lambda: self._place(unit, self._led(unit) or codes)):
            pass
        elif unit.leads or (not last and not unit.bullet and not unit.text.endswith((".", "!", "?")) and _long(unit)):
            self._surround(unit.place)  # words that only lead to what follows
        elif not self._place_by_cue(unit):
            self._leave(unit.text, unit.place)
        if not unit.bullet:
            self._statements.lead = unit.text if unit.leads or not unit.text.endswith(".") else ""

    def _read_unheaded(self, passage: Passage) -> None:
        """Read what stands below no heading that we know: the title's lines, and sentences by their words."""
        for start, end, prose in _paragraphs(self._text, passage.body, passage.end):
            if prose:
                for unit in units(self._text, start, end):
                    self._read_sentence(unit)
            else:
                for line in lines(self._text, start, end):
                    self._read_front(line)

    def _read_sentence(self, unit: Unit) -> None:
        front: dict[str, list[str]] = vocabulary("description")["front"]
        if first_match(front["legal"], unit.text) and not about(unit):
            self._without_date(unit.text, unit.place)
            self._surround(unit.place)
        elif not self._place_by_cue(unit):
            self._read_front(unit)

    def _read_front(self, unit: Unit) -> None:
        """Read a line before the first heading: title, date, law, the register's and the firm's name."""
        front: dict[str, list[str]] = vocabulary("description")["front"]
        rest = self._without_date(unit.text, unit.place).strip("#* ")
        title = first_match(front["titles"], rest)
        if first_match(front["legal"], rest) or not rest or _only_says_date(rest):
            self._surround(unit.place)
        elif title and title.start() == 0:
            rest = rest[title.end() :].strip(" -–:,.")
            self._surround(unit.place)
            self._names += [(rest, place_of(self._text, unit.place, rest))] if rest else []
        elif not self._register_name and _ends_in(front["register"], rest) and len(rest.split()) <= _FEW_WORDS:
            self._name_register(rest, unit.place)
        elif self._looks_like_firm(rest):
            self._names.append((rest, unit.place))
            self._places["names"].append(unit.place)
        elif not (unit.bullet or _long(unit)) or not self._place_by_cue(unit):
            self._leave(unit.text, unit.place)

    def _read_identity(self, part: str, found: Iterable[Unit]) -> None:
        """Read who somebody is; sentences about something else go where their words point."""
        own: list[Unit] = []
        for unit in (sentence for line in found for sentence in self._sentences(line)):
            if _long(unit) and unit.text.endswith(".") and about(unit) not in {"", part}:
                if not self._place_by_cue(unit):
                    self._leave(unit.text, unit.place)
            else:
                own.append(who(unit, part) if _is_sentence(unit) else unit)
        if own:
            self._identify(part, own, Place(own[0].start, own[-1].end))

    def _sentences(self, line: Unit) -> tuple[Unit, ...]:
        """Part a line that runs on into its sentences."""
        return units(self._text, line.start, line.end) if len(line.text.split()) > _FEW_WORDS else (line,)

    def _identify(self, part: str, found: Iterable[Unit], within: Place) -> None:
        identity, left = read_identity(found)
        known = self._identities[part]
        for key, value in identity.items():
            if key in _FIELDS[part] and key not in known:
                known[key] = value
                self._places[f"{part}.{key}"] += places_of(self._text, within, value)
        if identity.get("register_name") and not self._register_name:
            self._name_register(identity["register_name"], within)
        self._without_date(identity.get("dated", ""), within)
        for words in left:
            self._leave(words, place_of(self._text, within, words))
        self._surround(within)

    def _read_dated(self, passage: Passage) -> None:
        """Read the day on its line; what stands below it belongs to no heading."""
        begin, end = next(_lines_with_words(self._text, passage.body, passage.end), (passage.body, passage.end))
        line = " ".join(self._text[begin:end].split())
        rest = self._without_date(line, Place(begin, end)).strip(" .,:;–-")
        if rest:
            self._leave(rest, place_of(self._text, Place(begin, end), rest))
        self._surround(Place(begin, end))
        self._read_unheaded(Passage((), end, end, passage.end))

    def _read_register_name(self, found: Iterable[Unit]) -> None:
        """Read the name; what is listed below it is data that the register holds."""
        named = False
        for unit in found:
            if not named and not unit.bullet:
                self._name_register(unit.text, unit.place)
                named = True
            elif unit.bullet:
                self._statements.add("parts", unit.text, unit.place)
                put.put_data(unit, self._statements)
            elif not self._place_by_cue(unit):
                self._leave(unit.text, unit.place)

    def _name_register(self, name: str, place: Place) -> None:
        self._register_name = self._register_name or name.rstrip(" .")
        self._places["register_name"].append(place_of(self._text, place, name))

    def _place(self, unit: Unit, codes: tuple[str, ...]) -> bool:
        """Offer a unit to the readers of its part, then to those that go by the words."""
        part = codes[0]
        found = self._statements
        if _is_scrap(unit) and "\n" in self._text[self._begun : unit.start]:
            return False
        for reader in _ALONGSIDE.get(part, ()):
            reader(unit, found)
        if self._place_by_subject(unit, part):
            return True
        placed = [_READERS[code](unit, found) for code in codes if code in _READERS]
        return any(placed) or any(reader(unit, found) for reader in _OTHERWISE.get(part, ()))

    def _place_by_subject(self, unit: Unit, part: str) -> bool:
        """Place what is said of transfers, times of keeping and the like, below whichever heading it stands."""
        found = self._statements
        if part == "recipients" and unit.bullet:
            put.put_transfers(unit, found, below_heading=False)
            return False
        for side in ("automated", "necessity"):
            if part == side or (part != "rights" and put.says(side, unit.text)):
                return put.put_aside(side, unit, found)
        rights_here = part == "protections" and about(unit) == "rights" and bool(put.codes_in("rights", unit.text))
        if rights_here or put.says("minimisation", unit.text):
            return (put.put_rights if rights_here else put.put_protections)(unit, found)
        if put.put_transfers(unit, found, below_heading=part == "transfers"):
            return True
        return part != "rights" and put.put_retention(unit, found, below_heading=part == "retention")

    def _place_by_cue(self, unit: Unit) -> bool:
        """Place a sentence by what its words point to."""
        part = about(unit)
        if part in _IDENTITY_PARTS:
            self._identify(part, [who(unit, part)], unit.place)
            return True
        if part == "register_name":
            self._name_register(who(unit, part).text, unit.place)
            return True
        codes = (part, "basis") if part == "purposes" else (part,)
        return self._place_and_see(
            unit, lambda: self._place_by_subject(unit, part) or (bool(part) and self._place(unit, codes))
        )

    def _place_and_see(self, unit: Unit, place: Callable[[], bool]) -> bool:
        """Place a unit; its words around what was found, or all when it was said before, are at least known of."""
        before = self._placed()
        placed = place()
        if placed and (not unit.bullet or self._placed() == before):
            self._surround(unit.place)
        return placed

    def _without_date(self, text: str, place: Place) -> str:
        """Take the day of the description out of a text and keep it."""
        match = _DATE.search(text)
        if match is None:
            return text.strip()
        try:
            day = dt.date(int(match[3]), int(match[2]), int(match[1]))
        except ValueError:
            return text.strip()
        if not self._dated:
            self._dated = day.isoformat()
            self._places["dated"].append(place_of(self._text, place, match[0]))
        return " ".join((text[: match.start()] + text[match.end() :]).split())

    def _looks_like_firm(self, text: str) -> bool:
        """Tell whether a short line is the name of somebody whom the rest of the text names too."""
        words = text.split()
        return len(words) <= _STEM and text[:1].isupper() and text[-1:] not in ".:!?" and self._text.count(text) > 1

    def _controller(self) -> Controller:
        """Return the controller; a missing name is the firm of the title, or of the register's name."""
        identity = self._identities["controller"]
        if not identity.get("name"):
            name, place = next(iter(self._names), ("", Place(0, 0)))
            identity["name"] = name or self._name_in_register()
            registers = self._places.get("register_name", [])
            place = place if name else next(iter(registers), place)
            self._places["controller.name"] += [place] if identity["name"] else []
        if not identity.get("business_id"):
            identity["business_id"], written = only_business_id(
                self._text[: len(self._text) // 3]
            )  # further on it is another's
            if written:
                whole = Place(0, len(self._text))
                self._places["controller.business_id"].append(place_of(self._text, whole, written))
        return Controller(**_fields(identity, "controller"))

    def _name_in_register(self) -> str:
        """Return the first word of the register's name, if the text names it elsewhere too."""
        word = self._register_name.split(" ")[0]
        if len(word) < _STEM or not word[0].isupper() or word_pattern("*rekisteri*").fullmatch(word):
            return ""
        named = len(re.findall(rf"\b{re.escape(word)}\w{{0,3}}\b", self._text)) > _MENTIONS
        return word if named else ""

    def _leave(self, words: str, place: Place) -> None:
        self._left.append(words)
        self._places["unplaced"].append(place)

    def _led(self, unit: Unit) -> tuple[str, ...]:
        """Return the part that the sentence before a bullet leads to: "Tietoja tarvitaan:"."""
        lead = self._statements.lead
        part = about(Unit(0, 0, lead)) if unit.bullet and lead.endswith(":") else ""
        return (part,) if part in _LED_TO else ()

    def _placed(self) -> int:
        return sum(map(len, self._places.values()))

    def _surround(self, place: Place) -> None:
        self._places[SURROUNDINGS].append(place)


def _fields(identity: Identity, part: str) -> dict[str, str]:
    return {name: identity.get(name, "") for name in _FIELDS[part]}


def _paragraphs(text: str, start: int, end: int) -> Iterator[tuple[int, int, bool]]:
    """Part a span at its blank lines; tell of each part whether it is prose or the lines of a title."""
    for found in re.finditer(r"(?:[^\n]*\S[^\n]*(?:\n|\Z))+", text[start:end]):
        written = found[0].strip()
        prose = re.search(r"[.!?](?:\s|$)", written) is not None and len(written.split()) > _STEM
        yield start + found.start(), start + found.end(), prose


def _lines_with_words(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for found in re.finditer(r"[^\n]*\S[^\n]*", text[start:end]):
        yield start + found.start(), start + found.end()


def _ends_in(patterns: Iterable[str], text: str) -> bool:
    last = text.rstrip(" .").rpartition(" ")[2]
    return any(word_pattern(pattern).fullmatch(last) for pattern in patterns)


def _is_sentence(unit: Unit) -> bool:
    return unit.text.endswith(".") and len(unit.text.split()) >= _FEW_WORDS


def _is_scrap(unit: Unit) -> bool:
    """Tell whether a unit is no statement at all: a word or two of a page's menu."""
    return not unit.bullet and len(unit.text.split()) <= _SCRAP and not unit.text.endswith((".", ":", "!", "?"))


def _is_clutter(unit: Unit) -> bool:
    """Tell whether a short unit belongs to a page and not to its text: a copyright, a link to share it."""
    found = first_match(vocabulary("description")["front"]["clutter"], unit.text)
    return found is not None and found.start() == 0 and len(unit.text.split()) <= _FEW_WORDS


def _long(unit: Unit) -> bool:
    """Tell whether a unit has words enough to be more than a title or a menu's line."""
    return len(unit.text.split()) > _SCRAP


def _only_says_date(text: str) -> bool:
    labels: list[str] = vocabulary("description")["labels"]["dated"]
    return text.strip(" :.-–").casefold() in labels
