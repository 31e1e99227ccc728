"""Unsubscribing: by the code, by a mail that came back, for good; and what is told and kept of what was sent."""

import datetime as dt

import pytest

from asiakasrekisteri.domain.errors import InvalidInputError, PermissionDeniedError
from asiakasrekisteri.domain.permissions import Role
from asiakasrekisteri.usecases.gate import Gate
from asiakasrekisteri.usecases.history import undo
from asiakasrekisteri.usecases.office import Desk, Office
from asiakasrekisteri.usecases.privacy.erasure import erase_person
from asiakasrekisteri.usecases.privacy.extract import collect_extract
from asiakasrekisteri.usecases.privacy.marketing.campaigns import (
    list_campaigns,
    open_campaign,
    sent_to,
)
from asiakasrekisteri.usecases.privacy.marketing.choosing import choose_recipients
from asiakasrekisteri.usecases.privacy.marketing.prohibiting import prohibit_marketing
from asiakasrekisteri.usecases.privacy.marketing.standing import marketing_of
from asiakasrekisteri.usecases.privacy.marketing.suppression import suppressed_among
from asiakasrekisteri.usecases.privacy.marketing.unsubscribing import CameBack, take_returned_mail, unsubscribe
from tests.newsletters import Town, draft, grounds, made_town, reply, sent
from tests.offices import colleague


@pytest.fixture
def town(gate: Gate) -> Town:
    return made_town(gate)


def test_the_code_stops_newsletters_at_once_and_can_be_undone(town: Town) -> None:
    number, _batch = sent(town)
    one = next(row for row in town.gate.call(sent_to, number) if row.person_id == town.persons["aino"])
    done = town.gate.call(unsubscribe, f" {one.code.lower()} ")
    assert (done.meaning, done.name, done.campaign) == (CameBack.UNSUBSCRIBED, "Rouva Aino", "Talvikirje")
    included, left_out = grounds(town.gate.call(choose_recipients, draft(town)))
    assert "aino@aalto.example" not in included
    assert left_out["Rouva Aino"] == "prohibited"
    assert town.gate.call(unsubscribe, one.code).meaning is CameBack.ALREADY
    assert town.gate.call(list_campaigns)[-1].unsubscribed == 1
    assert town.gate.call(suppressed_among, ["aino@aalto.example"])
    town.gate.call(undo, done.undo)
    state = town.gate.call(marketing_of, "person", town.persons["aino"])
    assert state.channels[0].ground == "consent"


def test_an_unknown_code_is_refused_with_advice(town: Town) -> None:
    for code in ("ABCD-2345-EFGH", "kalle", ""):
        with pytest.raises(InvalidInputError, match="Koodia ei tunneta"):
            town.gate.call(unsubscribe, code)


def test_a_mail_that_came_back_unsubscribes_or_bounces(town: Town) -> None:
    number, batch = sent(town)
    texts = {one.to: one.text for one in batch.mails}
    bounce = reply("MAILER-DAEMON@mx.example", "Undelivered Mail Returned to Sender", texts["info@halla.example"])
    assert town.gate.call(take_returned_mail, bounce).meaning is CameBack.BOUNCED
    quoted = "Ei enää kiitos.\n\n" + "\n".join(f"> {line}" for line in texts["aino@aalto.example"].splitlines())
    done = town.gate.call(take_returned_mail, reply("aino@aalto.example", "Re: Talven uutiset", quoted))
    assert (done.meaning, done.person_id) == (CameBack.UNSUBSCRIBED, town.persons["aino"])
    results = {one.address: (one.result, one.unsubscribed_at is not None) for one in town.gate.call(sent_to, number)}
    assert results == {"info@halla.example": ("bounced", False), "aino@aalto.example": ("sent", True)}
    strange = reply("kuka@tahansa.example", "Moi", "Mitä kuuluu?")
    assert town.gate.call(take_returned_mail, strange).meaning is CameBack.UNKNOWN


def test_an_organisation_unsubscribes_too(town: Town) -> None:
    number, _batch = sent(town)
    one = next(row for row in town.gate.call(sent_to, number) if row.person_id is None)
    assert town.gate.call(unsubscribe, one.code).name == "Halla Oy"
    assert town.gate.call(marketing_of, "customer", town.customers["halla"]).channels[0].ground == "prohibited"


def test_who_was_erased_and_refuses_still_is_never_written_to_again(town: Town) -> None:
    _number, batch = sent(town)
    text = next(one.text for one in batch.mails if one.to == "aino@aalto.example")
    subject = next(line for line in text.splitlines() if "Peruutus" in line).partition("”")[2].partition("”")[0]
    town.gate.call(erase_person, town.persons["aino"])
    done = town.gate.call(take_returned_mail, reply("Aino@aalto.example", subject, "Lopettakaa."))
    assert done.meaning is CameBack.SUPPRESSED
    assert town.gate.call(suppressed_among, ["aino@aalto.example"]) == {"aino@aalto.example": frozenset({"email"})}


def test_the_extract_tells_what_was_sent_and_erasure_takes_it(town: Town) -> None:
    number, _batch = sent(town)
    aino = town.persons["aino"]
    section = next(s for s in town.gate.call(collect_extract, aino).extract.sections if s.category == "marketing")
    told = "\n".join(item.value for item in section.items)
    assert "Talvikirje" in told
    assert "suostumus on voimassa" in told
    assert town.gate.call(marketing_of, "person", aino).received[0]["address"] == "aino@aalto.example"
    town.gate.call(erase_person, aino)
    assert [one.name for one in town.gate.call(sent_to, number)] == ["Halla Oy"]


def test_only_main_user_and_customer_service_send_marketing_and_everybody_records_a_refusal(
    office: Office, desk: Desk, town: Town
) -> None:
    service = colleague(office, desk, Role.CUSTOMER_SERVICE, "kalle")
    assert service.gate.call(list_campaigns) == ()
    service.close()
    billing = colleague(office, desk, Role.BILLING, "liisa")
    with pytest.raises(PermissionDeniedError):
        billing.gate.call(list_campaigns)
    assert billing.gate.call(prohibit_marketing, town.persons["cecilia"], ("all",)).undo
    billing.close()


def test_the_day_of_the_trades_own_register_is_kept(town: Town) -> None:
    number = draft(town, channel="phone", register_checked_on=dt.date(2026, 11, 20))
    assert town.gate.call(open_campaign, number)["register_checked_on"] == dt.date(2026, 11, 20)
