"""Restriction, marketing, consent, rectification and portability as acts of a request."""

import csv
import hashlib
import io
import json
import zipfile

import pytest

from asiakasrekisteri.domain.errors import InvalidInputError, RestrictedError
from asiakasrekisteri.usecases.edits import Edit
from asiakasrekisteri.usecases.finding import find
from asiakasrekisteri.usecases.gate import Gate
from asiakasrekisteri.usecases.office import Desk
from asiakasrekisteri.usecases.persons import open_person, save_person
from asiakasrekisteri.usecases.privacy.marketing.prohibiting import prohibited_channels
from asiakasrekisteri.usecases.privacy.requests.answering import Delivery, deliver_answer, note_collected
from asiakasrekisteri.usecases.privacy.requests.deciding import Decision, decide_request
from asiakasrekisteri.usecases.privacy.requests.letters import send_letter
from asiakasrekisteri.usecases.privacy.restricting import lift_restriction
from asiakasrekisteri.usecases.rights.acting import (
    list_rectified,
    restrict_at_request,
    stop_at_request,
    tell_of_lifting,
)
from asiakasrekisteri.usecases.rights.carrying import make_portable, on_contract_or_consent
from asiakasrekisteri.usecases.rights.erasing import carry_out_erasure, decide_erasure
from tests.reading import pdf_text
from tests.usecases.requests.asking import TODAY, Asked, asked_of
from tests.usecases.test_markers import case


def test_an_objection_restricts_at_once_and_the_person_is_told_before_it_is_lifted(asked: Asked) -> None:
    request = asked.identified("objection")
    with pytest.raises(InvalidInputError, match="peruste"):
        asked.do(restrict_at_request, request, "accuracy")
    asked.do(restrict_at_request, request, "objection", "uutiskirje")
    page = asked.gate.call(open_person, asked.person)
    assert page.restriction is not None
    assert page.restriction["request_number"] == asked.card(request).line.number
    with pytest.raises(RestrictedError):
        asked.gate.call(save_person, asked.person, page.record.version, {"note": "x"}, [])
    made = asked.do(tell_of_lifting, request)
    assert "18art.3kohta" in "".join(pdf_text(made.pdf).split())
    assert any("rajoituksen poistamisesta" in file.name for file in asked.card(request).files)
    asked.gate.call(lift_restriction, page.restriction.id, TODAY)
    with pytest.raises(InvalidInputError, match="ei ole rajoitettu"):
        asked.do(tell_of_lifting, request)


@pytest.mark.parametrize("kind", ["marketing", "consent"])
def test_marketing_and_consent_end_at_once_and_the_request_is_granted_by_it(asked: Asked, kind: str) -> None:
    request = asked.receive(kind)
    asked.do(stop_at_request, request)
    card = asked.card(request)
    assert card.line.decision == "granted"
    assert [file.kind for file in card.files] == ["sent"]
    channels = asked.gate.call(case("channels", lambda work: prohibited_channels(work, [asked.person])))
    assert bool(channels) == (kind == "marketing")
    with pytest.raises(InvalidInputError, match="päätetty"):
        asked.do(stop_at_request, request)


def test_what_is_rectified_after_the_request_is_listed_with_the_old_value(asked: Asked) -> None:
    request = asked.identified("rectification")
    page = asked.gate.call(open_person, asked.person)
    asked.gate.call(save_person, asked.person, page.record.version, {"first_names": "Hanna-Maria"}, [])
    (line,) = asked.gate.call(list_rectified, request).lines
    assert (line.old, line.new) == ("Hanna-Mari", "Hanna-Maria")


def portable_request(asked: Asked) -> int:
    request = asked.identified("portability")
    asked.do(note_collected, request)
    asked.do(decide_request, request, Decision("granted"))
    return request


