"""Mails in the register: whose they are, who took part, what is kept, and that a second time changes nothing."""

from email.message import EmailMessage

import pytest

from asiakasrekisteri.domain.errors import ExchangeError
from asiakasrekisteri.store.models import EndUser, Interaction
from asiakasrekisteri.usecases.customers import add_customer, list_customers
from asiakasrekisteri.usecases.edits import Edit
from asiakasrekisteri.usecases.files import open_file
from asiakasrekisteri.usecases.finding import find
from asiakasrekisteri.usecases.gate import Gate
from asiakasrekisteri.usecases.history import undo
from asiakasrekisteri.usecases.interactions.card import open_interaction
from asiakasrekisteri.usecases.interactions.lists import list_interactions
from asiakasrekisteri.usecases.interactions.mails import add_email
from asiakasrekisteri.usecases.persons import add_person, list_persons
from tests.usecases.interactions.ready import ask

OURS = "Tuki <tuki@kaamosverkko.example>"
AINO = "Aino Hallalampi <aino@hallalampi.example>"


def mail(sender: str = AINO, to: str = OURS, number: str = "<1@hallalampi.example>", copy: str = "") -> bytes:
    """Return a saved mail with an attachment."""
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = sender, to, "Sertifikaatti vanhenee"
    made["Date"] = "Wed, 04 Nov 2026 10:42:00 +0200"
    if number:
        made["Message-ID"] = number
    if copy:
        made["Cc"] = copy
    made.set_content("Hei, uusikaa öljyämön varmenne.\n")
    made.add_attachment(b"%PDF-1.7 x", maintype="application", subtype="pdf", filename="valtakirja.pdf")
    return made.as_bytes()


def firm(gate: Gate, *addresses: str) -> int:
    """Store a firm with addresses."""
    values = {"name": "Kuurasuon Saha Oy", "kind": "company", "status": "active", "relation": "own"}
    return gate.call(add_customer, values, [email(a) for a in addresses]).id


def email(address: str) -> Edit:
    """Return an edit that adds an address."""
    return Edit("email", values={"use": "work", "address": address})


def test_a_mail_finds_its_person_and_customer_and_is_kept_whole(gate: Gate) -> None:
    saha = firm(gate)
    role = Edit("contact_role", values={"role": "admin"}, links={"customer_id": saha})
    aino = gate.call(add_person, {"last_name": "Hallalampi"}, [email("aino@hallalampi.example"), role]).id
    raw = mail()
    added = gate.call(add_email, raw)
    assert (added.known, added.direction, added.customer_id, added.persons) == (False, "in", saha, (aino,))
    assert (added.end_users, added.faults) == ((), ())
    card = gate.call(open_interaction, added.id)
    assert (card.record["kind"], card.record["subject"]) == ("email", "Sertifikaatti vanhenee")
    assert str(card.record["at"]) == "2026-11-04 08:42:00+00:00"
    assert (card.record.origins["body"].source, card.record.origins["body"].date) == ("email", "2026-11-04")
    assert [(p.record["part"], p.person_id) for p in card.participants] == [("sender", aino)]
    files = {file.kind: file for file in card.attachments}
    assert (files["message"].name, files["document"].name) == ("Sähköpostiviesti 4.11.2026.eml", "valtakirja.pdf")
    assert b"".join(open_file(gate, files["message"].id)[1]) == raw
    assert files["message"].media_type == "message/rfc822"


def test_the_same_mail_again_changes_nothing_and_says_so(gate: Gate) -> None:
    for raw in (mail(), mail(number="")):
        first = gate.call(add_email, raw)
        again = gate.call(add_email, raw)
        assert (again.known, again.id, again.undo) == (True, first.id, 0)
    assert len(gate.call(list_interactions).ids) == 2


def test_what_the_firm_sent_is_outgoing_and_its_own_people_are_not_registered(gate: Gate) -> None:
    added = gate.call(add_email, mail(OURS, AINO, copy="Joku <joku@muu.example>"))
    card = gate.call(open_interaction, added.id)
    assert added.direction == "out"
    assert [(p.record["part"], p.name) for p in card.participants] == [
        ("recipient", "Aino Hallalampi"),
        ("copied", "Joku"),
    ]


def test_the_customer_is_found_by_its_own_address_and_a_stranger_becomes_its_user(gate: Gate) -> None:
    saha = firm(gate, "toimisto@hallalampi.example")
    aino = gate.call(add_person, {"last_name": "Hallalampi"}).id
    added = gate.call(add_email, mail(copy="toimisto@hallalampi.example"), None, aino)
    assert (added.customer_id, added.persons, added.end_users) == (saha, (aino,), (aino,))
    gate.call(undo, added.undo)
    left = ask(gate, lambda work: (work.session.query(EndUser).count(), work.session.query(Interaction).count()))
    assert left == (0, 0)


def test_an_address_that_several_share_is_nobodys(gate: Gate) -> None:
    for name in ("Hallalampi", "Usvakero"):
        gate.call(add_person, {"last_name": name}, [email("aino@hallalampi.example")])
    assert gate.call(add_email, mail()).persons == ()


def test_a_word_of_the_body_and_the_name_of_an_attachment_find_who_wrote(gate: Gate) -> None:
    saha = firm(gate)
    aino = gate.call(add_person, {"last_name": "Hallalampi"}, [email("aino@hallalampi.example")]).id
    added = gate.call(add_email, mail(), saha)
    for words in ("öljyämön", "valtakirja", "varmenn"):
        hits = gate.call(find, words, kinds=("person", "customer", "interaction"))
        assert {(h.kind, h.id, h.matched) for h in hits} == {
            ("person", aino, "content"),
            ("customer", saha, "content"),
            ("interaction", added.id, "content"),
        }
        assert list(gate.call(list_persons, words).ids) == [aino]
        assert list(gate.call(list_customers, words).ids) == [saha]
    assert gate.call(find, "va", kinds=("interaction",)) == ()


def test_what_is_no_mail_is_refused(gate: Gate) -> None:
    with pytest.raises(ExchangeError):
        gate.call(add_email, b"ei viesti")
