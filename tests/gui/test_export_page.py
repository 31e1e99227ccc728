"""The whole register taken out, as the main user does it: folder, purpose, progress, stop, result."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from asiakasrekisteri.domain.permissions import Role
from asiakasrekisteri.gui.screens.importing.leaving import ExportScreen
from asiakasrekisteri.gui.screens.importing.page import ImportScreen
from asiakasrekisteri.gui.widgets.notices import Banner
from asiakasrekisteri.usecases.logs import show_log
from asiakasrekisteri.usecases.privacy.restricting import restrict_person
from tests.gui.keys import press, type_text
from tests.gui.people import Place, at_office, at_persons
from tests.gui.walks import cut_off, nameless, settle
from tests.offices import colleague, entered, office

pytestmark = pytest.mark.slow

FOLDER = "asiakasrekisteri-2026-11-22"


@pytest.fixture
def place(qtbot: QtBot, tmp_path: Path) -> Iterator[Place]:
    yield from at_persons(qtbot, tmp_path / "office")


@pytest.fixture
def page(place: Place, tmp_path: Path) -> ExportScreen:
    bring = place.go("import")
    assert isinstance(bring, ImportScreen)
    bring.leave_button.click()
    made = place.window.page()
    assert isinstance(made, ExportScreen)
    made.pick = lambda _parent: tmp_path
    settle()
    return made


def texts(page: ExportScreen) -> list[str]:
    settle()
    return [made.text() for made in page.findChildren(QLabel) if made.isVisible()]


def test_the_register_goes_out_for_a_purpose_that_the_log_keeps(
    place: Place, page: ExportScreen, tmp_path: Path
) -> None:
    assert (nameless(place.window), cut_off(page)) == ([], [])
    page.form.choose_button.setFocus()
    press(page, "Space")
    assert page.form.folder.text() == str(tmp_path / FOLDER)
    type_text(page.form.purpose, "siirto toiseen ohjelmaan")
    press(page.form.purpose, "Enter")
    data = json.loads((tmp_path / FOLDER / "data.json").read_text("utf-8"))
    assert any(row["last_name"] == "Kettunen" for row in data["person"])
    assert str(tmp_path / FOLDER) in texts(page)
    assert (nameless(place.window), cut_off(page)) == ([], [])
    logged = next(row for row in place.gate.call(show_log) if row.use_case == "export_office")
    assert logged.purpose == "siirto toiseen ohjelmaan"
    shown: list[Path] = []
    page.show_folder = shown.append
    page.open_button.click()
    assert shown == [tmp_path / FOLDER]


def test_a_copy_for_development_has_pseudonyms_and_goes_to_nobody(
    place: Place, page: ExportScreen, tmp_path: Path
) -> None:
    page.choose()
    type_text(page.form.purpose, "uuden laskutuksen kokeilu")
    page.form.whole.click()
    page.form.pseudonymous.setFocus()
    press(page.form.pseudonymous, "Space")
    assert not page.form.whole.isVisible()
    assert not page.form.to.isVisible()
    assert any("keksittyjä" in text for text in texts(page))
    assert (nameless(place.window), cut_off(page)) == ([], [])
    page.form.begin_button.click()
    assert "vain salanimet" in texts(page)
    assert not any("Kettunen" in file.read_text("utf-8-sig") for file in (tmp_path / FOLDER).glob("*.*"))
    assert next(place.gate.call(show_log).__iter__()).use_case == "export_pseudonymous"


def test_what_has_not_been_told_is_asked_at_its_field(page: ExportScreen) -> None:
    page.form.begin_button.click()
    assert "Valitse kansio" in page.form.folder_field.problem()
    assert "mihin tietoja" in page.form.purpose_field.problem()
    assert page.form.folder.hasFocus()
    page.form.whole.click()
    page.choose()
    page.form.begin_button.click()
    assert page.form.folder_field.problem() == ""
    assert "juuri niitä" in page.form.reason_field.problem()


def test_persons_under_restriction_are_left_out_and_counted(place: Place, page: ExportScreen, tmp_path: Path) -> None:
    place.gate.call(restrict_person, place.hanna, "accuracy")
    page.choose()
    type_text(page.form.purpose, "tarkastus")
    page.form.begin_button.click()
    assert "1 henkilö, jonka tietojen käsittely on rajoitettu (18 artikla)" in texts(page)
    assert "Hanna-Mari" not in (tmp_path / FOLDER / "person.csv").read_text("utf-8-sig")


def test_a_folder_that_is_not_free_is_told_and_nothing_is_written(page: ExportScreen, tmp_path: Path) -> None:
    (tmp_path / FOLDER).mkdir()
    (tmp_path / FOLDER / "oma.txt").write_text("oma", "utf-8")
    page.choose()
    type_text(page.form.purpose, "tarkastus")
    page.form.begin_button.click()
    settle()
    banner = next(made for made in page.findChildren(Banner) if made.isVisible())
    assert "Kansio ei ole tyhjä" in banner.accessibleName()
    assert [made.name for made in (tmp_path / FOLDER).iterdir()] == ["oma.txt"]


def test_stopped_work_leaves_no_folder(place: Place, page: ExportScreen, tmp_path: Path) -> None:
    page.choose()
    type_text(page.form.purpose, "tarkastus")
    place.context.jobs.told.connect(lambda _words, can_stop: place.context.jobs.cancel_front() if can_stop else None)
    page.form.begin_button.click()
    assert "Vienti keskeytettiin. Kansiota ei jäänyt." in texts(page)
    assert not (tmp_path / FOLDER).exists()
    assert page.form.purpose.text() == "tarkastus"


def test_others_have_no_way_to_it(qtbot: QtBot, tmp_path: Path) -> None:
    at = office(tmp_path / "office")
    main = entered(at)
    for place in at_office(qtbot, colleague(at, main, Role.BILLING), lambda _gate: 0):
        place.window.navigator.go("export")
        assert not isinstance(place.window.page(), ExportScreen)
    main.close()
