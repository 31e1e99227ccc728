"""The reminder over a description whose register waits for its yearly review."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from asiakasrekisteri.domain.formats import day
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.widgets.basics import Button
from asiakasrekisteri.gui.widgets.notices import Banner
from asiakasrekisteri.usecases.privacy.reviewing import DueReview, review_due


class ReviewDue(QObject):
    """Knows whether the review of the register in front is due.

    Args:
        context: the desk.
        parent: the page.
    """

    changed = Signal()
    """It has become due, or has been made."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._register: int | None = None
        self._due: DueReview | None = None
        context.bus.watch(self, ("review",), lambda _changes: self.look(self._register))

    def look(self, register_id: int | None) -> None:
        """Ask whether the review of a register is due."""
        self._register = register_id
        self._context.ask(self, lambda gate: gate.call(review_due), self._come)

    def _come(self, due: tuple[DueReview, ...]) -> None:
        before = self._due
        self._due = next((one for one in due if one.register_id == self._register), None)
        if self._due != before:
            self.changed.emit()

    def is_due(self) -> bool:
        """Tell whether there is anything to remind of."""
        return self._due is not None

    def banner(self) -> Banner:
        """Return the reminder."""
        due = self._due
        assert due is not None
        title = _("Rekisteriä ei ole vielä tarkistettu.")
        if due.last_on is not None:
            title = _("Vuosikatsaus on myöhässä: se oli tehtävä viimeistään {day}.").format(day=day(due.due_on))
        acts: tuple[QWidget, ...] = ()
        if self._context.may(Permission.DESCRIPTION_WRITE):
            address = f"review/{due.register_id}"
            acts = (Button(_("Tee vuosikatsaus"), size="s", pressed=lambda: self._context.go(address)),)
        return Banner("warn", title, _("Tarkistus tehdään vuosittain."), acts)
