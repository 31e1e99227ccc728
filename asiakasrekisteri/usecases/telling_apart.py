"""What tells those apart that are found under one name: shown beside each in the palette."""

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import or_, select

from asiakasrekisteri.domain.formats import as_text, clock_time, day
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.store.models import ContactRole, Customer, Interaction, Invoice
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.customers import CUSTOMER
from asiakasrekisteri.usecases.finding import Hit
from asiakasrekisteri.usecases.gate import nothing, use_case

Details = Mapping[tuple[str, int], str]
"""Words by kind and id."""
_MOST_NAMES = 2


@use_case(Permission.CUSTOMER_READ, discloses=nothing, writes=False)
def hit_details(work: Work, hits: Sequence[Hit]) -> Details:
    """Return a few words of each hit: kind and number of a customer, whom a person acts for, the day of the rest.

    No address, because it may be secret; of somebody whose data may only be stored, that alone. What stays in sight is
    logged by `note_seen`, as the hits are.
    """
    told = {("customer", i): words for i, words in _customers(work, _ids(hits, "customer"))}
    told |= {("person", i): words for i, words in _persons(work, _ids(hits, "person"))}
    if work.actor.may(Permission.INTERACTION_READ):
        told |= {("interaction", i): words for i, words in _interactions(work, _ids(hits, "interaction"))}
    if work.actor.may(Permission.BILLING_READ):
        told |= {("invoice", i): words for i, words in _invoices(work, _ids(hits, "invoice"))}
    return told | {(hit.kind, hit.id): _("Rajoitettu") for hit in hits if hit.restricted}


def _ids(hits: Sequence[Hit], kind: str) -> list[int]:
    return [hit.id for hit in hits if hit.kind == kind]


def _customers(work: Work, ids: list[int]) -> Iterable[tuple[int, str]]:
    asked = select(Customer.id, Customer.kind, Customer.number).where(Customer.id.in_(ids))
    for row_id, kind, number in work.session.execute(asked) if ids else ():
        yield row_id, f"{as_text(CUSTOMER['kind'], kind).capitalize()} · {number}"


def _persons(work: Work, ids: list[int]) -> Iterable[tuple[int, str]]:
    today = work.today
    asked = (
        select(ContactRole.person_id, Customer.name)
        .join(Customer, Customer.id == ContactRole.customer_id)
        .where(ContactRole.person_id.in_(ids), or_(ContactRole.until.is_(None), ContactRole.until >= today))
        .order_by(ContactRole.person_id, ContactRole.id)
    )
    names: dict[int, list[str]] = {}
    for row_id, name in work.session.execute(asked) if ids else ():
        if name not in names.setdefault(row_id, []):
            names[row_id].append(name)
    for row_id, served in names.items():
        more = len(served) - _MOST_NAMES
        yield row_id, ", ".join(served[:_MOST_NAMES]) + (f" +{more}" if more > 0 else "")


def _interactions(work: Work, ids: list[int]) -> Iterable[tuple[int, str]]:
    asked = select(Interaction.id, Interaction.at).where(Interaction.id.in_(ids))
    return ((row_id, clock_time(at)) for row_id, at in work.session.execute(asked)) if ids else ()


def _invoices(work: Work, ids: list[int]) -> Iterable[tuple[int, str]]:
    asked = select(Invoice.id, Invoice.issued_on).where(Invoice.id.in_(ids))
    return ((row_id, day(issued)) for row_id, issued in work.session.execute(asked)) if ids else ()
