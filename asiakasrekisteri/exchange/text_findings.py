"""What one reading has found so far: who, when, which register, the statements, what is left, and where each stands."""

import re
from collections.abc import Iterable

from asiakasrekisteri.domain.description import Contact, Controller, Description
from asiakasrekisteri.domain.description_places import SURROUNDINGS, Place
from asiakasrekisteri.exchange import text_statements as put
from asiakasrekisteri.exchange.patterns import word_pattern
from asiakasrekisteri.exchange.text_dates import days_in, without_days
from asiakasrekisteri.exchange.text_firms import firms_in
from asiakasrekisteri.exchange.text_identity import Identity, only_business_id, read_identity
from asiakasrekisteri.exchange.text_places import place_of, places_of
from asiakasrekisteri.exchange.text_purposes import with_bases
from asiakasrekisteri.exchange.text_units import Unit

IDENTITY_PARTS = ("controller", "contact", "officer")
_PERSON = ("name", "address", "phone", "email")
_FIELDS = {"controller": ("name", "business_id", *_PERSON[1:]), "contact": _PERSON, "officer": _PERSON}
_PERSONS_NAME = re.compile(r"(?<=[a-zåäö] )[A-ZÅÄÖ][\w\-]+(?: [A-ZÅÄÖ][\w\-]+){1,2}")
_CAPITAL = re.compile(r"(?<!\w)[A-ZÅÄÖ][a-zåäö]+(?!\w)")
_LONGEST_ENDING = 4
_CASES = ("een", "aan", "ään", "iin", "oon", "uun", "lle", "lta", "ltä")
_MENTIONS = 2
_SHORTEST_NAME = 4
_JOINT = re.compile(r"yhteisrekisterinpitäj|yhdessä", re.IGNORECASE)


