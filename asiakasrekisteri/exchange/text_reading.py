"""One reading of one description text: who offers which words to which reader, and what becomes of the rest."""

import re
from collections.abc import Callable, Iterable

from asiakasrekisteri.domain.description_places import Passage, Place, ReadDescription
from asiakasrekisteri.exchange import text_statements as put
from asiakasrekisteri.exchange.patterns import first_match
from asiakasrekisteri.exchange.text_clean import whole_words
from asiakasrekisteri.exchange.text_cues import WITH, about, codes_for, topic, who
from asiakasrekisteri.exchange.text_dates import days_in
from asiakasrekisteri.exchange.text_findings import IDENTITY_PARTS, Findings
from asiakasrekisteri.exchange.text_firms import firms_in
from asiakasrekisteri.exchange.text_heads import is_table_head, is_title
from asiakasrekisteri.exchange.text_identity import only_business_id
from asiakasrekisteri.exchange.text_parties import (
    is_about_firms,
    put_other_recipient,
    put_other_source,
    put_recipients,
    put_sources,
    put_told_source,
    says_of_recipients,
)
from asiakasrekisteri.exchange.text_places import place_of
from asiakasrekisteri.exchange.text_purposes import put_basis, put_other_purpose, put_purposes
from asiakasrekisteri.exchange.text_sections import sections
from asiakasrekisteri.exchange.text_shapes import (
    FEW_WORDS,
    FEWEST_OF_PROSE,
    ends_in,
    is_clutter,
    is_long,
    is_no_name,
    is_scrap,
    is_sentence,
    is_statement,
    lines_with_words,
    names_register,
    only_says_date,
    paragraphs,
    whole_lines,
    without_kind,
)
from asiakasrekisteri.exchange.text_subjects import put_named_subjects, put_subjects, put_subjects_of_data
from asiakasrekisteri.exchange.text_tables import columns, put_row
from asiakasrekisteri.exchange.text_units import Unit, lines, units
from asiakasrekisteri.exchange.vocabulary import vocabulary

_LED_TO = frozenset({"purposes", "data", "sources", "recipients", "rights"})
_WORD = re.compile(r"[^\W\d_]{2}")
_IN = ("ssa", "ssä", "lla", "llä")
_TO = ("ille", "ista", "istä")
_ASIDE = re.compile(r"\([^()]*\)")
_RULE = re.compile(r"[\s|=_:+*-]{3,}")

_Reader = Callable[[Unit, put.Statements], bool]
_READERS: dict[str, _Reader] = {
    "basis": put_basis,
    "purposes": put_purposes,
    "subjects": put_named_subjects,
    "data": put.put_data,
    "sources": put_sources,
    "recipients": put_recipients,
    "protections": put.put_protections,
    "rights": put.put_rights,
}
_ALONGSIDE: dict[str, tuple[_Reader, ...]] = {
    "purposes": (put_basis, put_subjects),
    "basis": (put_subjects,),
    "data": (put_subjects_of_data, put_told_source),
}
"""Readers that look at the units of a part as well, without taking them from it."""
_OTHERWISE: dict[str, tuple[_Reader, ...]] = {
    "purposes": (put_recipients,),
    "basis": (put_recipients,),
    "data": (put_recipients,),
    "sources": (put_recipients,),
}
"""Readers that are asked when those of the part find nothing."""
_AT_LAST: dict[str, _Reader] = {
    "data": put.put_other_data,
    "purposes": put_other_purpose,
    "basis": put_other_purpose,
    "sources": put_other_source,
    "recipients": put_other_recipient,
}
"""Readers of a sentence below a heading whose words point nowhere else: it is of what the heading says."""


