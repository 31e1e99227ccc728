"""What waits to be done, as badges in the sidebar: looked at when the desk opens and whenever it changes."""

from PySide6.QtCore import QObject

from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.window import Window
from asiakasrekisteri.usecases.privacy.reviewing import DueReview, review_due


class Reminders(QObject):
    """Sets the badge of the yearly review.

    Args:
        context: the desk.
        window: whose sidebar it is.
    """

    def __init__(self, context: Context, window: Window) -> None:
        super().__init__(window)
        self._context, self._window = context, window
        if context.gate.may(review_due):
            context.bus.watch(self, ("review", "register"), lambda _changes: self.look())
            self.look()

    def look(self) -> None:
        """Ask which registers wait for their review."""
        self._context.ask(self, lambda gate: gate.call(review_due), self._show)

    def _show(self, due: tuple[DueReview, ...]) -> None:
        self._window.sidebar.pages.set_badge("review", len(due), _("tarkistus on tekemättä"), alarm=True)
