"""The words of a notice: places that are filled for each recipient, and the four things that the law wants told.

A notice is one text for each language. `{tiedot}` stands for what 917/2014 274 § demands; a text without it gets it at
its end, so that it cannot be left out.
"""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from asiakasrekisteri.domain.errors import FieldError
from asiakasrekisteri.domain.formats import FINLAND
from asiakasrekisteri.domain.texts import N_, _

DEMANDED = ("estimate", "measures", "costs", "more_info")
"""What must be told while it lasts (274 § 2 mom.)."""
DEMANDED_AFTER = ("measures_taken", "effects")
"""What must be told of what was done (274 § 3 mom.)."""
NOTHING = N_("ei ole")
"""What is written where there is nothing to tell; it is told in the language of the notice."""
DETAILS = "tiedot"
PLACES = ("etunimi", "palvelut", "mika", "alkoi", "paattyi", DETAILS, "yritys")
_PLACE = re.compile(r"( ?)\{(\w+)\}")
_NOTHINGS = frozenset({"ei ole", "ei", "inga", "none", "-", "–"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """How the things of a notice are called in a language.

    Attributes:
        labels: name of each demanded thing.
        nothing: said where there is none.
        at: how an instant is written, with {day} and {time}.
    """

    labels: Mapping[str, str]
    nothing: str
    at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What a notice tells of an outage, whoever gets it.

    Attributes:
        title: what has failed.
        started, ended: aware instants.
        said: the demanded things by name.
        firm: who tells.
        after: whether it tells that the outage is over.
    """

    title: str
    started: dt.datetime
    ended: dt.datetime | None = None
    said: Mapping[str, str] = field(default_factory=dict)
    firm: str = ""
    after: bool = False


def missing_facts(said: Mapping[str, str | None], *, after: bool = False) -> list[FieldError]:
    """Return the demanded things of which nothing has been said; "ei ole" is something."""
    wanted = DEMANDED_AFTER if after else DEMANDED
    words = _("Kerro tämä tilaajille tai kirjoita ”ei ole”.")
    return [FieldError(name, words) for name in wanted if not (said.get(name) or "").strip()]


def unknown_places(text: str) -> list[str]:
    """Return the places of a text that nothing fills."""
    return [name for _blank, name in _PLACE.findall(text) if name not in PLACES]


def details(facts: Facts, language: Language) -> str:
    """Return what the law wants told, a line for each thing."""
    wanted = DEMANDED_AFTER if facts.after else DEMANDED
    return "\n".join(f"{language.labels[name]}: {_told(facts.said.get(name, ''), language)}" for name in wanted)


def written(text: str, facts: Facts, language: Language, *, greeting: str, services: Sequence[str]) -> str:
    """Return a text as one recipient reads it.

    Args:
        text: with its places.
        facts: of the outage.
        language: of the text.
        greeting: the recipient's name; a blank before the place goes with it where there is none.
        services: what of hers has failed.
    """
    whole = text if f"{{{DETAILS}}}" in text else f"{text.rstrip()}\n\n{{{DETAILS}}}"
    return filled(whole, facts, language, greeting=greeting, services=services).strip()


def filled(text: str, facts: Facts, language: Language, *, greeting: str, services: Sequence[str]) -> str:
    """Return a text with its places filled and nothing added: the subject of a notice."""
    values = {
        "etunimi": greeting,
        "palvelut": ", ".join(services) or language.nothing,
        "mika": facts.title,
        "alkoi": _instant(facts.started, language),
        "paattyi": _instant(facts.ended, language) if facts.ended is not None else language.nothing,
        DETAILS: details(facts, language),
        "yritys": facts.firm,
    }

    def fill(found: re.Match[str]) -> str:
        value = values.get(found[2])
        if value is None:
            return found[0]
        return f"{found[1]}{value}" if value else ""

    return _PLACE.sub(fill, text)


def _told(value: str, language: Language) -> str:
    said = value.strip()
    return language.nothing if said.casefold().rstrip(".") in _NOTHINGS or not said else said


def _instant(value: dt.datetime, language: Language) -> str:
    local = value.astimezone(FINLAND)
    return language.at.format(day=f"{local.day}.{local.month}.{local.year}", time=f"{local.hour}.{local.minute:02}")
