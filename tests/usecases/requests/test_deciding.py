"""What is decided: extended in time with a reason, refused with a ground, forwarded, never charged without one."""

import datetime as dt
from decimal import Decimal

import pytest

from asiakasrekisteri.domain.deadlines import Urgency
from asiakasrekisteri.domain.errors import InvalidInputError
from asiakasrekisteri.domain.requests import REQUEST_KINDS, Stage, grounds_for
from asiakasrekisteri.usecases.edits import Edit
from asiakasrekisteri.usecases.gate import Gate
from asiakasrekisteri.usecases.logs import show_log
from asiakasrekisteri.usecases.persons import add_person, open_person, save_person
from asiakasrekisteri.usecases.privacy.erasure import erase_person
from asiakasrekisteri.usecases.privacy.requests.answering import (
    Delivery,
    approve_answer,
    close_request,
    deliver_answer,
    note_collected,
    reopen_request,
)
from asiakasrekisteri.usecases.privacy.requests.deciding import (
    Decision,
    answer_nothing_held,
    charge_fee,
    decide_request,
    extend_request,
    forward_request,
)
from asiakasrekisteri.usecases.privacy.requests.identity import ask_for_more
from asiakasrekisteri.usecases.privacy.requests.letters import send_letter
from asiakasrekisteri.usecases.privacy.requests.receiving import amend_request, receive_request
from asiakasrekisteri.usecases.privacy.restricting import restrict_person
from tests.usecases.requests.asking import Asked

D = dt.date
SINCE = "Pyyntö koskee seitsemän vuoden viestejä."


def fault(asked: Asked, case: object, request: int, *said: object) -> str:
    with pytest.raises(InvalidInputError) as caught:
        asked.do(case, request, *said)  # type: ignore[arg-type]
    return caught.value.errors[0].field


def test_an_extension_has_its_reason_and_its_letter(asked: Asked) -> None:
    request = asked.receive(received="2026-11-06")
    assert fault(asked, extend_request, request, " ") == "extension_reason"
    asked.do(extend_request, request, SINCE)
    card = asked.card(request)
    assert card.record["extended_until"] == D(2027, 2, 8)
    assert (card.line.target, card.line.last_day) == (D(2027, 2, 6), D(2027, 2, 8))
    assert card.line.left.urgency is Urgency.CALM
    assert [file.name for file in card.files] == ["Ilmoitus määräajan jatkamisesta TP-2026-0001.pdf"]
    assert fault(asked, extend_request, request, SINCE) == "extension_reason"


def test_the_time_is_extended_within_the_first_month_only(asked: Asked) -> None:
    request = asked.receive(received="2026-10-20")
    assert asked.card(request).line.left.urgency is Urgency.LATE
    assert fault(asked, extend_request, request, SINCE) == "extension_reason"


def test_what_has_not_been_collected_is_not_granted(asked: Asked) -> None:
    request = asked.receive()
    assert fault(asked, decide_request, request, Decision("granted")) == "decision"
    assert fault(asked, note_collected, request) == "identity_method"
    request = asked.identified()
    assert fault(asked, decide_request, request, Decision("granted")) == "decision"
    asked.do(note_collected, request)
    assert asked.card(request).line.stage is Stage.DECIDE
    asked.do(decide_request, request, Decision("granted"))
    assert asked.card(request).line.stage is Stage.ANSWER


def test_a_refusal_names_its_ground_and_reasons(asked: Asked) -> None:
    request = asked.identified()
    assert fault(asked, decide_request, request, Decision("refused", "", "Syy")) == "ground"
    assert fault(asked, decide_request, request, Decision("refused", "gdpr17_1", "Syy")) == "ground"
    assert fault(asked, decide_request, request, Decision("refused", "tsl34_1_2", " ")) == "reasoning"
    assert fault(asked, decide_request, request, Decision("refused", "gdpr15_4", "Syy")) == "ground", "partial only"
    assert fault(asked, decide_request, request, Decision("kesken")) == "decision"
    asked.do(decide_request, request, Decision("refused", "tsl34_1_2", "Tieto vaarantaisi hoidon."))
    card = asked.card(request)
    assert [file.name for file in card.files] == ["Päätös TP-2026-0001.pdf"]
    assert len(str(card.record["sha256"])) == 64
    assert card.record["pages"] == 1


def test_who_has_not_been_identified_is_refused_for_that_alone(asked: Asked) -> None:
    request = asked.receive()
    assert fault(asked, decide_request, request, Decision("refused", "tsl34_1_2", "Syy")) == "ground"
    assert fault(asked, decide_request, request, Decision("refused", "gdpr12_2", "Syy")) == "ground", "ask first"
    asked.do(ask_for_more, request, "Asiakasnumero")
    asked.do(decide_request, request, Decision("refused", "gdpr12_2", "Lisätietoja ei saatu."))
    assert asked.card(request).line.left.urgency is not Urgency.PAUSED


