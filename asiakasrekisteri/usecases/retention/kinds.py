"""What is destroyed by which rule: the kinds of things whose time can be over, each with the query of its beginning.

An entity that declares `__ends__` and stands in none of the lists below has a kind made of its declaration, so that a
new noun is destroyed in time without a line here. What is part of something else goes with it (`WHOLE`).
"""

from collections.abc import Iterator
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Date, func, not_, or_, select

from asiakasrekisteri.domain.fields import DataCategory
from asiakasrekisteri.store.models import (
    Address,
    Attachment,
    Breach,
    Contract,
    CreditCheck,
    Customer,
    Disclosure,
    Email,
    Entity,
    HostingAccount,
    InformedOf,
    Interaction,
    Invoice,
    InvoiceRow,
    Participant,
    Payment,
    Person,
    PersonLink,
    Phone,
    Recipient,
    RecipientNotice,
    Recording,
    RegistryFact,
    Reminder,
    Request,
    RequestHit,
    SaleAddress,
    SalesOrder,
    SalesOrderRow,
    Service,
    Site,
    entities,
)
from asiakasrekisteri.store.models.attachment import OWNERS
from asiakasrekisteri.usecases.privacy.collecting import personal_fields
from asiakasrekisteri.usecases.privacy.relations import customer_end, last_contact, prospect_contact
from asiakasrekisteri.usecases.retention.ends import joined, owes, person_end, person_ends, person_owes
from asiakasrekisteri.usecases.retention.kind import Kind
from asiakasrekisteri.usecases.retention.office_kinds import papers, records

PARTS: dict[type[Entity], tuple[tuple[type[Entity], str], ...]] = {
    Invoice: (
        (InvoiceRow, "invoice_id"),
        (Reminder, "invoice_id"),
        (Payment, "invoice_id"),
        (Attachment, "invoice_id"),
    ),
    SalesOrder: ((SalesOrderRow, "sales_order_id"), (Attachment, "sales_order_id")),
    Interaction: ((Participant, "interaction_id"), (Recording, "interaction_id"), (Attachment, "interaction_id")),
    Contract: ((Attachment, "contract_id"),),
    Request: ((Attachment, "request_id"),),
    Disclosure: ((Attachment, "disclosure_id"),),
    Recipient: ((Attachment, "recipient_id"),),
    Breach: ((Attachment, "breach_id"),),
    Customer: (
        (Address, "customer_id"),
        (Phone, "customer_id"),
        (Email, "customer_id"),
        (Site, "customer_id"),
        (RegistryFact, "customer_id"),
        (Attachment, "customer_id"),
    ),
}
"""What goes with something: an invoice is not kept without its rows, nor a call without those who took part."""
_WITH_PERSON = frozenset({"identification", "identity_code", "protection"})
"""Rules of fields that stay as long as the person is known; a protected address is protected to the last."""
_FACTS = DataCategory.COMPANY_FACTS.value
_WITH_CUSTOMER = frozenset({"customership"})
WHOLE = frozenset(
    {
        InvoiceRow,
        Reminder,
        SalesOrderRow,
        Participant,
        Attachment,
        PersonLink,
        InformedOf,
        RecipientNotice,
        RequestHit,
        SaleAddress,
    }
)
"""Rows that have no time of their own: they go with what they belong to, or with the person."""


@cache
def kinds() -> tuple[Kind, ...]:
    """Return every kind, in the order in which they are destroyed: henkilötunnus first, the cards last."""
    first = (*_secrets(), *_talks(), *_vouchers(), *_details(), *_facts(), *papers())
    last = (*records(), *_cards())
    listed = {kind.entity for kind in (*first, *last) if kind.way != "blank"}
    return (*first, *_declared(listed), *last)


def _secrets() -> Iterator[Kind]:
    ends = person_ends()
    yield Kind(
        DataCategory.IDENTITY_CODE.value,
        Person,
        "blank",
        joined(Person, (ends, ends.c.person_id == Person.id)),
        (person_end(ends),),
        (Person.identity_code.is_not(None),),
        person=Person.id,
        fields=("identity_code", "identity_ground", "identity_blind"),
        debt=person_owes(),
    )
    account = joined(HostingAccount, (Service, Service.id == HostingAccount.service_id))
    closed = (HostingAccount.until, Service.until)
    whose: dict[str, Any] = {"person": HostingAccount.person_id, "customer": HostingAccount.customer_id}
    sealed = (HostingAccount.secret.is_not(None),)
    gone = ("secret", "secret_since")
    yield Kind("account.secret", HostingAccount, "blank", account, closed, sealed, fields=gone, **whose)
    yield Kind(DataCategory.ACCOUNT.value, HostingAccount, "remove", account, closed, **whose)


