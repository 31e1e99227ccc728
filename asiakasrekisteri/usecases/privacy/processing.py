"""The processor's record (GDPR Art. 30(2)): for whom the firm stores and processes data on its servers."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import func, or_, select

from asiakasrekisteri.domain.description import PrintedDescription, ProcessedFor
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.phones import show_phone
from asiakasrekisteri.reports.records_of_processing import PROCESSING_KINDS
from asiakasrekisteri.store.models import Customer, Email, Phone, Product, Service
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.firm import phones_on_paper
from asiakasrekisteri.usecases.gate import Seen, use_case
from asiakasrekisteri.usecases.hiding import HIDDEN, is_restricted
from asiakasrekisteri.usecases.privacy.description import to_paper
from asiakasrekisteri.usecases.privacy.registers import register_of

_RUNNING = ("active", "trial", "suspended", "terminated")
"""States of services in which the customer's data are still on the servers."""
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class ProcessorRecord:
    """What the record is printed from, and the customers it tells of."""

    document: PrintedDescription
    customers: tuple[Seen, ...]


@dataclass(frozen=True, slots=True)
class ProcessedRows:
    """A row for each customer and category of processing, and the customers they tell of."""

    rows: tuple[ProcessedFor, ...]
    customers: tuple[Seen, ...]


@use_case(Permission.DESCRIPTION_WRITE, discloses=lambda record: record.customers)
def describe_processing(work: Work, register_id: int | None = None, language: str = "fi") -> ProcessorRecord:
    """Return the processor's record: a row for each customer and category of processing; the print is logged.

    A customer under restriction (Art. 18) stands in it by number alone.
    """
    register = register_of(work, register_id)
    rows, seen = _rows(work)
    return ProcessorRecord(replace(to_paper(work, register, language), processed=rows), seen)


@use_case(Permission.DESCRIPTION_WRITE, discloses=lambda found: found.customers)
def processed_rows(work: Work) -> ProcessedRows:
    """Return the rows of the processor's record alone: what a preview needs that follows a text being written."""
    return ProcessedRows(*_rows(work))


def _rows(work: Work) -> tuple[tuple[ProcessedFor, ...], tuple[Seen, ...]]:
    customers, found = _services(work)
    with phones_on_paper(work):
        reached = _reached(work, customers.values())
    rows = tuple(
        ProcessedFor(
            _named(work, customers[number]), reached.get(number, ""), kind, services, since.isoformat() if since else ""
        )
        for number, kind, services, since in found
    )
    return rows, tuple(Seen("customer", one.id, one.person_id) for one in customers.values())


def _services(work: Work) -> tuple[dict[int, Customer], list[tuple[int, str, int, dt.date | None]]]:
    """Return the customers by id, and of each the kinds of its running services, their number and first day."""
    kind = func.coalesce(Product.kind, "other")
    asked = (
        select(Service.customer_id, kind, func.count(), func.min(Service.since))
        .outerjoin(Product, Product.id == Service.product_id)
        .where(
            Service.state.in_(_RUNNING),
            kind.in_(PROCESSING_KINDS),
            or_(Service.until.is_(None), Service.until >= work.today),
        )
        .group_by(Service.customer_id, kind)
    )
    found = list(work.session.execute(asked))
    customers = _customers(work, {row[0] for row in found})
    order = {number: place for place, number in enumerate(customers)}
    found.sort(key=lambda row: (order[row[0]], PROCESSING_KINDS.index(row[1])))
    return customers, [(row[0], row[1], row[2], row[3]) for row in found]


def _customers(work: Work, ids: set[int]) -> dict[int, Customer]:
    """Return customers by id, in the order of their names."""
    rows = [row for part in _parts(ids) for row in work.session.scalars(select(Customer).where(Customer.id.in_(part)))]
    return {row.id: row for row in sorted(rows, key=lambda row: (row.sort_key or "", row.id))}


def _named(work: Work, customer: Customer) -> str:
    name = HIDDEN if is_restricted(work, customer.person_id) else customer.name
    return ", ".join(filter(None, (f"{customer.number} {name}", customer.business_id)))


def _reached(work: Work, customers: Iterable[Customer]) -> Mapping[int, str]:
    """Return an e-mail address, or otherwise a phone number, of each customer or of the person that it is."""
    shown = [one for one in customers if not is_restricted(work, one.person_id)]
    found: dict[int, str] = {}
    for model, column in ((Phone, Phone.number), (Email, Email.address)):
        own = _first(work, model.customer_id, column, [one.id for one in shown])
        persons = _first(work, model.person_id, column, [one.person_id for one in shown if one.person_id])
        for one in shown:
            value = own.get(one.id) or persons.get(one.person_id or 0)
            if value:
                found[one.id] = show_phone(value) if model is Phone else value
    return found


def _first(work: Work, owner: object, value: object, ids: Sequence[int]) -> dict[int, str]:
    found: dict[int, str] = {}
    for part in _parts(ids):
        rows = work.session.execute(select(owner, value).where(owner.in_(part)))  # type: ignore[call-overload,attr-defined]
        for number, text in rows:
            found.setdefault(number, text)
    return found


def _parts(ids: Iterable[int]) -> list[list[int]]:
    known = sorted(ids)
    return [known[start : start + _AT_ONCE] for start in range(0, len(known), _AT_ONCE)]
