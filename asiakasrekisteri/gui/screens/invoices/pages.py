"""The pages of invoices, as the window is told of them."""

from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.texts import N_
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.navigation import PageSpec
from asiakasrekisteri.gui.screens.invoices.listing import TABLES, UNMATCHED, InvoicesPage
from asiakasrekisteri.gui.screens.invoices.page import InvoicePage
from asiakasrekisteri.gui.screens.invoices.tables import BillingTablesPage
from asiakasrekisteri.gui.screens.invoices.unmatched import UnmatchedPage

_KEY = "invoices"


def invoice_pages(context: Context) -> list[PageSpec]:
    """Return the list of invoices and the pages that are reached from it."""
    return [
        PageSpec(
            key=_KEY,
            title=N_("Laskut"),
            icon="receipt-euro",
            permission=Permission.BILLING_READ,
            factory=lambda: InvoicesPage(context),
            shortcut="5",
        ),
        PageSpec(
            key="invoice",
            title=N_("Lasku"),
            icon="receipt-euro",
            permission=Permission.BILLING_READ,
            factory=lambda: InvoicePage(context),
            place="hidden",
            under=_KEY,
        ),
        PageSpec(
            key=UNMATCHED,
            title=N_("Kohdistamattomat suoritukset"),
            icon="wallet",
            permission=Permission.BILLING_READ,
            factory=lambda: UnmatchedPage(context),
            place="hidden",
            under=_KEY,
        ),
        PageSpec(
            key=TABLES,
            title=N_("Verokannat, korot ja tilikaudet"),
            icon="settings",
            permission=Permission.BILLING_READ,
            factory=lambda: BillingTablesPage(context),
            place="hidden",
            under=_KEY,
        ),
    ]
