"""The pages of interactions, as the window is told of them."""

from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.texts import N_
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.navigation import PageSpec
from asiakasrekisteri.gui.screens.interactions.listing import InteractionsPage
from asiakasrekisteri.gui.screens.interactions.page import InteractionPage


def interaction_pages(context: Context) -> list[PageSpec]:
    """Return the list and the page of one interaction."""
    return [
        PageSpec(
            key="interactions",
            title=N_("Yhteydenotot"),
            icon="phone",
            permission=Permission.INTERACTION_READ,
            factory=lambda: InteractionsPage(context),
            shortcut="6",
        ),
        PageSpec(
            key="interaction",
            title=N_("Yhteydenotto"),
            icon="phone",
            permission=Permission.INTERACTION_READ,
            factory=lambda: InteractionPage(context),
            place="hidden",
            under="interactions",
        ),
    ]
