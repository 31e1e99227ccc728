"""Restriction of processing and turvakielto, as the user meets them: laid down, hidden, revealed, lifted."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QPushButton, QTableView, QWidget
from pytestqt.qtbot import QtBot

from asiakasrekisteri.gui.concealing import ADDRESS_MASK, HiddenValue, ProtectedAddress
from asiakasrekisteri.gui.dialogs.purpose import ReasonDialog
from asiakasrekisteri.gui.screens.customers.page import CustomerPage
from asiakasrekisteri.gui.screens.persons.held import HeldTab
from asiakasrekisteri.gui.screens.persons.page import PersonScreen
from asiakasrekisteri.gui.screens.persons.restricted import RestrictedReading
from asiakasrekisteri.gui.screens.persons.restricting import LiftPanel, RestrictPanel
from asiakasrekisteri.gui.widgets.notices import Banner
from asiakasrekisteri.usecases.customers import list_customers
from asiakasrekisteri.usecases.finding import find
from asiakasrekisteri.usecases.logs import show_log
from asiakasrekisteri.usecases.persons import open_person, save_person
from asiakasrekisteri.usecases.privacy.restricting import restrict_person
from tests.gui.keys import press, type_text
from tests.gui.people import CODE, Place, at_persons
from tests.gui.walks import cut_off, nameless, settle

pytestmark = pytest.mark.slow

STREET = "Kirkkotie"


@pytest.fixture
def place(qtbot: QtBot, tmp_path: Path) -> Iterator[Place]:
    yield from at_persons(qtbot, tmp_path / "office")


@pytest.fixture
def screen(place: Place) -> PersonScreen:
    page = place.go(f"person/{place.hanna}")
    assert isinstance(page, PersonScreen)
    settle()
    return page


@pytest.fixture
def restricted(place: Place, screen: PersonScreen) -> RestrictedReading:
    place.gate.call(restrict_person, place.hanna, "accuracy", "osoite ja lasku 10702", "2026-012")
    settle()
    assert isinstance(screen.reading, RestrictedReading)
    return screen.reading


def texts(widget: QWidget) -> str:
    settle()
    return "\n".join(made.text() for made in widget.findChildren(QLabel) if made.isVisible())


def answer(place: Place, reason: str) -> None:
    settle()
    asked = next(made for made in place.window.findChildren(ReasonDialog) if made.isVisible())
    asked.line.clear()
    type_text(asked.line, reason)
    press(asked, "Enter")
    settle()


def own_customer(place: Place) -> int:
    return place.gate.call(list_customers, "Kettunen Hanna-Mari").ids[0]


def protect(place: Place) -> None:
    version = place.gate.call(open_person, place.hanna).record.version
    place.gate.call(save_person, place.hanna, version, {"non_disclosure": True})
    settle()


def test_a_restriction_is_laid_down_by_keys_and_can_be_undone(place: Place, screen: PersonScreen) -> None:
    press(screen, "Ctrl+Shift+R")
    panel = screen.front.panel
    assert isinstance(panel, RestrictPanel)
    panel.ground.choose("claims")
    type_text(panel.reason, "lasku 10702")
    type_text(panel.number, "2026-012")
    panel.number.setFocus()
    press(panel.number, "Enter")
    settle()
    restriction = place.gate.call(open_person, place.hanna).restriction
    assert restriction is not None
    assert (restriction["ground"], restriction["request_number"]) == ("claims", "2026-012")
    assert screen.front.panel is None
    assert isinstance(screen.reading, RestrictedReading)
    press(place.window, "Ctrl+Z")
    settle()
    assert place.gate.call(open_person, place.hanna).restriction is None
    assert not isinstance(screen.reading, RestrictedReading)


def test_escape_lets_go_of_the_small_form_and_keeps_the_page(place: Place, screen: PersonScreen) -> None:
    press(screen, "Ctrl+Shift+R")
    press(screen, "Esc")
    assert screen.front.panel is None
    assert place.window.navigator.here() == f"person/{place.hanna}"
    assert screen.acts is not None
    assert screen.acts.restrict.hasFocus()


def test_values_are_hidden_and_it_is_told_what_is_prevented(
    place: Place, screen: PersonScreen, restricted: RestrictedReading
) -> None:
    shown = texts(screen)
    assert "Käsittely on rajoitettu 22.11.2026 alkaen (tietosuoja-asetus 18 artikla)" in shown
    assert "kunnes pyyntö 2026-012 on ratkaistu" in shown
    assert "Muuttaminen, yhdistäminen ja hävittäminen" in shown
    assert "Hanna-Mari Kettunen" in shown
    for secret in (STREET, "040 555", "esimerkki.fi", "aamupäivällä", "Laitinen", CODE):
        assert secret not in shown
    hidden = {made.accessibleName() for made in restricted.findChildren(HiddenValue)}
    assert "Sähköposti, työ, piilotettu rajoituksen ajaksi" in hidden
    assert (nameless(place.window), cut_off(screen)) == ([], [])
    press(screen, "F2")
    assert screen.editor is None
    assert screen.acts is not None
    assert not screen.acts.erase.isEnabled()
    assert "saa vain säilyttää" in screen.acts.erase.toolTip()


def test_values_are_revealed_for_a_reason_and_hidden_again(
    place: Place, screen: PersonScreen, restricted: RestrictedReading
) -> None:
    assert restricted.show_button is not None
    restricted.show_button.setFocus()
    press(restricted.show_button, "Space")
    answer(place, "vastine oikeusvaateeseen")
    assert STREET in texts(screen)
    assert "040 5550178" in texts(screen)
    logged = next(row for row in place.gate.call(show_log) if row.use_case == "reveal_restricted")
    assert logged.purpose == "vastine oikeusvaateeseen"
    assert restricted.hide_button is not None
    assert place.window.focusWidget() is restricted.hide_button
    press(restricted.hide_button, "Space")
    assert STREET not in texts(screen)


def test_what_was_revealed_is_hidden_when_the_page_is_left_or_the_time_is_up(
    place: Place, screen: PersonScreen, restricted: RestrictedReading
) -> None:
    for leave in (lambda: place.go("persons"), restricted._timer.timeout.emit, place.window.lock):
        place.go(f"person/{place.hanna}")
        settle()
        reading = screen.reading
        assert isinstance(reading, RestrictedReading)
        assert reading.show_button is not None
        reading.show_button.click()
        answer(place, "vastine")
        assert STREET in texts(screen)
        leave() if reading is restricted else reading.hide_values()
        settle()
        assert not any(STREET in made.text() for made in reading.identity.findChildren(QLabel))


def test_every_tab_and_list_hides(place: Place, screen: PersonScreen, restricted: RestrictedReading) -> None:
    assert restricted.isVisible()
    for tab in ("tapahtumat", "kaikki/contact", "palvelut", "liitteet"):
        place.go(f"person/{place.hanna}/{tab}")
        shown = texts(screen)
        assert STREET not in shown, tab
        assert "esimerkki.fi" not in shown, tab
    items = screen.front.tabs.tabs.page("kaikki")
    assert isinstance(items, HeldTab)
    model = items.items.model()
    cells = [str(model.index(r, 1).data()) for r in range(model.rowCount())]
    assert cells
    assert not any(STREET in cell or "@" in cell for cell in cells)
    place.go("persons")
    assert "hanna-mari.kettunen" not in str(place.gate.call(find, "Kettunen"))


def test_her_customers_page_hides_and_says_why(place: Place, restricted: RestrictedReading) -> None:
    assert restricted.isVisible()
    page = place.go(f"customer/{own_customer(place)}")
    assert isinstance(page, CustomerPage)
    shown = texts(page)
    assert STREET not in shown
    banner = next(made for made in page.findChildren(Banner) if made.isVisible())
    assert "Käsittely on rajoitettu" in banner.accessibleName()
    assert not page.edit_button.isEnabled()
    assert not page.note_button.isEnabled()
    press(page, "F2")
    assert page.editor is None


def test_a_restriction_is_lifted_only_after_she_has_been_told(
    place: Place, screen: PersonScreen, restricted: RestrictedReading
) -> None:
    assert restricted.isVisible()
    press(screen, "Ctrl+Shift+R")
    panel = screen.front.panel
    assert isinstance(panel, LiftPanel)
    press(panel.told_on, "Enter")
    assert "Kerro henkilölle ensin" in texts(panel)
    type_text(panel.told_on, "huomenna")
    press(panel.told_on, "Enter")
    assert "pp.kk.vvvv" in texts(panel)
    panel.told_on.clear()
    type_text(panel.told_on, "+1")
    press(panel.told_on, "Enter")
    assert "tulevaisuudessa" in texts(panel)
    panel.told_on.clear()
    type_text(panel.told_on, "t")
    press(panel.told_on, "Enter")
    settle()
    assert place.gate.call(open_person, place.hanna).restriction is None
    assert STREET in texts(screen)
    press(place.window, "Ctrl+Z")
    settle()
    assert STREET not in texts(screen)


def test_turvakielto_hides_the_address_on_the_customers_page_too(place: Place) -> None:
    place.go(f"person/{place.hanna}")
    protect(place)
    page = place.go(f"customer/{own_customer(place)}")
    assert STREET not in texts(page)
    masked = next(made for made in page.findChildren(ProtectedAddress) if made.isVisible())
    assert masked.text() == ADDRESS_MASK
    masked.button.setFocus()
    press(masked.button, "Space")
    answer(place, "kirje asiakkaalle")
    assert STREET in masked.text()
    logged = next(row for row in place.gate.call(show_log) if row.use_case == "reveal_address")
    assert logged.purpose == "kirje asiakkaalle"
    masked.timer.timeout.emit()
    assert STREET not in texts(page)


def test_turvakielto_hides_the_town_in_lists_and_the_palette(place: Place) -> None:
    place.go(f"person/{place.hanna}")
    protect(place)
    for address in ("customers", "persons", f"person/{place.hanna}/kaikki/contact", f"person/{place.hanna}/tapahtumat"):
        page = place.go(address)
        settle()
        for table in page.findChildren(QTableView):
            model = table.model()
            places = ((row, column) for row in range(model.rowCount()) for column in range(model.columnCount()))
            cells = [str(model.index(row, column).data()) for row, column in places]
            assert not any(STREET in cell or "Pihtipudas" in cell for cell in cells), address
    assert "Pihtipudas" not in str(place.gate.call(find, "Kettunen"))
    assert not place.gate.call(find, "Kirkkotie")
    assert not [b for b in place.window.findChildren(QPushButton) if STREET in b.text()]
