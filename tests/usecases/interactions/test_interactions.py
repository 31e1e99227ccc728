"""Interactions: writing down, who takes part, closing, lists, drafts, extract and erasure."""

import datetime as dt
import io
import json

import pytest

from asiakasrekisteri.domain.errors import InvalidInputError, NotFoundError
from asiakasrekisteri.domain.permissions import Role
from asiakasrekisteri.store.models import Draft, EndUser
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.edits import Edit
from asiakasrekisteri.usecases.files import store_file
from asiakasrekisteri.usecases.finding import find
from asiakasrekisteri.usecases.gate import Gate
from asiakasrekisteri.usecases.history import undo
from asiakasrekisteri.usecases.interactions.card import open_interaction
from asiakasrekisteri.usecases.interactions.drafts import drop_draft, read_draft, save_draft, sweep_drafts
from asiakasrekisteri.usecases.interactions.lists import InteractionFilter, interaction_rows, list_interactions
from asiakasrekisteri.usecases.interactions.people import ParticipantEdit
from asiakasrekisteri.usecases.interactions.saving import (
    SavedInteraction,
    add_interaction,
    close_interaction,
    remove_interaction,
    reopen_interaction,
    save_interaction,
)
from asiakasrekisteri.usecases.logs import show_log
from asiakasrekisteri.usecases.office import Desk, Office
from asiakasrekisteri.usecases.persons import add_person
from asiakasrekisteri.usecases.privacy.erasure import erase_person
from asiakasrekisteri.usecases.privacy.extract import collect_extract
from tests import offices
from tests.usecases.interactions.ready import ask, customer, person

CALL = {"kind": "call", "direction": "in", "subject": "Postilaatikko täynnä", "body": "Kiintiö nostettiin."}


def test_a_call_is_written_down_with_those_who_took_part(gate: Gate) -> None:
    firm, aino = customer(gate), person(gate)
    saved = gate.call(
        add_interaction,
        {**CALL, "customer_id": firm},
        [ParticipantEdit(person_id=aino), ParticipantEdit("mentioned", written="Uolevi Usvakero")],
    )
    card = gate.call(open_interaction, saved.id)
    assert [p.name for p in card.participants] == ["Aino Hallalampi", "Uolevi Usvakero"]
    assert (card.customer_id, card.customer, card.who) == (firm, "Kuurasuon Saha Oy", "Paula Pääkäyttäjä")
    assert card.record.origins["subject"].source == "call"
    row = gate.call(interaction_rows, [saved.id])[0]
    assert (row.people, row.customer, row.state) == ("Aino Hallalampi, Uolevi Usvakero", "Kuurasuon Saha Oy", "closed")
    assert gate.call(show_log, aino)[0].use_case == "open_interaction"


def test_an_interaction_is_removed_with_its_participants_and_comes_back(gate: Gate) -> None:
    saved = gate.call(add_interaction, CALL, [ParticipantEdit(person_id=person(gate))])
    gone = gate.call(remove_interaction, saved.id, gate.call(open_interaction, saved.id).record.version)
    with pytest.raises(NotFoundError):
        gate.call(open_interaction, saved.id)
    assert len(gate.call(list_interactions, InteractionFilter()).ids) == 0
    gate.call(undo, gone.undo)
    card = gate.call(open_interaction, saved.id)
    assert ([p.name for p in card.participants], card.record["body"]) == (["Aino Hallalampi"], CALL["body"])


def test_an_interaction_with_files_is_not_removed(gate: Gate) -> None:
    saved = gate.call(add_interaction, CALL, [ParticipantEdit(person_id=person(gate))])
    store_file(gate, "interaction", saved.id, io.BytesIO(b"%PDF-1.4"), "sopimus.pdf")
    with pytest.raises(InvalidInputError, match="liitteet"):
        gate.call(remove_interaction, saved.id, gate.call(open_interaction, saved.id).record.version)
    assert [p.name for p in gate.call(open_interaction, saved.id).participants] == ["Aino Hallalampi"]


def test_nobody_takes_part_without_a_name(gate: Gate) -> None:
    with pytest.raises(InvalidInputError) as refused:
        gate.call(add_interaction, CALL, [ParticipantEdit(written="Uolevi"), ParticipantEdit(address="040 555 0199")])
    assert [e.field for e in refused.value.errors] == ["participants.1.written"]


