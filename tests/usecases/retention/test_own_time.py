"""Everything goes when its own time is over and never before: not with its person, whose name is the last to go."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from asiakasrekisteri.store.models import (
    Consent,
    ContactRole,
    Disclosure,
    Entity,
    LegalHold,
    MarketingProhibition,
    PaperRecord,
    Person,
    PersonLink,
    Recipient,
    Request,
    Restriction,
    UsageEvent,
)
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.gate import Gate
from asiakasrekisteri.usecases.retention.looking import list_due
from asiakasrekisteri.usecases.retention.run import run_retention
from tests.usecases.retention.making import TODAY, Maker, noon, within

LEFT, LATELY, LONG_AGO = TODAY - dt.timedelta(days=500), TODAY - dt.timedelta(days=20), dt.date(2015, 5, 4)
GIVEN = {
    "purpose": "newsletter",
    "channel": "email",
    "given_at": noon(LONG_AGO),
    "how": "web",
    "text_version": "1",
    "words": "x",
}
Make = Callable[[Maker, dict[str, int], dt.date], Entity]


def _consent(make: Maker, hers: dict[str, int], day: dt.date) -> Entity:
    said = {
        "purpose": "newsletter",
        "channel": "email",
        "given_at": noon(LONG_AGO),
        "how": "web",
        "text_version": "1",
        "words": "x",
    }
    return make.add(Consent(**said, withdrawn_at=noon(day), **hers))


def _lifted(make: Maker, hers: dict[str, int], day: dt.date) -> Entity:
    said = {"channel": "email", "since_at": noon(LONG_AGO), "how": "letter"}
    return make.add(MarketingProhibition(**said, lifted_at=noon(day), **hers))


def _disclosure(make: Maker, hers: dict[str, int], day: dt.date) -> Entity:
    to = make.add(Recipient(kind="authority", name="Poliisi"))
    said = {"disclosed_on": day, "what": "nimi", "purpose": "kysely", "how": "letter"}
    return make.add(Disclosure(recipient_id=to.id, **said, **hers))


def _request(make: Maker, hers: dict[str, int], day: dt.date) -> Entity:
    days = dict.fromkeys(("received_on", "target_on", "last_day_on", "closed_on"), day)
    said = {"number": f"TP-{hers['person_id']}", "kind": "access", "channel": "letter", "requester_name": "x"}
    return make.add(Request(**said, **days, **hers))


def _restriction(make: Maker, hers: dict[str, int], day: dt.date) -> Entity:
    return make.add(Restriction(ground="accuracy", since=LONG_AGO, until=day, told_on=day, **hers))


def _hold(make: Maker, hers: dict[str, int], day: dt.date) -> Entity:
    return make.add(LegalHold(ground="claim", reason="riita", since=LONG_AGO, until=day, **hers))


def _usage(make: Maker, hers: dict[str, int], day: dt.date) -> Entity:
    return make.add(UsageEvent(kind="login", at=noon(day), **hers))


WAYS: tuple[Make, ...] = (_consent, _lifted, _disclosure, _request, _restriction, _hold, _usage)


def left(make: Maker, number: int) -> Person:
    """Store a contact who left long ago."""
    person = make.person("Lähtenyt")
    firm = make.customer(f"yritys{number}", None, number=f"9{number}")
    make.add(ContactRole(role="admin", until=LEFT, person_id=person.id, customer_id=firm.id))
    return person


def remain(gate: Gate, places: Any) -> list[tuple[str, int]]:
    """Return which of some rows are there."""
    return within(gate, lambda work: [(e.__tablename__, i) for e, i in places if work.session.get(e, i)])  # type: ignore[no-any-return]


@pytest.mark.slow
@pytest.mark.parametrize(("day", "stays"), [(LATELY, True), (LONG_AGO, False)])
def test_what_has_a_time_of_its_own_keeps_its_person(gate: Gate, day: dt.date, stays: bool) -> None:
    def body(work: Work) -> list[tuple[type[Entity], int]]:
        make = Maker(work)
        places: list[tuple[type[Entity], int]] = []
        for number, way in enumerate(WAYS):
            person = left(make, number)
            row = way(make, {"person_id": person.id}, day)
            places += [(Person, person.id), (type(row), row.id)]
        return places

    places = within(gate, body)
    before = {group.code: (group.count, group.free) for group in gate.call(list_due).groups}
    assert before["identification"] == (len(WAYS), 0 if stays else len(WAYS)), "told before as it is done"
    run_retention(gate)
    assert remain(gate, places) == ([(e.__tablename__, i) for e, i in places] if stays else [])


@pytest.mark.slow
def test_a_paper_that_nobody_has_destroyed_and_a_consent_that_holds_keep_the_person(gate: Gate) -> None:
    def body(work: Work) -> list[tuple[type[Entity], int]]:
        make = Maker(work)
        first, second, third, linked = (left(make, number) for number in range(4))
        said = {"kind": "letter", "what": "kirje", "place": "Kaappi", "locked": True, "keep_until": LONG_AGO}
        make.add(PaperRecord(**said, person_id=first.id))
        make.add(Consent(**GIVEN, person_id=second.id))
        make.add(MarketingProhibition(channel="email", since_at=noon(LONG_AGO), how="letter", person_id=third.id))
        same = {"verdict": "same", "decided_on": LONG_AGO, "reason": "sama"}
        make.add(PersonLink(person_id=second.id, other_id=linked.id, **same))
        return [(Person, one.id) for one in (first, second, third, linked)]

    places = within(gate, body)
    run_retention(gate)
    assert remain(gate, places) == [("person", places[place][1]) for place in (0, 1, 3)]


@pytest.mark.slow
def test_a_hold_on_a_customer_keeps_who_spoke_for_it(gate: Gate) -> None:
    def body(work: Work) -> list[tuple[type[Entity], int]]:
        make = Maker(work)
        person = left(make, 1)
        role = work.session.query(ContactRole).one()
        make.add(LegalHold(ground="claim", reason="riita", since=LONG_AGO, customer_id=role.customer_id))
        return [(Person, person.id), (ContactRole, role.id)]

    places = within(gate, body)
    run_retention(gate)
    assert len(remain(gate, places)) == 2
