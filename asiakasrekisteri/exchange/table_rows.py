"""Rows of a table, whatever kind of file it is in: what is done to every record by what its columns mean.

Values are as they stand in the file, only trimmed: leading zeros stay, an empty cell is not in the row at all and so
can erase nothing. What the words in the cells mean is `exchange.values`' business; identifiers are the catalogue's.
"""

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.exchange.columns import ColumnMatch, Recognised, SkippedColumn, joiner, recognise
from asiakasrekisteri.exchange.csv_records import Record
from asiakasrekisteri.exchange.mapping import NO_MAPPING, ColumnMapping
from asiakasrekisteri.exchange.vocabulary import squeeze, vocabulary

LONGEST_CELL = 32_767
"""Characters in one cell: what a spreadsheet holds."""
NAMED_NOTE = "named_note"
"""Target of columns that go into the note with their heads."""
_NO = frozenset(("", "0", "e", "ei", "n", "no", "false", "nej"))
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
_TEXT_FORMULA = re.compile(r'="([^"]*)"')
_POSTCODE_TOWN = re.compile(r"((?:[A-Z]{1,3}-)?[0-9]{3,5}(?: ?[0-9]{2})?)[ ,]+(\D.*)")
_COUNTRY_CODE = re.compile(r"\+?([1-9][0-9]{0,3})")


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row: the number of its first line in the file, and its values by target. Empty cells are not there.

    Where several columns mean one target (two phones), the values are joined by a line feed; see `columns.joiner`.
    """

    line: int
    values: dict[str, str]


@dataclass(frozen=True, slots=True)
class RejectedRow:
    """A row that cannot be read: its line, the target at fault ("" = the whole row) and why, in the user's language."""

    line: int
    field: str
    reason: str


@dataclass(frozen=True, slots=True)
class Table:
    """A recognised file. `rows` reads on as it is walked, once; `lines` is how many lines the file has at most.

    `samples` are some rows as they stand under the `heads`.
    """

    columns: tuple[ColumnMatch, ...]
    skipped: tuple[SkippedColumn, ...]
    encoding: str
    delimiter: str
    lines: int
    mapping: ColumnMapping
    rows: Iterator[TableRow | RejectedRow]
    heads: tuple[str, ...] = ()
    samples: tuple[tuple[str, ...], ...] = ()


def table_of(heads: Sequence[str], records: Iterable[Record], mapping: ColumnMapping = NO_MAPPING) -> Table:
    """Return the table of records that have been parted already, as those of a database are.

    Raises:
        ExchangeError: the mapping names a target that there is not.
    """
    found = recognise(heads, mapping)
    plan = RowPlan(heads, found)
    rows = (row for record in records if (row := plan.row(record)) is not None)
    return Table(found.matches, found.skipped, "", "", 0, mapping, rows, tuple(heads))


