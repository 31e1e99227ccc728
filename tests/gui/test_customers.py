"""The list of customers: filtered while typing, walked by keys, its card beside it, what stays in sight is logged."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.gui.screens.customers.list import CustomersPage
from asiakasrekisteri.gui.screens.customers.page import CustomerPage
from asiakasrekisteri.gui.theme.theme import theme
from asiakasrekisteri.gui.widgets.facts import Value
from asiakasrekisteri.gui.widgets.provenance import ProvenanceChip
from asiakasrekisteri.gui.widgets.two_columns import TwoColumns
from asiakasrekisteri.usecases.customers import add_customer, open_customer, save_customer
from asiakasrekisteri.usecases.logs import show_log
from tests.gui.firms import BAKERY, at_customers
from tests.gui.keys import press, type_text
from tests.gui.people import Place
from tests.gui.walks import cut_off, nameless, settle


@pytest.fixture
def place(qtbot: QtBot, tmp_path: Path) -> Iterator[Place]:
    yield from at_customers(qtbot, tmp_path / "office")


@pytest.fixture
def customers(place: Place) -> CustomersPage:
    page = place.go("customers")
    assert isinstance(page, CustomersPage)
    settle()
    return page


def names(page: CustomersPage) -> list[str]:
    page.model.values(0)
    settle()
    return [str(page.model.index(row, 0).data()) for row in range(page.model.rowCount())]


def words(root: QWidget) -> list[str]:
    return [made.text() for made in root.findChildren(QLabel) if made.isVisible()]


def rest_on(page: CustomersPage, name: str) -> None:
    """Stand on a row and stay there."""
    page.table.setFocus()
    page.table.selectRow(names(page).index(name))
    page.pane._rest.stop()
    page.pane._fetch()
    settle()


def test_the_list_is_in_finnish_order_and_counted(place: Place, customers: CustomersPage) -> None:
    listed = names(customers)
    assert listed[0] == "Ahola Konepaja Oy"
    assert listed[-1] == "Öljymäen Autohuolto Oy"
    assert place.window.status.counts.text() == f"{len(listed)} asiakasta"


def test_typing_in_the_list_filters_and_enter_opens(place: Place, customers: CustomersPage) -> None:
    customers.table.setFocus()
    type_text(customers.table, "r")
    assert customers.search.hasFocus()
    type_text(customers.search, "antak")
    press(customers.search, "Enter")
    assert place.window.navigator.here() == f"customer/{place.hanna}"


def test_a_condition_is_joined_to_the_filter(place: Place, customers: CustomersPage) -> None:
    customers.status.choose("ended")
    assert names(customers) == ["Kymen Optiikka Oy", "Savolainen, Pirkko"]
    customers.search.setText("optiikka")
    customers.refresh()
    assert names(customers) == ["Kymen Optiikka Oy"]
    assert place.window.status.counts.text() == "1 / 18 asiakasta"


def test_no_hits_say_why_and_the_button_widens(customers: CustomersPage) -> None:
    customers.status.choose("ended")
    customers.search.setText("olematon")
    customers.refresh()
    shown = words(customers)
    assert "Ei osumia ehdolla ”olematon” ja tila päättynyt" in shown
    assert "Ilman ehtoja asiakkaita on 18." in shown
    customers._widen()
    customers.refresh()
    assert len(names(customers)) == 18


def test_clicking_a_head_sorts_the_other_way(customers: CustomersPage) -> None:
    customers.table.sortByColumn(0, Qt.SortOrder.DescendingOrder)
    assert names(customers)[0] == "Öljymäen Autohuolto Oy"


def test_resting_on_a_row_opens_its_card_and_logs_the_view(place: Place, customers: CustomersPage) -> None:
    rest_on(customers, BAKERY)
    shown = words(customers.pane)
    assert BAKERY in shown
    assert "Rantakyläntie 14, 44800 Pihtipudas" in shown
    assert next(row.use_case for row in place.gate.call(show_log)) == "open_customer"


def test_f6_goes_through_the_parts_of_a_page(place: Place) -> None:
    page = place.go(f"customer/{place.hanna}/tapahtumat")
    assert isinstance(page, CustomerPage)
    settle()
    place.window.sidebar.pages.setFocus()
    walked = []
    for _step in range(5):
        press(place.window, "F6")
        focused = QApplication.focusWidget()
        assert focused is not None
        walked.append(focused.accessibleName())
    assert walked[:2] == ["Takaisin", "Asiakkaan tiedot"]
    assert walked[3] == "Tapahtumien laji: Kaikki"
    assert place.window.status.purpose.hasFocus()


def test_passing_over_rows_opens_nothing(place: Place, customers: CustomersPage) -> None:
    opened = [row.use_case for row in place.gate.call(show_log)].count("open_customer")
    customers.table.setFocus()
    for _n in range(5):
        press(customers.table, "Down")
    assert [row.use_case for row in place.gate.call(show_log)].count("open_customer") == opened


def test_a_contact_person_is_one_click_away(place: Place, customers: CustomersPage) -> None:
    rest_on(customers, BAKERY)
    buttons = {b.text(): b for b in customers.pane.findChildren(type(customers.new_button))}
    QTest.mouseClick(buttons["Åke Nyholm"], Qt.MouseButton.LeftButton)
    assert place.window.navigator.here().startswith("person/")


def test_a_chip_tells_the_source_and_the_history(place: Place, customers: CustomersPage) -> None:
    version = place.gate.call(open_customer, place.hanna).record.version
    place.gate.call(save_customer, place.hanna, version, {"industry": "Kahvilat"}, source="call")
    rest_on(customers, BAKERY)
    chips = [c for c in customers.pane.findChildren(ProvenanceChip) if "Toimiala" in c.accessibleName()]
    assert "lähde Puhelu" in chips[0].accessibleName()
    chips[0].setFocus()
    chips[0].open()
    assert chips[0].popover is not None
    assert chips[0]._history is not None
    chips[0]._open_history(chips[0]._history)
    popup = QApplication.activePopupWidget()
    assert popup is not None
    assert {"Leivän valmistus (10710)", "Kahvilat"} <= set(words(popup))
    popup.close()


def test_changes_come_into_the_list_without_losing_the_place(place: Place, customers: CustomersPage) -> None:
    customers.table.setFocus()
    customers.table.selectRow(5)
    current = customers.table.current_id()
    values = {"name": "Aamunkoiton Verhoomo Oy", "kind": "company", "status": "active", "relation": "own"}
    place.gate.call(add_customer, values)
    settle()
    assert names(customers)[0] == "Aamunkoiton Verhoomo Oy"
    assert customers.table.current_id() == current


def test_what_stays_in_sight_is_logged_once(place: Place, customers: CustomersPage) -> None:
    customers._seen.note()
    customers._seen.note()
    rows = [row for row in place.gate.call(show_log) if row.use_case == "note_seen"]
    assert [(row.purpose, row.count) for row in rows] == [("asiakaspalvelu", 18)]


def test_keys_of_the_list(place: Place, customers: CustomersPage) -> None:
    customers.table.setFocus()
    press(customers.table, "F9")
    assert customers.pane.isHidden()
    press(customers.table, "F9")
    press(customers.table, "Ctrl+N")
    assert place.window.navigator.here() == "customer/new"
    press(place.window, "Esc")
    assert place.window.navigator.here() == "customers"
    customers.table.setFocus()
    customers.table.selectRow(0)
    press(customers.table, "F2")
    assert place.window.navigator.here().endswith("/edit")


@pytest.mark.parametrize(("width", "beside"), [(959, False), (960, False), (1099, False), (1100, True), (1360, True)])
def test_the_card_stands_beside_the_list_only_in_a_wide_window(
    place: Place, customers: CustomersPage, width: int, beside: bool
) -> None:
    place.window.resize(width, 800)
    settle()
    assert customers.pane.isVisible() is beside


def test_a_narrow_window_shows_the_list_alone(place: Place, customers: CustomersPage) -> None:
    assert customers.pane.isVisible()
    place.window.resize(1000, 700)
    settle()
    assert customers.pane.isHidden()


def test_an_empty_register_tells_how_to_begin(qtbot: QtBot, tmp_path: Path) -> None:
    for place in at_customers(qtbot, tmp_path / "office", furnished=False):
        page = place.go("customers")
        assert "Rekisterissä ei ole vielä asiakkaita" in words(page)
        press(place.window, "Ctrl+N")
        assert nameless(place.window) == []


@pytest.mark.slow
def test_titles_name_firms_and_never_persons(place: Place) -> None:
    place.go(f"customer/{place.hanna}")
    assert place.window.windowTitle() == f"{BAKERY} – Asiakasrekisteri"
    private = {"name": "Laukkanen, Iida", "kind": "private", "status": "active", "relation": "own"}
    place.go(f"customer/{place.gate.call(add_customer, private).id}")
    assert place.window.windowTitle() == "Asiakas – Asiakasrekisteri"


def test_nothing_is_nameless_or_cut_off(place: Place, customers: CustomersPage) -> None:
    rest_on(customers, BAKERY)
    assert nameless(place.window) == []
    assert cut_off(customers) == []
    page = place.go(f"customer/{place.hanna}")
    settle()
    assert isinstance(page, CustomerPage)
    assert cut_off(page) == []


def test_without_the_right_the_card_is_read_only(qtbot: QtBot, tmp_path: Path) -> None:
    for place in at_customers(qtbot, tmp_path / "office"):
        place.window.close()
        actor = place.context.gate.actor
        limited = type(actor)(
            actor.user_id, actor.login, actor.name, actor.role, actor.permissions - {Permission.CUSTOMER_WRITE}
        )
        place.context.gate = type(place.gate)(place.gate.store, limited, place.bus.publish)
        page = CustomerPage(place.context)
        qtbot.addWidget(page)
        page.open(str(place.hanna))
        page.show()
        assert not page.edit_button.isEnabled()
        assert "ei ole oikeutta" in page.edit_button.toolTip()
        page.edit()
        assert page.editor is None


def test_work_begins_in_the_filter_and_goes_on_where_it_was_left(place: Place, customers: CustomersPage) -> None:
    assert customers.search.hasFocus()
    rest_on(customers, BAKERY)
    press(customers.table, "Enter")
    press(place.window, "Alt+Left")
    settle()
    assert customers.table.hasFocus()


def test_the_number_of_a_contact_person_finds_the_firm(customers: CustomersPage) -> None:
    for typed in ("technical@rantakyla.example", "Åke Nyholm", "+358 40 5550257"):
        customers.search.setText(typed)
        customers.refresh()
        settle()
        assert names(customers) == [BAKERY]


def test_an_address_broken_to_fit_is_copied_whole(customers: CustomersPage) -> None:
    rest_on(customers, BAKERY)
    shown = [v for v in customers.pane.findChildren(Value) if "@" in v.text()]
    assert "leipomo@rantakyla.example" in {v.text() for v in shown}
    for value in shown:
        value.copy_value()
        assert QApplication.clipboard().text() == value.text()
    assert all(v.minimumSizeHint().width() <= v.width() for v in shown)


@pytest.mark.slow
def test_columns_of_the_card_stand_under_one_another_where_there_is_no_room(place: Place) -> None:
    page = place.go(f"customer/{place.hanna}")
    settle()
    columns = page.findChildren(TwoColumns)[0]
    layout = columns.layout()
    assert layout is not None
    left, right = (item.widget() for n in (0, 1) if (item := layout.itemAt(n)) is not None)
    assert left is not None
    assert right is not None
    assert left.y() == right.y()
    place.window.resize(960, 540)
    theme().apply(QApplication.instance(), size=200)  # type: ignore[arg-type]
    settle()
    below = right.y() >= left.y() + left.height()
    theme().apply(QApplication.instance(), size=100)  # type: ignore[arg-type]
    assert below
