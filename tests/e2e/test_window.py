"""The main job from the login to the print preview, by keys alone, in the whole program."""

from pathlib import Path

from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from asiakasrekisteri.gui.preview import Preview
from asiakasrekisteri.gui.screens.customers.page import CustomerPage
from asiakasrekisteri.gui.window import Window
from tests import offices
from tests.gui.keys import press, type_text
from tests.gui.running import PATIENCE, customers_shown, login_shown, running, sign_in


def _typed(window_focus: str) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    type_text(focused, window_focus)


def test_the_main_job_by_keys(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> None:
    folder = tmp_path / "office"
    offices.office(folder)
    with running(qapp, folder) as app:
        window = sign_in(app, qtbot)
        customers_shown(window, qtbot, 0)
        page = _add(window, qtbot)
        _find_again(window, page, qtbot)
        _change_and_undo(window, page, qtbot)
        _preview_of_everything_held(window, qtbot, qapp)
        window.lock()
        login_shown(app, qtbot)
        assert not window.isVisible()
        assert _previews(qapp) == []


def _add(window: Window, qtbot: QtBot) -> CustomerPage:
    """Add a private customer, who becomes a person too."""
    press(window, "Ctrl+N")
    page = window.page()
    assert isinstance(page, CustomerPage)
    qtbot.waitUntil(lambda: page.editor is not None, timeout=PATIENCE)
    _typed("Åström, Göran")
    press(window, "Tab")
    for _n in range(4):
        press(window, "Up")
    assert page.editor is not None
    assert page.editor.form.values()["kind"] == "private"
    page.editor.details[0].rows[0].fields["address"].editor.setFocus()
    _typed("goran.astrom@esimerkki.fi")
    press(window, "Ctrl+S")
    qtbot.waitUntil(lambda: page.editor is None and page._opened is not None, timeout=PATIENCE)
    return page


def _find_again(window: Window, page: CustomerPage, qtbot: QtBot) -> None:
    """Find the customer by a part of the e-mail."""
    address = window.navigator.here()
    press(window, "Ctrl+2")
    customers = customers_shown(window, qtbot, 1)
    press(window, "Ctrl+F")
    _typed("goran.astrom")
    press(window, "Enter")
    qtbot.waitUntil(lambda: window.navigator.here() == address, timeout=PATIENCE)
    assert customers.model.rowCount() == 1
    qtbot.waitUntil(lambda: page._opened is not None and page.isVisible(), timeout=PATIENCE)


def _change_and_undo(window: Window, page: CustomerPage, qtbot: QtBot) -> None:
    press(window, "F2")
    qtbot.waitUntil(lambda: page.editor is not None, timeout=PATIENCE)
    assert page.editor is not None
    page.editor.form.fields["since"].editor.setFocus()
    _typed("1.2.2026")
    press(window, "Ctrl+S")
    qtbot.waitUntil(lambda: _since(page) == "2026-02-01", timeout=PATIENCE)
    press(window, "Ctrl+Z")
    qtbot.waitUntil(lambda: _since(page) == "", timeout=PATIENCE)


def _preview_of_everything_held(window: Window, qtbot: QtBot, qapp: QApplication) -> None:
    """Go to the person by the palette and open the print preview of her extract."""
    press(window, "Ctrl+K")
    _typed_in_palette("astr", qtbot)
    qtbot.waitUntil(lambda: window.navigator.here().startswith("person/"), timeout=PATIENCE)
    qtbot.waitUntil(lambda: bool(_crumb(window)), timeout=PATIENCE)
    press(window, "Ctrl+P")
    qtbot.waitUntil(lambda: bool(_previews(qapp)), timeout=PATIENCE)
    preview = _previews(qapp)[0]
    assert preview.windowTitle() == "Rekisteriote – Asiakasrekisteri"
    qtbot.waitUntil(preview.views[0].is_drawn, timeout=PATIENCE)


def _since(page: CustomerPage) -> str:
    opened = page._opened
    return "?" if opened is None or page.editor is not None else opened.card.record.text("since")


def _typed_in_palette(text: str, qtbot: QtBot) -> None:
    palette = QApplication.activePopupWidget()
    assert palette is not None
    search = palette.findChild(QLineEdit)
    assert isinstance(search, QLineEdit)
    with qtbot.waitSignal(search.asked, timeout=PATIENCE):  # type: ignore[attr-defined]
        type_text(search, text)
    qtbot.waitUntil(
        lambda: any(e.hit is not None and e.hit[0] == "person" for e in palette.entries()),  # type: ignore[attr-defined]
        timeout=PATIENCE,
    )
    press(search, "Down")
    press(search, "Enter")


def _crumb(window: object) -> str:
    page = window.page()  # type: ignore[attr-defined]
    return page.top.title.text() if hasattr(page, "top") else ""


def _previews(qapp: QApplication) -> list[Preview]:
    return [w for w in qapp.topLevelWidgets() if isinstance(w, Preview) and w.isVisible()]
