"""Offices for tests: real key file, real SQLCipher, real gate; only the stretching of passwords is cheap.

A furnished office is made once and copied for each test, so that a test begins in milliseconds.
"""

import datetime as dt
import shutil
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from asiakasrekisteri.domain.permissions import Role
from asiakasrekisteri.store.sealing import KdfParameters, KdfPolicy
from asiakasrekisteri.usecases.office import Desk, Office, Surroundings
from asiakasrekisteri.usecases.users import grant_user

PASSWORD = "kolme sanaa peräkkäin"
MAIN_USER = "paula"
FIRM = {
    "name": "Kaamosverkko Oy",
    "business_id": "1234567-1",
    "street": "Revontulentie 1",
    "postcode": "96100",
    "town": "Rovaniemi",
    "phone": "040 555 0100",
    "email": "toimisto@kaamosverkko.example",
}
NOW = dt.datetime(2026, 11, 22, 9, 41, tzinfo=dt.UTC)
_CHEAP = KdfParameters(passes=1, memory_kib=64, lanes=1)


class Clock:
    """A clock that goes a second forward whenever it is looked at."""

    def __init__(self, start: dt.datetime = NOW) -> None:
        self.now = start

    def __call__(self) -> dt.datetime:
        self.now += dt.timedelta(seconds=1)
        return self.now


def surroundings(clock: Clock | None = None) -> Surroundings:
    """Return what test offices are opened with."""
    policy = KdfPolicy(_CHEAP, _CHEAP, KdfParameters(passes=20, memory_kib=2**21, lanes=8))
    return Surroundings(policy=policy, clock=clock or Clock(), place=lambda _folder: None)


@cache
def _template() -> Path:
    folder = Path(mkdtemp(prefix="ar-test-")) / "office"
    Office(folder, surroundings()).create(FIRM, MAIN_USER, "Paula Pääkäyttäjä", PASSWORD).desk.close()
    return folder


def office(folder: Path) -> Office:
    """Return a furnished office copied into a folder."""
    shutil.copytree(_template(), folder, dirs_exist_ok=True)
    return Office(folder, surroundings())


def desk(folder: Path) -> Desk:
    """Return the main user's desk in a new office."""
    return office(folder).enter(MAIN_USER, PASSWORD)


def colleague(at: Office, main: Desk, role: Role, login: str = "kalle") -> Desk:
    """Return the desk of a new user with a role, the first password already changed."""
    main.gate.call(grant_user, login, "Kalle Kollega", role, PASSWORD)
    return at.change_password(login, PASSWORD, PASSWORD + "!")
