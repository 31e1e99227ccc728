"""Locks the register when nobody has touched keyboard or mouse for a while; warns a minute before."""

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QWindow
from PySide6.QtWidgets import QApplication

DEFAULT_SECONDS = 600
WARNING_SECONDS = 60
_TOUCHES = {
    QEvent.Type.KeyPress,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseMove,
    QEvent.Type.Wheel,
    QEvent.Type.TouchBegin,
}


class IdleLock(QObject):
    """Counts the seconds since the last touch.

    Args:
        app: whose events are watched.
        seconds: after how long it locks.
        clock: seconds that only grow; given by tests.
    """

    remaining = Signal(int)
    """Seconds left, once a second."""
    warned = Signal(int)
    """A minute (or less) is left."""
    touched = Signal()
    """Somebody is here again after the warning."""
    expired = Signal()
    """Time is up: blank first, then lock."""

    def __init__(
        self, app: QApplication, seconds: int = DEFAULT_SECONDS, clock: Callable[[], float] = time.monotonic
    ) -> None:
        super().__init__(app)
        self._app, self._seconds, self._clock = app, seconds, clock
        self._last = clock()
        self._warning = False
        self._timer = QTimer(self)
        self._timer.setInterval(1000)
        self._timer.timeout.connect(self.tick)

    def start(self) -> None:
        """Begin counting: the register has been opened."""
        self.stop()
        self._last = self._clock()
        self._warning = False
        for window in self._app.topLevelWindows():
            self._watch(window)
        self._app.focusWindowChanged.connect(self._watch)
        self._timer.start()
        self.remaining.emit(self._seconds)

    def stop(self) -> None:
        """Stop counting: the register is locked."""
        if self._timer.isActive():
            self._app.focusWindowChanged.disconnect(self._watch)
        self._timer.stop()
        for window in self._app.topLevelWindows():
            window.removeEventFilter(self)

    def _watch(self, window: QWindow | None) -> None:
        """Watch what the system sends to a window: a filter of all events of the program would slow every one down."""
        if window is not None:
            window.removeEventFilter(self)
            window.installEventFilter(self)

    def tick(self) -> None:
        """Look at the clock. Time that passed while the computer slept counts."""
        left = self._seconds - (self._clock() - self._last)
        if left <= 0:
            self.stop()
            self.expired.emit()
            return
        self.remaining.emit(round(left))
        if left <= WARNING_SECONDS and self._seconds > WARNING_SECONDS and not self._warning:
            self._warning = True
            self.warned.emit(round(left))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice every touch, swallow none."""
        if event.type() in _TOUCHES and event.spontaneous():
            self.touch()
        return super().eventFilter(watched, event)

    def touch(self) -> None:
        """Note that somebody is here."""
        self._last = self._clock()
        if self._warning:
            self._warning = False
            self.touched.emit()
