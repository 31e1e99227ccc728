"""The pages of persons, descriptions, imports, users and settings, as the window is told of them."""

from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.texts import N_
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.navigation import PageSpec
from asiakasrekisteri.gui.records.registry import record_pages
from asiakasrekisteri.gui.screens.backups.page import BACKUPS_PAGE, BackupsPage
from asiakasrekisteri.gui.screens.breaches.page import BREACHES_PAGE, BreachesPage
from asiakasrekisteri.gui.screens.descriptions.page import DescriptionsScreen
from asiakasrekisteri.gui.screens.disclosures.page import DISCLOSURES_PAGE, DisclosuresPage
from asiakasrekisteri.gui.screens.importing.leaving import EXPORT_PAGE, ExportScreen
from asiakasrekisteri.gui.screens.importing.listout import list_page
from asiakasrekisteri.gui.screens.importing.page import ImportScreen
from asiakasrekisteri.gui.screens.interactions.pages import interaction_pages
from asiakasrekisteri.gui.screens.invoices.pages import invoice_pages
from asiakasrekisteri.gui.screens.log.page import LOG_PAGE, LogPage
from asiakasrekisteri.gui.screens.newsletters.pages import newsletter_pages
from asiakasrekisteri.gui.screens.outages.pages import outage_pages
from asiakasrekisteri.gui.screens.persons.listing import PersonsScreen
from asiakasrekisteri.gui.screens.persons.outdated import outdated_page
from asiakasrekisteri.gui.screens.persons.page import PersonScreen
from asiakasrekisteri.gui.screens.persons.suggestions import SAME_PERSONS, SuggestionsScreen
from asiakasrekisteri.gui.screens.requests.pages import request_pages
from asiakasrekisteri.gui.screens.retention.page import RETENTION_PAGE, RetentionPage
from asiakasrekisteri.gui.screens.review.page import ReviewScreen
from asiakasrekisteri.gui.screens.services.page import ServicesPage
from asiakasrekisteri.gui.screens.settings.page import SETTINGS_PAGE, SettingsScreen
from asiakasrekisteri.gui.screens.users.page import UsersScreen

IMPORT_PAGE = "import"
"""Address of the page where customers are brought from a file."""


def office_pages(context: Context) -> list[PageSpec]:
    """Return the pages in the order of the sidebar."""
    return [
        *_person_pages(context),
        *_sold_pages(context),
        *invoice_pages(context),
        *interaction_pages(context),
        *outage_pages(context),
        *request_pages(context),
        *newsletter_pages(context),
        PageSpec(
            key="descriptions",
            title=N_("Selosteet"),
            icon="file-text",
            permission=Permission.DESCRIPTION_READ,
            factory=lambda: DescriptionsScreen(context),
            shortcut="8",
            group=N_("Tietosuoja"),
        ),
        PageSpec(
            key="review",
            title=N_("Vuosikatsaus"),
            icon="clipboard-check",
            permission=Permission.DESCRIPTION_WRITE,
            factory=lambda: ReviewScreen(context),
            group=N_("Tietosuoja"),
        ),
        *_law_pages(context),
        *_kept_pages(context),
        *_foot_pages(context),
    ]


def _law_pages(context: Context) -> list[PageSpec]:
    """Return the records that the law asks for."""
    return [
        PageSpec(
            key=RETENTION_PAGE,
            title=N_("Säilytys"),
            icon="archive",
            permission=Permission.RETENTION_RUN,
            factory=lambda: RetentionPage(context),
            shortcut="9",
            group=N_("Tietosuoja"),
        ),
        PageSpec(
            key=DISCLOSURES_PAGE,
            title=N_("Luovutukset"),
            icon="share-2",
            permission=Permission.DISCLOSURE_READ,
            factory=lambda: DisclosuresPage(context),
            group=N_("Tietosuoja"),
        ),
        PageSpec(
            key=BREACHES_PAGE,
            title=N_("Tietoturvaloukkaukset"),
            icon="shield-alert",
            permission=Permission.BREACH_READ,
            factory=lambda: BreachesPage(context),
            group=N_("Tietosuoja"),
        ),
    ]


def _kept_pages(context: Context) -> list[PageSpec]:
    """Return what shows that the register is in safe keeping: its backups, and who has used it."""
    return [
        PageSpec(
            key=BACKUPS_PAGE,
            title=N_("Varmuuskopiot"),
            icon="hard-drive",
            permission=Permission.BACKUP_CREATE,
            factory=lambda: BackupsPage(context),
            group=N_("Tietosuoja"),
        ),
        PageSpec(
            key=LOG_PAGE,
            title=N_("Käyttöloki"),
            icon="history",
            permission=Permission.LOG_READ,
            factory=lambda: LogPage(context),
            group=N_("Tietosuoja"),
        ),
    ]


def _person_pages(context: Context) -> list[PageSpec]:
    return [
        PageSpec(
            key="persons",
            title=N_("Henkilöt"),
            icon="users",
            permission=Permission.PERSON_READ,
            factory=lambda: PersonsScreen(context),
            shortcut="3",
        ),
        PageSpec(
            key="person",
            title=N_("Henkilö"),
            icon="user-round",
            permission=Permission.PERSON_READ,
            factory=lambda: PersonScreen(context),
            place="hidden",
            under="persons",
        ),
        PageSpec(
            key=SAME_PERSONS,
            title=N_("Ehkä samat henkilöt"),
            icon="users-round",
            permission=Permission.PERSON_READ,
            factory=lambda: SuggestionsScreen(context),
            place="hidden",
            under="persons",
        ),
        outdated_page(context),
    ]


def _sold_pages(context: Context) -> list[PageSpec]:
    """Return the lists of what is sold, and the pages of records that are reached from them and from cards."""
    return [
        PageSpec(
            key="services",
            title=N_("Palvelut"),
            icon="server",
            permission=Permission.SERVICE_READ,
            factory=lambda: ServicesPage(context),
            shortcut="4",
        ),
        *record_pages(context),
    ]


def _foot_pages(context: Context) -> list[PageSpec]:
    return [
        PageSpec(
            key=IMPORT_PAGE,
            title=N_("Tuonti ja vienti"),
            icon="file-input",
            permission=Permission.IMPORT_RUN,
            factory=lambda: ImportScreen(context),
            place="foot",
        ),
        PageSpec(
            key=EXPORT_PAGE,
            title=N_("Vie koko rekisteri"),
            icon="download",
            permission=Permission.REGISTER_EXPORT,
            factory=lambda: ExportScreen(context),
            place="hidden",
            under=IMPORT_PAGE,
        ),
        list_page(context),
        PageSpec(
            key="users",
            title=N_("Käyttäjät"),
            icon="key-round",
            permission=Permission.USER_MANAGE,
            factory=lambda: UsersScreen(context),
            place="foot",
        ),
        PageSpec(
            key=SETTINGS_PAGE,
            title=N_("Asetukset"),
            icon="settings",
            permission=Permission.SETTINGS_WRITE,
            factory=lambda: SettingsScreen(context),
            place="foot",
        ),
    ]
