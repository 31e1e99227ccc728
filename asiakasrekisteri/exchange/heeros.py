"""Reads the customers of Heeros's file of customers, invoices and rows: A, L and R records under heads of their own."""

from collections.abc import Iterator
from pathlib import Path

from asiakasrekisteri.domain.errors import ExchangeError
from asiakasrekisteri.domain.texts import N_, _
from asiakasrekisteri.exchange.columns import SkippedColumn
from asiakasrekisteri.exchange.csv_records import Record, records
from asiakasrekisteri.exchange.mapping import NO_MAPPING, ColumnMapping
from asiakasrekisteri.exchange.sniff import sniff, unreadable
from asiakasrekisteri.exchange.table_rows import Table, table_of
from asiakasrekisteri.exchange.vocabulary import squeeze

_SIGN, _CUSTOMER = "tietueasiakas", "A"
_LINES = 50
_OTHERS = {
    "TietueLasku": N_("laskuja ei lueta tästä tiedostosta; tuo ne Finvoice-laskuina"),
    "TietueRivi": N_("laskurivejä ei lueta tästä tiedostosta; tuo laskut Finvoice-laskuina"),
}


def recognise(head: bytes) -> bool:
    """Tell whether a file begins with the heads of customers' records."""
    return head.removeprefix(b"\xef\xbb\xbf").lstrip()[: len(_SIGN)].lower() == _SIGN.encode()


def read_heeros(path: Path, mapping: ColumnMapping = NO_MAPPING) -> Table:
    """Recognise the columns of the customers and begin to read their rows.

    Raises:
        ExchangeError: the file cannot be read.
    """
    encoding = mapping.encoding or sniff(path).encoding
    heads = next((r.cells for r in _records(path, encoding) if r.cells and squeeze(r.cells[0]) == _SIGN), None)
    if heads is None:
        raise ExchangeError(_("Tiedostosta ei löydy asiakkaiden otsikkoriviä (TietueAsiakas)."))
    table = table_of(heads[1:], _customers(path, encoding, len(heads) - 1), mapping)
    skipped = tuple(SkippedColumn(name, _(reason)) for name, reason in _OTHERS.items())
    return Table(table.columns, table.skipped + skipped, encoding, ";", 0, mapping, table.rows, table.heads)


def _customers(path: Path, encoding: str, width: int) -> Iterator[Record]:
    for record in _records(path, encoding):
        if record.problem:
            yield record
        elif record.cells and record.cells[0].strip().upper() == _CUSTOMER:
            cells = record.cells[1:]
            filled = cells + [""] * (width - len(cells))  # the program leaves out what is empty at the end
            yield Record(record.line, filled, record.unreadable)


def _records(path: Path, encoding: str) -> Iterator[Record]:
    try:
        with path.open(encoding=encoding, errors="replace", newline="") as stream:
            yield from records(stream, ";")
    except OSError as error:
        raise ExchangeError(unreadable(error)) from error