def _talks() -> Iterator[Kind]:
    talk = joined(Recording, (Interaction, Interaction.id == Recording.interaction_id))
    starts = (Recording.started_at,)
    yield Kind("recording", Recording, "remove", talk, starts, customer=Interaction.customer_id)
    closed = Interaction.state != "open"
    talk = joined(Interaction)
    plain = (closed, Interaction.business.is_(False))
    about = Interaction.customer_id
    yield Kind(
        "interaction", Interaction, "remove", talk, (Interaction.closed_on, Interaction.at), plain, customer=about
    )
    business = (closed, Interaction.business.is_(True))
    code = "interaction.correspondence"
    yield Kind(code, Interaction, "remove", talk, (Interaction.at,), business, customer=about)


def _vouchers() -> Iterator[Kind]:
    paid = select(func.max(Payment.paid_on)).where(Payment.invoice_id == Invoice.id).scalar_subquery()
    reminded = select(func.max(Reminder.sent_on)).where(Reminder.invoice_id == Invoice.id).scalar_subquery()
    issued = Invoice.issued_on
    day = func.max(issued, func.coalesce(paid, issued), func.coalesce(reminded, issued), type_=Date())
    yield Kind(
        "billing",
        Invoice,
        "remove",
        joined(Invoice),
        (day,),
        customer=Invoice.customer_id,
        early=issued,
        debt=(Invoice.balance != 0) | Invoice.disputed.is_(True) | Invoice.in_collection.is_(True),
    )
    loose = (Payment.invoice_id.is_(None),)
    yield Kind("billing", Payment, "remove", joined(Payment), (Payment.paid_on,), loose, customer=Payment.customer_id)
    for code, which in (
        ("order", SalesOrder.state == "invoiced"),
        ("order.unbilled", SalesOrder.state.in_(("cancelled", "delivered"))),
    ):
        yield Kind(
            code,
            SalesOrder,
            "remove",
            joined(SalesOrder),
            (SalesOrder.ordered_on,),
            (which,),
            person=SalesOrder.person_id,
            customer=SalesOrder.customer_id,
        )


def _details() -> Iterator[Kind]:
    """Contact details of persons and of customers; of both the time begins when what they are for is over."""
    for entity in (Address, Phone, Email):
        ends = person_ends()
        links = (Person, Person.id == entity.person_id), (ends, ends.c.person_id == entity.person_id)
        of_person = joined(entity, *links)
        yield Kind("contact", entity, "remove", of_person, (person_end(ends),), person=entity.person_id)
        of_customer = joined(entity, (Customer, Customer.id == entity.customer_id))
        whose = (entity.customer_id.is_not(None),)
        yield Kind(
            "contact",
            entity,
            "remove",
            of_customer,
            (customer_end(),),
            whose,
            customer=entity.customer_id,
            debt=owes(entity.customer_id),
            needed=_running(),
        )


def _facts() -> Iterator[Kind]:
    """What is known of a customer besides the card, and what of a card goes before it, by the rule of its category."""
    for entity in (Site, RegistryFact):
        linked = joined(entity, (Customer, Customer.id == entity.customer_id))
        of_customer = (entity.customer_id.is_not(None),)
        whose: dict[str, Any] = {"customer": entity.customer_id, "debt": owes(entity.customer_id), "needed": _running()}
        yield Kind(_FACTS, entity, "remove", linked, (customer_end(),), of_customer, **whose)
    ends = person_ends()
    known = joined(
        RegistryFact, (Person, Person.id == RegistryFact.person_id), (ends, ends.c.person_id == RegistryFact.person_id)
    )
    hers = (RegistryFact.customer_id.is_(None),)
    yield Kind(_FACTS, RegistryFact, "remove", known, (person_end(ends),), hers, person=RegistryFact.person_id)
    sound = select(Recording.id).where(Recording.attachment_id == Attachment.id).exists()
    loose = (*(getattr(Attachment, f"{owner}_id").is_(None) for owner in OWNERS), not_(sound))
    yield Kind(DataCategory.ATTACHMENT.value, Attachment, "remove", joined(Attachment), (Attachment.added_at,), loose)
    yield from _fields()


