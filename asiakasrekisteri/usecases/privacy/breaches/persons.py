"""Whom a breach concerns, and telling them: letters in the window's layout, noted person by person (Art. 34)."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from sqlalchemy import ColumnElement, delete, insert, inspect, or_, select

from asiakasrekisteri.domain.breaches import TOLD, WAYS
from asiakasrekisteri.domain.errors import FieldError, InvalidInputError
from asiakasrekisteri.domain.fields import DataCategory
from asiakasrekisteri.domain.formats import written_time
from asiakasrekisteri.domain.letters import RequestLetter
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.texts import _, speaking
from asiakasrekisteri.domain.typography import start_upper
from asiakasrekisteri.reports.legal import LegalTexts, legal_texts
from asiakasrekisteri.store.changes import AUDITED
from asiakasrekisteri.store.models import (
    Breach,
    BreachNotice,
    BreachPerson,
    ContactRole,
    Customer,
    Entity,
    Person,
    all_fields,
    entities,
)
from asiakasrekisteri.store.subjects import persons_in
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.edits import from_source
from asiakasrekisteri.usecases.gate import Seen, nothing, use_case
from asiakasrekisteri.usecases.privacy.breaches.readers import finnish_text, own_text, untold, without_address
from asiakasrekisteri.usecases.privacy.describing import own_description
from asiakasrekisteri.usecases.privacy.lettering import address_rows, letter_language, letter_to
from asiakasrekisteri.usecases.privacy.registers import register_of
from asiakasrekisteri.usecases.records import assign, got, shown_title

_AT_ONCE = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Affected:
    """Whom a breach concerns, chosen in any of these ways.

    Attributes:
        persons: one by one.
        customers: all the persons of these customerships.
        categories: everybody of whom something of these data categories is held (codes).
        everyone: all persons of the register.
    """

    persons: tuple[int, ...] = ()
    customers: tuple[int, ...] = ()
    categories: tuple[str, ...] = ()
    everyone: bool = False


@use_case(Permission.BREACH_WRITE, discloses=nothing)
def choose_affected(work: Work, breach_id: int, chosen: Affected) -> int:
    """Add the persons whom a breach concerns, and return how many there are; those already chosen stay."""
    row = got(work, Breach, breach_id)
    from_source(work, "staff")
    known = set(work.session.scalars(select(BreachPerson.person_id).where(BreachPerson.breach_id == breach_id)))
    new = sorted(_persons(work, chosen) - known)
    rows = [{"breach_id": breach_id, "person_id": one} for one in new]
    if rows:
        work.session.execute(insert(BreachPerson), rows, execution_options={AUDITED: True})
    if chosen.categories:
        assign(row, {"categories": sorted({*row.categories, *chosen.categories})})
    work.log("choose_affected", "breach", breach_id)
    work.changed.add(("breach", breach_id))
    return len(known) + len(new)


@use_case(Permission.BREACH_WRITE, discloses=nothing)
def choose_controllers(work: Work, breach_id: int, customers: Sequence[int]) -> int:
    """Set for which customers the data were processed (the firm as processor), and return how many they are."""
    row = got(work, Breach, breach_id)
    from_source(work, "staff")
    for one in customers:
        got(work, Customer, one)
    assign(row, {"controllers": sorted(set(customers))})
    work.session.flush()
    return len(row.controllers or ())


@dataclass(frozen=True, slots=True)
class ControllerRow:
    """A customer for whom the data were processed, and when it was told (None before)."""

    id: int
    name: str
    told_on: dt.date | None
    person_id: int | None


@use_case(Permission.BREACH_READ, discloses=lambda rows: [Seen("customer", row.id, row.person_id) for row in rows])
def breach_controllers(work: Work, breach_id: int) -> tuple[ControllerRow, ...]:
    """Return the customers for whom the data of a breach were processed, by name."""
    row = got(work, Breach, breach_id)
    told = {
        one.customer_id: one.told_on
        for one in work.session.scalars(select(BreachNotice).where(BreachNotice.breach_id == breach_id))
    }
    rows = work.session.scalars(
        select(Customer).where(Customer.id.in_(row.controllers or ())).order_by(Customer.sort_key, Customer.id)
    )
    return tuple(
        ControllerRow(one.id, shown_title(work, "customer", one.id), told.get(one.id), one.person_id) for one in rows
    )


@use_case(Permission.BREACH_WRITE, discloses=nothing)
def leave_out(work: Work, breach_id: int, persons: Sequence[int]) -> None:
    """Take persons from those whom a breach concerns, unless they have been told already."""
    got(work, Breach, breach_id)
    told = set(work.session.scalars(select(BreachNotice.person_id).where(BreachNotice.breach_id == breach_id)))
    gone = [one for one in persons if one not in told]
    statement = delete(BreachPerson).where(BreachPerson.breach_id == breach_id, BreachPerson.person_id.in_(gone))
    work.session.execute(statement, execution_options={AUDITED: True})
    work.changed.add(("breach", breach_id))


def _persons(work: Work, chosen: Affected) -> set[int]:
    found = set(chosen.persons)
    if chosen.everyone:
        found.update(work.session.scalars(select(Person.id)))
    for part in _parts(chosen.customers):
        own = select(Customer.person_id).where(Customer.id.in_(part), Customer.person_id.is_not(None))
        found.update(work.session.scalars(own))
        in_force = or_(ContactRole.until.is_(None), ContactRole.until >= work.today)
        found.update(
            work.session.scalars(select(ContactRole.person_id).where(ContactRole.customer_id.in_(part), in_force))
        )
    for code in chosen.categories:
        for entity, filled in _places(DataCategory(code)):
            for asked in persons_in(entity, filled):
                found.update(work.session.scalars(asked))
    return found


def _places(category: DataCategory) -> Iterator[tuple[type[Entity], ColumnElement[bool]]]:
    """Yield the entities that have a place for a category, with what tells that a row has something of it."""
    for entity in entities():
        names = [f.name for f in all_fields(entity) if f.subject is not None and f.category is category]
        if names:
            columns = inspect(entity).columns
            yield entity, or_(*(columns[name].is_not(None) for name in names))


def _parts(ids: Sequence[int]) -> Iterable[Sequence[int]]:
    return (ids[start : start + _AT_ONCE] for start in range(0, len(ids), _AT_ONCE))


@dataclass(frozen=True, slots=True)
class AffectedRow:
    """A person whom a breach concerns, and when and how she was told (None, "" before)."""

    id: int
    name: str
    told_on: dt.date | None
    how: str


@dataclass(frozen=True, slots=True)
class AffectedPersons:
    """The first persons whom a breach concerns by name, and how many they are in all.

    `unaddressed`: how many who have not been told no letter reaches, for they have no address.
    """

    rows: tuple[AffectedRow, ...]
    total: int
    unaddressed: int = 0

    def seen(self) -> Sequence[Seen]:
        """Return what a look at them discloses."""
        return [Seen("person", row.id, row.id) for row in self.rows]


@use_case(Permission.BREACH_READ, discloses=AffectedPersons.seen)
def affected_persons(work: Work, breach_id: int, limit: int = 200) -> AffectedPersons:
    """Return the persons whom a breach concerns, those first who have not been told."""
    told: dict[int | None, BreachNotice] = {
        row.person_id: row
        for row in work.session.scalars(select(BreachNotice).where(BreachNotice.breach_id == breach_id))
    }
    ids = list(work.session.scalars(select(BreachPerson.person_id).where(BreachPerson.breach_id == breach_id)))
    ids.sort(key=lambda one: (one in told, one))
    words = {one.code: _(one.label) for one in WAYS}
    rows = []
    for one in ids[:limit]:
        notice = told.get(one)
        when, how = (notice.told_on, words[notice.how]) if notice is not None else (None, "")
        rows.append(AffectedRow(one, shown_title(work, "person", one), when, how))
    return AffectedPersons(tuple(rows), len(ids), without_address(work, breach_id))


@dataclass(frozen=True, slots=True)
class NoticeLetters:
    """Letters that tell of a breach, in the order of the persons' ids, and whose they are."""

    breach_id: int
    letters: tuple[RequestLetter, ...]
    persons: tuple[int, ...] = field(default=())

    def seen(self) -> Sequence[Seen]:
        """Return what making them discloses."""
        return [Seen("person", one, one) for one in self.persons]


