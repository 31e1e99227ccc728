"""From a row of a file to what it says of a customer, its contact details and its contact person. No store here."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from asiakasrekisteri.domain.errors import FieldError
from asiakasrekisteri.domain.fields import FieldSpec
from asiakasrekisteri.domain.identifiers import IDENTITY_CODE_SHAPE, business_id_of, without_identity_codes
from asiakasrekisteri.domain.personname import PersonName, list_form, split_name
from asiakasrekisteri.domain.postcodes import part_country
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.domain.words import fold, readable
from asiakasrekisteri.exchange.columns import IDENTITY_CODE
from asiakasrekisteri.exchange.values import convert, role_of
from asiakasrekisteri.store.models import Address, ContactRole, Customer, Email, Entity, Person, Phone
from asiakasrekisteri.store.models.marketing import EVERY_CHANNEL
from asiakasrekisteri.usecases.records import checked_value

FLAGGED = frozenset({"business_id", "vat_number", "association_number", "postcode", "phone", "mobile"})
"""Identifiers that are taken as they are and flagged when their check does not hold: real files carry such."""
_CUSTOMER = tuple(f.name for f in Customer.spec() if f.targets)
_OF_COLUMN: dict[tuple[type[Entity], str], str] = {(Phone, "number"): "phone", (Email, "address"): "email"}
"""Faults are told by the name of the column: `number` would be taken for the customer's."""
_BANS = (("marketing_ban", EVERY_CHANNEL), ("email_ban", "email"))
_NUMBERS = frozenset({IDENTITY_CODE, "phone", "mobile"})
"""What may look like a henkilötunnus and is none, or is one by right."""
_REACHED: dict[type[Entity], str] = {Phone: "number", Address: "street"}
Values = dict[str, Any]


@dataclass(slots=True)
class Planned:
    """What a row says: of the customer, of details as (entity, values, owned by the person), of the contact person.

    `prohibited` are the channels in which the customer may not be marketed to; `cells` is the row as it was read.
    """

    line: int
    customer: Values
    person: Values | None
    role: Values | None
    details: list[tuple[type[Entity], Values, bool]]
    warnings: list[FieldError] = field(default_factory=list)
    prohibited: tuple[str, ...] = ()
    cells: Mapping[str, str] = field(default_factory=dict)

    def emails(self) -> list[str]:
        """Return the e-mail addresses."""
        return [said["address"] for entity, said, _own in self.details if entity is Email and "address" in said]

    def reach(self) -> list[str]:
        """Return the phone numbers and the streets."""
        told = (said.get(_REACHED.get(entity, "")) for entity, said, _own in self.details)
        return [one for one in told if one]


class RejectedError(Exception):
    """A row that cannot be taken; carries its faults. Never leaves the import."""

    def __init__(self, faults: list[FieldError]) -> None:
        self.faults = faults


def plan(line: int, cells: Mapping[str, str], dates: str, identity_ground: str) -> Planned:
    """Read a row.

    Raises:
        RejectedError: the row has no name, or a value that cannot be understood.
    """
    cells, hidden = _uncoded(cells)
    converted = convert(cells, dates)
    faults, warnings = list(converted.problems), [*hidden, *converted.warnings]
    values = converted.values
    name = _person_name(values)
    kind = values.get("kind", "company")
    personal = kind == "private" or (kind == "sole_trader" and name is not None)
    person = _person(values, name, identity_ground) if name is not None else None
    customer = {key: values[key] for key in _CUSTOMER if key in values}
    customer.setdefault("kind", "company")
    if "business_id" not in customer and (told := business_id_of(str(customer.get("vat_number", "")))):
        customer["business_id"] = told
    if kind == "private" and name is not None:
        customer["name"] = list_form(name.first_names, name.last_name)
    if kind == "sole_trader" and name is None:
        warnings.append(FieldError("person_name", _("yrittäjän nimi puuttuu; lisää henkilö asiakkaan kortilta")))
    planned = Planned(line, customer, person, _role(values) if person and not personal else None, [], warnings)
    planned.cells = cells
    planned.prohibited = tuple(channel for target, channel in _BANS if target in values)
    planned.details.extend(_details(values, None if personal else name))
    _clean(planned, faults)
    if not planned.customer.get("name"):
        faults.append(FieldError("name", _("nimi puuttuu; täydennä asiakkaan tai henkilön nimi")))
    if faults:
        raise RejectedError(faults)
    return planned


