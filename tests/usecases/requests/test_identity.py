"""Who asks: shown by an allowed method, never by henkilötunnus with the name; the clock stands while more is asked."""

import datetime as dt
from contextlib import closing

import pytest

from asiakasrekisteri.domain.deadlines import Urgency
from asiakasrekisteri.domain.errors import InvalidInputError
from asiakasrekisteri.domain.requests import IDENTITY_METHODS, Stage
from asiakasrekisteri.usecases.attachments import destroy_attachment, rename_attachment
from asiakasrekisteri.usecases.office import Office
from asiakasrekisteri.usecases.privacy.requests.identity import (
    Identification,
    ask_for_more,
    identify_request,
    receive_more,
)
from asiakasrekisteri.usecases.privacy.requests.receiving import amend_request, receive_request
from tests import offices
from tests.usecases.requests.asking import Asked, asked_of

D = dt.date


def faults(asked: Asked, request: int, shown: Identification) -> list[str]:
    with pytest.raises(InvalidInputError) as caught:
        asked.do(identify_request, request, shown)
    return [error.field for error in caught.value.errors]


@pytest.mark.parametrize("method", [option.code for option in IDENTITY_METHODS])
def test_each_allowed_method_is_enough(asked: Asked, method: str) -> None:
    request = asked.receive()
    asked.do(identify_request, request, Identification(method, "passport"))
    card = asked.card(request)
    assert card.line.stage is Stage.FIND
    assert card.record["identity_document"] == ("passport" if method == "seen" else None)
    assert card.record["identity_checked_by"] == "Paula Pääkäyttäjä"


@pytest.mark.parametrize("method", ["identity_code", "identity_code_and_name", "hetu", "name"])
def test_henkilotunnus_with_the_name_is_no_method(asked: Asked, method: str) -> None:
    assert faults(asked, asked.receive(), Identification(method)) == ["identity_method"]
    assert not any("henkilötunnus" in option.label.casefold() for option in IDENTITY_METHODS)


@pytest.mark.parametrize(
    ("shown", "field"),
    [
        (Identification(""), "identity_method"),
        (Identification("seen"), "identity_document"),
        (Identification("call_back", checked_on=D(2026, 11, 8)), "identity_checked_on"),
        (Identification("call_back", checked_on=D(2026, 11, 23)), "identity_checked_on"),
        (Identification("call_back", note="Sanoi tunnuksen 010190-999W."), "identity_note"),
        (Identification("call_back", note="hetu 311299u9019"), "identity_note"),
    ],
)
def test_what_does_not_show_identity_is_refused(asked: Asked, shown: Identification, field: str) -> None:
    assert faults(asked, asked.receive(), shown) == [field]


def test_who_acts_for_another_shows_that_she_may(asked: Asked) -> None:
    request = asked.receive(requester="agent", requester_name="Asiamies Oy")
    assert faults(asked, request, Identification("strong")) == ["authority"]
    asked.do(amend_request, request, {"authority": "Valtakirja 1.11.2026"})
    asked.do(identify_request, request, Identification("strong"))


def test_nobody_is_identified_before_it_is_known_whose_data_are_meant(asked: Asked) -> None:
    request = asked.gate.call(receive_request, {"kind": "access", "requester_name": "N", "channel": "call"}).id
    assert faults(asked, request, Identification("strong")) == ["person_id"]


@pytest.mark.parametrize("kind", ["marketing", "consent"])
def test_who_only_wants_marketing_or_consent_to_end_need_not_be_identified(asked: Asked, kind: str) -> None:
    assert asked.card(asked.receive(kind)).line.stage is Stage.DECIDE


def test_the_clock_stands_while_more_is_asked_and_goes_on_from_there(office: Office) -> None:
    clock = offices.Clock(dt.datetime(2026, 11, 11, 9, tzinfo=dt.UTC))
    with closing(Office(office.folder, offices.surroundings(clock)).enter(offices.MAIN_USER, offices.PASSWORD)) as desk:
        _pause(asked_of(desk.gate), clock)


def _pause(asked: Asked, clock: offices.Clock) -> None:
    request = asked.receive(received="2026-11-09")
    asked.do(ask_for_more, request, "Asiakasnumero ja viimeisimmän laskun summa.")
    assert asked.card(request).line.left.urgency is Urgency.PAUSED
    clock.now += dt.timedelta(days=9)
    asked.do(receive_more, request)
    card = asked.card(request)
    assert (card.record["asked_more_on"], card.record["got_more_on"]) == (D(2026, 11, 11), D(2026, 11, 20))
    assert card.record["received_on"] == D(2026, 11, 9)
    assert (card.line.target, card.line.last_day) == (D(2026, 12, 18), D(2026, 12, 18))


def test_identifying_ends_the_waiting(asked: Asked) -> None:
    request = asked.receive()
    asked.do(ask_for_more, request, "Asiakasnumero")
    asked.do(identify_request, request, Identification("invoice"))
    assert asked.card(request).record["got_more_on"] == D(2026, 11, 22)


def test_the_letter_that_asks_is_kept_and_nobody_alters_it(asked: Asked) -> None:
    request = asked.receive()
    asked.do(ask_for_more, request, "Asiakasnumero")
    (letter,) = asked.card(request).files
    assert (letter.name, letter.kind) == ("Lisätietopyyntö TP-2026-0001.pdf", "sent")
    with pytest.raises(InvalidInputError):
        asked.gate.call(rename_attachment, letter.id, letter.version, "muu.pdf")
    with pytest.raises(InvalidInputError):
        asked.gate.call(destroy_attachment, letter.id, letter.version)


@pytest.mark.parametrize(
    ("received", "what"), [("2026-11-09", " "), ("2026-10-01", "Asiakasnumero"), ("2026-11-09", "Kirjoita 010190-999W")]
)
def test_more_is_not_asked_without_saying_what_nor_too_late(asked: Asked, received: str, what: str) -> None:
    with pytest.raises(InvalidInputError):
        asked.do(ask_for_more, asked.receive(received=received), what)


def test_more_is_asked_once_and_not_of_whom_one_knows(asked: Asked) -> None:
    request = asked.receive()
    with pytest.raises(InvalidInputError):
        asked.do(receive_more, request)
    asked.do(ask_for_more, request, "Asiakasnumero")
    with pytest.raises(InvalidInputError):
        asked.do(ask_for_more, request, "Jotain muuta")
    with pytest.raises(InvalidInputError):
        asked.do(ask_for_more, asked.identified(), "Asiakasnumero")


def test_asking_late_is_told(asked: Asked) -> None:
    request = asked.receive(received="2026-11-09")
    asked.do(ask_for_more, request, "Asiakasnumero")
    assert len(asked.card(request).warnings) == 1
