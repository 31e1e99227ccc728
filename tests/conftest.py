"""What every test stands on: no screen, no network, no keyring and no settings of whoever runs it."""

import os
import socket
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from asiakasrekisteri.domain.texts import set_language
from tests.listening import PORTS

# Before Qt makes its application object, hence here and not in a fixture.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")

settings.register_profile("quick", max_examples=25, deadline=None, database=None)
settings.register_profile("ci", parent=settings.get_profile("quick"), derandomize=True, print_blob=True)
settings.register_profile("thorough", parent=settings.get_profile("quick"), max_examples=1000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE") or ("ci" if os.environ.get("CI") else "quick"))


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
