"""The door of an office: founding, signing in, first passwords, recovery, users, the tie to a computer's keyring."""

import base64
import hashlib
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend

from asiakasrekisteri.domain.errors import (
    AppError,
    DeviceSecretMissingError,
    ForeignFileError,
    InvalidInputError,
    KeyringUnavailableError,
    LoginRefusedError,
    PasswordChangeRequiredError,
    PermissionDeniedError,
    StaleRecordError,
)
from asiakasrekisteri.domain.permissions import Role
from asiakasrekisteri.store.keyfile import KeyFile
from asiakasrekisteri.usecases.finding import find
from asiakasrekisteri.usecases.history import undo
from asiakasrekisteri.usecases.office import Desk, Office
from asiakasrekisteri.usecases.persons import add_person, open_person, reveal_identity_code
from asiakasrekisteri.usecases.users import (
    change_role,
    close_user,
    grant_user,
    list_users,
    new_recovery_code,
    reset_user,
)
from tests import offices
from tests.offices import MAIN_USER, PASSWORD, Clock

CODE = "010190-999W"


@pytest.mark.slow
def test_an_office_is_founded_with_a_recovery_code_that_opens_it(tmp_path: Path) -> None:
    office = Office(tmp_path / "uusi", offices.surroundings())
    founded = office.create(offices.FIRM, "aino", "Aino Perustaja", PASSWORD)
    founded.desk.close()
    assert office.logins() == ("aino",)
    desk = office.enter_with_recovery(founded.recovery_code.lower(), "aino", "aivan uusi salasana")
    assert desk.gate.actor.role is Role.MAIN_USER
    desk.close()
    with pytest.raises(LoginRefusedError):
        office.enter("aino", PASSWORD)


def test_a_faulty_firm_makes_no_files(tmp_path: Path) -> None:
    folder = tmp_path / "uusi"
    with pytest.raises(InvalidInputError, match="tarkist"):
        Office(folder, offices.surroundings()).create({"name": "X Oy", "business_id": "1234567-2"}, "a", "A", PASSWORD)
    assert not folder.exists() or not list(folder.iterdir())


def test_an_office_is_not_founded_over_another(office: Office) -> None:
    before = _digests(office.folder)
    with pytest.raises(ForeignFileError):
        office.create(offices.FIRM, "aino", "Aino", PASSWORD)
    assert _digests(office.folder) == before


def test_a_first_password_must_be_changed_before_work(office: Office, desk: Desk) -> None:
    desk.gate.call(grant_user, "kalle", "Kalle Kollega", Role.BILLING, "ensimmäinen sana")
    with pytest.raises(PasswordChangeRequiredError, match="omaan"):
        office.enter("kalle", "ensimmäinen sana")
    with pytest.raises(InvalidInputError):
        office.change_password("kalle", "ensimmäinen sana", "lyhyt")
    changed = office.change_password("kalle", "ensimmäinen sana", "oma hyvä salasana")
    changed.close()
    office.enter("KALLE", "oma hyvä salasana").close()


def test_a_closed_user_gets_in_no_more_but_stays_in_the_list(office: Office, desk: Desk) -> None:
    offices.colleague(office, desk, Role.TECHNICAL).close()
    kalle = next(u for u in desk.gate.call(list_users) if u.login == "kalle")
    desk.gate.call(close_user, kalle.id)
    with pytest.raises(LoginRefusedError):
        office.enter("kalle", PASSWORD + "!")
    assert [u.status for u in desk.gate.call(list_users) if u.login == "kalle"] == ["closed"]
    with pytest.raises(InvalidInputError, match="Omaa"):
        desk.gate.call(close_user, desk.gate.actor.user_id)


