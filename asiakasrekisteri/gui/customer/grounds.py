"""Why a customer's data are kept, on what basis and until when."""

from collections.abc import Sequence

from PySide6.QtWidgets import QFrame, QVBoxLayout

from asiakasrekisteri.domain.formats import iso_day
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.customer.facts import capital
from asiakasrekisteri.gui.widgets.basics import clear
from asiakasrekisteri.gui.widgets.card import Card
from asiakasrekisteri.gui.widgets.facts import Fact, Facts
from asiakasrekisteri.usecases.privacy.basis import Ground, customer_grounds


def ground_facts(grounds: Sequence[Ground], *, whole: bool = True) -> tuple[Fact, ...]:
    """Return the grounds in lines; without `whole` that of the customership only."""
    facts = []
    for ground in grounds if whole else grounds[:1]:
        until = iso_day(ground.keep_until)
        kept = _("{day} asti. {why}").format(day=until, why=ground.keep_reason) if until else ground.keep_reason
        title = _("Peruste: {what}").format(what=ground.title.lower()) if whole else _("Peruste")
        facts.append(Fact(label=title, value=capital(ground.basis)))
        facts.append(Fact(label=_("Säilytys"), value=kept))
    return tuple(facts)


class GroundsCard(QFrame):
    """The card of grounds on the tab of data protection.

    Args:
        context: the desk.
    """

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setProperty("area", "plain")
        self._context, self._customer = context, 0
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)

    def show_owner(self, entity: str, row_id: int) -> None:  # noqa: ARG002 - asked of customers only
        """Show why the data of a customer are kept."""
        self._customer = row_id

        def come(grounds: Sequence[Ground]) -> None:
            if row_id == self._customer:
                self._show(grounds)

        self._context.ask(self, lambda gate: gate.call(customer_grounds, row_id), come)

    def _show(self, grounds: Sequence[Ground]) -> None:
        clear(self._layout)
        if facts := ground_facts(grounds):
            self._layout.addWidget(Card(_("Peruste ja säilytys"), Facts(facts, self._context.today())))
