"""The page of disclosures: what was given to whom, the recipients and their contracts, transfers, requests."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.texts import _, ngettext
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.registerlist import RegisterList
from asiakasrekisteri.gui.screens.disclosures.lists import LISTS
from asiakasrekisteri.gui.tabbedlists import TabbedLists
from asiakasrekisteri.gui.widgets.basics import Button
from asiakasrekisteri.usecases.privacy.receiving import take_recipients

DISCLOSURES_PAGE = "disclosures"


class DisclosuresPage(TabbedLists):
    """The page "disclosures", "disclosures/vastaanottajat" (a tab).

    Args:
        context: the desk.
    """

    def __init__(self, context: Context) -> None:
        super().__init__(context, _("Luovutukset"), LISTS)

    def acts(self, shown: RegisterList) -> Sequence[QWidget]:
        """See TabbedLists."""
        if shown.spec.entity != "recipient" or not self._context.may(Permission.DISCLOSURE_WRITE):
            return ()
        taken = Button(_("Poimi selosteesta"), "file-text", pressed=self.take)
        taken.setToolTip(_("Kirjaa vastaanottajiksi ne, jotka seloste nimeää ja joita luettelossa ei vielä ole."))
        return (taken,)

    def take(self) -> None:
        """Record the recipients that the descriptions name."""

        def done(count: int) -> None:
            words = ngettext("{n} vastaanottaja kirjattiin.", "{n} vastaanottajaa kirjattiin.", count)
            none = _("Kaikki selosteen vastaanottajat ovat jo luettelossa.")
            self._context.messages.done(words.format(n=count) if count else none, None)

        self._context.ask(self, lambda gate: gate.call(take_recipients), done)
