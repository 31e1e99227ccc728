"""A person for reading: identification and her other records at the left, roles and everything held at the right."""

from PySide6.QtWidgets import QFrame, QVBoxLayout

from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.screens.persons.facts import IdentityCard
from asiakasrekisteri.gui.screens.persons.holdings import Open, holdings_card, roles_card
from asiakasrekisteri.gui.screens.persons.same import linked_card, suggestions_card
from asiakasrekisteri.gui.widgets.basics import Button, column, scrolled
from asiakasrekisteri.gui.widgets.two_columns import TwoColumns
from asiakasrekisteri.usecases.persons import PersonPage

_NARROW = 960
"""With less room than this the roles do not fit beside the facts."""


class PersonReading(QFrame):
    """The first tab of a person.

    Args:
        context: the surroundings.
        page: the person.
        show_held: opens the single items of what is held.
        add_role: opens the form at its roles; None where the user may not.
    """

    def __init__(self, context: Context, page: PersonPage, show_held: Open, add_role: Button | None) -> None:
        super().__init__()
        self.setProperty("area", "plain")
        self.identity = IdentityCard(context, page)
        same = [card for card in (linked_card(context, page), suggestions_card(context, page)) if card is not None]
        left = column(self.identity, *same, None, gap=12)
        roles = roles_card(context, page, *([add_role] if add_role is not None else []))
        right = column(roles, holdings_card(page, show_held), None, gap=12)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self.area = scrolled(TwoColumns(left, right, narrow=_NARROW), _("Henkilön tiedot"))
        layout.addWidget(self.area, 1)

    def hide_values(self) -> None:
        """Hide everything that was revealed."""
        for masked in self.identity.masked:
            masked.hide_value()
