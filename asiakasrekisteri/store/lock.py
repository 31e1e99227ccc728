"""The office's lock: several programs of one machine may use the register, one alone may change its keys or form.

The operating system's lock decides, so a crash frees it; the lines in the file only say who holds it: user ID, machine
and since when.
"""

import contextlib
import json
import os
import secrets
import socket
import time
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from asiakasrekisteri.domain.errors import StoreInUseError
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.store.faults import disk_faults
from asiakasrekisteri.store.files import OFFICE_LOCK
from asiakasrekisteri.store.leftovers import clear_leftovers
from asiakasrekisteri.store.oslock import process_lives, try_lock, unlock

_PATIENCE_S = 0.4
_PAUSE_S = 0.01


@dataclass(frozen=True, slots=True)
class Holder:
    """One program that has the register open: random id, user ID, process, machine and since when (ISO, with zone)."""

    id: str
    login: str
    pid: int
    host: str
    since: str


class OfficeLock:
    """A held lock. Shared for daily use, exclusive while the whole file is rewritten."""

    def __init__(self, folder: Path, login: str, now: datetime) -> None:
        """Take the shared lock.

        Raises:
            StoreInUseError: another program holds the register for itself.
        """
        self._path = folder / OFFICE_LOCK
        with disk_faults():
            self._stream = self._path.open("a+b")
        self._me = Holder(secrets.token_hex(8), login, os.getpid(), socket.gethostname(), now.isoformat("T", "seconds"))
        if try_lock(self._stream, exclusive=True):  # nobody is in: what the file says is left from a crash
            self._stream.truncate(0)
            with disk_faults():
                clear_leftovers(folder)
            unlock(self._stream)
        self._take_shared()
        self._say(asdict(self._me))

    def make_exclusive(self) -> None:
        """Hold the register alone.

        Raises:
            StoreInUseError: others have it open; the shared lock is kept.
        """
        unlock(self._stream)
        if self._try(exclusive=True):
            return
        others = self.others()
        self._take_shared()
        raise in_use(others)

    def make_shared(self) -> None:
        """Let others in again."""
        unlock(self._stream)
        self._take_shared()

    def beat(self) -> None:
        """Leave a sign of life: the time of the lock file."""
        os.utime(self._path)

    def others(self) -> tuple[Holder, ...]:
        """Return who else has the register open, as far as the file tells."""
        return tuple(h for h in holders(self._path.parent) if h.id != self._me.id)

    def release(self) -> None:
        """Leave."""
        if self._stream.closed:
            return
        with contextlib.suppress(OSError):
            self._say({"id": self._me.id, "left": True})
        self._stream.close()

    def _take_shared(self) -> None:
        if self._try(exclusive=False):
            return
        others = self.others()
        self.release()
        raise in_use(others)

    def _try(self, *, exclusive: bool) -> bool:
        """Try for a moment: somebody who has just come in holds the file alone while clearing what a crash left."""
        give_up = time.monotonic() + _PATIENCE_S
        while not try_lock(self._stream, exclusive=exclusive):
            if time.monotonic() > give_up:
                return False
            time.sleep(_PAUSE_S)
        return True

    def _say(self, line: dict[str, object]) -> None:
        self._stream.write(json.dumps(line).encode() + b"\n")
        self._stream.flush()


def holders(folder: Path) -> tuple[Holder, ...]:
    """Return who has the register open: entered, not left, and still running where that can be seen."""
    path = folder / OFFICE_LOCK
    found: dict[str, Holder] = {}
    for line in path.read_text("utf-8", errors="replace").splitlines() if path.exists() else ():
        with contextlib.suppress(ValueError, TypeError, KeyError):
            entry = json.loads(line)
            if entry.pop("left", False):
                found.pop(entry["id"], None)
            else:
                found[entry["id"]] = Holder(**entry)
    here = socket.gethostname()
    return tuple(h for h in found.values() if h.host != here or process_lives(h.pid))


def in_use(others: tuple[Holder, ...]) -> StoreInUseError:
    """Return the error that says who is in the way and since when."""
    if not others:
        return StoreInUseError(_("Rekisteri on toisen ohjelman käytössä. Sulje se ja yritä uudelleen."))
    first = others[0]
    since = datetime.fromisoformat(first.since).astimezone()
    return StoreInUseError(
        _("Rekisteri on käytössä: {login}, kone {host}, {day} alkaen. Sulje se siellä ja yritä uudelleen.").format(
            login=first.login or _("palautusavain"),
            host=first.host,
            day=f"{since.day}.{since.month}.{since.year} klo {since.hour}.{since.minute:02}",
        )
    )
