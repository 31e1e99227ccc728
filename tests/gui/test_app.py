"""From the login to the pages, the lock and back to the same place; nothing of a customer is shown while locked."""

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from asiakasrekisteri.gui.app import DARK
from asiakasrekisteri.gui.dialogs.undertaking import UndertakingDialog
from asiakasrekisteri.gui.screens.customers.page import CustomerPage
from asiakasrekisteri.gui.theme.theme import theme
from asiakasrekisteri.gui.welcome import Welcome
from asiakasrekisteri.gui.widgets.dialog import Dialog
from tests.gui.firms import BAKERY, furnished_office
from tests.gui.keys import press, type_text
from tests.gui.running import PATIENCE, customers_shown, login_shown, running, sign_in


@pytest.mark.slow
def test_login_lock_and_back_to_the_same_place_with_what_was_typed(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path
) -> None:
    office, bakery = furnished_office(tmp_path / "office")
    with running(qapp, office.folder) as app:
        window = sign_in(app, qtbot)
        customers_shown(window, qtbot, 18)
        assert app.entrance is None
        window.navigator.go(f"customer/{bakery}/edit")
        page = window.page()
        assert isinstance(page, CustomerPage)
        qtbot.waitUntil(lambda: page.editor is not None, timeout=PATIENCE)
        editor = page.editor
        assert editor is not None
        field = editor.form.fields["industry"].editor
        assert isinstance(field, QLineEdit)
        field.setText("Kahvilat")
        press(window, "Ctrl+L")
        screen = login_shown(app, qtbot)
        assert not window.isVisible()
        assert BAKERY not in {w.windowTitle() for w in qapp.topLevelWidgets()}
        assert app.desk is not None
        assert window.windowTitle() == "Asiakasrekisteri"
        type_text(screen.password, "väärä salasana")
        press(screen.password, "Enter")
        qtbot.waitUntil(lambda: bool(screen.password_field.problem()), timeout=PATIENCE)
        assert sign_in(app, qtbot) is window
        assert page.editor is editor
        press(editor, "Ctrl+S")
        qtbot.waitUntil(lambda: page.editor is None, timeout=PATIENCE)
        assert window.undo_bar.text() == "Asiakkaan tiedot tallennettiin."


@pytest.mark.slow
def test_locked_register_can_be_opened_by_another_program(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> None:
    office, _bakery = furnished_office(tmp_path / "office")
    with running(qapp, office.folder) as app:
        window = sign_in(app, qtbot)
        customers_shown(window, qtbot)
        app.idle.expired.emit()
        login_shown(app, qtbot)
        office.enter("paula", "kolme sanaa peräkkäin").close()


@pytest.mark.slow
def test_the_last_minute_is_told_and_a_touch_takes_it_away(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> None:
    office, _bakery = furnished_office(tmp_path / "office")
    with running(qapp, office.folder) as app:
        window = sign_in(app, qtbot)
        app.idle.warned.emit(60)
        assert [b.accessibleName() for b in window.banners()] == [
            "Rekisteri lukittuu 60 sekunnin kuluttua. Jatka painamalla mitä tahansa näppäintä."
        ]
        app.idle.touched.emit()
        assert window.banners() == []


@pytest.mark.slow
def test_looks_can_be_changed_and_are_kept(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> None:
    office, _bakery = furnished_office(tmp_path / "office")
    with running(qapp, office.folder) as app:
        window = sign_in(app, qtbot)
        app.set_theme(DARK)
        assert theme().dark
        press(window, "Ctrl++")
        assert theme().size == 110
        press(window, "Ctrl+0")
        looks = next(m for m in window.menuBar().findChildren(QMenu) if m.title() == "&Näkymä")
        next(a for a in looks.actions() if a.text() == "Vaalea teema").trigger()
        assert (theme().dark, theme().size) == (False, 100)
        assert app.preferences.get("theme") == "light"


@pytest.mark.slow
def test_the_list_of_keys_names_the_pages_and_what_the_windows_own_keys_do(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path
) -> None:
    office, _bakery = furnished_office(tmp_path / "office")
    with running(qapp, office.folder) as app:
        window = sign_in(app, qtbot)
        press(window, "Shift+F1")
        dialog = next(d for d in window.findChildren(Dialog) if d.isVisible())
        shown = [made.text() for made in dialog.findChildren(QLabel)]
        assert shown[shown.index("Henkilöt") - 1] == "Ctrl+3"
        assert shown[shown.index("Lukitse rekisteri") - 1] == "Ctrl+L"


def test_a_folder_without_a_register_offers_to_make_one(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> None:
    with running(qapp, tmp_path / "uusi") as app:
        qtbot.waitUntil(lambda: isinstance(app.entrance, Welcome), timeout=PATIENCE)
        assert isinstance(app.entrance, Welcome)
        found = next(b for b in app.entrance.findChildren(QPushButton) if b.text() == "Ota käyttöön")
        found.click()
        assert not isinstance(app.entrance, Welcome)


def test_nothing_heavy_is_loaded_before_the_login() -> None:
    script = "import sys, asiakasrekisteri.bootstrap as b; b.gui_start(None); print(*sorted(sys.modules))"
    made = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    loaded = set(made.stdout.split())
    assert loaded.isdisjoint({"sqlalchemy", "reportlab", "alembic", "pikepdf", "keyring", "sqlcipher3"})


def test_another_folder_does_not_carry_the_name_of_the_firm_opened_last(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path
) -> None:
    office, _bakery = furnished_office(tmp_path / "office")
    with running(qapp, office.folder) as app:
        login_shown(app, qtbot)
        app.preferences.set("firm", "Toinen Oy")
        app.preferences.set("last_office", str(tmp_path / "toinen"))
        app._show_entrance()
        shown = [part.text() for part in login_shown(app, qtbot).findChildren(QLabel)]
        assert "Toinen Oy" not in shown


@pytest.mark.slow
def test_the_undertaking_is_shown_at_sign_in_until_it_is_signed(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path
) -> None:
    office, _bakery = furnished_office(tmp_path / "office")
    with running(qapp, office.folder, signed=False) as app:
        window = sign_in(app, qtbot)
        qtbot.waitUntil(lambda: bool(window.findChildren(UndertakingDialog)), timeout=PATIENCE)
        (dialog,) = window.findChildren(UndertakingDialog)
        said = " ".join(made.text() for made in dialog.findChildren(QLabel))
        assert "35 §:n" in said
        dialog.act.click()
        qtbot.waitUntil(lambda: window.undo_bar.text() == "Vaitiolositoumus allekirjoitettiin.", timeout=PATIENCE)
    with running(qapp, office.folder, signed=False) as app:
        window = sign_in(app, qtbot)
        customers_shown(window, qtbot)
        assert not window.findChildren(UndertakingDialog)
