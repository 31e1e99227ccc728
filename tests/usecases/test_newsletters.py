"""Newsletters: who gets one and why not, what each reads, sending over a real server, drafts, and unsubscribing."""

import email
from email.policy import default
from pathlib import Path

import pytest

from asiakasrekisteri.domain.errors import InvalidInputError
from asiakasrekisteri.domain.mailing import Delivery, Outcome
from asiakasrekisteri.usecases.customers import add_customer
from asiakasrekisteri.usecases.edits import Edit
from asiakasrekisteri.usecases.gate import Gate
from asiakasrekisteri.usecases.history import undo
from asiakasrekisteri.usecases.logs import show_log
from asiakasrekisteri.usecases.mailing.sending import send, write_drafts
from asiakasrekisteri.usecases.mailing.server import MAIL_SERVER, dispatch_by_server, dispatch_of_drafts
from asiakasrekisteri.usecases.persons import add_person, open_person, save_person
from asiakasrekisteri.usecases.privacy.marketing.campaigns import (
    list_campaigns,
    open_campaign,
    remove_campaign,
    save_campaign,
    sent_to,
)
from asiakasrekisteri.usecases.privacy.marketing.choosing import choose_recipients
from asiakasrekisteri.usecases.privacy.marketing.consenting import give_consent, note_sale_address
from asiakasrekisteri.usecases.privacy.marketing.prints import marketing_letters, render_marketing_letters
from asiakasrekisteri.usecases.privacy.marketing.prohibiting import prohibit_marketing, prohibit_marketing_to_customer
from asiakasrekisteri.usecases.privacy.marketing.sending import (
    newsletter_obstacles,
    note_newsletter_answers,
    note_newsletter_delivered,
    preview_newsletter,
    resend_newsletter,
    send_newsletter,
)
from asiakasrekisteri.usecases.privacy.marketing.standing import marketing_of
from asiakasrekisteri.usecases.privacy.marketing.unsubscribing import unsubscribe
from asiakasrekisteri.usecases.privacy.restricting import restrict_person
from asiakasrekisteri.usecases.same_person import decide_same
from asiakasrekisteri.usecases.timeline import TimelineWish, timeline
from tests.mailserver import authority, mail_host
from tests.newsletters import WORDS, Town, draft, grounds, made_town, mail
from tests.reading import pdf_text
from tests.usecases.test_mailing import settings


@pytest.fixture
def town(gate: Gate) -> Town:
    return made_town(gate)


def test_everybody_is_judged_by_the_rule_and_left_out_with_a_reason(town: Town) -> None:
    included, left_out = grounds(town.gate.call(choose_recipients, draft(town, for_technical=True)))
    assert included == {
        "aino@aalto.example": "consent",
        "info@halla.example": "organisation",
        "teppo.tekija@halla.example": "duties",
    }
    assert left_out == {"Rouva Bertta": "prohibited", "Rouva Cecilia": "no_consent", "Yrjö Paavo": "other_duties"}


@pytest.mark.parametrize(
    ("audience", "expected"),
    [
        ("subscribers", {"aino@aalto.example"}),
        ("organisations", {"info@halla.example"}),
        ("private", set()),
    ],
)
def test_the_audience_narrows(town: Town, audience: str, expected: set[str]) -> None:
    included, _left_out = grounds(town.gate.call(choose_recipients, draft(town, audience=audience)))
    assert set(included) == expected


def test_a_sale_opens_the_way_to_a_customer_for_own_products_only(town: Town) -> None:
    values = {"kind": "private", "name": "Dahl, Dora", "status": "active", "relation": "own"}
    town.gate.call(add_customer, values, [mail("dora@dahl.example")])
    person = next(
        one.person_id for one in town.gate.call(choose_recipients, draft(town)).left_out if "Dora" in one.name
    )
    assert person is not None
    town.gate.call(note_sale_address, person, {"address": "dora@dahl.example", "refusal_offered": True})
    assert grounds(town.gate.call(choose_recipients, draft(town)))[0]["dora@dahl.example"] == "sale"
    others = town.gate.call(choose_recipients, draft(town, own_products=False))
    assert grounds(others)[1]["Dora Dahl"] == "other_products"


