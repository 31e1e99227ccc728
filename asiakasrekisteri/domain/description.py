"""The structured register description, from which the documents are printed (GDPR Art. 13, 14, 30; old HetiL 10 §).

The same shape is read from an old text, kept in the store, exported as JSON and printed. `code` is a stable English
word (see the vocabularies in `resources`) or None for the firm's own free text.
"""

import datetime as dt
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

OutsideEea = Literal["no", "yes", "if_needed", "unknown"]


@dataclass(frozen=True, slots=True)
class Controller:
    """Rekisterinpitäjä: the firm. `address` is one line "street, postcode town"."""

    name: str = ""
    business_id: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class Contact:
    """Yhteyshenkilö rekisteriä koskevissa asioissa: a role or a named person."""

    name: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class Purpose:
    """Käsittelyn tarkoitus and its legal basis (e.g. "contract", "legitimate_interest"; Art. 6(1)).

    `interest` says which interest is pursued when the basis is a legitimate one (Art. 13(1)(d)).
    """

    code: str | None
    text: str
    basis: str | None = None
    interest: str = ""


@dataclass(frozen=True, slots=True)
class Statement:
    """A coded sentence: subject group, data category or right."""

    code: str | None
    text: str


@dataclass(frozen=True, slots=True)
class SourceStatement:
    """Säännönmukainen tietolähde: who, of what kind, and what is obtained and why."""

    kind: str
    name: str
    what: str = ""


@dataclass(frozen=True, slots=True)
class RecipientStatement:
    """Vastaanottaja or käsittelijä: kind ("processor", "controller", "authority", "general"), name and task."""

    kind: str
    name: str
    task: str = ""


@dataclass(frozen=True, slots=True)
class Transfers:
    """Siirrot EU/ETA-alueen ulkopuolelle."""

    outside_eea: OutsideEea = "unknown"
    text: str = ""


@dataclass(frozen=True, slots=True)
class Protection:
    """Suojaustoimi: kind ("technical", "organisational", "physical", "paper") and text."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class RetentionStatement:
    """Säilytysaika of a data category (code of DataCategory, or "" for all)."""

    category: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """One register's description. `dated` is ISO yyyy-mm-dd or ""."""

    controller: Controller = field(default_factory=Controller)
    contact: Contact = field(default_factory=Contact)
    register_name: str = ""
    dated: str = ""
    purposes: tuple[Purpose, ...] = ()
    subject_groups: tuple[Statement, ...] = ()
    data_categories: tuple[Statement, ...] = ()
    sources: tuple[SourceStatement, ...] = ()
    recipients: tuple[RecipientStatement, ...] = ()
    transfers: Transfers = field(default_factory=Transfers)
    protections: tuple[Protection, ...] = ()
    retention: tuple[RetentionStatement, ...] = ()
    rights: tuple[Statement, ...] = ()
    unplaced: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return plain dictionaries and lists in the shape of `description import --json`."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "Description":
        """Build the description back from `as_json`; unknown keys are ignored."""
        lists = {
            "purposes": Purpose,
            "subject_groups": Statement,
            "data_categories": Statement,
            "sources": SourceStatement,
            "recipients": RecipientStatement,
            "protections": Protection,
            "retention": RetentionStatement,
            "rights": Statement,
        }
        return cls(
            controller=Controller(**data.get("controller", {})),
            contact=Contact(**data.get("contact", {})),
            register_name=data.get("register_name", ""),
            dated=data.get("dated", ""),
            transfers=Transfers(**data.get("transfers", {})),
            unplaced=tuple(data.get("unplaced", ())),
            **{name: tuple(kind(**row) for row in data.get(name, ())) for name, kind in lists.items()},
        )


@dataclass(frozen=True, slots=True)
class CategoryContent:
    """A data category as the catalogue tells it: title and the labels of the fields that the store has a place for."""

    code: str
    title: str
    fields: tuple[str, ...]
    keep: str = ""
    basis: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedDescription:
    """What a register document is printed from: the description, the catalogue's contents, version and supervisor."""

    description: Description
    contents: tuple[CategoryContent, ...]
    version: str
    printed_on: dt.date
    supervisor: tuple[str, ...]
    draft: bool = True
