"""What the user decides of a file that was tried: columns, cells, format; and what is done with its faults."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from asiakasrekisteri.exchange.mapping import load_mapping
from asiakasrekisteri.gui.screens.importing.page import ImportScreen
from asiakasrekisteri.usecases.customers import open_customer
from asiakasrekisteri.usecases.finding import find
from asiakasrekisteri.usecases.importing.report import ImportReport
from tests.gui.firms import at_customers
from tests.gui.import_views import sheet_file
from tests.gui.keys import press, type_text
from tests.gui.people import Place
from tests.gui.test_import_page import banner, choose, counts, total
from tests.gui.walks import settle

pytestmark = pytest.mark.slow


@pytest.fixture
def place(qtbot: QtBot, tmp_path: Path) -> Iterator[Place]:
    yield from at_customers(qtbot, tmp_path / "office", furnished=False)


@pytest.fixture
def page(place: Place) -> ImportScreen:
    made = place.go("import")
    assert isinstance(made, ImportScreen)
    settle()
    return made


def test_a_column_is_matched_otherwise_and_the_file_is_tried_anew(
    place: Place, page: ImportScreen, tmp_path: Path
) -> None:
    choose(page, sheet_file(tmp_path))
    columns = page.result.columns.choices
    assert (columns["Yritys"].code(), columns["Väri"].code()) == ("name", "")
    assert not columns["Salasana"].isEnabled()
    columns["Väri"].choose("note")
    columns["Väri"].activated.emit(columns["Väri"].currentIndex())
    settle()
    assert page.result.columns.choices["Väri"].code() == "note"
    assert page.result.columns.choices["Väri"].hasFocus()
    columns = page.result.columns.choices
    columns["Yritys"].choose("")
    columns["Yritys"].activated.emit(columns["Yritys"].currentIndex())
    settle()
    assert page.result.columns.choices["Yritys"].code() == ""
    assert total(place) == 0


def test_what_was_decided_of_columns_is_taken_up_again(place: Place, page: ImportScreen, tmp_path: Path) -> None:
    choose(page, sheet_file(tmp_path))
    columns = page.result.columns.choices
    columns["Väri"].choose("note")
    columns["Väri"].activated.emit(columns["Väri"].currentIndex())
    settle()
    page.bring()
    settle()
    assert total(place) == 26
    choose(page, sheet_file(tmp_path, good=3))
    assert page.result.columns.choices["Väri"].code() == "note"


def test_a_cell_is_corrected_for_this_import_alone(place: Place, page: ImportScreen, tmp_path: Path) -> None:
    file = sheet_file(tmp_path)
    before = file.read_bytes()
    choose(page, file)
    strip = page.result.strip
    press(page.result.table, "Return")
    assert strip.value.hasFocus()
    type_text(strip.value, "Nimetön Oy")
    press(strip.value, "Return")
    settle()
    assert strip.where.text() == "Rivi 4, Sähköposti"
    assert not page.bring_button.isVisible()
    strip.value.setText("veikko@maalaamo.example")
    press(page, "Ctrl+Return")
    settle()
    assert page.state.text() == "2 korjausta. Tee koeajo uudelleen."
    page.again_button.click()
    settle()
    assert counts(page) == "Koeajo 30 riviä 28 uutta 0 päivittyy 0 ennallaan 2 hylätään"
    page.bring()
    settle()
    assert total(place) == 28
    assert place.gate.call(find, "Nimetön")
    assert file.read_bytes() == before


def test_what_the_register_has_otherwise_is_shown_and_may_be_kept(
    place: Place, page: ImportScreen, tmp_path: Path
) -> None:
    file = tmp_path / "uudet.csv"
    head = "Nimi;Y-tunnus;Toimiala;Puhelin;Postinumero;Yhteyshenkilö\n"
    file.write_text(head + "Vanha Oy;1234567-1;leipomo;0405550131;00100;Aino Aalto\n", "utf-8")
    choose(page, file)
    page.bring()
    settle()
    file.write_text(head + "Uusi Oy;1234567-1;myllyt;0405550132;00200;Aino Aalto\n", "utf-8")
    choose(page, file)
    page.result.kinds.choose("conflict")
    settle()
    model = page.result.model
    shown = [tuple(model.index(row, column).data() for column in (1, 2, 3, 4)) for row in range(model.rowCount())]
    assert shown == [
        ("Päivittyy", "Nimi", "Uusi Oy", "Vanha Oy"),
        ("Päivittyy", "Toimiala", "myllyt", "leipomo"),
        ("Päivittyy", "Osoite: Postinumero", "00200", "00100"),
        ("Lisätään", "Puhelin: Puhelinnumero", "040 5550132", "040 5550131"),
    ]
    assert "rekisterissä on nyt Vanha Oy, tiedostossa Uusi Oy" in page.result.strip.why.text()
    assert page.result.strip.keep_all_button.text() == "Pidä oma kaikilla: Nimi"
    for keys in ("Ctrl+Left", "Ctrl+Left", "Ctrl+Right", "Ctrl+Shift+Left"):  # decided, and on to the next
        press(page.result.table, keys)
    settle()
    assert [model.index(row, 1).data() for row in range(4)] == ["Oma jää", "Oma jää", "Päivittyy", "Oma jää"]
    page.result.table.choose_id(model.row_id(1))
    press(page.result.table, "Ctrl+Right")
    assert not page.bring_button.isVisible()
    page.again_button.click()
    settle()
    assert counts(page) == "Koeajo 1 rivi 0 uutta 1 päivittyy 0 ennallaan 0 hylätään"
    page.bring()
    settle()
    card = place.gate.call(open_customer, place.gate.call(find, "Vanha")[0].id)
    assert (card.record["name"], card.record["industry"]) == ("Vanha Oy", "myllyt")
    assert [d["number"] for d in card.details if d.entity == "phone"] == ["+358405550131"]
    assert [d["postcode"] for d in card.details if d.entity == "address"] == ["00200"]


def test_whose_a_number_is_that_another_customer_has_is_decided_here(
    place: Place, page: ImportScreen, tmp_path: Path
) -> None:
    file = tmp_path / "numerot.csv"
    file.write_text("Asiakasnumero;Nimi\n12;Eka Oy\n13;Toka Oy\n", "utf-8")
    choose(page, file)
    page.bring()
    settle()
    file.write_text("Asiakasnumero;Nimi\n12;Uusi Nimi Oy\n13;Kolmas Oy\n", "utf-8")
    choose(page, file)
    strip = page.result.strip
    assert page.result.model.index(0, 4).data() == "Eka Oy (12)"
    assert strip.same_button.isVisible()
    strip.same_button.click()
    strip.new_button.click()
    page.again_button.click()
    settle()
    assert counts(page) == "Koeajo 2 riviä 1 uusi 1 päivittyy 0 ennallaan 0 hylätään"
    page.bring()
    settle()
    assert {h.name for word in ("Uusi Nimi", "Toka", "Kolmas") for h in place.gate.call(find, word)} == {
        "Uusi Nimi Oy",
        "Toka Oy",
        "Kolmas Oy",
    }


def test_what_the_columns_mean_goes_out_and_comes_in(page: ImportScreen, tmp_path: Path) -> None:
    sheet, mapping = sheet_file(tmp_path), tmp_path / "sarakkeet.toml"
    choose(page, sheet)
    columns = page.result.columns.choices
    columns["Väri"].choose("note")
    columns["Väri"].activated.emit(columns["Väri"].currentIndex())
    settle()
    page.mapping.pick_to = page.mapping.pick = lambda _parent: str(mapping)
    page.result.columns.save_button.click()
    settle()
    text = mapping.read_text("utf-8")
    assert '"Väri" = "note"' in text
    assert "Salasana" not in text
    assert load_mapping(mapping).delimiter == ";"
    text = text.replace('"Väri" = "note"', '"Väri" = "industry"')
    mapping.write_text(text, "utf-8")
    page.result.columns.load_button.click()
    settle()
    assert page.result.columns.choices["Väri"].code() == "industry"
    mapping.write_text("[columns", "utf-8")
    page.result.columns.load_button.click()
    assert "TOML" in banner(page).accessibleName()


def test_the_columns_are_at_hand_in_a_narrow_window(place: Place, page: ImportScreen, tmp_path: Path) -> None:
    place.window.resize(1000, 760)
    choose(page, sheet_file(tmp_path))
    assert not page.result.columns.isVisible()
    assert page.result.columns_button.isVisible()
    press(page, "Ctrl+Shift+S")
    assert page.result.columns.isVisible()
    assert page.result.columns.choices["Yritys"].hasFocus()
    assert page.format.isVisible()
    page.result.rows_button.click()
    assert page.result.table.hasFocus()
    place.window.resize(1400, 800)
    settle()
    assert page.result.columns.isVisible()


def test_the_rejected_rows_are_saved_with_their_reasons(page: ImportScreen, tmp_path: Path) -> None:
    choose(page, sheet_file(tmp_path))
    target = tmp_path / "hylatyt.csv"
    page.result.pick_rejected = lambda _parent: str(target)
    page.result.rejected_button.click()
    settle()
    lines = target.read_text("utf-8-sig").splitlines()
    assert lines[0].startswith("Rivi;Kenttä;Syy;Nimi;Y-tunnus")
    assert len(lines) == 5
    assert lines[2].startswith("4;Sähköposti;")
    assert "veikko(at)maalaamo" in lines[2]


def test_an_earlier_import_is_taken_back_from_its_list(place: Place, page: ImportScreen, tmp_path: Path) -> None:
    choose(page, sheet_file(tmp_path))
    page.bring()
    settle()
    assert total(place) == 26
    page._show(page.start)
    (button,) = page.earlier.buttons.values()
    assert "Asiakkaat taulukosta" in button.accessibleName()
    button.click()
    settle()
    assert total(place) == 0
    assert page.earlier.buttons == {}
    assert page.earlier.isVisible()


def test_one_goes_on_to_what_was_brought(place: Place, page: ImportScreen) -> None:
    for format_name in ("bank", "finvoice", "fossbilling-orders", "vcard", "mbox", "whmcs"):
        page._show_done(ImportReport(rows=1, created=1, format=format_name))
        settle()
        words = page.customers_button.text()
        page.customers_button.click()
        settle()
        assert place.window.page() is not page, words
        place.go("import")


def test_the_format_may_be_chosen_otherwise(page: ImportScreen, tmp_path: Path) -> None:
    choose(page, sheet_file(tmp_path))
    assert page.format.currentText() == "Muoto: Asiakkaat taulukosta (CSV)"
    assert page.facts.text() == "UTF-8 · puolipiste"
    page.format.choose("whmcs")
    page.format.activated.emit(page.format.currentIndex())
    settle()
    assert "tblclients" in banner(page).accessibleName()