def test_an_address_that_somebody_closed_is_closed_to_whomever_else_it_belongs(town: Town) -> None:
    edits = [mail("bertta@aalto.example")]
    other = town.gate.call(add_person, {"last_name": "Toinen", "first_names": "Tuula"}, edits).id
    town.gate.call(restrict_person, town.persons["cecilia"], "accuracy")
    with_cecilia = [mail("cecilia@aalto.example")]
    third = town.gate.call(add_person, {"last_name": "Kolmas", "first_names": "Kaija"}, with_cecilia).id
    town.gate.call(give_consent, third, "newsletter", "email", WORDS)
    included, left_out = grounds(town.gate.call(choose_recipients, draft(town)))
    assert other
    assert set(included) == {"aino@aalto.example", "info@halla.example"}
    assert (left_out["Tuula Toinen"], left_out["Kaija Kolmas"]) == ("suppressed", "prohibited")
    assert left_out["Rouva Cecilia"] == "restricted"


def test_one_person_gets_one_message_and_one_address_too(town: Town) -> None:
    twin = town.gate.call(add_person, {"last_name": "Aino", "first_names": "R."}, [mail("aino@toinen.example")]).id
    town.gate.call(decide_same, town.persons["aino"], twin, "same", "")
    shared = town.gate.call(add_person, {"last_name": "Öhman", "first_names": "Ö"}, [mail("AINO@aalto.example")]).id
    town.gate.call(give_consent, shared, "marketing", "email", WORDS)
    found = town.gate.call(choose_recipients, draft(town))
    assert sum("aino" in one.address.casefold() for one in found.included) == 1
    assert grounds(found)[1]["Ö Öhman"] == "same_address"


def test_who_agreed_and_cannot_be_reached_is_told(town: Town) -> None:
    lost = town.gate.call(add_person, {"last_name": "Eksynyt", "first_names": "Eeva"}).id
    town.gate.call(give_consent, lost, "newsletter", "email", WORDS)
    assert grounds(town.gate.call(choose_recipients, draft(town)))[1]["Eeva Eksynyt"] == "no_address"


def test_letters_go_by_opting_out_and_never_show_a_protected_address(town: Town) -> None:
    home = {"use": "postal", "street": "Hallakuja 1", "postcode": "96100", "town": "Rovaniemi", "country": "FI"}
    names = [("Suojattu", True), ("Avoin", False)]
    for last, protected in names:
        values = {"last_name": last, "first_names": "Sirpa", "non_disclosure": protected}
        town.gate.call(add_person, values, [Edit("address", values=home)])
    number = draft(town, channel="letter")
    included, left_out = grounds(town.gate.call(choose_recipients, number))
    assert included == {"Hallakuja 1, 96100 Rovaniemi": "not_prohibited"}
    assert left_out == {"Sirpa Suojattu": "non_disclosure"}
    batch = town.gate.call(send_newsletter, number)
    assert (batch.mails, batch.recipients) == ((), 1)
    letters = town.gate.call(marketing_letters, number)
    assert letters.letters[0].letter.recipient == ("Sirpa Avoin", "Hallakuja 1", "96100 Rovaniemi")
    printed = " ".join(pdf_text(render_marketing_letters(letters)).split())
    code = town.gate.call(sent_to, number)[0].code
    for words in ("MARKKINOINTI", "Talven uutiset", "Hei Sirpa,", code, "040 5550100", "maksutonta"):
        assert words in printed.replace("\u00a0", " ")
    assert "Suojattu" not in printed
    assert town.gate.call(note_newsletter_delivered, number) == 1
    assert [one.result for one in town.gate.call(sent_to, number)] == ["sent"]
    assert town.gate.call(marketing_letters, number).letters == ()
    done = town.gate.call(unsubscribe, code)
    assert done.person_id is not None
    state = town.gate.call(marketing_of, "person", done.person_id)
    assert {one.channel: one.ground for one in state.channels}["letter"] == "prohibited"


