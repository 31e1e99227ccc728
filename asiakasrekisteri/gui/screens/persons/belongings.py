"""Tabs of a person's page that are tables and files: services and user IDs, attachments and papers."""

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout

from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.gui.attaching import AttachmentPanel
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.customer.listing import RecordsCard
from asiakasrekisteri.gui.marketing.pane import MarketingPane
from asiakasrekisteri.gui.records.registry import record_kinds
from asiakasrekisteri.gui.screens.persons.tab import PersonTab
from asiakasrekisteri.gui.widgets.basics import clear, column, frame, scrolled
from asiakasrekisteri.usecases.persons import PersonPage


class _CardsTab(PersonTab):
    """Cards of records, each told of the person in front."""

    def __init__(self, name: str, cards: Sequence[RecordsCard]) -> None:
        super().__init__()
        self.cards = tuple(cards)
        self.before = frame("plain")
        QVBoxLayout(self.before).setContentsMargins(0, 0, 0, 0)
        self.before.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scrolled(column(self.before, *cards, None, gap=12, margins=(20, 16, 16, 16)), name))

    def show_person(self, page: PersonPage) -> None:
        """See PersonTab."""
        for card in self.cards:
            card.show_owner("person", page.record.id)


class ServicesTab(_CardsTab):
    """Of which services the person is a user, what she maintains, and her user IDs.

    Args:
        context: the desk.
    """

    def __init__(self, context: Context) -> None:
        kinds = record_kinds()
        users = RecordsCard(
            context,
            kinds["end_user"],
            _("Palvelujen käyttäjänä"),
            _("Henkilöä ei ole ilmoitettu palvelun käyttäjäksi."),
            _("Lisää käyttäjäksi"),
            whose="customer",
        )
        accounts = RecordsCard(
            context,
            kinds["hosting_account"],
            _("Käyttäjätunnukset"),
            _("Tunnuksia ei ole tallennettu."),
            whose="customer",
        )
        maintained = RecordsCard(
            context,
            kinds["maintainer"],
            _("Ylläpitäjänä"),
            _("Henkilö ei ylläpidä palveluja."),
            _("Lisää ylläpitäjäksi"),
        )
        super().__init__(_("Palvelut ja tunnukset"), (users, accounts, maintained))


class PapersTab(_CardsTab):
    """The files that hang on the person, the papers that lie in locked places, and the checks made of her.

    Args:
        context: the desk.
    """

    def __init__(self, context: Context) -> None:
        kinds = record_kinds()
        papers = RecordsCard(
            context,
            kinds["paper_record"],
            _("Paperiaineisto"),
            _("Henkilöstä ei ole papereita."),
            _("Kirjaa paperi"),
        )
        checks = RecordsCard(
            context,
            kinds["credit_check"],
            _("Luottotietojen ja henkilötietojen tarkistukset"),
            _("Tarkistuksia ei ole tehty."),
            _("Kirjaa tarkistus"),
        )
        super().__init__(_("Liitteet ja paperit"), (papers, checks))
        self._context = context
        self._shown = (0, False)

    def show_person(self, page: PersonPage) -> None:
        """See PersonTab. The files are fetched anew by themselves while the same person is in front."""
        super().show_person(page)
        wanted = page.record.id, page.restriction is None
        if wanted == self._shown or not self._context.may(Permission.INTERACTION_READ):
            return
        self._shown = wanted
        layout = self.before.layout()
        assert layout is not None
        clear(layout)
        self.before.show()
        layout.addWidget(AttachmentPanel(self._context, "person", wanted[0], may_add=wanted[1]))


class MarketingTab(PersonTab):
    """What the person has said of marketing, and what has been sent to her.

    Args:
        context: the desk.
    """

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.pane = MarketingPane(context)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        inside = column(self.pane, None, margins=(20, 16, 16, 16))
        layout.addWidget(scrolled(inside, _("Suostumukset ja kiellot")))

    def show_person(self, page: PersonPage) -> None:
        """See PersonTab."""
        self.pane.show_owner("person", page.record.id)
