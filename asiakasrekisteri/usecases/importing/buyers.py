"""The buyer of an imported invoice among the customers: known, or new where a Y-tunnus tells which firm it is."""

from sqlalchemy import select

from asiakasrekisteri.domain.identifiers import business_id_of, check_business_id
from asiakasrekisteri.domain.personname import list_form, split_name
from asiakasrekisteri.domain.words import fold
from asiakasrekisteri.exchange.finvoice.shape import Party
from asiakasrekisteri.store.models import Customer
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.customers import next_number, take_number
from asiakasrekisteri.usecases.edits import Edit, apply_edits, new_row


class Buyers:
    """Customers by Y-tunnus and by name, loaded once for a whole import."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self._by_business_id: dict[str, int] = {}
        self._by_name: dict[str, set[int]] = {}
        for row_id, business_id, name in work.session.execute(
            select(Customer.id, Customer.business_id, Customer.name).order_by(Customer.id.desc())
        ):
            self._take(row_id, business_id, name)

    def find_or_add(self, party: Party) -> Customer | None:
        """Return the customer that a buyer is; a firm that is not known is added; None where nobody can tell."""
        business_id = party.business_id or business_id_of(party.vat_number)
        found = self._by_business_id.get(business_id) if business_id else self._of_name(party.name)
        if found is not None:
            return self._work.session.get(Customer, found)
        if not business_id or not party.name or check_business_id(business_id):
            return None
        return self._add(party, business_id)

    def _of_name(self, name: str) -> int | None:
        """Return the only customer of a name, as it is said or with the family name first."""
        said = split_name(name)
        for one in (name, list_form(said.first_names, said.last_name) if said.last_name else name):
            ids = self._by_name.get(fold(one), set())
            if len(ids) == 1:
                return next(iter(ids))
        return None

    def _add(self, party: Party, business_id: str) -> Customer:
        number = next_number(self._work)
        take_number(self._work, number)
        values = {
            "number": number,
            "name": party.name,
            "kind": "company",
            "status": "active",
            "relation": "own",
            "business_id": business_id,
        }
        customer = new_row(self._work, Customer, values)
        apply_edits(self._work, customer, list(_details(party)))
        self._take(customer.id, business_id, party.name)
        return customer

    def _take(self, row_id: int, business_id: str | None, name: str) -> None:
        if business_id:
            self._by_business_id[business_id] = row_id
        self._by_name.setdefault(fold(name), set()).add(row_id)


def _details(party: Party) -> list[Edit]:
    address = {
        "use": "billing",
        "street": ", ".join(party.address.street) or None,
        "postcode": party.address.postcode or None,
        "town": party.address.town or None,
        "country": party.address.country or "FI",
    }
    edits = [Edit("address", values=address)] if party.address.street or party.address.town else []
    if party.email:
        edits.append(Edit("email", values={"use": "billing", "address": party.email}))
    return edits
