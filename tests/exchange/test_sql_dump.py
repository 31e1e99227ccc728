"""Dumps are read row by row, whatever stands in their texts; hostile ones neither hang, crash nor fill the memory."""

import random
import time
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from asiakasrekisteri.domain.errors import ExchangeError
from asiakasrekisteri.exchange import sql_dump, whmcs
from asiakasrekisteri.exchange.sql_dump import SqlDump
from tests.exchange import dumps
from tests.exchange.broken import mutated


def rows(folder: Path, text: str | bytes, *tables: str) -> list[dict[str, str]]:
    file = folder / "vedos.sql"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return [row.values for _table, row in SqlDump.of(file).rows(*tables)]


@pytest.mark.parametrize("named", [True, False])
def test_only_the_wanted_tables_are_read(tmp_path: Path, named: bool) -> None:
    found = rows(tmp_path, dumps.whmcs(named=named), "tblclients")
    assert [row["id"] for row in found] == ["1", "2"]
    assert found[0]["lastname"] == "O'Hara"
    assert found[0]["notes"] == 'Soita ensin.\nMuista "avain".'
    assert found[0]["companyname"] == "Ahjo \\ Paja Oy"
    assert found[1]["tax_id"] == ""


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("'it''s'", "it's"),
        (r"'a\\'", "a\\"),
        (r"'a\tb\Z\0'", "a\tb"),
        ("NULL", ""),
        ("0x41C3A4", "Aä"),
        ("X'41'", "A"),
        ("_utf8mb4 'ä'", "ä"),
        ('"double \\" quote"', 'double " quote'),
        ("-12.50", "-12.50"),
        ("'a -- b /* c */ # d; (e),'", "a -- b /* c */ # d; (e),"),
        ("CAST('x' AS CHAR)", "CAST"),
    ],
)
def test_values_mean_what_the_database_meant(tmp_path: Path, written: str, meant: str) -> None:
    text = f"INSERT INTO `tblclients` (`id`, `a`) VALUES (1, {written}), (2,'z');\n"
    assert [row["a"] for row in rows(tmp_path, text, "tblclients")] == [meant, "z"]


@given(
    st.lists(st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]) | st.just("\n")), min_size=1, max_size=4)
)
def test_any_text_comes_back(tmp_path_factory: pytest.TempPathFactory, texts: list[str]) -> None:
    text = dumps.table("tblclients", *({"id": n, "a": one} for n, one in enumerate(texts)))
    found = rows(tmp_path_factory.mktemp("sql"), text.encode(), "tblclients")
    assert [row["a"] for row in found] == texts


def test_lines_are_those_of_the_file(tmp_path: Path) -> None:
    file = tmp_path / "vedos.sql"
    file.write_text("-- MySQL dump\n\nINSERT INTO `t` (`a`) VALUES\n(1),\n('x\ny'),\n(3);\n", encoding="utf-8")
    assert [row.line for _table, row in SqlDump.of(file).rows("t")] == [4, 5, 7]


def test_a_row_of_another_width_costs_only_itself(tmp_path: Path) -> None:
    file = tmp_path / "vedos.sql"
    file.write_text("INSERT INTO `t` (`a`,`b`) VALUES (1,2),(3),(4,5);\n", encoding="utf-8")
    assert [bool(row.problem) for _table, row in SqlDump.of(file).rows("t")] == [False, True, False]


def test_dumps_are_recognised_and_tables_of_customers_are_not_dumps() -> None:
    assert sql_dump.recognise(dumps.whmcs().encode()[:4000])
    assert sql_dump.recognise(dumps.table("tblclients", {"id": 1}).encode())
    assert not sql_dump.recognise(b"Nimi;Huomautus\nOy;INSERT INTO tblclients\n")


def walked(file: Path) -> int:
    """Read everything that an import would of a dump."""
    dump = SqlDump.of(file)
    clients = whmcs.Clients(dump)
    count = sum(1 for _record in clients.records())
    names = whmcs.products(dump)
    for read in (whmcs.contacts(dump), whmcs.services(dump, names), whmcs.domains(dump), whmcs.bills(dump)):
        count += sum(1 for _one in read)
    return count


@pytest.mark.slow
def test_a_thousand_broken_dumps_neither_crash_nor_hang(tmp_path: Path) -> None:
    draw, file = random.Random(20261125), tmp_path / "vedos.sql"
    sound, slowest, refused = dumps.whmcs().encode(), 0.0, 0
    for _n in range(1_200):
        file.write_bytes(mutated(draw, sound))
        begun = time.perf_counter()
        try:
            walked(file)
        except ExchangeError:
            refused += 1
        slowest = max(slowest, time.perf_counter() - begun)
    assert slowest < 5
    assert 0 < refused < 1_200


@pytest.mark.slow
def test_a_line_of_hundreds_of_megabytes_is_walked_in_bounded_memory(tmp_path: Path) -> None:
    file = tmp_path / "vedos.sql"
    one = b"(1,'" + b"x" * 5_000 + b"','y'),"
    with file.open("wb") as stream:
        stream.write(b"INSERT INTO `tblactivitylog` (`id`,`a`,`b`) VALUES ")
        for _n in range(40_000):
            stream.write(one)
        stream.write(b"(2,'','');\n" + dumps.table("tblclients", {"id": 7, "a": "b"}).encode())
    tracemalloc.start()
    found = [row.values["id"] for _table, row in SqlDump(file, "utf-8").rows("tblclients")]
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert found == ["7"]
    assert most < 30_000_000
