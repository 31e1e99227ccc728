"""The whole program in this process: real office, real threads, only the stretching of passwords is cheap."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from asiakasrekisteri.gui import desk as desk_module
from asiakasrekisteri.gui.app import App, GuiStart
from asiakasrekisteri.gui.officedoor import FolderDoor
from asiakasrekisteri.gui.screens.customers.list import CustomersPage
from asiakasrekisteri.gui.screens.home.page import HomePage
from asiakasrekisteri.gui.screens.login import LoginScreen
from asiakasrekisteri.gui.window import Window
from asiakasrekisteri.store.files import DATABASE
from asiakasrekisteri.usecases.access import sign_undertaking
from asiakasrekisteri.usecases.office import Office
from asiakasrekisteri.usecases.recovery import recovery_sheet
from tests import offices
from tests.gui.keys import press, type_text

PATIENCE = 20_000


@contextmanager
def running(qapp: QApplication, folder: Path, *, signed: bool = True) -> Iterator[App]:
    """Start the program on a folder, its main user having signed the undertaking; afterwards close it."""
    if signed and (folder / DATABASE).exists():
        desk = Office(folder, offices.surroundings()).enter(offices.MAIN_USER, offices.PASSWORD)
        desk.gate.call(sign_undertaking)
        desk.close()
    kept: dict[str, str] = {}

    def office(at: Path) -> Office:
        return Office(at, offices.surroundings())

    start = GuiStart(
        office=folder,
        proposed=folder,
        door=lambda at, firm, publish: FolderDoor(
            at, firm, office, lambda f: office(f).logins(), recovery_sheet, publish
        ),
        desk=lambda: desk_module,
        texts=kept,
        keep=kept.update,
    )
    qapp.setQuitOnLastWindowClosed(False)
    app = App(qapp, start)
    app.open()
    try:
        yield app
    finally:
        app.close()
        if (front := app.front()) is not None:
            front.hide()
            front.deleteLater()


def login_shown(app: App, qtbot: QtBot) -> LoginScreen:
    """Wait for the login."""

    def there() -> None:
        assert app.entrance is not None
        assert isinstance(app.entrance.card(), LoginScreen)  # type: ignore[attr-defined]

    qtbot.waitUntil(there, timeout=PATIENCE)
    screen = app.entrance.card()  # type: ignore[union-attr]
    assert isinstance(screen, LoginScreen)
    return screen


def sign_in(app: App, qtbot: QtBot, password: str = offices.PASSWORD, login: str = offices.MAIN_USER) -> Window:
    """Sign in by keys and wait for the window with its first page."""
    screen = login_shown(app, qtbot)
    screen.users.choose(login) if hasattr(screen.users, "choose") else None
    type_text(screen.password, password)
    press(screen.password, "Enter")

    def there() -> None:
        assert app.desk is not None
        assert app.desk.window.isVisible()
        assert app.desk.window.page() is not None

    qtbot.waitUntil(there, timeout=PATIENCE)
    assert app.desk is not None
    window = app.desk.window
    window.activateWindow()
    qtbot.waitUntil(lambda: _in_front(window), timeout=PATIENCE)
    return window


def _in_front(window: Window) -> bool:
    """Tell whether the window has the keys, or a dialog of its own that came over it meanwhile."""
    active = QApplication.activeWindow()
    return active is window or (active is not None and active.parentWidget() is window)


def customers_shown(window: Window, qtbot: QtBot, count: int | None = None) -> CustomersPage:
    """Go to the list of customers from the desk, or find it where the window was left, and wait for it."""
    if isinstance(window.page(), HomePage):
        window.navigator.go("customers")

    def there() -> None:
        page = window.page()
        assert isinstance(page, CustomersPage)
        assert page._listed_once
        assert count is None or page.model.rowCount() == count

    qtbot.waitUntil(there, timeout=PATIENCE)
    page = window.page()
    assert isinstance(page, CustomersPage)
    return page
