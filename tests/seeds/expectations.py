"""What a reader must find in a text, kept beside it as data, and how much of it was found.

A row is [list or field, code or kind, words of the item] and for the real texts, whose names are not written here, also
the number of the statement in the law notes and the line of the text it stands on.
"""

import sys
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from asiakasrekisteri.domain.description_places import ReadDescription


@dataclass(frozen=True, slots=True)
class Expected:
    """One statement that stands in a text; `line` counts from one, 0 is any line."""

    where: str
    code: str
    words: str
    number: str = ""
    line: int = 0

    def __str__(self) -> str:
        return " ".join(filter(None, (self.number, self.where, self.code, self.words, str(self.line or ""))))


def expected_in(file: Path) -> list[Expected]:
    """Return what a file of expectations demands."""
    rows: list[list[Any]] = tomllib.loads(file.read_text(encoding="utf-8"))["expect"]
    return [Expected(*row) for row in rows]


def is_found(read: ReadDescription, wanted: Expected, findings: Mapping[str, list[int]] | None = None) -> bool:
    """Tell whether a statement was put where it belongs: the list, its code, its words and its line."""
    if wanted.where == "findings":
        offsets = (findings or {}).get(wanted.code, [])
        return any(wanted.line in (0, _line(read, at)) for at in offsets)
    places = read.places.get(wanted.where, ())
    items = _items(read, wanted.where)
    return any(
        _says(item, wanted)
        and (not wanted.line or _line(read, places[at].start) <= wanted.line <= _line(read, places[at].end))
        for at, item in enumerate(items)
    )


def _items(read: ReadDescription, where: str) -> list[Any]:
    """Return the items of a list; of "bases", which are kept with the purposes, the words of the text itself."""
    if where == "bases":
        return [read.text[place.start : place.end] for place in read.places.get(where, ())]
    held: Any = read.description.as_json()
    for key in where.split("."):
        held = (held or {}).get(key, "")
    return held if isinstance(held, list) else [held]


def missed(read: ReadDescription, file: Path, findings: Mapping[str, list[int]] | None = None) -> list[str]:
    """Return what was not found, and print the share that was."""
    wanted = expected_in(file)
    lost = [str(row) for row in wanted if not is_found(read, row, findings)]
    sys.stdout.write("\n  ".join([f"{file.stem}: {len(wanted) - len(lost)}/{len(wanted)}", *lost]) + "\n")
    return lost


def _says(item: Any, wanted: Expected) -> bool:
    values = [str(value) for value in item.values()] if isinstance(item, dict) else [str(item)]
    written = " ".join(values).casefold()
    if "." in wanted.where and wanted.words:
        return written == wanted.words.casefold()
    right_code = not wanted.code or wanted.code in values
    return bool(written) and right_code and all(word in written for word in wanted.words.casefold().split())


def _line(read: ReadDescription, offset: int) -> int:
    return read.text.count("\n", 0, offset) + 1
