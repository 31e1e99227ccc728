"""What a reference may be chosen from: the rows that a LINK field offers, by what they are called.

Products, servers and sources are nobody's personal data, and their showing is not logged. What a customer has is logged
as a view of the customer, and a partner as a view of the partner: either may be a person.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Select, func, select

from asiakasrekisteri.domain.disclosing import RECIPIENT_KINDS
from asiakasrekisteri.domain.errors import NotFoundError
from asiakasrekisteri.domain.formats import day, euros, price
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.domain.words import fold
from asiakasrekisteri.store.models import (
    BackupPlace,
    Breach,
    Contract,
    Customer,
    DescriptionVersion,
    DomainName,
    Invoice,
    Product,
    Recipient,
    Server,
    Service,
    Source,
)
from asiakasrekisteri.store.models.service import PRODUCT_KINDS, SERVICE_STATES
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.gate import Seen, use_case
from asiakasrekisteri.usecases.hiding import is_restricted
from asiakasrekisteri.usecases.records import got

_RECIPIENT_KINDS = {o.code: o.label for o in RECIPIENT_KINDS}
_KINDS = {o.code: o.label for o in PRODUCT_KINDS}
_STATES = {o.code: o.label for o in SERVICE_STATES}


@dataclass(frozen=True, slots=True)
class Choice:
    """A row to choose: its id, what it is called, a few words that tell it from others, and whose data it is."""

    id: int
    name: str
    note: str = ""
    seen: Seen | None = None


def _seen(found: Sequence[Choice]) -> Sequence[Seen]:
    return list(dict.fromkeys(choice.seen for choice in found if choice.seen is not None))


@use_case(Permission.OFFICE_ENTER, discloses=_seen)
def choices(work: Work, target: str, customer_id: int | None = None, query: str = "") -> tuple[Choice, ...]:
    """Return the rows that a reference may be chosen from.

    Args:
        work: the unit of work.
        target: "product" (on sale), "server" (in use), "source", "customer" (partners), "description_version",
            "recipient" (in use), "breach", "backup_place" (in use); of a customer "contract", "service", "invoice",
            "domain_name".
        customer_id: whose contracts, services and invoices; without it there are none to choose.
        query: words that the name or the note must have.

    Returns:
        Nothing where the user may not see such rows: the form then keeps what is stored.

    Raises:
        NotFoundError: nothing of the kind is ever chosen.
    """
    if target not in _OFFERED:
        raise NotFoundError(_("Tietuetta ei ole."))
    permission, of_customer, offered = _OFFERED[target]
    if not work.actor.may(permission) or (of_customer and customer_id is None):
        return ()
    found = _of_customer(work, offered, customer_id) if customer_id is not None and of_customer else offered(work)
    wanted = fold(query).split()
    return tuple(choice for choice in found if all(word in fold(f"{choice.name} {choice.note}") for word in wanted))


def _of_customer(work: Work, offered: Callable[..., Iterable[Choice]], customer_id: int) -> Iterator[Choice]:
    customer = got(work, Customer, customer_id)
    if is_restricted(work, customer.person_id):
        return
    seen = Seen("customer", customer_id, customer.person_id)
    yield from (replace(choice, seen=seen) for choice in offered(work, customer_id))


def _partners(work: Work) -> Iterable[Choice]:
    rows = work.session.scalars(select(Customer).where(Customer.relation == "partner").order_by(Customer.sort_key))
    return (Choice(row.id, row.name, row.number, Seen("customer", row.id, row.person_id)) for row in rows)


def _products(work: Work) -> Iterable[Choice]:
    rows = work.session.scalars(select(Product).where(Product.on_sale).order_by(Product.kind, Product.name, Product.id))
    for row in rows:
        cost = "" if row.price is None else f", {price(row.price)}"
        yield Choice(row.id, row.name, f"{_(_KINDS[row.kind])}{cost}")


def _servers(work: Work) -> Iterable[Choice]:
    in_use = Server.until.is_(None) | (Server.until >= work.today)
    rows = work.session.scalars(select(Server).where(in_use).order_by(Server.name))
    return (Choice(row.id, row.name, row.place or "") for row in rows)


def _sources(work: Work) -> Iterable[Choice]:
    open_still = Source.closed_on.is_(None) | (Source.closed_on > work.today)
    rows = work.session.scalars(select(Source).where(open_still).order_by(Source.id))
    return (Choice(row.id, _(row.name), _(row.what) if row.what else "") for row in rows)


def _rows_of(entity: Any, customer_id: int) -> Select[Any]:
    return select(entity).where(entity.customer_id == customer_id).order_by(entity.id.desc())


def _contracts(work: Work, customer_id: int) -> Iterable[Choice]:
    rows: Iterable[Contract] = work.session.scalars(_rows_of(Contract, customer_id))
    return (Choice(row.id, row.called(), "" if row.until is None else day(row.until)) for row in rows)


def _services(work: Work, customer_id: int) -> Iterable[Choice]:
    rows: Iterable[Service] = work.session.scalars(_rows_of(Service, customer_id))
    for row in rows:
        yield Choice(row.id, " ".join(filter(None, (row.name, row.identifier))), _(_STATES[row.state]))


def _invoices(work: Work, customer_id: int) -> Iterable[Choice]:
    rows: Iterable[Invoice] = work.session.scalars(_rows_of(Invoice, customer_id))
    return (Choice(row.id, row.called(), euros(row.gross)) for row in rows)


def _versions(work: Work) -> Iterable[Choice]:
    rows = work.session.scalars(select(DescriptionVersion).order_by(DescriptionVersion.id.desc()))
    return (Choice(row.id, f"{row.register_name} {row.number}", day(row.published_on)) for row in rows)


def _domains(work: Work, customer_id: int) -> Iterable[Choice]:
    rows: Iterable[DomainName] = work.session.scalars(_rows_of(DomainName, customer_id))
    return (Choice(row.id, row.called()) for row in rows)


def _recipients(work: Work) -> Iterable[Choice]:
    in_use = Recipient.until.is_(None) | (Recipient.until >= work.today)
    rows = work.session.scalars(select(Recipient).where(in_use).order_by(func.lower(Recipient.name), Recipient.id))
    for row in rows:
        yield Choice(row.id, row.name, ", ".join(filter(None, (_(_RECIPIENT_KINDS[row.kind]), row.task))))


def _breaches(work: Work) -> Iterable[Choice]:
    rows = work.session.scalars(select(Breach).order_by(Breach.id.desc()))
    return (Choice(row.id, row.called()) for row in rows)


def _backup_places(work: Work) -> Iterable[Choice]:
    in_use = BackupPlace.until.is_(None) | (BackupPlace.until >= work.today)
    rows = work.session.scalars(select(BackupPlace).where(in_use).order_by(func.lower(BackupPlace.name)))
    return (Choice(row.id, row.name, row.lock or "") for row in rows)


_OFFERED: dict[str, tuple[Permission, bool, Callable[..., Iterable[Choice]]]] = {
    "product": (Permission.OFFICE_ENTER, False, _products),
    "server": (Permission.OFFICE_ENTER, False, _servers),
    "source": (Permission.OFFICE_ENTER, False, _sources),
    "customer": (Permission.CUSTOMER_READ, False, _partners),
    "contract": (Permission.SERVICE_READ, True, _contracts),
    "service": (Permission.SERVICE_READ, True, _services),
    "invoice": (Permission.BILLING_READ, True, _invoices),
    "domain_name": (Permission.SERVICE_READ, True, _domains),
    "recipient": (Permission.OFFICE_ENTER, False, _recipients),
    "backup_place": (Permission.BACKUP_CREATE, False, _backup_places),
    "breach": (Permission.BREACH_READ, False, _breaches),
    "description_version": (Permission.DESCRIPTION_READ, False, _versions),
}
"""By what is chosen: who may see it, whether it is a customer's, and the rows."""
