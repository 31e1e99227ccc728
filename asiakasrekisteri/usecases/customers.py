"""Customers: list, card, save."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import BigInteger, cast, func, insert, select

from asiakasrekisteri.domain.errors import FieldError, InvalidInputError
from asiakasrekisteri.domain.fields import EntitySpec, Record
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.personname import list_form, split_name, spoken_form
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.store import search
from asiakasrekisteri.store.changes import AUDITED
from asiakasrekisteri.store.models import Address, ContactRole, Customer, Email, Person, Phone, UsedNumber
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.customer_marks import Marked, marked_with, marks_of
from asiakasrekisteri.usecases.edits import Edit, Saved, apply_edits, change_row, from_source, new_row
from asiakasrekisteri.usecases.gate import Seen, nothing, use_case
from asiakasrekisteri.usecases.lists import IdList, content_owners, ordered_ids
from asiakasrekisteri.usecases.records import got, to_record, to_records
from asiakasrekisteri.usecases.restrictions import require_unrestricted, restricted_persons, restriction_of

CUSTOMER: EntitySpec = Customer.spec()
PERSONAL_KINDS = ("private", "sole_trader")
_FIRST_NUMBER = 10_001
_LONGEST_NUMBER = 15
"""Digits; a longer "number" in an imported file is somebody else's identifier, not the end of a series."""
SERIES_AT = "="
"""Before a used number: the series has come so far, though the number itself is free for the file that brought it."""


@dataclass(frozen=True, slots=True)
class CustomerRow:
    """A customer in a list; `services` and `marks` as in `customer_marks`."""

    id: int
    name: str
    number: str
    identifier: str
    kind: str
    town: str
    status: str
    contacts: int
    person_id: int | None
    restricted: bool = False
    services: int = 0
    marks: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Contact:
    """A contact person of a customer: the role and who holds it."""

    role: Record
    person_id: int
    name: str
    phone: str
    email: str
    restricted: bool = False


@dataclass(frozen=True, slots=True)
class CustomerCard:
    """Everything a customer's card shows. `details` are addresses, phones and e-mails as records with origins.

    `restriction` is the one in force on the data of the person who is the customer: it hides her values here too.
    """

    record: Record
    person_id: int | None
    details: tuple[Record, ...]
    contacts: tuple[Contact, ...]
    restriction: Record | None = None


@use_case(Permission.CUSTOMER_READ, discloses=nothing, writes=False)
def list_customers(
    work: Work, query: str = "", status: str = "", order: str = "name", *, reverse: bool = False, mark: str = ""
) -> IdList:
    """Return the ids of the customers that match, in order; `order` is "name", "number", "status" or "since".

    `mark` is one of `customer_marks.GROUNDS`: only those that bear it.

    When no customer matches, those whose contact person now does are listed: the caller's own number finds the firm.
    When none does, those in whose mails, calls and attachments the words stand.
    """
    equal: dict[str, object] = {"status": status} if status else {}
    if mark:
        equal["id"] = marked_with(work, mark)

    def listed(which: str | Sequence[int]) -> IdList:
        return ordered_ids(work, Customer, which, order, reverse, equal)

    found = listed(query)
    if found.ids or not query.strip():
        return found
    served = listed(_served_by(work, query))
    return served if served.ids else listed(content_owners(work, "customer", query))


def _served_by(work: Work, query: str) -> list[int]:
    """Return the customers whose contact persons now match."""
    persons = set(search.matching(work.session.connection(), "person", query))
    held = work.session.execute(
        select(ContactRole.person_id, ContactRole.customer_id).where(ContactRole.until.is_(None))
    )
    return [customer for person, customer in held if person in persons] if persons else []