def test_excessive_is_proved_with_evidence(asked: Asked) -> None:
    request = asked.identified()
    decision = Decision("refused", "gdpr12_5", "Kymmenes pyyntö kuukaudessa.")
    assert fault(asked, decide_request, request, decision) == "ground"
    asked.attach(request, "document")
    assert fault(asked, decide_request, request, decision) == "ground", "the letter that came is no evidence"
    asked.attach(request, "evidence")
    asked.do(decide_request, request, decision)


def test_a_partial_refusal_gives_the_rest(asked: Asked) -> None:
    request = asked.identified()
    asked.do(note_collected, request)
    asked.do(decide_request, request, Decision("partly", "gdpr15_4", "Viestissä on muita.", "Kaikki muu."))
    assert asked.card(request).record["given_anyway"] == "Kaikki muu."


def test_every_kind_can_be_refused_but_stopping_marketing_is_weighed_against_nothing() -> None:
    for kind in (option.code for option in REQUEST_KINDS):
        codes = {ground.code for ground in grounds_for(kind, "refused")}
        assert {"gdpr12_2", "not_subject"} <= codes
        assert ("gdpr12_5" in codes) == (kind not in {"marketing", "consent"})
        assert any(code.startswith("tsl34") for code in codes) == (kind == "access"), "TSL 34 limits access only"
        assert grounds_for(kind, "granted") == ()


@pytest.mark.parametrize("requester", ["estate", "organisation"])
def test_the_dead_and_companies_have_no_right(asked: Asked, requester: str) -> None:
    request = asked.receive("marketing", requester=requester, requester_name="Näyte Oy")
    assert fault(asked, decide_request, request, Decision("granted")) == "decision"
    asked.do(decide_request, request, Decision("refused", "not_subject", "Oikeushenkilö."))


def test_what_another_decides_of_is_forwarded(asked: Asked) -> None:
    request = asked.receive()
    assert fault(asked, forward_request, request, " ") == "forwarded_to"
    asked.do(forward_request, request, "Kahvila Vanha Satama Tmi")
    card = asked.card(request)
    assert (card.record["decision"], card.line.stage) == ("not_controller", Stage.ANSWER)
    assert [file.name for file in card.files] == ["Ilmoitus siirrosta TP-2026-0001.pdf"]


def test_the_first_copy_is_free_whatever_is_said(asked: Asked) -> None:
    request = asked.identified()
    ten = Decimal(10)
    assert asked.card(request).record["fee_eur"] == 0
    assert fault(asked, charge_fee, request, ten, "further_copy", "Toinen jäljennös") == "fee_eur"
    assert fault(asked, charge_fee, request, ten, "excessive", "Kiusantekoa") == "fee_ground"
    assert fault(asked, charge_fee, request, ten, "", "Kulut") == "fee_ground"
    assert fault(asked, charge_fee, request, -ten, "", "") == "fee_eur"


def test_a_further_copy_may_cost_after_the_first_has_been_given(asked: Asked) -> None:
    first = asked.identified(received="2026-11-02")
    asked.do(note_collected, first)
    asked.do(decide_request, first, Decision("granted"))
    assert fault(asked, deliver_answer, first, Delivery("letter")) == "delivery_channel", "no extract has been made"
    asked.do(deliver_answer, first, Delivery("oral"))
    second = asked.identified()
    assert fault(asked, charge_fee, second, Decimal(10), "further_copy", " ") == "fee_reasoning"
    asked.do(charge_fee, second, Decimal(10), "further_copy", "Sama jäljennös pyydettiin uudelleen.")
    assert asked.card(second).record["fee_eur"] == 10
    asked.do(charge_fee, second, Decimal(0), "", "")
    assert asked.card(second).record["fee_ground"] is None


def test_an_answer_is_delivered_and_the_request_closed(asked: Asked) -> None:
    request = asked.receive("marketing")
    assert fault(asked, deliver_answer, request, Delivery("letter")) == "decision"
    asked.do(decide_request, request, Decision("granted"))
    asked.do(send_letter, request, "granted")
    assert fault(asked, approve_answer, request) == "approved_by", "four eyes are those of two"
    assert fault(asked, deliver_answer, request, Delivery("")) == "delivery_channel"
    assert fault(asked, deliver_answer, request, Delivery("registered")) == "registered_letter_no"
    asked.do(deliver_answer, request, Delivery("registered", registered_letter_no="JJFI 123"))
    card = asked.card(request)
    assert card.line.stage is Stage.CLOSED
    assert card.record["address_used"] == "Kirkkotie 8 A 3\n44800 PIHTIPUDAS"
    assert card.record["registered_letter_no"] == "JJFI 123"
    assert card.line.left.urgency is Urgency.CLOSED
    assert fault(asked, amend_request, request, {"situation": "Lisäys"}) == "closed_on"


