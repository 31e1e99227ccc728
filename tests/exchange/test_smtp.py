"""Sending over a real mail server of this computer: what arrives, who sees what, and every way it goes wrong."""

import datetime as dt
import email
import socket
from email.message import EmailMessage
from email.policy import default

import pytest
from hypothesis import given, strategies as st

from asiakasrekisteri.domain.errors import CancelledError, ExchangeError, MailServerError
from asiakasrekisteri.domain.mailing import Delivery, MailFrom, Outcome, OutgoingMail
from asiakasrekisteri.exchange.mail_new import new_mail
from asiakasrekisteri.exchange.smtp import MailRoute, Protection, check_route, deliver
from tests.listening import PORTS
from tests.mailserver import HOST, PASSWORD, USER, Habits, MailHost, authority, mail_host

AT = dt.datetime(2026, 11, 22, 19, 5, tzinfo=dt.UTC)
SENDER = MailFrom("Kaamosverkko Oy, tuki", "tuki@kaamosverkko.example")
PEOPLE = ("jonna@isokoski.example", "petteri@suvanto.example", "maarit@ahola.example")


@pytest.fixture(autouse=True)
def _trusting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(authority()))


def route(host: MailHost, protection: Protection = Protection.STARTTLS, **other: object) -> MailRoute:
    values: dict[str, object] = {"username": USER, "password": PASSWORD, "patience_s": 5.0, **other}
    return MailRoute(host=HOST, port=host.port, protection=protection, sender=SENDER, **values)  # type: ignore[arg-type]


def mails(*people: str) -> list[OutgoingMail]:
    return [
        OutgoingMail(key=n, to=to, subject="Häiriö: verkkosivut poikki", text="Hei,\n\npalvelin vikaantui.\n.\nTuki\n")
        for n, to in enumerate(people or PEOPLE, start=1)
    ]


def read(content: bytes) -> EmailMessage:
    return email.message_from_bytes(content, policy=default)


def sent(host: MailHost, made: list[OutgoingMail], **other: object) -> tuple[list[Delivery], tuple[Delivery, ...]]:
    heard: list[Delivery] = []
    return heard, deliver(route(host, **other), made, AT, heard.append)  # type: ignore[arg-type]


@pytest.mark.parametrize("starttls", [True, False])
def test_each_recipient_gets_a_message_of_her_own(*, starttls: bool) -> None:
    with mail_host(starttls=starttls) as host:
        protection = Protection.STARTTLS if starttls else Protection.TLS
        answers = deliver(route(host, protection), mails(), AT, lambda _answer: None)
    assert [a.outcome for a in answers] == [Outcome.SENT] * 3
    assert host.inbox.logins == ["PLAIN"], "one connection, one login"
    assert [to for _sender, to, _content in host.inbox.mails] == [[p] for p in PEOPLE]
    for person, (sender, _to, content) in zip(PEOPLE, host.inbox.mails, strict=True):
        assert sender == SENDER.address
        got = read(content)
        assert got["To"] == person
        assert got["Bcc"] is None
        assert got["Cc"] is None
        assert not [other for other in PEOPLE if other != person and other.encode() in content]
        assert got["Subject"] == "Häiriö: verkkosivut poikki"
        assert got["From"] == '"Kaamosverkko Oy, tuki" <tuki@kaamosverkko.example>'
        assert got.get_content().replace("\r\n", "\n") == "Hei,\n\npalvelin vikaantui.\n.\nTuki\n"
        assert socket.gethostname().encode() not in content