@use_case(Permission.CUSTOMER_READ, discloses=nothing, writes=False)
def customer_rows(work: Work, ids: Sequence[int]) -> tuple[CustomerRow, ...]:
    """Return a page of the list; what stays on the screen is logged by `note_seen`."""
    town = (
        select(Address.town)
        .where(Address.customer_id == Customer.id)
        .order_by(Address.use != "postal", Address.id)
        .limit(1)
        .scalar_subquery()
    )
    contacts = (
        select(func.count())
        .where(ContactRole.customer_id == Customer.id, ContactRole.until.is_(None))
        .scalar_subquery()
    )
    found = work.session.execute(
        select(
            Customer.id,
            Customer.name,
            Customer.number,
            func.coalesce(Customer.business_id, Customer.association_number, ""),
            Customer.kind,
            func.coalesce(town, ""),
            Customer.status,
            contacts,
            Customer.person_id,
            func.coalesce(Person.non_disclosure, False),
        )
        .outerjoin(Person, Person.id == Customer.person_id)
        .where(Customer.id.in_(ids))
    )
    restricted, marked = restricted_persons(work), marks_of(work, ids)
    rows = {}
    for told in found:
        row = CustomerRow(*told[:-1])
        held = row.person_id in restricted
        rows[row.id] = _list_row(row, marked.get(row.id, Marked()), hides=told[-1], restricted=held)
    return tuple(rows[i] for i in ids if i in rows)


def _list_row(row: CustomerRow, marked: Marked, *, hides: bool, restricted: bool) -> CustomerRow:
    """Leave out where a protected person lives, and of one under restriction everything but her name and number."""
    if restricted:
        return replace(row, town="", identifier="", restricted=True)
    row = replace(row, services=marked.services, marks=marked.marks)
    return replace(row, town="") if hides else row


def _card_seen(card: CustomerCard) -> Sequence[Seen]:
    contacts = [Seen("person", c.person_id, c.person_id) for c in card.contacts]
    return [Seen("customer", card.record.id, card.person_id), *contacts]


@use_case(Permission.CUSTOMER_READ, discloses=_card_seen)
def open_customer(work: Work, customer_id: int) -> CustomerCard:
    """Open a customer's card."""
    customer = got(work, Customer, customer_id)
    details = [
        row
        for entity in (Email, Phone, Address)
        for row in work.session.scalars(select(entity).where(entity.customer_id == customer_id).order_by(entity.id))
    ]
    record = to_record(work, customer, with_origins=True)
    found = restriction_of(work, customer.person_id) if customer.person_id is not None else None
    restriction = to_record(work, found) if found is not None else None
    return CustomerCard(
        record, customer.person_id, to_records(work, details), tuple(_contacts(work, customer_id)), restriction
    )


def _contacts(work: Work, customer_id: int) -> list[Contact]:
    phone = select(Phone.number).where(Phone.person_id == Person.id).order_by(Phone.id).limit(1).scalar_subquery()
    email = select(Email.address).where(Email.person_id == Person.id).order_by(Email.id).limit(1).scalar_subquery()
    rows = work.session.execute(
        select(ContactRole, Person, func.coalesce(phone, ""), func.coalesce(email, ""))
        .join(Person, Person.id == ContactRole.person_id)
        .where(ContactRole.customer_id == customer_id)
        .order_by(ContactRole.until.is_not(None), ContactRole.id)
    ).all()
    restricted = restricted_persons(work)
    records = to_records(work, [row[0] for row in rows])
    return [
        Contact(role, person.id, full_name(person), "", "", restricted=True)
        if person.id in restricted
        else Contact(role, person.id, full_name(person), phone_number, address)
        for role, (_role, person, phone_number, address) in zip(records, rows, strict=True)
    ]


def full_name(person: Person) -> str:
    """Return a person's name as spoken: first names, last name."""
    return spoken_form(person.first_names or "", person.last_name)


