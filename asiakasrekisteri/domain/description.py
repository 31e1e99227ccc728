"""The structured register description, from which the documents are printed (GDPR Art. 13, 14, 30; old HetiL 10 §).

The same shape is read from an old text, kept in the store, exported as JSON and printed. `code` is a stable English
word (see the vocabularies in `resources`) or None for the firm's own free text.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from typing import Any, Literal, TypeVar

T = TypeVar("T")

OutsideEea = Literal["no", "yes", "if_needed", "unknown"]
MORE = {"more": True}
"""Marks what JSON has only where something is said: the shape that scripts rely on is the rest."""


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
    """Yhteyshenkilö rekisteriä koskevissa asioissa: a role or a named person, and the ISO days of the task."""

    name: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""
    since: str = field(default="", metadata=MORE)
    until: str = field(default="", metadata=MORE)


@dataclass(frozen=True, slots=True)
class Purpose:
    """Käsittelyn tarkoitus and its legal basis (e.g. "contract", "legitimate_interest"; Art. 6(1)).

    `interest` says which interest is pursued when the basis is a legitimate one (Art. 13(1)(d)); `balanced_on` (ISO
    day), `balanced_by` and `balancing` when, by whom and with what outcome it was weighed (Art. 6(1)(f)).
    """

    code: str | None
    text: str
    basis: str | None = None
    interest: str = ""
    balanced_on: str = field(default="", metadata=MORE)
    balanced_by: str = field(default="", metadata=MORE)
    balancing: str = field(default="", metadata=MORE)


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
    """Vastaanottaja or käsittelijä: kind ("processor", "controller", "authority", "general"), name and task.

    `country` is two letters (ISO 3166), "" where it has not been said; `dpa_signed_on` the ISO day of the contract of
    Art. 28; `under` the name of the processor whose sub-processor it is.
    """

    kind: str
    name: str
    task: str = ""
    business_id: str = field(default="", metadata=MORE)
    country: str = field(default="", metadata=MORE)
    dpa_signed_on: str = field(default="", metadata=MORE)
    under: str = field(default="", metadata=MORE)


@dataclass(frozen=True, slots=True)
class Transfer:
    """Siirto: to whom, into which country (ISO 3166) and on what ground of Chapter V.

    `mechanism` is "adequacy", "scc", "bcr" or "article_49"; `reference` tells where a copy of the safeguards is had.
    """

    recipient: str
    country: str
    mechanism: str = ""
    reference: str = ""


@dataclass(frozen=True, slots=True)
class Transfers:
    """Siirrot EU/ETA-alueen ulkopuolelle: in words, and one by one."""

    outside_eea: OutsideEea = "unknown"
    text: str = ""
    places: tuple[Transfer, ...] = field(default=(), metadata=MORE)


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


@dataclass(frozen=True, slots=True)
class Translation:
    """The firm's own Finnish words in another language ("sv", "en"); it holds only while the words are these."""

    language: str
    words: str
    said: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """One register's description. `dated` is ISO yyyy-mm-dd or "".

    Attributes:
        officer: tietosuojavastaava, if the firm has one.
        joint: yhteisrekisterinpitäjä, if there is one.
        parts: sub-registers by name (R-11).
        covers: codes of the data categories that the register holds; empty for all that the store has.
        necessity: whether the data must be given and what follows if not (Art. 13(2)(e)).
        automated: automated decisions and profiling (Art. 13(2)(f)).
        translations: of the firm's own words.
        unplaced: what a reader could not place.
    """

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
    officer: Contact = field(default_factory=Contact, metadata=MORE)
    joint: Contact = field(default_factory=Contact, metadata=MORE)
    parts: tuple[str, ...] = field(default=(), metadata=MORE)
    covers: tuple[str, ...] = field(default=(), metadata=MORE)
    necessity: str = field(default="", metadata=MORE)
    automated: str = field(default="", metadata=MORE)
    translations: tuple[Translation, ...] = field(default=(), metadata=MORE)

    def as_json(self) -> dict[str, Any]:
        """Return plain dictionaries and lists in the shape of `description import --json`."""
        return dict(_plain(self))

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Description":
        """Build the description back from `as_json`; unknown keys are ignored."""
        lists: dict[str, type[Any]] = {
            "purposes": Purpose,
            "subject_groups": Statement,
            "data_categories": Statement,
            "sources": SourceStatement,
            "recipients": RecipientStatement,
            "protections": Protection,
            "retention": RetentionStatement,
            "rights": Statement,
            "translations": Translation,
        }
        transfers = data.get("transfers", {})
        places = tuple(_built(Transfer, row) for row in transfers.get("places", ()))
        return cls(
            controller=_built(Controller, data.get("controller", {})),
            contact=_built(Contact, data.get("contact", {})),
            officer=_built(Contact, data.get("officer", {})),
            joint=_built(Contact, data.get("joint", {})),
            transfers=_built(Transfers, {**transfers, "places": places}),
            register_name=data.get("register_name", ""),
            dated=data.get("dated", ""),
            necessity=data.get("necessity", ""),
            automated=data.get("automated", ""),
            unplaced=tuple(data.get("unplaced", ())),
            parts=tuple(data.get("parts", ())),
            covers=tuple(data.get("covers", ())),
            **{name: tuple(_built(kind, row) for row in data.get(name, ())) for name, kind in lists.items()},
        )

    def own_words(self) -> Iterator[tuple[str, str]]:
        """Yield the firm's own sentences, each with the section it stands in: what is compared and translated."""
        yield from (("register", part) for part in self.parts)
        for purpose in self.purposes:
            yield "purposes", purpose.text
            yield "purposes", purpose.interest
        yield from (("subjects", one.text) for one in self.subject_groups)
        yield from (("contents", one.text) for one in self.data_categories)
        yield from (("sources", one.what) for one in self.sources)
        for recipient in self.recipients:
            yield "recipients", recipient.name if recipient.kind == "general" else ""
            yield "recipients", recipient.task
        yield "transfers", self.transfers.text
        yield from (("retention", one.text) for one in self.retention)
        yield from (("protection", one.text) for one in self.protections)
        yield "necessity", self.necessity
        yield "automated", self.automated
        yield from (("rights", one.text) for one in self.rights)