def _uncoded(cells: Mapping[str, str]) -> tuple[Mapping[str, str], list[FieldError]]:
    """Take a henkilötunnus out of every cell but its own: elsewhere it would be stored bare, and without a ground."""
    if IDENTITY_CODE_SHAPE.search("\n".join(cells.values())) is None:
        return cells, []
    kept, hidden = dict(cells), []
    for target, cell in cells.items():
        bare = cell if target in _NUMBERS else without_identity_codes(cell)
        if bare != cell:
            kept[target] = bare
            words = _("henkilötunnusta ei tuoda tästä sarakkeesta; lisää se tarvittaessa henkilön kortilta")
            hidden.append(FieldError(target, words))
    return {target: cell for target, cell in kept.items() if cell}, hidden


def _person_name(values: Mapping[str, Any]) -> PersonName | None:
    if "last_name" in values or "first_names" in values:
        last, first = str(values.get("last_name", "")), str(values.get("first_names", ""))
        return PersonName(first, last) if last else PersonName("", first)
    if "person_name" in values:
        return split_name(str(values["person_name"]))
    if values.get("kind") == "private" and "name" in values:
        return split_name(str(values["name"]))
    return None


def _person(values: Mapping[str, Any], name: PersonName, ground: str) -> Values:
    person: Values = {"last_name": name.last_name, "first_names": name.first_names or None}
    if values.get("kind") == "private" and "language" in values:
        person["language"] = values["language"]
    if "identity_code" in values and ground:
        person |= {"identity_code": values["identity_code"], "identity_ground": ground}
    return person


def _role(values: Mapping[str, Any]) -> Values:
    role = role_of(str(values.get("role", "")))
    return {"role": role or "admin", "title": values.get("title") or (None if role else values.get("role"))}


def _details(values: Mapping[str, Any], contact: PersonName | None) -> Iterator[tuple[type[Entity], Values, bool]]:
    for prefix, use in (("", "postal"), ("billing_", "billing")):
        address = {k: values[prefix + k] for k in ("street", "postcode", "town", "country") if prefix + k in values}
        if address.keys() - {"country"}:
            yield Address, {"use": use, **address, **_parted(address)}, False
    for target, use in (("phone", "work"), ("mobile", "mobile")):
        for number in _several(values, target):
            yield Phone, {"use": use, "number": number}, target == "mobile" and contact is not None
    for target, use in (("email", "work"), ("billing_email", "billing")):
        for said in _several(values, target):
            yield Email, {"use": use, "address": said}, target == "email" and _is_of(said, contact)


def _parted(address: Mapping[str, Any]) -> Values:
    """Return the post code and the country of an address whose post code has the country with it."""
    code, country = part_country(address.get("postcode"))
    return {"postcode": code, "country": address.get("country") or country} if country else {}


def _several(values: Mapping[str, Any], target: str) -> list[str]:
    said = str(values.get(target, "")).replace(";", "\n").split("\n")
    return [one.strip() for one in said if one.strip()]


def _is_of(address: str, contact: PersonName | None) -> bool:
    """Tell whether an address carries the contact person's name: then it is hers and not the firm's."""
    if contact is None:
        return False
    local = address.partition("@")[0].casefold()
    names = [*contact.last_name.casefold().split(), *contact.first_names.casefold().split()[:1]]
    return any(len(n) > 2 and (n in local or fold(n) in fold(local)) for n in names)  # noqa: PLR2004 - initials


def _clean(planned: Planned, faults: list[FieldError]) -> None:
    """Bring every value to its stored form by the catalogue; a fault of an identifier is only a warning."""
    planned.customer = _checked(Customer, planned.customer, planned, faults)
    if planned.person is not None:
        planned.person = _checked(Person, planned.person, planned, faults)
    if planned.role is not None:
        planned.role = _checked(ContactRole, planned.role, planned, faults)
    for position, (entity, values, own) in enumerate(planned.details):
        written = {"written": readable(values["number"])} if entity is Phone else {}
        planned.details[position] = (entity, {**_checked(entity, values, planned, faults), **written}, own)


def _checked(entity: type[Entity], values: Values, planned: Planned, faults: list[FieldError]) -> Values:
    clean: Values = {}
    fields = _fields(entity)
    for name, value in values.items():
        stored, fault = checked_value(fields[name], value)
        said = _OF_COLUMN.get((entity, name), name)
        if fault and name not in FLAGGED and not (entity is Phone and stored):
            faults.append(FieldError(said, fault))
        elif fault:
            planned.warnings.append(FieldError(said, fault))
        if stored is not None:
            clean[name] = stored
    return clean


@cache
def _fields(entity: type[Entity]) -> dict[str, FieldSpec]:
    return {spec.name: spec for spec in entity.spec()}
