"""What a role has no need to know it does not learn by a side way, nor anybody what may only be stored."""

import datetime as dt
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pytest

from asiakasrekisteri.domain.errors import PermissionDeniedError, RestrictedError, StaleRecordError
from asiakasrekisteri.domain.fields import DataCategory
from asiakasrekisteri.domain.permissions import Role
from asiakasrekisteri.store.models import all_fields
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.attachments import destroy_attachment, list_attachments, rename_attachment
from asiakasrekisteri.usecases.billing.invoices import add_invoice
from asiakasrekisteri.usecases.customers import add_customer
from asiakasrekisteri.usecases.edits import Edit
from asiakasrekisteri.usecases.finding import find
from asiakasrekisteri.usecases.gate import Gate
from asiakasrekisteri.usecases.history import show_history, undo
from asiakasrekisteri.usecases.hosting_secrets import reveal_secret
from asiakasrekisteri.usecases.interactions.lists import InteractionFilter, list_interactions
from asiakasrekisteri.usecases.interactions.recordings import RecordingFacts, store_recording
from asiakasrekisteri.usecases.interactions.saving import add_interaction
from asiakasrekisteri.usecases.logs import show_log
from asiakasrekisteri.usecases.office import Desk, Office
from asiakasrekisteri.usecases.outside import CREDIT_CHECKS
from asiakasrekisteri.usecases.persons import add_person, list_persons, open_person, save_person
from asiakasrekisteri.usecases.privacy.holdings import held_items
from asiakasrekisteri.usecases.privacy.restricting import restrict_person
from asiakasrekisteri.usecases.rows import owner_named
from asiakasrekisteri.usecases.services import ACCOUNTS
from asiakasrekisteri.usecases.stock import account_rows
from tests import offices
from tests.usecases.marked import Markers, entity_named, plant
from tests.usecases.test_markers import case

DAY = dt.date(2026, 11, 1)
PRIVATE = {"kind": "private", "name": "Aalto, Aino", "status": "active", "relation": "own"}
CHECK = {
    "kind": "person_data",
    "purpose": "correctness",
    "result": "confirmed",
    "checked_on": DAY,
    "register_name": "Hallarekisteri",
}
CASE = {"kind": "note", "subject": "Hallakeskustelu", "body": "sovittiin kuurakorjauksesta"}


@pytest.fixture
def aino(gate: Gate) -> tuple[int, int]:
    """A private customer: her ids as a customer and as a person."""
    customer = gate.call(add_customer, PRIVATE).id
    return customer, gate.call(list_persons, "aalto").ids[0]


@pytest.fixture
def support(office: Office, desk: Desk) -> Iterator[Gate]:
    """The gate of technical support, which has no right to billing."""
    own = offices.colleague(office, desk, Role.TECHNICAL)
    yield own.gate
    own.close()


def test_technical_support_does_not_read_bills_by_a_side_way(gate: Gate, aino: tuple[int, int], support: Gate) -> None:
    customer, person = aino
    invoice = gate.call(
        add_invoice, customer, {"number": "HALLA-77", "issued_on": DAY, "due_on": DAY, "note": "kuurahyvitys"}
    ).id
    assert "kuurahyvitys" not in str(support.call(held_items, person, "billing"))
    assert "kuurahyvitys" not in str(support.call(show_history, "invoice", invoice))
    assert "HALLA-77" not in str(support.call(held_items, person, "billing"))
    assert "HALLA-77" not in support.call(owner_named, "invoice", invoice).name
    assert "HALLA-77" in gate.call(owner_named, "invoice", invoice).name
    assert "kuurahyvitys" in str(gate.call(held_items, person, "billing"))


def test_technical_support_neither_sees_nor_changes_credit_checks(
    gate: Gate, aino: tuple[int, int], support: Gate
) -> None:
    links = {"customer_id": aino[0]}
    check = gate.call(CREDIT_CHECKS.add, CHECK, links).id
    tried: tuple[tuple[Any, tuple[object, ...]], ...] = (
        (CREDIT_CHECKS.of, ("customer", aino[0])),
        (CREDIT_CHECKS.open, (check,)),
        (CREDIT_CHECKS.add, (CHECK, links)),
        (CREDIT_CHECKS.save, (check, 1, {"note": "x"})),
        (CREDIT_CHECKS.remove, (check, 1)),
    )
    for way, arguments in tried:
        with pytest.raises(PermissionDeniedError):
            support.call(way, *arguments)


