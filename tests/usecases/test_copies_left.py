"""After an erasure no copy inside the folder holds the person: neither backups of upgrades nor what restores left."""

import datetime as dt
import zipfile
from pathlib import Path

import pytest
from sqlalchemy import text

from asiakasrekisteri.store.backup import create_backup
from asiakasrekisteri.store.connection import open_connection
from asiakasrekisteri.store.files import DATABASE
from asiakasrekisteri.store.leftovers import BACKUPS
from asiakasrekisteri.store.vault import Vault
from asiakasrekisteri.usecases.logs import show_log
from asiakasrekisteri.usecases.maintenance import make_backup
from asiakasrekisteri.usecases.office import Desk, Office
from asiakasrekisteri.usecases.persons import add_person
from asiakasrekisteri.usecases.privacy.erasure import erase_person
from asiakasrekisteri.usecases.privacy.foreseeing import foresee_erasure
from tests import offices

WHO = {"last_name": "Hallalampi", "first_names": "Helka"}


def enter(folder: Path, clock: offices.Clock) -> Desk:
    return Office(folder, offices.surroundings(clock)).enter(offices.MAIN_USER, offices.PASSWORD)


def holds(desk: Desk, folder: Path) -> list[Path]:
    """Return the databases below a folder that hold her name when they are opened with the key; bundles count too."""
    found = list(folder.rglob("*.arvk"))
    for path in folder.rglob(DATABASE):
        raw = open_connection(path, desk.vault.keys.key())
        try:
            if raw.execute("SELECT 1 FROM person WHERE last_name = 'Hallalampi'").fetchone():
                found.append(path)
        finally:
            raw.close()
    return found


@pytest.mark.slow
def test_an_erasure_takes_the_copies_inside_the_folder_with_it(tmp_path: Path) -> None:
    folder, clock = tmp_path / "office", offices.Clock()
    offices.office(folder)
    desk = enter(folder, clock)
    old = desk.gate.call(make_backup, tmp_path / "kopiot")
    person = desk.gate.call(add_person, WHO).id
    newer = desk.gate.call(make_backup, tmp_path / "kopiot")
    (folder / BACKUPS).mkdir()
    upgraded = folder / BACKUPS / newer.name
    upgraded.write_bytes(newer.read_bytes())
    desk.close()
    clock.now += dt.timedelta(days=1)
    office = Office(folder, offices.surroundings(clock))
    aside = office.restore(old, offices.MAIN_USER, offices.PASSWORD)
    assert aside is not None
    desk = enter(folder, clock)
    assert upgraded.exists(), "nothing has been erased yet"
    assert aside.exists(), "there is time to see that the right backup was restored"
    assert aside / DATABASE in holds(desk, folder)
    assert person not in [row[0] for row in desk.gate.store.engine.connect().execute(text("SELECT id FROM person"))]
    again = desk.gate.call(add_person, WHO).id
    desk.gate.call(erase_person, again)
    assert not upgraded.exists()
    assert holds(desk, folder) == []
    assert not aside.exists()
    assert newer.exists(), "what lies elsewhere goes by its own rule"
    desk.close()


@pytest.mark.slow
def test_a_register_put_aside_stays_while_it_has_seen_every_erasure_itself(tmp_path: Path) -> None:
    folder, clock = tmp_path / "office", offices.Clock()
    offices.office(folder)
    desk = enter(folder, clock)
    person = desk.gate.call(add_person, WHO).id
    old = desk.gate.call(make_backup, tmp_path / "kopiot")
    desk.gate.call(erase_person, person)
    kept = desk.gate.call(add_person, {"last_name": "Kuurasuo"}).id
    desk.close()
    office = Office(folder, offices.surroundings(clock))
    aside = office.restore(old, offices.MAIN_USER, offices.PASSWORD)
    assert aside is not None
    unseen = folder / "ennen-palautusta-20260101-000000"  # put there by hand: nothing was ever erased in it
    with zipfile.ZipFile(old) as bundle:
        bundle.extract(DATABASE, unseen)
    desk = enter(folder, clock)
    assert holds(desk, folder) == []
    assert [path.exists() for path in (aside, unseen)] == [True, False]
    assert "copies_removed" in {row.action for row in desk.gate.call(show_log, None, 0)}
    person = desk.gate.call(add_person, WHO).id
    assert desk.gate.call(foresee_erasure, person).put_aside == 1, "told before it is done"
    desk.gate.call(erase_person, person)
    assert not list(folder.glob("ennen-palautusta-*")), "the next erasure takes them along, whoever is in them"
    removed = [row.use_case for row in desk.gate.call(show_log, None, 0) if row.action == "copies_removed"]
    assert removed == ["erase_person", "sweep_copies"]
    assert kept
    desk.close()


def test_what_a_crash_left_on_its_way_goes_when_somebody_comes_in_alone(tmp_path: Path) -> None:
    folder, clock = tmp_path / "office", offices.Clock()
    offices.office(folder)
    first = enter(folder, clock)
    left = [folder / "rekisteri.varmuus", folder / "palautus.kesken", folder / "palautus.koe-x", folder / BACKUPS]
    left[0].write_bytes((folder / DATABASE).read_bytes())
    for place in left[1:]:
        place.mkdir()
        (place / "rekisteri.db.kesken").write_bytes((folder / DATABASE).read_bytes())
    enter(folder, clock).close()
    assert all(place.exists() for place in left), "somebody else is in, who may be making them"
    first.close()
    enter(folder, clock).close()
    assert [place.exists() for place in left] == [False, False, False, True]
    assert not list((folder / BACKUPS).iterdir())


def test_the_backup_before_the_upgrade_of_a_restored_register_goes_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, clock = tmp_path / "office", offices.Clock()
    offices.office(folder)
    desk = enter(folder, clock)
    person = desk.gate.call(add_person, WHO).id
    old = desk.gate.call(make_backup, tmp_path / "kopiot")
    desk.gate.call(erase_person, person)
    desk.close()
    clock.now += dt.timedelta(days=3)

    def upgrade(vault: Vault, *, program: str, now: offices.Clock) -> Path:
        """Do what an upgrade from an older form does first."""
        return create_backup(vault, folder / BACKUPS, program=program, now=now)

    monkeypatch.setattr("asiakasrekisteri.usecases.office.upgrade_office", upgrade)
    Office(folder, offices.surroundings(clock)).restore(old, offices.MAIN_USER, offices.PASSWORD)
    assert not list((folder / BACKUPS).iterdir()), "it held what was erased"
