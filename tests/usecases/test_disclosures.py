"""Disclosures: recorded with a ground that holds, found for each person, and told by the description."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from asiakasrekisteri.domain.description import RecipientStatement, Transfers
from asiakasrekisteri.domain.errors import InvalidInputError, StaleRecordError
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.store.models import Disclosure, DisclosurePerson, RegistrationRequest
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.customers import add_customer, open_customer
from asiakasrekisteri.usecases.exporting.office import export_office
from asiakasrekisteri.usecases.gate import Gate, UseCase, nothing
from asiakasrekisteri.usecases.history import undo
from asiakasrekisteri.usecases.logs import show_log
from asiakasrekisteri.usecases.persons import add_person
from asiakasrekisteri.usecases.privacy.description import read_description, save_description
from asiakasrekisteri.usecases.privacy.disclosing import REGISTRATION_REQUESTS
from asiakasrekisteri.usecases.privacy.disclosures import (
    Handing,
    Receiver,
    disclosures_about,
    recipients_of,
    record_disclosure,
)
from asiakasrekisteri.usecases.privacy.drafting import mend_draft
from asiakasrekisteri.usecases.privacy.erasure import erase_person
from asiakasrekisteri.usecases.privacy.publishing import publish_description
from asiakasrekisteri.usecases.privacy.receiving import RECIPIENTS, TRANSFERS, fill_recipients, take_recipients
from asiakasrekisteri.usecases.services import DOMAINS
from tests.contradictions import contradictions

COLLECTOR = {"kind": "controller", "name": "Kaamoksen Perintä Oy", "task": "perintä", "country": "FI"}
PROCESSOR = {"kind": "processor", "name": "Tunturin Tilitoimisto Oy", "task": "kirjanpito", "country": "FI"}
PROMISE = (
    "Ellei lainsäädäntö siihen pakota, emme luovuta tietoja ilman lupaasi kolmannelle osapuolelle, "
    "ellei se ole tarpeen tilauksen käsittelemiseksi."
)
ASKED = dt.datetime(2026, 11, 20, 9, tzinfo=dt.UTC)
SIGNED = {**PROCESSOR, "contract_signed_on": dt.date(2024, 3, 1)}


def record(gate: Gate, handing: Handing, persons: Iterable[int] = (), *, everyone: bool = False) -> int | None:
    def body(work: Work) -> int | None:
        return record_disclosure(work, handing, persons=persons, everyone=everyone)

    return gate.call(UseCase("record", Permission.DISCLOSURE_WRITE, nothing, writes=True, body=body))


def receivers(gate: Gate, person: int) -> tuple[Receiver, ...]:
    def body(work: Work) -> tuple[Receiver, ...]:
        return recipients_of(work, disclosures_about(work, person))

    return gate.call(UseCase("receivers", Permission.DISCLOSURE_READ, nothing, writes=False, body=body))


def added(gate: Gate, values: Mapping[str, object]) -> int:
    return int(gate.call(RECIPIENTS.add, values, {}).id)


def person(gate: Gate, name: str) -> int:
    return gate.call(add_person, {"last_name": name}).id


def debt(recipient: int, **more: Any) -> Handing:
    told = Handing(recipient_id=recipient, what="nimi, osoite ja avoin lasku", purpose="erääntyneen laskun perintä")
    return replace(told, **more)


def test_registration_data_that_were_given_are_a_disclosure_and_she_is_told_to_whom(gate: Gate) -> None:
    customer = gate.call(
        add_customer, {"kind": "private", "name": "Aalto, Aino", "status": "active", "relation": "own"}
    )
    domain = gate.call(DOMAINS.add, {"name": "aalto.example", "renewal": "manual"}, {"customer_id": customer.id}).id
    holder = gate.call(open_customer, customer.id).person_id
    assert holder is not None
    asked = {"received_at": ASKED, "requester": "Asianajo Kelo Oy", "ground": "tavaramerkki", "answer": "open"}
    row = gate.call(REGISTRATION_REQUESTS.add, {**asked, "domain_id": domain}, {})
    assert receivers(gate, holder) == ()
    given = {"answer": "given", "answered_at": ASKED}
    saved = gate.call(REGISTRATION_REQUESTS.save, row.id, 1, given)
    assert [one.name for one in receivers(gate, holder)] == ["Asianajo Kelo Oy"]
    with pytest.raises(StaleRecordError):
        gate.call(undo, saved.undo)


def test_registration_data_are_given_once_however_often_the_answer_is_saved(gate: Gate) -> None:
    owner = gate.call(add_customer, {"kind": "company", "name": "Halla Oy", "status": "active", "relation": "own"}).id
    domain = gate.call(DOMAINS.add, {"name": "halla.example", "renewal": "manual"}, {"customer_id": owner}).id
    asked = {"received_at": ASKED, "requester": "Asianajo Kelo Oy", "ground": "tavaramerkki", "domain_id": domain}
    row = gate.call(REGISTRATION_REQUESTS.add, {**asked, "answer": "given", "answered_at": ASKED}, {}).id
    with gate.store.engine.connect() as connection:
        version = connection.scalar(select(RegistrationRequest.version).where(RegistrationRequest.id == row)) or 0
    gate.call(REGISTRATION_REQUESTS.save, row, version, {"ground": "tavaramerkin käyttö"})
    with gate.store.engine.connect() as connection:
        told = connection.execute(select(Disclosure.purpose, Disclosure.customer_id)).all()
    assert [tuple(one) for one in told] == [("tavaramerkki", owner)]


def test_who_got_her_data_is_told_by_name_whether_alone_in_a_list_or_with_the_whole_register(gate: Gate) -> None:
    alone, listed, other = (person(gate, name) for name in ("Alanen", "Listanen", "Muunen"))
    recipient = added(gate, COLLECTOR)
    record(gate, debt(recipient), [alone])
    record(gate, debt(recipient, what="asiakasluettelo"), [listed, alone])
    assert [g.what for g in receivers(gate, alone)[0].given] == ["asiakasluettelo", "nimi, osoite ja avoin lasku"]
    assert [g.what for g in receivers(gate, listed)[0].given] == ["asiakasluettelo"]
    assert receivers(gate, other) == ()
    record(gate, debt(recipient, what="koko rekisteri"), everyone=True)
    later = person(gate, "Myöhänen")
    assert [g.what for g in receivers(gate, other)[0].given] == ["koko rekisteri"]
    assert receivers(gate, later) == (), "she was not in the register when it was given"


@pytest.mark.slow
def test_a_list_of_many_takes_two_numbers_for_each(gate: Gate) -> None:
    many = [person(gate, f"Monen{n}") for n in range(30)]
    number = record(gate, debt(added(gate, COLLECTOR)), many)

    def counted(work: Work) -> tuple[int, int]:
        rows = work.session.query(DisclosurePerson).filter_by(disclosure_id=number).count()
        return rows, work.session.get_one(Disclosure, number).number_of_persons

    assert gate.call(UseCase("count", Permission.DISCLOSURE_READ, nothing, writes=False, body=counted)) == (30, 30)
    assert all(len(receivers(gate, one)[0].given) == 1 for one in many)
    gate.call(erase_person, many[0])
    assert gate.call(UseCase("count", Permission.DISCLOSURE_READ, nothing, writes=False, body=counted)) == (29, 30)


def test_what_goes_to_a_processor_is_no_disclosure_but_asks_its_contract(gate: Gate) -> None:
    one = person(gate, "Asiakas")
    bare = added(gate, PROCESSOR)
    with pytest.raises(InvalidInputError, match="ei ole käsittelysopimusta"):
        record(gate, debt(bare), [one])
    row = gate.call(RECIPIENTS.open, bare).records[0]
    gate.call(RECIPIENTS.save, bare, row.version, {"contract_signed_on": dt.date(2024, 3, 1)})
    assert record(gate, debt(bare), [one]) is None
    assert [(r.name, r.given) for r in receivers(gate, one)] == [("Tunturin Tilitoimisto Oy", ())]
    row = gate.call(RECIPIENTS.open, bare).records[0]
    gate.call(RECIPIENTS.save, bare, row.version, {"contract_until": dt.date(2024, 12, 31)})
    with pytest.raises(InvalidInputError, match="on päättynyt"):
        record(gate, debt(bare), [one])


@pytest.mark.parametrize(
    ("ground", "section", "reference", "lacking"),
    [
        ("authority", "", "", {"section", "reference"}),
        ("authority", "poliisilaki 4 luku 3 §", "", {"reference"}),
        ("authority", "poliisilaki 4 luku 3 §", "5500/R/123/26", set()),
        ("law", "", "", {"section"}),
        ("law", "ulosottokaari 3 luku 66 §", "", set()),
        ("consent", "", "", {"reference"}),
        ("consent", "", "sähköposti 3.11.2026", set()),
        ("contract", "", "", set()),
        ("order", "", "", set()),
    ],
)
def test_a_ground_is_whole(gate: Gate, ground: str, section: str, reference: str, lacking: set[str]) -> None:
    handing = debt(added(gate, COLLECTOR), ground=ground, section=section, reference=reference)
    if not lacking:
        assert record(gate, handing) is not None
        return
    with pytest.raises(InvalidInputError) as refused:
        record(gate, handing)
    assert {fault.field for fault in refused.value.errors} == lacking


def test_a_published_promise_leaves_only_consent_order_and_law(gate: Gate) -> None:
    recipient = added(gate, COLLECTOR)
    own = gate.call(read_description).description
    told = RecipientStatement("controller", "Kaamoksen Perintä Oy", "perintä", country="FI")
    gate.call(save_description, replace(own, recipients=(RecipientStatement("general", "", PROMISE), told)))
    assert record(gate, debt(recipient)) is not None, "nothing is promised before it is published"
    findings = contradictions(gate)
    assert "promise-limited-disclosures" in {one.rule for one in findings}


def test_the_description_is_compared_with_and_filled_from_the_recipients(gate: Gate) -> None:
    added(gate, {**SIGNED, "business_id": "1234567-1"})
    cloud = added(gate, {"kind": "processor", "name": "Pilvi Inc.", "task": "sähköposti", "country": "US"})
    scc = {"recipient_id": cloud, "country": "US", "mechanism": "scc", "reference": "sopimuksen liite 2"}
    gate.call(TRANSFERS.add, scc, {})
    own = replace(gate.call(read_description).description, recipients=(), transfers=Transfers("no"))
    rules = {(one.rule, one.subject) for one in contradictions(gate, own) if one.stops}
    assert {
        ("recipient-missing", "Tunturin Tilitoimisto Oy"),
        ("recipient-missing", "Pilvi Inc."),
        ("transfer-missing", "Pilvi Inc.|US"),
    } <= rules
    filled = gate.call(fill_recipients, own)
    assert [(r.name, r.dpa_signed_on) for r in filled.recipients] == [
        ("Pilvi Inc.", ""),
        ("Tunturin Tilitoimisto Oy", "2024-03-01"),
    ]
    assert filled.transfers.outside_eea == "yes"
    assert filled.transfers.places[0].mechanism == "scc"
    left = {one.rule for one in contradictions(gate, filled)}
    assert not left & {"recipient-missing", "transfer-missing", "recipient-differs", "recipient-unrecorded"}
    wrong = replace(filled, recipients=(replace(filled.recipients[1], country="SE"), filled.recipients[0]))
    (finding,) = (one for one in contradictions(gate, wrong) if one.rule == "recipient-differs")
    mended = gate.call(mend_draft, finding, wrong)
    assert mended is not None
    assert mended.recipients[0].country == "FI"


def test_an_old_description_gives_its_recipients(gate: Gate) -> None:
    own = gate.call(read_description).description
    told = (
        RecipientStatement("processor", "Tunturin Tilitoimisto Oy", "kirjanpito", dpa_signed_on="2024-03-01"),
        RecipientStatement("authority", "Viranomaiset", "laissa säädetyt tiedot"),
    )
    gate.call(save_description, replace(own, recipients=told))
    assert gate.call(take_recipients) == 1
    assert gate.call(take_recipients) == 0, "what is there is not taken twice"
    filled = gate.call(fill_recipients, gate.call(read_description).description)
    assert [one.name for one in filled.recipients] == ["Tunturin Tilitoimisto Oy", "Viranomaiset"]


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"country": "SE", "mechanism": "scc", "reference": "x"}, "country"),
        ({"country": "US", "mechanism": None, "reference": "x"}, "mechanism"),
        ({"country": "US", "mechanism": "scc", "reference": None}, "reference"),
    ],
)
def test_a_transfer_needs_its_ground(gate: Gate, values: dict[str, object], field: str) -> None:
    recipient = added(gate, SIGNED)
    with pytest.raises(InvalidInputError) as refused:
        gate.call(TRANSFERS.add, {**values, "recipient_id": recipient}, {})
    assert [fault.field for fault in refused.value.errors] == [field]


@pytest.mark.slow
def test_the_whole_register_given_to_somebody_is_a_disclosure_of_everybody(gate: Gate, tmp_path: Path) -> None:
    one = person(gate, "Asiakas")
    recipient = added(gate, COLLECTOR)
    with pytest.raises(InvalidInputError, match="Kirjoita lainkohta"):
        gate.call(export_office, tmp_path / "a", "siirto", "", debt(recipient, ground="law", purpose=""))
    assert not (tmp_path / "a").exists()
    gate.call(export_office, tmp_path / "b", "yrityskaupan selvitys", "", debt(recipient, purpose=""))
    (given,) = receivers(gate, one)[0].given
    assert given.purpose == "yrityskaupan selvitys"
    processor = added(gate, SIGNED)
    gate.call(export_office, tmp_path / "c", "kirjanpito", "", debt(processor, purpose=""))
    assert len(receivers(gate, one)[0].given) == 1, "what a processor gets is no disclosure"
    actions = [touch.action for row in gate.call(show_log) for touch in row.touched if touch.entity == "recipient"]
    assert "hand_over" in actions


@pytest.mark.slow
def test_a_published_promise_is_kept_by_refusing_other_grounds(gate: Gate) -> None:
    recipient = added(gate, COLLECTOR)
    own = gate.call(read_description).description
    told = RecipientStatement("controller", "Kaamoksen Perintä Oy", "perintä", country="FI")
    gate.call(save_description, replace(own, recipients=(RecipientStatement("general", "", PROMISE), told)))
    gate.call(publish_description, "Paula Pääkäyttäjä")
    with pytest.raises(InvalidInputError, match="emme luovuta tietoja ilman lupaasi") as refused:
        record(gate, debt(recipient))
    assert [fault.field for fault in refused.value.errors] == ["ground"]
    assert record(gate, debt(recipient, ground="order")) is not None
    assert record(gate, debt(recipient, ground="consent", reference="sähköposti 3.11.2026")) is not None
