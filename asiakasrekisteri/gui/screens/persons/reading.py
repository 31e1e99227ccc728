"""A person for reading: head, identification at the left, roles and everything held at the right."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QSizePolicy, QVBoxLayout, QWidget

from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.screens.persons.facts import IdentityCard
from asiakasrekisteri.gui.screens.persons.head import PersonHead
from asiakasrekisteri.gui.screens.persons.holdings import holdings_card, roles_card
from asiakasrekisteri.gui.theme.theme import px
from asiakasrekisteri.gui.widgets.basics import Button, column, scrolled
from asiakasrekisteri.usecases.persons import PersonPage

NARROW = 840
"""Under this many pixels (at text size 100 %) the columns stand under one another."""


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
        place = QFrame()
        place.setProperty("area", "plain")
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight, place)
        self._columns.setContentsMargins(20, 16, 16, 16)
        self._columns.setSpacing(12)
        for part, share in ((left, 34), (right, 66)):
            _shares(part)
            self._columns.addWidget(part, share)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(PersonHead(page))
        self.area = scrolled(place, _("Henkilön tiedot"))
        layout.addWidget(self.area, 1)

    def hide_values(self) -> None:
        """Hide everything that was revealed."""
        for masked in self.identity.masked:
            masked.hide_value()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = event.size().width() < px(NARROW)
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._columns.setDirection(way)


def _shares(part: QWidget) -> None:
    part.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
