"""Messages going out while the user does something else: told in the status bar, each answer written down at once."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Qt, Signal, Slot

from asiakasrekisteri.domain.mailing import Delivery, OutgoingMail
from asiakasrekisteri.domain.progress import Progress
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.tasks import Task
from asiakasrekisteri.usecases.gate import Gate
from asiakasrekisteri.usecases.mailing.sending import send
from asiakasrekisteri.usecases.mailing.server import Dispatch

Note = Callable[[Gate, Sequence[Delivery]], object]
"""Writes answers down; called on the store's thread."""


class Posting(QObject):
    """One sending. It lives on the desk, so that the page may be left meanwhile.

    Args:
        context: the desk.
        note: writes answers down.
    """

    told = Signal(int, int)
    """How many have had their turn, and of how many."""
    ended = Signal(object)
    """All answers have been written down: those of this sending."""
    failed = Signal(object)
    """The server could not be reached or not be trusted: nothing was sent."""
    _heard = Signal(object)

    def __init__(self, context: Context, note: Note) -> None:
        super().__init__(context)
        self._context, self._note = context, note
        self._task: Task | None = None
        self._heard.connect(self._write, Qt.ConnectionType.QueuedConnection)
        self._job = context.jobs.begin(_("Lähetetään viestejä…"), self.stop)

    def begin(self, dispatch: Dispatch, mails: Sequence[OutgoingMail]) -> None:
        """Send; each answer is written down as it comes, so that nothing goes twice after a crash."""

        def work(progress: Progress) -> Sequence[Delivery]:
            return send(dispatch, mails, self._heard.emit, progress)

        self._task = self._context.runner.aside(self, work, self._done, failed=self._stopped, step=self._step)

    def stop(self) -> None:
        """Send no more messages; the one that is going is waited for."""
        if self._task is not None:
            self._task.cancel()

    def _step(self, done: int, total: int, _text: str) -> None:
        self._job.tell(_("Lähetetään viestejä… {done} / {total}").format(done=done, total=total))
        self.told.emit(done, total)

    @Slot(object)
    def _write(self, answer: Delivery) -> None:
        self._context.ask(self, lambda gate: self._note(gate, [answer]), lambda _none: None)

    def _done(self, answers: Sequence[Delivery]) -> None:
        def end(_none: object) -> None:
            self._job.end()
            self.ended.emit(answers)
            self.deleteLater()

        self._context.ask(self, lambda gate: self._note(gate, answers), end)  # after the single ones, once more in all

    def _stopped(self, error: Exception) -> None:
        self._job.end()
        self.failed.emit(error)
        self.deleteLater()
