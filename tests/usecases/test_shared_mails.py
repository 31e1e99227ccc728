"""A mail that two persons took part in, when one of them is erased: the other's stays, without a byte of hers."""

from email.message import EmailMessage

import pytest

from asiakasrekisteri.exchange.mail import read_mail
from asiakasrekisteri.store.models import Attachment, Interaction
from asiakasrekisteri.usecases.attachments import AttachmentRow
from asiakasrekisteri.usecases.edits import Edit
from asiakasrekisteri.usecases.files import open_file
from asiakasrekisteri.usecases.gate import Gate
from asiakasrekisteri.usecases.interactions.card import open_interaction
from asiakasrekisteri.usecases.interactions.mails import add_email
from asiakasrekisteri.usecases.office import Desk
from asiakasrekisteri.usecases.persons import add_person
from asiakasrekisteri.usecases.privacy.erasure import erase_person
from tests.usecases.interactions.ready import ask
from tests.usecases.test_markers import found

GOING, STAYING = "vaino@hankivaara.example", "aino@hallalampi.example"
MARKS = (GOING, "Hankivaara", "vaino")


def mail(encoding: str) -> bytes:
    """Return a mail from one to the other, the words of its text and its hidden fields in an encoding."""
    made = EmailMessage()
    made["From"], made["To"] = f"Väinö Hankivaara <{GOING}>", f"Aino Hallalampi <{STAYING}>"
    made["Subject"], made["Date"] = "Öljyämö, terveisin Hankivaara", "Wed, 04 Nov 2026 10:42:00 +0200"
    made["Message-ID"], made["Reply-To"] = "<1@hankivaara.example>", f"<{GOING}>"
    made.set_content("Hei Aino, palataan asiaan.\nt. Väinö Hankivaara\n", cte=encoding)
    made.add_alternative(f"<p>Hei Aino</p><a href='mailto:{GOING}'>Väinö Hankivaara</a>", subtype="html", cte=encoding)
    return made.as_bytes()


def person(gate: Gate, last: str, first: str, address: str) -> int:
    """Store a person with an address."""
    email = Edit("email", values={"use": "work", "address": address})
    return gate.call(add_person, {"last_name": last, "first_names": first}, [email]).id


def saved_mail(gate: Gate, interaction: int) -> AttachmentRow:
    """Return the mail that is kept of an interaction."""
    (file,) = gate.call(open_interaction, interaction).attachments
    return file


@pytest.mark.parametrize("encoding", ["base64", "quoted-printable", "8bit"])
def test_the_saved_mail_is_written_anew_without_her(desk: Desk, gate: Gate, encoding: str) -> None:
    going = person(gate, "Hankivaara", "Väinö", GOING)
    person(gate, "Hallalampi", "Aino", STAYING)
    added = gate.call(add_email, mail(encoding))
    assert found(desk, GOING)
    gate.call(erase_person, going)
    assert [mark for mark in MARKS if found(desk, mark)] == []
    opened, blocks = open_file(gate, saved_mail(gate, added.id).id)
    left = read_mail(b"".join(blocks))
    assert opened.file.media_type == "message/rfc822"
    assert "Hei Aino, palataan asiaan." in left.text
    assert "Alkuperäinen viesti hävitettiin 22.11.2026" in left.text
    assert (left.to[0].address, left.to[0].name) == (STAYING, "Aino Hallalampi")
    assert (left.sender.name, left.sender.address) == ("(poistettu)", "poistettu@poistettu.invalid")
    assert ask(gate, lambda work: work.session.get_one(Interaction, added.id).message_id) is None


def test_a_mail_that_can_no_longer_be_read_leaves_a_note(desk: Desk, gate: Gate) -> None:
    going = person(gate, "Hankivaara", "Väinö", GOING)
    person(gate, "Hallalampi", "Aino", STAYING)
    added = gate.call(add_email, mail("8bit"))
    file = saved_mail(gate, added.id)

    def damage(work: object) -> None:
        ask_row = work.session.get_one(Attachment, file.id)  # type: ignore[attr-defined]
        ask_row.sha256 = "0" * 64

    ask(gate, damage)
    gate.call(erase_person, going)
    assert not found(desk, GOING)
    _opened, blocks = open_file(gate, saved_mail(gate, added.id).id)
    assert "Alkuperäinen viesti hävitettiin" in read_mail(b"".join(blocks)).text


def test_a_mail_that_was_hers_alone_goes_whole(desk: Desk, gate: Gate) -> None:
    going = person(gate, "Hankivaara", "Väinö", GOING)
    gate.call(add_email, mail("8bit"))
    gate.call(erase_person, going)
    assert not found(desk, "Hankivaara")
