"""Backups that the office knows: their place and lock, a restore that is tried, and their end in time."""

import datetime as dt
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from asiakasrekisteri.domain.errors import InvalidInputError, LoginRefusedError, PermissionDeniedError
from asiakasrekisteri.domain.permissions import Role
from asiakasrekisteri.store.leftovers import BACKUPS
from asiakasrekisteri.store.models import FinancialPeriod
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.backup_lists import backup_rows, list_backups
from asiakasrekisteri.usecases.backups import PLACES, backup_state, try_backup
from asiakasrekisteri.usecases.logs import show_log
from asiakasrekisteri.usecases.maintenance import make_backup
from asiakasrekisteri.usecases.office import Desk, Office
from asiakasrekisteri.usecases.papers import record_papers_destroyed
from asiakasrekisteri.usecases.persons import add_person
from asiakasrekisteri.usecases.retention.copies import record_backups_destroyed
from asiakasrekisteri.usecases.retention.duelist import DueItem
from asiakasrekisteri.usecases.retention.looking import count_due, list_due
from asiakasrekisteri.usecases.retention.run import run_retention
from tests import offices
from tests.usecases.retention.making import Maker, within

LOCKED = {"name": "Kassakaappi", "locked": True, "lock": "numerolukko, Paula"}


class Years:
    """An office whose clock is moved, with the main user's desk."""

    def __init__(self, folder: Path) -> None:
        offices.office(folder)
        self.clock = offices.Clock()
        self.office = Office(folder, offices.surroundings(self.clock))
        self.desk: Desk = self.office.enter(offices.MAIN_USER, offices.PASSWORD)

    def later(self, days: int) -> None:
        """Let time go by, with the register in use now and then."""
        for _week in range(days // 28):
            self.clock.now += dt.timedelta(days=28)
            self.desk.gate.call(add_person, {"last_name": "Aika"})
        self.clock.now += dt.timedelta(days=days % 28)


@pytest.fixture
def years(tmp_path: Path) -> Iterator[Years]:
    made = Years(tmp_path / "office")
    yield made
    made.desk.close()


def copies(desk: Desk) -> list[DueItem]:
    return [item for group in desk.gate.call(list_due).groups for item in group.items if item.kind == "backup"]


def test_the_place_and_its_lock_are_asked_and_told(desk: Desk, tmp_path: Path) -> None:
    assert desk.gate.call(backup_state).made_at is None
    with pytest.raises(InvalidInputError, match="avain"):
        desk.gate.call(PLACES.add, {"name": "Kassakaappi", "locked": True}, {}, source="staff")
    first = desk.gate.call(make_backup, tmp_path / "kopiot")
    assert desk.gate.call(backup_state).locked is None, "nobody has said where it is"
    stick = tmp_path / "tikku"
    desk.gate.call(PLACES.add, {**LOCKED, "folder": str(stick)}, {}, source="staff")
    desk.gate.call(make_backup, stick / "2026")
    state = desk.gate.call(backup_state)
    assert (state.place, state.locked, state.tried_on) == ("Kassakaappi", True, None)
    open_place = desk.gate.call(PLACES.add, {"name": "Pöytälaatikko", "locked": False}, {}, source="staff")
    desk.gate.call(make_backup, tmp_path / "kopiot", open_place.id)
    assert desk.gate.call(backup_state).locked is False
    rows = desk.gate.call(backup_rows, list(desk.gate.call(list_backups).ids))
    assert [(row.place, row.here) for row in rows] == [("Pöytälaatikko", True), ("Kassakaappi", True), ("", True)]
    assert rows[-1].file == str(first.resolve())


def test_a_tried_restore_is_noted_and_leaves_nothing(desk: Desk, office: Office, tmp_path: Path) -> None:
    desk.gate.call(add_person, {"last_name": "Hallalampi"})
    bundle = desk.gate.call(make_backup, tmp_path / "kopiot")
    before = sorted(p.name for p in office.folder.iterdir())
    with pytest.raises(LoginRefusedError):
        try_backup(desk.gate, bundle, "ei oikea salasana")
    assert desk.gate.call(backup_state).tried_on is None, "a wrong password is no trial"
    noted = try_backup(desk.gate, bundle, offices.PASSWORD)
    assert (noted["result"], noted["rows"], noted["tried_by"]) == ("whole", 1, "Paula Pääkäyttäjä")
    assert desk.gate.call(show_log, None, 1)[0].action == "restore_trial"
    assert sorted(p.name for p in office.folder.iterdir()) == before
    data = bytearray(bundle.read_bytes())
    data[len(data) // 2] ^= 1
    spoilt = tmp_path / "kopiot" / "vioittunut.arvk"
    spoilt.write_bytes(data)
    assert try_backup(desk.gate, spoilt, offices.PASSWORD)["result"] == "broken"
    state = desk.gate.call(backup_state)
    assert (state.tried_on, state.failed_on) == (offices.NOW.date(), offices.NOW.date())
    assert sorted(p.name for p in office.folder.iterdir()) == before
    clerk = offices.colleague(office, desk, Role.BILLING)
    with pytest.raises(PermissionDeniedError):
        try_backup(clerk.gate, bundle, offices.PASSWORD + "!")
    clerk.close()


@pytest.mark.slow
def test_backups_go_when_their_time_is_over(years: Years, tmp_path: Path) -> None:
    desk, folder = years.desk, years.office.folder
    old = desk.gate.call(make_backup, tmp_path / "kopiot")
    unknown = old.with_name("asiakasrekisteri-vanha.arvk")
    unknown.write_bytes(old.read_bytes())  # made before the office kept a list
    inside = folder / BACKUPS / "asiakasrekisteri-20261122-094100.arvk"
    inside.parent.mkdir()
    inside.write_bytes(old.read_bytes())
    aside = folder / "ennen-palautusta-20261122-094100"
    aside.mkdir()
    (aside / "rekisteri.db").write_bytes((folder / "rekisteri.db").read_bytes())
    (tmp_path / "kopiot" / "muistiinpanot.arvk").write_text("ei varmuuskopio")
    away = desk.gate.call(make_backup, tmp_path / "tikku")
    away.rename(tmp_path / "viety.arvk")
    years.later(364)
    assert copies(desk) == []
    fresh = desk.gate.call(make_backup, tmp_path / "kopiot")
    years.later(2)
    found = {item.detail: item.reason for item in copies(desk)}
    assert found == {str(old): "", str(unknown): "", str(inside): "", str(aside): "", str(away): "beyond"}
    ran = run_retention(desk.gate)
    assert ran.protocol is not None
    assert {line.title: line.count for line in ran.protocol.lines}["Varmuuskopiot"] == 4
    assert [p.exists() for p in (old, unknown, inside, aside, fresh)] == [False] * 4 + [True]
    assert (tmp_path / "kopiot" / "muistiinpanot.arvk").exists(), "what is no backup of this register stays"
    left = copies(desk)
    assert [(item.detail, item.reason) for item in left] == [(str(away), "beyond")]
    said = {"medium": "E", "level": "E-4", "method": "muistitikku murskattiin"}
    protocol = desk.gate.call(record_backups_destroyed, [left[0].id], said)
    assert (protocol.count, copies(desk)) == (1, [])


@pytest.mark.slow
def test_the_only_backup_and_those_of_others_are_spared(years: Years, tmp_path: Path) -> None:
    mine = years.desk.gate.call(make_backup, tmp_path / "kopiot")
    stranger = Office(tmp_path / "toinen", offices.surroundings()).create(
        offices.FIRM, "pekka", "Pekka Pomo", offices.PASSWORD
    )
    theirs = stranger.desk.gate.call(make_backup, tmp_path / "kopiot" / "sama")
    stranger.desk.close()
    theirs = theirs.rename(tmp_path / "kopiot" / "toisen.arvk")
    years.later(400)
    assert [(item.detail, item.reason) for item in copies(years.desk)] == [(str(mine), "needed")]
    run_retention(years.desk.gate)
    assert mine.exists()
    assert theirs.exists()


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="the owner of the disk may remove everything")
def test_what_the_disk_does_not_let_go_stays_on_the_list(years: Years, tmp_path: Path) -> None:
    years.desk.gate.call(make_backup, tmp_path / "kopiot")
    years.later(366)
    years.desk.gate.call(make_backup, tmp_path / "uudet")
    (tmp_path / "kopiot").chmod(0o500)
    run_retention(years.desk.gate)
    (tmp_path / "kopiot").chmod(0o700)
    assert len(copies(years.desk)) == 1


@pytest.mark.slow
def test_the_books_are_told_of_until_somebody_has_destroyed_them(desk: Desk) -> None:
    def plant(work: Work) -> int:
        return Maker(work).add(_period(2014)).id

    period = within(desk.gate, plant)
    due = [group for group in desk.gate.call(count_due).groups if group.code == "books"]
    assert [(group.count, group.free, group.by_hand) for group in due] == [(1, 0, True)]
    item = next(i for g in desk.gate.call(list_due).groups for i in g.items if i.category == "books")
    assert (item.keep_until, item.id) == ("2024-12-31", period)
    assert run_retention(desk.gate).count == 0
    protocol = desk.gate.call(record_papers_destroyed, [], {"level": "P-4"}, [period])
    assert "1.1.2014–31.12.2014" in protocol.what
    assert [group for group in desk.gate.call(count_due).groups if group.code == "books"] == []
    with pytest.raises(InvalidInputError, match="KPL"):
        desk.gate.call(record_papers_destroyed, [], {"level": "P-4"}, [_open_period(desk)])


def _period(year: int) -> FinancialPeriod:
    return FinancialPeriod(since=dt.date(year, 1, 1), until=dt.date(year, 12, 31))


def _open_period(desk: Desk) -> int:
    found = within(
        desk.gate, lambda work: work.session.query(FinancialPeriod).filter_by(until=dt.date(2026, 12, 31)).one().id
    )
    assert isinstance(found, int)
    return found
