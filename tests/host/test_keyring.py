"""The computer's keyring in its three states: none, answering, locked and silent."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from asiakasrekisteri.domain.errors import KeyringUnavailableError
from asiakasrekisteri.host.keyring import DeviceSecrets

ANSWERING = "printf salasana | gnome-keyring-daemon --unlock --components=secrets >/dev/null; exec "
LOCKED = "exec "
ROUND_TRIP = """
import json
from asiakasrekisteri.host.keyring import DeviceSecrets
ring = DeviceSecrets(timeout_s=10)
before = ring.get("toimisto", "pääkäyttäjä")
made = ring.make("toimisto", "pääkäyttäjä")
again = DeviceSecrets().get("toimisto", "pääkäyttäjä")
other = ring.get("toimisto", "toinen")
ring.delete("toimisto", "pääkäyttäjä")
ring.delete("toimisto", "pääkäyttäjä")
print(json.dumps({"before": before, "length": len(made), "same": made == again, "other": other,
                  "after": ring.get("toimisto", "pääkäyttäjä"), "available": ring.available()}))
"""
IMPATIENT = """
import json, time
from asiakasrekisteri.domain.errors import KeyringUnavailableError
from asiakasrekisteri.host.keyring import DeviceSecrets
begun = time.monotonic()
try:
    DeviceSecrets(timeout_s=0.4).make("toimisto", "paula")
except KeyringUnavailableError as e:
    print(json.dumps({"seconds": time.monotonic() - begun, "text": str(e)}))
"""


def test_without_a_keyring_it_is_told_at_once() -> None:
    begun = time.monotonic()
    ring = DeviceSecrets()
    assert not ring.available()
    uses: tuple[Callable[[], object], ...] = (
        lambda: ring.get("a", "b"),
        lambda: ring.make("a", "b"),
        lambda: ring.delete("a", "b"),
    )
    for use in uses:
        with pytest.raises(KeyringUnavailableError, match="avainnippu ei vastaa"):
            use()
    assert time.monotonic() - begun < 3


def in_session(folder: Path, prelude: str, script: str) -> dict[str, object]:
    """Run a script in a desktop session of its own: a bus, a secret service, an empty home."""
    places = ("HOME", "XDG_RUNTIME_DIR", "XDG_CONFIG_HOME", "XDG_CACHE_HOME")
    kept = {n: v for n, v in os.environ.items() if n not in {"PYTHON_KEYRING_BACKEND", "DBUS_SESSION_BUS_ADDRESS"}}
    environment = kept | dict.fromkeys(places, str(folder)) | {"PYTHONPATH": str(Path.cwd())}
    environment["XDG_DATA_HOME"] = str(folder / "data")
    done = subprocess.run(
        ["dbus-run-session", "--", "sh", "-c", prelude + '"$0" -c "$1"', sys.executable, script],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    answer: dict[str, object] = json.loads(done.stdout.splitlines()[-1])
    return answer


@pytest.mark.keyring
@pytest.mark.slow
def test_a_secret_service_keeps_a_secret(tmp_path: Path) -> None:
    answer = in_session(tmp_path, ANSWERING, ROUND_TRIP)
    assert answer == {
        "before": None, "length": 32, "same": True, "other": None, "after": None, "available": True,
    }  # fmt: skip


@pytest.mark.keyring
@pytest.mark.slow
def test_a_locked_keyring_whose_question_is_dismissed_is_told(tmp_path: Path) -> None:
    in_session(tmp_path, ANSWERING, ROUND_TRIP)
    answer = in_session(tmp_path, LOCKED, IMPATIENT)
    assert "avainnippu ei vastaa" in str(answer["text"])


@pytest.mark.keyring
@pytest.mark.slow
def test_a_locked_keyring_whose_question_nobody_answers_is_given_up_in_time(tmp_path: Path) -> None:
    in_session(tmp_path, ANSWERING, ROUND_TRIP)
    prompter = tmp_path / "data" / "dbus-1" / "services" / "org.gnome.keyring.SystemPrompter.service"
    prompter.parent.mkdir(parents=True)
    prompter.write_text("[D-BUS Service]\nName=org.gnome.keyring.SystemPrompter\nExec=/bin/sleep 1\n")
    answer = in_session(tmp_path, LOCKED, IMPATIENT)
    assert "avainnippu ei vastaa" in str(answer["text"])
    assert 0.4 <= float(str(answer["seconds"])) < 3
