"""A list taken out by keys: the chosen rows, a purpose, a file."""

import csv
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from asiakasrekisteri.domain.permissions import Role
from asiakasrekisteri.gui.screens.customers.list import CustomersPage
from asiakasrekisteri.gui.screens.importing.listout import ListOutScreen
from asiakasrekisteri.gui.tables.view import RecordTable
from asiakasrekisteri.gui.widgets.notices import Banner
from asiakasrekisteri.usecases.demo.make import OFFICE, USERS, DemoOrder, make_demo
from asiakasrekisteri.usecases.office import Office
from tests.gui.keys import press, type_text
from tests.gui.people import Place, all_pages, at_office
from tests.gui.walks import cut_off, nameless, settle
from tests.offices import MAIN_USER, colleague, desk, office, surroundings
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


LISTS = (
    "persons",
    "invoices",
    "interactions",
    *(f"services/{code}" for code in ("sopimukset", "palvelut", "verkkotunnukset", "palvelimet", "kayttajatunnukset")),
)


@pytest.mark.slow
def test_the_other_lists_go_out_too(qtbot: QtBot, tmp_path: Path) -> None:
    list(make_demo(DemoOrder(tmp_path, 30), lambda _folder: surroundings()))
    login, password = (tmp_path / USERS).read_text("utf-8").split("\t")[:2]
    at = Office(tmp_path / OFFICE, surroundings()).enter(login, password)
    made = Place(at)
    qtbot.addWidget(made.window)
    made.window.resize(1360, 820)
    made.window.show()
    for address in LISTS:
        made.go(address)
        settle()
        listing = made.window.page()
        assert listing is not None
        rows = max(table.model().rowCount() for table in listing.findChildren(RecordTable) if table.isVisible())
        assert not cut_off(listing)
        press(listing, "Ctrl+Shift+V")
        settle()
        page = made.window.page()
        assert isinstance(page, ListOutScreen), address
        file = tmp_path / f"{address.replace('/', '-')}.csv"
        page.pick = lambda _parent, _name, _kind, file=file: str(file)  # type: ignore[misc]
        page.purpose.setText("tilintarkastus")
        page.begin()
        settle()
        restricted = re.search(r"(\d+) rajoitettu", " ".join(b.accessibleName() for b in page.findChildren(Banner)))
        left = rows - (int(restricted[1]) if restricted else 0)
        with file.open(encoding="utf-8-sig", newline="") as stream:
            assert len(list(csv.reader(stream, delimiter=";"))) == left + 1, address
        assert left > 0
    made.window.close()
    at.close()


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
