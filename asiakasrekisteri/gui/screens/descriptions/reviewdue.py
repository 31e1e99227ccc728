"""The reminder over a description whose register waits for its yearly review."""

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from asiakasrekisteri.domain.formats import day
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.widgets.basics import Button, clear
from asiakasrekisteri.gui.widgets.notices import Banner
from asiakasrekisteri.usecases.privacy.reviewing import DueReview, review_due


class ReviewDue(QFrame):
    """A banner while the review of the register in front is due; nothing otherwise.

    Args:
        context: the desk.
    """

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setProperty("area", "plain")
        self._context = context
        self._register: int | None = None
        self._place = QVBoxLayout(self)
        self._place.setContentsMargins(20, 12, 16, 0)
        self.hide()
        context.bus.watch(self, ("review",), lambda _changes: self.look(self._register))

    def look(self, register_id: int | None) -> None:
        """Ask whether the review of a register is due."""
        self._register = register_id
        self._context.ask(self, lambda gate: gate.call(review_due), self._show)

    def _show(self, due: tuple[DueReview, ...]) -> None:
        clear(self._place)
        mine = next((one for one in due if one.register_id == self._register), None)
        if mine is not None:
            self._place.addWidget(self._banner(mine))
        self.setVisible(mine is not None)

    def _banner(self, due: DueReview) -> Banner:
        title = _("Rekisteriä ei ole vielä tarkistettu.")
        if due.last_on is not None:
            title = _("Vuosikatsaus on myöhässä: se oli tehtävä viimeistään {day}.").format(day=day(due.due_on))
        acts: tuple[QWidget, ...] = ()
        if self._context.may(Permission.DESCRIPTION_WRITE):
            address = f"review/{due.register_id}"
            acts = (Button(_("Tee vuosikatsaus"), size="s", pressed=lambda: self._context.go(address)),)
        return Banner("warn", title, _("Tarkistus tehdään vuosittain."), acts)