def test_an_address_by_a_name_is_a_persons_although_it_stands_on_a_firms_card(town: Town) -> None:
    edits = [mail("matti.meikalainen@routa.example", "office")]
    firm = {"kind": "company", "name": "Routa Oy", "status": "active", "relation": "own"}
    town.gate.call(add_customer, firm, edits)
    assert grounds(town.gate.call(choose_recipients, draft(town)))[1]["Routa Oy"] == "other_duties"


def test_what_an_organisation_prohibits_holds_for_work_addresses(town: Town) -> None:
    town.gate.call(prohibit_marketing_to_customer, town.customers["halla"], ("email",))
    found = town.gate.call(choose_recipients, draft(town, for_technical=True))
    assert grounds(found)[1]["Yrjö Teppo"] == "prohibited"
    assert grounds(found)[1]["Halla Oy"] == "prohibited"


def test_the_preview_is_what_the_recipient_reads(town: Town) -> None:
    number = draft(town)
    included = town.gate.call(choose_recipients, number).included
    one = next(one for one in included if one.ground == "consent")
    shown = town.gate.call(preview_newsletter, number, one)
    assert shown.message.text.startswith("Hei Rouva,\nuutta palvelussa.")
    assert "Peruutus" in shown.message.unsubscribe
    assert shown.sender == "Kaamosverkko Oy <toimisto@kaamosverkko.example>"


def test_everybody_reads_it_in_her_own_language_where_it_is_written_and_it_stands_on_her_timeline(town: Town) -> None:
    gate = town.gate
    written = {"subject_sv": "Vinternytt", "body_sv": "Hej {etunimi}!"}
    for name, language in (("aino", "sv"), ("cecilia", "en")):
        page = gate.call(open_person, town.persons[name])
        gate.call(save_person, town.persons[name], page.record.version, {"language": language}, [])
    gate.call(give_consent, town.persons["cecilia"], "newsletter", "email", WORDS)
    number = draft(town, **written)
    batch = gate.call(send_newsletter, number)
    mails = {one.to: one for one in batch.mails}
    assert mails["aino@aalto.example"].subject == "Vinternytt"
    assert mails["aino@aalto.example"].text.startswith("Hej Rouva!")
    assert "skickade detta marknadsföringsmeddelande" in mails["aino@aalto.example"].text
    assert mails["cecilia@aalto.example"].text.startswith("Hei Rouva,")
    gate.call(unsubscribe, mails["aino@aalto.example"].text)
    told = gate.call(timeline, TimelineWish(person_id=town.persons["aino"], kinds=("marketing",)))
    assert {item.title for item in told} == {"Talvikirje", "Peruutti viestit: Talvikirje"}
    firm = gate.call(timeline, TimelineWish(customer_id=town.customers["halla"], kinds=("marketing",)))
    assert [item.address for item in firm] == [f"newsletter/{number}"]


def test_a_language_begun_is_written_whole(town: Town) -> None:
    number = draft(town, subject_en="Winter news", body_sv="Hej {förnamn}", subject_sv="Vinter")
    faults = {one.field: one.message for one in town.gate.call(newsletter_obstacles, number)}
    assert faults.keys() == {"body_en", "body_sv"}
    assert "{förnamn}" in faults["body_sv"]


@pytest.mark.parametrize(
    ("values", "field", "words"),
    [
        ({"subject": ""}, "subject", "Otsikko puuttuu"),
        ({"body": " "}, "body", "teksti puuttuu"),
        ({"body": "Hei {sukunimi}"}, "body", "Tuntematon kenttä: {sukunimi}"),
    ],
)
def test_what_hinders_is_told_by_field(town: Town, values: dict[str, object], field: str, words: str) -> None:
    number = draft(town, **values)
    assert [(one.field, words in one.message) for one in town.gate.call(newsletter_obstacles, number)] == [
        (field, True)
    ]
    with pytest.raises(InvalidInputError):
        town.gate.call(send_newsletter, number)
    assert town.gate.call(open_campaign, number)["state"] == "draft"


