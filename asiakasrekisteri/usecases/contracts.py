"""Contracts in force and past: what runs under them, when they end and when notice must be given (R-45)."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, select

from asiakasrekisteri.domain.errors import FieldError, InvalidInputError
from asiakasrekisteri.domain.fields import Record
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.retention import add_months
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.store.models import Attachment, Contract, Customer, Service
from asiakasrekisteri.store.subjects import person_of
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.gate import Seen, nothing, use_case
from asiakasrekisteri.usecases.hiding import HIDDEN, is_restricted
from asiakasrekisteri.usecases.lists import IdList
from asiakasrekisteri.usecases.owned import owned_ids
from asiakasrekisteri.usecases.records import got, to_record
from asiakasrekisteri.usecases.rows import require_order, row_cases
from asiakasrekisteri.usecases.services import ServiceLine, service_line


def _rule(work: Work, contract: Contract) -> None:
    if contract.state == "ended" and contract.until is None:
        contract.until = work.today
    require_order(contract.since, contract.until, "until")
    faults = []
    if contract.term == "fixed" and contract.until is None:
        faults.append(FieldError("until", _("Määräaikaisella sopimuksella on päättymispäivä. Kirjoita se.")))
    if contract.notice_months is not None and contract.notice_months < 0:
        faults.append(FieldError("notice_months", _("Irtisanomisaika ei voi olla negatiivinen.")))
    if contract.signed_on is not None and contract.signed_on > work.today:
        faults.append(FieldError("signed_on", _("Allekirjoituspäivä on tulevaisuudessa. Tarkista päivä.")))
    if faults:
        raise InvalidInputError(faults)


CONTRACTS = row_cases(Contract, Permission.SERVICE_READ, Permission.SERVICE_WRITE, rule=_rule, order="since")


@dataclass(frozen=True, slots=True)
class ContractCard:
    """A contract with what hangs on it.

    Attributes:
        record: the contract, with origins.
        customer_id, customer: whose it is.
        services: what runs under it.
        attachments: its documents.
        days_left: until it ends; negative when it has ended, None where it has no end.
        notice_by: the last day to give notice so that it ends on its day; None where there is no such day.
        person_id: whose data these are, None of a firm.
    """

    record: Record
    customer_id: int
    customer: str
    services: tuple[ServiceLine, ...]
    attachments: tuple[Record, ...]
    days_left: int | None
    notice_by: dt.date | None
    person_id: int | None


def _card_seen(card: ContractCard) -> Sequence[Seen]:
    shown = [card.record, *(line.record for line in card.services), *card.attachments]
    return [Seen(r.entity, r.id, card.person_id) for r in shown]


@use_case(Permission.SERVICE_READ, discloses=_card_seen)
def open_contract(work: Work, contract_id: int) -> ContractCard:
    """Open a contract's card."""
    contract = got(work, Contract, contract_id)
    services = work.session.scalars(
        select(Service).where(Service.contract_id == contract_id).order_by(Service.state == "ended", Service.id)
    )
    attached = work.session.scalars(
        select(Attachment).where(Attachment.contract_id == contract_id, Attachment.complete).order_by(Attachment.id)
    )
    person_id = person_of(contract, work.session)
    hidden = is_restricted(work, person_id)
    return ContractCard(
        record=to_record(work, contract, with_origins=True),
        customer_id=contract.customer_id,
        customer=got(work, Customer, contract.customer_id).name,
        services=tuple(service_line(work, row) for row in services),
        attachments=tuple(to_record(work, row) for row in attached),
        days_left=None if hidden else days_left(contract, work.today),
        notice_by=None if hidden else notice_by(contract),
        person_id=person_id,
    )


def days_left(contract: Contract, today: dt.date) -> int | None:
    """Return the days until a contract ends; negative when it has ended, None where it has no end."""
    return None if contract.until is None else (contract.until - today).days


def notice_by(contract: Contract) -> dt.date | None:
    """Return the last day to give notice: so many months before the end; None without an end or a time of notice."""
    if contract.until is None or not contract.notice_months:
        return None
    return add_months(contract.until, -contract.notice_months)


@dataclass(frozen=True, slots=True)
class ContractRow:
    """A contract in a list."""

    id: int
    number: str
    name: str
    customer_id: int
    customer: str
    state: str
    term: str
    since: dt.date | None
    until: dt.date | None
    days_left: int | None


@use_case(Permission.SERVICE_READ, discloses=nothing, writes=False)
def list_contracts(
    work: Work,
    query: str = "",
    state: str = "",
    within_days: int | None = None,
    order: str = "until",
    *,
    reverse: bool = False,
) -> IdList:
    """Return the ids of the contracts that match; `within_days` keeps those in force that end by then or should have.

    `order` is "customer" or a field of the contract.
    """
    conditions: list[ColumnElement[bool]] = []
    if state:
        conditions.append(Contract.state == state)
    if within_days is not None:
        last = work.today + dt.timedelta(days=within_days)
        conditions += [Contract.until <= last, Contract.state.in_(("active", "terminated"))]
    return owned_ids(work, Contract, query, order, reverse=reverse, where=conditions)


@use_case(Permission.SERVICE_READ, discloses=nothing, writes=False)
def contract_rows(work: Work, ids: Sequence[int]) -> tuple[ContractRow, ...]:
    """Return a page of the list; what stays on the screen is logged by `note_seen`."""
    found = work.session.execute(
        select(Contract, Customer.name, Customer.person_id)
        .join(Customer, Customer.id == Contract.customer_id)
        .where(Contract.id.in_(ids))
    )
    rows = {
        contract.id: ContractRow(contract.id, HIDDEN, "", contract.customer_id, customer, "", "", None, None, None)
        if is_restricted(work, person_id)
        else _row(contract, customer, work.today)
        for contract, customer, person_id in found
    }
    return tuple(rows[i] for i in ids if i in rows)


def _row(contract: Contract, customer: str, today: dt.date) -> ContractRow:
    return ContractRow(
        contract.id,
        contract.number,
        contract.name or "",
        contract.customer_id,
        customer,
        contract.state,
        contract.term,
        contract.since,
        contract.until,
        days_left(contract, today),
    )
