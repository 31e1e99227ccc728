"""Persons of vCards: the known are completed, the others are new; nothing is written over unless the user says so."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from sqlalchemy import select

from asiakasrekisteri.domain.countries import check_country, normalise_country
from asiakasrekisteri.domain.emails import check_email, normalise_email
from asiakasrekisteri.domain.errors import InvalidInputError, RestrictedError
from asiakasrekisteri.domain.personname import PersonName, spoken_form
from asiakasrekisteri.domain.phones import normalise_phone
from asiakasrekisteri.domain.postcodes import part_country
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.domain.words import fold
from asiakasrekisteri.exchange.columns import SkippedColumn
from asiakasrekisteri.exchange.vcard import Card, CardAddress, not_taken, read_cards
from asiakasrekisteri.store.models import Address, ContactRole, Customer, Email, Entity, Person, Phone
from asiakasrekisteri.store.models.person import LANGUAGES
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.edits import Edit, apply_edits, change_row, new_row
from asiakasrekisteri.usecases.importing.differing import Differing, Place
from asiakasrekisteri.usecases.importing.order import Order
from asiakasrekisteri.usecases.importing.report import ImportReport, RowNote
from asiakasrekisteri.usecases.privacy.marketing.suppression import SuppressionList
from asiakasrekisteri.usecases.records import checked

_LANGUAGES = frozenset(option.code for option in LANGUAGES)
_PHONE_USES = {"cell": "mobile", "home": "home"}
_EMAIL_USES = {"home": "private"}
_STEP = 50
_NAME_ALONE = ""


def take_cards(work: Work, order: Order) -> ImportReport:
    """Bring the persons of a file of vCards.

    A card is of a known person where the name is hers and an e-mail address, a phone number or the firm is too: the
    name alone tells nobody apart. What she already has stays unless the user takes the card's; what is
    missing is added.

    Raises:
        ExchangeError: the file cannot be read.
    """
    cards, properties = read_cards(order.file)
    report = ImportReport(rows=len(cards))
    report.skipped_columns.extend(SkippedColumn(name, reason) for name, reason in not_taken(properties))
    run = CardTaking(work, report, Differing(order, report.differences))
    for number, card in enumerate(cards, 1):
        if number % _STEP == 1:
            work.progress.report(number, len(cards), _("Tuodaan käyntikortteja"))
        _take(run, card)
    return report


def _take(run: "CardTaking", card: Card) -> None:
    refusal = card.problem or ("" if card.name.last_name else _nameless(card))
    if refusal:
        run.report.rejected.append(RowNote(card.line, "name", refusal))
        return
    try:
        with run.work.session.no_autoflush:
            run.take(card, Place(card.line, who=card.name.spoken), run.known.firm(card.organisation))
    except (InvalidInputError, RestrictedError) as error:
        run.report.rejected.append(RowNote(card.line, "", str(error)))


def _nameless(card: Card) -> str:
    if card.organisation:
        return _("kortti on yrityksen {name}, ei henkilön; tuo yritykset taulukosta").format(name=card.organisation)
    return _("nimi puuttuu; täydennä kortin nimi")


@dataclass(slots=True)
class CardTaking:
    """Takes persons of cards.

    Attributes:
        differing: shows what the register has otherwise.
        known: who is there.
    """

    work: Work
    report: ImportReport
    differing: Differing
    known: "KnownPersons" = field(init=False)

    def __post_init__(self) -> None:
        self.known = KnownPersons(self.work)

    def take(self, card: Card, at: Place, firm: Customer | None, role: str = "admin") -> None:
        """Store the person of a card, or complete her if she is known, with her role at a firm that is a customer."""
        known, report = self.known.person(card, firm), self.report
        new = known is None
        person = _added(self.work, card) if known is None else known
        edits = [*_contacts(self, card, person, at), *_role(self.work, card, person, (firm, role), report)]
        changed = not new and _completed(self, card, person, at)
        if edits:
            apply_edits(self.work, person, edits)
        self.work.session.flush()
        self.known.take(card, person.id, firm)
        report.created += new
        report.updated += not new and (changed or bool(edits))
        report.unchanged += not new and not changed and not edits


def _added(work: Work, card: Card) -> Person:
    language = card.language if card.language in _LANGUAGES else None
    values = {"last_name": card.name.last_name, "first_names": card.name.first_names or None, "language": language}
    return new_row(work, Person, {**values, "note": card.note or None})


def _completed(run: CardTaking, card: Card, person: Person, at: Place) -> bool:
    """Fill what the person has not, and what the user takes from the card; tell whether there was anything."""
    language = card.language if card.language in _LANGUAGES else None
    said = {"first_names": card.name.first_names, "language": language, "note": card.note}
    told = checked(Person.spec(), {name: value for name, value in said.items() if value}, partial=True)
    taken = run.differing.taken(at, person, told, ours_first=True)
    missing = {name: value for name, value in taken.items() if value != getattr(person, name)}
    if missing:
        change_row(run.work, person, missing)
    return bool(missing)


def _contacts(run: CardTaking, card: Card, person: Person, at: Place) -> Iterator[Edit]:
    """Yield the phones, e-mails and addresses that the person does not have; one that is wrong is told and left out."""
    suppression, warnings = SuppressionList(run.work), run.report.warnings
    for entity, key, said in (
        (Phone, "number", [{"use": _PHONE_USES.get(use, "work"), "number": number} for use, number in card.phones]),
        (Email, "address", [{"use": _EMAIL_USES.get(use, "work"), "address": one} for use, one in card.emails]),
        (Address, "street", [_address(one) for one in card.addresses]),
    ):
        owned = _owned(run.work, entity, person)
        has = {_same(entity, row) for row in owned}
        for values in said:
            mark = _mark(entity, values)
            if mark in has or not values[key]:
                continue
            has.add(mark)
            if fault := _fault(entity, values):
                warnings.append(RowNote(card.line, key, fault))
                continue
            here = [str(getattr(row, key)) for row in owned]
            if run.differing.beside(at, entity, key, here, _plain(entity, str(values[key]))):
                if warning := suppression.warning(values.get(key)):
                    warnings.append(RowNote(card.line, key, warning))
                yield Edit(entity.__tablename__, values=values)


def _plain(entity: type[Entity], value: str) -> str:
    return str(normalise_phone(value) or value) if entity is Phone else value


def _owned(work: Work, entity: type[Entity], person: Person) -> list[Entity]:
    return list(work.session.scalars(select(entity).where(entity.person_id == person.id)))  # type: ignore[attr-defined]


def _address(said: CardAddress) -> dict[str, object]:
    postcode, country = part_country(said.postcode)
    return {
        "use": "postal",
        "street": said.street,
        "postcode": postcode,
        "town": said.town,
        "country": normalise_country(said.country) or country or "FI",
    }


def _same(entity: type[Entity], row: Entity) -> object:
    return _mark(entity, {f.name: getattr(row, f.name) for f in entity.spec()})


def _mark(entity: type[Entity], values: Mapping[str, object]) -> object:
    """Return what makes a detail the same as another."""
    if entity is Phone:
        return normalise_phone(values["number"])
    if entity is Email:
        return str(normalise_email(values["address"]) or "").casefold()
    return tuple(fold(str(values[name] or "")) for name in ("street", "postcode", "town"))


def _fault(entity: type[Entity], values: Mapping[str, object]) -> str:
    if entity is Email:
        return check_email(normalise_email(values["address"])) or ""
    return (check_country(values["country"]) or "") if entity is Address else ""


def _role(
    work: Work, card: Card, person: Person, at: tuple[Customer | None, str], report: ImportReport
) -> Iterator[Edit]:
    """Yield the role at a firm that is a customer; of another firm it is told that it was left out."""
    firm, role = at
    if firm is None:
        if card.organisation:
            told = _("yritys {name} ei ole asiakas, joten roolia ei lisätty; lisää asiakas ja rooli tarvittaessa")
            report.warnings.append(RowNote(card.line, "organisation", told.format(name=card.organisation)))
        return
    own = select(ContactRole.id).where(ContactRole.person_id == person.id, ContactRole.customer_id == firm.id)
    if firm.person_id != person.id and work.session.scalar(own.limit(1)) is None:
        values = {"role": role, "title": card.title or None}
        yield Edit("contact_role", values=values, links={"customer_id": firm.id})


@dataclass(slots=True)
class KnownPersons:
    """Who is in the register: by name with an address, a number or a firm. Loaded once for a whole import."""

    work: Work
    by: dict[tuple[str, str], int] = field(default_factory=dict)
    firms: dict[str, set[int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        session = self.work.session
        person = (Person.id, Person.first_names, Person.last_name)
        for entity, column in ((Email, Email.address), (Phone, Phone.number)):
            of = select(*person, column).join(entity, entity.person_id == Person.id)
            for person_id, first, last, value in session.execute(of):
                self.by[_called(PersonName(first or "", last)), str(value).casefold()] = person_id
        for person_id, first, last in session.execute(select(*person)):
            self.by.setdefault((_called(PersonName(first or "", last)), _NAME_ALONE), person_id)
        roles = select(*person, ContactRole.customer_id).join(ContactRole, ContactRole.person_id == Person.id)
        for person_id, first, last, customer_id in session.execute(roles):
            self.by[_called(PersonName(first or "", last)), f"#{customer_id}"] = person_id
        for customer_id, name in session.execute(select(Customer.id, Customer.name)):
            self.firms.setdefault(fold(name), set()).add(customer_id)

    def firm(self, name: str) -> Customer | None:
        """Return the only customer of that name."""
        ids = self.firms.get(fold(name), set()) if name else set()
        return self.work.session.get(Customer, next(iter(ids))) if len(ids) == 1 else None

    def person(self, card: Card, firm: Customer | None) -> Person | None:
        """Return the person of a card."""
        called = _called(card.name)
        ids = (self.by.get((called, mark)) for mark in _marks(card, firm))
        found = next((number for number in ids if number is not None), None)
        return None if found is None else self.work.session.get(Person, found)

    def take(self, card: Card, person_id: int, firm: Customer | None) -> None:
        """Remember who was stored."""
        self.by.update(((_called(card.name), mark), person_id) for mark in _marks(card, firm))


def _marks(card: Card, firm: Customer | None) -> list[str]:
    emails = [str(normalise_email(address) or "").casefold() for _use, address in card.emails]
    phones = [str(normalise_phone(number) or "") for _use, number in card.phones]
    marks = [*filter(None, (*emails, *phones)), *([f"#{firm.id}"] if firm is not None else [])]
    return marks or [_NAME_ALONE]  # a card that holds nothing but a name adds nothing to whoever has it


def _called(name: PersonName) -> str:
    """Return a name as it is compared: the first of the given names and the family name."""
    return fold(spoken_form(name.first_names.partition(" ")[0], name.last_name))
