"""The list of tasks of outdated data: each comes by itself and goes when what it is about has been mended (R-81)."""

import datetime as dt

from asiakasrekisteri.domain.mailing import Delivery, Outcome
from asiakasrekisteri.exchange.ytj import YtjCompany
from asiakasrekisteri.usecases.customers import open_customer, save_customer
from asiakasrekisteri.usecases.edits import Edit
from asiakasrekisteri.usecases.gate import Gate
from asiakasrekisteri.usecases.persons import add_person
from asiakasrekisteri.usecases.privacy.marketing.sending import note_newsletter_answers, send_newsletter
from asiakasrekisteri.usecases.privacy.outdated import Task, count_outdated, list_outdated
from asiakasrekisteri.usecases.privacy.restricting import restrict_person
from asiakasrekisteri.usecases.privacy.reviewing import review_sheet
from asiakasrekisteri.usecases.ytj import note_ytj
from tests.newsletters import draft, made_town
from tests.usecases.billing.making import customer

ENDING = YtjCompany(business_id="7654321-2", name="Leipomo", ended_on=dt.date(2026, 1, 2), sha256="ab" * 32)
GOING = YtjCompany(business_id="7654321-2", name="Leipomo", sha256="cd" * 32)


def tasks(gate: Gate) -> list[tuple[Task, str]]:
    return [(one.task, one.name) for one in gate.call(list_outdated)]


def test_a_firm_that_ytj_says_has_ended_waits_until_its_customership_is_ended(gate: Gate) -> None:
    firm = customer(gate, "Leipomo Äyräs Oy", "company", business_id="7654321-2")
    assert tasks(gate) == []
    gate.call(note_ytj, firm, ENDING)
    (task,) = gate.call(list_outdated)
    assert (task.task, task.name, task.on) == (Task.ENDED, "Leipomo Äyräs Oy", dt.date(2026, 11, 22))
    assert "yritys on lakannut 2.1.2026" in task.said
    gate.call(note_ytj, firm, GOING)
    assert tasks(gate) == [], "asked again, YTJ does not say so any more"
    gate.call(note_ytj, firm, ENDING)
    card = gate.call(open_customer, firm)
    gate.call(save_customer, firm, card.record.version, {"status": "ended", "until": dt.date(2026, 11, 1)})
    assert tasks(gate) == []


def test_an_address_that_mail_came_back_from_waits_until_it_is_altered(gate: Gate) -> None:
    town = made_town(gate)
    letter = draft(town)
    mails = gate.call(send_newsletter, letter).mails
    told = [Delivery(one.key, Outcome.REFUSED if one.to.startswith("aino") else Outcome.SENT) for one in mails]
    gate.call(note_newsletter_answers, letter, told)
    (task,) = gate.call(list_outdated)
    assert (task.task, task.entity, task.person_id) == (Task.BOUNCED, "person", town.persons["aino"])
    assert task.said == "Viesti osoitteeseen aino@aalto.example palautui."
    gate.call(restrict_person, town.persons["aino"], "accuracy")
    assert tasks(gate) == [], "whose data may only be stored is not written to the list"


def test_an_altered_address_and_a_new_message_that_arrives_end_the_task(gate: Gate) -> None:
    town = made_town(gate)
    for outcome, left in ((Outcome.REFUSED, 1), (Outcome.SENT, 0), (Outcome.REFUSED, 1)):
        letter = draft(town)
        mails = gate.call(send_newsletter, letter).mails
        gate.call(note_newsletter_answers, letter, [Delivery(one.key, outcome) for one in mails[:1]])
        assert len(tasks(gate)) == left
    (task,) = gate.call(list_outdated)
    assert (task.entity, task.name) == ("customer", "Halla Oy")
    card = gate.call(open_customer, task.id)
    (address,) = [one for one in card.details if one.entity == "email"]
    mended = Edit("email", address.id, address.version, {"use": "office", "address": "uusi@halla.example"})
    gate.call(save_customer, task.id, card.record.version, {}, [mended])
    assert tasks(gate) == []


def test_who_has_spoken_for_nobody_for_a_year_is_asked_about_and_the_review_counts_all(gate: Gate) -> None:
    firm = customer(gate, "Halla Oy", "company")
    for name, until in (("Vanha", "2025-10-01"), ("Uusi", "2026-10-01"), ("Pysyvä", None)):
        role = Edit(
            "contact_role",
            values={"role": "admin", "until": until and dt.date.fromisoformat(until)},
            links={"customer_id": firm},
        )
        gate.call(add_person, {"last_name": name}, [role])
    assert tasks(gate) == [(Task.CONTACT, "Vanha")]
    assert gate.call(count_outdated) == {"contact": 1}
    line = next(one for one in gate.call(review_sheet).lines if one.code == "outdated_data")
    assert (line.wanting, line.place) == (1, "outdated")
    assert "Vanhoja yhteyshenkilöitä: 1." in line.told
