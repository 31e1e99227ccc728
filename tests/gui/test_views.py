"""What every view must hold, walked over all of them in both themes and at both ends of the text size."""

import pytest
import shiboken6
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from asiakasrekisteri.gui.theme.theme import theme
from tests.gui.views import VIEWS, entrance, window
from tests.gui.walks import cut_off, focusables, nameless, settle, tab_round


def opened(name: str, width: int, height: int) -> QWidget:
    view = VIEWS[name]()
    if not isinstance(view, QDialog):
        view.resize(width, height)
    view.show()
    settle()
    return view


@pytest.mark.slow
def test_every_focusable_has_a_name_and_nothing_is_cut_off(qapp: QApplication) -> None:
    found = {}
    for name in VIEWS:
        view = opened(name, 1360, 820)
        found[name] = nameless(view) + cut_off(view)
        shiboken6.delete(view)
    assert {name: faults for name, faults in found.items() if faults} == {}


@pytest.mark.slow
def test_nothing_is_cut_off_at_200_per_cent_in_the_dark(qapp: QApplication) -> None:
    theme().apply(qapp, dark=True, size=200)
    found = {}
    for name in VIEWS:
        if not name.startswith("00"):
            view = opened(name, 1920, 1080)
            found[name] = cut_off(view)
            shiboken6.delete(view)
    assert {name: faults for name, faults in found.items() if faults} == {}


def test_tab_reaches_everything_on_the_login_in_reading_order(qtbot: QtBot) -> None:
    view = entrance()
    qtbot.addWidget(view)
    view.resize(1360, 820)
    with qtbot.waitActive(view):
        view.show()
        view.activateWindow()
    start = QApplication.focusWidget()
    assert start is not None
    seen = tab_round(view, start)
    assert set(focusables(view)) <= set(seen)
    names = [w.accessibleName() or w.text() for w in seen]  # type: ignore[attr-defined]
    assert names[:5] == ["Salasana", "Näytä salasana", "Avaa rekisteri", "Unohtuiko salasana?", "Käytä palautusavainta"]
    assert "Käyttäjä" in names


def test_tab_reaches_everything_in_the_window(qtbot: QtBot) -> None:
    view = window()
    qtbot.addWidget(view)
    with qtbot.waitActive(view):
        view.show()
        view.activateWindow()
    assert set(focusables(view)) <= set(tab_round(view, view.sidebar.pages))
