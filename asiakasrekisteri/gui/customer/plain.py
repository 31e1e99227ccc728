"""Tabs that are nothing but tables of records: contracts and orders, persons around the customer, data protection."""

from collections.abc import Sequence
from typing import Protocol, runtime_checkable

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.customer.contacts import ContactsTable
from asiakasrekisteri.gui.customer.grounds import GroundsCard
from asiakasrekisteri.gui.customer.listing import RecordsCard
from asiakasrekisteri.gui.customer.orders import OrdersCard
from asiakasrekisteri.gui.customer.people import PeopleCards
from asiakasrekisteri.gui.marketing.pane import MarketingPane
from asiakasrekisteri.gui.records.registry import record_kinds
from asiakasrekisteri.gui.widgets.basics import column, scrolled
from asiakasrekisteri.usecases.customers import CustomerCard


@runtime_checkable
class OwnedCard(Protocol):
    """A card that shows what belongs to a customer."""

    def show_owner(self, entity: str, row_id: int) -> None:
        """Show what belongs to this customer."""


class CardsTab(QFrame):
    """A tab of cards, each told of the customer in front."""

    def __init__(self, name: str, cards: Sequence[QWidget]) -> None:
        super().__init__()
        self.setProperty("area", "root")
        self.cards = tuple(cards)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scrolled(column(*cards, None, gap=12, margins=(20, 16, 16, 16)), name))

    def show_customer(self, card: CustomerCard) -> None:
        """See CustomerTab."""
        for part in self.cards:
            if isinstance(part, ContactsTable):
                part.show_contacts(card)
            elif isinstance(part, OwnedCard):
                part.show_owner("customer", card.record.id)


def protection_tab(context: Context) -> CardsTab:
    """Return what was said of marketing, the checks made, the papers in locked places, and why the data are kept."""
    kinds = record_kinds()
    checks = RecordsCard(
        context,
        kinds["credit_check"],
        _("Luottotietojen ja henkilötietojen tarkistukset"),
        _("Tarkistuksia ei ole tehty."),
        _("Kirjaa tarkistus"),
    )
    papers = RecordsCard(
        context,
        kinds["paper_record"],
        _("Paperiaineisto"),
        _("Asiakkaasta ei ole papereita."),
        _("Kirjaa paperi"),
    )
    return CardsTab(_("Tietosuoja"), (MarketingPane(context), checks, papers, GroundsCard(context)))


def contracts_tab(context: Context) -> CardsTab:
    """Return the contracts and the orders of the customer."""
    kinds = record_kinds()
    agreed = RecordsCard(
        context,
        kinds["contract"],
        _("Sopimukset"),
        _("Sopimuksia ei ole tallennettu."),
        _("Uusi sopimus"),
    )
    return CardsTab(_("Sopimukset"), (agreed, OrdersCard(context)))


def persons_tab(context: Context) -> CardsTab:
    """Return the contact persons, the users of the customer's services, and those who maintain them."""
    return CardsTab(_("Henkilöt"), (ContactsTable(context), PeopleCards(context)))
