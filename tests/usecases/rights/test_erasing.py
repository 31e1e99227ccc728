"""Erasure item by item: what is kept has a ground and a day, the letter tells them, the manifest counts."""

import datetime as dt
from pathlib import Path

import pytest

from asiakasrekisteri.domain.errors import InvalidInputError
from asiakasrekisteri.usecases.attachments import open_attachment, read_attachment
from asiakasrekisteri.usecases.interactions.people import ParticipantEdit
from asiakasrekisteri.usecases.interactions.saving import add_interaction
from asiakasrekisteri.usecases.maintenance import make_backup
from asiakasrekisteri.usecases.office import Desk, Office
from asiakasrekisteri.usecases.persons import open_person, save_person
from asiakasrekisteri.usecases.privacy.disclosing import DISCLOSURES
from asiakasrekisteri.usecases.privacy.receiving import RECIPIENTS
from asiakasrekisteri.usecases.privacy.requests.answering import note_collected
from asiakasrekisteri.usecases.privacy.requests.deciding import Decision, decide_request
from asiakasrekisteri.usecases.rights.confirming import confirm_right
from asiakasrekisteri.usecases.rights.erasing import (
    carry_out_erasure,
    decide_erasure,
    erase_after_all,
    keep_for_claim,
    read_manifest,
)
from asiakasrekisteri.usecases.rights.notices import (
    Told,
    list_notices,
    note_not_told,
    note_recipient_answer,
    note_told,
    write_notice,
)
from asiakasrekisteri.usecases.rights.planning import ErasureItem, plan_erasure
from tests import offices
from tests.reading import pdf_text
from tests.usecases.requests.asking import TODAY, Asked, asked_of
from tests.usecases.test_markers import found

UNTIL = dt.date(2029, 6, 30)


def call(asked: Asked, subject: str) -> int:
    said = {"kind": "call", "subject": subject}
    return asked.gate.call(add_interaction, said, [ParticipantEdit(person_id=asked.person)]).id


def collected(asked: Asked) -> int:
    request = asked.identified("erasure")
    asked.do(note_collected, request)
    return request


def items(asked: Asked, request: int) -> dict[tuple[str, int], ErasureItem]:
    return {(one.entity, one.id): one for one in asked.gate.call(plan_erasure, request).items}


@pytest.mark.slow
def test_everything_goes_when_nothing_is_kept(asked: Asked, desk: Desk) -> None:
    call(asked, "Suolaheinä")
    request = collected(asked)
    plan = asked.gate.call(plan_erasure, request)
    assert (plan.decision, plan.kept) == ("granted", ())
    assert plan.backups_until == dt.date(2027, 11, 22)
    asked.do(decide_erasure, request)
    card = asked.card(request)
    assert card.line.decision == "granted"
    asked.do(carry_out_erasure, request)
    lines = asked.gate.call(read_manifest, request)
    assert {(line.what, line.count, line.fate) for line in lines} >= {("Yhteydenotot", 1, "erase")}
    assert not found(desk, "suolaheinä")
    assert asked.card(request).line.person_id is None


def test_an_item_is_kept_for_a_claim_and_told_with_ground_and_day(asked: Asked, desk: Desk) -> None:
    kept, gone = call(asked, "Riita laskusta"), call(asked, "Suolaheinä")
    request = collected(asked)
    asked.do(keep_for_claim, request, ("interaction", kept), "velka 10702", UNTIL)
    known = items(asked, request)
    assert (known["interaction", kept].fate, known["interaction", kept].until) == ("keep", UNTIL)
    assert known["interaction", kept].ground == "gdpr17_3_e"
    assert known["interaction", gone].fate == "erase"
    asked.do(decide_erasure, request)
    card = asked.card(request)
    assert (card.line.decision, card.record["ground"]) == ("partly", "gdpr17_3_e")
    letter = letter_of(desk, asked, request)
    for words in (
        "30.6.2029",
        "velka 10702",
        "17 art. 3 kohta e",
        "Riita laskusta",
        "tietosuojavaltuute",
        "22.11.2027",
    ):
        assert words.replace(" ", "") in letter
    asked.do(carry_out_erasure, request)
    assert not found(desk, "suolaheinä")
    assert found(desk, "riita laskusta")
    page = asked.gate.call(open_person, asked.person)
    assert page.name == "Hanna-Mari Näyte", "it is known whose the kept item is"
    assert not found(desk, "kirkkotie")
    lines = asked.gate.call(read_manifest, request)
    assert ("Yhteydenotot", 1, "keep", "gdpr17_3_e", UNTIL) in {
        (line.what, line.count, line.fate, line.ground, line.until) for line in lines
    }


def test_what_is_kept_on_one_ground_is_told_under_it_by_its_day(asked: Asked, desk: Desk) -> None:
    one, two, later = call(asked, "Riita laskusta"), call(asked, "Sovintotarjous"), call(asked, "Valituskirje")
    request = collected(asked)
    for kept, until in ((one, UNTIL), (two, UNTIL), (later, dt.date(2030, 6, 30))):
        asked.do(keep_for_claim, request, ("interaction", kept), "velka 10702", until)
    asked.do(decide_erasure, request)
    letter = letter_of(desk, asked, request)
    assert letter.count("Säilytämmenämätiedot.Peruste:velka10702(17art.3kohtae).") == 1
    first, _day, second = letter.partition("30.6.2030saakka:")
    assert first.count("30.6.2029saakka:") == 1
    assert "Riitalaskusta" in first
    assert "Sovintotarjous" in first
    assert "Valituskirje" in second