@use_case(Permission.BREACH_WRITE, discloses=NoticeLetters.seen)
def notice_letters(work: Work, breach_id: int) -> NoticeLetters:
    """Return a letter to each person whom a breach concerns and who has not been told, in her own language.

    Raises:
        InvalidInputError: what the law wants told is not yet written (Art. 34(2)), or nobody is left to tell.
    """
    row = got(work, Breach, breach_id)
    _require_told_whole(row)
    persons = _untold(work, breach_id)
    if not persons:
        raise InvalidInputError([FieldError("affected", _("Kaikille henkilöille on jo ilmoitettu."))])
    work.log("notice_letters", "breach", breach_id)
    letters = tuple(_letter(work, row, person) for person in persons)
    return NoticeLetters(breach_id, letters, tuple(person.id for person in persons))


def _require_told_whole(row: Breach) -> None:
    wanted = {
        "description": _("Kerro, miten loukkaus tapahtui."),
        "consequences": _("Kerro todennäköiset seuraukset."),
        "measures_taken": _("Kerro tehdyt toimet."),
        "advice": _("Kirjoita neuvot henkilöille."),
    }
    faults = [FieldError(name, words) for name, words in wanted.items() if not getattr(row, name)]
    if faults:
        raise InvalidInputError(faults)


def _untold(work: Work, breach_id: int) -> Sequence[Person]:
    return work.session.scalars(untold(breach_id).order_by(Person.id)).all()


