"""What every page is given: the gate behind a runner, messages, changes, preferences, and the way to other pages.

Addresses of pages: "customers", "customer/17", "customer/17/edit", "customer/new", "persons", "person/17".
"""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.gui.bus import Bus
from asiakasrekisteri.gui.jobs import Jobs
from asiakasrekisteri.gui.messages import Messages
from asiakasrekisteri.gui.preferences import Preferences
from asiakasrekisteri.gui.tasks import Failed, Runner, Step, Task
from asiakasrekisteri.gui.today import finnish_day
from asiakasrekisteri.usecases.gate import Gate

R = TypeVar("R")
Ask = Callable[[Gate], R]


@dataclass(frozen=True, slots=True)
class Chosen:
    """Rows of a list that go somewhere together: their noun, the name of the list, their ids in its order."""

    noun: str
    title: str
    ids: Sequence[int]


class Context(QObject):
    """The surroundings of the pages of one desk (one user signed in).

    Args:
        gate: the door to the data.
        runner: where use cases run.
        messages: where failures and undoable acts are told.
        bus: tells what has changed.
        preferences: column widths, splitters, theme.
        today: the Finnish day.
    """

    went = Signal(str)
    """A page asks for another address."""
    returned = Signal()
    """A page asks to go where the user came from."""
    counted = Signal(str)
    """Words for the status bar: what the view counts."""
    noted = Signal(str, int)
    """A page asks to write down a call, a visit or a letter of this customer or person ("customer", 17)."""
    noting = Signal(bool)
    """The panel in which it is written down has been shown or hidden: beside it nothing else begins one."""
    file_opened = Signal(int)
    """A page asks to open this attachment in the system's own program."""
    file_saved = Signal(int, str)
    """A page asks to save this attachment under this path."""
    titled = Signal()
    """The name of the record in front has become known or has changed."""
    purpose_changed = Signal(str)

    def __init__(
        self,
        gate: Gate,
        runner: Runner,
        messages: Messages,
        bus: Bus,
        preferences: Preferences,
        today: Callable[[], dt.date] = finnish_day,
    ) -> None:
        super().__init__()
        self.gate, self.runner, self.messages, self.bus = gate, runner, messages, bus
        self.preferences, self.today = preferences, today
        self.jobs = Jobs(self)
        self.is_noting = False
        self.chosen: Chosen | None = None
        self._paused = False

    def ask(
        self,
        owner: QObject,
        work: Ask[R],
        done: Callable[[R], object],
        *,
        failed: Failed | None = None,
        step: Step | None = None,
    ) -> Task:
        """Call use cases on the store's thread, then `done` on the GUI thread while `owner` lives.

        Args:
            owner: the widget that wants the answer.
            work: given the gate; calls a use case.
            done: given the result.
            failed: given the exception; by default it is told in a banner.
            step: told of progress.

        Returns:
            a handle for cancelling; while the register is locked nothing is asked at all.
        """
        if self._paused:
            return Task()
        gate = self.gate
        return self.runner.run(
            owner,
            lambda progress: work(gate.during(progress)),
            done,
            failed=failed or self.messages.failed,
            step=step,
        )

    def pause(self) -> None:
        """Ask nothing more: the register is being locked."""
        self._paused = True

    def resume(self, gate: Gate) -> None:
        """Go on with a new gate of the same user, for the same purpose."""
        self.gate = gate.for_purpose(self.gate.purpose)
        self._paused = False

    def may(self, permission: Permission) -> bool:
        """Tell whether the user holds a permission; the check that counts is in the gate."""
        return self.gate.actor.may(permission)

    def go(self, address: str) -> None:
        """Open another page."""
        self.went.emit(address)

    def back(self) -> None:
        """Go where the user came from."""
        self.returned.emit()

    def set_noting(self, shown: bool) -> None:
        """Tell whether the panel of notes is shown."""
        self.is_noting = shown
        self.noting.emit(shown)

    def set_purpose(self, words: str) -> None:
        """State why data is viewed from now on; kept in the log with each view."""
        self.gate = self.gate.for_purpose(words)
        self.purpose_changed.emit(words)
