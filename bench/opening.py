"""python -m bench.opening bare|login|main|stalls FOLDER: open a window, say what was measured, and end.

A process of its own, because a start can be measured only once in each.
"""

import os
import sys
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QVBoxLayout

from bench.telling import SIZE, ended, resident_megabytes


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
