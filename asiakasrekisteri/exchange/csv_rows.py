"""Reads customers and persons from a CSV file into plain rows and problems, row by row."""

from collections.abc import Iterator
from pathlib import Path

from asiakasrekisteri.domain.errors import ExchangeError
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.exchange.columns import Recognised, recognise
from asiakasrekisteri.exchange.csv_layout import Layout, find_layout
from asiakasrekisteri.exchange.csv_records import records
from asiakasrekisteri.exchange.mapping import NO_MAPPING, ColumnMapping
from asiakasrekisteri.exchange.sniff import sniff
from asiakasrekisteri.exchange.table_rows import RejectedRow, RowPlan, Table, TableRow


def read_csv(path: Path, mapping: ColumnMapping = NO_MAPPING) -> Table:
    """Recognise a CSV file and begin to read its rows.

    Args:
        path: the file.
        mapping: what the user decided of its columns, over what is recognised.

    Raises:
        ExchangeError: the file cannot be read as a table at all; the message says what to do. A row that cannot be read
            raises nothing: it comes as a `RejectedRow`.
    """
    text = sniff(path)
    encoding = mapping.encoding or text.encoding
    layout = find_layout(path, encoding, mapping)
    found = recognise(layout.heads, mapping, layout.samples)
    rows = _rows(path, encoding, layout, found)
    return Table(
        found.matches,
        found.skipped,
        encoding,
        layout.delimiter,
        text.lines + 1,
        mapping,
        rows,
        layout.heads,
        layout.samples,
    )


def _rows(path: Path, encoding: str, layout: Layout, found: Recognised) -> Iterator[TableRow | RejectedRow]:
    plan = RowPlan(layout.heads, found)
    try:
        with path.open(encoding=encoding, errors="replace", newline="") as stream:
            for _n in range(layout.lines):
                stream.readline()
            for record in records(stream, layout.delimiter, layout.lines + 1):
                row = plan.row(record)
                if row is not None:
                    yield row
    except OSError as error:
        raise ExchangeError(_("Tiedoston lukeminen keskeytyi. Tarkista, että levy on kunnossa.")) from error
