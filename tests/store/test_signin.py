"""Wrong tries cost patience, restarting does not help, and only wrong passwords count."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from asiakasrekisteri.domain.errors import (
    DeviceSecretMissingError,
    InvalidInputError,
    KeyFileDamagedError,
    LoginRefusedError,
    StoreMissingError,
)
from asiakasrekisteri.store import attempts
from asiakasrekisteri.store.attempts import AttemptPolicy, Attempts
from asiakasrekisteri.store.files import ATTEMPTS, KEY_FILE
from asiakasrekisteri.store.keyfile import KeyFile
from asiakasrekisteri.store.recovery import new_code
from asiakasrekisteri.store.signin import SignIn
from tests.cheap import CHEAP, MAIN, PASSWORD, new_vault


class HandClock:
    """A clock that the test moves."""

    def __init__(self) -> None:
        self.now = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def move(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def office(tmp_path: Path) -> Path:
    vault, _file = new_vault(tmp_path / "toimisto")
    vault.close()
    return tmp_path / "toimisto"


def door(folder: Path, clock: HandClock) -> SignIn:
    """A new door each time: the program was started again."""
    return SignIn(folder, now=clock, policy=CHEAP)


def wrong(folder: Path, clock: HandClock, login: str = MAIN) -> LoginRefusedError:
    with pytest.raises(LoginRefusedError) as refused:
        door(folder, clock).with_password(login, "väärä")
    return refused.value


@pytest.mark.parametrize("login", [MAIN, "tuntematon"])
def test_each_wrong_try_waits_longer_whether_or_not_the_user_exists(office: Path, clock: HandClock, login: str) -> None:
    waits, lefts = [], []
    for _try in range(11):
        refused = wrong(office, clock, login)
        waits.append(refused.wait_seconds)
        lefts.append(refused.attempts_left)
        clock.move(refused.wait_seconds)
    assert waits == [0, 0, 2, 5, 15, 60, 60, 60, 60, 900, 900]
    assert lefts == [9, 8, 7, 6, 5, 4, 3, 2, 1, 0, 0]


def test_the_right_password_does_not_help_before_the_wait_is_over(office: Path, clock: HandClock) -> None:
    for _try in range(3):
        wrong(office, clock)
    with pytest.raises(LoginRefusedError) as refused:
        door(office, clock).with_password(MAIN, PASSWORD)
    assert refused.value.wait_seconds == 2
    assert refused.value.attempts_left == 7
    clock.move(2)
    assert door(office, clock).with_password(MAIN.upper(), PASSWORD).login == MAIN
    assert wrong(office, clock).attempts_left == 9


def test_a_lock_ends_by_time_by_the_main_user_or_by_the_recovery_code(office: Path, clock: HandClock) -> None:
    first = door(office, clock).with_password(MAIN, PASSWORD)
    code = _file(office).new_recovery(first)

    def lock() -> None:
        while (refused := wrong(office, clock)).attempts_left:
            clock.move(refused.wait_seconds)
        assert "lukittu 15 minuutiksi" in str(refused)

    lock()
    clock.move(899)
    assert wrong(office, clock).wait_seconds == 1
    clock.move(1)
    assert door(office, clock).with_password(MAIN, PASSWORD) == first
    lock()
    door(office, clock).attempts().forget(MAIN)
    assert door(office, clock).with_password(MAIN, PASSWORD) == first
    lock()
    assert door(office, clock).with_recovery(code).by_recovery
    assert door(office, clock).with_password(MAIN, PASSWORD) == first


def test_recovery_codes_are_counted_but_slips_of_the_pen_are_not(office: Path, clock: HandClock) -> None:
    for _try in range(5):
        with pytest.raises(InvalidInputError):
            door(office, clock).with_recovery("ABC")
    with pytest.raises(LoginRefusedError) as refused:
        door(office, clock).with_recovery(new_code())
    assert refused.value.attempts_left == 9


def test_setting_the_clock_back_neither_helps_nor_locks_out_for_ever(office: Path, clock: HandClock) -> None:
    for _try in range(4):
        clock.move(wrong(office, clock).wait_seconds)
    clock.move(-86400)
    assert wrong(office, clock).wait_seconds == 5
    clock.move(5)
    assert door(office, clock).with_password(MAIN, PASSWORD).login == MAIN


def test_a_try_is_counted_before_it_is_made(office: Path, clock: HandClock) -> None:
    assert door(office, clock).attempts().begin(MAIN) is None  # and here the program is killed
    assert wrong(office, clock).attempts_left == 8


def test_what_is_no_wrong_password_is_not_counted(office: Path, clock: HandClock) -> None:
    file = _file(office)
    wrong(office, clock)
    before = (office / ATTEMPTS).read_bytes()
    file.set_device(MAIN, PASSWORD, None, bytes(32))
    for _try in range(12):
        with pytest.raises(DeviceSecretMissingError):
            door(office, clock).with_password(MAIN, PASSWORD)
    (office / KEY_FILE).write_bytes(b"{}")
    with pytest.raises(KeyFileDamagedError):
        door(office, clock).with_password(MAIN, PASSWORD)
    assert (office / ATTEMPTS).read_bytes() == before


def test_the_forced_change_goes_through_the_same_door(office: Path, clock: HandClock) -> None:
    keys = door(office, clock).with_password(MAIN, PASSWORD)
    _file(office).grant(keys, "pekka", "ensimmäinen")
    with pytest.raises(LoginRefusedError) as refused:
        door(office, clock).change_password("pekka", "väärä", "oma salasana")
    assert refused.value.attempts_left == 9
    assert not door(office, clock).change_password("pekka", "ensimmäinen", "oma salasana").must_change


SPOILT = (b"[" * 100_000, b'{"tries": {"a": {"count": 1e999, "last": "2026-01-01T00:00:00Z"}}}')
"""What breaks the reader of JSON, or is no number to count with."""


def test_the_file_tells_nothing_typed_and_a_spoilt_one_locks_nobody_out(office: Path, clock: HandClock) -> None:
    wrong(office, clock, "salasana-väärässä-kentässä")
    assert b"salasana" not in (office / ATTEMPTS).read_bytes()
    for spoilt in (b"", b"[]", b'{"tries": 5}', b'{"tries": {"a": {"count": "x", "last": "y"}}}', b"\xff", *SPOILT):
        (office / ATTEMPTS).write_bytes(spoilt)
        assert door(office, clock).with_password(MAIN, PASSWORD).login == MAIN


def test_a_flood_of_invented_user_ids_does_not_grow_the_file_without_end(
    tmp_path: Path, clock: HandClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(attempts, "_MOST_KEPT", 5)
    counted = Attempts(tmp_path, "toimisto", clock)
    for number in range(9):
        clock.move(1)
        counted.begin(f"keksitty{number}")
    assert (tmp_path / ATTEMPTS).read_text().count("count") == 5
    assert counted.refusal("keksitty8", "").attempts_left == 9


def test_a_folder_without_an_office_stays_as_it_is(tmp_path: Path, clock: HandClock) -> None:
    with pytest.raises(StoreMissingError):
        door(tmp_path, clock).with_password(MAIN, PASSWORD)
    assert list(tmp_path.iterdir()) == []


@given(tries=st.integers(0, 10_000))
def test_waiting_never_shrinks_as_tries_grow(tries: int) -> None:
    policy = AttemptPolicy()
    assert policy.wait(tries + 1) >= policy.wait(tries)
    assert policy.left(tries + 1) <= policy.left(tries)


def _file(office: Path) -> KeyFile:
    return KeyFile(office, CHEAP)
