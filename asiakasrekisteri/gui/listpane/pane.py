"""The card beside a list: opened when the user has rested on a row for a moment."""

from abc import abstractmethod
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout, QWidget

from asiakasrekisteri.domain.errors import NotFoundError
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.widgets.basics import column, label
from asiakasrekisteri.gui.widgets.stacks import put
from asiakasrekisteri.gui.widgets.states import SKELETON_AFTER
from asiakasrekisteri.usecases.gate import Gate

REST_MILLISECONDS = 250


class RestingPane(QFrame):
    """The right pane of a list. Each noun says what it fetches and how it looks.

    Args:
        context: the desk.
        name: what screen readers call it.
        nothing: what is said while no row is chosen.
    """

    shown = Signal(int)
    """The card of this row is in sight."""

    def __init__(self, context: Context, name: str, nothing: str) -> None:
        super().__init__()
        self.setProperty("area", "root")
        self.setAccessibleName(name)
        self._context, self._nothing = context, nothing
        self._id = self._turn = 0
        self._stack = QStackedWidget()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._stack)
        self._rest = self._timer(REST_MILLISECONDS, self._fetch)
        self._slow = self._timer(SKELETON_AFTER, self._show_skeleton)
        self.show_nothing()

    @abstractmethod
    def fetch(self, gate: Gate, row_id: int) -> Any:
        """Fetch what the card shows; on the store's thread."""

    @abstractmethod
    def view(self, found: Any) -> QWidget:
        """Return the card."""

    @abstractmethod
    def skeleton(self) -> Sequence[QWidget]:
        """Return what stands in the card's place while it is slow to come."""

    def rest_on(self, row_id: int) -> None:
        """Open a row if the user stays on it."""
        self._id = row_id
        self._turn += 1
        self._rest.start()

    def reload(self) -> None:
        """Fetch the card anew."""
        if self._id:
            self._fetch()

    def show_nothing(self) -> None:
        """Show that no row is chosen."""
        self._id = 0
        self._turn += 1
        self._rest.stop()
        words = label(self._nothing, "muted", wrap=True)
        words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        put(self._stack, column(None, words, None, margins=(32, 0, 32, 0)))

    def _timer(self, milliseconds: int, act: Callable[[], object]) -> QTimer:
        made = QTimer(self)
        made.setSingleShot(True)
        made.setInterval(milliseconds)
        made.timeout.connect(act)
        return made

    def _fetch(self) -> None:
        turn, row_id = self._turn, self._id
        self._slow.start()

        def come(found: Any) -> None:
            if turn == self._turn:
                self._slow.stop()
                put(self._stack, self.view(found))
                self.shown.emit(row_id)

        def failed(error: Exception) -> None:
            self._slow.stop()
            if isinstance(error, NotFoundError):
                self.show_nothing()
            else:
                self._context.messages.failed(error)

        self._context.ask(self, lambda gate: self.fetch(gate, row_id), come, failed=failed)

    def _show_skeleton(self) -> None:
        put(self._stack, column(*self.skeleton(), None, gap=12, margins=(20, 20, 16, 16)))
