"""The log is truncated in time, its chain holds, and whoever empties or drops an entry by hand is found."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import text

from asiakasrekisteri.domain.errors import LogBrokenError
from asiakasrekisteri.store import log, log_truncation
from asiakasrekisteri.store.log_truncation import Cut
from asiakasrekisteri.usecases.gate import Gate
from asiakasrekisteri.usecases.logs import show_log, verify_log
from asiakasrekisteri.usecases.office import Desk, Office
from asiakasrekisteri.usecases.persons import add_person, open_person
from asiakasrekisteri.usecases.retention.holds import hold
from asiakasrekisteri.usecases.retention.looking import count_due
from asiakasrekisteri.usecases.retention.run import Chosen, run_retention
from tests import offices

LOGS = Chosen(frozenset({"view_log", "log.changes"}), sure_of_day=True)


class Years:
    """An office whose clock is set forward by years."""

    def __init__(self, folder: Path) -> None:
        self.clock = offices.Clock(dt.datetime(2027, 1, 15, 9, tzinfo=dt.UTC))
        offices.office(folder)
        desk = Office(folder, offices.surroundings(self.clock)).enter(offices.MAIN_USER, offices.PASSWORD)
        self.desk: Desk = desk

    @property
    def gate(self) -> Gate:
        return self.desk.gate

    def go(self, year: int) -> None:
        self.clock.now = dt.datetime(year, 1, 15, 9, tzinfo=dt.UTC)

    def use(self, name: str) -> None:
        person = self.gate.call(add_person, {"last_name": name}).id
        for _time in range(3):
            self.gate.call(open_person, person)

    def sql(self, statement: str) -> None:
        with self.gate.store.engine.begin() as connection:
            connection.execute(text(statement))

    def one(self, query: str) -> int:
        with self.gate.store.engine.connect() as connection:
            return int(connection.execute(text(query)).scalar() or 0)


@pytest.fixture
def years(tmp_path: Path):  # type: ignore[no-untyped-def]
    made = Years(tmp_path / "office")
    yield made
    made.desk.close()


@pytest.mark.slow
def test_views_go_first_and_the_beginning_later_and_the_chain_holds(years: Years) -> None:
    years.use("Aalto")
    years.go(2030)
    years.use("Berg")
    assert {group.code: group.count for group in years.gate.call(count_due).groups}["view_log"] == 3
    ran = run_retention(years.gate, LOGS)
    assert [(line.title, line.count) for line in ran.protocol.lines] == [("Katselut", 3)]  # type: ignore[union-attr]
    told = years.gate.call(verify_log)
    assert (told.dropped, told.emptied) == (0, 3)
    assert all(row.action != "truncated" for row in years.gate.call(show_log, None, 0))
    years.go(2033)
    years.use("Cederberg")
    run_retention(years.gate, LOGS)
    assert years.gate.call(verify_log).emptied == 6
    years.go(2034)
    years.use("Dahl")
    run_retention(years.gate, LOGS)
    told = years.gate.call(verify_log)
    assert told.dropped >= 4
    assert years.one("SELECT min(id) FROM log_entry") == told.dropped + 1
    years.go(2037)
    years.use("Ek")
    run_retention(years.gate, LOGS)
    assert years.gate.call(verify_log).dropped > told.dropped


@pytest.mark.slow
def test_a_hold_keeps_what_the_log_tells_of_a_person(years: Years) -> None:
    years.use("Aalto")
    years.use("Berg")
    aalto = years.one("SELECT id FROM person WHERE last_name = 'Aalto'")
    about = f"SELECT count(*) FROM log_item WHERE person_id = {aalto}"
    why = {"ground": "claim", "reason": "L 26/1184", "until": dt.date(2037, 12, 31)}
    years.gate.call(hold, "person", aalto, why)
    before = years.one(about)
    years.go(2036)
    run_retention(years.gate, LOGS)
    assert years.one(about) == before
    assert years.gate.call(verify_log).emptied == 3
    years.go(2042)
    run_retention(years.gate, LOGS)
    assert years.one(f"{about} AND log_id < 8") == 0
    years.gate.call(verify_log)


EMPTY = "UPDATE log_entry SET action = 'truncated', use_case = "
TAMPERINGS = {
    "an emptied entry": f"{EMPTY}'{{teller}}', items = 0 WHERE id = {{change}}",
    "an emptied entry of nobody": f"{EMPTY}'1', items = 0 WHERE id = {{change}}",
    "a hash of an emptied one": "UPDATE log_entry SET hash = 'a' || substr(hash, 2) || 'b' WHERE id = {stub}",
    "a removed emptied one": "DELETE FROM log_entry WHERE id = {stub}",
    "an item of an emptied one": "INSERT INTO log_item(log_id, action, entity, entity_id, fields) "
    "VALUES ({stub}, 'view', 'person', 1, '')",
    "a dropped beginning": "DELETE FROM log_entry WHERE id <= {stub}",
}


@pytest.mark.parametrize("dropped", [False, pytest.param(True, marks=pytest.mark.slow)])
@pytest.mark.parametrize("tampering", TAMPERINGS.values(), ids=TAMPERINGS.keys())
def test_tampering_is_found(years: Years, tampering: str, dropped: bool) -> None:
    years.use("Aalto")
    years.go(2030)
    run_retention(years.gate, LOGS)
    if dropped:
        years.go(2031)
        years.use("Berg")
        years.go(2033)
        years.clock.now += dt.timedelta(hours=2)
        run_retention(years.gate, LOGS)
        years.go(2036)
        years.use("Cederberg")
        run_retention(years.gate, LOGS)
        assert years.gate.call(verify_log).dropped
    years.gate.call(verify_log)
    places = {
        "teller": years.one("SELECT max(CAST(use_case AS INTEGER)) FROM log_entry WHERE action = 'truncated'"),
        "change": years.one("SELECT max(id) FROM log_entry WHERE action = 'create'"),
        "stub": years.one("SELECT max(id) FROM log_entry WHERE action = 'truncated'"),
    }
    assert all(places.values())
    if "items = 0" in tampering:
        years.sql(f"DELETE FROM log_item WHERE log_id = {places['change']}")
    years.sql(tampering.format(**places))
    with pytest.raises(LogBrokenError):
        years.gate.call(verify_log)


@pytest.mark.parametrize("seal", ["", ",", f",{'0' * 64}"])
@pytest.mark.parametrize("cutting", [log_truncation.drop_oldest, log_truncation.empty_views])
def test_a_line_of_truncation_by_another_hand_is_noticed(years: Years, cutting: Callable[..., Cut], seal: str) -> None:
    years.use("Aalto")
    with years.gate.store.engine.begin() as connection:  # as a colleague would who has a driver and his own password
        before = log.head(connection)
        number = (before.number + 1,) if cutting is log_truncation.empty_views else ()
        cut = cutting(connection, years.clock.now + dt.timedelta(days=1), *number)
        said = {"at": years.clock.now, "user_id": 1, "login": "paula", "role": "main_user", "purpose": ""}
        header = {**said, "use_case": "truncate_log", "action": "truncate"}
        line = log.LogLine(log_truncation.ACTION, log_truncation.ENTITY, cut.first, cut.fields + seal, None, cut.last)
        after = log.append(connection, before, header, [line])
    years.gate.store.head.write(after, before)
    with pytest.raises(LogBrokenError, match=f"merkinnästä {after.number} alkaen: lokin lyhentämistä ei ole tehnyt"):
        years.gate.call(verify_log)
