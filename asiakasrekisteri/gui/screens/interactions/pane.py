"""The card beside the list of interactions."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.interactions.view import InteractionCards, cards_column
from asiakasrekisteri.gui.listpane.pane import RestingPane
from asiakasrekisteri.gui.widgets.basics import icon_button, scrolled
from asiakasrekisteri.gui.widgets.card import Card
from asiakasrekisteri.gui.widgets.states import Skeleton
from asiakasrekisteri.usecases.gate import Gate
from asiakasrekisteri.usecases.interactions.card import InteractionCard, open_interaction


class InteractionPane(RestingPane):
    """The right pane of the list.

    Args:
        context: the desk.
    """

    def __init__(self, context: Context) -> None:
        nothing = _("Valitse yhteydenotto luettelosta, niin sen sisältö näkyy tässä.")
        super().__init__(context, _("Yhteydenotto"), nothing)

    def fetch(self, gate: Gate, row_id: int) -> InteractionCard:
        """See RestingPane."""
        return gate.call(open_interaction, row_id)

    def skeleton(self) -> Sequence[QWidget]:
        """See RestingPane."""
        return Card(_("Osapuolet"), Skeleton(3)), Card(_("Muistiinpanot"), Skeleton(5))

    def view(self, found: InteractionCard) -> QWidget:
        """See RestingPane."""
        address = f"interaction/{found.record.id}"
        whole = icon_button("maximize-2", _("Avaa sivuna (Enter)"), lambda: self._context.go(address))
        whole.setProperty("k", "plain")
        cards = InteractionCards(self._context, found)
        people, facts = cards.side()
        made = cards_column(cards.head(whole), people, *cards.main(), facts)
        made.setContentsMargins(20, 16, 16, 16)
        return scrolled(made, _("Yhteydenotto"))
