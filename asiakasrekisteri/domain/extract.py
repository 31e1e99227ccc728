"""One person's extract (rekisteriote, GDPR Art. 15) as plain data, ready to print or to write as JSON (PRODUCT §7)."""

import datetime as dt
from dataclasses import asdict, dataclass, field
from typing import Any

from asiakasrekisteri.domain.thirdparties import MASK


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
class Annex:
    """A whole mail, document or recording that goes with the extract.

    Attributes:
        number: "Liite 2" on paper; recordings are numbered by themselves.
        kind: "text" is printed after the extract, "pages" is a PDF bound to it, "file" and "recording" go as files.
        title: what it is, in words.
        name: of the file: neutral, for a name of a file tells of nobody.
        size: in bytes.
        lines: of a "text", its text as it is given, others masked.
        attachment_id: of the file as kept.
    """

    number: int
    kind: str
    title: str
    name: str
    size: int
    lines: tuple[str, ...] = ()
    attachment_id: int = 0


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What the answer does not hold although it is about the person: how many items of what category, and why."""

    title: str
    count: int
    why: str


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
    """The whole answer to "what do you hold about me?".

    `represented` tells that it goes to somebody who acts for the person; `objection` is told apart from the other
    rights (Art. 21(4)).
    """

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
    objection: tuple[str, ...] = ()
    supervisor: tuple[str, ...] = ()
    automated_decisions: str = ""
    annexes: tuple[Annex, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    represented: bool = False
    letter: Letter | None = field(default=None, compare=False)

    @property
    def masks(self) -> bool:
        """Tell whether something of other people has been taken out of the texts."""
        texts = (item.value for section in self.sections for item in section.items)
        lines = (line for annex in self.annexes for line in annex.lines)
        return any(MASK in text for text in (*texts, *lines))

    def as_json(self) -> dict[str, Any]:
        """Return the shape of PRODUCT §7; the letter's window block is not part of it."""
        data = asdict(self)
        del data["letter"], data["represented"]
        for annex in data["annexes"]:
            del annex["attachment_id"]
        data["made_on"] = self.made_on.isoformat()
        return data
