"""What hosting customers have, as their former program tells it: services with their accounts, domain names, invoices.

What is known is renewed by what is told, an empty cell changes nothing, and what is new is added.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TypeVar

from sqlalchemy import select

from asiakasrekisteri.domain.errors import AppError, InvalidInputError
from asiakasrekisteri.domain.money import NOTHING, cents
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.domain.words import fold
from asiakasrekisteri.exchange.finvoice.shape import Address, Party
from asiakasrekisteri.exchange.hosted import BillRead, DomainRead, OrderRead, Origin, ServiceRead
from asiakasrekisteri.store.models import Customer, DomainName, Entity, HostingAccount, Service
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.billing.buyers import buyer
from asiakasrekisteri.usecases.billing.payments import new_payment
from asiakasrekisteri.usecases.edits import change_row, new_row
from asiakasrekisteri.usecases.importing.differing import Differing, Place
from asiakasrekisteri.usecases.importing.invoices import NotTakenError, take_invoice, warner
from asiakasrekisteri.usecases.importing.order import Order
from asiakasrekisteri.usecases.importing.ordered import OrderTaking
from asiakasrekisteri.usecases.importing.report import ImportReport, RowNote
from asiakasrekisteri.usecases.records import checked
from asiakasrekisteri.usecases.restrictions import require_unrestricted

_STEP = 100
_Read = TypeVar("_Read", ServiceRead, DomainRead, BillRead, OrderRead)


@dataclass(slots=True)
class HostingImport:
    """One run over what the customers of one program have.

    Attributes:
        clients: ids of customers by their number there.
        by_email: ids of customers by their e-mail address in small letters, for rows that tell no number.
        products: ids of products by their name, folded.
    """

    work: Work
    report: ImportReport
    clients: Mapping[str, int]
    order: Order
    by_email: Mapping[str, int] = field(default_factory=dict)
    products: dict[str, int] = field(default_factory=dict)
    differing: Differing = field(init=False)

    def __post_init__(self) -> None:
        self.differing = Differing(self.order, self.report.differences)

    def services(self, read: Iterable[ServiceRead]) -> None:
        """Take services with the user names of their accounts and the orders they began by; never a password."""
        known = _Known(self, Service, ("name", "identifier"))
        accounts = _Known(self, HostingAccount, ("username", "service_id"))
        ordered = self._ordered()

        def take(customer: Customer, one: ServiceRead) -> bool | None:
            if not one.name:
                raise NotTakenError("name", _("palvelulla ei ole nimeä eikä verkkotunnusta"))
            values = _service_values(one, self.products.get(fold(one.name)))
            at = Place(one.origin.line, one.origin.place, customer.name)
            service, told = known.put(customer, values, {"state": "active"}, at)
            done = [told]
            if one.order is not None:
                done.append(ordered.take(customer, one.order))
            if one.username:
                account = {"username": one.username, "service_id": service.id}
                done.append(accounts.put(customer, account, {"since": one.since}, at)[1])
            return True if True in done else False if False in done else None

        self._each(read, take, _("Tuodaan palveluja"))

    def orders(self, read: Iterable[OrderRead]) -> None:
        """Take orders."""
        self._each(read, self._ordered().take, _("Tuodaan tilauksia"))

    def _ordered(self) -> OrderTaking:
        return OrderTaking(self.work, self.report, self.differing, self.products)

    def domains(self, read: Iterable[DomainRead]) -> None:
        """Take domain names."""
        known = _Known(self, DomainName, ("name",))

        def take(customer: Customer, one: DomainRead) -> bool | None:
            if one.gone:
                raise NotTakenError("name", _(one.gone))
            values: dict[str, object] = {
                "name": one.name,
                "registered_on": one.registered_on,
                "expires_on": one.expires_on,
                "renewal": "automatic" if one.automatic else "manual",
                "registrar": one.registrar,
            }
            at = Place(one.origin.line, one.origin.place, customer.name)
            return known.put(customer, values, {}, at)[1]

        self._each(read, take, _("Tuodaan verkkotunnuksia"))

    def bills(self, read: Iterable[BillRead]) -> None:
        """Take invoices as billing history, with what was paid of them."""
        self._each(read, self._bill, _("Tuodaan laskuja"))

    def _bill(self, customer: Customer, one: BillRead) -> bool | None:
        if one.left_out:
            raise NotTakenError("", _(one.left_out))
        invoice = one.invoice if one.invoice.buyer.name else replace(one.invoice, buyer=_party(self.work, customer))
        warn = warner(self.report, one.origin.line)
        stored = take_invoice(self.work, invoice, lambda _invoice: customer, warn, "email")
        if stored is None:
            return None
        left, day = stored.gross, one.paid_on or stored.issued_on
        for sum_of, method in ((min(cents(one.offset), left), "offset"), (left - cents(one.offset), "transfer")):
            if sum_of > NOTHING and (method == "offset" or one.paid_on is not None):
                paid = {"paid_on": day, "amount": sum_of, "method": method, "reference": stored.reference}
                new_payment(self.work, paid, invoice_id=stored.id)
        return True

    def _each(self, read: Iterable[_Read], take: Callable[[Customer, _Read], bool | None], words: str) -> None:
        """Take each of the rows; `take` tells True of a new one, False of a changed, None of one that is as it was."""
        for number, one in enumerate(read, 1):
            if number % _STEP == 1:
                self.work.progress.report(self.report.rows, 0, words)
            self.report.rows += 1
            try:
                self._count(take(self._customer(one.origin), one))
            except NotTakenError as error:
                self._reject(one.origin, error.field, error.reason)
            except InvalidInputError as error:
                self._reject(one.origin, error.errors[0].field, error.errors[0].message)
            except AppError as error:
                self._reject(one.origin, "", str(error))

    def _customer(self, origin: Origin) -> Customer:
        if origin.problem:
            raise NotTakenError("", _(origin.problem))
        found = self.clients.get(origin.customer) or self.by_email.get(origin.email.casefold())
        customer = self.work.session.get(Customer, found) if found is not None else None
        if customer is None:
            reason = _("asiakasta {customer} ei ole rekisterissä; tuo ensin asiakkaat")
            raise NotTakenError("number", reason.format(customer=origin.customer or origin.email or "–"))
        require_unrestricted(self.work, customer)
        return customer

    def _count(self, done: bool | None) -> None:
        self.report.created += done is True
        self.report.updated += done is False
        self.report.unchanged += done is None

    def _reject(self, origin: Origin, at: str, reason: str) -> None:
        self.report.rejected.append(RowNote(origin.line, at, f"{origin.place}: {reason}", place=origin.place))


class _Known:
    """The rows of an entity by customer and key; of several alike, each is met once in a run."""

    def __init__(self, run: HostingImport, entity: type[Entity], keys: tuple[str, ...]) -> None:
        self._work, self._differing = run.work, run.differing
        self._entity, self._keys = entity, keys
        self._ids: dict[tuple[object, ...], list[int]] = {}
        columns = (getattr(entity, name) for name in ("customer_id", *keys))
        for row_id, *key in run.work.session.execute(select(entity.id, *columns).order_by(entity.id.desc())):
            self._ids.setdefault(_folded(key), []).append(row_id)

    def put(
        self, customer: Customer, values: Mapping[str, object], first: Mapping[str, object], at: Place
    ) -> tuple[Entity, bool | None]:
        """Store what is told of a row, and what is said of it only `first`; True if new, False if changed, or None."""
        said = {name: value for name, value in values.items() if value not in (None, "")}
        waiting = self._ids.get(_folded([customer.id, *(values.get(name) for name in self._keys)]))
        if not waiting:
            return new_row(self._work, self._entity, {**first, **said}, customer_id=customer.id), True
        row = self._work.session.get_one(self._entity, waiting.pop())
        told = checked(row.spec(), said, partial=True)
        change_row(self._work, row, self._differing.taken(at, row, told))
        changed = self._work.session.is_modified(row)
        self._work.session.flush()
        return row, False if changed else None


def _folded(key: Iterable[object]) -> tuple[object, ...]:
    return tuple(fold(one) if isinstance(one, str) else one or "" for one in key)


def _service_values(one: ServiceRead, product_id: int | None) -> dict[str, object]:
    values: dict[str, object] = {
        "name": one.name,
        "identifier": one.identifier,
        "product_id": product_id,
        "state": one.state,
        "since": one.since,
        "until": one.until,
        "price": one.price,
        "period_months": one.period_months,
        "note": one.note,
    }
    if one.since and one.until and one.until < one.since:
        del values["until"]
    return values


def _party(work: Work, customer: Customer) -> Party:
    """Return the buyer as the customer's card tells it."""
    said = buyer(work, customer)
    return Party(
        name=str(said["buyer_name"]),
        business_id=str(said["buyer_business_id"] or ""),
        address=Address(street=(str(said["buyer_address"]),) if said["buyer_address"] else ()),
    )
