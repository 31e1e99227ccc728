"""A person's page, as the user: read, reveal, edit, undo, be asked, meet another's save, print, erase."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from asiakasrekisteri.domain.permissions import Role
from asiakasrekisteri.gui.dialogs.purpose import ReasonDialog
from asiakasrekisteri.gui.screens.persons.edit import PersonEditor
from asiakasrekisteri.gui.screens.persons.erase import EraseDialog
from asiakasrekisteri.gui.screens.persons.page import PersonScreen
from asiakasrekisteri.gui.screens.persons.reading import PersonReading
from asiakasrekisteri.gui.widgets.dialog import Dialog
from asiakasrekisteri.gui.widgets.facts import MASK, MaskedValue
from asiakasrekisteri.gui.widgets.marks import Pill
from asiakasrekisteri.gui.widgets.notices import Banner
from asiakasrekisteri.gui.widgets.popover import Popover
from asiakasrekisteri.gui.widgets.provenance import ProvenanceChip
from asiakasrekisteri.usecases.edits import Edit
from asiakasrekisteri.usecases.finding import find
from asiakasrekisteri.usecases.logs import show_log
from asiakasrekisteri.usecases.persons import open_person, save_person
from tests.gui.keys import press, type_text
from tests.gui.people import CODE, Place, at_office, at_persons, furnish
from tests.gui.walks import cut_off, nameless, settle
from tests.offices import colleague, office


@pytest.fixture
def place(qtbot: QtBot, tmp_path: Path) -> Iterator[Place]:
    yield from at_persons(qtbot, tmp_path / "office")


@pytest.fixture
def screen(place: Place) -> PersonScreen:
    return at_person(place)


def at_person(place: Place) -> PersonScreen:
    page = place.go(f"person/{place.hanna}")
    assert isinstance(page, PersonScreen)
    settle()
    return page


def reading(screen: PersonScreen) -> PersonReading:
    assert isinstance(screen.reading, PersonReading)
    return screen.reading


def editor(screen: PersonScreen) -> PersonEditor:
    assert screen.editor is not None
    return screen.editor


def texts(widget: QWidget) -> list[str]:
    return [made.text() for made in widget.findChildren(QLabel) if made.isVisible()]


def buttons(widget: QWidget) -> list[str]:
    return [made.text() for made in widget.findChildren(QPushButton) if made.isVisible()]


def dialog(place: Place) -> Dialog:
    settle()
    return next(made for made in place.window.findChildren(Dialog) if made.isVisible())


def is_read(screen: PersonScreen) -> bool:
    return screen.editor is None


def save(place: Place) -> None:
    press(place.window, "Ctrl+S")
    settle()


def test_the_page_collects_everything_held_about_her(place: Place, screen: PersonScreen) -> None:
    shown = texts(screen)
    assert "Kettunen, Hanna-Mari · ent. Laitinen (2017 asti)" in shown
    assert "hanna-mari.kettunen@esimerkki.fi" in shown
    assert "Oman asiakkuuden kortilta" in shown
    assert {"Nimi ja tunnisteet", "Henkilötunnus", "Yhteystiedot", "Asiakkuustiedot"} <= set(buttons(screen))
    assert any(text.startswith("Sama henkilö neljässä asiakkuudessa · 19 tietoa") for text in shown)
    assert any(text.endswith("Paula Pääkäyttäjä") for text in shown)
    assert place.window.windowTitle() == "Henkilö – Asiakasrekisteri"
    assert CODE not in " ".join(shown)


def test_names_and_masks_are_told_and_nothing_is_cut_off(place: Place, screen: PersonScreen) -> None:
    assert nameless(place.window) == []
    assert cut_off(screen) == []
    press(screen, "F2")
    settle()
    assert nameless(place.window) == []
    assert cut_off(screen) == []


def test_a_customer_opens_from_her_role(place: Place, screen: PersonScreen, qtbot: QtBot) -> None:
    link = next(made for made in screen.findChildren(QPushButton) if made.text() == "Rantakylän Leipomo Oy")
    with qtbot.waitSignal(place.context.went) as went:
        link.setFocus()
        press(link, "Space")
    assert went.args is not None
    assert went.args[0].startswith("customer/")


def test_henkilotunnus_is_shown_for_a_reason_that_the_log_keeps(place: Place, screen: PersonScreen) -> None:
    masked = reading(screen).identity.masked[0]
    assert masked.text() == MASK
    masked.button.setFocus()
    press(masked.button, "Space")
    asked = dialog(place)
    assert isinstance(asked, ReasonDialog)
    asked.line.clear()
    press(asked, "Enter")
    assert asked.isVisible()
    type_text(asked.line, "luottopäätös")
    press(asked, "Enter")
    assert masked.text() == CODE
    assert masked.timer.interval() == 20_000
    revealed = [row for row in place.gate.call(show_log) if row.use_case == "reveal_identity_code"]
    assert [row.purpose for row in revealed] == ["luottopäätös"]
    masked.copy.click()
    assert QGuiApplication.clipboard().text() == CODE
    masked.timer.timeout.emit()
    assert masked.text() == MASK


@pytest.mark.slow
def test_a_role_without_the_key_sees_why_and_no_button(qtbot: QtBot, tmp_path: Path) -> None:
    at = office(tmp_path / "office")
    main = at.enter("paula", "kolme sanaa peräkkäin")
    hanna = furnish(main.gate)
    for place in at_office(qtbot, colleague(at, main, Role.CUSTOMER_SERVICE), lambda _gate: hanna):
        screen = at_person(place)
        assert reading(screen).identity.masked == []
        assert any("ei ole annettu avainta henkilötunnuksiin" in text for text in texts(screen))
        assert screen.acts is not None
        assert not screen.acts.print.isEnabled()
        assert not screen.acts.erase.isEnabled()
        assert "Pyydä sitä pääkäyttäjältä" in screen.acts.erase.toolTip()
        press(screen, "F2")
        settle()
        form = editor(screen).form
        assert not form.fields["identity_code"].isVisible()
        form.fields["note"].value_editor.load("Uusi huomautus")
        save(place)
        assert "Uusi huomautus" in texts(screen)
    main.close()


def test_history_hangs_from_the_chip(place: Place, screen: PersonScreen) -> None:
    page = place.gate.call(open_person, place.hanna)
    place.gate.call(save_person, place.hanna, page.record.version, {"note": "Soita iltapäivällä."})
    settle()
    chips = [made for made in screen.findChildren(ProvenanceChip) if made.isVisible()]
    chip = next(made for made in chips if made.accessibleName().startswith("Huomautus"))
    chip.setFocus()
    press(chip, "Space")
    assert chip.popover is not None
    button = next(b for b in chip.popover.findChildren(QWidget) if b.property("k") == "link")
    assert isinstance(button, QPushButton)
    button.click()
    shown = [t for made in screen.findChildren(Popover) for t in texts(made)]
    assert "Soittaa mieluiten aamupäivällä." in shown
    assert "Soita iltapäivällä." in shown


@pytest.mark.slow
def test_editing_in_place_saves_once_and_ctrl_z_takes_it_back(place: Place, screen: PersonScreen) -> None:
    press(screen, "F2")
    settle()
    form = editor(screen).form
    first = form.fields["first_names"].editor
    first.setFocus()
    assert isinstance(first, QLineEdit)
    first.selectAll()
    type_text(first, "Hanna-Maria")
    settle()
    assert any(pill.text() == "Tallentamaton" for pill in screen.findChildren(Pill) if pill.isVisible())
    assert place.window.windowTitle().startswith("• ")
    phones = editor(screen).details[0]
    phones.add_button.setFocus()
    press(phones, "Space")
    type_text(phones.rows[1].fields["number"].editor, "040 555 0199")
    save(place)
    assert is_read(screen)
    assert "Hanna-Maria Kettunen" in texts(screen)
    assert "040 5550199" in texts(screen)
    assert place.window.undo_bar.text() == "Henkilön tiedot tallennettiin."
    press(place.window, "Ctrl+Z")
    settle()
    assert "Hanna-Mari Kettunen" in texts(screen)
    assert "040 5550199" not in texts(screen)


@pytest.mark.slow
def test_an_untouched_mask_is_no_fault_and_a_wrong_code_is(place: Place, screen: PersonScreen) -> None:
    press(screen, "F2")
    settle()
    form = editor(screen).form
    code = form.fields["identity_code"]
    form.fields["identity_ground"].value_editor.load("law")
    save(place)
    assert is_read(screen)
    press(screen, "F2")
    settle()
    code = editor(screen).form.fields["identity_code"]
    code.value_editor.load("131052-308U")
    save(place)
    assert "täsmää" in code.problem()
    assert not is_read(screen)
    code.value_editor.load("010594Y9032")
    save(place)
    assert is_read(screen)


def test_faults_of_details_stand_under_their_fields(place: Place, screen: PersonScreen) -> None:
    press(screen, "F2")
    settle()
    email = editor(screen).details[1].rows[0].fields["address"]
    email.value_editor.load("hanna.esimerkki.fi")
    save(place)
    assert email.problem()
    assert email.editor.hasFocus()
    assert any(banner.isVisible() for banner in screen.findChildren(Banner))


@pytest.mark.slow
def test_a_role_is_added_at_a_customer_found_by_name(place: Place, screen: PersonScreen, qtbot: QtBot) -> None:
    place.gate.call(save_person, *_version(place), {}, [])
    press(screen, "F2")
    settle()
    roles = editor(screen).roles
    count = len(roles.rows)
    roles.add_button.click()
    with qtbot.waitSignal(roles.finder.search.asked):
        type_text(roles.finder.search, "Rantakylän")
    press(roles.finder, "Down")
    press(roles.finder, "Enter")
    assert len(roles.rows) == count + 1
    roles.rows[-1].fields["title"].value_editor.load("varahenkilö")
    save(place)
    assert any("varahenkilö" in text for text in texts(screen))


def _version(place: Place) -> tuple[int, int]:
    return place.hanna, place.gate.call(open_person, place.hanna).record.version


@pytest.mark.slow
def test_leaving_unsaved_asks_and_keeps_discards_or_saves(place: Place, screen: PersonScreen) -> None:
    for words, left in (("Jatka muokkausta", False), ("Hylkää muutokset", True), ("Tallenna", True)):
        at_person(place)
        screen.edit()
        settle()
        editor(screen).form.fields["note"].value_editor.load(f"Muutettu: {words}")
        place.go("persons")
        asked = dialog(place)
        button = next(b for b in asked.findChildren(QWidget) if getattr(b, "text", str)() == words)
        button.setFocus()
        press(button, "Space")
        settle()
        assert (place.window.page() is not screen) is left, words
        if not left:
            editor(screen).discarded.emit()
    assert place.gate.call(open_person, place.hanna).record["note"] == "Muutettu: Tallenna"


@pytest.mark.slow
def test_a_save_made_elsewhere_is_shown_beside_and_nothing_is_overwritten(place: Place, screen: PersonScreen) -> None:
    press(screen, "F2")
    settle()
    form = editor(screen).form
    form.fields["note"].value_editor.load("Oma huomautus")
    place.gate.call(save_person, *_version(place), {"note": "Toisen huomautus", "language": "sv"})
    save(place)
    assert any("muutettu toisaalla" in text for text in texts(screen))
    assert form.fields["note"].shown_text() == "Toisaalla tallennettu: Toisen huomautus"
    assert place.gate.call(open_person, place.hanna).record["note"] == "Toisen huomautus"
    save(place)
    record = place.gate.call(open_person, place.hanna).record
    assert (record["note"], record["language"]) == ("Oma huomautus", "sv")


def test_an_address_under_turvakielto_is_hidden_until_asked(place: Place, screen: PersonScreen) -> None:
    place.gate.call(save_person, *_version(place), {"non_disclosure": True})
    settle()
    assert any(pill.text() == "Turvakielto" for pill in screen.findChildren(Pill))
    assert not any("Kirkkotie" in text for text in texts(screen))
    address = reading(screen).identity.masked[-1]
    address.button.click()
    asked = dialog(place)
    assert isinstance(asked, ReasonDialog)
    type_text(asked.line, "kirjeen lähettäminen")
    press(asked, "Enter")
    assert address.text() == "Kirkkotie 8 A 3, 44800 Pihtipudas"
    assert any(row.use_case == "reveal_address" for row in place.gate.call(show_log))
    address.timer.timeout.emit()
    assert not any("Kirkkotie" in text for text in texts(screen))


def test_locking_hides_revealed_values_and_dialogs_and_keeps_the_place(place: Place, screen: PersonScreen) -> None:
    masked = reading(screen).identity.masked[0]
    masked.show_value(CODE)
    screen.ask_erase()
    dialog(place)
    place.window.lock()
    settle()
    assert masked.text() == MASK
    assert not any(made.isVisible() for made in place.window.findChildren(Dialog))
    assert not any(made.isVisible() for made in place.window.findChildren(QLabel))
    assert place.window.windowTitle() == "Asiakasrekisteri"
    place.window.show_again()
    assert place.window.page() is screen
    assert "Hanna-Mari Kettunen" in texts(screen)


def test_an_unsaved_draft_outlives_the_lock(place: Place, screen: PersonScreen) -> None:
    press(screen, "F2")
    settle()
    editor(screen).form.fields["note"].value_editor.load("Kesken jäänyt")
    place.window.lock()
    place.window.show_again()
    settle()
    assert editor(screen).form.changes() == {"note": "Kesken jäänyt"}


def test_erasing_wants_her_name_and_leaves_nothing(place: Place, screen: PersonScreen) -> None:
    press(screen, "Del")
    asked = dialog(place)
    assert isinstance(asked, EraseDialog)
    assert {"Sähköpostit", "Osoitteet", "Roolit", "Oman asiakkuuden tiedot"} <= set(texts(asked))
    type_text(asked.typed, "Hanna-Mari")
    press(asked, "Enter")
    assert asked.isVisible()
    type_text(asked.typed, " Kettunen")
    assert asked.erase.isEnabled()
    press(asked, "Enter")
    settle()
    assert place.window.navigator.here() == "persons"
    assert place.window.undo_bar.text() == "Henkilön tiedot hävitettiin: 8 tietuetta hävitettiin."
    assert place.hanna not in {hit.id for hit in place.gate.call(find, "Kettunen") if hit.kind == "person"}
    erased = next(row for row in place.gate.call(show_log) if row.use_case == "erase_person")
    assert erased.purpose == "Henkilön pyyntö (17 artikla)"
    place.window.navigator.back()
    settle()
    assert any("ei ole enää rekisterissä" in text for text in texts(screen))


@pytest.mark.slow
def test_a_new_person_is_written_by_keys_alone(place: Place) -> None:
    place.go("persons")
    settle()
    press(place.window, "Ctrl+N")
    settle()
    screen = place.window.page()
    assert isinstance(screen, PersonScreen)
    save(place)
    assert "Sukunimi puuttuu" in editor(screen).form.fields["last_name"].problem()
    type_text(editor(screen).form.fields["last_name"].editor, "Äijälä")
    press(screen, "Tab")
    type_text(editor(screen).form.fields["first_names"].editor, "Väinö")
    save(place)
    assert "Väinö Äijälä" in texts(screen)
    press(place.window, "Ctrl+Z")
    settle()
    assert any("ei ole enää rekisterissä" in text for text in texts(screen))


def test_escape_leaves_the_editing_and_then_the_page(place: Place, screen: PersonScreen) -> None:
    press(screen, "F2")
    settle()
    press(screen, "Esc")
    settle()
    assert is_read(screen)
    press(screen, "Esc")
    assert place.window.navigator.here() == "persons"


def test_changes_made_elsewhere_are_followed_while_reading(place: Place, screen: PersonScreen) -> None:
    edit = Edit("phone", values={"use": "work", "number": "040 555 0177"})
    place.gate.call(save_person, *_version(place), {}, [edit])
    settle()
    assert "040 5550177" in texts(screen)


def test_masked_values_say_that_they_are_hidden(screen: PersonScreen) -> None:
    masked = screen.findChildren(MaskedValue)
    assert [made.accessibleName() for made in masked] == ["Henkilötunnus, piilotettu"]
