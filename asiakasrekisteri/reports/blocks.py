"""What a document consists of, before anything is measured: frozen blocks in reading order."""

from collections.abc import Iterable
from dataclasses import dataclass

from asiakasrekisteri.reports.text import Rich


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading at the left margin; level 1 is the title, 2 and 3 below it."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Body text. `note` is smaller and grey; `wide` begins at the margin; `keep` holds it with what follows.

    `whole` keeps it on one page.
    """

    text: Rich
    note: bool = False
    wide: bool = False
    keep: bool = False
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list; each item is a sentence or a few words."""

    items: tuple[Rich, ...]


@dataclass(frozen=True, slots=True)
class Fields:
    """Labels and values, one under another."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table: its text, and beneath it smaller notes."""

    text: Rich
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under heads; `widths` in millimetres; the first column heads its row; `wide` begins at the margin.

    Rows may come from a generator and are taken once. `continued` stands above the heads that later pages repeat.
    """

    heads: tuple[str, ...]
    widths: tuple[float, ...]
    rows: Iterable[tuple[Cell, ...]]
    wide: bool = False
    continued: str = ""


@dataclass(frozen=True, slots=True)
class Box:
    """A bordered box: what must be seen apart from everything else (GDPR Art. 21(4))."""

    title: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Missing:
    """Something the law asks for and the firm has not yet written; marked so that nobody can overlook it."""

    lead: str
    text: str


@dataclass(frozen=True, slots=True)
class Signature:
    """Room for a name by hand, and under it the name in clear and the firm."""

    name: str
    firm: str


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins a new page."""


Block = Heading | Paragraph | Bullets | Fields | Table | Box | Missing | Signature | PageBreak


def rows(*lines: tuple[str, ...]) -> tuple[tuple[Cell, ...], ...]:
    """Return plain table rows."""
    return tuple(tuple(Cell(text) for text in line) for line in lines)