class Reading:
    """One reading: `text` as it was given, and the same text cleaned, letter for letter in the same places."""

    def __init__(self, text: str, clean: str) -> None:
        self._given = text
        self._text = clean
        self._found = Findings(clean)
        self._statements = self._found.statements
        self._begun = 0
        self._columns: tuple[str, ...] = ()

    def result(self) -> ReadDescription:
        """Read all sections and put the description together."""
        passages = sections(self._text)
        for passage in passages:
            if self._text[passage.start : passage.body].strip():
                self._found.surround(Place(passage.start, passage.body))
            self._read(passage)
        description = self._found.description()
        places = {
            part: tuple(whole_words(self._given, at) for at in found) for part, found in self._found.places.items()
        }
        return ReadDescription(self._given, description, places, passages)

    def _read(self, passage: Passage) -> None:
        part = passage.codes[0] if passage.codes else ""
        heading = " ".join(self._text[passage.start : passage.body].split())
        self._begun, self._columns = passage.body, ()
        self._statements.lead = (
            heading if part in {"recipients", "protections"} else ""
        )  # "Käsittelijät" tells what those below are
        if not part:
            self._read_unheaded(passage)
        elif part == "dated":
            self._read_dated(passage)
        elif part in IDENTITY_PARTS:
            self._read_identity(part, lines(self._text, passage.body, passage.end))
        elif part == "register_name":
            self._read_register_name(lines(self._text, passage.body, passage.end))
        else:
            found = units(self._text, passage.body, passage.end)
            for at, unit in enumerate(found):
                self._read_unit(unit, passage.codes, last=at == len(found) - 1)

    def _read_unit(self, unit: Unit, codes: tuple[str, ...], *, last: bool) -> None:
        if self._read_of_table(unit) or self._read_day(unit):
            pass
        elif is_clutter(unit):
            self._found.leave(unit.text, unit.place)
        elif self._place_and_see(unit, lambda: self._place(unit, self._led(unit) or codes)):
            pass
        elif unit.leads or (not last and not unit.bullet and not unit.text.endswith((".", "!", "?")) and is_long(unit)):
            self._found.surround(unit.place)  # words that only lead to what follows
        elif not self._place_by_cue(unit) and not self._place_at_last(unit, codes[0]):
            self._found.leave(unit.text, unit.place)
        if not unit.bullet and not unit.cells and not _RULE.fullmatch(unit.text):
            self._statements.lead = unit.text if unit.leads or not unit.text.endswith(".") else ""

    def _read_day(self, unit: Unit) -> bool:
        """Read a line that only tells the day and the place where the text was written."""
        front: dict[str, list[str]] = vocabulary("description")["front"]
        told = first_match([*front["updated"], *front["drafted"]], unit.text)
        if unit.bullet or len(unit.text.split()) > (FEW_WORDS if told else FEWEST_OF_PROSE) or not days_in(unit.text):
            return False
        self._found.without_date(unit.text, unit.place)
        self._found.surround(unit.place)
        return True

    def _read_of_table(self, unit: Unit) -> bool:
        """Read a row of heads, or a row below heads that tell the parts of its cells."""
        if _RULE.fullmatch(unit.text):
            self._found.surround(unit.place)
            return True
        if is_table_head(unit.cells):
            self._columns = columns(unit.cells)
            if put.codes_in("recipients", unit.text):
                self._statements.lead = unit.text  # "Palveluntarjoaja" tells what those below are
            self._found.surround(unit.place)
            return True
        if not unit.cells or not self._columns:
            self._columns = self._columns if unit.bullet else ()
            return False
        for place in put_row(unit, self._columns, self._statements):
            self._found.leave(self._text[place.start : place.end].strip(), place)
        return True

    def _read_unheaded(self, passage: Passage) -> None:
        """Read what stands below no heading that we know: the title's lines, and sentences by their words."""
        if self._read_by_contents(passage):
            return
        for start, end, prose in paragraphs(self._text, passage.body, passage.end):
            if prose:
                before = ""
                for unit in units(self._text, start, end):
                    before = self._read_sentence(unit, before)
            else:
                for line in whole_lines(self._text, start, end):
                    self._read_front(line)

    def _read_by_contents(self, passage: Passage) -> bool:
        """Read what stands below a heading that we do not know as the part that most of its sentences are about."""
        if self._text[passage.start : passage.body].count("\n") or not self._text[passage.start : passage.body].strip():
            return False
        found = units(self._text, passage.body, passage.end)
        parts = [about(unit) or topic(unit, "") for unit in found]
        best = max(parts, key=parts.count, default="")
        title = self._text[passage.start : passage.body]
        if best not in _READERS or parts.count(best) * 2 < len(parts) or is_title(title):
            return False
        for at, unit in enumerate(found):
            self._read_unit(unit, WITH.get(best, (best,)), last=at == len(found) - 1)
        return True

    def _read_sentence(self, unit: Unit, before: str) -> str:
        """Read a sentence by its words, else as one of what the one before it was about; tell what it was about."""
        front: dict[str, list[str]] = vocabulary("description")["front"]
        part = self._about(unit, before)
        if self._read_of_table(unit):
            return before
        if first_match([*front["updated"], *front["drafted"]], unit.text) and days_in(unit.text):
            self._found.without_date(unit.text, unit.place)
            self._found.surround(unit.place)
            return before
        if first_match(front["legal"], unit.text) and not about(unit):
            self._found.without_date(unit.text, unit.place)
            self._found.surround(unit.place)
        elif not self._place_as(unit, part) and not self._place_at_last(unit, part or before):
            self._read_front(unit)
        return part if part not in IDENTITY_PARTS else before

    def _about(self, unit: Unit, before: str) -> str:
        part = about(unit)
        known = self._found.controller_name
        if not known and part in {"", "data"} and firms_in(unit.text) and only_business_id(unit.text)[1]:
            return "controller"
        if part == "controller" and known and is_about_firms(unit, known) and known not in unit.text:
            return "recipients"  # somebody else is a controller of its own
        if not part and known and is_about_firms(unit, known) and unit.text.endswith("."):
            part = "recipients"
        if not part and before and days_in(unit.text) == []:
            part = topic(unit, before)
        return part

    def _read_front(self, unit: Unit) -> None:
        """Read a line before the first heading: title, date, law, the register's and the firm's name."""
        front: dict[str, list[str]] = vocabulary("description")["front"]
        rest = self._found.without_date(unit.text, unit.place).strip("#* ")
        title = first_match(front["titles"], rest)
        firm = next(iter(firms_in(rest)), None)
        told = rest != unit.text and " " not in rest and rest.endswith(_IN)  # where it was written
        if first_match(front["legal"], rest) or not rest or told or only_says_date(rest):
            self._found.surround(unit.place)
        elif title and title.start() == 0:
            self._found.surround(unit.place)
            self._read_title(rest[title.end() :].strip(" -–:,."), unit.place)
        elif names_register(rest) and not self._found.register_name:
            self._name_register(rest, unit.place)
        elif self._looks_like_firm(rest) or (firm and firm.name == rest):
            self._found.name_firm(rest, unit.place)
            self._found.places["names"].append(unit.place)
        elif not (unit.bullet or is_long(unit)) or not self._place_by_cue(unit):
            self._found.leave(unit.text, unit.place)

    def _read_title(self, rest: str, place: Place) -> None:
        """Read what stands in the title beside the kind of the document: a register's name, or a firm's."""
        if ends_in(vocabulary("description")["front"]["register"], rest):
            self._name_register(rest, place)
        elif _WORD.search(_ASIDE.sub("", rest)) and not rest.casefold().endswith(_TO):
            self._found.name_firm(rest, place_of(self._text, place, rest))

    def _name_register(self, text: str, place: Place) -> None:
        front: dict[str, list[str]] = vocabulary("description")["front"]
        bare = without_kind(text, front["kinds"])
        firm = next(iter(firms_in(bare)), None)
        if firm and firm.start == 0 and (rest := bare[firm.end :].strip(" ,–-")) != bare[firm.end :].strip():
            self._found.name_firm(firm.name, place_of(self._text, place, firm.name))
            bare = rest  # "Esimerkki Oy, jäsenrekisteri"
        name = bare.rpartition("»")[2].strip() or bare  # the path of a page: "Etusivu » Asiakasrekisteri"
        self._found.name_register(name.removesuffix("n") if bare != text else name, place)
        self._found.surround(place)

    def _read_identity(self, part: str, found: Iterable[Unit]) -> None:
        """Read who somebody is; sentences about something else go where their words point."""
        own: list[Unit] = []
        for unit in (sentence for line in found for sentence in self._sentences(line)):
            if part == "officer" and put.says("denials", unit.text):
                self._found.leave(unit.text, unit.place)  # that none has been named
            elif is_long(unit) and unit.text.endswith(".") and about(unit) not in {"", part}:
                if not self._place_by_cue(unit):
                    self._found.leave(unit.text, unit.place)
            else:
                own.append(who(unit, part) if is_sentence(unit) else unit)
        if own:
            self._found.identify(part, own, Place(own[0].start, own[-1].end))

    def _sentences(self, line: Unit) -> tuple[Unit, ...]:
        """Part a line that runs on into its sentences."""
        return units(self._text, line.start, line.end) if len(line.text.split()) > FEW_WORDS else (line,)

    def _read_dated(self, passage: Passage) -> None:
        """Read the day on its line; what stands below it belongs to no heading."""
        begin, end = next(lines_with_words(self._text, passage.body, passage.end), (passage.body, passage.end))
        heading = self._text[passage.start : passage.body]
        line = " ".join(self._text[begin:end].split())
        rest = self._found.without_date(f"{heading} {line}", Place(begin, end)).strip(" .,:;–-")
        rest = rest.removeprefix(" ".join(heading.split()).strip(" .,:;–-")).strip(" .,:;–-")
        if rest and not only_says_date(rest):
            self._found.leave(rest, place_of(self._text, Place(begin, end), rest))
        self._found.surround(Place(begin, end))
        self._read_unheaded(Passage((), end, end, passage.end))

    def _read_register_name(self, found: Iterable[Unit]) -> None:
        """Read the name; what is listed below it is data that the register holds."""
        named = False
        for unit in found:
            if not named and not unit.bullet and not is_no_name(unit):
                self._found.name_register(unit.text, unit.place, sure=True)
                named = True
            elif unit.bullet:
                self._statements.add("parts", unit.text, unit.place)
                put.put_data(unit, self._statements)
            elif not self._place_by_cue(unit):
                self._found.leave(unit.text, unit.place)

    def _place(self, unit: Unit, codes: tuple[str, ...]) -> bool:
        """Offer a unit to the readers of its part, then to those that go by the words."""
        part = codes[0]
        found = self._statements
        if is_scrap(unit) and "\n" in self._text[self._begun : unit.start]:
            return False
        for reader in _ALONGSIDE.get(part, ()):
            reader(unit, found)
        if self._place_by_subject(unit, part):
            return True
        placed = [_READERS[code](unit, found) for code in codes_for(unit, codes) if code in _READERS]
        return any(placed) or any(reader(unit, found) for reader in _OTHERWISE.get(part, ()))

    def _place_by_subject(self, unit: Unit, part: str) -> bool:
        """Place what is said of transfers, times of keeping and the like, below whichever heading it stands."""
        found = self._statements
        if part == "recipients" and (unit.bullet or is_about_firms(unit, self._found.controller_name)):
            put.put_transfers(unit, found, below_heading=False)
            return False
        for side in ("automated", "necessity"):
            if part == side or (part != "rights" and put.says(side, unit.text)):
                return put.put_aside(side, unit, found)
        rights_here = part == "protections" and about(unit) == "rights" and bool(put.codes_in("rights", unit.text))
        if rights_here or (put.says("minimisation", unit.text) and about(unit) != "cookies"):
            return (put.put_rights if rights_here else put.put_protections)(unit, found)
        if put.put_transfers(unit, found, below_heading=part == "transfers"):
            return not (part == "recipients" and says_of_recipients(unit))
        kept = part != "rights" and put.put_retention(unit, found, below_heading=part == "retention")
        return kept and not (part == "protections" and put.codes_in("protections", unit.text))  # it may be of both

    def _place_by_cue(self, unit: Unit) -> bool:
        """Place a sentence by what its words point to."""
        return self._place_as(unit, about(unit))

    def _place_as(self, unit: Unit, part: str) -> bool:
        """Place a sentence that is about a part."""
        if part in IDENTITY_PARTS:
            self._found.identify(part, [who(unit, part)], unit.place)
            return True
        if part == "register_name":
            self._found.name_register(who(unit, part).text, unit.place)
            return True
        codes = WITH.get(part, (part,))
        return self._place_and_see(
            unit, lambda: self._place_by_subject(unit, part) or (bool(part) and self._place(unit, codes))
        )

    def _place_at_last(self, unit: Unit, part: str) -> bool:
        """Keep a sentence of a section as one of its statements although the vocabulary knows none of its words."""
        reader = _AT_LAST.get(part)
        if reader is None or not is_statement(unit):
            return False
        return self._place_and_see(unit, lambda: reader(unit, self._statements))

    def _place_and_see(self, unit: Unit, place: Callable[[], bool]) -> bool:
        """Place a unit; its words around what was found, or all when it was said before, are at least known of."""
        before = self._found.placed()
        placed = place()
        if placed and (not unit.bullet or self._found.placed() == before):
            self._found.surround(unit.place)
        return placed

    def _looks_like_firm(self, text: str) -> bool:
        """Tell whether a short line is the name of somebody whom the rest of the text names too."""
        words = text.split()
        shaped = text[:1].isupper() and text[-1:] not in ".:!?"
        return shaped and len(words) <= FEWEST_OF_PROSE and self._text.count(text) > 1

    def _led(self, unit: Unit) -> tuple[str, ...]:
        """Return the part that the sentence before a bullet leads to: "Tietoja tarvitaan:"."""
        lead = self._statements.lead
        part = about(Unit(0, 0, lead)) if unit.bullet and lead.endswith(":") else ""
        return (part,) if part in _LED_TO else ()