def test_nobody_to_write_to_is_told(town: Town) -> None:
    with pytest.raises(InvalidInputError, match="Kenellekään ei saa lähettää"):
        town.gate.call(send_newsletter, draft(town, audience="private"))


def test_a_draft_saves_and_goes_and_what_was_sent_stands(town: Town) -> None:
    number = draft(town)
    town.gate.call(save_campaign, number, {"subject": "Uusi otsikko"})
    assert town.gate.call(open_campaign, number)["subject"] == "Uusi otsikko"
    gone = town.gate.call(remove_campaign, number)
    assert town.gate.call(list_campaigns) == ()
    town.gate.call(undo, gone.undo)
    town.gate.call(send_newsletter, number)
    with pytest.raises(InvalidInputError, match="Lähetettyä"):
        town.gate.call(save_campaign, number, {"body": "x"})
    with pytest.raises(InvalidInputError, match="Lähetettyä"):
        town.gate.call(remove_campaign, number)
    with pytest.raises(InvalidInputError, match="jo lähetetty"):
        town.gate.call(send_newsletter, number)


def test_it_goes_over_the_office_server_and_every_answer_is_written_down(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = draft(town)
    with mail_host() as host:
        monkeypatch.setenv("SSL_CERT_FILE", str(authority()))
        host.inbox.habits.refuses["info@halla.example"] = "550 5.1.1 no such user"
        town.gate.call(MAIL_SERVER.add, settings(host), {}, source="staff")
        batch = town.gate.call(send_newsletter, number)
        answers = send(town.gate.call(dispatch_by_server), batch.mails)
        town.gate.call(note_newsletter_answers, number, answers)
        mails = host.inbox.mails
    ((_sender, to, content),) = mails
    read = email.message_from_bytes(content, policy=default)
    assert to == ["aino@aalto.example"]
    assert str(read["List-Unsubscribe"]).strip().startswith("<mailto:tuki@kaamosverkko.example?subject=Peruutus%20")
    assert "Kaamosverkko Oy lähetti tämän markkinointiviestin" in read.get_content()
    assert {one.address: one.result for one in town.gate.call(sent_to, number)} == {
        "aino@aalto.example": "sent", "info@halla.example": "refused",
    }  # fmt: skip
    row = town.gate.call(list_campaigns)[0]
    assert (row.state, row.recipients, row.waiting, row.bounced) == ("sent", 2, 0, 1)
    assert any(entry.action == "send_marketing" for entry in town.gate.call(show_log))


def test_what_did_not_go_is_tried_again_but_not_to_who_refused_meanwhile(town: Town) -> None:
    number = draft(town)
    batch = town.gate.call(send_newsletter, number)
    assert len(batch.mails) == 2
    town.gate.call(prohibit_marketing, town.persons["aino"], ("email",))
    again = town.gate.call(resend_newsletter, number)
    assert [one.to for one in again.mails] == ["info@halla.example"]
    assert again.mails[0].mark in {one.mark for one in batch.mails}, "a server can see that it has it already"
    assert len(town.gate.call(sent_to, number)) == 1
    town.gate.call(note_newsletter_answers, number, [Delivery(again.mails[0].key, Outcome.SENT)])
    with pytest.raises(InvalidInputError, match="Kaikki viestit on jo lähetetty"):
        town.gate.call(resend_newsletter, number)


def test_drafts_for_a_mail_program_carry_the_way_out(town: Town, tmp_path: Path) -> None:
    number = draft(town)
    batch = town.gate.call(send_newsletter, number)
    answers = write_drafts(town.gate.call(dispatch_of_drafts), batch.mails, tmp_path / "luonnokset")
    town.gate.call(note_newsletter_answers, number, answers)
    files = sorted((tmp_path / "luonnokset").iterdir())
    read = [email.message_from_bytes(f.read_bytes(), policy=default) for f in files]
    assert [str(one["X-Unsent"]) for one in read] == ["1", "1"]
    assert all(one["List-Unsubscribe"] for one in read)
    assert {one.result for one in town.gate.call(sent_to, number)} == {"drafted"}
