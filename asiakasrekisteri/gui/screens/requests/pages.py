"""The pages of requests, as the window is told of them."""

from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.texts import N_
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.navigation import PageSpec
from asiakasrekisteri.gui.screens.requests.listing import RequestsPage
from asiakasrekisteri.gui.screens.requests.page import RequestPage
from asiakasrekisteri.gui.screens.requests.receive import ReceiveRequest


def request_pages(context: Context) -> list[PageSpec]:
    """Return the list, the page of one request and the form of a new one."""
    return [
        PageSpec(
            key="requests",
            title=N_("Pyynnöt"),
            icon="inbox",
            permission=Permission.REQUEST_READ,
            factory=lambda: RequestsPage(context),
            shortcut="7",
            group=N_("Tietosuoja"),
        ),
        PageSpec(
            key="request",
            title=N_("Pyyntö"),
            icon="inbox",
            permission=Permission.REQUEST_READ,
            factory=lambda: RequestPage(context),
            place="hidden",
            under="requests",
        ),
        PageSpec(
            key="newrequest",
            title=N_("Uusi pyyntö"),
            icon="inbox",
            permission=Permission.REQUEST_WRITE,
            factory=lambda: ReceiveRequest(context),
            place="hidden",
            under="requests",
        ),
    ]
