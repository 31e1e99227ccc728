"""Telling persons of the processing of data that they did not give themselves (GDPR Art. 14; R-34…R-36, R-55, R-56).

Whose data came from a register, an information service or a customer is told within a month; which version of the
description she was told by is recorded with the day and the way. Whose credit data were used is told of that, and from
which register they came (luottotietolaki 527/2007, 29 §): the check itself knows the day.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, and_, func, or_, select

from asiakasrekisteri.domain.errors import FieldError, InvalidInputError, NotFoundError
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.retention import add_months
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.store.models import (
    Change,
    ContactRole,
    CreditCheck,
    Customer,
    DescriptionVersion,
    EndUser,
    InformedOf,
    Maintainer,
    Person,
    RegistryFact,
    Source,
)
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.customers import full_name
from asiakasrekisteri.usecases.edits import Saved, from_source, new_row
from asiakasrekisteri.usecases.gate import Seen, nothing, use_case
from asiakasrekisteri.usecases.privacy.describing import latest_version
from asiakasrekisteri.usecases.privacy.registers import register_of
from asiakasrekisteri.usecases.records import got
from asiakasrekisteri.usecases.restrictions import require_free, require_unrestricted
from asiakasrekisteri.usecases.rows import touch_owners

TOLD_WITHIN_MONTHS = 1
"""Who did not give the data is told of their processing within a month (Art. 14(3)(a))."""
_OUTSIDE = ("public_register", "commercial")
_TOLD: dict[str, type[EndUser | Maintainer | ContactRole]] = {
    "end_user": EndUser,
    "maintainer": Maintainer,
    "contact_role": ContactRole,
}
"""By whose rows it is known that the person has been told."""
_PERSON, _CHECK = "person", CreditCheck.__tablename__


@dataclass(frozen=True, slots=True)
class Uninformed:
    """A person who must still be told that her data are processed.

    Attributes:
        person_id, name: who.
        entity, row_id: by which row: an "end_user", "maintainer", "contact_role" or "credit_check", or the "person"
            herself.
        recorded_on: when her data came.
        last_day: by when she must be told.
    """

    person_id: int
    name: str
    entity: str
    row_id: int
    recorded_on: dt.date
    last_day: dt.date


@dataclass(frozen=True, slots=True)
class Telling:
    """That a person was told: when, how (a code of `WAYS_OF_TELLING`), and the number of the version; 0 for none."""

    id: int
    person_id: int
    told_on: dt.date
    how: str
    version: int


def _uninformed_seen(found: Sequence[Uninformed]) -> Sequence[Seen]:
    return [Seen(one.entity, one.row_id, one.person_id) for one in found]


@use_case(Permission.PERSON_READ, discloses=_uninformed_seen)
def uninformed(work: Work, days: int = 0) -> tuple[Uninformed, ...]:
    """Return the persons who have not been told of data that did not come from themselves, the most urgent first.

    They are end users whom a customer reported, maintainers, decision makers whose role came from a register or an
    information service, everybody else of whom such a source has told, and, to those who may see them, the persons of
    credit checks; of those, whose data came at least `days` days ago.
    """
    latest = work.today - dt.timedelta(days=days)
    found = [one for entity in _TOLD.values() for one in _untold(work, entity)]
    known = {one.person_id for one in found}
    found += [one for one in _untold_persons(work) if one.person_id not in known]
    found += _untold_checks(work)
    wanted = (one for one in found if one.recorded_on <= latest)
    return tuple(sorted(wanted, key=lambda one: (one.last_day, one.person_id, one.row_id)))


def _untold(work: Work, entity: type[EndUser | Maintainer | ContactRole]) -> Iterator[Uninformed]:
    name = entity.__tablename__
    now = or_(entity.until.is_(None), entity.until >= work.today)
    asked = (
        select(entity.id, Person, Change.source_date)
        .join(Person, Person.id == entity.person_id)
        .join(Change, _created(entity))
        .where(entity.informed_on.is_(None), now)
    )
    if entity is EndUser:
        asked = asked.where(EndUser.origin == "reported_by_customer")
    if entity is ContactRole:
        asked = asked.join(Source, Source.id == Change.source_id)
        asked = asked.where(ContactRole.role == "decision", Source.kind.in_(_OUTSIDE))
    for row_id, person, day in work.session.execute(asked):
        yield _waiting(person, name, row_id, day)


def _untold_checks(work: Work) -> Iterator[Uninformed]:
    """Yield the persons whose credit data were used and who have not been told; a firm is not told."""
    if not work.actor.may(Permission.BILLING_READ):
        return
    whose = func.coalesce(CreditCheck.person_id, Customer.person_id)
    asked = (
        select(CreditCheck.id, Person, CreditCheck.checked_on)
        .outerjoin(Customer, Customer.id == CreditCheck.customer_id)
        .join(Person, Person.id == whose)
        .where(CreditCheck.kind == "credit", CreditCheck.informed_on.is_(None))
    )
    for row_id, person, day in work.session.execute(asked):
        yield _waiting(person, _CHECK, row_id, day)


def _untold_persons(work: Work) -> Iterator[Uninformed]:
    """Yield the persons of whom a register or an information service has told, and who have not been told at all."""
    came: dict[int, dt.date] = {}
    for asked in (_made_from_outside(), _facts_from_outside()):
        for person_id, day in work.session.execute(asked):
            came[person_id] = min(day, came.get(person_id, day))
    told = set(work.session.scalars(select(InformedOf.person_id)))
    for entity in _TOLD.values():
        told.update(work.session.scalars(select(entity.person_id).where(entity.informed_on.is_not(None))))
    for person_id in sorted(came.keys() - told):
        yield _waiting(got(work, Person, person_id), _PERSON, person_id, came[person_id])


def _made_from_outside() -> Select[int, dt.date]:
    return (
        select(Person.id, Change.source_date)
        .join(Change, _created(Person))
        .join(Source, Source.id == Change.source_id)
        .where(Source.kind.in_(_OUTSIDE))
    )


def _facts_from_outside() -> Select[int, dt.date]:
    """Return the first day of facts about a person, or about the customer that she is."""
    whose = func.coalesce(RegistryFact.person_id, Customer.person_id)
    return (
        select(whose, func.min(RegistryFact.obtained_on))
        .outerjoin(Customer, Customer.id == RegistryFact.customer_id)
        .join(Source, Source.id == RegistryFact.obtained_from_id)
        .where(Source.kind.in_(_OUTSIDE), whose.is_not(None))
        .group_by(whose)
    )


def _created(entity: type[EndUser | Maintainer | ContactRole | Person]) -> ColumnElement[bool]:
    within = and_(Change.last_id.is_not(None), Change.entity_id <= entity.id, Change.last_id >= entity.id)
    name = entity.__tablename__
    return and_(Change.entity == name, Change.action == "create", or_(Change.entity_id == entity.id, within))


def _waiting(person: Person, entity: str, row_id: int, day: dt.date) -> Uninformed:
    return Uninformed(person.id, full_name(person), entity, row_id, day, add_months(day, TOLD_WITHIN_MONTHS))


@use_case(Permission.PERSON_WRITE, discloses=nothing)
def mark_informed(
    work: Work,
    entity: str,
    row_id: int,
    day: dt.date | None = None,
    how: str = "letter",
    version_id: int | None = None,
) -> Saved:
    """Record that a person has been told. It can be undone.

    Args:
        work: the unit of work.
        entity: by which kind of row, as in `Uninformed`.
        row_id: which row.
        day: when; today unless it is said.
        how: "letter", "email", "call", "visit", "contract" or "other".
        version_id: by which published version; the one in force unless it is said.

    Raises:
        InvalidInputError: the day is in the future.
        NotFoundError: the row is gone, or nobody is told by rows of its kind.
        RestrictedError: the processing of her data is restricted.
    """
    from_source(work, "staff")
    if day is not None and day > work.today:
        raise InvalidInputError([FieldError("informed_on", _("Päivä on tulevaisuudessa. Tarkista päivä."))])
    told_on = day or work.today
    person_id = _told(work, entity, row_id, told_on)
    if entity != _CHECK:  # she is told of a check, not of a description
        values = {"told_on": told_on, "how": how, "told_by_id": version_id or _version_in_force(work)}
        new_row(work, InformedOf, values, person_id=person_id)
    return Saved(row_id, work.log_number)


def _told(work: Work, entity: str, row_id: int, told_on: dt.date) -> int | None:
    """Note the day in the row that knows of it, and return whose it is; None of a check that names only a customer."""
    if entity == _PERSON:
        require_free(work, got(work, Person, row_id).id)
        work.changed.add((_PERSON, row_id))
        return row_id
    if entity not in {*_TOLD, _CHECK}:
        raise NotFoundError(_("Tietuetta ei ole."))
    row: EndUser | Maintainer | ContactRole | CreditCheck
    row = got(work, CreditCheck, row_id) if entity == _CHECK else got(work, _TOLD[entity], row_id)
    require_unrestricted(work, row)
    row.informed_on = told_on
    work.session.flush()
    touch_owners(work, row)
    return row.person_id


def _version_in_force(work: Work) -> int | None:
    version = latest_version(work, register_of(work).id)
    return None if version is None else version.id


def _tellings_seen(found: Sequence[Telling]) -> Sequence[Seen]:
    return [Seen("informed_of", one.id, one.person_id) for one in found]


@use_case(Permission.PERSON_READ, discloses=_tellings_seen)
def tellings_of(work: Work, person_id: int) -> tuple[Telling, ...]:
    """Return when, how and by which version a person was told, the latest first."""
    return _tellings(work, InformedOf.person_id == person_id)


@use_case(Permission.PERSON_READ, discloses=_tellings_seen)
def told_by_version(work: Work, version_id: int) -> tuple[Telling, ...]:
    """Return who were told by a published version, the latest first."""
    return _tellings(work, InformedOf.told_by_id == version_id)


def _tellings(work: Work, condition: ColumnElement[bool]) -> tuple[Telling, ...]:
    asked = (
        select(InformedOf, DescriptionVersion.number)
        .outerjoin(DescriptionVersion, DescriptionVersion.id == InformedOf.told_by_id)
        .where(condition)
        .order_by(InformedOf.told_on.desc(), InformedOf.id.desc())
    )
    return tuple(
        Telling(row.id, row.person_id, row.told_on, row.how, number or 0) for row, number in work.session.execute(asked)
    )
