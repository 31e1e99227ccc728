"""A list taken out by keys: the chosen rows, a purpose, a file."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from asiakasrekisteri.domain.permissions import Role
from asiakasrekisteri.gui.screens.customers.list import CustomersPage
from asiakasrekisteri.gui.screens.importing.listout import ListOutScreen
from asiakasrekisteri.gui.widgets.notices import Banner
from tests.gui.keys import press, type_text
from tests.gui.people import Place, all_pages, at_office
from tests.gui.walks import cut_off, nameless, settle
from tests.offices import MAIN_USER, colleague, desk, office
from tests.usecases.billing.making import customer


@pytest.fixture
def place(qtbot: QtBot, tmp_path: Path) -> Iterator[Place]:
    def fill(gate) -> int:  # type: ignore[no-untyped-def]
        return min(customer(gate, f"Kelo, {name}") for name in ("Aino", "Bertta", "Cecilia"))

    yield from at_office(qtbot, desk(tmp_path / "office"), fill)


def test_all_that_match_go_into_a_file_for_a_purpose(place: Place, tmp_path: Path) -> None:
    listing = place.go("customers")
    assert isinstance(listing, CustomersPage)
    settle()
    press(listing, "Ctrl+Shift+V")
    settle()
    page = place.window.page()
    assert isinstance(page, ListOutScreen)
    assert page.kind.hasFocus()
    page.pick = lambda _parent, name, _kind: str(tmp_path / name)
    page.begin()
    assert page.purpose.hasFocus(), "a purpose is asked first"
    type_text(page.purpose, "joulukortit")
    press(page.purpose, "Enter")
    settle()
    (file,) = tmp_path.glob("luettelo-*.csv")
    assert [name in file.read_text("utf-8-sig") for name in ("Aino", "Bertta", "Cecilia")] == [True] * 3
    assert "3 riviä vietiin" in " ".join(b.accessibleName() for b in page.findChildren(Banner))
    assert not nameless(page)
    assert not cut_off(page)


def test_who_may_not_export_has_no_way_there(qtbot: QtBot, tmp_path: Path) -> None:
    at = office(tmp_path / "office")
    main = at.enter(MAIN_USER, "kolme sanaa peräkkäin")
    other = colleague(at, main, Role.CUSTOMER_SERVICE)
    made = Place(other, 0, all_pages)
    qtbot.addWidget(made.window)
    listing = made.go("customers")
    assert isinstance(listing, CustomersPage)
    assert listing.leaving.buttons == ()
    made.window.close()
    other.close()
    main.close()