def test_a_refused_recipient_does_not_stop_the_others() -> None:
    habits = Habits(refuses={PEOPLE[0]: "550 5.1.1 No such user here", PEOPLE[1]: "452 4.2.2 Mailbox busy"})
    with mail_host(habits=habits) as host:
        heard, answers = sent(host, mails())
    assert [a.outcome for a in answers] == [Outcome.REFUSED, Outcome.FAILED, Outcome.SENT]
    assert [a.code for a in answers] == [550, 452, 250]
    assert "Osoitetta ei ole" in answers[0].words
    assert answers[0].answer == "5.1.1 No such user here"
    assert "myöhemmin" in answers[1].words
    assert heard == list(answers)


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ("550 5.2.2 Over quota", "täynnä"),
        ("552 Message size", "täynnä"),
        ("554 5.7.1 Blocked", "ei päästä viestiä läpi"),
        ("550 no", "Osoitetta ei ole"),
        ("501 Bad", "Tarkista osoite"),
    ],
)
def test_an_answer_is_told_in_words(answer: str, words: str) -> None:
    with mail_host(habits=Habits(refuses={PEOPLE[0]: answer})) as host:
        _heard, (told,) = sent(host, mails(PEOPLE[0]))
    assert told.outcome is Outcome.REFUSED
    assert words in told.words


def test_only_the_failed_are_sent_again_and_keep_their_mark() -> None:
    habits = Habits(refuses={PEOPLE[1]: "451 4.3.0 Try later"})
    made = [OutgoingMail(key=n, to=to, subject="a", text="b", mark=f"hairio-7-{n}") for n, to in enumerate(PEOPLE)]
    with mail_host(habits=habits) as host:
        _heard, first = sent(host, made)
        habits.refuses.clear()
        again = [mail for mail, answer in zip(made, first, strict=True) if answer.outcome is not Outcome.SENT]
        _heard, second = sent(host, again)
    assert [a.key for a in second] == [1]
    assert [to[0] for _s, to, _c in host.inbox.mails] == [PEOPLE[0], PEOPLE[2], PEOPLE[1]]
    assert read(host.inbox.mails[-1][2])["Message-ID"] == "<hairio-7-1@kaamosverkko.example>"


def test_a_certificate_that_does_not_hold_gets_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    with mail_host("toinen.example") as host, pytest.raises(MailServerError, match="toisen palvelimen"):
        sent(host, mails())
    with mail_host("old", starttls=False) as host, pytest.raises(MailServerError, match="vanhentunut"):
        deliver(route(host, Protection.TLS), mails(), AT, lambda _answer: None)
    monkeypatch.delenv("SSL_CERT_FILE")
    with mail_host() as host, pytest.raises(MailServerError, match="ei voi luottaa"):
        sent(host, mails())
    assert host.inbox.mails == []
    assert host.inbox.logins == []


def test_a_server_without_protection_gets_neither_password_nor_message() -> None:
    with mail_host(plain=True) as host:
        with pytest.raises(MailServerError, match="STARTTLS"):
            sent(host, mails())
        with pytest.raises(MailServerError, match="portti"):
            deliver(route(host, Protection.TLS), mails(), AT, lambda _answer: None)
    assert host.inbox.mails == []


def test_a_wrong_password_is_told_and_stays_out_of_words() -> None:
    with mail_host() as host:
        with pytest.raises(MailServerError, match="käyttäjätunnusta tai salasanaa") as told:
            check_route(route(host, password="väärä salasana"))
        with pytest.raises(MailServerError, match="käyttäjätunnusta tai salasanaa"):
            check_route(route(host, password="plain-wrong"))
        check_route(route(host))
    assert "väärä" not in f"{told.value!r} {told.value.__cause__!r}"
    assert PASSWORD not in repr(route(host))
    assert host.inbox.mails == []


def test_nobody_listens_or_nobody_answers() -> None:
    with socket.create_server((HOST, 0)) as silent:
        port = silent.getsockname()[1]
        PORTS.add(port)
        slow = MailRoute(host=HOST, port=port, protection=Protection.TLS, sender=SENDER, patience_s=0.3)
        with pytest.raises(MailServerError, match="ajoissa"):
            check_route(slow)
    with pytest.raises(MailServerError, match="ei vastaa tässä portissa"):
        check_route(slow)


def test_a_connection_that_breaks_is_made_anew_and_the_doubtful_message_is_told() -> None:
    habits = Habits(drops={PEOPLE[0]}, drops_at_rcpt={PEOPLE[1]})
    with mail_host(habits=habits) as host:
        _heard, answers = sent(host, mails())
    assert [a.outcome for a in answers] == [Outcome.UNCERTAIN, Outcome.FAILED, Outcome.SENT]
    assert "mennä perille" in answers[0].words
    assert [to for _s, to, _c in host.inbox.mails] == [[PEOPLE[0]], [PEOPLE[2]]], "the doubtful one had arrived"


