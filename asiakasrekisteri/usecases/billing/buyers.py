"""The buyer as written on an invoice (AVL 209 e §): a copy of the customer's card on the day it was made."""

from sqlalchemy import select

from asiakasrekisteri.domain.countries import country_name
from asiakasrekisteri.store.models import Address, Customer, Person
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.customers import full_name

_ADDRESSES = ("billing", "postal", "visiting")
"""Where an invoice goes, the best first."""


def buyer(work: Work, customer: Customer) -> dict[str, object]:
    """Return the fields of the buyer: name as spoken, address on one line, Y-tunnus."""
    private = customer.kind == "private" and customer.person_id is not None
    person = work.session.get(Person, customer.person_id) if private else None
    return {
        "buyer_name": full_name(person) if person is not None else customer.name,
        "buyer_address": _address(work, customer),
        "buyer_business_id": customer.business_id,
    }


def _address(work: Work, customer: Customer) -> str | None:
    """Return the customer's address for invoices; a private customer's is the person's where the card has none."""
    owners = [Address.customer_id == customer.id]
    if customer.person_id is not None:
        owners.append(Address.person_id == customer.person_id)
    for owner in owners:
        addresses = work.session.scalars(select(Address).where(owner).order_by(Address.id)).all()
        best = min(addresses, key=lambda a: _ADDRESSES.index(a.use), default=None)
        if best is not None:
            return _one_line(best)
    return None


def _one_line(address: Address) -> str | None:
    town = " ".join(filter(None, (address.postcode, address.town)))
    country = country_name(address.country) if address.country != "FI" else None
    return ", ".join(filter(None, (address.street, town, country))) or None
