"""Logs what stayed in sight: rows of a list or hits of a search that stood still for two seconds, once each."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject, QTimer

from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.usecases.lists import note_seen

SEEN_MILLISECONDS = 2_000
Rows = Iterable[tuple[str, int]]
"""Entity and id of each row in sight."""


class SeenLog(QObject):
    """One for each list.

    Args:
        parent: the widget that shows the rows.
        context: the desk.
        in_sight: gives what is in sight when the time is up.
    """

    def __init__(self, parent: QObject, context: Context, in_sight: Callable[[], Rows]) -> None:
        super().__init__(parent)
        self._context, self._in_sight = context, in_sight
        self._noted: set[tuple[str, int]] = set()
        self.timer = QTimer(self)
        self.timer.setSingleShot(True)
        self.timer.setInterval(SEEN_MILLISECONDS)
        self.timer.timeout.connect(self.note)
        context.purpose_changed.connect(lambda _words: self._noted.clear())

    def moved(self) -> None:
        """Count anew: something else came into sight."""
        self.timer.start()

    def stop(self) -> None:
        """Nothing is in sight any more."""
        self.timer.stop()

    def note(self) -> None:
        """Log what is in sight now and has not been logged for this purpose."""
        fresh = [row for row in self._in_sight() if row not in self._noted]
        self._noted.update(fresh)
        for entity in sorted({e for e, _id in fresh}):
            ids = [row_id for e, row_id in fresh if e == entity]
            self._context.ask(self, lambda gate, e=entity, i=ids: gate.call(note_seen, e, i), _done)  # type: ignore[misc]


def _done(_seen: object) -> None:
    """Nothing follows from having been logged."""
