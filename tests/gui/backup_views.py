"""Pictures of the page of backups: those that are known, their places, tried restores, and what is asked before."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from tempfile import mkdtemp

from PySide6.QtWidgets import QWidget

from asiakasrekisteri.gui.screens.backups.page import BackupsPage
from asiakasrekisteri.usecases.backups import PLACES, try_backup
from asiakasrekisteri.usecases.maintenance import make_backup
from tests.gui.description_views import turns
from tests.gui.people import Place, all_pages, persons_office
from tests.offices import MAIN_USER, PASSWORD

SAFE: dict[str, object] = {"name": "Toimiston kassakaappi", "locked": True, "lock": "numerolukko, koodi Paulalla"}
_KEPT: list[Place] = []


def backups_place(address: str = "backups") -> tuple[Place, BackupsPage]:
    """Return a window at the page, over an office with two backups, one of them in a locked place, and a tried one."""
    folder = Path(mkdtemp(prefix="ar-kuva-"))
    office, hanna = persons_office(folder / "office")
    desk = office.enter(MAIN_USER, PASSWORD)
    desk.gate.call(make_backup, folder / "irralliset")
    safe = desk.gate.call(PLACES.add, SAFE, {}, source="staff")
    desk.gate.call(PLACES.add, {"name": "Kokoushuoneen hylly", "locked": False}, {}, source="staff")
    try_backup(desk.gate, desk.gate.call(make_backup, folder / "kopiot", safe.id), PASSWORD)
    made = Place(desk, hanna, all_pages)
    made.window.resize(1360, 820)
    made.window.show()
    _KEPT.append(made)
    page = made.go(address)
    assert isinstance(page, BackupsPage)
    turns()
    return made, page


def forget_backups() -> None:
    """Close the windows that were made."""
    while _KEPT:
        place = _KEPT.pop()
        place.window.close()
        place.desk.close()


def _asked(act: Callable[[BackupsPage], object]) -> QWidget:
    _place, page = backups_place()
    page.list().table.choose_id(2)
    turns()
    act(page)
    turns()
    assert page.dialog is not None
    return page.dialog


BACKUP_VIEWS: dict[str, Callable[[], QWidget]] = {
    "32-varmuuskopiot": lambda: backups_place()[0].window,
    "32b-paikat": lambda: backups_place("backups/paikat")[0].window,
    "32c-kokeilut": lambda: backups_place("backups/kokeilut")[0].window,
    "32d-ota": partial(_asked, BackupsPage.ask_make),
    "32e-kokeile": partial(_asked, BackupsPage.ask_try),
    "32f-havitys": partial(_asked, BackupsPage.ask_gone),
}
