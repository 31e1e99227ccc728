"""A table of customers, whichever kind of file it is in."""

from pathlib import Path

from asiakasrekisteri.domain.errors import ExchangeError
from asiakasrekisteri.exchange.csv_rows import read_csv
from asiakasrekisteri.exchange.heeros import read_heeros, recognise as is_heeros
from asiakasrekisteri.exchange.mapping import NO_MAPPING, ColumnMapping
from asiakasrekisteri.exchange.sheets import is_workbook, read_sheet
from asiakasrekisteri.exchange.sniff import unreadable
from asiakasrekisteri.exchange.table_rows import Table

_HEAD = 4096


def read_table(path: Path, mapping: ColumnMapping = NO_MAPPING) -> Table:
    """Recognise a CSV file or a workbook (XLSX, XLS, ODS) and begin to read its rows; see `csv_rows.read_csv`.

    Raises:
        ExchangeError: the file cannot be read as a table at all.
    """
    try:
        with path.open("rb") as stream:
            head = stream.read(_HEAD)
    except OSError as error:
        raise ExchangeError(unreadable(error)) from error
    if is_workbook(head):
        return read_sheet(path, mapping)
    return read_heeros(path, mapping) if is_heeros(head) else read_csv(path, mapping)