def _fields() -> Iterator[Kind]:
    """Fields of a card whose category has a rule of its own: they are emptied, and the card stays for its time."""
    ends = person_ends()
    tied = joined(Person, (ends, ends.c.person_id == Person.id))
    for code, names in _apart(Person, _WITH_PERSON).items():
        filled = or_(*(getattr(Person, name).is_not(None) for name in names))
        yield Kind(code, Person, "blank", tied, (person_end(ends),), (filled,), person=Person.id, fields=names)
    ended = (Customer.emptied_on.is_(None), Customer.status != "prospect")
    whose: dict[str, Any] = {"person": Customer.person_id, "customer": Customer.id, "early": Customer.until}
    for code, names in _apart(Customer, _WITH_CUSTOMER).items():
        filled = or_(*(getattr(Customer, name).is_not(None) for name in names))
        held: dict[str, Any] = {"debt": owes(Customer.id), "needed": _running(), "fields": names}
        yield Kind(code, Customer, "blank", joined(Customer), (customer_end(),), (*ended, filled), **whose, **held)


def _apart(entity: type[Entity], kept: frozenset[str]) -> dict[str, tuple[str, ...]]:
    """Return the fields of a card by the codes of their rules, without those that are kept as long as the card."""
    found: dict[str, list[str]] = {}
    for field in personal_fields(entity):
        code = field.retention or field.category.value
        if code not in kept:
            found.setdefault(code, []).append(field.name)
    return {code: tuple(names) for code, names in found.items()}


def _running() -> ColumnElement[bool]:
    """Match customers with a contract or a service that goes on."""
    contracts = select(Contract.id).where(
        Contract.customer_id == Customer.id, Contract.until.is_(None), Contract.state == "active"
    )
    services = select(Service.id).where(
        Service.customer_id == Customer.id, Service.until.is_(None), Service.state.in_(("active", "trial", "suspended"))
    )
    return contracts.exists() | services.exists()


def _cards() -> Iterator[Kind]:
    full = Customer.emptied_on.is_(None)
    customer = joined(Customer)
    yield Kind(
        "customership",
        Customer,
        "empty",
        customer,
        (customer_end(),),
        (full, Customer.status != "prospect"),
        person=Customer.person_id,
        customer=Customer.id,
        early=Customer.until,
        debt=owes(Customer.id),
        needed=_running(),
    )
    yield Kind(
        "customership.prospect",
        Customer,
        "empty",
        customer,
        (prospect_contact(),),
        (full, Customer.status == "prospect"),
        person=Customer.person_id,
        customer=Customer.id,
        debt=owes(Customer.id),
        needed=_running(),
    )
    ends = person_ends()
    tied = joined(Person, (ends, ends.c.person_id == Person.id))
    code = DataCategory.IDENTIFICATION.value
    needed = _needed()
    yield Kind(code, Person, "erase", tied, (ends.c.ended,), person=Person.id, debt=person_owes(), needed=needed)
    loose = (ends.c.person_id.is_(None),)
    met = (Person.parted_on, last_contact())
    yield Kind(code, Person, "erase", tied, met, loose, person=Person.id, debt=person_owes(), needed=needed)


def _needed() -> ColumnElement[bool]:
    """Match persons whose name is part of something that is kept for its own time: a call, an account, a contract."""
    own = select(Customer.id).where(Customer.person_id == Person.id, Customer.emptied_on.is_(None))
    met = select(Participant.id).where(Participant.person_id == Person.id)
    found: ColumnElement[bool] = own.exists() | met.exists()
    for entity in (HostingAccount, CreditCheck, SalesOrder):
        found |= select(entity.id).where(entity.person_id == Person.id).exists()
    return found


def _declared(listed: set[type[Entity]]) -> Iterator[Kind]:
    """Yield the kinds of entities that say themselves what starts their time."""
    for entity in entities():
        code = entity.__rule__ or _category(entity)
        if not entity.__ends__ or not code or entity in listed | WHOLE:
            continue
        columns = entity.__table__.c
        yield Kind(
            code,
            entity,
            "remove",
            joined(entity),
            (columns[entity.__ends__],),
            person=columns.get("person_id"),
            customer=columns.get("customer_id"),
        )


def _category(entity: type[Entity]) -> str:
    """Return the first data category of an entity's personal fields."""
    return next((field.category.value for field in entity.spec() if field.subject is not None), "")
