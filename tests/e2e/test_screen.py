"""The same job on a real X screen: focus, keys and windows as a desktop gives them."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.slow
def test_the_main_job_on_a_real_screen() -> None:
    job = ROOT / "tests" / "e2e" / "test_window.py"
    screen = ("xvfb-run", "-a", "-s", "-screen 0 1400x900x24")
    words = (*screen, sys.executable, "-m", "pytest", str(job), "-q", "-p", "no:cacheprovider")
    made = subprocess.run(
        words,
        check=False,
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "xcb"},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert made.returncode == 0, made.stdout[-2_000:]
