"""The way in, by keys: login, wrong password, pause, first password, recovery, first run, language."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QToolButton
from pytestqt.qtbot import QtBot

from asiakasrekisteri.gui.door import OfficeDoor
from asiakasrekisteri.gui.entrance import Entrance
from asiakasrekisteri.gui.entry.passwords import Hint
from asiakasrekisteri.gui.preferences import MemoryPreferences
from asiakasrekisteri.gui.screens.first_run import FirstRun
from asiakasrekisteri.gui.screens.login import LoginScreen
from asiakasrekisteri.gui.screens.new_password import NewPasswordScreen
from asiakasrekisteri.gui.screens.recovery import RecoveryScreen
from asiakasrekisteri.gui.screens.unavailable import RETRY_SECONDS, UnavailableScreen
from asiakasrekisteri.gui.tasks import AtOnce
from tests.gui.doors import CODE, FIRST_PASSWORD, PASSWORD, FakeDoor
from tests.gui.keys import press, type_text
from tests.gui.sheet import TODAY, fail


@pytest.fixture
def door() -> FakeDoor:
    return FakeDoor()


@pytest.fixture
def preferences() -> MemoryPreferences:
    return MemoryPreferences()


@pytest.fixture
def entrance(qtbot: QtBot, door: FakeDoor, preferences: MemoryPreferences) -> Entrance:
    checked: OfficeDoor = door
    made = Entrance(checked, AtOnce(), fail, preferences, lambda: None)
    qtbot.addWidget(made)
    made.resize(1360, 820)
    made.start()
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


def login(entrance: Entrance) -> LoginScreen:
    card = entrance.card()
    assert isinstance(card, LoginScreen)
    return card


def test_where_the_firm_is_not_known_the_folder_tells_whose_register_it_is(qtbot: QtBot, door: FakeDoor) -> None:
    door.firm = ""
    made = LoginScreen(door, AtOnce(), fail, [])
    qtbot.addWidget(made)
    shown = [part.text() for part in made.findChildren(QLabel)]
    assert shown[:2] == ["Asiakasrekisteri", door.office_path]


def test_the_right_password_opens_and_the_user_is_remembered(
    entrance: Entrance, preferences: MemoryPreferences, qtbot: QtBot
) -> None:
    screen = login(entrance)
    assert screen.password.hasFocus()
    screen.users.setFocus()
    press(screen, "Down")
    press(screen, "Enter")
    assert screen.password.hasFocus()
    type_text(screen.password, PASSWORD)
    with qtbot.waitSignal(entrance.entered) as entered:
        press(screen, "Enter")
    assert entered.args == ["istunto sari.kemppainen"]
    assert preferences.get("last_login") == "sari.kemppainen"
    assert screen.password.text() == ""


def test_a_wrong_password_says_what_is_left_then_makes_one_wait(entrance: Entrance) -> None:
    screen = login(entrance)
    type_text(screen.password, "VÄÄRÄ")
    press(screen, "Enter")
    assert "2 yritystä" in screen.password_field.shown_text()
    assert screen.password.text() == ""
    assert screen.password.hasFocus()
    for _again in range(2):
        type_text(screen.password, "vielä väärä")
        press(screen, "Enter")
    assert screen.wait.text() == "Uusi yritys 60\xa0sekunnin kuluttua."
    assert not screen.open_button.isEnabled()


def letter(text: str, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> QKeyEvent:
    return QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Odiaeresis, held, text)


def test_caps_lock_is_told_from_the_letters(entrance: Entrance) -> None:
    screen = login(entrance)
    shift = Qt.KeyboardModifier.ShiftModifier
    told: list[bool] = []
    screen.password.caps_lock.connect(told.append)
    for event in (letter("ö"), letter("Ö", shift), letter("Ö"), letter("ö", shift)):
        QApplication.sendEvent(screen.password, event)
    assert told == [False, False, True, True]
    shown = [h.text() for h in screen.findChildren(Hint) if h.isVisible()]
    assert shown == ["Caps Lock on päällä."]


def test_the_eye_is_reached_by_tab_and_hides_again_when_it_is_left(entrance: Entrance) -> None:
    field = login(entrance).password
    field.setFocus()
    type_text(field, "sala")
    press(field, "Tab")
    eye = QApplication.focusWidget()
    assert eye is not None
    assert eye.accessibleName() == "Näytä salasana"
    press(eye, "Space")
    assert field.echoMode() == field.EchoMode.Normal
    type_text(eye, "x")
    assert field.text() == "sala"
    press(eye, "Tab")
    assert field.echoMode() == field.EchoMode.Password


def test_the_eye_shows_the_password_by_key(entrance: Entrance) -> None:
    screen = login(entrance)
    screen.password.setFocus()
    press(screen, "Ctrl+H")
    assert screen.password.echoMode() == screen.password.EchoMode.Normal
    press(screen, "Ctrl+H")
    assert screen.password.echoMode() == screen.password.EchoMode.Password


def test_another_user_id_can_be_typed(entrance: Entrance, qtbot: QtBot) -> None:
    screen = login(entrance)
    screen.users.setFocus()
    press(screen, "End")
    assert screen.login.isVisible()
    type_text(screen.login, "joonas")
    type_text(screen.password, PASSWORD)
    with qtbot.waitSignal(entrance.entered) as entered:
        screen.enter()
    assert entered.args == ["istunto joonas"]


def test_the_first_password_must_be_changed(entrance: Entrance, qtbot: QtBot) -> None:
    screen = login(entrance)
    type_text(screen.password, FIRST_PASSWORD)
    press(screen, "Enter")
    change = entrance.card()
    assert isinstance(change, NewPasswordScreen)
    type_text(change.new.first, "lyhyt")
    change.submit()
    assert "liian lyhyt" in change.new.first_field.shown_text()
    change.new.first.clear()
    for field in (change.new.first, change.new.second):
        type_text(field, FIRST_PASSWORD)
    change.submit()
    assert "sama kuin vanha" in change.new.first_field.shown_text()
    for field in (change.new.first, change.new.second):
        field.clear()
        type_text(field, PASSWORD)
    with qtbot.waitSignal(entrance.entered):
        change.submit()


def test_the_recovery_key_opens(entrance: Entrance, qtbot: QtBot) -> None:
    QTest.mouseClick(login(entrance).recovery, Qt.MouseButton.LeftButton)
    screen = entrance.card()
    assert isinstance(screen, RecoveryScreen)
    type_text(screen.code, "VÄÄRÄ")
    type_text(screen.login, "aino")
    for field in (screen.new.first, screen.new.second):
        type_text(field, PASSWORD)
    screen.submit()
    assert "ei ole voimassa" in screen.code_field.shown_text()
    screen.code.clear()
    type_text(screen.code, CODE)
    with qtbot.waitSignal(entrance.entered):
        screen.submit()


def test_a_register_in_use_is_tried_again_by_itself(entrance: Entrance, door: FakeDoor) -> None:
    door.in_use = True
    screen = login(entrance)
    type_text(screen.password, PASSWORD)
    press(screen, "Enter")
    shut = entrance.card()
    assert isinstance(shut, UnavailableScreen)
    assert "15" in shut.countdown.text()
    for _second in range(RETRY_SECONDS):
        shut.tick()
    assert isinstance(entrance.card(), LoginScreen)


def test_the_language_changes_at_once(entrance: Entrance, preferences: MemoryPreferences) -> None:
    swedish = next(b for b in entrance.findChildren(QToolButton) if b.text() == "Svenska")
    QTest.mouseClick(swedish, Qt.MouseButton.LeftButton)
    assert preferences.get("language") == "sv"
    assert isinstance(entrance.card(), LoginScreen)


FIRM = {
    "business_id": "1234567-1",
    "name": "Kaamosverkko Oy",
    "street": "Koskikatu 27 B",
    "postcode": "96200",
    "town": "Rovaniemi",
    "email": "tietosuoja@kaamosverkko.example",
    "contact": "Aino Öberg",
}


def fill_in(made: FirstRun) -> None:
    """Type the firm and the main user."""
    made.go_on()
    assert made.fields["business_id"].problem()
    for name, text in FIRM.items():
        type_text(made.fields[name].editor, text)
    press(made.fields["contact"].editor, "Enter")
    type_text(made.fields["user_name"].editor, "Aino Öberg")
    type_text(made.fields["login"].editor, "aino")
    for field in (made.password.first, made.password.second):
        type_text(field, PASSWORD)
    made.go_on()


def test_first_run_makes_an_office_and_prints_the_key(qtbot: QtBot, door: FakeDoor) -> None:
    printed: list[bytes] = []

    def preview(pdf: bytes, done: Callable[[], None]) -> None:
        printed.append(pdf)
        done()

    made = FirstRun(door, AtOnce(), fail, lambda: TODAY, preview)
    qtbot.addWidget(made)
    made.show()
    fill_in(made)
    assert door.made is not None
    assert (door.made.name, door.made.user_name) == ("Kaamosverkko Oy", "Aino Öberg")
    key = made.key
    assert key is not None
    QTest.mouseClick(key.printing, Qt.MouseButton.LeftButton)
    assert printed == [f"Kaamosverkko Oy {CODE}".encode()]
    assert "lähetetty" in key.printed.text()
    assert not made.next.isEnabled()
    type_text(key.answers[0], "wc6pv3")
    type_text(key.answers[1], "J5FZI6")
    key.kept.click()
    assert made.next.isEnabled()
    with qtbot.waitSignal(made.finished) as finished:
        QTest.mouseClick(made.next, Qt.MouseButton.LeftButton)
    assert finished.args == ["istunto aino"]
