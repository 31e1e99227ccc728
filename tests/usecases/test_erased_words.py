"""Erasure by words: what tells of her in what is others', in what was removed before, in files and in the log."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from reportlab.pdfgen.canvas import Canvas

from asiakasrekisteri.domain.errors import NotFoundError, StaleRecordError
from asiakasrekisteri.store.models import Attachment, Request, RequestHit
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.attachments import attach
from asiakasrekisteri.usecases.contracts import CONTRACTS
from asiakasrekisteri.usecases.customers import add_customer, open_customer
from asiakasrekisteri.usecases.edits import Edit, from_source
from asiakasrekisteri.usecases.gate import Gate
from asiakasrekisteri.usecases.history import undo
from asiakasrekisteri.usecases.importing.order import Order
from asiakasrekisteri.usecases.importing.run import import_file
from asiakasrekisteri.usecases.interactions.card import open_interaction
from asiakasrekisteri.usecases.interactions.people import ParticipantEdit
from asiakasrekisteri.usecases.interactions.saving import add_interaction, remove_interaction
from asiakasrekisteri.usecases.logs import show_log
from asiakasrekisteri.usecases.office import Desk, Office
from asiakasrekisteri.usecases.persons import add_person, list_persons, open_person, save_person
from asiakasrekisteri.usecases.privacy.erasure import erase_person
from asiakasrekisteri.usecases.rights.planning import plan_erasure
from asiakasrekisteri.usecases.services import ACCOUNTS, DOMAINS
from tests import offices
from tests.usecases.test_markers import case, found, whole

OTHER = {"last_name": "Kuurasuo", "first_names": "Yrjö"}
PRIVATE = {"kind": "private", "name": "Hallalampi, Helka", "status": "active", "relation": "own"}
STREET = {"use": "postal", "postcode": "96100", "town": "Rovaniemi", "country": "FI"}


@pytest.fixture
def other(gate: Gate) -> int:
    return gate.call(add_person, OTHER).id


def talk(gate: Gate, subject: str, body: str, *persons: int, customer: int | None = None) -> int:
    """Store a note in which persons are mentioned; return its id."""
    parts = [ParticipantEdit("mentioned", one) for one in persons]
    said = {"kind": "note", "subject": subject, "body": body, "customer_id": customer}
    return gate.call(add_interaction, said, parts).id


def put(gate: Gate, talk_id: int, name: str, content: bytes) -> int:
    """Attach a file to a talk; return its id."""

    def body(work: Work) -> int:
        from_source(work, "staff")
        return attach(work, "interaction", talk_id, name, content).id

    stored: int = gate.call(case("put", body, writes=True))
    return stored


def paper(text: str) -> bytes:
    """Return a PDF whose text stands in it as it is written."""
    out = BytesIO()
    canvas = Canvas(out, pageCompression=0, invariant=True)
    canvas.drawString(72, 760, text)
    canvas.save()
    return out.getvalue()


def left(desk: Desk, *words: str) -> list[str]:
    """Return the words that stand in any page or file of the office."""
    data = whole(desk)[1]
    return [word for word in words if word.casefold().encode() in data]


def test_what_she_was_called_and_reached_by_goes_from_what_is_others(desk: Desk, gate: Gate, other: int) -> None:
    customer = gate.call(add_customer, PRIVATE).id
    her = gate.call(open_customer, customer).person_id
    assert her is not None
    street = {**STREET, "street": "Karpalokuja 17"}
    home = {**STREET, "street": "Yhteiskatu 5"}
    edits = [
        Edit("email", values={"use": "work", "address": "vanha@hallaposti.example"}),
        Edit("phone", values={"use": "mobile", "number": "040 555 0177"}),
        Edit("address", values=street),
        Edit("address", values={**home, "use": "visiting"}),
    ]
    code = {"identity_code": "311299U9019", "identity_ground": "law"}
    gate.call(save_person, her, gate.call(open_person, her).record.version, code, edits)
    gate.call(save_person, other, gate.call(open_person, other).record.version, {}, [Edit("address", values=home)])
    gate.call(DOMAINS.add, {"name": "karpalosivut.example", "renewal": "manual"}, {"customer_id": customer})
    gate.call(ACCOUNTS.add, {"username": "karpalotunnus", "secret": "x"}, {"customer_id": customer})
    body = (
        "Hallalammen vanha@hallaposti.example, 040 555-0177, 311299u9019, Karpalokuja 17, Yhteiskatu 5,"
        " www.karpalosivut.example, karpalotunnus"
    )
    number = talk(gate, "Hallalampi ja Kuurasuo", body, other, her)
    page = gate.call(open_person, her)
    going = [Edit(one.entity, one.id, one.version) for one in page.details if one.entity in {"email", "phone"}]
    gate.call(save_person, her, page.record.version, {"last_name": "Tuulikorpi"}, going)
    gate.call(erase_person, her)
    record = gate.call(open_interaction, number).record
    gone = "(poistettu)"
    assert record["subject"] == f"{gone} ja Kuurasuo"
    assert record["body"] == f"{gone} {gone}, {gone}, {gone}, {gone}, Yhteiskatu 5, www.{gone}, {gone}"
    assert left(desk, "hallala", "hallaposti", "karpalo", "311299", "tuulikorpi") == []
    assert found(desk, "yhteiskatu 5"), "the other lives there too"


def test_a_name_of_two_letters_goes_and_common_words_stay(gate: Gate, other: int) -> None:
    her = gate.call(add_person, {"last_name": "Wu", "first_names": "Li"}).id
    number = talk(gate, "Li Wu soitti", "WU kysyi, Lin asia; wurlitzer, li-ioniakku, linja", other, her)
    gate.call(erase_person, her)
    record = gate.call(open_interaction, number).record
    assert record["subject"] == "(poistettu) (poistettu) soitti"
    assert record["body"] == "(poistettu) kysyi, (poistettu) asia; wurlitzer, li-ioniakku, linja"


def test_what_was_removed_before_cannot_be_put_back_with_her_in_it(desk: Desk, gate: Gate, other: int) -> None:
    her = gate.call(add_person, {"last_name": "Hallalampi", "first_names": "Helka"}).id
    firm = gate.call(add_customer, {**PRIVATE, "kind": "company", "name": "Rimpisuo Oy"}).id
    removed = []
    for number in (
        talk(gate, "Hallalampi", "hallalampi soitti", other, her),
        talk(gate, "Viesti", "Helka Hallalampi soitti", customer=firm),
        talk(gate, "Muu asia", "rimpisuon lasku", other),
    ):
        version = gate.call(open_interaction, number).record.version
        removed.append(gate.call(remove_interaction, number, version).undo)
    gate.call(erase_person, her)
    assert left(desk, "hallalampi", "helka") == []
    for number in removed[:2]:
        with pytest.raises((NotFoundError, StaleRecordError), match="kumota"):
            gate.call(undo, number)
    gate.call(undo, removed[2])
    assert found(desk, "rimpisuon lasku")


def test_a_file_that_others_share_keeps_its_words_without_her(desk: Desk, gate: Gate, other: int) -> None:
    her = gate.call(add_person, {"last_name": "Määttälä", "first_names": "Väinö"}).id
    number = talk(gate, "Sopimus", "Liitteenä", other, her)
    said = "Sopimus: Väinö Määttälä ja Yrjö Kuurasuo tilaavat verkkosivut."
    text = put(gate, number, "Määttälä.txt", said.encode("cp1252"))
    pdf = put(gate, number, "sopimus.pdf", paper(said))
    gate.call(erase_person, her)
    data = whole(desk)[0]
    assert [form for form in ("Määttälä".encode(), "Määttälä".encode("cp1252"), paper(said)) if form in data] == []

    def look(work: Work) -> list[tuple[str, str, int]]:
        rows = [work.session.get_one(Attachment, one) for one in (text, pdf)]
        return [(row.name, row.media_type, row.size) for row in rows]

    (first, second) = gate.call(case("look", look))
    assert first[:2] == ("(poistettu).txt", "text/plain")
    assert second[:2] == ("sopimus.txt", "text/plain")
    assert "(poistettu) (poistettu) ja Yrjö Kuurasuo tilaavat".encode() in data


def test_a_document_of_record_of_others_stays_whole_and_is_told_as_kept(desk: Desk, gate: Gate) -> None:
    her = gate.call(add_person, {"last_name": "Hallalampi", "first_names": "Helka"}).id
    firm = gate.call(add_customer, {**PRIVATE, "kind": "company", "name": "Rimpisuo Oy"}).id
    contract = gate.call(CONTRACTS.add, {"number": "1", "state": "active", "term": "ongoing"}, {"customer_id": firm}).id
    signed = paper("Sopimus: Rimpisuo Oy, puolesta Helka Hallalampi, verkkosivujen ylläpito")

    def store(work: Work) -> int:
        from_source(work, "staff")
        file = attach(work, "contract", contract, "sopimus.pdf", signed).id
        days = dict.fromkeys(("received_on", "target_on", "last_day_on"), work.today)
        said = {"number": "TP-1", "kind": "erasure", "channel": "letter", "requester_name": "x"}
        request = Request(**said, **days, person_id=her)
        work.session.add(request)
        work.session.flush()
        hit = {"row_entity": "attachment", "row_id": file, "certainty": 3, "decision": "include"}
        work.session.add(RequestHit(request_id=request.id, found_in=["content"], **hit))
        return request.id

    request = gate.call(case("store", store, writes=True))
    kept = {(item.entity, item.fate) for item in gate.call(plan_erasure, request).items}
    assert ("attachment", "keep") in kept
    gate.call(erase_person, her)
    assert signed in whole(desk)[0]


def test_the_log_keeps_why_data_were_seen_without_names(desk: Desk, gate: Gate, other: int) -> None:
    her = gate.call(add_person, {"last_name": "Hallalampi", "first_names": "Helka"}).id
    purposes = {
        "helka hallalampi soitti": "(nimi) (nimi) soitti",
        "Hallalammen pyyntö, helka@halla.example, 040 555 0177": "(nimi) pyyntö, (…), (…)",
        "Kuurasuon puolesta": "(nimi) puolesta",
        "Lasku 20260017 ja viite 0012": "Lasku 20260017 ja viite 0012",
    }
    for said in purposes:
        gate.for_purpose(said).call(open_person, her)
    gate.for_purpose("Hallalampi pyysi").call(erase_person, her)
    kept = [entry.purpose for entry in gate.call(show_log, her) if entry.purpose]
    assert sorted(kept) == sorted([*purposes.values(), "(nimi) pyysi"])
    assert left(desk, "hallala", "helka") == []


@pytest.mark.slow
def test_what_somebody_reads_meanwhile_leaves_the_write_ahead_log_at_the_next_call(
    desk: Desk, gate: Gate, office: Office
) -> None:
    her = gate.call(add_person, {"last_name": "Hallalampi", "first_names": "Helka"}).id
    second = office.enter(offices.MAIN_USER, offices.PASSWORD)
    reader: Any = second.vault.connect()
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM person").fetchone()
    gate.call(erase_person, her)
    reader.execute("COMMIT")
    reader.close()
    gate.call(list_persons, "")
    assert left(desk, "hallalampi", "helka") == []
    second.close()


def test_an_import_that_was_taken_back_holds_nothing_to_forget(gate: Gate, tmp_path: Path) -> None:
    file = tmp_path / "asiakkaat.csv"
    file.write_text("Asiakasnumero;Nimi;Laji\n600;Hallalampi, Helka;yksityinen\n", "utf-8")
    gate.call(undo, gate.call(import_file, Order(file)).undo)
    her = gate.call(add_person, {"last_name": "Hallalampi", "first_names": "Helka"}).id
    assert gate.call(erase_person, her).removed == 1