def test_who_contacts_support_unknown_becomes_an_end_user_once(gate: Gate) -> None:
    firm, aino = customer(gate), person(gate)
    part = [ParticipantEdit(person_id=aino)]
    first = gate.call(add_interaction, {**CALL, "kind": "support", "customer_id": firm}, part)
    again = gate.call(add_interaction, {**CALL, "customer_id": firm}, part)
    assert (first.end_users, again.end_users) == ((aino,), ())
    rows = ask(gate, lambda work: [(u.origin, u.since, u.customer_id) for u in work.session.query(EndUser)])
    assert rows == [("contacted_support", dt.date(2026, 11, 22), firm)]
    gate.call(undo, again.undo)
    gate.call(undo, first.undo)
    assert ask(gate, lambda work: work.session.query(EndUser).count()) == 0
    assert len(gate.call(list_interactions).ids) == 0


def test_contacts_visitors_and_those_only_mentioned_become_no_users(gate: Gate) -> None:
    firm, aino, other = customer(gate), person(gate), person(gate, "Usvakero", "Uolevi")
    role = Edit("contact_role", values={"role": "technical"}, links={"customer_id": firm})
    contact = gate.call(add_person, {"last_name": "Kuurasuvanto"}, [role]).id
    said = [ParticipantEdit(person_id=contact), ParticipantEdit("mentioned", person_id=aino)]
    assert gate.call(add_interaction, {**CALL, "customer_id": firm}, said).end_users == ()
    visit = {**CALL, "kind": "visit", "customer_id": firm}
    assert gate.call(add_interaction, visit, [ParticipantEdit("visitor", person_id=other)]).end_users == ()


def test_a_recorded_call_asks_whether_it_was_told_and_keeps_the_answer(gate: Gate) -> None:
    with pytest.raises(InvalidInputError) as refused:
        gate.call(add_interaction, {**CALL, "recorded": True})
    assert [e.field for e in refused.value.errors] == ["informed_at_start"]
    told = gate.call(add_interaction, {**CALL, "recorded": True, "informed_at_start": True})
    untold = gate.call(add_interaction, {**CALL, "recorded": True, "informed_at_start": False})
    assert told.warnings == ()
    assert untold.warnings == gate.call(open_interaction, untold.id).warnings != ()


def test_a_support_case_is_closed_and_opened_again(gate: Gate) -> None:
    saved = gate.call(add_interaction, {**CALL, "kind": "support", "state": "open"})
    gate.call(close_interaction, saved.id, 1)
    record = gate.call(open_interaction, saved.id).record
    assert (record["state"], record["closed_on"]) == ("closed", dt.date(2026, 11, 22))
    gate.call(reopen_interaction, saved.id, record.version)
    record = gate.call(open_interaction, saved.id).record
    assert (record["state"], record["closed_on"]) == ("open", None)


def test_saving_changes_what_is_given_and_undo_takes_it_back(gate: Gate) -> None:
    firm, aino = customer(gate), person(gate)
    saved = gate.call(add_interaction, CALL, [ParticipantEdit(written="Aino")])
    card = gate.call(open_interaction, saved.id)
    before = card.participants[0].record
    edit = ParticipantEdit(person_id=aino, id=before.id, version=before.version)
    changed = gate.call(
        save_interaction, saved.id, card.record.version, {"subject": "Kiintiö", "customer_id": firm}, [edit]
    )
    after = gate.call(open_interaction, saved.id)
    assert (after.record["subject"], after.record["body"]) == ("Kiintiö", CALL["body"])
    assert (after.customer_id, after.participants[0].person_id, changed.end_users) == (firm, aino, (aino,))
    gate.call(undo, changed.undo)
    back = gate.call(open_interaction, saved.id)
    assert (back.record["subject"], back.customer_id, back.participants[0].name) == (CALL["subject"], None, "Aino")


def test_the_list_narrows_by_kind_state_words_person_customer_and_days(gate: Gate) -> None:
    firm, aino = customer(gate), person(gate)
    old = add(gate, "Vanha asia", at=dt.datetime(2026, 1, 5, 22, 30, tzinfo=dt.UTC))
    case = add(gate, "Sertifikaatti vanhenee", kind="support", state="open", customer_id=firm)
    call = add(gate, "Postilaatikko", [ParticipantEdit(person_id=aino)])
    assert listed(gate) == [call, case, old]
    assert listed(gate, kind="support") == listed(gate, state="open") == listed(gate, customer_id=firm) == [case]
    assert listed(gate, query="sertif") == listed(gate, query="kuurasuo") == [case]
    assert listed(gate, query="hallalampi") == listed(gate, person_id=aino) == [call]
    day = dt.date(2026, 1, 6)
    assert listed(gate, since=day, until=day) == [old], "the day is Finland's"
    assert listed(gate, until=dt.date(2026, 1, 5)) == []


