"""python -m bench.opening bare|login|main|stalls FOLDER: open a window, say what was measured, and end.

A process of its own, because a start can be measured only once in each.
"""

import os
import sys
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QVBoxLayout

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


def _paint(frame: QFrame, event: QPaintEvent) -> None:
    QFrame.paintEvent(frame, event)
    QTimer.singleShot(0, lambda: ended(f"{resident_megabytes():.1f}"))


def bare() -> None:
    """Open the plainest window there is: one line of text."""
    qt = QApplication([])
    window = type("Window", (QFrame,), {"paintEvent": _paint})()
    window.resize(*SIZE)
    QVBoxLayout(window).addWidget(QLabel("Asiakasrekisteri"))
    window.show()
    qt.exec()


def login(folder: Path) -> None:
    """Open the program on a folder as its user does."""
    from asiakasrekisteri.bootstrap import open_window  # noqa: PLC0415 - a bare window loads no program
    from asiakasrekisteri.gui.screens.login import LoginScreen  # noqa: PLC0415 - as above

    LoginScreen.paintEvent = _paint  # type: ignore[method-assign]
    open_window(folder)


def main() -> None:
    """Open what the command names."""
    what, folder = sys.argv[1], Path(sys.argv[2])
    if what == "bare":
        bare()
    elif what == "login":
        login(folder)
    else:
        from bench.using import Used  # noqa: PLC0415 - as above

        used = Used(folder)
        used.stalls() if what == "stalls" else ended(f"{resident_megabytes():.1f}")
        os._exit(0)


if __name__ == "__main__":
    main()
