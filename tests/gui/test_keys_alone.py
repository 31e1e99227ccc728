"""A day's work without a mouse: nothing is opened, focused or written but by keys pressed where the focus is."""

import datetime as dt
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from asiakasrekisteri.gui.palette import Palette
from asiakasrekisteri.gui.screens.customers.page import CustomerPage
from asiakasrekisteri.gui.window import Window
from asiakasrekisteri.usecases.customers import open_customer
from asiakasrekisteri.usecases.gate import Gate
from tests.gui.firms import BAKERY, furnished_office
from tests.gui.keys import press, type_text
from tests.gui.running import PATIENCE, login_shown, running, sign_in


def focused() -> QWidget:
    held = QApplication.focusWidget()
    assert held is not None
    assert held.isVisible()
    return held


def since(gate: Gate, bakery: int) -> object:
    return gate.call(open_customer, bakery).record.values["since"]


def find(window: Window, qtbot: QtBot) -> CustomerPage:
    press(window, "Ctrl+K")
    palette = window.findChild(Palette)
    assert palette is not None
    qtbot.waitUntil(palette.search.hasFocus, timeout=PATIENCE)
    type_text(focused(), "rantakyl")
    qtbot.waitUntil(lambda: BAKERY in [one.words for one in palette.entries()], timeout=PATIENCE)
    press(window, "Enter")
    qtbot.waitUntil(lambda: window.windowTitle().startswith(BAKERY), timeout=PATIENCE)
    page = window.page()
    assert isinstance(page, CustomerPage)
    return page


def change(window: Window, page: CustomerPage, qtbot: QtBot) -> None:
    press(window, "F2")
    qtbot.waitUntil(lambda: page.editor is not None, timeout=PATIENCE)
    qtbot.waitUntil(lambda: isinstance(QApplication.focusWidget(), QLineEdit), timeout=PATIENCE)
    for _step in range(4):
        press(window, "Tab")
    assert focused().accessibleName() == "Asiakas alkaen, valinnainen"
    press(window, "Ctrl+A")
    type_text(focused(), "3.2.2020")
    press(window, "Ctrl+S")
    qtbot.waitUntil(lambda: page.editor is None and window.undo_bar.isVisible(), timeout=PATIENCE)
    qtbot.waitUntil(lambda: not isinstance(QApplication.focusWidget(), QLineEdit), timeout=PATIENCE)


@pytest.mark.slow
def test_from_the_login_to_a_changed_card_and_back_without_a_mouse(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path
) -> None:
    office, bakery = furnished_office(tmp_path / "office")
    with running(qapp, office.folder) as app:
        window = sign_in(app, qtbot)
        assert app.desk is not None
        gate = app.desk.context.gate
        page = find(window, qtbot)
        change(window, page, qtbot)
        assert since(gate, bakery) == dt.date(2020, 2, 3)
        press(window, "Ctrl+Z")
        qtbot.waitUntil(lambda: since(gate, bakery) == dt.date(2019, 2, 3), timeout=PATIENCE)
        press(window, "Ctrl+L")
        screen = login_shown(app, qtbot)
        assert not window.isVisible()
        qtbot.waitUntil(screen.password.hasFocus, timeout=PATIENCE)