def test_a_draft_survives_for_its_writer_and_is_dropped_in_a_week(office: Office, desk: Desk) -> None:
    gate = desk.gate
    written = {"subject": "Kesken", "at": offices.NOW, "day": dt.date(2026, 11, 1), "participants": [{"written": "A"}]}
    gate.call(save_draft, {"subject": "Ensin"})
    gate.call(save_draft, written)
    other = offices.colleague(office, desk, Role.TECHNICAL)
    assert other.gate.call(read_draft) is None
    other.close()
    assert gate.call(read_draft) == written
    gate.call(sweep_drafts)
    assert gate.call(read_draft) == written
    ask(gate, age)
    gate.call(sweep_drafts)
    assert gate.call(read_draft) is None
    gate.call(save_draft, written)
    gate.call(drop_draft)
    assert gate.call(read_draft) is None


def test_a_draft_of_a_person_is_in_her_extract_and_goes_with_her(gate: Gate) -> None:
    aino = person(gate)
    gate.call(save_draft, {"body": "Soitti tulostimesta"}, person_id=aino)
    assert "tulostimesta" in extract(gate, aino)
    gate.call(erase_person, aino)
    assert gate.call(read_draft) is None


def test_the_extract_has_the_text_and_erasure_takes_it(gate: Gate) -> None:
    aino = person(gate)
    add(gate, "Reitittimen vaihto", [ParticipantEdit(person_id=aino)])
    assert "Reitittimen vaihto" in extract(gate, aino)
    gate.call(erase_person, aino)
    assert listed(gate) == []
    assert gate.call(find, "reitittimen", kinds=("interaction",)) == ()


def test_what_two_share_stays_the_others_without_the_first_ones_name_and_numbers(gate: Gate) -> None:
    details = [
        Edit("email", values={"use": "private", "address": "aino@hallalampi.example"}),
        Edit("phone", values={"use": "mobile", "number": "040 555 0177"}),
    ]
    aino = gate.call(add_person, {"last_name": "Hallalampi", "first_names": "Aino"}, details).id
    other = person(gate, "Usvakero", "Uolevi")
    body = "Aino Hallalampi (aino@hallalampi.example, 040 555 0177) pyysi Usvakeron salasanan vaihtoa."
    both = [ParticipantEdit(person_id=aino, address="+358 40 555 0177"), ParticipantEdit("mentioned", person_id=other)]
    saved = add(gate, "Salasana / Hallalampi", both, body=body)
    gate.call(erase_person, aino)
    card = gate.call(open_interaction, saved)
    assert [p.person_id for p in card.participants] == [other]
    said = f"{card.record['subject']} {card.record['body']}"
    assert "salasanan vaihtoa" in said
    assert not [w for w in ("Aino", "Hallalampi", "hallalampi.example", "0177") if w in said]
    assert gate.call(find, "hallalampi", kinds=("person", "customer", "interaction")) == ()


@pytest.mark.parametrize(
    "form", ["0405550177", "040-555 0177", "+358 40 555 0177", "+358 (0)40 5550177", "0035840555 0177"]
)
def test_her_number_goes_from_what_she_shares_however_it_was_written(gate: Gate, form: str) -> None:
    phone = Edit("phone", values={"use": "mobile", "number": "040 555 0177"})
    aino = gate.call(add_person, {"last_name": "Hallalampi"}, [phone]).id
    both = [ParticipantEdit(person_id=aino), ParticipantEdit(person_id=person(gate, "Usvakero", "Uolevi"))]
    saved = add(gate, "Takaisinsoitto", both, body=f"Soita {form} ennen klo 15. Tilaus 10405550177.")
    gate.call(erase_person, aino)
    said = gate.call(open_interaction, saved).record["body"]
    assert said == "Soita (poistettu) ennen klo 15. Tilaus 10405550177."


def add(gate: Gate, subject: str, participants: list[ParticipantEdit] | None = None, **values: object) -> int:
    """Write down an interaction."""
    saved: SavedInteraction = gate.call(add_interaction, {**CALL, "subject": subject, **values}, participants or [])
    return saved.id


def listed(gate: Gate, **wanted: object) -> list[int]:
    """Return the ids of the list."""
    return list(gate.call(list_interactions, InteractionFilter(**wanted)).ids)  # type: ignore[arg-type]


def extract(gate: Gate, person_id: int) -> str:
    """Return the whole extract of a person."""
    return json.dumps(gate.call(collect_extract, person_id).extract.as_json(), ensure_ascii=False)


def age(work: Work) -> None:
    """Make the kept draft eight days old."""
    old = (work.now - dt.timedelta(days=8)).isoformat(timespec="microseconds")
    work.session.connection().exec_driver_sql(f"UPDATE {Draft.__tablename__} SET kept_at = '{old}'")
