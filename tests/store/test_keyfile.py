"""Who may open the office: granting, revoking, resetting, changing, recovering."""

import json
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from asiakasrekisteri.domain.errors import (
    DeviceSecretMissingError,
    ForeignFileError,
    InvalidInputError,
    LoginRefusedError,
    NotFoundError,
    StaleRecordError,
    StoreError,
)
from asiakasrekisteri.store import slots
from asiakasrekisteri.store.files import KEY_FILE, OLDER_KEPT, older
from asiakasrekisteri.store.keyfile import KeyFile
from asiakasrekisteri.store.recovery import new_code
from asiakasrekisteri.store.sealing import KdfParameters, KdfPolicy, password_bytes, stretch
from asiakasrekisteri.store.unlocked import DATA, KEY_NAMES, UnlockedKeys
from tests.cheap import CHEAP, MAIN, PASSWORD, new_keys

DEVICE = bytes(range(32))


@pytest.fixture
def made(tmp_path: Path) -> tuple[KeyFile, UnlockedKeys]:
    return new_keys(tmp_path)


def test_the_main_user_holds_every_key_and_need_not_change_the_password(made: tuple[KeyFile, UnlockedKeys]) -> None:
    file, keys = made
    again = file.unlock(MAIN, PASSWORD)
    assert again == keys
    assert set(again.keys) == set(KEY_NAMES)
    assert not again.must_change
    assert not again.by_recovery
    assert all(len(key) == 32 for held in again.keys.values() for key in held.values())


def test_the_keys_are_not_shown_when_the_object_is(made: tuple[KeyFile, UnlockedKeys]) -> None:
    _file, keys = made
    assert "keys" not in repr(keys)


@pytest.mark.parametrize(("login", "password"), [(MAIN, "väärä"), ("tuntematon", PASSWORD), ("", ""), (MAIN, "")])
def test_wrong_password_and_unknown_user_are_refused_in_the_same_words(
    made: tuple[KeyFile, UnlockedKeys], login: str, password: str
) -> None:
    file, _keys = made
    with pytest.raises(LoginRefusedError) as refused:
        file.unlock(login, password)
    with pytest.raises(LoginRefusedError) as usual:
        file.unlock(MAIN, "jokin muu")
    assert str(refused.value) == str(usual.value)


def test_a_password_and_a_user_id_are_the_same_however_the_keyboard_composes_them(tmp_path: Path) -> None:
    file, keys = KeyFile.create(tmp_path, "Äijälä", "Ääkkösiä öylätti", CHEAP)
    decomposed = unicodedata.normalize("NFD", "Ääkkösiä öylätti")
    assert file.unlock(unicodedata.normalize("NFD", "ÄIJÄLÄ "), decomposed) == keys


def test_a_granted_user_gets_only_the_named_keys_and_must_change_the_first_password(
    made: tuple[KeyFile, UnlockedKeys],
) -> None:
    file, keys = made
    file.grant(keys, "Pekka", "ensimmäinen", ["identity"])
    first = file.unlock("pekka", "ensimmäinen")
    assert first.must_change
    assert set(first.keys) == {DATA, "identity"}
    assert first.key() == keys.key()
    with pytest.raises(StoreError):
        first.key("secrets")
    with pytest.raises(InvalidInputError):
        file.change_password("pekka", "ensimmäinen", "ensimmäinen")
    changed = file.change_password("pekka", "ensimmäinen", "oma ja uusi")
    assert not changed.must_change
    assert file.unlock("PEKKA", "oma ja uusi") == changed
    with pytest.raises(LoginRefusedError):
        file.unlock("pekka", "ensimmäinen")


def test_nobody_can_grant_a_key_that_he_lacks(made: tuple[KeyFile, UnlockedKeys]) -> None:
    file, keys = made
    file.grant(keys, "pekka", "ensimmäinen", [])
    pekka = file.unlock("pekka", "ensimmäinen")
    for attempt in (
        lambda: file.grant(pekka, "kaveri", "salasana", ["identity"]),
        lambda: file.set_keys(pekka, "pekka", ["secrets"]),
        lambda: file.reset(pekka, MAIN, "valtaus"),
        lambda: file.new_recovery(pekka),
    ):
        with pytest.raises(StoreError):
            attempt()
    assert file.unlock(MAIN, PASSWORD) == keys


@pytest.mark.parametrize("login", ["", "x", "a" * 33, "kaksi sanaa", "viiva/", MAIN.upper()])
def test_unusable_user_ids_are_refused(made: tuple[KeyFile, UnlockedKeys], login: str) -> None:
    file, keys = made
    with pytest.raises(InvalidInputError):
        file.grant(keys, login, "salasana")