def test_somebody_nobody_knows_is_told_that_nothing_is_held(asked: Asked) -> None:
    said = {"kind": "access", "requester_name": "Vieno Vieras", "received_on": D(2026, 11, 9), "channel": "email"}
    said |= {"address_used": "Outotie 1\n00100 Helsinki"}
    request = asked.gate.call(receive_request, said).id
    searched = "Nimi Vieno Vieras ja sähköposti vieno@vieras.example."
    assert fault(asked, answer_nothing_held, request, " ") == "reasoning"
    assert fault(asked, answer_nothing_held, request, "tunnus 010190-999W") == "reasoning"
    known = asked.receive()
    assert fault(asked, answer_nothing_held, known, searched) == "person_id"
    asked.do(answer_nothing_held, request, searched)
    card = asked.card(request)
    assert (card.record["decision"], card.line.stage) == ("nothing_held", Stage.ANSWER)
    assert [file.name for file in card.files] == [f"Vahvistus {card.line.number}.pdf"]
    assert card.record["sha256"]
    asked.do(deliver_answer, request, Delivery("letter"))
    assert asked.card(request).line.stage is Stage.CLOSED


def test_where_an_answer_went_is_on_file_or_asked(gate: Gate) -> None:
    asked = Asked(gate, gate.call(add_person, {"last_name": "Koditon", "first_names": "Kaino"}).id)
    request = asked.receive("marketing")
    asked.do(decide_request, request, Decision("granted"))
    made = asked.do(send_letter, request, "granted")
    assert not made.addressed
    assert fault(asked, deliver_answer, request, Delivery("letter")) == "address_used"
    assert fault(asked, deliver_answer, request, Delivery("email")) == "address_used"
    page = gate.call(open_person, asked.person)
    email = Edit("email", values={"use": "private", "address": "kaino@koditon.example"})
    gate.call(save_person, asked.person, page.record.version, {}, [email])
    assert fault(asked, deliver_answer, request, Delivery("letter")) == "address_used", "an e-mail address is no home"
    asked.do(deliver_answer, request, Delivery("email"))
    assert asked.card(request).record["address_used"] == "kaino@koditon.example"


def test_what_was_withdrawn_is_closed_without_an_answer(asked: Asked) -> None:
    request = asked.receive()
    assert fault(asked, close_request, request) == "closed_on"
    asked.do(decide_request, request, Decision("withdrawn", reasoning="Soitti 20.11."))
    asked.do(close_request, request)
    assert asked.card(request).line.stage is Stage.CLOSED


def test_a_closed_request_is_opened_again_and_keeps_its_days_and_letters(asked: Asked) -> None:
    request = asked.receive("marketing")
    assert fault(asked, reopen_request, request) == "closed_on"
    asked.do(decide_request, request, Decision("granted"))
    asked.do(send_letter, request, "granted")
    asked.do(deliver_answer, request, Delivery("email", address="hanna@nayte.example"))
    asked.do(reopen_request, request)
    card = asked.card(request)
    assert (card.line.stage, card.record["decision"], card.line.target) == (Stage.DECIDE, None, D(2026, 12, 9))
    assert len(card.files) == 1


def test_a_restriction_does_not_stop_her_requests(asked: Asked) -> None:
    request = asked.receive("restriction")
    asked.gate.call(restrict_person, asked.person, "accuracy", "Osoite", "TP-2026-0001")
    asked.do(amend_request, request, {"situation": "Osoite on väärä."})
    asked.do(ask_for_more, request, "Asiakasnumero")
    card = asked.card(request)
    assert card.record["situation"] == "Osoite on väärä."
    assert card.files[0].name == "Lisätietopyyntö TP-2026-0001.pdf"


def test_letters_are_logged_as_the_persons(asked: Asked) -> None:
    request = asked.receive()
    asked.do(extend_request, request, SINCE)
    row = next(row for row in asked.gate.call(show_log, asked.person) if row.use_case == "extend_request")
    assert ("letter", "request", request) in {(t.action, t.entity, t.id) for t in row.touched}


def test_after_erasure_the_request_tells_only_that_it_was_answered(asked: Asked) -> None:
    request = asked.receive("erasure", situation="Poistakaa kaikki.")
    asked.do(decide_request, request, Decision("withdrawn"))
    asked.do(close_request, request)
    asked.gate.call(erase_person, asked.person)
    card = asked.card(request)
    assert (card.line.number, card.record["decision"]) == ("TP-2026-0001", "withdrawn")
    assert (card.line.name, card.record["situation"], card.files) == ("(poistettu)", None, ())
    assert fault(asked, reopen_request, request) == "closed_on"