def test_a_desk_left_open_ends_with_its_user_id_or_role(office: Office, desk: Desk) -> None:
    other = offices.colleague(office, desk, Role.BILLING)
    user = next(u.id for u in desk.gate.call(list_users) if u.login == "kalle")
    other.gate.call(find, "aalto")
    desk.gate.call(change_role, user, Role.TECHNICAL)
    with pytest.raises(LoginRefusedError, match="Roolisi on vaihdettu"):
        other.gate.call(find, "aalto")
    desk.gate.call(change_role, user, Role.BILLING)
    desk.gate.call(close_user, user)
    with pytest.raises(LoginRefusedError, match="suljettu"):
        other.gate.call(add_person, {"last_name": "Aalto"})
    other.close()


def test_the_main_user_cannot_give_away_the_own_role(desk: Desk) -> None:
    own = desk.gate.call(list_users)[0].id
    with pytest.raises(InvalidInputError, match="Omaa roolia"):
        desk.gate.call(change_role, own, Role.BILLING)


def test_a_user_id_is_one_however_its_letters_are_written(desk: Desk) -> None:
    with pytest.raises(InvalidInputError, match="jo käytössä"):
        desk.gate.call(grant_user, MAIN_USER.upper(), "Toinen Paula", Role.BILLING, PASSWORD)


def test_nobody_takes_back_what_another_saved(office: Office, desk: Desk) -> None:
    saved = desk.gate.call(add_person, {"last_name": "Aalto"})
    other = offices.colleague(office, desk, Role.CUSTOMER_SERVICE)
    with pytest.raises(StaleRecordError, match="oman tallennuksen"):
        other.gate.call(undo, saved.undo)
    other.close()
    desk.gate.call(undo, saved.undo)


def test_rotation_shuts_out_a_copied_key_file(office: Office, desk: Desk, tmp_path: Path) -> None:
    offices.colleague(office, desk, Role.TECHNICAL).close()
    copied = office.folder.joinpath("rekisteri.avain").read_bytes()
    kalle = next(u for u in desk.gate.call(list_users) if u.login == "kalle")
    desk.gate.call(close_user, kalle.id)
    desk.vault.rotate()
    desk.close()
    thief = tmp_path / "varas"
    thief.mkdir()
    thief.joinpath("rekisteri.avain").write_bytes(copied)
    thief.joinpath("rekisteri.db").write_bytes(office.folder.joinpath("rekisteri.db").read_bytes())
    with pytest.raises(AppError):
        Office(thief, offices.surroundings()).enter("kalle", PASSWORD + "!")
    office.enter(MAIN_USER, PASSWORD).close()


def test_a_reset_gives_a_new_first_password_and_forgets_wrong_tries(office: Office, desk: Desk) -> None:
    offices.colleague(office, desk, Role.BILLING).close()
    waits = []
    for _n in range(12):
        with pytest.raises(LoginRefusedError) as caught:
            office.enter("kalle", "väärä salasana tässä")
        waits.append(caught.value.wait_seconds)
    assert waits[-1] > 5, "long enough for the clock not to have run it out"
    kalle = next(u for u in desk.gate.call(list_users) if u.login == "kalle")
    desk.gate.call(reset_user, kalle.id, "palautettu salasana")
    with pytest.raises(PasswordChangeRequiredError):
        office.enter("kalle", "palautettu salasana")


def test_tries_are_counted_over_restarts_and_the_words_tell_nothing(office: Office) -> None:
    messages = []
    for login in ("paula", "olematon"):
        with pytest.raises(LoginRefusedError) as caught:
            office.enter(login, "väärä salasana tässä")
        messages.append(str(caught.value))
    assert messages[0] == messages[1]
    waits = []
    for _n in range(6):
        clock = Clock()
        again = Office(office.folder, offices.surroundings(clock))
        with pytest.raises(LoginRefusedError) as caught:
            again.enter("paula", "väärä salasana tässä")
        waits.append(caught.value.wait_seconds)
    assert max(waits) > 0


