"""Counts down the pause after wrong passwords."""

import math
import time
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer


class Countdown(QObject):
    """Tells the seconds left once a second, the last time 0.

    Args:
        parent: owner.
        told: given the seconds left.
        clock: seconds that only grow; given by tests.
    """

    def __init__(
        self, parent: QObject, told: Callable[[int], None], clock: Callable[[], float] = time.monotonic
    ) -> None:
        super().__init__(parent)
        self._told, self._clock = told, clock
        self._end = 0.0
        self._timer = QTimer(self)
        self._timer.setInterval(1000)
        self._timer.timeout.connect(self.tick)

    def start(self, seconds: int) -> None:
        """Begin."""
        self._end = self._clock() + seconds
        self._timer.start()
        self.tick()

    def running(self) -> bool:
        """Tell whether there is still time to wait."""
        return self._timer.isActive()

    def tick(self) -> None:
        """Look at the clock."""
        left = max(0, math.ceil(self._end - self._clock()))
        if left == 0:
            self._timer.stop()
        self._told(left)
