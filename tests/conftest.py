"""What every test stands on: no screen, no network, no keyring and no settings of whoever runs it."""

import gc
import os
import socket
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from sqlalchemy import Engine
from sqlalchemy.util import LRUCache

from asiakasrekisteri.domain.texts import set_language
from asiakasrekisteri.store import connection, vault
from tests.listening import PORTS

# Before Qt makes its application object, hence here and not in a fixture.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")

settings.register_profile("quick", max_examples=25, deadline=None, database=None)
settings.register_profile("ci", parent=settings.get_profile("quick"), derandomize=True, print_blob=True)
settings.register_profile("thorough", parent=settings.get_profile("quick"), max_examples=1000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE") or ("ci" if os.environ.get("CI") else "quick"))


def pytest_collection_finish() -> None:
    """Leave the modules and the tests themselves, which live to the end, out of every later search for garbage."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session", autouse=True)
def compiled_once() -> Iterator[None]:
    """Let the offices of the run share their compiled statements: in the program each office compiles its own once."""
    make = connection.make_engine
    compiled: LRUCache[Any, Any] = LRUCache(2000)

    def sharing(connect: Callable[[], object]) -> Engine:
        engine = make(connect)
        engine.update_execution_options(compiled_cache=compiled)
        return engine

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(vault, "make_engine", sharing)
        yield


@pytest.fixture(scope="session", autouse=True)
def without_waiting_for_the_disk() -> Iterator[None]:
    """Let the system write when it likes: no test cuts the power, and a killed process loses nothing by it.

    What the program itself asks for is looked at in a process of its own (`tests/store/test_vault.py`).
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", lambda _handle: None)
        patch.setitem(connection.PRAGMAS, "synchronous", 0)
        yield


@pytest.fixture(scope="session", autouse=True)
def home() -> Iterator[Path]:
    """A home folder for the whole run, so that no test reads or writes the settings of a real user."""
    names = ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME", "APPDATA", "LOCALAPPDATA")
    with tempfile.TemporaryDirectory(prefix="koti-") as folder, pytest.MonkeyPatch.context() as patch:
        for name in names:
            patch.setenv(name, folder if name == "HOME" else str(Path(folder, name.lower())))
        yield Path(folder)


@pytest.fixture(scope="session", autouse=True)
def no_network() -> Iterator[None]:
    """Refuse every connection but to a server of the tests' own; the program is offline (PRODUCT §2.9)."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        own = isinstance(address, tuple) and address[0] == "127.0.0.1" and address[1] in PORTS
        if self.family in {socket.AF_INET, socket.AF_INET6} and not own:
            raise AssertionError(f"A test tried to reach the network: {address!r}")
        connect(self, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", guarded)
        yield


@pytest.fixture(autouse=True)
def finnish() -> Iterator[None]:
    """Every test begins in Finnish, whatever language the one before it left the window in."""
    set_language("fi")
    yield
    set_language("fi")
