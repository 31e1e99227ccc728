"""The frame: pages and rights, keys, history, messages, locking."""

import threading

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QPlainTextEdit
from pytestqt.qtbot import QtBot

from asiakasrekisteri.domain.errors import CancelledError, StoreError
from asiakasrekisteri.domain.permissions import Actor, Permission, Role
from asiakasrekisteri.gui.idle import IdleLock
from asiakasrekisteri.gui.messages import Messages, describe_defect
from asiakasrekisteri.gui.widgets.dialog import Dialog
from asiakasrekisteri.gui.window import Window
from tests.gui.keys import press
from tests.gui.views import ListPage, pages, window


@pytest.fixture
def shell(qtbot: QtBot) -> Window:
    made = window()
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


def test_only_pages_the_user_may_open_are_listed(qtbot: QtBot) -> None:
    actor = Actor(2, "sari", "Sari", Role.BILLING, frozenset({Permission.CUSTOMER_READ}))
    made = Window("Kaamosverkko Oy", actor, pages(), lambda: None)
    qtbot.addWidget(made)
    model = made.sidebar.pages.model()
    assert [model.index(r, 0).data() for r in range(model.rowCount())] == ["Asiakkaat", "Henkilöt"]
    made.navigator.go("log")
    assert made.page() is None


def test_keys_open_pages_and_history_goes_back(shell: Window) -> None:
    press(shell, "Ctrl+3")
    assert shell.navigator.here() == "persons"
    press(shell, "Ctrl+8")
    press(shell, "Alt+Left")
    assert shell.navigator.here() == "persons"
    press(shell, "Alt+Left")
    assert isinstance(shell.page(), ListPage)
    press(shell, "Alt+Right")
    assert shell.navigator.here() == "persons"
    assert shell.sidebar.pages.open_key == "persons"


def test_the_sidebar_is_one_tab_stop_with_arrows(shell: Window) -> None:
    shell.sidebar.pages.setFocus()
    press(shell, "Down")
    assert shell.navigator.here() == "customers"
    press(shell, "Enter")
    assert shell.navigator.here() == "persons"


def test_badges_are_read_aloud(shell: Window) -> None:
    model = shell.sidebar.pages.model()
    from_screen_reader = [model.index(r, 0).data(11) for r in range(model.rowCount())]
    assert "Käyttöloki, 4 uutta" in from_screen_reader


def test_ctrl_f_goes_to_the_filter_and_f6_round_the_panes(shell: Window) -> None:
    page = shell.page()
    assert isinstance(page, ListPage)
    assert page.table.hasFocus()
    press(shell, "Ctrl+F")
    assert page.search.hasFocus()
    press(shell, "F6")
    assert page.table.hasFocus()
    press(shell, "F6")
    assert shell.status.purpose.hasFocus()
    press(shell, "F6")
    assert shell.sidebar.pages.hasFocus()
    press(shell, "Shift+F6")
    assert shell.status.purpose.hasFocus()


def test_locking_blanks_first_and_forgets_what_could_be_undone(qtbot: QtBot) -> None:
    seen: list[bool] = []
    made = Window(
        "Kaamosverkko Oy",
        Actor(1, "aino", "Aino", Role.MAIN_USER, frozenset(Permission)),
        pages(),
        lambda: seen.append(made.page() is not None and made.page().isVisible()),  # type: ignore[union-attr]
    )
    qtbot.addWidget(made)
    made.open_first()
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    undone: list[int] = []
    made.show_undo("Poistettiin.", lambda: undone.append(1))
    press(made, "Ctrl+L")
    assert seen == [False]
    assert made.undo_bar.text() == ""
    made.show_again()
    press(made, "Ctrl+Z")
    assert undone == []
    assert made.windowTitle() == "Asiakasrekisteri"


def test_undo_by_key_works_once_even_after_the_bar_has_gone(shell: Window) -> None:
    undone: list[int] = []
    shell.show_undo("Yhteydenotto poistettiin.", lambda: undone.append(1))
    assert shell.undo_bar.isVisible()
    shell.undo_bar.timer.timeout.emit()
    assert not shell.undo_bar.isVisible()
    press(shell, "Ctrl+Z")
    press(shell, "Ctrl+Z")
    assert undone == [1]


