"""Tables for spreadsheets, as Finns open them: semicolons, UTF-8 with a mark, decimal commas, 23.11.2026.

A cell that a spreadsheet would reckon as a formula is written as text, with an apostrophe before it; reading takes the
apostrophe away again (`csv_rows`).
"""

import csv
import datetime as dt
import json
from collections.abc import Iterable, Sequence
from decimal import Decimal
from pathlib import Path

from asiakasrekisteri.domain.formats import FINLAND, day
from asiakasrekisteri.domain.texts import _

FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")


def write_table(path: Path, heads: Sequence[str], rows: Iterable[Sequence[object]]) -> int:
    """Write a table row by row and return how many rows it got, the head not counted.

    Raises:
        OSError: the disk does not take it.
    """
    count = 0
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream, delimiter=";", lineterminator="\r\n")
        writer.writerow([cell(head) for head in heads])
        for row in rows:
            writer.writerow([cell(value) for value in row])
            count += 1
    return count


def cell(value: object) -> str:
    """Write one value: nothing for None, "kyllä" or "ei", a decimal comma without grouping, Finnish days and times."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("kyllä") if value else _("ei")
    if isinstance(value, dt.date):
        return _time(value) if isinstance(value, dt.datetime) else day(value)
    if isinstance(value, Decimal | int):
        return f"{value:f}".replace(".", ",") if isinstance(value, Decimal) else str(value)
    return safe(json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else str(value))


def _time(value: dt.datetime) -> str:
    local = value.astimezone(FINLAND)
    return f"{day(local.date())} {local.hour}.{local.minute:02}.{local.second:02}"


def safe(text: str) -> str:
    """Return the text so that no spreadsheet runs it as a formula."""
    return f"'{text}" if text.lstrip(" ").startswith(FORMULA_SIGNS) else text
