"""CSV files as programs and people write them, and as nobody should: rows, rejected rows, never a crash."""

import random
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st

from asiakasrekisteri.domain.errors import ExchangeError
from asiakasrekisteri.exchange.csv_records import MOST_LINES
from asiakasrekisteri.exchange.csv_rows import read_csv
from asiakasrekisteri.exchange.mapping import ColumnMapping
from asiakasrekisteri.exchange.table_rows import LONGEST_CELL, RejectedRow, Table, TableRow

PLAIN = "Nimi;Y-tunnus;Sähköposti;Postinumero\r\nRantakylän Leipomo Oy;112038-9;info@esimerkki.fi;00100\r\n"
LEIPOMO = {
    "name": "Rantakylän Leipomo Oy",
    "business_id": "112038-9",
    "email": "info@esimerkki.fi",
    "postcode": "00100",
}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "asiakkaat.csv"


def read(file: Path, text: str, mapping: ColumnMapping | None = None) -> tuple[Table, list[TableRow | RejectedRow]]:
    file.write_bytes(text.encode())
    table = read_csv(file, mapping or ColumnMapping())
    return table, list(table.rows)


def values(file: Path, text: str) -> list[dict[str, str]]:
    return [row.values for row in read(file, text)[1] if isinstance(row, TableRow)]