def test_the_undo_bar_waits_while_it_has_the_focus(shell: Window) -> None:
    shell.show_undo("Yhteydenotto poistettiin.", lambda: None)
    shell.undo_bar.button.setFocus()
    assert not shell.undo_bar.timer.isActive()
    shell.sidebar.pages.setFocus()
    assert shell.undo_bar.timer.isActive()


def test_errors_are_banners_and_at_most_two(shell: Window, qtbot: QtBot) -> None:
    messages = Messages()
    messages.attach(shell)
    for n in range(3):
        messages.failed(StoreError(f"Levy on täynnä ({n}). Vapauta tilaa."))
    messages.failed(CancelledError("peruttu"))
    assert [b.accessibleName() for b in shell.banners()] == [
        "Levy on täynnä (1). Vapauta tilaa.",
        "Levy on täynnä (2). Vapauta tilaa.",
    ]


def test_a_defect_on_another_thread_is_one_dialog_without_data(shell: Window, qtbot: QtBot) -> None:
    messages = Messages()
    messages.attach(shell)

    def broken() -> None:
        try:
            dict[str, int]()["Hanna-Mari Kettunen"]
        except KeyError as e:
            messages.failed(e)

    thread = threading.Thread(target=broken)
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: shell.findChild(Dialog) is not None)
    dialog = shell.findChild(Dialog)
    assert dialog is not None
    report = dialog.findChild(QPlainTextEdit)
    assert report is not None
    assert "KeyError" in report.toPlainText()
    assert "test_window.broken" in report.toPlainText()
    assert "Kettunen" not in report.toPlainText()
    dialog.reject()


def test_the_excepthook_leads_to_the_same_place(monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> None:
    seen: list[str] = []

    class Board:
        def show_notice(self, notice: object) -> None: ...

        def withdraw_notice(self, notice: object) -> None: ...

        def show_undo(self, text: str, undo: object) -> None: ...

        def show_defect(self, report: str) -> None:
            seen.append(report)

    messages = Messages()
    messages.attach(Board())
    monkeypatch.setattr("sys.excepthook", lambda *_a: None)
    messages.install_excepthook()
    import sys  # noqa: PLC0415 - as it stands now

    error = ValueError("salainen")
    sys.excepthook(ValueError, error, None)
    qtbot.waitUntil(lambda: bool(seen))
    assert seen == [describe_defect(error)] == ["ValueError"]


def test_the_window_narrows_to_a_rail(shell: Window, qtbot: QtBot) -> None:
    assert shell.sidebar.width() == 216
    shell.resize(960, 540)
    qtbot.waitUntil(lambda: shell.sidebar.width() == 52)
    shell.resize(1360, 820)
    qtbot.waitUntil(lambda: shell.sidebar.width() == 216)


def test_alt_shows_the_menu_bar(shell: Window) -> None:
    assert not shell.menuBar().isVisible()
    press(shell, "F10")
    assert shell.menuBar().isVisible()
    menu = QApplication.activePopupWidget()
    if menu is not None:  # an open menu must not outlive its window
        menu.close()


def test_idle_time_warns_a_minute_before_and_then_locks(qapp: QApplication, qtbot: QtBot) -> None:
    now = [0.0]
    idle = IdleLock(qapp, 600, clock=lambda: now[0])
    left: list[int] = []
    idle.remaining.connect(left.append)
    idle.start()
    now[0] = 300
    idle.tick()
    with qtbot.waitSignal(idle.warned):
        now[0] = 545
        idle.tick()
    with qtbot.waitSignal(idle.touched):
        idle.touch()
    with qtbot.waitSignal(idle.expired):
        now[0] = 1200
        idle.tick()
    idle.stop()
    assert left == [600, 300, 55]
    idle.deleteLater()
    QGuiApplication.clipboard().clear()
