"""Due or not, and why not: boundary days, what holds things back, what is coming, and one truth with the extract."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from asiakasrekisteri.domain.errors import PermissionDeniedError, RestrictedError
from asiakasrekisteri.domain.permissions import Role
from asiakasrekisteri.store.models import ContactRole, Maintainer, PersonLink, Reminder, Restriction, entities
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.gate import Gate
from asiakasrekisteri.usecases.office import Desk, Office
from asiakasrekisteri.usecases.privacy.collecting import relation_ended, rules
from asiakasrekisteri.usecases.privacy.erasure import erase_person
from asiakasrekisteri.usecases.privacy.keeping import financial_periods, keeping_of, rule_of
from asiakasrekisteri.usecases.privacy.requests.receiving import receive_request
from asiakasrekisteri.usecases.retention.due import asked, page
from asiakasrekisteri.usecases.retention.duelist import DueItem
from asiakasrekisteri.usecases.retention.holds import hold, lift_hold, list_holds
from asiakasrekisteri.usecases.retention.kinds import PARTS, WHOLE, kinds
from asiakasrekisteri.usecases.retention.looking import count_coming, count_due, explain, list_due
from asiakasrekisteri.usecases.retention.run import run_retention
from tests import offices
from tests.usecases.retention.making import TODAY, Maker, old_and_new, within

YESTERDAY = TODAY - dt.timedelta(days=1)
LONG_AGO = dt.date(2018, 5, 4)


def items(gate: Gate, *, coming: bool = False) -> list[DueItem]:
    return [item for group in gate.call(list_due, coming=coming).groups for item in group.items]


def plant(gate: Gate, body: Callable[[Maker], Any]) -> Any:
    return within(gate, lambda work: body(Maker(work)))


@pytest.mark.parametrize(("day", "due"), [(dt.date(2026, 5, 21), True), (dt.date(2026, 5, 22), False)])
def test_the_day_after_the_last_is_the_first_on_which_it_may_go(gate: Gate, day: dt.date, due: bool) -> None:
    def body(make: Maker) -> None:
        make.recording("nauha", make.call("puhelu", make.customer("Firma", None), TODAY), day)

    plant(gate, body)
    assert [item.keep_until for item in items(gate)] == (["2026-11-21"] if due else [])
    assert [item.keep_until for item in items(gate, coming=True)] == ([] if due else ["2026-11-22"])
    assert gate.call(count_coming) == (0 if due else 1)


@pytest.mark.slow
def test_an_invoice_waits_for_its_last_voucher_its_debt_and_its_period(gate: Gate) -> None:
    def body(make: Maker) -> None:
        firm = make.customer("Firma", None)
        make.invoice("1001", firm, LONG_AGO)
        make.invoice("1002", firm, LONG_AGO, balance=30)
        make.invoice("1003", firm, dt.date(2012, 1, 1))
        late = make.invoice("1004", firm, dt.date(2019, 12, 30))
        make.add(Reminder(invoice_id=late.id, sent_on=dt.date(2021, 1, 5), channel="letter"))

    plant(gate, body)
    due = gate.call(list_due)
    assert [(item.title, item.reason) for group in due.groups for item in group.items] == [
        ("Lasku 1001", ""),
        ("Lasku 1002", "debt"),
    ]
    assert due.groups[0].held == {"debt": 1}
    assert due.undated == 1
    assert run_retention(gate).count == 1


@pytest.mark.slow
def test_holds_and_restrictions_keep_what_is_due_and_forbid_erasure(gate: Gate) -> None:
    def body(make: Maker) -> tuple[int, int, int]:
        person = make.person("Aalto")
        own = make.customer("Aalto", LONG_AGO, kind="private", person_id=person.id)
        invoice = make.invoice("1001", own, LONG_AGO)
        other = make.person("Berg")
        firm = make.customer("Firma", None, number="9")
        make.add(ContactRole(role="admin", until=LONG_AGO, person_id=other.id, customer_id=firm.id))
        make.add(Restriction(since=LONG_AGO, ground="accuracy", person_id=other.id))
        return person.id, invoice.id, own.id

    person, invoice, own = plant(gate, body)
    said = {"ground": "claim", "reason": "L 26/1184", "until": dt.date(2027, 12, 31)}
    on_row = gate.call(hold, "invoice", invoice, said)
    reasons = {(item.kind, item.reason) for item in items(gate)}
    assert reasons == {
        ("invoice", "held"),
        ("customer", ""),
        ("person", "needed"),
        ("contact_role", "restricted"),
        ("person", "restricted"),
    }
    gate.call(lift_hold, on_row.id, 1)
    on_customer = gate.call(hold, "customer", own, said)
    assert {item.reason for item in items(gate) if item.kind in {"invoice", "customer"}} == {"held"}
    with pytest.raises(RestrictedError, match="L 26/1184"):
        gate.call(erase_person, person)
    assert run_retention(gate).count == 0
    told = gate.call(list_holds).holds
    assert [(one.in_force, one.what, one.about) for one in told] == [
        (True, "Kaikki tiedot", "Aalto"),
        (False, "Lasku 1001", "Aalto"),
    ]
    gate.call(lift_hold, on_customer.id, 1)
    assert run_retention(gate).count == 3


def test_a_held_row_outlives_the_erasure_of_its_person(gate: Gate) -> None:
    def body(make: Maker) -> tuple[int, int]:
        person = make.person("Aalto")
        own = make.customer("Aalto", None, kind="private", person_id=person.id)
        return person.id, make.invoice("1001", own, LONG_AGO).id

    person, invoice = plant(gate, body)
    gate.call(hold, "invoice", invoice, {"ground": "collection", "reason": "saatava", "until": None})
    assert gate.call(erase_person, person).kept == 5, "the invoice, its row, payment and reminder, and the hold"
    assert [(item.kind, item.reason) for item in items(gate)] == [("invoice", "held")]


def test_linked_records_wait_for_each_other(gate: Gate) -> None:
    def body(make: Maker) -> None:
        gone, here = make.person("Aalto"), make.person("Aalto")
        make.add(Maintainer(task="vanha", until=LONG_AGO, person_id=gone.id))
        make.add(Maintainer(task="uusi", person_id=here.id))
        make.add(PersonLink(verdict="same", decided_on=TODAY, person_id=gone.id, other_id=here.id))

    plant(gate, body)
    assert [item.kind for item in items(gate)] == ["maintainer"]


def test_the_reckoning_is_told_step_by_step(gate: Gate) -> None:
    plant(gate, lambda make: make.invoice("1001", make.customer("Firma", None), LONG_AGO))
    item = items(gate)[0]
    steps = gate.call(explain, item.category, item.start, item.keep_until)
    assert [step.title for step in steps] == [
        "Alku 4.5.2018",
        "Tilikausi päättyi 31.12.2018",
        "+ 6 vuotta",
        "31.12.2024 säilytysaika päättyi",
    ]
    assert "1.1.2025" in steps[-1].detail


@pytest.mark.slow
def test_what_is_listed_is_what_the_extract_and_the_card_say(gate: Gate) -> None:
    within(gate, old_and_new)

    def compare(work: Work) -> list[tuple[str, str, str]]:
        known, periods = rules(work), financial_periods(work)
        found = []
        for one in asked(work):
            for row in page(work, one):
                held = work.session.get_one(one.kind.entity, row.id)
                if one.kind.way in {"empty", "erase"} or not (held.__ends__ or held.law_day()):
                    continue
                category = next(f.category for f in held.spec() if f.subject is not None)
                told = keeping_of(held, rule_of(known, held, category), relation_ended(work, 1), periods)
                found.append((one.kind.name, told[0], row.until.isoformat()))
        return found

    compared = within(gate, compare)
    assert len({name for name, _told, _listed in compared}) >= 12
    assert [(name, told, listed) for name, told, listed in compared if told != listed] == []


def test_every_entity_about_somebody_is_destroyed_in_time() -> None:
    covered = {kind.entity for kind in kinds()} | WHOLE | {part for parts in PARTS.values() for part, _column in parts}
    left = {e.__tablename__ for e in entities() if e.__subject__ is not None} - {e.__tablename__ for e in covered}
    assert left == {"draft"}, "notes in the making are swept within a week"


def test_only_who_may_destroy_sees_the_list(office: Office, desk: Desk) -> None:
    other = offices.colleague(office, desk, Role.BILLING)
    with pytest.raises(PermissionDeniedError):
        other.gate.call(count_due)
    other.close()


def test_a_missing_period_is_told_and_nothing_reckoned(gate: Gate) -> None:
    def body(make: Maker) -> None:
        make.invoice("1001", make.customer("Firma", None), dt.date(2010, 1, 1))

    plant(gate, body)
    due = gate.call(count_due)
    assert (due.count, due.undated) == (0, 1)


@pytest.mark.slow
def test_what_was_asked_for_is_not_destroyed_while_the_request_is_in_hand(gate: Gate) -> None:
    def body(make: Maker) -> int:
        person = make.person("Aalto")
        firm = make.customer("Firma", None, number="9")
        make.add(ContactRole(role="admin", until=LONG_AGO, person_id=person.id, customer_id=firm.id))
        return person.id

    person = plant(gate, body)
    assert "" in {item.reason for item in items(gate)}
    gate.call(receive_request, {"kind": "access", "channel": "letter"}, person)
    assert {item.reason for item in items(gate)} == {"asked"}
    assert run_retention(gate).count == 0