def test_a_role_without_the_identity_key_cannot_open_a_henkilotunnus_even_by_the_raw_driver(
    office: Office, desk: Desk
) -> None:
    saved = desk.gate.call(add_person, {"last_name": "Tunnus", "identity_code": CODE, "identity_ground": "law"})
    kalle = offices.colleague(office, desk, Role.TECHNICAL)
    assert kalle.gate.call(find, CODE) == ()
    assert kalle.gate.call(open_person, saved.id).record["identity_code"] == "••••••-••••"
    with pytest.raises(PermissionDeniedError, match="avainta"):
        kalle.gate.call(reveal_identity_code, saved.id, "uteliaisuus")
    connection = kalle.vault.connect()
    row = connection.execute("SELECT identity_code, identity_blind FROM person WHERE id = ?", (saved.id,)).fetchone()
    connection.close()
    assert CODE.encode() not in row[0]
    assert row[1] != hashlib.sha256(CODE.encode()).digest()
    assert not kalle.vault.keys.holds("identity")
    assert {n for n in ("identity", "secrets", "recordings") if kalle.vault.keys.holds(n)} == {"secrets"}
    kalle.close()


def test_another_role_brings_its_keys_and_takes_the_old_ones_away(office: Office, desk: Desk) -> None:
    offices.colleague(office, desk, Role.TECHNICAL).close()
    kalle = next(u for u in desk.gate.call(list_users) if u.login == "kalle")
    desk.gate.call(change_role, kalle.id, Role.BILLING)
    entered = office.enter("kalle", PASSWORD + "!")
    assert entered.gate.actor.role is Role.BILLING
    assert {n for n in ("identity", "secrets", "recordings") if entered.vault.keys.holds(n)} == {"identity"}
    entered.close()


def test_a_new_recovery_code_ends_the_old(office: Office, desk: Desk) -> None:
    first = desk.gate.call(new_recovery_code)
    second = desk.gate.call(new_recovery_code)
    desk.close()
    with pytest.raises(LoginRefusedError):
        office.enter_with_recovery(first, MAIN_USER, "aivan uusi salasana")
    office.enter_with_recovery(second, MAIN_USER, "aivan uusi salasana").close()


def test_a_tied_user_opens_on_this_computer_only_and_recovery_opens_anywhere(office: Office, desk: Desk) -> None:
    code = desk.gate.call(new_recovery_code)
    desk.close()
    with pytest.raises(KeyringUnavailableError):
        office.tie_to_computer(MAIN_USER, PASSWORD)
    office.enter(MAIN_USER, PASSWORD).close()
    ring = _Ring()
    before = keyring.get_keyring()
    keyring.set_keyring(ring)
    try:
        office.tie_to_computer(MAIN_USER, PASSWORD)
        office.enter(MAIN_USER, PASSWORD).close()
        ring.kept.clear()
        with pytest.raises(DeviceSecretMissingError):
            office.enter(MAIN_USER, PASSWORD)
        office.enter_with_recovery(code, MAIN_USER, "aivan uusi salasana").close()
        office.enter(MAIN_USER, "aivan uusi salasana").close()
        assert not KeyFile(office.folder).uses_device(MAIN_USER)
    finally:
        keyring.set_keyring(before)


class _Ring(KeyringBackend):
    """A keyring in memory, by keyring's own backend interface: another computer is one that has nothing in it."""

    priority = 1.0

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        assert base64.b64decode(password)
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.kept[service, username]


def _digests(folder: Path) -> dict[str, str]:
    return {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in folder.iterdir() if p.is_file()}


def test_a_role_written_into_the_register_past_the_main_user_opens_nothing(office: Office, desk: Desk) -> None:
    other = offices.colleague(office, desk, Role.TECHNICAL, "teemu")
    with other.gate.store.engine.begin() as raw:  # whoever holds the data key can write the file
        raw.exec_driver_sql("UPDATE user SET role = 'main_user' WHERE login = 'teemu'")
    other.close()
    with pytest.raises(LoginRefusedError, match="rooli ei vastaa"):
        office.enter("teemu", PASSWORD + "!")
