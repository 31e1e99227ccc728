"""Parts lines of text into records, so that one bad record costs one line and never the rest of the file.

The `csv` module does the parting. What it cannot know is where to go on after a quote that was never closed: it would
take the rest of the file for one cell. Here the first line of such a record is given up, and the next are read again.
"""

import csv
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TextIO

from asiakasrekisteri.domain.texts import N_

MOST_LINES = 300
"""Lines that one record may have: a cell with a longer text is taken for an unclosed quote."""
LONGEST_LINE = 1_000_000
"""Characters in one line; a longer one is passed over without being held in memory."""
UNCLOSED = N_("lainausmerkkiä ei ole suljettu; tarkista rivin lainausmerkit")
TOO_LONG = N_("rivi on liian pitkä; tarkista, että rivit on erotettu rivinvaihdoilla")


@dataclass(frozen=True, slots=True)
class Record:
    """One record: its first line from 1, its cells, and whether a character in it could not be read.

    `problem` (a Finnish message id) tells why the record is none; there are then no cells.
    """

    line: int
    cells: list[str]
    unreadable: bool = False
    problem: str = ""


class _Lines:
    """Gives the parser its lines and remembers those of the record in hand, so that they can be given again."""

    def __init__(self, stream: TextIO, line: int) -> None:
        self._stream = stream
        self._again: deque[str] = deque()
        self._next_line = line
        self.first = line
        self.taken: list[str] = []
        self.starved = False
        self.too_long = False

    def begin(self) -> None:
        """Begin a new record with the next line."""
        self._next_line += len(self.taken)
        self.first = self._next_line
        self.taken = []
        self.starved = False
        self.too_long = False

    def give_up_first(self) -> None:
        """Let all lines of the record but the first be read again."""
        self._again.extendleft(reversed(self.taken[1:]))
        del self.taken[1:]

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = "" if len(self.taken) >= MOST_LINES else self._read()
        if not line:
            self.starved = True
            raise StopIteration
        self.taken.append(line)
        return line

    def _read(self) -> str:
        if self._again:
            return self._again.popleft()
        line = self._stream.readline(LONGEST_LINE)
        if len(line) < LONGEST_LINE or line.endswith(("\n", "\r")):
            return line
        while len(line) == LONGEST_LINE and not line.endswith(("\n", "\r")):
            line = self._stream.readline(LONGEST_LINE)
        self.too_long = True
        return "\n"


def records(stream: TextIO, delimiter: str, line: int = 1) -> Iterator[Record]:
    """Part the rest of a stream into records, blank lines among them.

    Args:
        stream: opened with `newline=""`.
        delimiter: one character.
        line: the number of the line that comes next.
    """
    lines = _Lines(stream, line)
    reader = csv.reader(lines, delimiter=delimiter)
    while True:
        lines.begin()
        problem = ""
        cells: list[str] = []
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            problem = TOO_LONG
        if lines.starved:
            problem = UNCLOSED
        if lines.too_long:
            problem = TOO_LONG
        if problem:
            lines.give_up_first()
            reader = csv.reader(lines, delimiter=delimiter)
            yield Record(lines.first, [], problem=problem)
        else:
            yield Record(lines.first, cells, unreadable=any("\0" in t or "\ufffd" in t for t in lines.taken))
