"""Recipients are told, in their own language, of just what they have got (Art. 19); objections are weighed."""

import pytest

from asiakasrekisteri.domain.errors import InvalidInputError
from asiakasrekisteri.usecases.edits import Edit
from asiakasrekisteri.usecases.office import Desk
from asiakasrekisteri.usecases.persons import open_person, save_person
from asiakasrekisteri.usecases.privacy.disclosures import Handing, record_disclosure
from asiakasrekisteri.usecases.privacy.receiving import RECIPIENTS
from asiakasrekisteri.usecases.privacy.requests.answering import Delivery, note_collected
from asiakasrekisteri.usecases.privacy.requests.deciding import Decision, Weighing, decide_request
from asiakasrekisteri.usecases.rights.acting import note_evidence
from asiakasrekisteri.usecases.rights.closing import deliver_right
from asiakasrekisteri.usecases.rights.notices import Told, list_notices, note_told, write_notice
from tests.reading import pdf_text
from tests.usecases.requests.asking import Asked
from tests.usecases.rights.test_erasing import letter_of
from tests.usecases.test_markers import case


def given(asked: Asked, name: str, language: str | None, *categories: str) -> int:
    values = {"name": name, "kind": "controller", "language": language}
    recipient = asked.gate.call(RECIPIENTS.add, values, {}).id
    handing = Handing(
        recipient_id=recipient, what=f"Tiedot ({name})", purpose="perintä", categories=categories, how="letter"
    )
    asked.gate.call(case("give", lambda work: record_disclosure(work, handing, persons=[asked.person]), writes=True))
    return recipient


def rectified(asked: Asked) -> int:
    request = asked.identified("rectification")
    page = asked.gate.call(open_person, asked.person)
    asked.gate.call(save_person, asked.person, page.record.version, {"first_names": "Hanna-Maria"})
    return request


def test_only_who_has_got_what_was_rectified_is_told_in_its_own_language(asked: Asked) -> None:
    bank = given(asked, "Inkasso Ab", "sv", "identification", "contact")
    registry = given(asked, "Registry Ltd", "en")  # nobody knows what it got
    post = given(asked, "Postitus Oy", None, "contact")
    request = rectified(asked)
    notices = asked.gate.call(list_notices, request)
    assert {line.recipient_id: line.language for line in notices.lines} == {bank: "sv", registry: "en"}
    assert notices.others == 1
    swedish = asked.gate.call(write_notice, request, bank)
    assert "Förnamn: Hanna-Maria" in swedish.body
    assert "Rätt uppgift" in pdf_text(swedish.letter.pdf)
    assert "Hanna-Mari\n" not in swedish.body
    assert "Correct data" in asked.gate.call(write_notice, request, registry).body
    with pytest.raises(InvalidInputError, match="ei ole saanut"):
        asked.gate.call(write_notice, request, post)


@pytest.mark.slow
def test_a_rectification_is_closed_once_who_has_got_the_data_has_been_told(asked: Asked) -> None:
    bank = given(asked, "Inkasso Ab", "sv", "identification")
    request = rectified(asked)
    asked.do(decide_request, request, Decision("granted"))
    oral = Delivery("oral")
    with pytest.raises(InvalidInputError, match="Inkasso Ab"):
        asked.do(deliver_right, request, oral)
    asked.gate.call(note_told, request, bank, Told("letter"))
    asked.do(deliver_right, request, oral)


def test_where_she_lives_is_told_to_nobody_under_non_disclosure(asked: Asked) -> None:
    bank = given(asked, "Perintä Oy", "fi", "contact")
    request = asked.identified("rectification")
    page = asked.gate.call(open_person, asked.person)
    moved = Edit(
        "address",
        values={"use": "visiting", "street": "Salatie 4", "postcode": "33100", "town": "Tampere", "country": "FI"},
    )
    mail = Edit("email", values={"use": "private", "address": "hanna@kotiposti.example"})
    asked.gate.call(save_person, asked.person, page.record.version, {"non_disclosure": True}, [moved, mail])
    body = asked.gate.call(write_notice, request, bank).body
    assert "hanna@kotiposti.example" in body
    assert "Salatie" not in body


def test_what_shows_that_a_value_is_right_is_kept_without_an_identity_code(asked: Asked) -> None:
    request = rectified(asked)
    with pytest.raises(InvalidInputError, match="henkilötunnus"):
        asked.do(note_evidence, request, "ote, jossa 131052-308T")
    asked.do(note_evidence, request, "väestötietojärjestelmän ote 20.11.2026")
    assert asked.card(request).record["evidence"] == "väestötietojärjestelmän ote 20.11.2026"
    with pytest.raises(InvalidInputError, match="oikaisua"):
        asked.do(note_evidence, asked.identified("objection"), "x")


def test_an_objection_is_refused_only_when_weighed_and_the_letter_tells_how(asked: Asked, desk: Desk) -> None:
    request = asked.identified("objection")
    asked.do(note_collected, request)
    with pytest.raises(InvalidInputError) as refusal:
        asked.do(decide_request, request, Decision("refused", "gdpr21_1", weighing=Weighing("own")))
    assert [fault.field for fault in refusal.value.errors] == ["weighed_interest", "weighed_reason"]
    weighing = Weighing("third", "tietomurron selvittäminen", "lokia tarvitaan vain kuukausi")
    asked.do(decide_request, request, Decision("refused", "gdpr21_1", weighing=weighing))
    record = asked.card(request).record
    assert (record["weighed_whose"], record["weighed_by"]) == ("third", asked.card(request).record["printed_by"])
    letter = letter_of(desk, asked, request)
    for words in ("Kolmannenosapuolenetu", "Tietomurronselvittäminen", "vainkuukausi", "Punnittu22.11.2026"):
        assert words in letter
