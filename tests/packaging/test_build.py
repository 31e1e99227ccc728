"""The built program does the main job where it stands, without the sources and without a plain SQLite."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PyInstaller.archive.readers import CArchiveReader

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = "asiakasrekisteri.exe" if sys.platform == "win32" else "asiakasrekisteri"


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("build")
    where = ["--distpath", str(folder / "dist"), "--workpath", str(folder / "work")]
    words = ["--noconfirm", "--log-level", "ERROR", *where, str(ROOT / "packaging" / "asiakasrekisteri.spec")]
    surroundings = dict(os.environ, PYINSTALLER_CONFIG_DIR=str(folder / "cache"))
    subprocess.run([sys.executable, "-m", "PyInstaller", *words], cwd=ROOT, env=surroundings, check=True)
    return folder / "dist" / "asiakasrekisteri" / PROGRAM


@pytest.mark.slow
def test_built_program_passes_its_own_test(program: Path, tmp_path: Path) -> None:
    run = subprocess.run([program, "--self-test"], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    assert isinstance(json.loads(run.stdout), dict)


@pytest.mark.slow
def test_built_program_carries_no_plain_sqlite(program: Path) -> None:
    loose = [path for path in program.parent.rglob("*sqlite3*") if "sqlcipher3" not in path.parts]
    packed = CArchiveReader(str(program)).open_embedded_archive("PYZ.pyz").toc
    assert loose == []
    assert "sqlcipher3.dbapi2" in packed
    assert [name for name in packed if name.split(".")[0] == "sqlite3"] == []
