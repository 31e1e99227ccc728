"""The pages of outages, as the window is told of them."""

from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.texts import N_
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.navigation import PageSpec
from asiakasrekisteri.gui.screens.outages.listing import NOTICE_PAGE, OUTAGES_PAGE, OutagesScreen
from asiakasrekisteri.gui.screens.outages.page import NoticeScreen


def outage_pages(context: Context) -> list[PageSpec]:
    """Return the list of outages and the page of one notice."""
    return [
        PageSpec(
            key=OUTAGES_PAGE,
            title=N_("Häiriöt"),
            icon="megaphone",
            permission=Permission.OUTAGE_READ,
            factory=lambda: OutagesScreen(context),
            group=N_("Viestintä"),
        ),
        PageSpec(
            key=NOTICE_PAGE,
            title=N_("Häiriötiedote"),
            icon="megaphone",
            permission=Permission.OUTAGE_READ,
            factory=lambda: NoticeScreen(context),
            place="hidden",
            under=OUTAGES_PAGE,
        ),
    ]
