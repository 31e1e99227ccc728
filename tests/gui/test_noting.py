"""A call written down while the phone is at the ear: by keys, beside the page, kept through the lock and a fall."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from asiakasrekisteri.gui.app import App
from asiakasrekisteri.gui.noting.panel import NotePanel, concerned
from asiakasrekisteri.gui.noting.stopwatch import Stopwatch
from asiakasrekisteri.gui.screens.customers.list import CustomersPage
from asiakasrekisteri.gui.screens.customers.page import CustomerPage
from asiakasrekisteri.gui.widgets.basics import Button
from asiakasrekisteri.gui.window import Window
from asiakasrekisteri.usecases.interactions.card import InteractionCard, open_interaction
from asiakasrekisteri.usecases.interactions.drafts import read_draft
from asiakasrekisteri.usecases.interactions.lists import InteractionFilter, list_interactions
from tests import offices
from tests.gui.firms import BAKERY, all_pages
from tests.gui.keys import press, type_text
from tests.gui.people import Place
from tests.gui.running import PATIENCE, customers_shown, login_shown, running, sign_in
from tests.gui.talks import talking_office
from tests.gui.walks import settle

pytestmark = pytest.mark.slow

SUBJECT = "Kysyi varmenteen hintaa"


@pytest.fixture
def place(qtbot: QtBot, tmp_path: Path) -> Iterator[Place]:
    office, bakery, _call = talking_office(tmp_path / "office")
    at = offices.entered(office)
    made = Place(at, bakery, all_pages)
    qtbot.addWidget(made.window)
    made.window.resize(1360, 820)
    with qtbot.waitActive(made.window):
        made.window.show()
        made.window.activateWindow()
    yield made
    at.close()


def panel(place: Place) -> NotePanel:
    assert place.notes is not None
    return place.notes


def opened(place: Place) -> NotePanel:
    """Open the panel by its key on the bakery's page."""
    place.go(f"customer/{place.hanna}")
    settle()
    press(place.window, "Ctrl+Shift+Y")
    settle()
    return panel(place)


def written(place: Place, subject: str = SUBJECT) -> list[InteractionCard]:
    ids = place.gate.call(list_interactions, InteractionFilter(subject)).ids
    return [place.gate.call(open_interaction, i) for i in ids]


def test_a_call_is_written_by_keys_on_the_customers_page_and_taken_back(place: Place) -> None:
    made = opened(place)
    assert made.fields.who.customer == (place.hanna, "Rantakylän Leipomo Oy")
    assert made.fields.subject.hasFocus()
    type_text(made.fields.subject, SUBJECT)
    press(place.window, "Tab")
    assert made.fields.body.hasFocus()
    type_text(made.fields.body, "Soitetaan huomenna.")
    press(place.window, "Ctrl+Enter")
    settle()
    (card,) = written(place)
    assert (card.customer_id, card.record["kind"], card.record["direction"]) == (place.hanna, "call", "in")
    assert (card.record["body"], card.record["state"]) == ("Soitetaan huomenna.", "closed")
    assert place.window.undo_bar.text() == "Yhteydenotto kirjattiin."
    assert made.isHidden()
    press(place.window, "Ctrl+Z")
    settle()
    assert not written(place)


def test_in_the_list_a_call_is_of_the_customer_one_stands_on(place: Place) -> None:
    page = place.go("customers")
    assert isinstance(page, CustomersPage)
    page.search.setText(BAKERY)
    page.refresh()
    settle()
    press(place.window, "Ctrl+Shift+Y")
    settle()
    assert panel(place).fields.who.customer == (place.hanna, "Rantakylän Leipomo Oy")


def test_the_number_of_events_follows_what_is_written_and_taken_back(place: Place) -> None:
    page = place.go(f"customer/{place.hanna}")
    assert isinstance(page, CustomerPage)
    settle()
    before = page.tabs.tabs.bar.tabText(1)
    press(place.window, "Ctrl+Shift+Y")
    settle()
    type_text(panel(place).fields.subject, SUBJECT)
    press(place.window, "Ctrl+Enter")
    settle()
    assert page.tabs.tabs.bar.tabText(1) != before
    place.window.undo_bar.undo()
    settle()
    assert page.tabs.tabs.bar.tabText(1) == before