def rejected(file: Path, text: str) -> list[RejectedRow]:
    return [row for row in read(file, text)[1] if isinstance(row, RejectedRow)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252", "latin-1"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
def test_every_encoding_delimiter_and_line_end_is_read(file: Path, encoding: str, delimiter: str, end: str) -> None:
    file.write_bytes(PLAIN.replace(";", delimiter).replace("\r\n", end).encode(encoding))
    table = read_csv(file)
    assert table.delimiter == delimiter
    assert list(table.rows) == [TableRow(2, LEIPOMO)]


def test_title_lines_before_the_heads_are_passed_over(file: Path) -> None:
    title = "Asiakasluettelo\r\nTulostettu 1.1.2026\r\n\r\n;;;\r\n"
    assert read(file, title + PLAIN)[1] == [TableRow(6, LEIPOMO)]


def test_the_hint_of_a_spreadsheet_is_followed(file: Path) -> None:
    assert read(file, "sep=;\r\n" + PLAIN)[1] == [TableRow(3, LEIPOMO)]


def test_line_feeds_and_quotes_in_cells_and_heads(file: Path) -> None:
    text = 'Nimi;"Lisä-\ntietoja";Puhelin\n"Maija ""Maikki"" Oy";"eka\ntoka; kolmas";"040 555 0101"\nToinen Oy;x;1\n'
    rows = read(file, text)[1]
    assert rows[0] == TableRow(3, {"name": 'Maija "Maikki" Oy', "note": "eka\ntoka; kolmas", "phone": "040 555 0101"})
    assert [row.line for row in rows] == [3, 5]


def test_empty_cells_are_not_in_the_row_and_blank_lines_are_no_rows(file: Path) -> None:
    text = "Nimi;Puhelin;Sähköposti\n\nEka Oy; ;\n;;\n   \nToka Oy;1;a@esimerkki.fi\n"
    assert values(file, text) == [
        {"name": "Eka Oy"},
        {"name": "Toka Oy", "phone": "1", "email": "a@esimerkki.fi"},
    ]


def test_ragged_rows_are_rejected_and_the_rest_is_read(file: Path) -> None:
    text = "Nimi;Puhelin;Sähköposti\nEka Oy;1;a@esimerkki.fi;\nToka Oy;1\nKolmas Oy;1;2;3\nNeljäs Oy;4;\n"
    rows = read(file, text)[1]
    assert [row.line for row in rows if isinstance(row, TableRow)] == [2, 5]
    faults = [row for row in rows if isinstance(row, RejectedRow)]
    assert [fault.line for fault in faults] == [3, 4]
    assert "rivillä 2 ja otsikkorivillä 3" in faults[0].reason


def test_escaped_cells_are_plain_again(file: Path) -> None:
    text = "Nimi;Puhelin;Postinumero;Huomautus\n'-esimerkki Oy;'+358405550101;=\"00100\";'tavallinen'\nX;=\"\";;'=1+1\n"
    assert values(file, text) == [
        {"name": "-esimerkki Oy", "phone": "+358405550101", "postcode": "00100", "note": "'tavallinen'"},
        {"name": "X", "note": "=1+1"},
    ]


def test_several_columns_of_one_target_are_joined(file: Path) -> None:
    text = "NIMI1,NIMI2,Puhelin,Puhelin 2,Osoite1,Osoite2\nEka,Oy,1,2,Katu 1,C 3\nToka,,,2,Katu 2,\n"
    assert values(file, text) == [
        {"name": "Eka Oy", "phone": "1\n2", "street": "Katu 1, C 3"},
        {"name": "Toka", "phone": "2", "street": "Katu 2"},
    ]


def test_parts_of_phones_and_post_offices_are_put_right(file: Path) -> None:
    text = (
        "company,phone_cc,phone,Postinumero ja toimipaikka\n"
        "A,358,405550101,00100 HELSINKI\nB,358,0405550101,114 55 Tukholma\n"
        "C,,0405550101,Kuvitelma\nD,358,+358405550101,\nE,358,,\n"
    )
    assert values(file, text) == [
        {"name": "A", "phone": "+358 405550101", "postcode": "00100", "town": "HELSINKI"},
        {"name": "B", "phone": "+358 405550101", "postcode": "114 55", "town": "Tukholma"},
        {"name": "C", "phone": "0405550101", "town": "Kuvitelma"},
        {"name": "D", "phone": "+358405550101"},
        {"name": "E"},
    ]


def test_a_mapping_rules(file: Path) -> None:
    mapping = ColumnMapping(columns={"Kenkä": "note", "Puhelin": ""}, delimiter=",", identity_ground="credit")
    table, rows = read(file, "Nimi,Kenkä,Puhelin,Hetu\nMaija Mallikas,42,1,100190-999P\n", mapping)
    assert rows == [TableRow(2, {"name": "Maija Mallikas", "note": "42", "identity_code": "100190-999P"})]
    assert [s.column for s in table.skipped] == ["Puhelin"]
    assert table.mapping.identity_ground == "credit"


def test_secrets_never_leave_the_file(file: Path) -> None:
    table, rows = read(file, "Nimi;Salasana;Hetu\nMaija Mallikas;hunter2;100190-999P\n")
    assert rows == [TableRow(2, {"name": "Maija Mallikas"})]
    assert [s.column for s in table.skipped] == ["Salasana", "Hetu"]


def test_an_unclosed_quote_costs_one_line(file: Path) -> None:
    tail = "".join(f"Yritys {i} Oy;{i}\n" for i in range(2 * MOST_LINES))
    rows = read(file, 'Nimi;Puhelin\nEka Oy;1\n"Toka Oy;2\n' + tail)[1]
    assert [row.line for row in rows if isinstance(row, RejectedRow)] == [3]
    assert sum(isinstance(row, TableRow) for row in rows) == 1 + 2 * MOST_LINES
    assert rows[-1].line == 3 + 2 * MOST_LINES


def test_an_unclosed_quote_on_the_last_lines_is_told_of(file: Path) -> None:
    rows = read(file, 'Nimi;Puhelin\n"Eka Oy;1\nToka Oy;2')[1]
    assert isinstance(rows[0], RejectedRow)
    assert "lainausmerk" in rows[0].reason
    assert rows[1] == TableRow(3, {"name": "Toka Oy", "phone": "2"})


def test_characters_that_cannot_be_read_reject_their_row_only(file: Path) -> None:
    file.write_bytes("Nimi;Puhelin\nÄiti Oy;1\nÖljy Oy;2\n".encode() + b"M\xe4ki Oy;3\nNul\x00 Oy;4\nViides Oy;5\n")
    rows = list(read_csv(file).rows)
    assert [row.line for row in rows if isinstance(row, RejectedRow)] == [4, 5]
    assert [row.line for row in rows if isinstance(row, TableRow)] == [2, 3, 6]


@pytest.mark.slow
def test_huge_cells_and_lines_are_rejected(file: Path) -> None:
    sizes = (LONGEST_CELL + 1, 200_000, 3_000_000, 1)
    text = "Nimi;Huomautus\n" + "".join(f"Eka Oy;{'x' * size}\n" for size in sizes)
    rows = read(file, text)[1]
    assert [(row.line, isinstance(row, TableRow)) for row in rows] == [(2, False), (3, False), (4, False), (5, True)]
    assert [row.field for row in rows if isinstance(row, RejectedRow)] == ["note", "", ""]


def test_a_row_of_unknown_columns_only_is_rejected(file: Path) -> None:
    assert len(rejected(file, "Nimi;Kenkä\n;42\n")) == 1


def test_heads_only_give_no_rows(file: Path) -> None:
    table, rows = read(file, "Nimi;Puhelin\n")
    assert rows == []
    assert [c.target for c in table.columns] == ["name", "phone"]


@pytest.mark.parametrize("text", ["Kenkä;Hattu\n1;2\n", "vain tekstiä\n", '"', ";;;\n;;;\n"])
def test_a_table_without_a_known_head_is_refused_with_advice(file: Path, text: str) -> None:
    with pytest.raises(ExchangeError, match="otsikkorivi"):
        read(file, text)


def test_rows_are_read_as_they_are_asked_for(file: Path) -> None:
    file.write_text("Nimi;Puhelin\n" + "Eka Oy;1\n" * 50_000, encoding="utf-8")
    table = read_csv(file)
    assert next(table.rows) == TableRow(2, {"name": "Eka Oy", "phone": "1"})
    assert table.lines == 50_002
    table.rows.close()  # type: ignore[attr-defined]


CELL = st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffd\ufeff"), max_size=12).map(
    str.strip
)


