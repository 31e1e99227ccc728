"""The cards of the desk, in order: one line for each; see `cards.HomeCard`."""

from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.gui.home.cards import HomeCard
from asiakasrekisteri.gui.home.expiring import domains_figure
from asiakasrekisteri.gui.home.keeping import KeepingCard, retention_figure
from asiakasrekisteri.gui.home.money import OverdueCard, overdue_figure
from asiakasrekisteri.gui.home.outages import OutagesCard
from asiakasrekisteri.gui.home.outdated import OutdatedCard
from asiakasrekisteri.gui.home.records import BreachesCard, DisclosuresCard
from asiakasrekisteri.gui.home.sides import BackupsCard, DescriptionsCard, RecentCard
from asiakasrekisteri.gui.home.waiting import RequestsCard, requests_figure

HOME_CARDS = (
    HomeCard(code="requests", place="figure", permission=Permission.REQUEST_READ, make=requests_figure),
    HomeCard(code="retention", place="figure", permission=Permission.RETENTION_RUN, make=retention_figure),
    HomeCard(code="overdue", place="figure", permission=Permission.BILLING_READ, make=overdue_figure),
    HomeCard(code="domains", place="figure", permission=Permission.SERVICE_READ, make=domains_figure),
    HomeCard(code="waiting", place="main", permission=Permission.REQUEST_READ, make=RequestsCard),
    HomeCard(code="late", place="main", permission=Permission.BILLING_READ, make=OverdueCard),
    HomeCard(code="keeping", place="main", permission=Permission.RETENTION_RUN, make=KeepingCard),
    HomeCard(code="breaches", place="side", permission=Permission.BREACH_READ, make=BreachesCard),
    HomeCard(code="outdated", place="side", permission=Permission.PERSON_WRITE, make=OutdatedCard),
    HomeCard(code="disclosures", place="side", permission=Permission.DISCLOSURE_READ, make=DisclosuresCard),
    HomeCard(code="outages", place="side", permission=Permission.OUTAGE_READ, make=OutagesCard),
    HomeCard(code="backups", place="side", permission=Permission.BACKUP_CREATE, make=BackupsCard),
    HomeCard(code="recent", place="side", permission=Permission.LOG_READ, make=RecentCard),
    HomeCard(code="descriptions", place="side", permission=Permission.DESCRIPTION_READ, make=DescriptionsCard),
)
