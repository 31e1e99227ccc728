"""Documents lent to the operating system's own programs, which read nothing but plain files.

Such a file is the only place where something of the register lies readable outside the program, so it lives in a
folder of this user alone, under a name that tells nothing, until the register is locked or closed. What a crash leaves
is wiped at the next start. Overwriting cannot be promised to reach every cell of every disk; taking the file away can.
"""

import contextlib
import os
import secrets
import stat
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from asiakasrekisteri.domain.errors import ExchangeError
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.host.filekinds import lent_ending, require_not_program
from asiakasrekisteri.host.paths import lent_folder

if sys.platform == "win32":
    import msvcrt

    def _try_lock(stream: BinaryIO) -> bool:
        """Take the lock if it is free; the system frees it when the program ends, however it ends."""
        stream.seek(0)
        try:
            msvcrt.locking(stream.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _try_lock(stream: BinaryIO) -> bool:
        """Take the lock if it is free; the system frees it when the program ends, however it ends."""
        try:
            fcntl.flock(stream.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


Opener = Callable[[Path], bool]
"""Hands a file to the program that the system opens it with; tells whether there was one."""
_LOCK = "lukko"
_PROGRAM = "ohjelma-"
_ZEROS = bytes(1 << 16)
_PATIENCE_S = 2.0
_PAUSE_S = 0.02
_OTHERS = 0o077
_FROM_OUTSIDE = "[ZoneTransfer]\r\nZoneId=3\r\n"


class LentFiles:
    """The files that this program has lent. One for the life of the program.

    Args:
        opener: opens a file in the system's own program.
        place: the folder of all programs' lent files; the system's own by default.
    """

    def __init__(self, opener: Opener, place: Path | None = None) -> None:
        self._opener = opener
        self._place = lent_folder() if place is None else place
        self._folder: Path | None = None
        self._lock: BinaryIO | None = None

    def open(self, chunks: Iterable[bytes], media_type: str, name: str = "") -> Path:
        """Write a document to a private file and open it in the system's own program.

        Args:
            chunks: the decrypted document in order.
            media_type: what the document is said to be, e.g. "application/pdf".
            name: the document's own name; only its ending is looked at.

        Returns:
            Where the file is until `wipe`.

        Raises:
            ExchangeError: it is a program or of a kind that is not opened, it cannot be written, or nothing opens it.
                No file is left behind; the text offers saving.
        """
        ending = lent_ending(media_type, name)
        path = self._write(chunks, ending)
        try:
            opened = self._opener(path)
        except OSError:
            opened = False
        if not opened:
            _wipe_file(path)
            raise ExchangeError(
                _("Tässä koneessa ei ole ohjelmaa, joka avaa tällaisen tiedoston. Tallenna tiedosto ja siirrä se.")
            )
        return path

    def wipe(self) -> bool:
        """Overwrite with zeros and remove everything lent, and what other programs wrote beside it.

        Returns:
            Whether all is gone. What another program holds fast is emptied where it can be and tried again next time.
        """
        if self._folder is None or not self._folder.is_dir():
            return True
        return _wipe_files(self._folder)

    def close(self) -> bool:
        """Wipe and remove the folder too; what is still held is left to `wipe_leftovers`. Tells whether all is gone."""
        gone = self.wipe()
        if self._lock is not None:
            self._lock.close()
        if self._folder is not None and gone:
            _remove_folder(self._folder)
        self._folder = self._lock = None
        return gone

    def _write(self, chunks: Iterable[bytes], ending: str) -> Path:
        path: Path | None = None
        whole = False
        try:
            path = self._own_folder() / f"asiakirja-{secrets.token_hex(8)}{ending}"
            flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
            with os.fdopen(os.open(path, flags, 0o600), "wb") as stream:
                _fill(stream, chunks)
            _mark_as_foreign(path)
            whole = True
        except OSError as error:
            raise ExchangeError(
                _("Tiedostoa ei voi avata, koska väliaikaiseen kansioon ei voi kirjoittaa. Tallenna tiedosto.")
            ) from error
        finally:
            if path is not None and not whole:
                _wipe_file(path)
        return path

    def _own_folder(self) -> Path:
        if self._folder is not None and self._folder.is_dir():
            return self._folder
        if self._lock is not None:
            self._lock.close()
        _make_private(self._place)
        with _alone(self._place):
            self._folder = Path(tempfile.mkdtemp(prefix=_PROGRAM, dir=self._place))
            self._lock = (self._folder / _LOCK).open("a+b")
            _try_lock(self._lock)
        return self._folder


def wipe_leftovers(place: Path | None = None) -> int:
    """Wipe and remove what dead programs have left; to be called at start. Never touches a living program's files.

    Returns:
        How many programs' folders were removed. One that cannot be removed now is tried at the next start.
    """
    base = lent_folder() if place is None else place
    if not base.is_dir():
        return 0
    try:
        with _alone(base):
            return sum(_wipe_dead(folder) for folder in sorted(base.glob(f"{_PROGRAM}*")))
    except OSError:  # another program is just doing the same, or the folder is not ours
        return 0


def _wipe_dead(folder: Path) -> bool:
    if folder.is_symlink() or not folder.is_dir():
        return False
    with contextlib.suppress(OSError):
        with (folder / _LOCK).open("a+b") as lock:
            if not _try_lock(lock):
                return False
        return _wipe_files(folder) and _remove_folder(folder)
    return False


def _wipe_files(folder: Path) -> bool:
    """Wipe everything in a program's folder but its lock; tell whether all is gone."""
    found = [path for path in folder.rglob("*") if path.is_symlink() or not path.is_dir()]
    held = [path for path in found if path != folder / _LOCK and not _wipe_file(path)]
    return not held


def _wipe_file(path: Path) -> bool:
    """Overwrite a file and take it away; tell whether it is gone.

    It is cut short only when it cannot be taken away: a viewer that has it in its memory would fall down.
    """
    with contextlib.suppress(OSError):
        if not path.is_symlink():
            _overwrite(path)
    try:
        path.unlink(missing_ok=True)
    except OSError:
        with contextlib.suppress(OSError):
            os.truncate(path, 0)
        return False
    return True


def _overwrite(path: Path) -> None:
    path.chmod(0o600)  # a program may have made its copy read-only
    left = path.stat().st_size
    with path.open("r+b") as stream:
        while left > 0:
            left -= stream.write(_ZEROS[: min(left, len(_ZEROS))])
        stream.flush()
        os.fsync(stream.fileno())


def _remove_folder(folder: Path) -> bool:
    try:
        (folder / _LOCK).unlink(missing_ok=True)
        for inner in sorted((path for path in folder.rglob("*") if path.is_dir()), reverse=True):
            inner.rmdir()
        folder.rmdir()
    except OSError:
        return False
    return True


def _fill(stream: BinaryIO, chunks: Iterable[bytes]) -> None:
    """Write the chunks; what begins as a program does is refused before anything of it lies in a file."""
    head = b""
    begun = False
    for chunk in chunks:
        if begun:
            stream.write(chunk)
            continue
        head += chunk
        if len(head) >= 8:  # noqa: PLR2004 - every known beginning of a program fits
            require_not_program(head)
            stream.write(head)
            begun = True
    if not begun:
        require_not_program(head)
        stream.write(head)


def _mark_as_foreign(path: Path) -> None:
    """Tell Windows that the file came from outside: Office then opens it without its macros."""
    if sys.platform == "win32":
        with contextlib.suppress(OSError):
            Path(f"{path}:Zone.Identifier").write_text(_FROM_OUTSIDE, encoding="ascii", newline="")


def _make_private(place: Path) -> None:
    """Make the folder for this user alone. Raises OSError where somebody else could put another in its place."""
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    if sys.platform == "win32":  # the user's own temporary folder is closed to others there
        return
    own, above = place.lstat(), place.parent.resolve()
    trusted = all(_is_kept(folder.stat()) for folder in (above, *above.parents))
    if stat.S_ISLNK(own.st_mode) or own.st_uid != os.getuid() or not trusted:
        raise PermissionError(str(place))
    if own.st_mode & _OTHERS:
        place.chmod(0o700)


def _is_kept(found: os.stat_result) -> bool:
    """Tell whether only this user and the system can rename what lies in a folder that is not their own."""
    if sys.platform == "win32":
        return True
    open_to_all = found.st_mode & stat.S_IWOTH and not found.st_mode & stat.S_ISVTX
    return found.st_uid in (os.getuid(), 0) and not open_to_all


@contextmanager
def _alone(place: Path) -> Iterator[None]:
    """Keep programs that make and wipe folders apart for a moment. Raises OSError when another is too slow."""
    with (place / _LOCK).open("a+b") as lock:
        give_up = time.monotonic() + _PATIENCE_S
        while not _try_lock(lock):
            if time.monotonic() > give_up:
                raise TimeoutError(str(place))
            time.sleep(_PAUSE_S)
        yield
