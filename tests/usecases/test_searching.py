"""Everything about one person is found, linked to her or not, and what is other people's is masked in her extract."""

import io
from contextlib import closing
from email.message import EmailMessage

import pytest

from asiakasrekisteri.domain.errors import CancelledError, PermissionDeniedError
from asiakasrekisteri.domain.permissions import Role
from asiakasrekisteri.domain.telling import Certainty
from asiakasrekisteri.domain.thirdparties import MASK
from asiakasrekisteri.usecases.customers import add_customer, open_customer, save_customer
from asiakasrekisteri.usecases.edits import Edit
from asiakasrekisteri.usecases.files import store_file
from asiakasrekisteri.usecases.gate import Gate
from asiakasrekisteri.usecases.interactions.people import ParticipantEdit
from asiakasrekisteri.usecases.interactions.saving import add_interaction
from asiakasrekisteri.usecases.office import Desk, Office
from asiakasrekisteri.usecases.persons import add_person, open_person, save_person
from asiakasrekisteri.usecases.privacy.extract import collect_extract, render_extract
from asiakasrekisteri.usecases.privacy.searching import Hit, search_everything
from tests import offices
from tests.reading import pdf_text

FIRM = {"kind": "company", "status": "active", "relation": "own"}
NOTE = {"kind": "note", "subject": "Muistiinpano", "body": ""}


def hanna(gate: Gate) -> int:
    edits = (
        Edit("email", values={"address": "hanna@kettunen.example", "use": "work"}),
        Edit("phone", values={"number": "040 555 0177", "use": "mobile"}),
    )
    values = {"last_name": "Kettunen", "first_names": "Hanna-Mari", "former_names": "Laitinen"}
    return gate.call(add_person, values, edits).id


def hits(gate: Gate, person: int) -> dict[tuple[str, int], Hit]:
    return {(hit.entity, hit.id): hit for hit in gate.call(search_everything, person).hits}


def note(gate: Gate, body: str, parties: tuple[ParticipantEdit, ...] = (), **values: object) -> int:
    saved = gate.call(add_interaction, {**NOTE, "body": body, **values}, list(parties))
    return int(saved.id)


@pytest.mark.parametrize(
    ("body", "sure"),
    [
        ("Soitti 040-555 0177 ja kysyi.", Certainty.IDENTIFIER),
        ("Vastaus: HANNA@kettunen.example", Certainty.IDENTIFIER),
        ("Hanna-Mari Kettuselle luvattu hyvitys.", Certainty.FULL_NAME),
        ("Laitinen soittaa takaisin.", Certainty.SURNAME),
        ("Kettula soittaa takaisin.", None),
    ],
)
def test_free_text_is_found_with_how_sure_it_is(gate: Gate, body: str, sure: Certainty | None) -> None:
    person = hanna(gate)
    where = ("interaction", note(gate, body))
    found = hits(gate, person)
    assert (found[where].certainty if where in found else None) is sure


def test_every_table_file_name_party_former_value_and_file_is_looked_at(gate: Gate) -> None:
    person = hanna(gate)
    firm = gate.call(add_customer, {**FIRM, "name": "Kohde Oy", "note": "Kysy Hanna-Mari Kettuselta."}).id
    card = gate.call(open_customer, firm)
    gate.call(save_customer, firm, card.record.version, {"note": "Ei huomautuksia"})
    talk = note(gate, "Asia hoidettu.", (ParticipantEdit("mentioned", written="Hanna-Mari Kettunen"),))
    named = store_file(gate, "customer", firm, io.BytesIO(b"sopimus"), "Kettunen Hanna-Mari sopimus.txt").id
    inside = store_file(gate, "customer", firm, io.BytesIO(b"Tilaaja: hanna@kettunen.example"), "liite.txt").id
    namesake = gate.call(add_person, {"last_name": "Kettunen", "first_names": "Hanna-Mari"}).id
    found = hits(gate, person)
    assert found["customer", firm].fields == ("change",)
    assert "Hanna-Mari Kettuselta" in found["customer", firm].words
    assert found["interaction", talk].certainty is Certainty.FULL_NAME
    assert found["attachment", named].fields == ("name",)
    assert (found["attachment", inside].fields, found["attachment", inside].certainty) == (
        ("content",),
        Certainty.IDENTIFIER,
    )
    assert found["person", namesake].certainty is Certainty.FULL_NAME