def test_the_file_holds_what_she_provided_and_its_checksum_stays_with_the_request(asked: Asked) -> None:
    page = asked.gate.call(open_person, asked.person)
    email = Edit("email", values={"use": "private", "address": "hanna@kotiposti.example"})
    asked.gate.call(save_person, asked.person, page.record.version, {}, [email], source="customer")
    page = asked.gate.call(open_person, asked.person)
    asked.gate.call(save_person, asked.person, page.record.version, {"note": "vaikea asiakas"}, [], source="staff")
    made = asked.do(make_portable, portable_request(asked))
    assert hashlib.sha256(made.data).hexdigest() == made.sha256
    archive = zipfile.ZipFile(io.BytesIO(made.data))
    data, schema = (json.loads(archive.read(name)) for name in ("data.json", "schema.json"))
    assert data["data"]["email"][0]["address"] == "hanna@kotiposti.example"
    assert data["data"]["person"][0]["last_name"] == "Näyte"
    assert set(data["data"]) == set(schema["properties"]["data"]["properties"])
    for entity, rows in data["data"].items():
        known = schema["properties"]["data"]["properties"][entity]["items"]["properties"]
        assert all(set(row) <= set(known) for row in rows)
    table = list(csv.reader(io.StringIO(archive.read("data.csv").decode("utf-8-sig")), delimiter=";"))
    assert len(table) == made.values + 1
    assert b"vaikea" not in b"".join(archive.read(name) for name in archive.namelist())
    request = next(line for line in asked.card(made.request_id).record.values.items() if line[0] == "sha256")
    assert request[1] == made.sha256


def test_the_file_has_its_headings_in_her_language(gate: Gate) -> None:
    asked = asked_of(gate, "sv")
    page = gate.call(open_person, asked.person)
    email = Edit("email", values={"use": "private", "address": "hanna@kotiposti.example"})
    gate.call(save_person, asked.person, page.record.version, {}, [email], source="customer")
    made = asked.do(make_portable, portable_request(asked))
    assert made.name.startswith("Överföringsfil")
    table = zipfile.ZipFile(io.BytesIO(made.data)).read("data.csv").decode("utf-8-sig")
    assert table.splitlines()[0].startswith("Typ;")
    assert "E-postadress" in table
    assert "Sähköposti" not in table


def test_an_answer_goes_after_what_was_granted_and_a_letter_beside_it_does_not_replace_its_checksum(
    asked: Asked,
) -> None:
    letter = Delivery("letter")
    portable = portable_request(asked)
    with pytest.raises(InvalidInputError, match="siirtotiedosto"):
        asked.do(deliver_answer, portable, letter)
    made = asked.do(make_portable, portable)
    asked.do(send_letter, portable, "granted")
    asked.do(deliver_answer, portable, letter)
    record = asked.card(portable).record
    assert (record["sha256"], record["closed_on"]) == (made.sha256, TODAY)
    erasure = asked.identified("erasure")
    asked.do(note_collected, erasure)
    asked.do(decide_erasure, erasure)
    with pytest.raises(InvalidInputError, match="Poista ensin tiedot"):
        asked.do(deliver_answer, erasure, letter)
    asked.do(carry_out_erasure, erasure)
    asked.do(deliver_answer, erasure, letter)
    assert asked.card(erasure).record["closed_on"] == TODAY


def test_the_file_is_not_made_before_the_decision(asked: Asked) -> None:
    request = asked.identified("portability")
    with pytest.raises(InvalidInputError, match="päätös"):
        asked.do(make_portable, request)


@pytest.mark.parametrize(
    ("basis", "portable"),
    [
        ("sopimus (6 artiklan 1 kohdan b alakohta)", True),
        ("suostumus (6 artiklan 1 kohdan a alakohta)", True),
        ("sopimus tai oikeutettu etu (6 artiklan 1 kohdan b ja f alakohta)", True),
        ("suostumus, oikeutettu etu tai velvoite (6 artiklan 1 kohdan a, f ja c alakohta)", True),
        ("oikeutettu etu (6 artiklan 1 kohdan f alakohta)", False),
        ("lakisääteinen velvoite (6 artiklan 1 kohdan c alakohta)", False),
        ("rekisteröidyn suostumus", True),
        ("oikeutettu etu", False),
    ],
)
def test_only_contract_and_consent_are_portable(basis: str, portable: bool) -> None:
    assert on_contract_or_consent(basis) is portable


def test_a_restricted_person_is_not_found_in_the_file(asked: Asked, desk: Desk) -> None:
    request = portable_request(asked)
    other = asked.identified("restriction")
    asked.do(restrict_at_request, other, "claims")
    with pytest.raises(RestrictedError):
        asked.do(make_portable, request)
    assert desk.gate.call(find, "Näyte")
