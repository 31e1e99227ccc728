"""Products, servers, services, domain names and hosting accounts: what customers have of the firm (R-39, R-43)."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import inspect, select

from asiakasrekisteri.domain.errors import FieldError, InvalidInputError
from asiakasrekisteri.domain.fields import Record
from asiakasrekisteri.domain.money import NOTHING, cents
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.retention import add_months
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.store.models import Contract, DomainName, HostingAccount, Product, Server, Service
from asiakasrekisteri.store.subjects import person_of
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.edits import Saved, from_source
from asiakasrekisteri.usecases.gate import Seen, nothing, use_case
from asiakasrekisteri.usecases.hiding import is_restricted
from asiakasrekisteri.usecases.hosting_secrets import destroy, destroy_secrets_of
from asiakasrekisteri.usecases.owned import require_same_customer
from asiakasrekisteri.usecases.records import got, to_record, to_records
from asiakasrekisteri.usecases.restrictions import require_unrestricted
from asiakasrekisteri.usecases.rows import require_order, row_cases, touch_owners

RUNNING = ("active", "suspended", "terminated")
"""States in which a service is paid for: one under notice runs until its last day."""
SOON_MONTHS = 2
"""A domain name that expires within so many months is shown as expiring."""


@dataclass(frozen=True, slots=True)
class SavedWithSecrets(Saved):
    """What was saved, and how many passwords were destroyed because what they open has ended."""

    secrets: int = 0


def _product_rule(_work: Work, product: Product) -> None:
    if product.period_months is not None and product.period_months < 1:
        message = _("Laskutusjakso on vähintään yksi kuukausi. Jätä tyhjäksi, jos tuote maksetaan kerran.")
        raise InvalidInputError([FieldError("period_months", message)])


def _server_rule(_work: Work, server: Server) -> None:
    require_order(server.since, server.until, "until")


def _service_rule(work: Work, service: Service) -> None:
    require_order(service.since, service.until, "until")
    if service.state == "ended" and service.until is None:
        service.until = work.today
    _require_period(service.period_months)
    contract = work.session.get(Contract, service.contract_id) if service.contract_id is not None else None
    require_same_customer(service.customer_id, contract_id=contract)


def _require_period(months: int | None) -> None:
    if months is not None and months < 1:
        message = _("Laskutusjakso on vähintään yksi kuukausi. Jätä tyhjäksi, jos jakso on sama kuin tuotteella.")
        raise InvalidInputError([FieldError("period_months", message)])


def _service_saved(work: Work, service: Service) -> Saved:
    """Destroy the passwords of a service that has ended: there is nothing left for them to open."""
    over = service.state == "ended" or (service.until is not None and service.until < work.today)
    gone = destroy_secrets_of(work, service.id) if over else 0
    return SavedWithSecrets(service.id, work.log_number, gone)


def _domain_rule(work: Work, domain: DomainName) -> None:
    require_order(domain.registered_on, domain.expires_on, "expires_on")
    require_same_customer(domain.customer_id, service_id=_service(work, domain.service_id))


def _account_rule(work: Work, account: HostingAccount) -> None:
    require_order(account.since, account.until, "until")
    require_same_customer(account.customer_id, service_id=_service(work, account.service_id))
    if inspect(account).attrs.secret.history.has_changes():
        account.secret_since = None if account.secret is None else work.today


def _account_saved(work: Work, account: HostingAccount) -> Saved:
    service = _service(work, account.service_id)
    ends = (account.until, service.until if service is not None else None)
    over = any(day is not None and day < work.today for day in ends)
    over = over or (service is not None and service.state == "ended")
    return SavedWithSecrets(account.id, work.log_number, destroy(work, [account]) if over else 0)


def _service(work: Work, service_id: int | None) -> Service | None:
    return work.session.get(Service, service_id) if service_id is not None else None


PRODUCTS = row_cases(Product, Permission.SERVICE_READ, Permission.SERVICE_WRITE, rule=_product_rule)
SERVERS = row_cases(Server, Permission.SERVICE_READ, Permission.SERVICE_WRITE, rule=_server_rule)
SERVICES = row_cases(
    Service, Permission.SERVICE_READ, Permission.SERVICE_WRITE, rule=_service_rule, order="since", after=_service_saved
)
DOMAINS = row_cases(
    DomainName, Permission.SERVICE_READ, Permission.SERVICE_WRITE, rule=_domain_rule, order="expires_on"
)
ACCOUNTS = row_cases(
    HostingAccount,
    Permission.SERVICE_READ,
    Permission.SERVICE_WRITE,
    rule=_account_rule,
    order="since",
    after=_account_saved,
)


@dataclass(frozen=True, slots=True)
class ServiceLine:
    """A service on a customer's card: its record with origins, what and where it is, and its price per month.

    `monthly` is in euros without tax, None where the service is not paid for or no price is known.
    """

    record: Record
    product: str
    product_kind: str
    server: str
    monthly: Decimal | None


@dataclass(frozen=True, slots=True)
class ContractServices:
    """The services under one contract (None: under none) and their price per month, euros without tax."""

    contract: Record | None
    services: tuple[ServiceLine, ...]
    monthly: Decimal


@dataclass(frozen=True, slots=True)
class CustomerServices:
    """What a customer has: services by contract, the sum per month, domain names, and those that expire soon or have.

    `person_id` is whose data these are, None of a firm.
    """

    groups: tuple[ContractServices, ...]
    monthly: Decimal
    domains: tuple[Record, ...]
    expiring: tuple[Record, ...]
    person_id: int | None


def _services_seen(result: CustomerServices) -> Sequence[Seen]:
    services = [line.record for group in result.groups for line in group.services]
    contracts = [group.contract for group in result.groups if group.contract is not None]
    return [Seen(r.entity, r.id, result.person_id) for r in [*contracts, *services, *result.domains]]


@use_case(Permission.SERVICE_READ, discloses=_services_seen)
def customer_services(work: Work, customer_id: int) -> CustomerServices:
    """Return what a customer has of the firm; running services first, those without a contract last."""
    rows = work.session.scalars(
        select(Service).where(Service.customer_id == customer_id).order_by(Service.state == "ended", Service.id)
    ).all()
    by_contract: dict[int | None, list[Service]] = {}
    for row in rows:
        by_contract.setdefault(row.contract_id, []).append(row)
    numbers = sorted(by_contract, key=lambda number: (number is None, number or 0))
    groups = tuple(_group(work, number, by_contract[number]) for number in numbers)
    names = work.session.scalars(
        select(DomainName)
        .where(DomainName.customer_id == customer_id)
        .order_by(DomainName.expires_on.is_(None), DomainName.expires_on, DomainName.id)
    ).all()
    domains = to_records(work, names)
    expiring = (domain for domain in domains if _is_soon(work, domain["expires_on"]))
    first = next(iter([*rows, *names]), None)
    person_id = None if first is None else person_of(first, work.session)
    return CustomerServices(groups, sum((g.monthly for g in groups), NOTHING), domains, tuple(expiring), person_id)


def _is_soon(work: Work, day: object) -> bool:
    return isinstance(day, dt.date) and day <= add_months(work.today, SOON_MONTHS)


def _group(work: Work, contract_id: int | None, services: Sequence[Service]) -> ContractServices:
    contract = work.session.get(Contract, contract_id) if contract_id is not None else None
    lines = tuple(service_line(work, service) for service in services)
    record = None if contract is None else to_record(work, contract, with_origins=True)
    return ContractServices(record, lines, sum((line.monthly or NOTHING for line in lines), NOTHING))


def service_line(work: Work, service: Service) -> ServiceLine:
    """Return a service as a card shows it; of a person under restriction, only that it is there (Art. 18)."""
    record = to_record(work, service, with_origins=True)
    if is_restricted(work, person_of(service, work.session)):
        return ServiceLine(record, "", "", "", None)
    product, server = service.product, service.server
    return ServiceLine(
        record,
        product.name if product is not None else "",
        product.kind if product is not None else "",
        server.name if server is not None else "",
        monthly_price(service) if service.state in RUNNING and not _over(work, service) else None,
    )


def _over(work: Work, service: Service) -> bool:
    return service.until is not None and service.until < work.today


def monthly_price(service: Service) -> Decimal | None:
    """Return what a service costs in a month, euros without tax, rounded to the cent.

    The agreed price goes before the product's, and so does the agreed period. None where there is no price, or the
    product is paid for once.
    """
    product = service.product
    price = service.price if service.price is not None or product is None else product.price
    months = service.period_months or (product.period_months if product is not None else None)
    return cents(price / months) if price is not None and months else None


@use_case(Permission.SERVICE_WRITE, discloses=nothing)
def set_renewal(work: Work, domain_id: int, *, automatic: bool, source: str = "customer") -> Saved:
    """Say whether a domain name is renewed by itself; one small save that can be undone."""
    from_source(work, source)
    domain = got(work, DomainName, domain_id)
    require_unrestricted(work, domain)
    domain.renewal = "automatic" if automatic else "manual"
    work.session.flush()
    touch_owners(work, domain)
    return Saved(domain_id, work.log_number)
