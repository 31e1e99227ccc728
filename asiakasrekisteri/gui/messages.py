"""The one place through which the program speaks to the user: notes that can be undone, problems, defects.

A result of the user's own act is a note at the foot of the view with *Kumoa*; a failure is a banner that stays; a
defect is one dialog that names a place in the program and nothing else. Screens hold no message boxes.
"""

import sys
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Protocol

from PySide6.QtCore import QObject, Qt, Signal

from asiakasrekisteri.domain.errors import AppError, CancelledError, InvalidInputError
from asiakasrekisteri.domain.texts import _

Act = Callable[[], None]


@dataclass(frozen=True, slots=True)
class Notice:
    """Words for a banner.

    Attributes:
        tone: info, ok, warn or err.
        title: what happened and what to do.
        text: more, or "".
        code: AR-nnnn that the user can quote, or "".
        action: (words of the button, what it does), or None.
    """

    tone: str
    title: str
    text: str = ""
    code: str = ""
    action: tuple[str, Act] | None = None


class Board(Protocol):
    """Where messages are shown: the window, or a dialog while it is open."""

    def show_notice(self, notice: Notice) -> None:
        """Show a banner that stays until it is closed."""

    def withdraw_notice(self, notice: Notice) -> None:
        """Take the banner of a notice away: what it told of has been dealt with."""

    def show_undo(self, text: str, undo: Act | None) -> None:
        """Show what was done, for ten seconds, with a way to undo it."""

    def show_defect(self, report: str) -> None:
        """Show that the program has a defect; `report` names the place and no data."""


class Messages(QObject):
    """Takes messages from anywhere and hands them to the board in front."""

    _defect_found = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._boards: list[Board] = []
        self._refusals: list[Notice] = []
        self._defect_found.connect(self._show_defect, Qt.ConnectionType.QueuedConnection)

    def attach(self, board: Board) -> None:
        """Show messages on this board from now on."""
        self._boards.append(board)

    def detach(self, board: Board) -> None:
        """Go back to the board before."""
        if board in self._boards:
            self._boards.remove(board)

    def notice(self, notice: Notice) -> None:
        """Show a banner."""
        if self._boards:
            self._boards[-1].show_notice(notice)

    def withdraw(self, notice: Notice) -> None:
        """Take a banner away: what it told of has been dealt with."""
        for board in self._boards:
            board.withdraw_notice(notice)

    def done(self, text: str, undo: Act | None = None) -> None:
        """Tell the result of the user's own act and offer to undo it; a refusal before it has been dealt with."""
        for notice in self._refusals:
            self.withdraw(notice)
        self._refusals.clear()
        if self._boards:
            self._boards[-1].show_undo(text, undo)

    def failed(self, error: Exception) -> None:
        """Tell of a failure: a `Failed` callback for any task. An unknown error is a defect."""
        if isinstance(error, CancelledError):
            return
        if isinstance(error, AppError):
            told = Notice("err", str(error), code=error.code)
            if isinstance(error, InvalidInputError):
                self._refusals.append(told)
            self.notice(told)
        else:
            self.defect(error)

    def defect(self, error: BaseException) -> None:
        """Tell of a defect of the program; may be called from any thread."""
        self._defect_found.emit(describe_defect(error))

    def _show_defect(self, report: str) -> None:
        if self._boards:
            self._boards[-1].show_defect(report)
        else:
            sys.stderr.write(f"{report}\n")

    def install_excepthook(self) -> None:
        """Bring every exception that nobody caught to the defect dialog."""

        def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
            if issubclass(kind, KeyboardInterrupt):
                sys.__excepthook__(kind, error, trace)
            else:
                self.defect(error)

        sys.excepthook = hook


def describe_defect(error: BaseException) -> str:
    """Return where the program failed: kinds of error, modules and lines; no message, which might be personal."""
    lines = []
    cause: BaseException | None = error
    while cause is not None:
        lines.append(type(cause).__name__)
        lines += [
            f"  {Path(frame.filename).stem}.{frame.name}:{frame.lineno}"
            for frame in traceback.extract_tb(cause.__traceback__)
        ]
        cause = cause.__cause__
    return "\n".join(lines)


def error_words(error: AppError) -> str:
    """Return an error's sentence with its code, for a place that has room for one line only."""
    return _("{message} ({code})").format(message=error, code=error.code)
