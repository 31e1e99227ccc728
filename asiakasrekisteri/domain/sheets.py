"""A sheet of facts to copy from, as plain data: a title, and under each heading what and its value."""

import datetime as dt
from dataclasses import dataclass, field

from asiakasrekisteri.domain.texts import language_in_use


@dataclass(frozen=True, slots=True)
class SheetSection:
    """A numbered heading and its rows (what, value); an empty value is still to be filled in."""

    title: str
    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A sheet.

    Attributes:
        firm: who keeps it.
        kind: of the document, in capitals.
        title, lead: in words.
        reference: its number.
        made_on: Finnish day.
        sections: in order.
        missing: what stands where a value is empty.
        heads: over the two columns.
        foot: the firm's contact details.
        language: in which it is; the one spoken where it is made.
    """

    firm: str
    kind: str
    title: str
    lead: str
    reference: str
    made_on: dt.date
    sections: tuple[SheetSection, ...]
    missing: str
    heads: tuple[str, str]
    foot: str = ""
    language: str = field(default_factory=language_in_use)
