"""A few people of every kind, and what newsletters are made of, for tests."""

from dataclasses import dataclass
from email.message import EmailMessage

from asiakasrekisteri.domain.mailing import Delivery, Outcome
from asiakasrekisteri.usecases.customers import add_customer
from asiakasrekisteri.usecases.edits import Edit
from asiakasrekisteri.usecases.gate import Gate
from asiakasrekisteri.usecases.persons import add_person
from asiakasrekisteri.usecases.privacy.marketing.campaigns import (
    begin_campaign,
)
from asiakasrekisteri.usecases.privacy.marketing.choosing import Chosen
from asiakasrekisteri.usecases.privacy.marketing.consenting import ConsentWords, give_consent
from asiakasrekisteri.usecases.privacy.marketing.prohibiting import prohibit_marketing
from asiakasrekisteri.usecases.privacy.marketing.sending import (
    Batch,
    note_newsletter_answers,
    send_newsletter,
)

WORDS = ConsentWords(version="1", words="Uutiskirjeen saa lähettää.")
TEXT = {"name": "Talvikirje", "subject": "Talven uutiset", "body": "Hei {etunimi},\nuutta palvelussa."}


@dataclass
class Town:
    """A few people of every kind: their ids by name."""

    gate: Gate
    persons: dict[str, int]
    customers: dict[str, int]


def mail(address: str, use: str = "private") -> Edit:
    return Edit("email", values={"use": use, "address": address})


def made_town(gate: Gate) -> Town:
    """Store them."""
    made = Town(gate, {}, {})
    firm = {"kind": "company", "name": "Halla Oy", "status": "active", "relation": "own"}
    made.customers["halla"] = gate.call(add_customer, firm, [mail("info@halla.example", "office")]).id
    for name, address, role in (
        ("teppo", "teppo.tekija@halla.example", "technical"),
        ("paavo", "paavo@halla.example", "decision"),
    ):
        role_edit = Edit("contact_role", values={"role": role}, links={"customer_id": made.customers["halla"]})
        values = {"last_name": name.capitalize(), "first_names": "Yrjö"}
        made.persons[name] = gate.call(add_person, values, [mail(address, "work"), role_edit]).id
    for name in ("aino", "bertta", "cecilia"):
        values = {"last_name": name.capitalize(), "first_names": "Rouva"}
        made.persons[name] = gate.call(add_person, values, [mail(f"{name}@aalto.example")]).id
    gate.call(give_consent, made.persons["aino"], "newsletter", "email", WORDS)
    gate.call(give_consent, made.persons["bertta"], "newsletter", "email", WORDS)
    gate.call(prohibit_marketing, made.persons["bertta"], ("email",))
    return made


def draft(town: Town, **values: object) -> int:
    return town.gate.call(begin_campaign, {**TEXT, **values}).id


def grounds(found: Chosen) -> tuple[dict[str, str], dict[str, str]]:
    return ({one.address: one.ground for one in found.included}, {one.name: one.ground for one in found.left_out})


def sent(town: Town) -> tuple[int, Batch]:
    number = draft(town)
    batch = town.gate.call(send_newsletter, number)
    town.gate.call(note_newsletter_answers, number, [Delivery(one.key, Outcome.SENT) for one in batch.mails])
    return number, batch


def reply(sender: str, subject: str, text: str) -> bytes:
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = sender, "toimisto@kaamosverkko.example", subject
    made["Date"] = "Sun, 22 Nov 2026 12:00:00 +0200"
    made.set_content(text)
    return made.as_bytes()
