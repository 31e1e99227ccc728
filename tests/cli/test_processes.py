"""The program as it really starts: its own process, full key stretching, UTF-8 out, nothing loaded in vain."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from asiakasrekisteri.__main__ import main
from tests import offices

ENVIRONMENT = {"PYTHONUTF8": "0", "LC_ALL": "C", "ASIAKASREKISTERI_PASSWORD": offices.PASSWORD}


def program(*words: object, **environment: str) -> subprocess.CompletedProcess[bytes]:
    told = {**os.environ, **ENVIRONMENT, **environment}
    command = [sys.executable, "-m", "asiakasrekisteri", *map(str, words)]
    return subprocess.run(command, env=told, capture_output=True, check=False, stdin=subprocess.DEVNULL)


@pytest.mark.slow
def test_a_failure_ends_in_one_finnish_line(tmp_path: Path) -> None:
    done = program("find", tmp_path, "x", "--user", "paula")
    assert done.returncode == 6
    assert done.stderr.decode().count("\n") == 1
    assert "Kansiossa ei ole asiakasrekisteriä" in done.stderr.decode()


def test_without_a_screen_the_window_says_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    if sys.platform in {"win32", "darwin"}:
        return
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    assert main([]) == 2
    assert main(["gui", "toimisto"]) == 2
    assert capsys.readouterr().err.count("näyttöä ei ole") == 2


def test_starting_loads_neither_database_nor_prints() -> None:
    code = (
        "import sys, asiakasrekisteri.__main__\n"
        "heavy = {'sqlalchemy', 'reportlab', 'PySide6', 'alembic', 'phonenumbers', 'keyring'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.slow
def test_the_program_tests_itself() -> None:
    done = program("--self-test")
    assert done.returncode == 0, done.stderr.decode()
    told = json.loads(done.stdout)
    assert told["ok"] is True
    assert set(told) == {"ok", "steps", "versions"}
    assert all(step.startswith("ok") for step in told["steps"].values())


@pytest.mark.slow
def test_an_office_from_founding_to_finding(tmp_path: Path) -> None:
    firm, office, file = tmp_path / "yritys.toml", tmp_path / "toimisto", tmp_path / "asiakkaat.csv"
    firm.write_text('name = "Kuurabitti Oy"\n', encoding="utf-8")
    file.write_text("Nimi;Puhelin\nÄyräsvaaran Saha Oy;040 555 1234\n", encoding="cp1252")
    founded = program("init", office, "--firm", firm, "--user", "paula")
    assert founded.returncode == 0, founded.stderr.decode()
    assert program("import", office, file, "--user", "paula").returncode == 0
    found = program("find", office, "0405551234", "--user", "paula", "--json")
    assert json.loads(found.stdout.decode())["hits"][0]["name"] == "Äyräsvaaran Saha Oy"