def test_a_recording_is_neither_renamed_nor_destroyed_without_its_key(gate: Gate, support: Gate) -> None:
    call = {"kind": "call", "subject": "Vika", "recorded": True, "informed_at_start": True}
    said = gate.call(add_interaction, call).id
    store_recording(gate, said, BytesIO(b"RIFF aani"), RecordingFacts(informed_at_start=True))
    (sound,) = gate.call(list_attachments, "interaction", said)
    with pytest.raises(PermissionDeniedError):
        support.call(rename_attachment, sound.id, sound.version, "uusi.wav")
    with pytest.raises(PermissionDeniedError):
        support.call(destroy_attachment, sound.id, sound.version)
    assert gate.call(list_attachments, "interaction", said) == (sound,)


def test_technical_support_does_not_read_users_by_history(gate: Gate, support: Gate) -> None:
    me = gate.actor.user_id
    assert gate.actor.name not in str(support.call(owner_named, "user", me))


def test_what_a_new_record_hangs_on_is_logged_as_a_view_of_the_person(gate: Gate, aino: tuple[int, int]) -> None:
    customer, person = aino
    gate.call(owner_named, "customer", customer)
    assert any(entry.use_case == "owner_named" for entry in gate.call(show_log, person))


def test_what_was_said_with_a_restricted_person_is_not_searched(gate: Gate, aino: tuple[int, int]) -> None:
    customer, person = aino
    said = gate.call(add_interaction, {**CASE, "customer_id": customer}).id
    wanted = ("customer", "person", "interaction")
    assert gate.call(find, "kuurakorjauksesta", kinds=wanted)
    gate.call(restrict_person, person, "accuracy")
    assert gate.call(find, "kuurakorjauksesta", kinds=wanted) == ()
    assert not gate.call(list_interactions, InteractionFilter(query="kuurakorjauksesta")).ids
    assert not gate.call(list_persons, "kuurakorjauksesta").ids
    assert "Halla" not in gate.call(owner_named, "interaction", said).name
    assert gate.call(list_attachments, "interaction", said) == ()


def test_accounts_of_a_restricted_person_are_neither_shown_nor_opened(gate: Gate, aino: tuple[int, int]) -> None:
    customer, person = aino
    account = gate.call(ACCOUNTS.add, {"username": "hallatunnus", "secret": "kuura"}, {"customer_id": customer}).id
    assert gate.call(account_rows, [account])[0].username == "hallatunnus"
    gate.call(restrict_person, person, "accuracy")
    (row,) = gate.call(account_rows, [account])
    assert "halla" not in str(row)
    with pytest.raises(RestrictedError):
        gate.call(reveal_secret, account, "kirjautuminen")


def test_what_was_removed_before_a_restriction_does_not_return_during_it(gate: Gate, aino: tuple[int, int]) -> None:
    person = aino[1]
    page = gate.call(open_person, person)
    email = Edit("email", values={"use": "work", "address": "aino@aalto.example"})
    gate.call(save_person, person, page.record.version, {"note": "x"}, [email])
    page = gate.call(open_person, person)
    (kept,) = page.details
    gone = gate.call(save_person, person, page.record.version, {}, [Edit("email", kept.id, kept.version)]).undo
    gate.call(restrict_person, person, "accuracy")
    with pytest.raises((RestrictedError, StaleRecordError)):
        gate.call(undo, gone)
    assert gate.call(open_person, person).details == ()


@pytest.mark.slow
def test_what_a_role_may_not_read_is_on_no_person_page_and_in_no_history(gate: Gate, support: Gate) -> None:
    neighbour = gate.call(add_person, {"last_name": "Naapuri"}).id
    markers = Markers("aava")
    person = gate.call(case("plant", plant, writes=True), markers, neighbour)
    hidden = {"legal_hold", "request", "request_hit", "recipient_notice", "disclosure", "invoice", "credit_check"}

    def told(work: Work) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {}
        for name in hidden:
            row = work.session.get_one(entity_named(name), markers.rows[name])
            values = (getattr(row, field.name) for field in all_fields(type(row)))
            found[name] = {value for value in values if isinstance(value, str) and value.startswith("aavamerkki")}
        return found

    marks = gate.call(case("told", told))
    assert all(marks.values()), "there is something to hide of each"
    for at, seen in ((gate, True), (support, False)):
        shown = "".join(repr(at.call(held_items, person, category.value)) for category in DataCategory)
        shown += "".join(at.call(owner_named, name, markers.rows[name]).name for name in hidden)
        shown += "".join(repr(at.call(show_history, name, markers.rows[name])) for name in hidden)
        found = {name for name, said in marks.items() if any(mark in shown for mark in said)}
        assert found == (hidden if seen else set())