def test_a_changed_role_changes_the_keys_and_not_the_password(made: tuple[KeyFile, UnlockedKeys]) -> None:
    file, keys = made
    file.grant(keys, "pekka", "ensimmäinen", ["identity"])
    file.set_keys(keys, "pekka", ["secrets", "recordings"])
    assert set(file.unlock("pekka", "ensimmäinen").keys) == {DATA, "secrets", "recordings"}
    assert file.read().holders("identity") == (MAIN,)


def test_a_reset_gives_the_same_keys_under_a_first_password(made: tuple[KeyFile, UnlockedKeys]) -> None:
    file, keys = made
    file.grant(keys, "pekka", "unohtui", ["identity"])
    file.reset(keys, "pekka", "uusi alku")
    reset = file.unlock("pekka", "uusi alku")
    assert reset.must_change
    assert set(reset.keys) == {DATA, "identity"}
    with pytest.raises(LoginRefusedError):
        file.unlock("pekka", "unohtui")


def test_a_revoked_user_is_out_and_the_last_main_user_cannot_be_revoked(made: tuple[KeyFile, UnlockedKeys]) -> None:
    file, keys = made
    file.grant(keys, "pekka", "ensimmäinen", ["identity"])
    with pytest.raises(InvalidInputError):
        file.revoke(keys, MAIN)
    file.revoke(keys, "Pekka")
    assert file.read().logins() == (MAIN,)
    with pytest.raises(LoginRefusedError):
        file.unlock("pekka", "ensimmäinen")
    with pytest.raises(NotFoundError):
        file.revoke(keys, "pekka")


def test_the_recovery_code_opens_everything_until_a_new_one_is_made(made: tuple[KeyFile, UnlockedKeys]) -> None:
    file, keys = made
    with pytest.raises(LoginRefusedError):
        file.unlock_with_recovery(new_code())
    code = file.new_recovery(keys)
    opened = file.unlock_with_recovery(code.lower().replace("-", " "))
    assert opened.by_recovery
    assert opened.keys == keys.keys
    newer = file.new_recovery(opened)
    assert file.unlock_with_recovery(newer).keys == keys.keys
    with pytest.raises(LoginRefusedError):
        file.unlock_with_recovery(code)
    file.reset(opened, MAIN, "itse keksitty", must_change=False)
    assert file.unlock(MAIN, "itse keksitty").keys == keys.keys
    assert not file.unlock(MAIN, "itse keksitty").must_change
    file.reset(opened, MAIN, "alku")
    assert file.unlock(MAIN, "alku").must_change


def test_a_device_secret_is_needed_until_it_is_taken_off(made: tuple[KeyFile, UnlockedKeys]) -> None:
    file, keys = made
    file.set_device(MAIN, PASSWORD, None, DEVICE)
    assert file.uses_device(MAIN)
    assert file.unlock(MAIN, PASSWORD, DEVICE) == keys
    with pytest.raises(DeviceSecretMissingError):
        file.unlock(MAIN, PASSWORD)
    with pytest.raises(LoginRefusedError):
        file.unlock(MAIN, PASSWORD, bytes(32))
    with pytest.raises(LoginRefusedError):
        file.unlock(MAIN, "väärä", DEVICE)
    file.change_password(MAIN, PASSWORD, "toinen", DEVICE)
    assert file.unlock(MAIN, "toinen", DEVICE) == keys
    file.set_device(MAIN, "toinen", DEVICE, None)
    assert file.unlock(MAIN, "toinen") == keys


def test_a_lost_keyring_is_mended_by_the_recovery_code_or_the_main_user(made: tuple[KeyFile, UnlockedKeys]) -> None:
    file, keys = made
    code = file.new_recovery(keys)
    file.set_device(MAIN, PASSWORD, None, DEVICE)
    file.reset(file.unlock_with_recovery(code), MAIN, "alku")
    assert file.unlock(MAIN, "alku").keys == keys.keys


def test_changing_the_data_key_needs_nobody_elses_password(made: tuple[KeyFile, UnlockedKeys]) -> None:
    file, keys = made
    file.grant(keys, "pekka", "ensimmäinen", ["identity"])
    code = file.new_recovery(keys)
    staged = file.stage(keys)
    assert staged.generations() == (2, 1)
    assert file.unlock("pekka", "ensimmäinen").generations() == (2, 1)
    done = file.finish(staged, 2)
    assert done.generations() == (2,)
    assert done.key() != keys.key()
    for other in (file.unlock("pekka", "ensimmäinen"), file.unlock_with_recovery(code)):
        assert other.keys[DATA] == done.keys[DATA]
    with pytest.raises(StaleRecordError):
        file.grant(keys, "myöhästynyt", "salasana")