def test_the_banner_of_an_unfinished_note_goes_when_it_is_gone_on_with(place: Place) -> None:
    made = opened(place)
    type_text(made.fields.subject, SUBJECT)
    press(place.window, "Esc")
    settle()
    made._touched = False  # as after a fall of the program
    made.look_for_draft()
    settle()
    assert len(place.window.banners()) == 1
    press(place.window, "Ctrl+Shift+Y")
    settle()
    assert place.window.banners() == []
    assert made.fields.subject.text() == SUBJECT


def test_the_page_stays_in_use_beside_the_panel(place: Place) -> None:
    made = opened(place)
    page = place.window.page()
    assert page is not None
    assert page.mapTo(place.window, page.rect().topRight()).x() < made.mapTo(place.window, made.rect().topLeft()).x()
    press(place.window, "Ctrl+2")
    settle()
    assert place.window.navigator.here() == "customers"
    assert made.isVisible()


def test_a_party_is_found_by_keys_or_only_named(place: Place) -> None:
    made = opened(place)
    search = made.fields.who.finder.search
    search.setFocus()
    type_text(search, "hanna-mari")
    press(search, "Enter")
    type_text(search, "Virve Vieras")
    press(search, "Enter")
    names = [p.name for p in made.fields.who.parties]
    assert [p.id is None for p in made.fields.who.parties] == [False, True]
    assert names[1] == "Virve Vieras"
    type_text(made.fields.subject, SUBJECT)
    made.fields.direction.choose("out")
    made.save()
    (card,) = written(place)
    assert [(p.record["part"], p.name) for p in card.participants] == [
        ("called", "Hanna-Mari Kettunen"),
        ("called", "Virve Vieras"),
    ]


def test_a_recorded_call_must_say_whether_it_was_told(place: Place) -> None:
    made = opened(place)
    type_text(made.fields.subject, SUBJECT)
    made.fields.recorded.setChecked(True)
    press(place.window, "Ctrl+Enter")
    assert made.isVisible()
    assert "Vastaa, kerrottiinko" in made.state.text()
    assert made.fields.informed.hasFocus()
    made.fields.not_informed.click()
    press(place.window, "Ctrl+Enter")
    (card,) = written(place)
    assert (card.record["recorded"], card.record["informed_at_start"]) == (True, False)
    assert any("Nauhoituksesta ei kerrottu" in b.accessibleName() for b in place.window.banners())


def test_a_support_case_begins_open(place: Place) -> None:
    made = opened(place)
    made.fields.kind.choose("support")
    type_text(made.fields.subject, SUBJECT)
    made.save()
    (card,) = written(place)
    assert (card.record["kind"], card.record["state"]) == ("support", "open")


def test_without_a_subject_nothing_is_saved_and_the_field_says_why(place: Place) -> None:
    made = opened(place)
    type_text(made.fields.body, "Vain muistiinpanoja")
    press(place.window, "Ctrl+Enter")
    assert made.fields.subject.hasFocus()
    assert made.fields._subject.problem()
    assert made.isVisible()


def test_after_quiet_the_draft_is_kept_and_comes_back_after_hiding(place: Place, qtbot: QtBot) -> None:
    made = opened(place)
    made._quiet.setInterval(1)
    type_text(made.fields.subject, SUBJECT)
    qtbot.waitUntil(lambda: "Luonnos tallennettu klo" in made.state.text())
    draft = place.gate.call(read_draft)
    assert draft is not None
    assert (draft["subject"], draft["customer"][0]) == (SUBJECT, place.hanna)
    press(place.window, "Esc")
    assert made.isHidden()
    place.go("persons")
    press(place.window, "Ctrl+Shift+Y")
    assert made.fields.subject.text() == SUBJECT
    assert made.fields.who.customer is not None


def test_esc_in_the_panel_leaves_the_page_alone_and_gives_the_focus_back(place: Place) -> None:
    page = place.go(f"customer/{place.hanna}")
    settle()
    edit = next(b for b in page.findChildren(Button) if b.text() == "Muokkaa")
    edit.setFocus()
    press(place.window, "Ctrl+Shift+Y")
    settle()
    press(place.window, "Esc")
    assert panel(place).isHidden()
    assert place.window.navigator.here() == f"customer/{place.hanna}"
    assert edit.hasFocus()


