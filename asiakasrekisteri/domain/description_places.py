"""Where in an old text each part of its description stands, so that a window can show text and meaning side by side."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from asiakasrekisteri.domain.description import Description

_WORD = re.compile(r"[^\W_]{2}")
LISTS = (
    "purposes",
    "subject_groups",
    "data_categories",
    "sources",
    "recipients",
    "protections",
    "retention",
    "rights",
    "unplaced",
)
"""The lists of a description whose places run beside them, one place to each item."""
SURROUNDINGS = "surroundings"
"""Key of the places of what is no statement: titles, headings, references to the law, words that only lead on."""


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Characters of the text read, from `start` up to but not including `end`."""

    start: int
    end: int

    def meets(self, other: "Place") -> bool:
        """Tell whether the two share a character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Passage:
    """A heading and the text below it, and the parts of the description that the text belongs to.

    `body` to `end` is the text below the heading. `codes` is empty before the first heading.
    """

    codes: tuple[str, ...]
    start: int
    body: int
    end: int


@dataclass(frozen=True, slots=True)
class ReadDescription:
    """A description with the text it was read from.

    Attributes:
        text: the text read; every place is an offset into it.
        description: what was understood.
        places: of each list in `LISTS` the places of its items in the same order; of a single value, such as
            "controller.name", "register_name", "dated" or "transfers", its places; and `SURROUNDINGS`.
        passages: the text from beginning to end, parted by its headings.
    """

    text: str
    description: Description
    places: Mapping[str, tuple[Place, ...]]
    passages: tuple[Passage, ...] = ()

    def unseen_lines(self) -> tuple[Place, ...]:
        """Return the lines with a word or a number that no place touches: none, for what has no place is `unplaced`."""
        known = sorted(place for places in self.places.values() for place in places)
        ends = [0, *(at + 1 for at, sign in enumerate(self.text) if sign == "\n"), len(self.text) + 1]
        lines = (Place(start, end - 1) for start, end in pairwise(ends))
        return tuple(
            line
            for line in lines
            if _WORD.search(self.text, line.start, line.end) and not any(place.meets(line) for place in known)
        )

    def line_at(self, offset: int) -> int:
        """Return the number of the line, from one, that a place is on."""
        return self.text.count("\n", 0, offset) + 1

    def passage(self, code: str) -> Passage | None:
        """Return the first passage that belongs to a part."""
        return next((passage for passage in self.passages if code in passage.codes), None)
