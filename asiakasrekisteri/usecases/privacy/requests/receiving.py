"""Receiving a request: any channel, no form demanded, its number and clock at once (GDPR Art. 12)."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import BigInteger, cast, func, insert, select

from asiakasrekisteri.domain import requests as law
from asiakasrekisteri.domain.deadlines import deadline, extended
from asiakasrekisteri.domain.fields import EntitySpec
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.store.changes import AUDITED
from asiakasrekisteri.store.models import Person, Request, UsedNumber
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.customers import full_name
from asiakasrekisteri.usecases.edits import Saved, from_source
from asiakasrekisteri.usecases.gate import nothing, use_case
from asiakasrekisteri.usecases.privacy.requests.effects import take_effect
from asiakasrekisteri.usecases.privacy.requests.rules import begun, put, reckon, refused, stored
from asiakasrekisteri.usecases.records import checked, got

REQUEST: EntitySpec = Request.spec()
ASKED = (
    "kind",
    "requester_name",
    "requester",
    "authority",
    "received_on",
    "channel",
    "signed",
    "situation",
    "address_used",
)
"""What is written down of a request when it comes."""
APPLIES_SINCE = dt.date(2018, 5, 25)
_KEPT_AS = "pyyntö "


@dataclass(frozen=True, slots=True)
class Received:
    """A request that was received: its id and number, and the days that follow from the day it came."""

    id: int
    number: str
    target: dt.date
    lawful_last_day: dt.date
    extended_last_day: dt.date


@use_case(Permission.REQUEST_WRITE, discloses=nothing)
def receive_request(
    work: Work, values: Mapping[str, object], person_id: int | None = None, *, source: str = "customer"
) -> Received:
    """Write down a request as it came.

    Args:
        work: the unit of work.
        values: of the fields `ASKED`; the name may be left out where the person is known and asks for herself.
        person_id: whose data it concerns, when that is known already.
        source: where what was written down comes from.

    Raises:
        InvalidInputError: faults by field.
    """
    from_source(work, source)
    said = {name: value for name, value in values.items() if value not in (None, "")}
    said.setdefault("requester", "self")
    said.setdefault("received_on", work.today)
    if person_id is not None and said["requester"] == "self":
        said.setdefault("requester_name", full_name(got(work, Person, person_id)))
    _require_asked(values)
    clean = checked(Request.spec(), {**dict.fromkeys(_REQUIRED), **said}, partial=True)
    _require_possible(work, clean["received_on"])
    row = Request(**clean, person_id=person_id, handler=work.actor.name, handler_login=work.actor.login)
    row.number = _take_number(work, row.received_on.year)
    reckon(row)
    work.session.add(row)
    stored(work, row)
    take_effect(work, row)
    end, longest = deadline(row.received_on), extended(row.received_on)
    return Received(row.id, row.number, end.target, end.last_day, longest.last_day)


_REQUIRED = ("kind", "requester_name", "received_on", "channel")


def _require_asked(values: Mapping[str, object]) -> None:
    for name in values.keys() - set(ASKED):
        raise refused(name, _("Kenttää ei voi muokata."))


def _require_possible(work: Work, received: object) -> None:
    assert isinstance(received, dt.date)
    if not APPLIES_SINCE <= received <= work.today:
        message = _("Saapumispäivä on tulevaisuudessa tai ennen tietosuoja-asetusta (25.5.2018). Tarkista päivä.")
        raise refused("received_on", message)


def _take_number(work: Work, year: int) -> str:
    """Give the next number of a year; it is never given again, whatever becomes of the request."""
    series = f"{_KEPT_AS}{law.SERIES}-{year}-"
    place = func.substr(UsedNumber.number, len(series) + 1)
    greatest = work.session.scalar(
        select(func.max(cast(place, BigInteger))).where(UsedNumber.number.startswith(series, autoescape=True))
    )
    number = law.request_number(year, (greatest or 0) + 1)
    work.session.execute(insert(UsedNumber), [{"number": _KEPT_AS + number}], execution_options={AUDITED: True})
    return number


@use_case(Permission.REQUEST_WRITE, discloses=nothing)
def amend_request(
    work: Work, request_id: int, version: int, values: Mapping[str, object], *, source: str = "customer"
) -> Saved:
    """Correct what was written down of an open request; its days follow the day it came. The number stays.

    Raises:
        InvalidInputError: faults by field; or the request has been decided and only its address may change.
    """
    row = begun(work, request_id, version, source)
    _require_asked(values)
    if row.decision is not None and values.keys() - {"address_used"}:
        raise refused("decision", _("Pyyntö on päätetty, joten sitä ei muuteta. Avaa se uudelleen."))
    clean = checked(Request.spec(), values, partial=True)
    if "received_on" in clean:
        _require_possible(work, clean["received_on"])
    put(row, **clean)
    reckon(row)
    saved = stored(work, row)
    take_effect(work, row)
    return saved


@use_case(Permission.REQUEST_WRITE, discloses=nothing)
def name_person(work: Work, request_id: int, version: int, person_id: int | None) -> Saved:
    """Say whose data a request concerns, or that it is not known after all.

    Raises:
        InvalidInputError: identity has been shown for another person, or everything has been collected.
    """
    row = begun(work, request_id, version)
    if person_id is not None:
        got(work, Person, person_id)
    if person_id != row.person_id:
        if row.decision is not None or row.collected_on is not None:
            message = _("Tiedot on jo koottu tai pyyntö päätetty, joten henkilöä ei vaihdeta. Avaa pyyntö uudelleen.")
            raise refused("person_id", message)
        put(row, identity_method=None, identity_document=None, identity_checked_on=None, identity_note=None)
        row.identity_checked_by = None
    if row.person_id is not None:
        work.changed.add(("person", row.person_id))
    row.person_id = person_id
    saved = stored(work, row)
    take_effect(work, row)
    return saved


@use_case(Permission.REQUEST_WRITE, discloses=nothing)
def take_request(work: Work, request_id: int, version: int) -> Saved:
    """Become the handler of a request."""
    row = begun(work, request_id, version)
    row.handler, row.handler_login = work.actor.name, work.actor.login
    return stored(work, row)