def test_what_is_discarded_goes_with_its_draft_and_can_be_taken_back(place: Place) -> None:
    made = opened(place)
    type_text(made.fields.subject, SUBJECT)
    made.keep()
    made.discard_button.click()
    assert place.gate.call(read_draft) is None
    assert made.isHidden()
    press(place.window, "Ctrl+Z")
    assert made.fields.subject.text() == SUBJECT


def test_opening_without_writing_leaves_no_draft(place: Place) -> None:
    made = opened(place)
    press(place.window, "Esc")
    assert place.gate.call(read_draft) is None
    assert made.isHidden()


def test_the_minutes_alone_are_no_draft_and_an_emptied_note_leaves_none(place: Place, qtbot: QtBot) -> None:
    made = opened(place)
    made._quiet.setInterval(1)
    made.fields.minutes.show_minutes(7)
    made.fields.minutes.changed.emit()
    qtbot.waitUntil(lambda: not made._quiet.isActive())
    settle()
    assert place.gate.call(read_draft) is None
    assert made.state.text() == ""
    type_text(made.fields.subject, SUBJECT)
    qtbot.waitUntil(lambda: "Luonnos tallennettu klo" in made.state.text())
    made.fields.subject.clear()
    qtbot.waitUntil(lambda: place.gate.call(read_draft) is None)
    assert made.state.text() == ""


def test_the_clock_fills_the_minutes_until_they_are_typed(qtbot: QtBot) -> None:
    now = [100.0]
    made = Stopwatch(lambda: now[0])
    qtbot.addWidget(made)
    made.start()
    assert made.minutes() is None
    now[0] += 61
    made.tick()
    assert (made.minutes(), made.shown.text()) == (2, "1.01")
    made.stop()
    now[0] += 600
    made.toggle()
    now[0] += 60
    made.tick()
    assert made.minutes() == 3
    made.line.setFocus()
    made.line.selectAll()
    type_text(made.line, "12")
    assert (made.minutes(), made.is_running()) == (12, False)
    now[0] += 600
    made.tick()
    assert made.minutes() == 12


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("customer/17/laskut", ("customer", 17)),
        ("person/5", ("person", 5)),
        ("customer/new", ("", 0)),
        ("customers", ("", 0)),
    ],
)
def test_the_page_in_front_tells_whom_a_call_concerns(address: str, found: tuple[str, int]) -> None:
    assert concerned(address) == found


def _write(window: Window, qtbot: QtBot) -> NotePanel:
    press(window, "Ctrl+Shift+Y")
    made = window.findChild(NotePanel)
    assert made is not None
    qtbot.waitUntil(made.fields.minutes.is_running, timeout=PATIENCE)
    made.fields.subject.setFocus()
    type_text(made.fields.subject, SUBJECT)
    return made


def test_what_is_being_written_survives_the_lock_and_the_closing_of_the_program(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path
) -> None:
    talking_office(tmp_path / "office")
    with running(qapp, tmp_path / "office") as app:
        window = sign_in(app, qtbot)
        customers_shown(window, qtbot)
        _write(window, qtbot)
        press(window, "Ctrl+L")  # at once: the two seconds of quiet have not passed
        login_shown(app, qtbot)
        assert not window.isVisible()
        _kept(app, qtbot)
    with running(qapp, tmp_path / "office") as app:
        window = sign_in(app, qtbot)
        qtbot.waitUntil(lambda: bool(window.banners()), timeout=PATIENCE)
        go_on = next(b for b in window.banners()[0].findChildren(Button) if b.text() == "Jatka kirjausta")
        go_on.click()
        made = window.findChild(NotePanel)
        assert made is not None
        qtbot.waitUntil(lambda: made.fields.subject.text() == SUBJECT + " ja kestoa", timeout=PATIENCE)


def _kept(app: App, qtbot: QtBot) -> None:
    """Come back after the lock, find the words, write more, and close the program without a pause."""
    window = sign_in(app, qtbot)
    made = window.findChild(NotePanel)
    assert made is not None
    assert made.isVisible()
    assert made.fields.subject.text() == SUBJECT
    made.fields.subject.setFocus()
    made.fields.subject.end(False)
    type_text(made.fields.subject, " ja kestoa")
