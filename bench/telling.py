"""What a measured process says to the one that measures it, and the size of window both open."""

import os
import sys
from pathlib import Path

SIZE = (1360, 820)


def said(text: str) -> None:
    """Tell the measuring process."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def ended(text: str) -> None:
    """Tell the measuring process and end at once: how the program ends is not measured."""
    said(text)
    os._exit(0)


def resident_megabytes() -> float:
    """Return how much memory this process holds now; where the system does not say, nothing."""
    pages = Path("/proc/self/statm")
    return int(pages.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6 if pages.exists() else float("nan")
