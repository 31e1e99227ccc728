"""Which tabs a customer's page has after the overview."""

from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.texts import N_
from asiakasrekisteri.gui.customer.events import events_tab
from asiakasrekisteri.gui.customer.invoices import invoices_tab
from asiakasrekisteri.gui.customer.plain import contracts_tab, persons_tab, protection_tab
from asiakasrekisteri.gui.customer.services import ServicesTab
from asiakasrekisteri.gui.customer.tab import TabSpec

CUSTOMER_TABS = (
    TabSpec(
        code="tapahtumat",
        title=N_("Tapahtumat"),
        permission=Permission.CUSTOMER_READ,
        factory=events_tab,
        count="events",
    ),
    TabSpec(
        code="palvelut",
        title=N_("Palvelut"),
        permission=Permission.SERVICE_READ,
        factory=ServicesTab,
        count="services",
    ),
    TabSpec(
        code="sopimukset",
        title=N_("Sopimukset"),
        permission=Permission.SERVICE_READ,
        factory=contracts_tab,
        count="contracts",
    ),
    TabSpec(
        code="laskut",
        title=N_("Laskut"),
        permission=Permission.BILLING_READ,
        factory=invoices_tab,
        count="invoices",
    ),
    TabSpec(
        code="henkilot",
        title=N_("Henkilöt"),
        permission=Permission.PERSON_READ,
        factory=persons_tab,
        count="persons",
    ),
    TabSpec(code="tietosuoja", title=N_("Tietosuoja"), permission=Permission.CUSTOMER_READ, factory=protection_tab),
)
