"""The developer's commands: what they must never do, and what they say when they cannot go on."""

import importlib.util
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def dev() -> ModuleType:
    spec = importlib.util.spec_from_file_location("dev_under_test", ROOT / "dev.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_demo_replaces_only_an_earlier_demo(dev: ModuleType, tmp_path: Path) -> None:
    precious = tmp_path / "precious"
    precious.mkdir()
    (precious / "letter.txt").write_text("keep")
    with pytest.raises(dev.DevError, match="not an earlier demo"):
        dev._clear_demo(precious)
    assert (precious / "letter.txt").exists()

    earlier = tmp_path / "earlier"
    (earlier / "office").mkdir(parents=True)
    (earlier / "kayttajat.txt").touch()
    dev._clear_demo(earlier)
    assert not earlier.exists()


def test_demo_takes_a_new_or_empty_folder(dev: ModuleType, tmp_path: Path) -> None:
    dev._clear_demo(tmp_path / "new")
    dev._clear_demo(tmp_path)
    assert tmp_path.exists()


def test_missing_packages_are_named_with_the_command(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(dev, "_missing_packages", lambda: ["libegl1", "xvfb"])
    monkeypatch.setattr(dev, "_as_root", lambda: None)
    dev._install_system_packages()
    assert (
        "sudo apt-get update && sudo apt-get install -y --no-install-recommends libegl1 xvfb" in capsys.readouterr().out
    )


def test_without_venv_support_there_is_no_going_on(dev: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dev, "_missing_packages", lambda: ["python3.11-venv"])
    monkeypatch.setattr(dev, "_as_root", lambda: None)
    monkeypatch.setattr(dev, "_can_make_venv", lambda: False)
    with pytest.raises(dev.DevError, match="virtual environment"):
        dev._install_system_packages()


def test_a_changed_lock_or_a_moved_folder_makes_the_environment_anew(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    before = dev._fingerprint()
    monkeypatch.setattr(dev, "ROOT", tmp_path)
    moved = dev._fingerprint()
    monkeypatch.setattr(dev, "LOCK", tmp_path / "dev.txt")
    (tmp_path / "dev.txt").write_text("other==1")
    assert len({before, moved, dev._fingerprint()}) == 3


def test_every_verb_is_offered() -> None:
    shown = subprocess.run([sys.executable, ROOT / "dev.py"], capture_output=True, text=True, check=True).stdout
    verbs = [line.split()[2] for line in shown.splitlines()]
    assert verbs == ["env", "demo", "run", "test", "check", "bench", "screens", "migration", "build"]
    assert (
        subprocess.run([sys.executable, ROOT / "dev.py", "nonsense"], capture_output=True, check=False).returncode == 2
    )
