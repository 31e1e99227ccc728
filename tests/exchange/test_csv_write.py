"""Tables for spreadsheets: Finnish forms, and no cell that runs as a formula, also when it is read back."""

import csv
import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from asiakasrekisteri.exchange.csv_write import FORMULA_SIGNS, cell, write_table


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (None, ""),
        (True, "kyllä"),
        (False, "ei"),
        (1234, "1234"),
        (Decimal("-1234.50"), "-1234,50"),
        (Decimal("0.0000001"), "0,0000001"),
        (dt.date(2026, 2, 1), "1.2.2026"),
        (dt.datetime(2026, 7, 1, 21, 5, 9, tzinfo=dt.UTC), "2.7.2026 0.05.09"),
        ("00100", "00100"),
        ("+358401234567", "'+358401234567"),
        ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
        ("@SUM(1)", "'@SUM(1)"),
        ("  -2+3", "'  -2+3"),
        ("\t=1", "'\t=1"),
        ({"a": [1]}, '{"a": [1]}'),
    ],
)
def test_a_value_is_written_as_finns_read_it(value: object, written: str) -> None:
    assert cell(value) == written


@given(st.text())
def test_no_text_runs_as_a_formula(text: str) -> None:
    assert not cell(text).lstrip(" ").startswith(FORMULA_SIGNS)
    assert cell(text).removeprefix("'") == text.removeprefix("'")


@given(st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"])), min_size=2, max_size=4))
def test_what_is_written_is_read_back(tmp_path_factory: pytest.TempPathFactory, texts: list[str]) -> None:
    file: Path = tmp_path_factory.mktemp("csv") / "t.csv"
    assert write_table(file, ["a;b", "ä"], [texts, [None, 'lainaus " ja\nrivi']]) == 2
    assert file.read_bytes().startswith("\ufeff".encode())
    with file.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.reader(stream, delimiter=";"))
    assert rows[0] == ["a;b", "ä"]
    assert rows[1] == [cell(text) for text in texts]
    assert rows[2] == ["", 'lainaus " ja\nrivi']
