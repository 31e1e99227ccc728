"""The settings of outgoing mail, who may send, and both ways of sending, with a real mail server and real folders."""

import email
from email.policy import default
from pathlib import Path

import pytest

from asiakasrekisteri.domain.errors import ExchangeError, InvalidInputError, NotFoundError, PermissionDeniedError
from asiakasrekisteri.domain.mailing import Outcome, OutgoingMail
from asiakasrekisteri.domain.permissions import Role
from asiakasrekisteri.store.identity import MASK
from asiakasrekisteri.usecases.gate import Gate
from asiakasrekisteri.usecases.mailing.sending import check, send, send_test, write_drafts
from asiakasrekisteri.usecases.mailing.server import (
    MAIL_SERVER,
    dispatch_by_server,
    dispatch_of_drafts,
    sending_now,
)
from asiakasrekisteri.usecases.office import Desk, Office
from tests.mailserver import HOST, PASSWORD, USER, MailHost, authority, mail_host
from tests.offices import colleague

VALUES = {
    "sender_name": "Kaamosverkko Oy",
    "sender_address": "tuki@kaamosverkko.example",
    "host": "smtp.kaamosverkko.example",
    "protection": "starttls",
}


def settings(host: MailHost) -> dict[str, object]:
    """Return what is typed into the settings for a server of the tests."""
    return {**VALUES, "host": HOST, "port": host.port, "username": USER, "secret": PASSWORD}


def test_the_password_is_sealed_masked_and_leaves_no_history(gate: Gate, desk: Desk) -> None:
    saved = gate.call(MAIL_SERVER.add, {**VALUES, "username": "posti", "secret": "ensimmäinen"}, {}, source="staff")
    record = gate.call(MAIL_SERVER.open, saved.id).records[0]
    assert record["secret"] == MASK
    assert gate.call(sending_now).ready
    route = gate.call(dispatch_by_server).route
    assert route is not None
    assert (route.port, route.password) == (587, "ensimmäinen")
    values = {"protection": "tls", "secret": "toinen"}
    gate.call(MAIL_SERVER.save, saved.id, record.version, values, source="staff")
    route = gate.call(dispatch_by_server).route
    assert route is not None
    assert (route.port, route.password) == (465, "toinen")
    with desk.vault.engine.connect() as connection:
        rows = connection.exec_driver_sql("SELECT \"values\" FROM change WHERE entity = 'mail_server'").all()
    assert any("protection" in str(row) for row in rows)
    assert not any("sealed" in str(row) for row in rows)


def test_there_is_one_server_and_what_it_lacks_is_told(gate: Gate) -> None:
    with pytest.raises(InvalidInputError) as told:
        gate.call(MAIL_SERVER.add, {**VALUES, "username": "posti", "port": 70000}, {}, source="staff")
    assert {e.field for e in told.value.errors} == {"secret", "port"}
    gate.call(MAIL_SERVER.add, VALUES, {}, source="staff")
    with pytest.raises(InvalidInputError, match="on jo"):
        gate.call(MAIL_SERVER.add, VALUES, {}, source="staff")


def test_who_has_not_the_key_of_passwords_cannot_send_but_writes_drafts(office: Office, desk: Desk) -> None:
    desk.gate.call(MAIL_SERVER.add, {**VALUES, "username": "posti", "secret": "salainen"}, {}, source="staff")
    service, technical = (
        colleague(office, desk, role, login)
        for role, login in ((Role.CUSTOMER_SERVICE, "kalle"), (Role.TECHNICAL, "tiina"))
    )
    assert not service.gate.call(sending_now).ready
    with pytest.raises(PermissionDeniedError):
        service.gate.call(dispatch_by_server)
    assert service.gate.call(dispatch_of_drafts).sender.address == VALUES["sender_address"]
    assert technical.gate.call(dispatch_by_server).route is not None
    with pytest.raises(PermissionDeniedError):
        technical.gate.call(MAIL_SERVER.open, 1)
    service.close()
    technical.close()


def test_without_settings_the_firm_writes_drafts(gate: Gate, tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match="palvelinta ei ole"):
        gate.call(dispatch_by_server)
    dispatch = gate.call(dispatch_of_drafts)
    mails = [OutgoingMail(key=n, to=f"a{n}@b.example", subject="Hei", text="Hei.\n") for n in range(11)]
    answers = write_drafts(dispatch, mails, tmp_path / "luonnokset")
    assert {a.outcome for a in answers} == {Outcome.DRAFTED}
    files = sorted((tmp_path / "luonnokset").iterdir())
    assert files[0].name == "viesti-01.eml"
    read = [email.message_from_bytes(file.read_bytes(), policy=default) for file in files]
    assert [m["To"] for m in read] == [mail.to for mail in mails]
    assert {(m["X-Unsent"], m["From"]) for m in read} == {("1", "Kaamosverkko Oy <toimisto@kaamosverkko.example>")}
    with pytest.raises(ExchangeError, match="omaan kansioon"):
        write_drafts(dispatch, mails, dispatch.office / "luonnokset")
    with pytest.raises(ExchangeError, match="Korjaa osoite"):
        write_drafts(dispatch, [OutgoingMail(key=1, to="väärä", subject="a", text="b")], tmp_path / "toinen")
    assert not (tmp_path / "toinen").exists()


def test_mail_goes_by_the_server_of_the_settings(gate: Gate, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(authority()))
    with mail_host() as host:
        gate.call(MAIL_SERVER.add, settings(host), {}, source="staff")
        dispatch = gate.call(dispatch_by_server)
        check(dispatch)
        assert send_test(dispatch, "aino@kaamosverkko.example").outcome is Outcome.SENT
        answers = send(dispatch, [OutgoingMail(key=7, to="a@b.example", subject="Hei", text="Hei.\n")])
    assert [(a.key, a.outcome) for a in answers] == [(7, Outcome.SENT)]
    assert [to for _sender, to, _content in host.inbox.mails] == [["aino@kaamosverkko.example"], ["a@b.example"]]
    assert PASSWORD not in repr(dispatch)
