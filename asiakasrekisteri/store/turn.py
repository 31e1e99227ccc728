"""Taking turns at the small files: read, change and replace happen as one, whatever other desks do."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from asiakasrekisteri.domain.errors import StoreInUseError
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.store.faults import disk_faults
from asiakasrekisteri.store.files import TURN_LOCK, clear_unfinished
from asiakasrekisteri.store.oslock import try_lock, unlock

_LONGEST_WAIT_S = 30.0
_PAUSE_S = 0.01


@contextmanager
def turn(folder: Path) -> Iterator[None]:
    """Hold the office's turn; wait for another holder at most half a minute (a turn may hold one Argon2id).

    Raises:
        StoreInUseError: the other one does not finish.
    """
    with disk_faults(), (folder / TURN_LOCK).open("ab") as stream:
        give_up = time.monotonic() + _LONGEST_WAIT_S
        while not try_lock(stream, exclusive=True):
            if time.monotonic() > give_up:
                raise StoreInUseError(
                    _("Toinen ohjelma muuttaa parhaillaan rekisterin avaimia. Yritä hetken päästä uudelleen.")
                )
            time.sleep(_PAUSE_S)
        try:
            clear_unfinished(folder)
            yield
        finally:
            unlock(stream)