def letter_of(desk: Desk, asked: Asked, request: int) -> str:
    file = next(one for one in asked.card(request).files if one.kind == "sent")
    opened = desk.gate.call(open_attachment, file.id)
    return pdf_text(desk.gate.call(read_attachment, file.id, opened.look, 0)).replace("\u00a0", "").replace(" ", "")


def test_keeping_wants_a_reason_and_a_day_and_can_be_taken_back(asked: Asked) -> None:
    number = call(asked, "Riita")
    request = collected(asked)
    with pytest.raises(InvalidInputError, match="vaateeseen"):
        asked.do(keep_for_claim, request, ("interaction", number), " ", UNTIL)
    with pytest.raises(InvalidInputError, match="päivä"):
        asked.do(keep_for_claim, request, ("interaction", number), "riita", None)
    with pytest.raises(InvalidInputError, match="ei voi säilyttää"):
        asked.do(keep_for_claim, request, ("person", asked.person), "riita", UNTIL)
    asked.do(keep_for_claim, request, ("interaction", number), "riita", UNTIL)
    asked.do(erase_after_all, request, ("interaction", number))
    assert items(asked, request)["interaction", number].fate == "erase"


def test_recipients_are_told_before_nobody_knows_whom_it_concerned(asked: Asked, desk: Desk) -> None:
    police = asked.gate.call(RECIPIENTS.add, {"name": "Poliisi", "kind": "authority"}, {}).id
    bank = asked.gate.call(RECIPIENTS.add, {"name": "Perintä Oy", "kind": "controller"}, {}).id
    for recipient in (police, bank):
        values = {
            "disclosed_on": TODAY,
            "recipient_id": recipient,
            "what": "Nimi ja osoite",
            "purpose": "selvitys",
            "ground": "law",
            "section": "poliisilaki 4 luku 3 §",
            "how": "letter",
        }
        asked.gate.call(DISCLOSURES.add, values, {"person_id": asked.person})
    request = collected(asked)
    asked.do(decide_erasure, request)
    with pytest.raises(InvalidInputError, match="Perintä Oy"):
        asked.do(carry_out_erasure, request)
    text = asked.gate.call(write_notice, request, bank)
    assert "Hanna-Mari Näyte" in text.body
    assert "Nimi ja osoite" in text.body
    printed = pdf_text(text.letter.pdf)
    assert "Perintä Oy" in printed
    asked.gate.call(note_told, request, bank, Told("letter"))
    with pytest.raises(InvalidInputError, match="perustelut"):
        asked.gate.call(note_not_told, request, police, "disproportionate", "")
    asked.gate.call(note_not_told, request, police, "impossible", "vastaanottajaa ei enää ole")
    asked.gate.call(note_recipient_answer, request, bank, "done", "poistettu")
    asked.do(carry_out_erasure, request)
    lines = {line.name: line for line in asked.gate.call(list_notices, request).lines}
    assert (lines["Perintä Oy"].channel, lines["Perintä Oy"].answer) == ("letter", "done")
    assert lines["Poliisi"].hindrance == "impossible"
    assert not found(desk, "hanna-mari")


@pytest.mark.slow
def test_single_items_that_went_do_not_come_back_with_a_backup(office: Office, tmp_path: Path) -> None:
    desk = office.enter(offices.MAIN_USER, offices.PASSWORD)
    asked = asked_of(desk.gate)
    page = desk.gate.call(open_person, asked.person)
    desk.gate.call(save_person, asked.person, page.record.version, {"former_names": "Suolaheinä-Aho"})
    kept = call(asked, "Riita laskusta")
    call(asked, "Kutsuttu juhliin")
    bundle = desk.gate.call(make_backup, tmp_path / "kopiot")
    request = collected(asked)
    asked.do(keep_for_claim, request, ("interaction", kept), "velka 10702", UNTIL)
    asked.do(decide_erasure, request)
    asked.do(carry_out_erasure, request)
    for words in ("suolaheinä-aho", "kutsuttu juhliin", "kirkkotie"):
        assert not found(desk, words)
    desk.close()
    office.restore(bundle, offices.MAIN_USER, offices.PASSWORD)
    desk = office.enter(offices.MAIN_USER, offices.PASSWORD)
    assert desk.erased_again.untold > 0
    for words in ("suolaheinä-aho", "kutsuttu juhliin", "kirkkotie"):
        assert not found(desk, words), words
    assert found(desk, "riita laskusta")
    desk.close()


def test_who_asks_is_told_what_was_rectified_and_who_has_got_the_data(asked: Asked, desk: Desk) -> None:
    recipient = asked.gate.call(RECIPIENTS.add, {"name": "Perintä Oy", "kind": "controller"}, {}).id
    values = {"disclosed_on": TODAY, "recipient_id": recipient, "what": "Nimi", "purpose": "perintä", "how": "letter"}
    asked.gate.call(DISCLOSURES.add, {**values, "ground": "contract"}, {"person_id": asked.person})
    request = asked.identified("rectification")
    page = asked.gate.call(open_person, asked.person)
    asked.gate.call(save_person, asked.person, page.record.version, {"first_names": "Hanna-Maria"})
    with pytest.raises(InvalidInputError, match="päätös"):
        asked.do(confirm_right, request, True)
    asked.do(decide_request, request, Decision("granted"))
    asked.do(confirm_right, request, True)
    letter = letter_of(desk, asked, request)
    assert "Hanna-Maria" in letter
    assert "PerintäOy" in letter
