"""The composition root: puts the program together, and loads only what the way it was started needs.

The login is on the screen before the database, the prints or the imports are loaded: what the window needs of them is
loaded on its worker thread, at the first call that needs it.
"""

import datetime as dt
import os
import sys
from collections.abc import Sequence
from io import TextIOWrapper
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from asiakasrekisteri.cli.ending import ending
from asiakasrekisteri.domain.errors import UsageError
from asiakasrekisteri.domain.texts import _

if TYPE_CHECKING:
    from asiakasrekisteri.gui.app import GuiStart
    from asiakasrekisteri.usecases.office import Office, Surroundings

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

    return run(gui_start(office))


def gui_start(office: Path | None) -> "GuiStart":
    """Return what the window is started with on this computer."""
    from asiakasrekisteri.gui.app import GuiStart
    from asiakasrekisteri.gui.officedoor import FolderDoor
    from asiakasrekisteri.host import preferences
    from asiakasrekisteri.host.paths import default_office

    return GuiStart(
        office=office,
        proposed=default_office(),
        door=lambda folder, firm, publish: FolderDoor(folder, firm, _office, _list_logins, _recovery_sheet, publish),
        desk=_load_desk,
        texts=preferences.load(),
        keep=preferences.save,
    )


def _load_desk() -> ModuleType:
    from asiakasrekisteri.domain.countries import normalise_country
    from asiakasrekisteri.domain.phones import show_phone
    from asiakasrekisteri.gui import desk

    show_phone("+358405550100")  # loads the numbering plans here, not when the first card is opened
    normalise_country("Norge")  # and the names of countries, not with the first form
    return desk


def _office(folder: Path) -> "Office":
    from asiakasrekisteri.usecases.office import Office

    return Office(folder, surroundings(folder))


def _list_logins(folder: Path) -> tuple[str, ...]:
    """Return the user IDs of a folder from its key file alone: the database is not loaded for the login."""
    from asiakasrekisteri.store.files import require_files
    from asiakasrekisteri.store.logins import plain_logins

    require_files(folder)
    plain = plain_logins(folder)
    if plain is not None:
        return plain
    from asiakasrekisteri.store.keyfile import KeyFile

    return KeyFile(folder).read().logins()


def _recovery_sheet(firm: str, code: str, now: dt.datetime) -> bytes:
    from asiakasrekisteri.usecases.recovery import recovery_sheet

    return recovery_sheet(firm, code, now)


def _has_screen() -> bool:
    if sys.platform in {"win32", "darwin"}:
        return True
    return any(map(os.environ.get, ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")))


def surroundings(_folder: Path) -> "Surroundings":
    """Return what an office is opened with on this computer: full key stretching, its clock, its keyring."""
    from asiakasrekisteri.usecases.office import Surroundings

    return Surroundings()
