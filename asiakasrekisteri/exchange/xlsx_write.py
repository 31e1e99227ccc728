"""Tables as XLSX: every text as text, so that nothing is reckoned as a formula and no leading zero is lost."""

import datetime as dt
import tempfile
from collections.abc import Iterable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from asiakasrekisteri.domain.errors import ExchangeError
from asiakasrekisteri.domain.formats import FINLAND
from asiakasrekisteri.domain.texts import _

MOST_ROWS = 1_048_575
"""What a sheet holds under its heads."""
_LONGEST = 32_767
_WIDTH = 22
_SHEET = 31


def write_workbook(path: Path, title: str, heads: Sequence[str], rows: Iterable[Sequence[object]]) -> int:
    """Write one sheet row by row and return how many rows it got, the heads not counted.

    What the library puts aside meanwhile lies beside the file and goes with the work: the system's folder of temporary
    files gets no personal data.

    Raises:
        ExchangeError: there are more rows than a sheet holds.
        OSError: the disk does not take it.
    """
    with tempfile.TemporaryDirectory(dir=path.resolve().parent, prefix=".", suffix=".kesken") as aside:
        return _written(path, title, heads, rows, aside)


def _written(path: Path, title: str, heads: Sequence[str], rows: Iterable[Sequence[object]], aside: str) -> int:
    options = {
        "constant_memory": True,
        "tmpdir": aside,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    import xlsxwriter  # noqa: PLC0415 - loaded when a workbook is written, not with the window

    book = xlsxwriter.Workbook(str(path), options)
    try:
        sheet = book.add_worksheet(title[:_SHEET])
        bold, date = book.add_format({"bold": True}), book.add_format({"num_format": "d.m.yyyy"})
        moment, money = book.add_format({"num_format": "d.m.yyyy hh:mm"}), book.add_format({"num_format": "0.00"})
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, max(len(heads) - 1, 0), _WIDTH)
        for place, head in enumerate(heads):
            sheet.write_string(0, place, head, bold)
        count = 0
        for count, row in enumerate(rows, 1):
            if count > MOST_ROWS:
                raise ExchangeError(_("Rivejä on enemmän kuin taulukkoon mahtuu. Vie luettelo CSV-muodossa."))
            for place, value in enumerate(row):
                _write(sheet, (count, place), value, (date, moment, money))
    finally:
        book.close()
    return count


def _write(sheet: Any, at: tuple[int, int], value: object, forms: Sequence[object]) -> None:
    date, moment, money = forms
    if value is None or value == "":
        return
    if isinstance(value, bool):
        sheet.write_string(*at, _("kyllä") if value else _("ei"))
    elif isinstance(value, dt.datetime):
        sheet.write_datetime(*at, value.astimezone(FINLAND).replace(tzinfo=None), moment)
    elif isinstance(value, dt.date):
        midnight = dt.datetime(value.year, value.month, value.day)  # noqa: DTZ001 - a day has no zone
        sheet.write_datetime(*at, midnight, date)
    elif isinstance(value, Decimal):
        sheet.write_number(*at, float(value), money)
    elif isinstance(value, int):
        sheet.write_number(*at, value)
    else:
        sheet.write_string(*at, str(value)[:_LONGEST])
