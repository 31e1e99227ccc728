"""How a customer or a person is reached: one e-mail, one phone and one address, as far as they may be told."""

from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import or_, select

from asiakasrekisteri.domain.countries import country_name
from asiakasrekisteri.exchange.vcard_write import CardOut
from asiakasrekisteri.store.models import Address, Customer, Email, Entity, Person, Phone
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.customers import full_name
from asiakasrekisteri.usecases.hiding import hidden_fields

D = TypeVar("D", Address, Email, Phone)
_AT_HOME = ("", "FI", "AX")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reached:
    """The ways to somebody; what is not known, or is protected, is empty."""

    first_names: str
    last_name: str
    organisation: str
    email: str
    phone: str
    street: str
    postcode: str
    town: str
    country: str

    def card(self) -> CardOut:
        """Return it as a contact card."""
        use = "WORK" if self.organisation else "HOME"
        address = (self.street, self.postcode, self.town, self.country) if self.town else None
        return CardOut(
            first_names=self.first_names,
            last_name=self.last_name,
            organisation=self.organisation,
            phones=((use, self.phone),) if self.phone else (),
            emails=((use, self.email),) if self.email else (),
            address=address,
        )

    def address_rows(self) -> tuple[str, ...]:
        """Return the rows of an envelope under the name, as Posti wants them; abroad the country is the last."""
        rows = [self.street, f"{self.postcode} {self.town.upper()}".strip()]
        if self.country not in _AT_HOME:
            rows.append(country_name(self.country, "en").upper())
        return tuple(filter(None, rows))


def reached(work: Work, row: Customer | Person) -> Reached:
    """Return how somebody is reached: by her own address, number and e-mail, or by those of her customership."""
    person = _person(work, row)
    address = _first(work, Address, row)
    hidden = hidden_fields(work, address) if address is not None else {}
    told = {name: "" if address is None or name in hidden else getattr(address, name) or "" for name in _PLACE}
    email, phone = _first(work, Email, row), _first(work, Phone, row)
    firm = row.name if isinstance(row, Customer) and person is None else ""
    return Reached(
        first_names=person.first_names or "" if person is not None else "",
        last_name=person.last_name if person is not None else "",
        organisation=firm,
        email=email.address if email is not None else "",
        phone=phone.number if phone is not None else "",
        **told,
    )


def told_name(work: Work, row: Entity) -> str:
    """Return the name as it stands on an envelope."""
    person = _person(work, row)
    if person is not None and not (isinstance(row, Customer) and row.kind == "sole_trader"):
        return full_name(person)
    return row.name if isinstance(row, Customer) else row.called()


_PLACE = ("street", "postcode", "town", "country")


def _person(work: Work, row: Entity) -> Person | None:
    if isinstance(row, Person):
        return row
    number = row.person_id if isinstance(row, Customer) else None
    return work.session.get(Person, number) if number is not None else None


def _first(work: Work, entity: type[D], row: Customer | Person) -> D | None:
    """Return the first detail of somebody, a postal address before others; her own and her customerships' alike."""
    if isinstance(row, Person):
        own = select(Customer.id).where(Customer.person_id == row.id)
        hers = or_(entity.person_id == row.id, entity.customer_id.in_(own))
    elif row.person_id is not None:
        hers = or_(entity.customer_id == row.id, entity.person_id == row.person_id)
    else:
        hers = or_(entity.customer_id == row.id)
    found = work.session.scalars(select(entity).where(hers).order_by(entity.id)).all()
    return min(found, key=lambda one: one.use != "postal", default=None)
