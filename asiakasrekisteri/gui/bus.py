"""What changed: the one signal by which screens hear of writes, their own or another window's."""

from collections.abc import Callable, Iterable

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal

Changes = frozenset[tuple[str, int]]
"""Kind and id of every row that a use case wrote, e.g. {("customer", 17)}; id 0 means many of that kind."""


class Bus(QObject):
    """Carries changes from the gate to the screens; `publish` may be called from any thread."""

    changed = Signal(object)
    _arrived = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._arrived.connect(self.changed, Qt.ConnectionType.QueuedConnection)

    def publish(self, changes: Changes) -> None:
        """Tell all screens, on the GUI thread, what has changed."""
        if changes:
            self._arrived.emit(changes)

    def watch(self, owner: QObject, kinds: Iterable[str], heard: Callable[[Changes], None]) -> None:
        """Call `heard` with the changes of the given kinds as long as `owner` lives."""
        wanted = frozenset(kinds)

        def filtered(changes: Changes) -> None:
            mine = frozenset(c for c in changes if c[0] in wanted)
            if mine and shiboken6.isValid(owner):
                heard(mine)

        connection = self.changed.connect(filtered)
        owner.destroyed.connect(lambda: self.changed.disconnect(connection) if shiboken6.isValid(self) else None)
