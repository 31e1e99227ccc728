"""The settings of outgoing mail as the main user sets and tries them, with a real mail server."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from asiakasrekisteri.domain.permissions import Role
from asiakasrekisteri.gui.records.page import RecordPage
from asiakasrekisteri.gui.screens.settings.page import SettingsScreen
from asiakasrekisteri.gui.widgets.notices import Banner
from asiakasrekisteri.usecases.firm import own_firm
from asiakasrekisteri.usecases.mailing.server import MAIL_SERVER
from asiakasrekisteri.usecases.privacy.description import supervisor_now
from tests.gui.keys import press
from tests.gui.people import Place, all_pages, at_office
from tests.gui.walks import cut_off, nameless, settle
from tests.mailserver import HOST, PASSWORD, USER, authority, mail_host
from tests.offices import MAIN_USER, colleague, desk, office


@pytest.fixture
def place(qtbot: QtBot, tmp_path: Path) -> Iterator[Place]:
    yield from at_office(qtbot, desk(tmp_path / "office"), lambda _gate: 0)


def said(page: SettingsScreen) -> str:
    """Return what the banner of the card says."""
    settle()
    return " ".join(b.accessibleName() for b in page.mail.findChildren(Banner) if b.isVisible())


def fill_in(place: Place, port: int) -> None:
    """Fill in the form of the server and save it."""
    form = place.window.page()
    assert isinstance(form, RecordPage)
    assert form.editor is not None
    values = {
        "sender_name": "Kaamosverkko Oy",
        "sender_address": "tuki@kaamosverkko.example",
        "host": HOST,
        "port": port,
        "protection": "starttls",
        "username": USER,
        "secret": PASSWORD,
    }
    for name, value in values.items():
        form.editor.form.fields[name].value_editor.load(value)
        form.editor.form.fields[name].changed.emit()
    form.editor.save()
    settle()


def settings(place: Place) -> SettingsScreen:
    """Return the page of settings."""
    page = place.go("settings")
    assert isinstance(page, SettingsScreen)
    settle()
    return page


@pytest.mark.slow
def test_a_server_is_set_and_tried(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(authority()))
    settings(place).mail.edit_button.click()
    with mail_host() as host:
        fill_in(place, host.port)
        page = settings(place)
        assert (nameless(place.window), cut_off(page)) == ([], [])
        page.mail.check_button.click()
        assert "toimivat" in said(page)
        assert host.inbox.mails == []
        page.mail.to.setText("ei osoite")
        page.mail.test_button.click()
        assert "muotoa" in page.mail._field.problem()
        page.mail.to.setText("aino@kaamosverkko.example")
        press(page.mail.to, "Enter")
        assert "otti koeviestin vastaan" in said(page)
        assert [to for _s, to, _c in host.inbox.mails] == [["aino@kaamosverkko.example"]]
    page.mail.test_button.click()
    assert "ei vastaa tässä portissa" in said(page)
    assert page.mail.test_button.isEnabled()
    assert cut_off(page) == []


def test_the_settings_are_the_main_users(qtbot: QtBot, tmp_path: Path) -> None:
    at = office(tmp_path / "office")
    main = at.enter(MAIN_USER, "kolme sanaa peräkkäin")
    main.gate.call(
        MAIL_SERVER.add,
        {"sender_name": "K", "sender_address": "k@k.example", "host": "s.example", "protection": "tls"},
        {},
        source="staff",
    )
    used = colleague(at, main, Role.TECHNICAL)
    main.close()
    made = Place(used)
    qtbot.addWidget(made.window)
    allowed = {spec.key for spec in all_pages(made.context) if made.context.may(spec.permission)}
    assert "services" in allowed
    assert not allowed & {"settings", "mail_server"}
    used.close()


@pytest.mark.slow
def test_the_supervisor_moves_and_its_shipped_address_comes_back(place: Place) -> None:
    card = settings(place).supervisor
    shipped = place.gate.call(supervisor_now)
    card.edit_button.click()
    assert (nameless(place.window), cut_off(settings(place))) == ([], [])
    card.editors["fi"].setPlainText("Tietosuojavaltuutetun toimisto\nUusi katu 1\n00100 Helsinki")
    card.save_button.click()
    settle()
    now = place.gate.call(supervisor_now)
    assert now["fi"][1] == "Uusi katu 1"
    assert now["sv"] == shipped["sv"]
    assert any("Uusi katu 1" in one.text() for one in card.findChildren(QLabel))
    card.edit_button.click()
    card.editors["fi"].clear()
    card.save_button.click()
    settle()
    assert place.gate.call(supervisor_now) == shipped


@pytest.mark.slow
def test_the_firm_is_shown_and_its_account_given(place: Place) -> None:
    page = settings(place)
    assert page.firm.edit_button.hasFocus()
    press(page.firm.edit_button, "Space")
    form = place.window.page()
    assert isinstance(form, RecordPage)
    assert form.editor is not None
    form.editor.form.fields["iban"].value_editor.load("FI21 1234 5600 0007 86")
    form.editor.form.fields["iban"].changed.emit()
    form.editor.save()
    settle()
    assert place.gate.call(own_firm).records[0]["iban"] is None, "a wrong account is not stored"
    form.editor.form.fields["iban"].value_editor.load("FI21 1234 5600 0007 85")
    form.editor.form.fields["iban"].changed.emit()
    form.editor.save()
    settle()
    (firm,) = place.gate.call(own_firm)
    assert firm["iban"] == "FI2112345600000785"
    assert not nameless(settings(place))
    assert not cut_off(settings(place))