def test_rows_without_a_name_of_their_own_are_found_too(gate: Gate) -> None:
    person = hanna(gate)
    phone = Edit("phone", values={"number": "+358 40 555 0177", "use": "work"})
    gate.call(add_customer, {**FIRM, "name": "Kohde Oy"}, [phone])
    found = gate.call(search_everything, person).hits
    assert [(hit.entity, hit.certainty) for hit in found] == [("phone", Certainty.IDENTIFIER)]


def test_a_mail_is_read_inside(gate: Gate) -> None:
    person = hanna(gate)
    firm = gate.call(add_customer, {**FIRM, "name": "Kohde Oy"}).id
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "x@toinen.example", "y@toinen.example", "Asia"
    mail.set_content("Hanna-Mari Kettunen pyysi tarjousta.")
    kept = store_file(gate, "customer", firm, io.BytesIO(mail.as_bytes()), "viesti.eml").id
    assert hits(gate, person)["attachment", kept].certainty is Certainty.FULL_NAME


def test_what_is_hers_already_is_not_found_anew_and_the_surest_comes_first(gate: Gate) -> None:
    person = hanna(gate)
    mine = note(gate, "Hanna-Mari Kettunen kysyi.", (ParticipantEdit(person_id=person),))
    note(gate, "Kettuselle lasku")
    sure = note(gate, "Soita 0405550177")
    found = gate.call(search_everything, person).hits
    assert ("interaction", mine) not in {(hit.entity, hit.id) for hit in found}
    assert (found[0].entity, found[0].id) == ("interaction", sure)
    assert [hit.certainty for hit in found] == sorted((hit.certainty for hit in found), reverse=True)


def test_only_who_prints_extracts_searches_everything_and_it_can_be_cancelled(office: Office, desk: Desk) -> None:
    person = hanna(desk.gate)

    class Impatient:
        def report(self, done: int, total: int, text: str = "") -> None:  # noqa: ARG002 - as the listener is called
            raise CancelledError

    with pytest.raises(CancelledError):
        desk.gate.during(Impatient()).call(search_everything, person)
    with closing(offices.colleague(office, desk, Role.CUSTOMER_SERVICE)) as other, pytest.raises(PermissionDeniedError):
        other.gate.call(search_everything, person)


def test_other_people_are_masked_in_the_extract_and_gone_from_the_file(gate: Gate) -> None:
    person = hanna(gate)
    gate.call(add_person, {"last_name": "Äijälä", "first_names": "Väinö"})
    aijala = gate.call(add_person, {"last_name": "Äijälä", "first_names": "Väinö Olavi"}).id
    page = gate.call(open_person, person)
    note_of_her = "Puoliso vaino@toinen.example, 050 555 0188, 131052-308T. Hanna-Mari itse 040 555 0177."
    gate.call(save_person, person, page.record.version, {"note": note_of_her}, ())
    body = "Väinö Äijälälle ja Äijälän kirjanpitäjälle kerrottu; Hanna-Mari Kettunen hyväksyi."
    body += " Kirjasi Paula Pääkäyttäjä."
    note(gate, body, (ParticipantEdit(person_id=person), ParticipantEdit("mentioned", person_id=aijala)))
    extract = gate.call(collect_extract, person).extract
    told = [item.value for section in extract.sections for item in section.items]
    assert f"Puoliso {MASK}, {MASK}, {MASK}. Hanna-Mari itse 040 555 0177." in told
    assert any(
        f"{MASK} ja {MASK} kirjanpitäjälle kerrottu; Hanna-Mari Kettunen hyväksyi. Kirjasi {MASK}." in value
        for value in told
    )
    out = io.BytesIO()
    render_extract(extract, out)
    text = pdf_text(out.getvalue())
    for gone in ("Äijälä", "vaino@", "0188", "308T"):
        assert gone not in text
        assert gone.encode() not in out.getvalue()
    assert MASK in text.replace(" ", "")
