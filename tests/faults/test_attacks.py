"""Somebody with a driver, a password of his own and the folder at hand: what he does is undone, refused or told of."""

import json
from pathlib import Path

import pytest

from asiakasrekisteri.domain.errors import LogBrokenError, LoginRefusedError, NotFoundError, StoreError
from asiakasrekisteri.domain.permissions import Role
from asiakasrekisteri.store import log
from asiakasrekisteri.store.connection import make_engine, open_connection
from asiakasrekisteri.store.files import DATABASE, KEY_FILE, LEDGER, LOG_HEAD
from asiakasrekisteri.store.unlocked import UnlockedKeys
from asiakasrekisteri.usecases.logs import verify_log
from asiakasrekisteri.usecases.maintenance import make_backup, rotate_keys, verify_office
from asiakasrekisteri.usecases.office import Desk, Office
from asiakasrekisteri.usecases.persons import add_person, open_person
from asiakasrekisteri.usecases.privacy.erasure import erase_person
from asiakasrekisteri.usecases.users import close_user
from tests import offices

pytestmark = pytest.mark.slow


@pytest.fixture
def office(tmp_path: Path) -> Office:
    folder = tmp_path / "office"
    offices.office(folder)
    return Office(folder, offices.surroundings())


def enter(office: Office) -> Desk:
    return office.enter(offices.MAIN_USER, offices.PASSWORD)


def erased_after_a_backup(office: Office, copies: Path, *, rotated: bool = False) -> tuple[Path, int]:
    desk = enter(office)
    person = desk.gate.call(add_person, {"last_name": "Hallalampi"}).id
    bundle = desk.gate.call(make_backup, copies)
    desk.gate.call(erase_person, person)
    if rotated:
        rotate_keys(desk)
    desk.close()
    return bundle, person


@pytest.mark.parametrize("rotated", [False, True], ids=["same key", "new key"])
@pytest.mark.parametrize("harm", ["removed", "a line taken out"])
def test_without_the_ledger_an_older_backup_brings_nobody_back(
    office: Office, tmp_path: Path, harm: str, rotated: bool
) -> None:
    bundle, person = erased_after_a_backup(office, tmp_path / "kopiot", rotated=rotated)
    ledger = office.folder / LEDGER
    lines = ledger.read_bytes().splitlines(keepends=True)
    ledger.unlink() if harm == "removed" else ledger.write_bytes(b"".join(lines[:-1]))
    office.restore(bundle, offices.MAIN_USER, offices.PASSWORD)
    desk = enter(office)
    with pytest.raises(NotFoundError):
        desk.gate.call(open_person, person)
    assert desk.erased_again.untold == 1
    desk.close()


def test_an_older_database_put_in_place_by_hand_is_erased_from_and_told_of(office: Office, tmp_path: Path) -> None:
    desk = enter(office)
    person = desk.gate.call(add_person, {"last_name": "Hallalampi"}).id
    desk.close()
    older = (office.folder / DATABASE).read_bytes()
    desk = enter(office)
    desk.gate.call(erase_person, person)
    desk.close()
    (office.folder / DATABASE).write_bytes(older)
    desk = enter(office)
    with pytest.raises(NotFoundError):
        desk.gate.call(open_person, person)
    with pytest.raises(StoreError):
        desk.gate.call(verify_log)
    desk.close()


def test_an_older_key_file_lets_nobody_back_in(office: Office, tmp_path: Path) -> None:
    desk = enter(office)
    clerk = offices.colleague(office, desk, Role.BILLING)
    user = clerk.gate.actor.user_id
    clerk.close()
    older = (office.folder / KEY_FILE).read_bytes()
    desk.gate.call(close_user, user)
    desk.close()
    newer = (office.folder / KEY_FILE).read_bytes()
    (office.folder / KEY_FILE).write_bytes(older)
    with pytest.raises(LoginRefusedError):
        office.enter("kalle", offices.PASSWORD + "!")
    (office.folder / KEY_FILE).write_bytes(newer)
    desk = enter(office)
    rotate_keys(desk)
    desk.close()
    (office.folder / KEY_FILE).write_bytes(older)
    with pytest.raises(StoreError):
        office.enter("kalle", offices.PASSWORD + "!")


KEPT = "review_minutes_no_delete"


