"""Backups through the gate, the check of the whole office, and the change of its key."""

from pathlib import Path

import pytest

from asiakasrekisteri.domain.errors import PermissionDeniedError, StoreInUseError, UnsuitablePlaceError
from asiakasrekisteri.domain.permissions import Role
from asiakasrekisteri.usecases.finding import find
from asiakasrekisteri.usecases.logs import show_log, verify_log
from asiakasrekisteri.usecases.maintenance import engine_version, make_backup, rotate_keys, verify_office
from asiakasrekisteri.usecases.office import Desk, Office
from asiakasrekisteri.usecases.persons import add_person
from asiakasrekisteri.usecases.privacy.old_text import describe_old_text, import_old_text, read_old_text
from tests import offices

OLD_TEXT = Path(__file__).parents[1] / "seeds" / "texts" / "taulukko.txt"


def test_a_backup_holds_a_log_that_holds(desk: Desk, tmp_path: Path) -> None:
    desk.gate.call(add_person, {"last_name": "Hallalampi"})
    bundle = desk.gate.call(make_backup, tmp_path / "varmuus")
    assert desk.gate.call(show_log)[0].action == "backup"
    other = Office(tmp_path / "toinen", offices.surroundings())
    assert other.restore(bundle, offices.MAIN_USER, offices.PASSWORD) is None
    restored = other.enter(offices.MAIN_USER, offices.PASSWORD)
    assert restored.gate.call(find, "hallalampi")
    assert restored.gate.call(verify_log).entries > 0
    assert not restored.gate.call(verify_office).faults
    restored.close()


def test_only_a_main_user_of_the_backups_time_puts_it_back(desk: Desk, office: Office, tmp_path: Path) -> None:
    offices.colleague(office, desk, Role.BILLING).close()
    bundle = desk.gate.call(make_backup, tmp_path / "varmuus")
    other = Office(tmp_path / "toinen", offices.surroundings())
    with pytest.raises(PermissionDeniedError, match="pääkäyttäjä"):
        other.restore(bundle, "kalle", offices.PASSWORD + "!")
    assert not (other.folder / "rekisteri.db").exists()


def test_a_backup_does_not_lie_in_the_office_itself(desk: Desk, tmp_path: Path) -> None:
    folder = desk.vault.folder
    (tmp_path / "linkki").symlink_to(folder)
    for place in (folder, folder / "kopiot", tmp_path / "linkki"):
        with pytest.raises(UnsuitablePlaceError, match="omaan kansioon"):
            desk.gate.call(make_backup, place)


def test_the_check_counts_the_log(desk: Desk) -> None:
    assert desk.gate.call(verify_office).entries == desk.gate.call(verify_log).entries
    assert engine_version(desk).startswith("4.")


def test_the_key_is_changed_and_everything_is_still_there(desk: Desk, office: Office) -> None:
    desk.gate.call(add_person, {"last_name": "Hallalampi"})
    before = desk.vault.keys.generations()
    rotate_keys(desk)
    assert desk.vault.keys.generations() != before
    assert desk.gate.call(find, "hallalampi")
    assert "rotate_keys" in [row.action for row in desk.gate.call(show_log)]
    again = office.enter(offices.MAIN_USER, offices.PASSWORD)
    assert again.gate.call(find, "hallalampi")
    again.close()


@pytest.mark.slow
def test_the_key_is_changed_by_the_main_user_alone_and_only_when_nobody_else_is_in(desk: Desk, office: Office) -> None:
    before = desk.vault.keys.generations()
    colleague = offices.colleague(office, desk, Role.TECHNICAL)
    with pytest.raises(PermissionDeniedError):
        rotate_keys(colleague)
    with pytest.raises(StoreInUseError):
        rotate_keys(desk)
    colleague.close()
    assert desk.vault.keys.generations() == before


def test_an_old_text_is_kept_as_the_registers_own_or_only_looked_at(desk: Desk) -> None:
    read = read_old_text(OLD_TEXT)
    printed = desk.gate.call(describe_old_text, read)
    assert printed.description.controller == read.controller
    assert printed.contents
    kept = desk.gate.call(import_old_text, OLD_TEXT)
    assert kept.read.description == read
    assert "import" in desk.gate.call(show_log)[0].action
