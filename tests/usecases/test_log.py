"""The chain of the log: every kind of tampering is found, and nothing else is."""

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import Connection, text

from asiakasrekisteri.domain.errors import LogBrokenError
from asiakasrekisteri.store import log
from asiakasrekisteri.store.turn import turn
from asiakasrekisteri.usecases.gate import Gate
from asiakasrekisteri.usecases.persons import add_person, open_person
from tests import offices

Tamper = Callable[[Connection], None]


@pytest.fixture
def used(gate: Gate) -> Gate:
    """An office whose log has some entries with items."""
    for name in ("Aalto", "Berg", "Cederberg"):
        saved = gate.call(add_person, {"last_name": name})
        gate.call(open_person, saved.id)
    return gate


def verify(gate: Gate) -> log.Head:
    """Verify the log as the program does."""
    with gate.store.engine.connect() as connection:
        return log.verify(connection, gate.store.head.read())


def sql(*statements: str) -> Tamper:
    """Return a tampering by raw statements."""

    def run(connection: Connection) -> None:
        for statement in statements:
            connection.execute(text(statement))

    return run


TAMPERINGS = {
    "an altered header": sql("UPDATE log_entry SET purpose = 'muu' WHERE id = 4"),
    "an altered user": sql("UPDATE log_entry SET login = 'pekka' WHERE id = 5"),
    "an altered time": sql("UPDATE log_entry SET at = '2020-01-01T00:00:00.000000+00:00' WHERE id = 5"),
    "an altered item": sql("UPDATE log_item SET entity_id = entity_id + 1 WHERE log_id = 5"),
    "altered fields": sql(
        "UPDATE log_item SET fields = 'note' WHERE id = (SELECT max(id) FROM log_item WHERE fields <> '')"
    ),
    "an altered hash": sql("UPDATE log_entry SET hash = replace(hash, substr(hash, 1, 1), 'z') WHERE id = 6"),
    "a removed item": sql("DELETE FROM log_item WHERE log_id = 5"),
    "an added item": sql(
        "INSERT INTO log_item(log_id, action, entity, entity_id, fields) VALUES (5, 'view', 'person', 1, '')"
    ),
    "an item of no entry": sql(
        "INSERT INTO log_item(log_id, action, entity, entity_id, fields) VALUES (0, 'view', 'person', 1, '')"
    ),
    "a removed entry": sql("DELETE FROM log_item WHERE log_id = 4", "DELETE FROM log_entry WHERE id = 4"),
    "the first entry removed": sql("DELETE FROM log_item WHERE log_id = 1", "DELETE FROM log_entry WHERE id = 1"),
    "two entries exchanged": sql(
        "UPDATE log_entry SET id = -4 WHERE id = 4",
        "UPDATE log_entry SET id = 4 WHERE id = 5",
        "UPDATE log_entry SET id = 5 WHERE id = -4",
    ),
    "a cut tail": sql("DELETE FROM log_item WHERE log_id > 6", "DELETE FROM log_entry WHERE id > 6"),
    "an emptied log": sql("DELETE FROM log_item", "DELETE FROM log_entry"),
}


@pytest.mark.parametrize("tamper", TAMPERINGS.values(), ids=TAMPERINGS.keys())
def test_tampering_is_found(used: Gate, tamper: Tamper) -> None:
    verify(used)
    with used.store.engine.begin() as connection:
        tamper(connection)
    with pytest.raises(LogBrokenError, match="ketju ei ole ehjä"):
        verify(used)


def test_an_untouched_chain_holds_and_grows(used: Gate) -> None:
    before = verify(used)
    used.call(add_person, {"last_name": "Dahl"})
    after = verify(used)
    assert after.number == before.number + 1
    assert used.store.head.read() == after


def test_a_head_left_behind_by_a_crash_is_no_break(used: Gate) -> None:
    """Between the commit and the writing of the head a crash may come: the chain then goes on past the head."""
    head = used.store.head.read()
    used.call(add_person, {"last_name": "Dahl"})
    path = used.store.vault.folder / "rekisteri.loki"
    path.write_text(f'{{"number": {head.number}, "hash": "{head.hash}"}}')  # type: ignore[union-attr]
    assert verify(used).number == head.number + 1  # type: ignore[union-attr]


def test_a_chain_written_anew_does_not_reach_the_head_outside(used: Gate, tmp_path: Path) -> None:
    """Somebody with the key could hash a forged log whole; the head outside the database tells."""
    other = offices.desk(tmp_path / "other")
    try:
        other.gate.call(add_person, {"last_name": "Toinen", "first_names": "Toisaalta"})
        foreign = other.gate.store.head.read()
        assert foreign is not None
        with used.store.engine.connect() as connection, pytest.raises(LogBrokenError):
            log.verify(connection, log.Head(foreign.number, foreign.hash))
    finally:
        other.close()


def test_an_unreadable_head_is_told_and_not_written_over(used: Gate) -> None:
    path = used.store.vault.folder / "rekisteri.loki"
    path.write_text("roskaa")
    used.call(add_person, {"last_name": "Dahl"})
    assert path.read_text() == "roskaa"
    with pytest.raises(LogBrokenError, match="tarkistetiedostoa ei voi lukea"):
        verify(used)


def test_the_head_and_the_small_files_take_turns(used: Gate) -> None:
    """Who takes the turn clears what a crash left; the head another is just writing must not be cleared with it."""
    folder = used.store.vault.folder
    stop = threading.Event()

    def clear() -> None:
        while not stop.is_set():
            with turn(folder):
                pass

    other = threading.Thread(target=clear)
    other.start()
    try:
        for number in range(40):
            used.store.head.write(log.Head(1_000 + number, log.GENESIS), log.Head(0, log.GENESIS))
    finally:
        stop.set()
        other.join()
    assert used.store.head.read() == log.Head(1_039, log.GENESIS)


def test_a_head_that_was_taken_away_does_not_come_back(used: Gate) -> None:
    """Otherwise the tail could be cut, the head removed with it, and the next entry would make all well."""
    path = used.store.vault.folder / "rekisteri.loki"
    path.unlink()
    used.call(add_person, {"last_name": "Dahl"})
    assert not path.exists()
    with pytest.raises(LogBrokenError, match="tarkistetiedosto puuttuu"):
        verify(used)
