"""The page of everything that is sold: a list in each tab."""

from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.screens.services.lists import LISTS
from asiakasrekisteri.gui.tabbedlists import TabbedLists


class ServicesPage(TabbedLists):
    """The page "services", "services/verkkotunnukset" (a tab).

    Args:
        context: the desk.
    """

    def __init__(self, context: Context) -> None:
        super().__init__(context, _("Palvelut"), LISTS)
