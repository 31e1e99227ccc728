"""Workbooks: the right sheet, every cell as it was meant, and nothing that breaks the program."""

import contextlib
import datetime as dt
import io
import random
import zipfile
from pathlib import Path

import pytest

from asiakasrekisteri.domain.errors import ExchangeError
from asiakasrekisteri.exchange.table_rows import Table, TableRow
from asiakasrekisteri.exchange.tables import read_table
from tests.exchange.workbooks import HEADS, ods, xlsx

LEIPOMO = ("Leipomo Oy", "112038-9", "info@esimerkki.fi", 405550100, 100, "Helsinki", dt.date(2015, 1, 1), "salainen")
VALUES = {
    "name": "Leipomo Oy",
    "business_id": "112038-9",
    "email": "info@esimerkki.fi",
    "phone": "0405550100",
    "postcode": "00100",
    "town": "Helsinki",
    "since": "2015-01-01",
}


def read(folder: Path, content: bytes) -> tuple[Table, list[dict[str, str]]]:
    file = folder / "kirja"
    file.write_bytes(content)
    table = read_table(file)
    return table, [row.values for row in table.rows if isinstance(row, TableRow)]


def test_cells_are_what_they_mean_and_zeros_that_a_number_lost_return(tmp_path: Path) -> None:
    table, rows = read(tmp_path, xlsx([HEADS, LEIPOMO]))
    assert rows == [VALUES]
    assert [(s.column, "salasanoja" in s.reason) for s in table.skipped] == [("Salasana", True)]


def test_text_stays_as_it_stands(tmp_path: Path) -> None:
    row = ("Leipomo Oy", "112038-9", "", "+358 40 555 0100", "00100", "", "1.1.2015", "")
    _table, rows = read(tmp_path, xlsx([HEADS, row]))
    assert rows[0]["phone"] == "+358 40 555 0100"
    assert rows[0]["postcode"] == "00100"
    assert "email" not in rows[0], "an empty cell is not in the row"


def test_the_sheet_with_most_heads_is_read_and_titles_above_it_are_passed(tmp_path: Path) -> None:
    cover = [("Raportti",), ("Tulostettu", "25.11.2026")]
    customers = [("Asiakkaat",), (), HEADS, LEIPOMO, (), LEIPOMO]
    file = tmp_path / "kirja.xlsx"
    file.write_bytes(xlsx(cover, customers))
    rows = list(read_table(file).rows)
    assert [row.line for row in rows] == [4, 6], "lines are those that the spreadsheet shows"


def test_open_document_is_read(tmp_path: Path) -> None:
    _table, rows = read(tmp_path, ods([("Nimi", "Postinumero", "Puhelin"), ("Äyräs Oy", 100.0, 358405550100.0)]))
    assert rows == [{"name": "Äyräs Oy", "postcode": "00100", "phone": "+358405550100"}]


@pytest.mark.parametrize(
    "content",
    [b"PK\x03\x04", b"PK\x03\x04" + b"\0" * 500, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, xlsx([()])[:900]],
)
def test_what_is_no_workbook_is_told_in_words(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(ExchangeError):
        read(tmp_path, content)


def test_a_workbook_without_known_heads_is_told(tmp_path: Path) -> None:
    with pytest.raises(ExchangeError, match="ei tunnistettu yhtään saraketta"):
        read(tmp_path, xlsx([("a", "b"), (1, 2)]))


@pytest.mark.slow
def test_a_bomb_is_refused_unread(tmp_path: Path) -> None:
    file = tmp_path / "pommi.xlsx"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as parts, parts.open("xl/worksheets/sheet1.xml", "w") as part:
        for _n in range(610):
            part.write(b"<" * 1_000_000)
    with pytest.raises(ExchangeError, match="liian suuri"):
        read_table(file)


@pytest.mark.slow
@pytest.mark.parametrize(
    "content", [xlsx([HEADS, LEIPOMO] * 5), ods([("Nimi", "Puhelin"), ("Äyräs Oy", "040 555 0100")])]
)
def test_a_thousand_broken_workbooks_break_nothing(tmp_path: Path, content: bytes) -> None:
    luck = random.Random(20261125)
    for _n in range(1000):
        broken = bytearray(content)
        for _m in range(luck.randint(1, 12)):
            broken[luck.randrange(len(broken))] = luck.randrange(256)
        with contextlib.suppress(ExchangeError):
            read(tmp_path, bytes(broken[: luck.choice((len(broken), luck.randrange(len(broken))))]))


@pytest.mark.parametrize("cut", ["</table:table-row>", "</office:body>", "<text:p>"])
def test_an_ods_whose_content_is_cut_short_is_refused_at_once(tmp_path: Path, cut: str) -> None:
    file = tmp_path / "rikki.ods"
    with zipfile.ZipFile(io.BytesIO(ods([HEADS, ["Eka Oy"]]))) as sound, zipfile.ZipFile(file, "w") as broken:
        for name in sound.namelist():
            broken.writestr(name, sound.read(name).decode().partition(cut)[0])
    with pytest.raises(ExchangeError):
        read_table(file)