def _letter(work: Work, row: Breach, person: Person) -> RequestLetter:
    language = letter_language(person)
    with speaking(language):
        texts = legal_texts(language)
        said = [(name, _told(row, name, language)) for name in TOLD]
        said.append(("contact", row.contact or _contact(work)))
        facts = tuple((texts(f"breach.{name}"), start_upper(value)) for name, value in said if value)
        return RequestLetter(
            letter=letter_to(work, address_rows(work, person), row.number, language),
            kind=texts("breach.kind"),
            title=texts("breach.title"),
            paragraphs=(texts("breach.lead"), _when(row, texts)),
            facts=facts,
            after=(texts("breach.supervisor"),),
        )


def _told(row: Breach, name: str, language: str) -> str:
    """Return a text in the reader's language, or the Finnish one, which says that it is in Finnish."""
    own, finnish = own_text(row, name, language), finnish_text(row, name)
    if own or not finnish:
        return own
    return f"{finnish.rstrip('.')} ({legal_texts(language)('notice.other_language')})."


def _when(row: Breach, texts: LegalTexts) -> str:
    """Return when it happened; of what is not known, when it was found."""
    if row.occurred_from is not None:
        return texts("breach.when", time=written_time(row.occurred_from))
    return texts("breach.found", time=written_time(row.discovered_at or row.aware_at))


def _contact(work: Work) -> str:
    """Return the contact point of the register's description, or the firm's own e-mail address."""
    own = own_description(work, register_of(work))
    one = own.contact
    said = ", ".join(filter(None, (one.name, one.phone, one.email)))
    return said or ", ".join(filter(None, (own.controller.name, own.controller.phone, own.controller.email)))


@use_case(Permission.BREACH_WRITE, discloses=nothing)
def mark_told_of_breach(
    work: Work,
    breach_id: int,
    how: str,
    told_on: dt.date,
    *,
    persons: Sequence[int] | None = None,
    customers: Sequence[int] = (),
) -> int:
    """Record that persons, or customers as controllers, were told of a breach; return how many were told now.

    Args:
        work: the unit of work.
        breach_id: which.
        how: code of `domain.breaches.WAYS`.
        told_on: Finnish day.
        persons: who; None for everybody whom it concerns and who has not been told.
        customers: controllers who were told.
    """
    row = got(work, Breach, breach_id)
    from_source(work, "staff")
    if told_on > work.today:
        raise InvalidInputError([FieldError("told_on", _("Päivä on tulevaisuudessa. Tarkista päivä."))])
    left = [person.id for person in _untold(work, breach_id)]
    chosen = left if persons is None and not customers else [one for one in left if one in set(persons or ())]
    told = set(work.session.scalars(select(BreachNotice.customer_id).where(BreachNotice.breach_id == breach_id)))
    notices = [BreachNotice(breach_id=breach_id, how=how, told_on=told_on, person_id=one) for one in chosen]
    notices += [
        BreachNotice(breach_id=breach_id, how=how, told_on=told_on, customer_id=one)
        for one in customers
        if one not in told
    ]
    work.session.add_all(notices)
    work.session.flush()
    work.log("tell_of_breach", "breach", row.id)
    work.changed.add(("breach", breach_id))
    return len(notices)