@use_case(Permission.CUSTOMER_WRITE, discloses=nothing)
def add_customer(
    work: Work,
    values: Mapping[str, object],
    edits: Sequence[Edit] = (),
    *,
    source: str = "customer",
    person_id: int | None = None,
    trader: str = "",
) -> Saved:
    """Store a new customer with its details.

    A private customer is a person too: an existing one by `person_id`, otherwise one made from the name. So is a sole
    trader, whose own name is `trader`: the name of the trade does not tell it.

    Raises:
        InvalidInputError: a field is wrong, or a sole trader's name is missing ("trader").
    """
    from_source(work, source)
    given = dict(values)
    given["number"] = given.get("number") or next_number(work)
    take_number(work, str(given["number"]).strip())
    if person_id is None and given.get("kind") in PERSONAL_KINDS:
        person_id = _person_of_name(work, _own_name(given, trader))
    customer = new_row(work, Customer, given, person_id=person_id)
    apply_edits(work, customer, edits)
    return Saved(customer.id, work.log_number)


def _own_name(given: Mapping[str, object], trader: str) -> str:
    name = str(given.get("name") or "") if given.get("kind") == "private" else trader
    if not name.strip() and given.get("kind") == "sole_trader":
        message = _("Kirjoita yrittäjän nimi: toiminimen takana on luonnollinen henkilö.")
        raise InvalidInputError([FieldError("trader", message)])
    return name


def _person_of_name(work: Work, name: str) -> int:
    parts = split_name(name)
    person = new_row(work, Person, {"last_name": parts.last_name, "first_names": parts.first_names})
    return person.id


@use_case(Permission.CUSTOMER_WRITE, discloses=nothing)
def save_customer(
    work: Work,
    customer_id: int,
    version: int,
    values: Mapping[str, object],
    edits: Sequence[Edit] = (),
    *,
    source: str = "customer",
) -> Saved:
    """Save a customer's card: given fields and details, nothing else."""
    from_source(work, source)
    customer = got(work, Customer, customer_id, version)
    require_unrestricted(work, customer)
    number = str(values.get("number") or customer.number).strip()
    if number != customer.number:
        take_number(work, number)
    change_row(work, customer, {**values, "number": number} if "number" in values else values)
    apply_edits(work, customer, edits)
    return Saved(customer.id, work.log_number)


def rename_private_customers(work: Work, person: Person) -> None:
    """Keep the name of a private customer the same as the person's."""
    rows = work.session.scalars(select(Customer).where(Customer.person_id == person.id, Customer.kind == "private"))
    for customer in rows:
        customer.name = list_form(person.first_names or "", person.last_name)


def next_number(work: Work) -> str:
    """Return a customer number that has never been given: one more than the greatest ever given."""
    number = func.ltrim(UsedNumber.number, SERIES_AT)
    only_digits = (func.ltrim(number, "0123456789") == "") & (func.length(number) <= _LONGEST_NUMBER)
    greatest = work.session.scalar(select(func.max(cast(number, BigInteger))).where(only_digits))
    return str(number_after(greatest or 0))


def number_after(greatest: int) -> int:
    """Return the customer number that follows the greatest in use (0: none yet)."""
    return max(greatest + 1, _FIRST_NUMBER)


def in_series(number: str) -> int:
    """Return the place of a customer number in the series that the program continues; 0 for one of another form."""
    number = number.removeprefix(SERIES_AT)
    plain = number.isascii() and number.isdigit() and len(number) <= _LONGEST_NUMBER
    return int(number) if plain else 0


def take_number(work: Work, number: str) -> None:
    """Reserve a customer number for ever.

    Raises:
        InvalidInputError: the number has been given to somebody before.
    """
    taken = work.session.scalar(select(UsedNumber.number).where(UsedNumber.number == number))
    if taken is not None:
        message = _("Asiakasnumero {number} on jo käytetty. Numeroa ei anneta uudelleen; jätä kenttä tyhjäksi.")
        raise InvalidInputError([FieldError("number", message.format(number=number))])
    work.session.execute(insert(UsedNumber), [{"number": number}], execution_options={AUDITED: True})
