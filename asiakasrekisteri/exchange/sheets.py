"""Reads customers and persons from a workbook of a spreadsheet program: XLSX, XLS or ODS, the sheet with most heads.

A number in a cell has lost the zeros it began with; a post code of digits gets them back, for it has five, and so does
a phone number that would otherwise begin with no trunk prefix.
"""

import datetime as dt
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import Any

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, SheetTypeEnum

from asiakasrekisteri.domain.errors import ExchangeError
from asiakasrekisteri.domain.formats import file_size
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.exchange.columns import recognise
from asiakasrekisteri.exchange.csv_layout import Candidate, best_layout, candidate
from asiakasrekisteri.exchange.csv_records import Record
from asiakasrekisteri.exchange.mapping import NO_MAPPING, ColumnMapping
from asiakasrekisteri.exchange.table_rows import RejectedRow, RowPlan, Table, TableRow

MOST_BYTES = 60_000_000
"""The largest workbook that is read."""
MOST_UNPACKED = 600_000_000
"""What its parts may be together when unpacked; a bomb has more."""
_ODS_CONTENT, _MANIFEST, _SEALED = "content.xml", "META-INF/manifest.xml", b"encryption-data"
_PIECE = 1 << 16
_PACKED = (zipfile.BadZipFile, zlib.error, EOFError)
_MARKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_SAMPLE_ROWS = 120
_MOST_SHEETS = 50
_POSTCODE = 5
_SHORTEST_PHONE = 7
_COUNTRY = "358"


def is_workbook(head: bytes) -> bool:
    """Tell whether a file begins as a workbook does."""
    return head.startswith(_MARKS)


def read_sheet(path: Path, mapping: ColumnMapping = NO_MAPPING) -> Table:
    """Recognise a workbook and begin to read the rows of its best sheet.

    Raises:
        ExchangeError: it is no workbook, is locked by a password, is too large, or no head in it is recognised.
    """
    _refuse_bomb(path)
    _refuse_broken(path)
    book = _opened(path)
    sheets = [_Sheet(sheet) for sheet in _sheets(book)]
    candidates = {id(c): (c, sheet) for sheet in sheets if (c := sheet.candidate(mapping)) is not None}
    layout = best_layout(c for c, _sheet in candidates.values())
    chosen = next(sheet for c, sheet in candidates.values() if c.layout is layout)
    found = recognise(layout.heads, mapping, layout.samples)
    numeric = {match.target for match in found.matches} & _MENDED.keys()
    plan = RowPlan(layout.heads, found)
    columns = {m.index: _MENDED[m.target] for m in found.matches if m.target in numeric}
    rows = chosen.rows(plan, layout.lines, columns)
    return Table(found.matches, found.skipped, "", "", chosen.height + 1, mapping, rows, layout.heads, layout.samples)


class _Sheet:
    """One sheet as rows of texts, numbered from 1 as the program that made it numbers them."""

    def __init__(self, sheet: CalamineSheet) -> None:
        self._sheet = sheet
        self._first = sheet.start[0] + 1 if sheet.start is not None else 1
        self.height = sheet.total_height

    def candidate(self, mapping: ColumnMapping) -> Candidate | None:
        """Return the likeliest head row."""
        sample = [([_text(value) for value in row], at) for at, row in islice(self._numbered(), _SAMPLE_ROWS)]
        return candidate(sample, "", mapping)

    def rows(
        self, plan: RowPlan, heads_at: int, mended: dict[int, Callable[[str], str]]
    ) -> Iterator[TableRow | RejectedRow]:
        """Yield the rows under the heads."""
        for at, row in self._numbered():
            if at <= heads_at:
                continue
            cells = [_text(value) for value in row]
            for index, mend in mended.items():
                if index < len(row) and isinstance(row[index], float | int):
                    cells[index] = mend(cells[index])
            taken = plan.row(Record(at, cells))
            if taken is not None:
                yield taken

    def _numbered(self) -> Iterator[tuple[int, list[Any]]]:
        return enumerate(self._sheet.iter_rows(), self._first)


def _text(value: Any) -> str:
    """Return what a cell says, as a table of text would: whole numbers without a point, days as 2026-11-25."""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        return value.date().isoformat()
    return "" if value is None else str(value)


def _postcode(digits: str) -> str:
    return digits.zfill(_POSTCODE)


def _phone(digits: str) -> str:
    if len(digits) < _SHORTEST_PHONE or not digits.isdigit():
        return digits
    return f"+{digits}" if digits.startswith(_COUNTRY) else f"0{digits}"


_MENDED: dict[str, Callable[[str], str]] = {
    "postcode": _postcode,
    "billing_postcode": _postcode,
    "phone": _phone,
    "mobile": _phone,
}
"""Columns whose numbers begin with a zero that a number in a cell cannot have."""


def _refuse_bomb(path: Path) -> None:
    """Refuse what would fill the memory; what a workbook's parts are together stands in its directory."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise ExchangeError(
                _("Tiedosto on liian suuri: enintään {most} voidaan lukea. Jaa se osiin ja yritä uudelleen.").format(
                    most=file_size(MOST_BYTES)
                )
            )
        if not zipfile.is_zipfile(path):  # the old kind, which is not packed
            return
        with zipfile.ZipFile(path) as parts:
            unpacked = sum(part.file_size for part in parts.infolist())
    except (OSError, zipfile.BadZipFile, NotImplementedError, ValueError) as error:
        raise _damaged() from error
    if unpacked > MOST_UNPACKED:
        raise ExchangeError(
            _("Työkirja on liian suuri. Tallenna siitä vain tarvittava taulukko CSV-muotoon ja yritä uudelleen.")
        )


class _Nothing:
    """Takes what a parser tells and keeps none of it."""

    def close(self) -> None:
        """End."""


def _refuse_broken(path: Path) -> None:
    """Refuse an ODS whose content is no whole XML: the library would look for the end of it for ever."""
    from lxml import etree  # noqa: PLC0415 - most starts of the program read no workbook

    if not zipfile.is_zipfile(path):
        return
    parser = etree.XMLParser(target=_Nothing(), resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True)
    try:
        with zipfile.ZipFile(path) as parts:
            names = parts.namelist()
            if _ODS_CONTENT not in names or (_MANIFEST in names and _SEALED in parts.read(_MANIFEST)):
                return
            with parts.open(_ODS_CONTENT) as stream:
                while piece := stream.read(_PIECE):
                    parser.feed(piece)
            parser.close()
    except (etree.XMLSyntaxError, OSError, RuntimeError, ValueError, NotImplementedError, *_PACKED) as error:
        raise _damaged() from error


def _opened(path: Path) -> CalamineWorkbook:
    try:
        return CalamineWorkbook.from_path(path)
    except PasswordError as error:
        raise ExchangeError(_("Työkirja on suojattu salasanalla. Poista salasana ja yritä uudelleen.")) from error
    except (CalamineError, OSError, ValueError) as error:
        raise _damaged() from error


def _damaged() -> ExchangeError:
    return ExchangeError(
        _("Työkirjaa ei voi lukea: se on vioittunut, suojattu salasanalla tai muu tiedosto. Tallenna se uudelleen.")
    )


def _sheets(book: CalamineWorkbook) -> Iterator[CalamineSheet]:
    for number, about in enumerate(book.sheets_metadata[:_MOST_SHEETS]):
        if about.typ is SheetTypeEnum.WorkSheet:
            with suppress(CalamineError, ValueError):
                yield book.get_sheet_by_index(number)