def test_a_server_that_dies_leaves_the_rest_untried() -> None:
    with mail_host(habits=Habits(drops={PEOPLE[0]})) as host:

        def heard(answer: Delivery) -> None:
            if answer.key == 1:
                host.controller.stop()

        answers = deliver(route(host), mails(), AT, heard)
    assert [a.outcome for a in answers] == [Outcome.UNCERTAIN, Outcome.FAILED, Outcome.UNTRIED]
    assert answers[1].words == answers[2].words


@pytest.mark.slow
def test_a_slow_server_is_not_waited_for_longer_than_told() -> None:
    with mail_host(habits=Habits(slow={PEOPLE[0]}, delay=1.0)) as host:
        _heard, answers = sent(host, mails(*PEOPLE[:2]), patience_s=0.4)
    assert [a.outcome for a in answers] == [Outcome.UNCERTAIN, Outcome.SENT]


def test_a_refused_sender_is_told_once_for_each() -> None:
    with mail_host(habits=Habits(sender_refused="553 5.7.1 Not yours")) as host:
        _heard, answers = sent(host, mails(PEOPLE[0]))
    assert answers[0].outcome is Outcome.REFUSED
    assert "lähettäjän osoitetta" in answers[0].words


class _After:
    """Cancels after so many messages."""

    def __init__(self, count: int) -> None:
        self.count = count

    def report(self, done: int, total: int, text: str = "") -> None:  # noqa: ARG002 - the shape of Progress
        if done >= self.count:
            raise CancelledError


def test_a_cancel_is_obeyed_between_messages() -> None:
    with mail_host() as host:
        heard: list[Delivery] = []
        answers = deliver(route(host), mails(), AT, heard.append, _After(1))
        assert deliver(route(host), mails(PEOPLE[0]), AT, heard.append, _After(1))[0].outcome is Outcome.SENT
    assert [a.outcome for a in answers] == [Outcome.SENT, Outcome.UNTRIED, Outcome.UNTRIED]
    assert len(host.inbox.mails) == 2


def test_an_address_that_cannot_be_used_is_refused_alone() -> None:
    wrong = ["ei osoite", "åke@kaamos.example", "a@b.example\nBcc: muu@muu.example", "a@b.example, c@d.example"]
    with mail_host() as host:
        _heard, answers = sent(host, mails(*wrong, "ake@jää.example"))
    assert [a.outcome for a in answers] == [Outcome.REFUSED] * 4 + [Outcome.SENT]
    assert host.inbox.mails[0][1] == ["ake@xn--j-0faa.example"]


@given(st.text(), st.text(), st.text())
def test_nothing_written_becomes_another_field(subject: str, name: str, text: str) -> None:
    evil = "\r\nBcc: muu@muu.example\r\n\r\nuusi"
    mail = OutgoingMail(key=1, to=PEOPLE[0], to_name=name + evil, subject=subject + evil, text=text + evil)
    content = new_mail(mail, MailFrom("Tuki" + evil, SENDER.address), AT)
    got = read(content)
    assert set(got.keys()) == {
        "From", "To", "Subject", "Date", "Message-ID", "Content-Language",
        "Content-Type", "Content-Transfer-Encoding", "MIME-Version",
    }  # fmt: skip
    assert [a.addr_spec for a in got["To"].addresses] == [PEOPLE[0]]
    assert [a.addr_spec for a in got["From"].addresses] == [SENDER.address]


def test_a_draft_is_marked_as_unsent_and_a_newsletter_says_how_it_is_refused() -> None:
    mail = OutgoingMail(key=1, to=PEOPLE[0], subject="a", text="b", unsubscribe="mailto:pois@kaamosverkko.example")
    got = read(new_mail(mail, SENDER, AT, draft=True))
    assert got["X-Unsent"] == "1"
    assert got["List-Unsubscribe"] == "<mailto:pois@kaamosverkko.example>"
    with pytest.raises(ExchangeError):
        new_mail(mail, MailFrom("Firma", ""), AT)