class Findings:
    """The findings of one reading of `text`, which has been cleaned."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._identities: dict[str, Identity] = {part: {} for part in IDENTITY_PARTS}
        self._joint = ""
        self._names: list[tuple[str, Place]] = []
        self.register_name = ""
        self._dated = ("", False)
        self.statements = put.Statements()
        self.places = self.statements.places
        self._left: list[str] = []

    def description(self) -> Description:
        """Put the description together."""
        found = self.statements
        controller = self._controller()
        for name, place in self._names:
            if name.casefold() != controller.name.casefold():
                self.leave(name, place)
        return Description(
            controller=controller,
            contact=self._contact(),
            officer=Contact(**_fields(self._identities["officer"], "officer")),
            joint=Contact(name=self._joint),
            register_name=self.register_name,
            dated=self._dated[0],
            purposes=with_bases(found),
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

    @property
    def controller_name(self) -> str:
        """Return the controller's name as far as it is known."""
        return self._identities["controller"].get("name", "")

    def leave(self, words: str, place: Place) -> None:
        """Keep words that find no place."""
        self._left.append(words)
        self.places["unplaced"].append(place)

    def surround(self, place: Place) -> None:
        """Keep the place of what is no statement."""
        self.places[SURROUNDINGS].append(place)

    def placed(self) -> int:
        """Return how many places have been kept."""
        return sum(map(len, self.places.values()))

    def name_firm(self, name: str, place: Place) -> None:
        """Keep a name that a title tells: the controller's, perhaps."""
        self._names.append((name, place))

    def name_register(self, name: str, place: Place, *, sure: bool = False) -> None:
        """Keep the register's name, unless one is known; what stands below the heading of it is it for sure."""
        if sure and self.register_name:
            self.places[SURROUNDINGS] += self.places.pop("register_name", [])
            self.register_name = ""
        self.register_name = self.register_name or name.rstrip(" .")
        self.places["register_name"].append(place_of(self._text, place, name))

    def identify(self, part: str, found: Iterable[Unit], within: Place) -> None:
        """Read who the controller, the contact or the officer is."""
        if part == "controller":
            found = self._without_joint([*found])
        identity, left = read_identity(found)
        known = self._identities[part]
        for key, value in identity.items():
            if key in _FIELDS[part] and key not in known:
                said = _PERSONS_NAME.search(value) if key == "name" and part != "controller" else None
                name = said[0] if said else value
                person = key == "name" and part != "controller"
                known[key] = self._as_elsewhere(name) if person and (said or name.endswith(_CASES)) else name
                self.places[f"{part}.{key}"] += places_of(self._text, within, said[0] if said else value)
        if identity.get("register_name") and not self.register_name:
            self.name_register(identity["register_name"], within)
        self.without_date(identity.get("dated", ""), within)
        for words in left:
            self.leave(words, place_of(self._text, within, words))
        self.surround(within)

    def without_date(self, text: str, place: Place) -> str:
        """Take the days of the description out of a text; the one of its last change is kept, else the first."""
        days = days_in(text)
        for day in days:
            known, updated = self._dated
            if not known or (day.updated and (not updated or day.iso > known)):
                self._dated = (day.iso, day.updated)
                self.places["dated"] = [place_of(self._text, place, text[day.start : day.end])]
        return " ".join(" ".join(without_days(text, days)).split())

    def _as_elsewhere(self, name: str) -> str:
        """Return a person's name as it is written elsewhere in the text, where it stands in another case here."""
        written = {word for word in _CAPITAL.findall(self._text) if word not in name}
        words = [
            min((w for w in written if _same_stem(w, word)), key=len, default=word) if word[-1:] in "nälaeiä" else word
            for word in name.split()
        ]
        return " ".join(words)

    def _without_joint(self, found: list[Unit]) -> list[Unit]:
        """Take the joint controller's name out of a line that names two firms as controllers together."""
        kept: list[Unit] = []
        for unit in found:
            firms = firms_in(unit.text) if _JOINT.search(unit.text) and not self._joint else []
            if len(firms) > 1:
                self._joint = firms[1].name
                self.places["joint.name"].append(place_of(self._text, unit.place, firms[1].name))
                kept.append(Unit(unit.start, unit.end, unit.text[: firms[0].end]))
            else:
                kept.append(unit)
        return kept

    def _contact(self) -> Contact:
        """Return the contact; where none is named, the officer is whom one turns to."""
        contact, officer = self._identities["contact"], self._identities["officer"]
        if not contact and officer:
            contact.update(officer)
            for key in _PERSON:
                self.places[f"contact.{key}"] += self.places.get(f"officer.{key}", [])
        return Contact(**_fields(contact, "contact"))

    def _controller(self) -> Controller:
        """Return the controller; a missing name is the firm of the title, or of the register's name."""
        identity = self._identities["controller"]
        if not identity.get("name"):
            name, place = next(iter(self._names), ("", Place(0, 0)))
            identity["name"] = name or self._name_in_register()
            registers = self.places.get("register_name", [])
            place = place if name else next(iter(registers), place)
            self.places["controller.name"] += [place] if identity["name"] else []
        if not identity.get("business_id"):
            identity["business_id"], written = only_business_id(
                self._text[: len(self._text) // 3]
            )  # further on it is another's
            if written:
                whole = Place(0, len(self._text))
                self.places["controller.business_id"].append(place_of(self._text, whole, written))
        return Controller(**_fields(identity, "controller"))

    def _name_in_register(self) -> str:
        """Return the first word of the register's name, if the text names it elsewhere too."""
        word = self.register_name.split(" ")[0]
        if len(word) < _SHORTEST_NAME or not word[0].isupper() or word_pattern("*rekisteri*").fullmatch(word):
            return ""
        named = len(re.findall(rf"\b{re.escape(word)}\w{{0,3}}\b", self._text)) > _MENTIONS
        return word if named else ""


def _same_stem(one: str, other: str) -> bool:
    """Tell whether a name may be another's first form: as long or shorter, and alike but for its end."""
    alike = max(_SHORTEST_NAME, len(other) - _LONGEST_ENDING)
    return len(one) < len(other) and one[:alike] == other[:alike]


def _fields(identity: Identity, part: str) -> dict[str, str]:
    return {name: identity.get(name, "") for name in _FIELDS[part]}
