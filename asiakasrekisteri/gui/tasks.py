"""Work off the GUI thread: one way to start it, one way to hear of it.

Use cases run one at a time on the store's own thread (`run`), so that writers never meet; PDF pages, files and network
run on a pool of four (`aside`). The answer comes on the GUI thread and is dropped if its owner has been closed.
"""

import threading
import time
import weakref
from collections.abc import Callable
from concurrent.futures import Executor, ThreadPoolExecutor
from typing import Generic, Protocol, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from asiakasrekisteri.domain.errors import CancelledError
from asiakasrekisteri.domain.progress import Progress

R = TypeVar("R")
Failed = Callable[[Exception], None]
Step = Callable[[int, int, str], None]
_HEARD_EVERY = 0.1
_ASIDE_WORKERS = 4


class Task:
    """A handle with which running work can be cancelled."""

    def __init__(self) -> None:
        self.cancelled = threading.Event()

    def cancel(self) -> None:
        """Ask the work to stop at its next report; work that has not begun never begins."""
        self.cancelled.set()


class Runner(Protocol):
    """What screens are given; tests give them `AtOnce`."""

    def run(
        self,
        owner: QObject,
        work: Callable[[Progress], R],
        done: Callable[[R], object],
        *,
        failed: Failed,
        step: Step | None = None,
    ) -> Task:
        """Run a use case on the store's thread, then `done` or `failed` on the GUI thread while `owner` lives.

        Args:
            owner: the widget that wants the answer; once it is gone, nothing is delivered.
            work: called elsewhere with a Progress; must not touch widgets.
            done: given the result. Cancelled work delivers nothing, unless the cancel came too late.
            failed: given the exception.
            step: told of progress at most ten times a second: done, total, text.
        """

    def aside(
        self,
        owner: QObject,
        work: Callable[[Progress], R],
        done: Callable[[R], object],
        *,
        failed: Failed,
        step: Step | None = None,
    ) -> Task:
        """Run work that does not touch the store (PDF, files, network) beside other such work."""

    def soon(self, owner: QObject, act: Callable[[], object]) -> None:
        """Do something on the GUI thread at its next turn, while `owner` lives: a large view is put up in pieces."""


def in_turns(runner: Runner, owner: QObject, wanted: Callable[[], bool], *steps: Callable[[], object]) -> None:
    """Do the steps in order, each in a turn of its own, so that no turn of the event loop is long.

    The owner has its place in the window already: alone for a turn, it would be styled as a window, and then once more.

    Args:
        runner: gives the turns.
        owner: the widget that is put up; once it is gone, or no longer wanted, the rest is left undone.
        wanted: asked before each step; when it says no, the owner is deleted.
        steps: what is done.
    """

    def next_step(place: int) -> None:
        if not wanted():
            owner.deleteLater()
            return
        steps[place]()
        if place + 1 < len(steps):
            runner.soon(owner, lambda: next_step(place + 1))

    runner.soon(owner, lambda: next_step(0))


class _Listener:
    """Passes on at most ten steps a second and turns a cancel into an exception in the worker."""

    def __init__(self, task: Task, tell: Step) -> None:
        self._task = task
        self._tell = tell
        self._last = 0.0

    def report(self, done: int, total: int, text: str = "") -> None:
        if self._task.cancelled.is_set():
            raise CancelledError
        now = time.monotonic()
        if done >= total or now - self._last >= _HEARD_EVERY:
            self._last = now
            self._tell(done, total, text)


class _Job(Generic[R]):
    """One piece of work and whom to tell."""

    def __init__(
        self, work: Callable[[Progress], R], done: Callable[[R], object], failed: Failed, step: Step | None
    ) -> None:
        self._work, self._done, self._failed, self._step = work, done, failed, step

    def do(self, task: Task, post: Callable[[Callable[[], object]], object]) -> None:
        """Do the work in the calling thread; `post` brings each answer to the GUI thread."""

        def tell(done: int, total: int, text: str) -> None:
            if (step := self._step) is not None:
                post(lambda: step(done, total, text))

        if task.cancelled.is_set():
            return
        try:
            result = self._work(_Listener(task, tell))
        except CancelledError:
            return
        except Exception as e:  # noqa: BLE001 - handed to the screen, which shows it or reports a defect
            error = e
            post(lambda: self._failed(error))
        else:
            post(lambda: self._done(result))


class Tasks(QObject):
    """The real Runner: one thread for the store, four for the rest."""

    _posted = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = ThreadPoolExecutor(max_workers=1, thread_name_prefix="store")
        self._others = ThreadPoolExecutor(max_workers=_ASIDE_WORKERS, thread_name_prefix="aside")
        self._given: weakref.WeakSet[Task] = weakref.WeakSet()
        self._closed = False
        self._posted.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    @Slot(object)
    def _deliver(self, closure: Callable[[], None]) -> None:
        closure()

    def run(
        self,
        owner: QObject,
        work: Callable[[Progress], R],
        done: Callable[[R], object],
        *,
        failed: Failed,
        step: Step | None = None,
    ) -> Task:
        """See Runner."""
        return self._submit(self._store, owner, _Job(work, done, failed, step))

    def aside(
        self,
        owner: QObject,
        work: Callable[[Progress], R],
        done: Callable[[R], object],
        *,
        failed: Failed,
        step: Step | None = None,
    ) -> Task:
        """See Runner."""
        return self._submit(self._others, owner, _Job(work, done, failed, step))

    def soon(self, owner: QObject, act: Callable[[], object]) -> None:
        """See Runner."""
        QTimer.singleShot(0, owner, act)

    def _submit(self, pool: Executor, owner: QObject, job: _Job[R]) -> Task:
        task = Task()
        if self._closed:  # a screen that is on its way out asks once more: there is nobody left to answer
            task.cancel()
            return task
        self._given.add(task)

        def post(closure: Callable[[], object]) -> None:
            self._posted.emit(lambda: closure() if shiboken6.isValid(owner) else None)

        pool.submit(job.do, task, post)
        return task

    def close(self, last: Callable[[], object] | None = None) -> None:
        """Cancel everything, then do `last` on the store's thread and wait for it; used at exit."""
        self._closed = True
        for task in list(self._given):
            task.cancel()
        if last is not None:
            self._store.submit(last)
        self._store.shutdown(cancel_futures=last is None)
        self._others.shutdown(cancel_futures=True)


class AtOnce:
    """A Runner that does the work in the caller; for tests."""

    def run(
        self,
        owner: QObject,  # noqa: ARG002 - same shape as Tasks.run
        work: Callable[[Progress], R],
        done: Callable[[R], object],
        *,
        failed: Failed,
        step: Step | None = None,
    ) -> Task:
        """See Runner."""
        task = Task()
        _Job(work, done, failed, step).do(task, lambda closure: closure())
        return task

    aside = run

    def soon(self, owner: QObject, act: Callable[[], object]) -> None:  # noqa: ARG002
        """See Runner."""
        act()
