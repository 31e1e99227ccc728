"""A lock on an open file that the operating system drops when the process dies, however it dies.

POSIX `flock` belongs to the open file, so two users of one process exclude each other as two processes do. On Windows
one byte far beyond the end is locked, because a lock there keeps others from reading the bytes it covers.
"""

import os
import sys
from typing import BinaryIO

if sys.platform == "win32":
    import ctypes
    import msvcrt
    from ctypes import wintypes

    _FAIL_AT_ONCE = 1
    _EXCLUSIVE = 2

    class _Overlapped(ctypes.Structure):
        _fields_ = (
            ("internal", ctypes.c_size_t),
            ("internal_high", ctypes.c_size_t),
            ("offset", wintypes.DWORD),
            ("offset_high", wintypes.DWORD),
            ("event", wintypes.HANDLE),
        )

    def _far_byte() -> _Overlapped:
        return _Overlapped(0, 0, 0, 0x4000_0000, None)

    def try_lock(stream: BinaryIO, *, exclusive: bool) -> bool:
        """Take the lock if it is free now; tell whether it was."""
        handle = msvcrt.get_osfhandle(stream.fileno())
        flags = _FAIL_AT_ONCE | (_EXCLUSIVE if exclusive else 0)
        return bool(ctypes.windll.kernel32.LockFileEx(handle, flags, 0, 1, 0, ctypes.byref(_far_byte())))

    def unlock(stream: BinaryIO) -> None:
        """Give the lock back."""
        handle = msvcrt.get_osfhandle(stream.fileno())
        ctypes.windll.kernel32.UnlockFileEx(handle, 0, 1, 0, ctypes.byref(_far_byte()))

    def process_lives(pid: int) -> bool:
        """Tell whether a process of this machine still runs."""
        handle = ctypes.windll.kernel32.OpenProcess(0x1000, 0, pid)
        if handle:
            ctypes.windll.kernel32.CloseHandle(handle)
        return bool(handle)

else:
    import fcntl

    def try_lock(stream: BinaryIO, *, exclusive: bool) -> bool:
        """Take the lock if it is free now; tell whether it was."""
        kind = fcntl.LOCK_EX if exclusive else fcntl.LOCK_SH
        try:
            fcntl.flock(stream.fileno(), kind | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def unlock(stream: BinaryIO) -> None:
        """Give the lock back."""
        fcntl.flock(stream.fileno(), fcntl.LOCK_UN)

    def process_lives(pid: int) -> bool:
        """Tell whether a process of this machine still runs."""
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return False
        except PermissionError:
            return True
        return True
