"""Consents, prohibitions and the suppression list: effective at once, whole in history, and outliving erasure."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from asiakasrekisteri.domain.errors import InvalidInputError, RestrictedError
from asiakasrekisteri.usecases.customers import add_customer
from asiakasrekisteri.usecases.edits import Edit
from asiakasrekisteri.usecases.gate import Gate
from asiakasrekisteri.usecases.history import undo
from asiakasrekisteri.usecases.importing.order import Order
from asiakasrekisteri.usecases.importing.run import import_file
from asiakasrekisteri.usecases.persons import add_person, list_persons
from asiakasrekisteri.usecases.privacy.erasure import erase_person
from asiakasrekisteri.usecases.privacy.extract import collect_extract
from asiakasrekisteri.usecases.privacy.marketing.consenting import (
    ConsentWords,
    give_consent,
    note_sale_address,
    withdraw_consent,
    withdraw_consents,
)
from asiakasrekisteri.usecases.privacy.marketing.figures import marketing_figures
from asiakasrekisteri.usecases.privacy.marketing.prohibiting import (
    lift_prohibition,
    prohibit_marketing,
    prohibit_marketing_to_customer,
)
from asiakasrekisteri.usecases.privacy.marketing.standing import MarketingStanding, marketing_of
from asiakasrekisteri.usecases.privacy.marketing.suppression import suppressed_among
from asiakasrekisteri.usecases.privacy.requests.reading import open_request
from asiakasrekisteri.usecases.privacy.requests.receiving import name_person, receive_request
from asiakasrekisteri.usecases.privacy.restricting import restrict_person
from asiakasrekisteri.usecases.same_person import decide_same
from tests import offices

WORDS = ConsentWords(version="2026-1", words="Minulle saa lähettää uutiskirjeen sähköpostilla.")
MAIL, PHONE = "aino@aalto.example", "+358405550177"
HOME = {"use": "postal", "street": "Hallakuja 1", "postcode": "96100", "town": "Rovaniemi", "country": "FI"}
EDITS = [
    Edit("email", values={"use": "private", "address": MAIL}),
    Edit("phone", values={"use": "mobile", "number": PHONE}),
    Edit("address", values=HOME),
]


@pytest.fixture
def aino(gate: Gate) -> int:
    gate.call(add_customer, {"kind": "private", "name": "Aalto, Aino", "status": "active", "relation": "own"}, EDITS)
    return gate.call(list_persons, "aalto").ids[0]


def standing(gate: Gate, person: int) -> MarketingStanding:
    return gate.call(marketing_of, "person", person)


def said(gate: Gate, person: int) -> dict[str, str]:
    return {one.channel: one.ground for one in standing(gate, person).channels}


def test_a_private_customer_has_agreed_to_nothing_at_first(gate: Gate, aino: int) -> None:
    assert said(gate, aino) == {
        "email": "no_consent", "sms": "no_consent", "automated": "no_consent",
        "phone": "not_prohibited", "letter": "not_prohibited",
    }  # fmt: skip


def test_a_consent_is_given_changed_and_withdrawn_and_every_version_is_kept(gate: Gate, aino: int) -> None:
    gate.call(give_consent, aino, "newsletter", "email", WORDS)
    assert said(gate, aino)["email"] == "consent"
    changed = replace(WORDS, version="2026-2", words="Myös tarjouksia saa lähettää.", how="call")
    second = gate.call(give_consent, aino, "newsletter", "email", changed)
    history = standing(gate, aino).consents
    assert [(c["text_version"], c["withdrawn_at"] is None) for c in history] == [("2026-2", True), ("2026-1", False)]
    gate.call(withdraw_consent, second.id, "email", "TP-2026-0007")
    assert said(gate, aino)["email"] == "withdrawn"
    newest = standing(gate, aino).consents[0]
    assert (newest["withdrawn_how"], newest["request_number"]) == ("email", "TP-2026-0007")
    with pytest.raises(InvalidInputError, match="jo peruutettu"):
        gate.call(withdraw_consent, second.id)


def test_withdrawing_everything_is_one_act_and_can_be_undone(gate: Gate, aino: int) -> None:
    gate.call(give_consent, aino, "newsletter", "email", WORDS)
    gate.call(give_consent, aino, "marketing", "sms", WORDS)
    saved = gate.call(withdraw_consents, aino)
    assert (said(gate, aino)["email"], said(gate, aino)["sms"]) == ("withdrawn", "withdrawn")
    gate.call(undo, saved.undo)
    assert (said(gate, aino)["email"], said(gate, aino)["sms"]) == ("consent", "consent")


def test_a_prohibition_ends_the_consent_and_suppresses_the_addresses_at_once(gate: Gate, aino: int) -> None:
    gate.call(give_consent, aino, "newsletter", "email", WORDS)
    saved = gate.call(prohibit_marketing, aino, ("email",), "call")
    assert said(gate, aino)["email"] == "prohibited"
    assert gate.call(suppressed_among, [MAIL.upper(), PHONE, "toinen@aalto.example"]) == {
        MAIL.upper(): frozenset({"email"})
    }
    gate.call(lift_prohibition, standing(gate, aino).prohibitions[0].id)
    assert said(gate, aino)["email"] == "withdrawn", "the consent that ended with the prohibition does not rise again"
    assert gate.call(suppressed_among, [MAIL]) == {}
    assert saved.undo


def test_prohibiting_is_undone_whole(gate: Gate, aino: int) -> None:
    gate.call(give_consent, aino, "newsletter", "email", WORDS)
    gate.call(undo, gate.call(prohibit_marketing, aino).undo)
    assert said(gate, aino)["email"] == "consent"
    assert gate.call(marketing_figures).suppressed == 0


def test_prohibiting_again_changes_nothing(gate: Gate, aino: int) -> None:
    gate.call(prohibit_marketing, aino)
    assert gate.call(prohibit_marketing, aino, ("email", "all")).undo == 0
    assert len(standing(gate, aino).prohibitions) == 1


def test_an_unknown_channel_or_way_is_refused(gate: Gate, aino: int) -> None:
    with pytest.raises(InvalidInputError, match="Kielletty kanava"):
        gate.call(prohibit_marketing, aino, ("kyyhky",))
    with pytest.raises(InvalidInputError, match="Miten kiellettiin"):
        gate.call(prohibit_marketing, aino, ("email",), "unessa")


def test_agreeing_after_a_prohibition_of_all_frees_that_channel_only(gate: Gate, aino: int) -> None:
    gate.call(prohibit_marketing, aino)
    gate.call(give_consent, aino, "newsletter", "email", WORDS)
    assert said(gate, aino) == {
        "email": "consent", "sms": "prohibited", "automated": "prohibited",
        "phone": "prohibited", "letter": "prohibited",
    }  # fmt: skip
    assert gate.call(suppressed_among, [MAIL, PHONE]) == {PHONE: frozenset({"sms", "automated", "phone"})}


def test_an_old_consent_found_later_does_not_break_a_prohibition(gate: Gate, aino: int) -> None:
    gate.call(prohibit_marketing, aino)
    old = replace(WORDS, given_at=offices.NOW - dt.timedelta(days=400))
    with pytest.raises(InvalidInputError, match="Kielto pysyy voimassa"):
        gate.call(give_consent, aino, "newsletter", "email", old)
    ahead = replace(WORDS, given_at=offices.NOW + dt.timedelta(days=1))
    with pytest.raises(InvalidInputError, match="tulevaisuudessa"):
        gate.call(give_consent, aino, "newsletter", "email", ahead)


def test_a_sale_lets_own_products_through_until_she_refuses(gate: Gate, aino: int) -> None:
    gate.call(note_sale_address, aino, {"address": MAIL.upper(), "sold": "T-100", "refusal_offered": True})
    assert said(gate, aino)["email"] == "sale"
    with pytest.raises(InvalidInputError, match="tulevaisuudessa"):
        gate.call(note_sale_address, aino, {"address": MAIL, "obtained_on": offices.NOW.date() + dt.timedelta(days=2)})
    gate.call(prohibit_marketing, aino, ("email",))
    assert said(gate, aino)["email"] == "prohibited"


def test_a_prohibition_holds_for_every_record_of_hers(gate: Gate, aino: int) -> None:
    other = gate.call(add_person, {"last_name": "Aalto", "first_names": "Aino M."}).id
    gate.call(decide_same, aino, other, "same", "sama numero")
    gate.call(prohibit_marketing, other, ("letter",))
    assert said(gate, aino)["letter"] == "prohibited"
    assert len(standing(gate, aino).prohibitions) == 1


def test_restriction_hinders_consent_and_not_prohibition(gate: Gate, aino: int) -> None:
    gate.call(restrict_person, aino, "accuracy")
    with pytest.raises(RestrictedError):
        gate.call(give_consent, aino, "newsletter", "email", WORDS)
    assert said(gate, aino)["email"] == "restricted"
    gate.call(prohibit_marketing, aino)
    assert len(standing(gate, aino).prohibitions) == 1


def test_an_organisation_prohibits_for_itself(gate: Gate) -> None:
    edits = [Edit("email", values={"use": "office", "address": "info@halla.example"})]
    firm = {"kind": "company", "name": "Halla Oy", "status": "active", "relation": "own"}
    customer = gate.call(add_customer, firm, edits).id
    state = gate.call(marketing_of, "customer", customer)
    assert {c.channel: c.ground for c in state.channels}["email"] == "organisation"
    saved = gate.call(prohibit_marketing_to_customer, customer, ("email",), "email")
    state = gate.call(marketing_of, "customer", customer)
    assert {c.channel: c.ground for c in state.channels}["email"] == "prohibited"
    assert state.prohibitions[0]["how"] == "email"
    gate.call(undo, saved.undo)
    assert not gate.call(marketing_of, "customer", customer).prohibitions


def test_the_extract_tells_of_consents_and_prohibitions(gate: Gate, aino: int) -> None:
    gate.call(give_consent, aino, "newsletter", "email", WORDS)
    gate.call(note_sale_address, aino, {"address": MAIL, "sold": "T-100", "refusal_offered": True})
    gate.call(prohibit_marketing, aino, ("phone",), "call")
    section = next(s for s in gate.call(collect_extract, aino).extract.sections if s.category == "marketing")
    told = "\n".join(f"{item.label}: {item.value}" for item in section.items)
    assert "Suostumus (sähköposti): Uutiskirje" in told
    assert WORDS.words in told
    assert "Markkinointikielto (puhelu)" in told
    assert "T-100" in told


def test_erasure_leaves_the_keyed_hash_alone(gate: Gate, aino: int) -> None:
    gate.call(prohibit_marketing, aino, ("email",))
    gate.call(erase_person, aino)
    assert gate.call(suppressed_among, [MAIL]) == {MAIL: frozenset({"email"})}
    anew = gate.call(add_person, {"last_name": "Aalto", "first_names": "Aino"}, [EDITS[0]]).id
    assert said(gate, anew)["email"] == "suppressed"


def test_an_address_added_after_the_prohibition_is_suppressed_by_erasure_too(gate: Gate, aino: int) -> None:
    gate.call(prohibit_marketing, aino)
    other = gate.call(
        add_person,
        {"last_name": "Aalto", "first_names": "Aino M."},
        [Edit("email", values={"use": "work", "address": "aino.aalto@halla.example"})],
    ).id
    gate.call(decide_same, aino, other, "same", "sama numero")
    gate.call(erase_person, aino)
    assert gate.call(suppressed_among, ["aino.aalto@halla.example"]) == {"aino.aalto@halla.example": frozenset({"all"})}


def test_who_never_refused_leaves_nothing_on_the_list(gate: Gate, aino: int) -> None:
    gate.call(give_consent, aino, "newsletter", "email", WORDS)
    gate.call(erase_person, aino)
    assert gate.call(marketing_figures).suppressed == 0


def test_a_file_cannot_bring_a_suppressed_address_back_unnoticed(gate: Gate, aino: int, tmp_path: Path) -> None:
    gate.call(prohibit_marketing, aino, ("email",))
    gate.call(erase_person, aino)
    file = tmp_path / "vanha.csv"
    rows = ("Nimi;Asiakaslaji;Sähköposti", f"Aalto, Aino;yksityinen;{MAIL}", "Blom, Bo;yksityinen;bo@blom.example")
    file.write_text("\n".join(rows))
    report = gate.call(import_file, Order(file))
    assert [(one.row, one.field) for one in report.warnings if "estolistalla" in one.reason] == [(2, "email")]
    anew = gate.call(list_persons, "aalto").ids[0]
    assert said(gate, anew)["email"] == "suppressed"


def test_a_card_tells_of_a_suppressed_address_too(gate: Gate, aino: int, tmp_path: Path) -> None:
    gate.call(prohibit_marketing, aino, ("email",))
    gate.call(erase_person, aino)
    file = tmp_path / "kortit.vcf"
    file.write_text(f"BEGIN:VCARD\r\nVERSION:3.0\r\nN:Aalto;Aino;;;\r\nFN:Aino Aalto\r\nEMAIL:{MAIL}\r\nEND:VCARD\r\n")
    report = gate.call(import_file, Order(file))
    assert any("estolistalla" in one.reason for one in report.warnings)


@pytest.mark.parametrize("known", [True, False])
def test_a_request_to_stop_marketing_holds_once_she_is_known(gate: Gate, aino: int, *, known: bool) -> None:
    asked = {"kind": "marketing", "channel": "call", "requester_name": "Aino Aalto"}
    received = gate.call(receive_request, asked, aino if known else None)
    if not known:
        assert said(gate, aino)["letter"] == "not_prohibited"
        gate.call(name_person, received.id, gate.call(open_request, received.id).record.version, aino)
    assert set(said(gate, aino).values()) == {"prohibited"}
    newest = standing(gate, aino).prohibitions[0]
    assert (newest["how"], newest["request_number"]) == ("request", received.number)


def test_a_request_to_withdraw_consent_holds_at_once(gate: Gate, aino: int) -> None:
    gate.call(give_consent, aino, "newsletter", "email", WORDS)
    received = gate.call(receive_request, {"kind": "consent", "channel": "email"}, aino)
    assert said(gate, aino)["email"] == "withdrawn"
    assert standing(gate, aino).consents[0]["request_number"] == received.number
