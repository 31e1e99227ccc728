"""The page of backups as its user does it: makes one, says where it lies, tries it, records that one is gone."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel

from asiakasrekisteri.gui.screens.backups.dialogs import GoneDialog, MakeDialog, TryDialog
from asiakasrekisteri.gui.screens.backups.page import BackupsPage
from asiakasrekisteri.usecases.backup_lists import backup_rows
from tests import offices
from tests.gui.backup_views import backups_place, forget_backups
from tests.gui.keys import press, type_text
from tests.gui.people import Place
from tests.gui.walks import cut_off, nameless, settle

pytestmark = pytest.mark.slow


@pytest.fixture
def at(qapp: QApplication) -> Iterator[tuple[Place, BackupsPage]]:
    yield backups_place()
    forget_backups()


def cells(page: BackupsPage, row: int) -> list[str]:
    model = page.list().table.model()
    model.index(0, 0).data()
    settle()
    return [str(model.index(row, column).data()) for column in range(model.columnCount())]


def test_every_tab_is_named_and_whole_and_tells_how_things_are(at: tuple[Place, BackupsPage]) -> None:
    place, page = at
    assert nameless(page) + cut_off(page) == []
    assert cells(page, 0)[1:3] == ["Toimiston kassakaappi", "Lukossa"]
    assert cells(page, 1)[1:3] == ["", "Paikka kirjaamatta"]
    for tab, words in (("paikat", "Ei lukossa"), ("kokeilut", "Palautui ehjänä")):
        page.open(tab)
        settle()
        assert nameless(page) + cut_off(page) == []
        assert words in cells(page, 0)
    home = place.go("home")
    settle()
    said = " ".join(one.text() for one in home.findChildren(QLabel) if one.isVisible())
    assert "Toimiston kassakaappi" in said
    assert "Kopio palautui ehjänä." in said


def test_a_backup_is_made_into_a_place_and_put_back_to_try_it(at: tuple[Place, BackupsPage], tmp_path: Path) -> None:
    place, page = at
    for _twice in range(2):
        page.list().add()
        settle()
        asked = page.dialog
        assert isinstance(asked, MakeDialog)
        press(asked.folder, "Return")
        assert asked.folder_field.problem()
        press(asked.folder, "Escape")
    page.list().add()
    settle()
    asked = page.dialog
    assert isinstance(asked, MakeDialog)
    type_text(asked.folder, str(tmp_path / "uusi"))
    asked.place.choose("2")
    press(asked.folder, "Return")
    settle()
    assert len(list((tmp_path / "uusi").glob("*.arvk"))) == 1
    assert cells(page, 0)[1:3] == ["Kokoushuoneen hylly", "Ei lukossa"]
    page.list().table.choose_id(3)
    page.ask_try()
    settle()
    trying = page.dialog
    assert isinstance(trying, TryDialog)
    type_text(trying.password, offices.PASSWORD)
    press(trying.password, "Return")
    settle()
    assert page.tabs.current() == "kokeilut"
    assert page.list().table.model().rowCount() == 2
    assert place.context.gate.call(backup_rows, [3])[0].place == "Kokoushuoneen hylly"


def test_a_backup_that_was_destroyed_elsewhere_leaves_the_list(at: tuple[Place, BackupsPage]) -> None:
    place, page = at
    row = place.context.gate.call(backup_rows, [1])[0]
    page.list().table.choose_id(1)
    page.ask_gone()
    settle()
    asked = page.dialog
    assert isinstance(asked, GoneDialog)
    asked.store.click()
    settle()
    assert "yhä tallessa" in asked.fields["method"].problem()
    Path(row.file).unlink()
    asked.store.click()
    settle()
    assert [one.id for one in place.context.gate.call(backup_rows)] == [2]
