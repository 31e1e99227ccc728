"""The composition root: puts the program together, and loads only what the way it was started needs.

The login is on the screen before the database, the prints or the imports are loaded: what the window needs of them is
loaded on its worker thread, at the first call that needs it.
"""

import os
import sys
from collections.abc import Sequence
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING

from asiakasrekisteri.cli.ending import ending
from asiakasrekisteri.domain.errors import UsageError
from asiakasrekisteri.domain.texts import _

if TYPE_CHECKING:
    from asiakasrekisteri.usecases.office import Surroundings

WINDOW = "gui"
SELF_TEST = "--self-test"


def start(arguments: Sequence[str]) -> int:
    """Start the program and return its exit code: the window without arguments, its test of itself, or a command."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    return ending(lambda: _start(list(arguments)))


def _start(arguments: list[str]) -> int:
    office = arguments[1:]
    if arguments[:1] in ([], [WINDOW]) and len(office) <= 1 and not any(word.startswith("-") for word in office):
        return open_window(Path(office[0]) if office else None)
    from asiakasrekisteri.cli.app import run
    from asiakasrekisteri.cli.selftest import self_test
    from asiakasrekisteri.cli.terminal import Terminal

    terminal = Terminal(around=surroundings, window=open_window)
    return self_test(terminal) if arguments == [SELF_TEST] else run(arguments, terminal)


def open_window(office: Path | None) -> int:
    """Open the window on an office, by default on the one opened last on this computer, and return its exit code.

    Raises:
        UsageError: there is no screen.
    """
    if not _has_screen():
        raise UsageError(_("Ikkunaa ei voi avata, koska näyttöä ei ole. Komennot näyttää asiakasrekisteri --help."))
    from asiakasrekisteri.gui.app import run

    return run(office)


def _has_screen() -> bool:
    if sys.platform in {"win32", "darwin"}:
        return True
    return any(map(os.environ.get, ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")))


def surroundings(_folder: Path) -> "Surroundings":
    """Return what an office is opened with on this computer: full key stretching, its clock, its keyring."""
    from asiakasrekisteri.usecases.office import Surroundings

    return Surroundings()