class RowPlan:
    """What is done to every record of one file, worked out once."""

    def __init__(self, heads: Sequence[str], found: Recognised) -> None:
        self._width = len(heads)
        self._columns = [(match.index, match.target) for match in found.matches if match.target != NAMED_NOTE]
        self._named = [(match.index, match.column) for match in found.matches if match.target == NAMED_NOTE]
        targets = [target for _index, target in self._columns]
        self._joined = {t: joiner(t) or "\n" for t in set(targets) if targets.count(t) > 1}
        self._composed = bool({"phone_country", "postcode_town"} & set(targets))

    def row(self, record: Record) -> TableRow | RejectedRow | None:
        """Turn a record into a row; None for a blank line."""
        if not record.problem and not any(map(str.strip, record.cells)):
            return None
        reason = self._fault(record) or _fault_of_sum(record.cells)
        if reason:
            return RejectedRow(record.line, "", reason)
        values = self._joined_values(record.cells) if self._joined else self._values(record.cells)
        long = next((target for target, value in values.items() if len(value) > LONGEST_CELL), None)
        if long is not None:
            reason = _("solussa on yli {most} merkkiä; lyhennä tekstiä").format(most=LONGEST_CELL)
            return RejectedRow(record.line, long, reason)
        if self._named:
            self._note(record.cells, values)
        return TableRow(record.line, _composed(values) if self._composed else values)

    def _note(self, cells: list[str], values: dict[str, str]) -> None:
        """Write into the note what stands in columns that have no field: "Luottokielto: K"."""
        told = (
            f"{head}: {cell}" for index, head in self._named if squeeze(cell := plain(cells[index].strip())) not in _NO
        )
        note = "\n".join(filter(None, (values.get("note", ""), *told)))
        if note:
            values["note"] = note

    def _fault(self, record: Record) -> str:
        """Return why the record as a whole cannot be read, "" if it can."""
        cells = record.cells
        if record.problem:
            return _(record.problem)
        if len(cells) != self._width and not self._is_padded(cells):
            reason = _("sarakkeita on rivillä {cells} ja otsikkorivillä {heads}; tarkista erottimet ja lainausmerkit")
            return reason.format(cells=len(cells), heads=self._width)
        if record.unreadable:
            return _("rivillä on merkkejä, joita ei voi lukea; tarkista merkistö")
        if not any(cells[index].strip() for index, _target in self._columns):
            return _("rivillä ei ole yhtään tunnistettua tietoa")
        return ""

    def _is_padded(self, cells: list[str]) -> bool:
        """Tell whether the record is only lengthened by empty cells, as some programs do."""
        return len(cells) > self._width and not any(map(str.strip, cells[self._width :]))

    def _values(self, cells: list[str]) -> dict[str, str]:
        values = {target: value for index, target in self._columns if (value := cells[index].strip())}
        for target, value in values.items():
            if value[0] in "'=" or "&" in value:
                values[target] = plain(value)
        return {t: v for t, v in values.items() if v} if "" in values.values() else values

    def _joined_values(self, cells: list[str]) -> dict[str, str]:
        values: dict[str, str] = {}
        for index, target in self._columns:
            value = plain(cells[index].strip())
            if value and target in values:
                values[target] += self._joined[target] + value
            elif value:
                values[target] = value
        return values


def unescaped(value: str) -> str:
    """Return a text whose signs stand as pages of the web need them ("Rauta &amp; Puu") as it is read."""
    return html.unescape(value) if "&" in value and ";" in value else value


def _fault_of_sum(cells: Sequence[str]) -> str:
    """Return why a record that sums up the others is not read ("Yhteensä", then nothing but figures), "" of others."""
    first, *others = [cell for cell in cells if cell.strip()]
    summed = squeeze(first) in _totals() and not any(map(str.isalpha, "".join(others)))
    return _("rivi on yhteenveto, ei asiakas") if summed else ""


@cache
def _totals() -> frozenset[str]:
    return frozenset(map(squeeze, vocabulary("values")["totals"]))


def plain(value: str) -> str:
    """Take away what programs put round a text: '+358… and ="00100" of spreadsheets, &amp; of pages of the web."""
    if value.startswith("'") and value[1:].startswith(_FORMULA_SIGNS):
        return unescaped(value[1:].strip())
    match = _TEXT_FORMULA.fullmatch(value)
    return unescaped(match[1].strip() if match else value)


def _composed(values: dict[str, str]) -> dict[str, str]:
    """Put the parts of a phone number together, and part a post code from its town."""
    country = _COUNTRY_CODE.fullmatch(values.pop("phone_country", ""))
    phone = values.get("phone", "")
    if country and phone and not phone.startswith(("+", "00")):
        values["phone"] = f"+{country[1]} {phone.removeprefix('0')}"
    both = values.pop("postcode_town", "")
    match = _POSTCODE_TOWN.fullmatch(both)
    if match:
        values.setdefault("postcode", match[1])
        values.setdefault("town", match[2])
    elif both:
        values.setdefault("town", both)
    return values