def _plain(value: Any) -> Iterator[tuple[str, Any]]:
    """Yield the fields of a dataclass as JSON has them."""
    for one in fields(value):
        said = getattr(value, one.name)
        if one.metadata.get("more") and said in ("", (), Contact()):
            continue
        yield one.name, _plain_value(said)


def _plain_value(said: Any) -> Any:
    if is_dataclass(said):
        return dict(_plain(said))
    return [_plain_value(one) for one in said] if isinstance(said, tuple) else said


def _built(kind: type[T], data: Mapping[str, Any]) -> T:
    known = {one.name for one in fields(kind)}  # type: ignore[arg-type]  # all of them are dataclasses
    return kind(**{name: value for name, value in data.items() if name in known})


@dataclass(frozen=True, slots=True)
class CategoryContent:
    """A data category as the catalogue tells it: title and the labels of the fields that the store has a place for."""

    code: str
    title: str
    fields: tuple[str, ...]
    keep: str = ""
    basis: str = ""
    purpose: str = ""
    keep_reason: str = ""


@dataclass(frozen=True, slots=True)
class Approval:
    """Who approved a version, when it was published and when it is looked at next; ISO days, "" where not said."""

    approver: str = ""
    published_on: str = ""
    next_review_on: str = ""


@dataclass(frozen=True, slots=True)
class ReviewNote:
    """A yearly review that has been made: ISO day, by whom, what was found."""

    on: str
    by: str
    findings: str = ""


@dataclass(frozen=True, slots=True)
class ProcessedFor:
    """One row of the processor's record (Art. 30(2)): for whom, and one category of processing.

    Attributes:
        controller: the customer's number, name and business ID.
        contact: how the customer is reached.
        kind: category of processing: the kind of the products.
        services: how many services of the kind the customer has.
        since: ISO day of the oldest of them, or "".
    """

    controller: str
    contact: str
    kind: str
    services: int
    since: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedDescription:
    """What a register document is printed from: the description, the catalogue's contents, version and supervisor.

    `language` (fi, sv, en) is that of the document and of `contents`; the firm's own words are Finnish, with their
    translations in the description. `processed` is for the processor's record alone, None where nobody has looked for
    it; `reviews` the latest first.
    """

    description: Description
    contents: tuple[CategoryContent, ...]
    version: str
    printed_on: dt.date
    supervisor: tuple[str, ...]
    draft: bool = True
    language: str = "fi"
    approval: Approval = field(default_factory=Approval)
    reviews: tuple[ReviewNote, ...] = ()
    processed: tuple[ProcessedFor, ...] | None = None