def test_a_change_of_key_that_never_reached_the_database_can_be_taken_back(made: tuple[KeyFile, UnlockedKeys]) -> None:
    file, keys = made
    back = file.finish(file.stage(keys), 1)
    assert back == keys
    assert file.unlock(MAIN, PASSWORD) == keys


def test_a_slot_grows_to_the_cost_of_today_and_a_cheap_one_is_refused(tmp_path: Path) -> None:
    file, keys = new_keys(tmp_path)
    dearer = KdfPolicy(preferred=KdfParameters(2, 32, 1), floor=KdfParameters(1, 8, 1))
    today = KeyFile(tmp_path, dearer)
    assert today.is_weak(MAIN)
    assert today.change_password(MAIN, PASSWORD, PASSWORD) == keys
    assert not today.is_weak(MAIN)
    assert file.unlock(MAIN, PASSWORD) == keys
    with pytest.raises(StoreError):
        KeyFile(tmp_path).unlock(MAIN, PASSWORD)


def test_an_office_is_not_begun_over_another(made: tuple[KeyFile, UnlockedKeys], tmp_path: Path) -> None:
    before = (tmp_path / KEY_FILE).read_bytes()
    with pytest.raises(ForeignFileError):
        new_keys(tmp_path)
    assert (tmp_path / KEY_FILE).read_bytes() == before


def test_the_file_is_private_and_its_last_three_versions_are_kept(
    made: tuple[KeyFile, UnlockedKeys], tmp_path: Path
) -> None:
    file, keys = made
    versions = [file.path.read_bytes()]
    for number in range(5):
        file.grant(keys, f"user{number}", "ensimmäinen")
        versions.append(file.path.read_bytes())
    assert [older(file.path, age).read_bytes() for age in (1, 2, 3)] == versions[-2:-5:-1]
    assert not older(file.path, OLDER_KEPT + 1).exists()
    assert all(path.stat().st_mode & 0o777 == 0o600 for path in tmp_path.glob(KEY_FILE + "*"))
    file.finish(file.stage(keys), 2)
    assert sorted(p.name for p in tmp_path.glob("rekisteri.avain*")) == [KEY_FILE]


def test_only_user_ids_stand_in_clear(made: tuple[KeyFile, UnlockedKeys]) -> None:
    file, keys = made
    file.grant(keys, "pekka", "ensimmäinen")
    content = file.path.read_bytes()
    assert PASSWORD.encode() not in content
    assert not any(key in content for held in keys.keys.values() for key in held.values())
    words = {value for slot in json.loads(content)["slots"] for value in slot.values() if isinstance(value, str)}
    assert {w for w in words if w.isalpha() and len(w) < 12} == {MAIN, "pekka", "user"}


def test_two_desks_that_grant_at_once_lose_nothing(made: tuple[KeyFile, UnlockedKeys], tmp_path: Path) -> None:
    _file, keys = made
    with ThreadPoolExecutor(4) as desks:
        list(desks.map(lambda n: KeyFile(tmp_path, CHEAP).grant(keys, f"user{n}", "alku"), range(12)))
    assert len(KeyFile(tmp_path, CHEAP).read().logins()) == 13


def test_an_unknown_user_id_costs_what_a_known_one_costs(
    made: tuple[KeyFile, UnlockedKeys], monkeypatch: pytest.MonkeyPatch
) -> None:
    file, _keys = made
    spent: list[KdfParameters] = []

    def stretched(secret: bytes, salt: bytes, cost: KdfParameters) -> bytes:
        spent.append(cost)
        return stretch(secret, salt, cost)

    monkeypatch.setattr(slots, "stretch", stretched)
    for login in (MAIN, "tuntematon"):
        with pytest.raises(LoginRefusedError):
            file.unlock(login, "väärä")
    assert spent == [CHEAP.preferred] * 2


@given(password=st.text(min_size=1, max_size=40), other=st.text(max_size=40))
def test_any_password_opens_its_slot_and_no_other_does(
    tmp_path_factory: pytest.TempPathFactory, password: str, other: str
) -> None:
    file, keys = KeyFile.create(tmp_path_factory.mktemp("avain"), MAIN, password, CHEAP)
    assert file.unlock(MAIN, password) == keys
    if password_bytes(other) != password_bytes(password):
        with pytest.raises(LoginRefusedError):
            file.unlock(MAIN, other)
