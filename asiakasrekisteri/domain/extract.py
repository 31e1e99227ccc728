"""One person's extract (rekisteriote, GDPR Art. 15) as plain data, ready to print or to write as JSON (PRODUCT §7)."""

import datetime as dt
from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtractItem:
    """One datum: label and value in plain words, and everything Art. 15(1) asks of it."""

    label: str
    value: str
    source: str
    source_date: str
    purpose: str
    basis: str
    recipients: tuple[str, ...] = ()
    keep_until: str = ""
    keep_reason: str = ""


@dataclass(frozen=True, slots=True)
class ExtractSection:
    """The items of one data category; `category` is the code, `title` the words."""

    category: str
    title: str
    items: tuple[ExtractItem, ...]


@dataclass(frozen=True, slots=True)
class ExtractView:
    """A consultation of the data: time, purpose and role, never the employee's name (C-579/21).

    `at` is an ISO time of the Finnish clock.
    """

    at: str
    purpose: str
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """What every letter carries: who sends it, to which window, when, under which reference.

    `sender` is name, then address lines; `recipient` the rows of the address; `requested_on` the day the request came.
    """

    sender: tuple[str, ...]
    sender_footer: str
    recipient: tuple[str, ...]
    date: dt.date
    reference: str
    language: str = "fi"
    signatory: str = ""
    requested_on: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Extract:
    """The whole answer to "what do you hold about me?"."""

    person: str
    made_on: dt.date
    register_name: str
    controller: str
    sections: tuple[ExtractSection, ...]
    recordings: tuple[str, ...] = ()
    views: tuple[ExtractView, ...] = ()
    recipients: tuple[str, ...] = ()
    transfers: str = ""
    rights: tuple[str, ...] = ()
    supervisor: tuple[str, ...] = ()
    automated_decisions: str = ""
    letter: Letter | None = field(default=None, compare=False)

    def as_json(self) -> dict[str, Any]:
        """Return the shape of PRODUCT §7; the letter's window block is not part of it."""
        data = asdict(self)
        del data["letter"]
        data["made_on"] = self.made_on.isoformat()
        return data