@pytest.mark.parametrize(
    "acts",
    [
        (f"DROP TRIGGER {KEPT}",),
        (f"DROP TRIGGER {KEPT}", f"CREATE TRIGGER {KEPT} BEFORE DELETE ON review_minutes WHEN 0 BEGIN SELECT 1; END"),
        ("CREATE TRIGGER mine AFTER INSERT ON log_entry BEGIN DELETE FROM log_item; END",),
    ],
    ids=["dropped", "made harmless", "one of his own"],
)
def test_a_lock_taken_off_a_table_is_told_of(office: Office, acts: tuple[str, ...]) -> None:
    desk = enter(office)
    assert desk.gate.call(verify_office).faults == ()
    raw = desk.vault.connect()
    for act in acts:
        raw.execute(act)
    raw.close()
    (fault,) = desk.gate.call(verify_office).faults
    assert KEPT in fault or "mine" in fault
    desk.close()


def test_a_head_of_the_log_that_was_taken_away_or_turned_back_is_told_of(office: Office) -> None:
    desk = enter(office)
    head = office.folder / LOG_HEAD
    before = head.read_bytes()
    desk.gate.call(add_person, {"last_name": "Naapuri"})
    raw = desk.vault.connect()
    raw.execute("DELETE FROM log_item WHERE log_id = (SELECT max(id) FROM log_entry)")
    raw.execute("DELETE FROM log_entry WHERE id = (SELECT max(id) FROM log_entry)")
    raw.close()
    with pytest.raises(StoreError):
        desk.gate.call(verify_log)
    head.unlink()
    with pytest.raises(StoreError):
        desk.gate.call(verify_log)
    head.write_bytes(before)
    desk.close()


def rewritten(office: Office, keys: UnlockedKeys, number: int) -> None:
    """Change the words of an entry of the log, and reckon the chain and its head anew, as who has a driver can."""
    engine = make_engine(lambda: open_connection(office.folder / DATABASE, keys.key()))
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE log_entry SET purpose = 'muu syy' WHERE id = ?", (number,))
        before = connection.exec_driver_sql("SELECT hash FROM log_entry WHERE id = ?", (number - 1,)).scalar_one()
        for entry, rows in log._entries(connection, number - 1):
            header = [log._plain(entry[name]) for name in log._HEADER]
            before = log._hash(before, header, rows)
            connection.exec_driver_sql("UPDATE log_entry SET hash = ? WHERE id = ?", (before, entry["id"]))
        last = log.head(connection)
    engine.dispose()
    place = office.folder / LOG_HEAD
    place.write_text(json.dumps({**json.loads(place.read_text()), "hash": last.hash, "number": last.number}))


@pytest.mark.parametrize("seal", ["left", "taken away", "his own"])
def test_a_log_rewritten_by_somebody_with_the_data_key_is_told_of(office: Office, seal: str) -> None:
    desk = enter(office)
    clerk = offices.colleague(office, desk, Role.BILLING)
    person = clerk.gate.for_purpose("uteliaisuus").call(add_person, {"last_name": "Naapuri"}).id
    clerk.gate.for_purpose("uteliaisuus").call(open_person, person)
    number = json.loads((office.folder / LOG_HEAD).read_text())["number"]
    keys = clerk.vault.keys
    clerk.close()
    desk.close()
    desk = enter(office)  # a main user has come in since: what was written until then is sealed
    assert desk.log_said == ""
    assert desk.gate.call(verify_log).sealed > number
    desk.close()
    rewritten(office, keys, number)
    place = office.folder / LOG_HEAD
    head = json.loads(place.read_text())
    if seal == "taken away":
        place.write_text(json.dumps({name: head[name] for name in ("number", "hash")}))
    elif seal == "his own":
        place.write_text(
            json.dumps({**head, "seal": {"number": head["number"], "hash": head["hash"], "mac": "0" * 64}})
        )
    desk = enter(office)
    assert "sinettiä" in desk.log_said if seal == "taken away" else "muutettu" in desk.log_said
    if seal != "taken away":
        with pytest.raises(LogBrokenError):
            desk.gate.call(verify_log)
    desk.close()


def test_a_seal_moves_on_with_its_main_user_and_over_what_others_write(office: Office) -> None:
    desk = enter(office)
    desk.gate.call(add_person, {"last_name": "Naapuri"})
    verified = desk.gate.call(verify_log)
    assert verified.sealed == verified.entries
    clerk = offices.colleague(office, desk, Role.BILLING)
    clerk.gate.call(add_person, {"last_name": "Toinen"})
    assert desk.gate.call(verify_log).sealed < desk.gate.call(verify_log).entries, "nobody has looked at it yet"
    clerk.close()
    desk.close()
    desk = enter(office)
    verified = desk.gate.call(verify_log)
    assert (desk.log_said, verified.sealed) == ("", verified.entries)
    desk.close()