@settings(deadline=None)
@given(rows=st.lists(st.tuples(CELL.filter(bool), CELL, CELL), min_size=1, max_size=8))
def test_what_is_written_by_the_rules_is_read_back(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str, str]]
) -> None:
    rows = [tuple(cell.lstrip("'=") for cell in row) for row in rows]  # type: ignore[misc]
    rows = [row for row in rows if any(row)]
    quoted = [";".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows]
    found = values(tmp_path_factory.mktemp("csv") / "a.csv", "\n".join(["Nimi;Puhelin;Huomautus", *quoted]))
    names = ("name", "phone", "note")
    assert found == [{t: c for t, c in zip(names, (c.strip() for c in row), strict=True) if c} for row in rows]


def malformed(dice: random.Random) -> bytes:
    """Spoil a good file in a few random ways."""
    encoding = dice.choice(["utf-8", "utf-8-sig", "cp1252", "utf-16", "latin-1"])
    delimiter = dice.choice(";,\t|")
    heads = ["Nimi", "Y-tunnus", "Sähköposti", "Puhelin", "Salasana", "Lisätietoja", "Alkaen"]
    lines = [delimiter.join(heads)]
    cells = ["1234567-1", "a@esimerkki.fi", "040", "x", '"a\nb"', "1.1.2015"]
    lines.extend(delimiter.join([f"Äiti {i} Oy", *cells]) for i in range(dice.randrange(30)))
    data = bytearray(dice.choice(["\n", "\r\n", "\r"]).join(lines).encode(encoding))
    for _n in range(dice.randrange(12)):
        at = dice.randrange(len(data) + 1)
        match dice.randrange(6):
            case 0:
                data[at : at + dice.randrange(1, 40)] = b""
            case 1:
                data[at:at] = dice.randbytes(dice.randrange(1, 20))
            case 2:
                data[at:at] = dice.choice([b'"', b"\0", b"\r", b"\n", b";", b"\xff\xfe", b"\x1a", b"'=", b'""'])
            case 3:
                data[at:at] = data[: dice.randrange(200)]
            case 4:
                data = data[:at]
            case _:
                data[at:at] = dice.choice([b"x", b'"', b";", b"\n"]) * dice.randrange(3000)
    return bytes(data)


def survives(file: Path, content: bytes) -> bool:
    """Read a spoilt file to its end; every row is good or has its reason."""
    file.write_bytes(content)
    try:
        rows = list(read_csv(file).rows)
    except ExchangeError as error:
        return bool(str(error))
    lines = [row.line for row in rows]
    good = all(row.values and all(row.values.values()) for row in rows if isinstance(row, TableRow))
    told = all(row.reason for row in rows if isinstance(row, RejectedRow))
    return good and told and lines == sorted(set(lines))


@pytest.mark.parametrize("seed", range(10))
def test_malformed_files_are_survived(file: Path, seed: int) -> None:
    dice = random.Random(seed)
    assert all(survives(file, malformed(dice)) for _n in range(20))


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(1000, 1010))
def test_many_malformed_files_are_survived(file: Path, seed: int) -> None:
    dice = random.Random(seed)
    assert all(survives(file, malformed(dice)) for _n in range(300))
