"""Long work that goes on while the user does something else: told in the status bar, cancelled there."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal


class Job(QObject):
    """One piece of long work.

    Args:
        jobs: where it is told.
        cancel: stops it; what it has half done is undone.
    """

    def __init__(self, jobs: "Jobs", cancel: Callable[[], object]) -> None:
        super().__init__(jobs)
        self._jobs, self.cancel = jobs, cancel
        self.words = ""

    def tell(self, words: str) -> None:
        """Say how far the work is."""
        self.words = words
        self._jobs.tell()

    def end(self) -> None:
        """The work has ended, well or not. A second end is nothing."""
        self._jobs.drop(self)


class Jobs(QObject):
    """The long work of one desk. The one begun last stands in the status bar; the others wait behind it."""

    told = Signal(str, bool)
    """Words of the work in front ("" when there is none), and whether it can be cancelled."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._running: list[Job] = []

    def begin(self, words: str, cancel: Callable[[], object]) -> Job:
        """Tell of new work."""
        job = Job(self, cancel)
        self._running.append(job)
        job.tell(words)
        return job

    def tell(self) -> None:
        """Show how the work in front is going on."""
        self.told.emit(self._running[-1].words if self._running else "", bool(self._running))

    def drop(self, job: Job) -> None:
        """Take away work that has ended."""
        if job in self._running:
            self._running.remove(job)
            job.deleteLater()
            self.tell()

    def cancel_front(self) -> None:
        """Stop what stands in the status bar."""
        if self._running:
            self._stop(self._running[-1])

    def cancel_all(self) -> None:
        """Stop everything: the register is being locked."""
        for job in tuple(self._running):
            self._stop(job)

    def _stop(self, job: Job) -> None:
        job.cancel()
        job.end()
