"""What is wrong with a register description: where, why by law, and how it can be mended in the author's own words."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any, Literal

from asiakasrekisteri.domain.texts import N_

Severity = Literal["virhe", "varoitus", "huomautus"]
"""In the words that the JSON of `description check` has for them, the gravest first."""
SEVERITIES: tuple[Severity, ...] = ("virhe", "varoitus", "huomautus")
Section = Literal[
    "controller",
    "contact",
    "register",
    "purposes",
    "subjects",
    "contents",
    "sources",
    "recipients",
    "transfers",
    "retention",
    "protection",
    "necessity",
    "automated",
    "rights",
    "complaint",
    "review",
    "translations",
]
SECTION_TITLES: dict[Section, str] = {
    "controller": N_("Rekisterinpitäjä"),
    "contact": N_("Yhteyshenkilö"),
    "register": N_("Rekisteri"),
    "purposes": N_("Tarkoitukset ja perusteet"),
    "subjects": N_("Keitä tiedot koskevat"),
    "contents": N_("Käsiteltävät tiedot"),
    "sources": N_("Tietolähteet"),
    "recipients": N_("Vastaanottajat"),
    "transfers": N_("Siirrot EU:n ulkopuolelle"),
    "retention": N_("Säilytysajat"),
    "protection": N_("Suojauksen periaatteet"),
    "necessity": N_("Tietojen antamisen pakollisuus"),
    "automated": N_("Automaattiset päätökset"),
    "rights": N_("Rekisteröidyn oikeudet"),
    "complaint": N_("Oikeus tehdä valitus"),
    "review": N_("Tarkistus"),
    "translations": N_("Käännökset"),
}
"""Sections of a description in the order of the notice, and what lists of findings call them."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault.

    Attributes:
        rule: a stable English word for the kind of fault.
        severity: "virhe" is a contradiction or breaks the law, "varoitus" and "huomautus" only warn.
        text: what is wrong, in a sentence or two.
        suggestion: how it is mended; empty where only the author can tell.
        section: the part of the description that it is about; empty where there is none.
        law: the provision.
        quote: the author's words that are at fault.
        start, end: where those stand in the text that was read, in characters; None where no text was.
        subject: the code or name of what it is about, by which a program can mend it.
    """

    rule: str
    severity: Severity
    text: str
    suggestion: str = ""
    section: str = ""
    law: str = ""
    quote: str = ""
    start: int | None = None
    end: int | None = None
    subject: str = ""

    @property
    def stops(self) -> bool:
        """Whether a description with it cannot be published."""
        return self.severity == "virhe"

    def as_json(self) -> dict[str, Any]:
        """Return it as `description check --json` has it."""
        return asdict(self)


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return findings with the gravest first, each kind in the order of the description's sections."""
    places: dict[str, int] = {name: place for place, name in enumerate(SECTION_TITLES)}
    last = len(places)
    return tuple(sorted(findings, key=lambda one: (SEVERITIES.index(one.severity), places.get(one.section, last))))
