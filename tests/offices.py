"""Offices for tests: real key file, real SQLCipher, real gate; only the stretching of passwords is cheap.

A furnished office is made once and copied for each test, and its main user's keys are kept, so that a test begins in
milliseconds with a copied file and a real vault, without the password and the tidying of a sign-in.
"""

import datetime as dt
import shutil
from contextlib import closing
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from asiakasrekisteri.domain.permissions import Actor, Role
from asiakasrekisteri.store.keyfile import KeyFile
from asiakasrekisteri.store.opened import OpenStore
from asiakasrekisteri.store.sealing import KdfParameters, KdfPolicy
from asiakasrekisteri.store.unlocked import UnlockedKeys
from asiakasrekisteri.store.vault import Vault
from asiakasrekisteri.usecases.gate import Gate
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


@dataclass(frozen=True)
class _Template:
    """An office to copy, and what its main user's sign-in gave."""

    folder: Path
    keys: UnlockedKeys
    actor: Actor


@cache
def _template() -> _Template:
    made = Office(Path(mkdtemp(prefix="ar-test-")) / "office", surroundings())
    made.create(FIRM, MAIN_USER, "Paula Pääkäyttäjä", PASSWORD).desk.close()
    with closing(made.enter(MAIN_USER, PASSWORD)) as at:
        return _Template(made.folder, at.vault.keys, at.gate.actor)


def office(folder: Path) -> Office:
    """Return a furnished office copied into a folder; its main user has signed in once and left."""
    shutil.copytree(_template().folder, folder, dirs_exist_ok=True)
    return Office(folder, surroundings())


def entered(fresh: Office) -> Desk:
    """Return the main user's desk in an office just copied, as a sign-in leaves it: opened with the keys kept."""
    template, around = _template(), fresh._around
    vault = Vault.open(fresh.folder, template.keys, now=around.clock, place=around.place)
    store = OpenStore.of(vault, KeyFile(fresh.folder, around.policy), around.clock)
    return Desk(Gate(store, template.actor, lambda _changed: None), vault)


def desk(folder: Path) -> Desk:
    """Return the main user's desk in a new office."""
    return entered(office(folder))


def colleague(at: Office, main: Desk, role: Role, login: str = "kalle") -> Desk:
    """Return the desk of a new user with a role, the first password already changed."""
    main.gate.call(grant_user, login, "Kalle Kollega", role, PASSWORD)
    return at.change_password(login, PASSWORD, PASSWORD + "!")
