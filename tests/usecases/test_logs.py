"""Reading the log: newest first, of one person with the imports that made her, and never any values."""

from pathlib import Path

import pytest
from sqlalchemy import delete, text

from asiakasrekisteri.domain.errors import LogBrokenError
from asiakasrekisteri.store.models import LogEntry, LogItem
from asiakasrekisteri.usecases.gate import Gate
from asiakasrekisteri.usecases.importing.order import Order
from asiakasrekisteri.usecases.importing.run import import_file
from asiakasrekisteri.usecases.logs import as_json, show_log, verify_log
from asiakasrekisteri.usecases.persons import add_person, open_person, save_person

NAME = {"last_name": "Hallalampi", "first_names": "Aino"}


def test_the_newest_entry_comes_first_and_reading_is_logged_too(gate: Gate) -> None:
    gate.call(add_person, NAME)
    assert [row.use_case for row in gate.call(show_log)[:2]] == ["add_person", "sign_in"]
    assert gate.call(show_log)[0].action == "read_log"
    assert len(gate.call(show_log, limit=1)) == 1
    assert len(gate.call(show_log, limit=0)) > 4


def test_the_log_of_a_person_has_her_rows_only(gate: Gate) -> None:
    hers = gate.call(add_person, NAME).id
    other = gate.call(add_person, {"last_name": "Usvakero"}).id
    page = gate.for_purpose("asiakkaan yhteydenotto").call(open_person, hers)
    gate.call(save_person, hers, page.record.version, {"last_name": "Kuurasuvanto"})
    gate.call(open_person, other)
    rows = gate.call(show_log, hers)
    assert [row.use_case for row in rows] == ["save_person", "open_person", "add_person"]
    assert rows[1].purpose == "asiakkaan yhteydenotto"
    assert rows[0].touched[0].fields == ("last_name",)
    assert {(t.entity, t.id) for row in rows for t in row.touched} == {("person", hers)}
    assert "Hallalampi" not in str([as_json(row) for row in rows])


def test_an_import_that_made_her_in_a_range_is_in_her_log(gate: Gate, tmp_path: Path) -> None:
    file = tmp_path / "asiakkaat.csv"
    lines = "\n".join(f"Kuurasuon Saha {n} Oy;Aino Hallalampi {n}" for n in range(5))
    file.write_text(f"Nimi;Yhteyshenkilö\n{lines}\n", encoding="utf-8")
    gate.call(import_file, Order(file))
    rows = gate.call(show_log, 3)
    assert [row.action for row in rows] == ["import"]
    assert [(t.entity, t.id, t.last_id) for t in rows[0].touched] == [("person", 1, 5)]
    assert gate.call(show_log, 6) == ()


def test_a_whole_log_holds_and_a_cut_or_altered_one_does_not(gate: Gate) -> None:
    gate.call(add_person, NAME)
    assert gate.call(verify_log).entries == gate.call(show_log)[0].number
    with gate.store.engine.begin() as connection:
        connection.execute(text("UPDATE log_entry SET purpose = 'muu' WHERE id = 1"))
    with pytest.raises(LogBrokenError):
        gate.call(verify_log)


def test_a_log_without_its_end_does_not_hold(gate: Gate) -> None:
    gate.call(add_person, NAME)
    last = gate.call(verify_log).entries
    with gate.store.engine.begin() as connection:
        connection.execute(delete(LogItem).where(LogItem.log_id == last))
        connection.execute(delete(LogEntry).where(LogEntry.id == last))
    with pytest.raises(LogBrokenError):
        gate.call(verify_log)
