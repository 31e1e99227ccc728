"""Bringing customers from a file, as the user does it: tried first, then taken in, taken back, stopped, refused."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from asiakasrekisteri.domain.permissions import Role
from asiakasrekisteri.domain.texts import set_language
from asiakasrekisteri.gui.screens.customers.list import CustomersPage
from asiakasrekisteri.gui.screens.importing.page import ImportScreen
from asiakasrekisteri.gui.tasks import Tasks
from asiakasrekisteri.gui.theme.theme import theme
from asiakasrekisteri.gui.widgets.notices import Banner
from asiakasrekisteri.usecases.customers import list_customers, open_customer
from asiakasrekisteri.usecases.finding import find
from asiakasrekisteri.usecases.logs import show_log
from asiakasrekisteri.usecases.office import Office
from asiakasrekisteri.usecases.sources import list_sources
from asiakasrekisteri.usecases.users import grant_user
from tests import offices
from tests.gui.firms import at_customers
from tests.gui.import_views import IMPORT_VIEWS, sheet_file
from tests.gui.keys import press, type_text
from tests.gui.people import Place
from tests.gui.walks import cut_off, nameless, settle

pytestmark = pytest.mark.slow

PATIENCE = 20_000


@pytest.fixture
def place(qtbot: QtBot, tmp_path: Path) -> Iterator[Place]:
    yield from at_customers(qtbot, tmp_path / "office", furnished=False)


@pytest.fixture
def page(place: Place) -> ImportScreen:
    made = place.go("import")
    assert isinstance(made, ImportScreen)
    settle()
    return made


def total(place: Place) -> int:
    return place.gate.call(list_customers).total


def counts(page: ImportScreen) -> str:
    settle()
    labels = page.result.counts.findChildren(type(page.name))
    return " ".join(made.text() for made in labels if made.text() and made.isVisible())


def banner(page: ImportScreen) -> Banner:
    settle()
    return next(made for made in page.findChildren(Banner) if made.isVisible())


def choose(page: ImportScreen, file: Path) -> None:
    page.pick = lambda _parent: file
    press(page, "Ctrl+O")
    settle()


def test_the_whole_way_by_keys(place: Place, page: ImportScreen, tmp_path: Path) -> None:
    assert page.start_button.hasFocus()
    assert nameless(place.window) == []
    choose(page, sheet_file(tmp_path))
    assert total(place) == 0
    assert counts(page) == "Koeajo 30 riviä 26 uutta 0 päivittyy 0 ennallaan 4 hylätään"
    assert page.bring_button.text() == "Tuo 26 riviä"
    assert nameless(place.window) == []
    assert cut_off(place.window) == []
    page.bring_button.setFocus()
    press(page, "Space")
    settle()
    assert total(place) == 26
    assert counts(page) == "Tuonti valmis 30 riviä 26 uutta 0 päivittyi 0 ennallaan 4 hylättiin"
    assert place.window.undo_bar.text() == "Tuonti on valmis."
    press(page, "Ctrl+Z")
    settle()
    assert total(place) == 0
    assert "kumottiin" in banner(page).accessibleName()


def test_faults_are_named_as_users_know_them_and_f8_walks_them(page: ImportScreen, tmp_path: Path) -> None:
    choose(page, sheet_file(tmp_path))
    assert page.result.table.hasFocus()
    model = page.result.model
    shown = [tuple(model.index(row, column).data() for column in range(3)) for row in range(model.rowCount())]
    assert shown == [
        ("2", "Hylätään", "Nimi"),
        ("4", "Hylätään", "Sähköposti"),
        ("6", "Hylätään", "koko rivi"),
        ("7", "Hylätään", "Tila"),
        ("3", "Tarkista", "Y-tunnus"),
        ("5", "Tarkista", "Postinumero"),
        ("–", "Ei tuoda", "Salasana"),
        ("–", "Ei tuoda", "Väri"),
    ]
    press(page, "F8")
    assert page.result.strip.where.text() == "Rivi 4, Sähköposti"
    assert "osoite" in page.result.strip.why.text().lower()
    for _press in range(3):
        press(page, "F8")
    assert page.result.strip.where.text() == "Rivi 2, Nimi"
    press(page, "Shift+F8")
    assert page.result.strip.where.text() == "Rivi 7, Tila"
    page.result.kinds.choose("column")
    assert page.result.strip.where.text() == "Sarake Salasana"
    page.result.table.selectAll()
    press(page.result.table, "Ctrl+C")
    assert page.result.table.hasFocus()
    assert "Väri\t\t\t\tsaraketta ei tunnistettu" in QGuiApplication.clipboard().text()


def test_the_source_is_chosen_or_named_anew(place: Place, page: ImportScreen, tmp_path: Path) -> None:
    assert page.source.currentText() == "Tuonti"
    line = page.source.lineEdit()
    assert line is not None
    line.selectAll()
    type_text(line, "Åbon vanha lista")
    choose(page, sheet_file(tmp_path, 2, faulty=False))
    assert page.source.currentText() == "Åbon vanha lista"
    page.bring_button.click()
    settle()
    card = place.gate.call(open_customer, place.gate.call(find, "Asiakas 1 Oy")[0].id)
    assert card.record.origins["name"].source_label == "Åbon vanha lista"
    place.go("customers")
    place.go("import")
    assert page.source.currentText() == "Åbon vanha lista"
    page.try_out()
    settle()
    assert [s.name for s in place.gate.call(list_sources)].count("Åbon vanha lista") == 1


def test_a_file_is_dropped_and_one_without_anything_new_says_so(
    place: Place, page: ImportScreen, tmp_path: Path
) -> None:
    file = sheet_file(tmp_path, 3, faulty=False)
    drop(page, file)
    assert counts(page).startswith("Koeajo 3 riviä 3 uutta")
    page.bring_button.click()
    drop(page, file)
    assert counts(page) == "Koeajo 3 riviä 0 uutta 0 päivittyy 3 ennallaan 0 hylätään"
    assert not page.bring_button.isVisible()
    assert "ei ole uutta" in banner(page).accessibleName()
    assert total(place) == 3


def drop(page: ImportScreen, *files: Path) -> bool:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    where, left, none = QPointF(400, 300), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    entering = QDragEnterEvent(where.toPoint(), Qt.DropAction.CopyAction, data, left, none)
    entering.ignore()
    page.dragEnterEvent(entering)
    if entering.isAccepted():
        page.dropEvent(QDropEvent(where, Qt.DropAction.CopyAction, data, left, none))
    settle()
    return entering.isAccepted()


def test_two_files_at_once_are_not_taken(page: ImportScreen, tmp_path: Path) -> None:
    assert not drop(page, tmp_path / "a.csv", tmp_path / "b.csv")
    assert page.start.isVisible()


def test_a_file_that_is_no_table_is_refused_with_what_to_do(page: ImportScreen, tmp_path: Path) -> None:
    for name, content in (
        ("kuva.csv", b"\x89PNG\r\n\x1a\n\x00\x00"),
        ("tyhja.csv", b""),
        ("vain.csv", b"Nimi;Y-tunnus\n"),
    ):
        file = tmp_path / name
        file.write_bytes(content)
        choose(page, file)
        assert banner(page).accessibleName()
        assert page.start.isVisible()
        assert page.start_button.hasFocus()
    choose(page, tmp_path / "poissa.csv")
    assert banner(page).accessibleName()
    retry = banner(page).findChild(QPushButton)
    assert retry is not None
    sheet_file(tmp_path, 2, faulty=False).rename(tmp_path / "poissa.csv")
    retry.click()
    assert counts(page).startswith("Koeajo 2 riviä 2 uutta")


def test_a_file_saved_anew_after_the_trial_is_tried_again(place: Place, page: ImportScreen, tmp_path: Path) -> None:
    file = sheet_file(tmp_path, 3, faulty=False)
    choose(page, file)
    file.write_text("Nimi\nMuu Oy\n", "utf-8")
    page.bring_button.click()
    assert "muuttunut koeajon jälkeen" in banner(page).accessibleName()
    assert total(place) == 0


def test_all_rows_rejected(page: ImportScreen, tmp_path: Path) -> None:
    file = tmp_path / "huonot.csv"
    file.write_text("Nimi;Sähköposti\n;a@esimerkki.fi\n;b@esimerkki.fi\n", "utf-8")
    choose(page, file)
    assert "ei voi tuoda yhtään riviä" in banner(page).accessibleName()
    assert not page.bring_button.isVisible()


def test_a_sheet_without_remarks_says_so_and_customers_are_a_press_away(
    place: Place, page: ImportScreen, tmp_path: Path
) -> None:
    file = tmp_path / "hyvat.csv"
    file.write_text("Nimi;Y-tunnus\nHyvä Oy;1234567-1\n", "utf-8")
    choose(page, file)
    assert page.bring_button.text() == "Tuo 1 rivi"
    assert page.bring_button.hasFocus()
    press(page, "Space")
    assert page.customers_button.hasFocus()
    press(page, "Space")
    settle()
    listed = place.window.page()
    assert isinstance(listed, CustomersPage)
    assert listed.model.rowCount() == 1


def test_an_import_that_was_worked_on_is_not_taken_back(place: Place, page: ImportScreen, tmp_path: Path) -> None:
    file = tmp_path / "hyvat.csv"
    file.write_text("Nimi;Y-tunnus\nHyvä Oy;1234567-1\n", "utf-8")
    choose(page, file)
    page.bring_button.click()
    file.write_text("Nimi;Y-tunnus\nParempi Oy;1234567-1\n", "utf-8")
    number = page._undo
    choose(page, file)
    page.bring_button.click()
    page._undo = number
    page.undo_button.click()
    assert "muutettu tallennuksen jälkeen" in banner(page).accessibleName()
    assert total(place) == 1


def test_the_empty_list_of_customers_offers_the_import(place: Place) -> None:
    listed = place.go("customers")
    assert isinstance(listed, CustomersPage)
    settle()
    button = next(b for b in listed.findChildren(QPushButton) if b.text() == "Tuo tiedostosta" and b.isVisible())
    button.click()
    assert isinstance(place.window.page(), ImportScreen)


def test_only_those_who_may_import_see_it(qtbot: QtBot, place: Place) -> None:
    place.gate.call(grant_user, "sari", "Sari Kemppainen", Role.BILLING, "kolme sanaa peräkkäin")
    place.desk.close()
    office = Office(place.gate.store.vault.folder, offices.surroundings())
    at = office.change_password("sari", "kolme sanaa peräkkäin", "viisi aivan muuta sanaa")
    other = Place(at)
    qtbot.addWidget(other.window)
    listed = other.go("customers")
    assert not [b for b in listed.findChildren(QPushButton) if b.text().startswith("Tuo")]
    other.window.navigator.go("import")
    assert isinstance(other.window.page(), CustomersPage)
    at.close()


def test_a_long_name_of_a_file_does_not_push_the_page(place: Place, page: ImportScreen, tmp_path: Path) -> None:
    file = sheet_file(tmp_path, 2).rename(tmp_path / f"{'asiakkaat ' * 20}2026.csv")
    choose(page, file)
    assert page.name.text().startswith("asiakkaat ")
    assert page.name.text().endswith("2026.csv")
    assert place.window.width() == 1360
    assert cut_off(place.window) == []


@pytest.mark.parametrize(("language", "size"), [("fi", 100), ("sv", 200)])
@pytest.mark.parametrize("name", IMPORT_VIEWS)
def test_every_focusable_has_a_name_and_nothing_is_cut_off(
    qapp: QApplication, name: str, language: str, size: int
) -> None:
    theme().apply(qapp, dark=False, size=size)
    set_language(language)
    view = IMPORT_VIEWS[name]()
    view.resize(1360, 820)
    settle()
    found = (nameless(view), cut_off(view))
    view.close()
    shiboken6.delete(view)
    assert found == ([], [])


class TestBesideTheWindow:
    """With the real threads: the window stays alive, the work can be stopped, and nothing of it is left."""

    @pytest.fixture
    def busy(self, qtbot: QtBot, tmp_path: Path) -> Iterator[tuple[Place, Tasks]]:
        tasks = Tasks()
        at = offices.entered(offices.office(tmp_path / "office"))
        made = Place(at, runner=tasks)
        qtbot.addWidget(made.window)
        made.window.show()
        yield made, tasks
        tasks.close(at.close)

    def test_stopping_leaves_nothing(self, busy: tuple[Place, Tasks], qtbot: QtBot, tmp_path: Path) -> None:
        place, tasks = busy
        page = place.go("import")
        assert isinstance(page, ImportScreen)
        gate_open = threading.Event()
        tasks.run(page, lambda _progress: gate_open.wait(20), lambda _done: None, failed=place.messages.failed)
        page.take(sheet_file(tmp_path, 3000, faulty=False))
        assert page.working.isVisible()
        assert not page.choose_button.isEnabled()
        press(page, "Esc")
        gate_open.set()
        qtbot.waitUntil(page.start.isVisible, timeout=PATIENCE)
        assert "keskeytettiin" in banner(page).accessibleName()
        page.try_out()
        qtbot.waitUntil(page.result.isVisible, timeout=PATIENCE)
        gate_open.clear()
        tasks.run(page, lambda _progress: gate_open.wait(20), lambda _done: None, failed=place.messages.failed)
        page.bring_button.click()
        page.working.cancel.click()
        gate_open.set()
        qtbot.waitUntil(page.result.isVisible, timeout=PATIENCE)
        assert "Mitään ei tallennettu" in banner(page).accessibleName()
        assert page.bring_button.isVisible()
        heard: list[int] = []
        place.context.ask(page, lambda gate: gate.call(list_customers).total, heard.append)
        qtbot.waitUntil(lambda: heard == [0], timeout=PATIENCE)
        logged: list[str] = []
        place.context.ask(page, lambda gate: [row.action for row in gate.call(show_log)], logged.extend)
        qtbot.waitUntil(lambda: bool(logged), timeout=PATIENCE)
        assert "dry_run" in logged
        assert "import" not in logged
