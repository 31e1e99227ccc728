"""User rights: the list on paper, the yearly review, undertakings of confidentiality on the screen and on paper."""

import datetime as dt

import pytest

from asiakasrekisteri.domain.errors import InvalidInputError, LoginRefusedError, PermissionDeniedError
from asiakasrekisteri.domain.permissions import Role
from asiakasrekisteri.domain.texts import speaking
from asiakasrekisteri.store.models import Undertaking
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.access import (
    AccessDecision,
    access_list,
    access_review_due,
    access_sheet,
    my_undertaking,
    record_undertaking,
    render_access_sheet,
    render_undertaking,
    review_access,
    sign_undertaking,
    undertaking_paper,
)
from asiakasrekisteri.usecases.gate import Gate, UseCase, nothing
from asiakasrekisteri.usecases.office import Desk, Office
from tests import offices
from tests.offices import NOW
from tests.reading import pdf_text


def test_each_user_signs_for_himself_once(office: Office, desk: Desk) -> None:
    service = offices.colleague(office, desk, Role.CUSTOMER_SERVICE)
    text = service.gate.call(my_undertaking)
    assert text is not None
    assert "35 §:n" in text.lead
    service.gate.call(sign_undertaking)
    assert service.gate.call(my_undertaking) is None
    rows = {row.login: row for row in desk.gate.call(access_list)}
    mine = rows[service.gate.actor.login]
    assert (mine.signed_on, mine.signed_how) == (NOW.date(), "screen")
    assert rows[desk.gate.actor.login].signed_on is None

    def kept(work: Work) -> str:
        return work.session.query(Undertaking).one().text

    case = UseCase("kept", my_undertaking.permission, nothing, writes=False, body=kept)
    assert text.lead in service.gate.call(case), "the very words are kept with the signature"
    with pytest.raises(PermissionDeniedError):
        service.gate.call(access_list)
    service.close()


def test_the_paper_to_be_signed_has_the_text_and_whose_it_is(gate: Gate) -> None:
    for language, words in (("fi", "Paikka ja päiväys"), ("sv", "Tystnadsförbindelse")):
        with speaking(language):
            made = gate.call(undertaking_paper, gate.actor.user_id)
        text = " ".join(pdf_text(render_undertaking(made)).split())
        assert words in text
        assert gate.actor.name in text
        assert "35 §" in text


def test_a_paper_is_recorded_with_its_place(gate: Gate) -> None:
    own = gate.actor.user_id
    with pytest.raises(InvalidInputError, match="missä allekirjoitettu paperi"):
        gate.call(record_undertaking, own, NOW.date(), " ")
    with pytest.raises(InvalidInputError, match="tulevaisuudessa"):
        gate.call(record_undertaking, own, NOW.date() + dt.timedelta(days=1), "kansio 3")
    gate.call(record_undertaking, own, dt.date(2026, 1, 7), "lukittu kaappi, kansio 3")
    assert gate.call(my_undertaking) is None
    assert gate.call(access_list)[0].signed_how == "paper"


def test_the_review_decides_of_every_user_and_closes_what_is_not_needed(office: Office, desk: Desk) -> None:
    billing = offices.colleague(office, desk, Role.BILLING)
    own, other = desk.gate.actor.user_id, billing.gate.actor.user_id
    with pytest.raises(InvalidInputError, match="Päättämättä"):
        desk.gate.call(review_access, [AccessDecision(own, "kept")])
    decisions = [AccessDecision(own, "kept"), AccessDecision(other, "closed", "työsuhde päättyi")]
    desk.gate.call(review_access, decisions, "Yksi tunnus suljettiin.")
    rows = {row.id: row for row in desk.gate.call(access_list)}
    assert [(rows[n].decision, rows[n].status) for n in (own, other)] == [("kept", "active"), ("closed", "closed")]
    with pytest.raises(LoginRefusedError):
        billing.gate.call(my_undertaking)
    billing.close()


def test_nothing_is_recorded_when_ones_own_would_be_closed(gate: Gate) -> None:
    with pytest.raises(InvalidInputError, match="Omaa käyttäjätunnusta"):
        gate.call(review_access, [AccessDecision(gate.actor.user_id, "closed")])
    assert gate.call(access_review_due).last_on is None
    assert gate.call(access_list)[0].decision == ""


def test_the_review_is_due_a_year_after_the_last_to_the_day(gate: Gate) -> None:
    due = gate.call(access_review_due)
    assert (due.last_on, due.next_on, due.due) == (None, dt.date(2027, 11, 22), False)
    gate.call(review_access, [AccessDecision(gate.actor.user_id, "kept")])
    assert gate.call(access_review_due).last_on == NOW.date()


def test_the_list_of_rights_is_printed_with_roles_keys_and_undertakings(office: Office, desk: Desk) -> None:
    service = offices.colleague(office, desk, Role.CUSTOMER_SERVICE)
    service.gate.call(sign_undertaking)
    text = " ".join(pdf_text(render_access_sheet(desk.gate.call(access_sheet))).split())
    for words in (
        "Käyttöoikeusluettelo",
        "Asiakaspalvelu",
        "nauhoitteet",
        "22.11.2026, ohjelmassa",
        "Kirjautui viimeksi",
    ):
        assert words in text
    service.close()
