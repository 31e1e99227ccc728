"""Every source of events. A new kind of event is a line here and a way to tell it."""

from typing import Any

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import defer

from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.store.models import (
    Address,
    CampaignRecipient,
    Change,
    ContactRole,
    Contract,
    CreditCheck,
    Customer,
    DomainName,
    Email,
    Interaction,
    Invoice,
    NoticeRecipient,
    PaperRecord,
    Participant,
    Payment,
    Phone,
    Reminder,
    SalesOrder,
    Service,
    UsageEvent,
)
from asiakasrekisteri.usecases.events import telling
from asiakasrekisteri.usecases.events.changed import count_changes, tell_changes
from asiakasrekisteri.usecases.events.source import CUSTOMERS, ONLY, PERSONS, Condition, Shape, Source
from asiakasrekisteri.usecases.events.talks import BODY, KINDS, tell_interactions

_CARD = ("customer", "person", "address", "phone", "email")
_DETAILS = {"address": Address, "phone": Phone, "email": Email}


def _owned(entity: Any) -> Condition:
    """Return the condition of rows that hang on a customer, on a person, or on either."""

    def mine(shape: Shape) -> ColumnElement[bool] | None:
        has_person = hasattr(entity, "person_id")
        found: list[ColumnElement[bool]] = [entity.customer_id.in_(CUSTOMERS)] if shape.customers else []
        if has_person and shape.persons:
            found.append(entity.person_id.in_(PERSONS))
        if not found or (shape.only and not has_person):
            return None
        return or_(*found) & (entity.person_id == ONLY) if shape.only else or_(*found)

    return mine


def _interactions(shape: Shape) -> ColumnElement[bool] | None:
    took_part = select(Participant.interaction_id)
    found: list[ColumnElement[bool]] = [Interaction.customer_id.in_(CUSTOMERS)] if shape.customers else []
    if shape.persons:
        found.append(Interaction.id.in_(took_part.where(Participant.person_id.in_(PERSONS))))
    if not shape.only:
        return or_(*found)
    return or_(*found) & Interaction.id.in_(took_part.where(Participant.person_id == ONLY))


def _of_invoices(entity: Any) -> Condition:
    def mine(shape: Shape) -> ColumnElement[bool] | None:
        if shape.only or not shape.customers:
            return None
        invoices = select(Invoice.id).where(Invoice.customer_id.in_(CUSTOMERS))
        found: list[ColumnElement[bool]] = [entity.invoice_id.in_(invoices)]
        if entity is Payment:
            found.append(entity.customer_id.in_(CUSTOMERS))
        return or_(*found)

    return mine


def _changes(shape: Shape) -> ColumnElement[bool] | None:
    if shape.only:
        return None
    if shape.persons:
        return Change.person_id.in_(PERSONS) & Change.entity.in_(_CARD)
    found = [(Change.entity == "customer") & Change.entity_id.in_(CUSTOMERS)]
    for name, entity in _DETAILS.items():
        hers = select(entity.id).where(entity.customer_id.in_(CUSTOMERS))
        found.append((Change.entity == name) & Change.entity_id.in_(hers))
    return or_(*found)


_READ = Permission.INTERACTION_READ
_BILLING = Permission.BILLING_READ
_SERVICE = Permission.SERVICE_READ
_CUSTOMER = Permission.CUSTOMER_READ
SOURCES: tuple[Source, ...] = (
    Source(
        "interaction",
        KINDS,
        Interaction,
        Interaction.at,
        _READ,
        _interactions,
        tell_interactions,
        extra=(func.substr(Interaction.body, 1, BODY),),
        options=(defer(Interaction.body),),
    ),
    Source("order", ("order",), SalesOrder, SalesOrder.ordered_on, _SERVICE, _owned(SalesOrder), telling.tell_orders),
    Source("invoice", ("invoice",), Invoice, Invoice.issued_on, _BILLING, _owned(Invoice), telling.tell_invoices),
    Source("payment", ("payment",), Payment, Payment.paid_on, _BILLING, _of_invoices(Payment), telling.tell_payments),
    Source(
        "reminder", ("reminder",), Reminder, Reminder.sent_on, _BILLING, _of_invoices(Reminder), telling.tell_reminders
    ),
    Source("contract.since", ("contract",), Contract, Contract.since, _SERVICE, _owned(Contract), telling.tell_began),
    Source("contract.until", ("contract",), Contract, Contract.until, _SERVICE, _owned(Contract), telling.tell_ended),
    Source("service.since", ("service",), Service, Service.since, _SERVICE, _owned(Service), telling.tell_began),
    Source("service.until", ("service",), Service, Service.until, _SERVICE, _owned(Service), telling.tell_ended),
    Source(
        "domain.since",
        ("domain",),
        DomainName,
        DomainName.registered_on,
        _SERVICE,
        _owned(DomainName),
        telling.tell_began,
    ),
    Source(
        "domain.until", ("domain",), DomainName, DomainName.expires_on, _SERVICE, _owned(DomainName), telling.tell_ended
    ),
    Source("role.since", ("role",), ContactRole, ContactRole.since, _CUSTOMER, _owned(ContactRole), telling.tell_roles),
    Source("role.until", ("role",), ContactRole, ContactRole.until, _CUSTOMER, _owned(ContactRole), telling.tell_roles),
    Source(
        "credit_check",
        ("credit_check",),
        CreditCheck,
        CreditCheck.checked_on,
        _BILLING,
        _owned(CreditCheck),
        telling.tell_checks,
    ),
    Source(
        "notice",
        ("notice",),
        NoticeRecipient,
        NoticeRecipient.sent_at,
        Permission.OUTAGE_READ,
        _owned(NoticeRecipient),
        telling.tell_notices,
    ),
    *(
        Source(
            f"marketing.{name}",
            ("marketing",),
            CampaignRecipient,
            at,
            _CUSTOMER,
            _owned(CampaignRecipient),
            telling.tell_newsletters,
        )
        for name, at in (("sent", CampaignRecipient.sent_at), ("stopped", CampaignRecipient.unsubscribed_at))
    ),
    Source("usage", ("usage",), UsageEvent, UsageEvent.at, _SERVICE, _owned(UsageEvent), telling.tell_usage),
    Source("paper", ("paper",), PaperRecord, PaperRecord.dated, _CUSTOMER, _owned(PaperRecord), telling.tell_papers),
    Source(
        "change",
        ("change",),
        Change,
        Change.at,
        _CUSTOMER,
        _changes,
        tell_changes,
        always=(Change.action == "update",),
        several=((Change.entity, Change.values), count_changes),
    ),
)


def own_customers(persons: tuple[int, ...]) -> Any:
    """Return the query of the customerships that are the persons' own."""
    return select(Customer.id).where(Customer.person_id.in_(persons)).order_by(Customer.id)
