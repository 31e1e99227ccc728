"""Finds the delimiter and the head row of a CSV file, also where title lines stand before the heads."""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from asiakasrekisteri.domain.errors import ExchangeError
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.exchange.column_looks import look, of_rows
from asiakasrekisteri.exchange.columns import known_heads
from asiakasrekisteri.exchange.mapping import ColumnMapping

DELIMITERS = (";", ",", "\t", "|")
_SAMPLE_LINES = 120
_SAMPLE_LINE = 20_000
_HEAD_AMONG = 25
_EXCEL_HINT = "sep="


@dataclass(frozen=True, slots=True)
class Layout:
    """The delimiter, the heads, how many lines stand up to and with the head row (0: there is none), and some rows."""

    delimiter: str
    heads: tuple[str, ...]
    lines: int
    samples: tuple[tuple[str, ...], ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A row that may be the head row: how many of its heads are known, and how many rows after it are as wide."""

    layout: Layout
    known: int
    alike: float

    @property
    def rank(self) -> tuple[int, float, int]:
        """Order of goodness: heads known, then rows that are as wide as the head row, then its width."""
        return self.known, self.alike, len(self.layout.heads)


def find_layout(path: Path, encoding: str, mapping: ColumnMapping) -> Layout:
    """Find how the rows of a file are parted.

    Raises:
        ExchangeError: no head is recognised, or the file cannot be read.
    """
    sample = _sample(path, encoding)
    choice = (mapping.delimiter,) if mapping.delimiter else _hinted(sample) or DELIMITERS
    return best_layout([candidate(_rows(sample, delimiter), delimiter, mapping) for delimiter in choice])


def best_layout(candidates: Iterable[Candidate | None]) -> Layout:
    """Return the layout whose heads are known best.

    Raises:
        ExchangeError: no head is recognised.
    """
    best = max(filter(None, candidates), key=lambda c: c.rank, default=None)
    if best is None or not best.known:
        raise ExchangeError(
            _("Tiedostosta ei tunnistettu yhtään saraketta. Lisää otsikkorivi, esimerkiksi Nimi;Sähköposti;Puhelin.")
        )
    return best.layout


def _sample(path: Path, encoding: str) -> list[str]:
    try:
        with path.open(encoding=encoding, errors="replace", newline="") as stream:
            return [line for _n in range(_SAMPLE_LINES) if (line := stream.readline(_SAMPLE_LINE))]
    except OSError as error:
        raise ExchangeError(_("Tiedostoa ei voi lukea. Tarkista, että levy on kunnossa.")) from error
    except UnicodeError as error:  # utf-16 by the mapping, but without its mark
        raise ExchangeError(_("Tiedosto ei ole sitä merkistöä, jonka sarakemäärittely kertoo. Korjaa se.")) from error


def _hinted(sample: list[str]) -> tuple[str, ...]:
    """Return the delimiter that a spreadsheet wrote on the first line ("sep=;")."""
    first = sample[0].strip("\r\n") if sample else ""
    hint = first[len(_EXCEL_HINT) :]
    return (hint,) if first.lower().startswith(_EXCEL_HINT) and hint in DELIMITERS else ()


def candidate(rows: Sequence[tuple[list[str], int]], delimiter: str, mapping: ColumnMapping) -> Candidate | None:
    """Return the likeliest head row of the first rows of a table.

    Args:
        rows: cells, and the number of lines up to and with the row.
        delimiter: what parts the cells.
        mapping: what the user decided of the columns.
    """
    best: Candidate | None = None
    for i, (heads, lines) in enumerate(rows[:_HEAD_AMONG]):
        known = known_heads(heads, mapping)
        if best is None or known > best.known:
            width = len(heads)
            after = [len(cells) for cells, _line in rows[i + 1 :] if cells]
            alike = sum(n == width for n in after) / len(after) if after else 0.0
            samples = tuple(tuple(cells) for cells, _line in rows[i + 1 :])
            best = Candidate(Layout(delimiter, tuple(heads), lines, samples), known, alike)
    return _without_heads(rows, delimiter, best.known if best is not None else 0) or best


def _without_heads(rows: Sequence[tuple[list[str], int]], delimiter: str, known: int) -> Candidate | None:
    """Return the layout of a table whose heads tell nothing, or that has none, where its cells tell more than they."""
    if known > 1 or not rows:
        return None
    cells = [one for one, _line in rows]
    first, lines = rows[0]
    headed = len(rows) > 1 and not any(look([cell]) for cell in first)
    under = cells[1:] if headed else cells
    seen = of_rows(under)
    if sum(map(bool, seen)) <= known or (headed and len(first) != len(seen)):
        return None
    numbered = tuple(_("Sarake {n}").format(n=number) for number in range(1, len(seen) + 1))
    layout = Layout(delimiter, tuple(first) if headed else numbered, lines if headed else 0, tuple(map(tuple, under)))
    return Candidate(layout, sum(map(bool, seen)), 1.0)


def _rows(sample: list[str], delimiter: str) -> list[tuple[list[str], int]]:
    """Return the rows of the sample with the number of lines up to and with each; those that can be parted."""
    reader = csv.reader(sample, delimiter=delimiter)
    rows: list[tuple[list[str], int]] = []
    try:
        rows.extend((cells, reader.line_num) for cells in islice(reader, _SAMPLE_LINES))
    except csv.Error:
        return rows
    return rows
