"""A person for reading: head, identification at the left, roles and everything held at the right."""

from PySide6.QtWidgets import QFrame, QVBoxLayout

from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.screens.persons.facts import IdentityCard
from asiakasrekisteri.gui.screens.persons.head import PersonHead
from asiakasrekisteri.gui.screens.persons.holdings import holdings_card, roles_card
from asiakasrekisteri.gui.widgets.basics import Button, column, scrolled
from asiakasrekisteri.gui.widgets.two_columns import TwoColumns
from asiakasrekisteri.usecases.persons import PersonPage


class PersonReading(QFrame):
    """Everything held about one person.

    Args:
        context: the surroundings.
        page: the person.
        add_role: opens the form at its roles; None where the user may not.
    """

    def __init__(self, context: Context, page: PersonPage, add_role: Button | None) -> None:
        super().__init__()
        self.setProperty("area", "plain")
        self.identity = IdentityCard(context, page)
        left, right = column(self.identity, None), QFrame()
        right.setProperty("area", "plain")
        inner = QVBoxLayout(right)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(12)
        inner.addWidget(roles_card(context, page, *([add_role] if add_role is not None else [])))
        inner.addWidget(holdings_card(page))
        inner.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(PersonHead(page))
        self.area = scrolled(TwoColumns(left, right), _("Henkilön tiedot"))
        layout.addWidget(self.area, 1)

    def hide_values(self) -> None:
        """Hide everything that was revealed."""
        for masked in self.identity.masked:
            masked.hide_value()
