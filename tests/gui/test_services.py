"""Services in the window: a customer's tab, the lists over the whole register, persons around them, orders."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from asiakasrekisteri.domain.permissions import Role
from asiakasrekisteri.gui.customer.services import ServicesTab
from asiakasrekisteri.gui.registerlist import RegisterList
from asiakasrekisteri.gui.screens.customers.page import CustomerPage
from asiakasrekisteri.gui.screens.persons.listing import PersonsScreen
from asiakasrekisteri.gui.screens.services.page import ServicesPage
from asiakasrekisteri.gui.tables.view import RecordTable
from asiakasrekisteri.gui.widgets.basics import Button
from asiakasrekisteri.gui.widgets.choices import Switch
from asiakasrekisteri.store.begin import Call, open_work
from asiakasrekisteri.store.models import UsageEvent
from asiakasrekisteri.store.work import ChangeOrigin
from asiakasrekisteri.usecases.customers import add_customer
from asiakasrekisteri.usecases.logs import show_log
from asiakasrekisteri.usecases.services import DOMAINS, SERVICES
from tests.gui.keys import press, type_text
from tests.gui.people import Place
from tests.gui.sold import AGENCY, PARTNER, PASSWORD, at_sold
from tests.gui.walks import cut_off, nameless, settle

pytestmark = pytest.mark.slow


@pytest.fixture
def place(qtbot: QtBot, tmp_path: Path) -> Iterator[Place]:
    yield from at_sold(qtbot, tmp_path / "office")


@pytest.fixture
def looking(qtbot: QtBot, tmp_path: Path) -> Iterator[Place]:
    yield from at_sold(qtbot, tmp_path / "office", Role.BILLING)


def customer(place: Place, tab: str = "") -> CustomerPage:
    page = place.go(f"customer/{place.hanna}/{tab}".rstrip("/"))
    assert isinstance(page, CustomerPage)
    settle()
    return page


def services(place: Place) -> ServicesTab:
    tab = customer(place, "palvelut").tabs.tab()
    assert isinstance(tab, ServicesTab)
    return tab


def listing(place: Place, code: str) -> RegisterList:
    page = place.go(f"services/{code}")
    assert isinstance(page, ServicesPage)
    settle()
    return page.list()


def words(root: QWidget) -> str:
    return "\n".join(made.text() for made in root.findChildren(QLabel) if made.isVisible())


def cells(table: RecordTable, column: int = 0) -> list[str]:
    model = table.model()
    model.index(0, 0).data()
    settle()
    return [str(model.index(row, column).data()) for row in range(model.rowCount())]


def groups(tab: ServicesTab) -> dict[str, list[str]]:
    model = tab.table.model()
    found = {}
    for place in range(model.rowCount()):
        group = model.index(place, 0)
        found[str(group.data())] = [str(model.index(n, 0, group).data()) for n in range(model.rowCount(group))]
    return found


def button(root: QWidget, text: str) -> Button:
    return next(b for b in root.findChildren(Button) if b.text() == text and b.isVisible())


def test_services_stand_by_contract_and_domain_names_under_them(place: Place) -> None:
    tab = services(place)
    found = groups(tab)
    assert list(found) == [
        "Sopimus 2021-044 · toistaiseksi, irtisanomisaika 1\xa0kk · 2 palvelua",
        "Sopimus 2024-061 · määräaikainen 31.1.2027 asti, irtisanomisaika 1\xa0kk · 3 palvelua",
        "Ilman sopimusta · 1 palvelu",
        "Verkkotunnukset · 5\xa0kpl",
    ]
    assert "Webhotelli Pro" in found[next(iter(found))]
    assert tab.sum.text() == "Yhteensä 396,90\xa0€/kk"
    assert place.window.status.counts.text() == "6 palvelua, 2 sopimusta"


def test_arrows_walk_over_the_lines_of_words_and_enter_opens(place: Place) -> None:
    tab = services(place)
    tab.table.setFocus()
    for _n in range(2):
        press(tab.table, "Down")
    assert tab.table.currentIndex().data() == "Virtuaalipalvelin 8 Gt"
    press(tab.table, "Up")
    assert tab.table.currentIndex().data() == "Sähköposti, 40 laatikkoa"
    press(tab.table, "End")
    press(tab.table, "Enter")
    settle()
    assert place.window.navigator.here() == "domain_name/5"
    press(place.window, "Esc")
    settle()
    assert place.window.navigator.here() == f"customer/{place.hanna}/palvelut"


def test_the_contract_of_the_row_is_told_beside_it(place: Place) -> None:
    tab = services(place)
    shown = words(tab)
    assert "26.2.2021, Outi Tuiskula" in shown
    tab.table.choose_id(3)
    tab._show_contract()
    settle()
    shown = words(tab)
    assert "Sopimus 2024-061" in shown
    assert "26.2.2021, Outi Tuiskula" not in shown
    tab.table.choose_id(6)
    tab._show_contract()
    settle()
    assert "Sopimus 2024-061" not in words(tab)


def test_renewal_is_switched_at_once_and_taken_back(place: Place) -> None:
    tab = services(place)
    switch = next(s for s in tab.findChildren(Switch) if "joulumyyjaiset" in s.accessibleName())
    assert not switch.isChecked()
    switch.setFocus()
    press(switch, "Space")
    settle()
    assert renewal(place, 2) == "automatic"
    assert place.window.undo_bar.text() == "Automaattinen uusinta otettiin käyttöön."
    place.window.undo_bar.button.click()
    settle()
    assert renewal(place, 2) == "manual"
    switch = next(s for s in tab.findChildren(Switch) if "joulumyyjaiset" in s.accessibleName() and s.isVisible())
    assert not switch.isChecked()


def renewal(place: Place, domain: int) -> object:
    (record,) = place.gate.call(DOMAINS.open, domain).records
    return record["renewal"]


def test_in_a_narrow_window_the_table_stands_alone_until_f9(place: Place) -> None:
    tab = services(place)
    assert tab.pane.isVisible()
    place.window.resize(960, 540)
    settle()
    assert not tab.pane.isVisible()
    tab.table.setFocus()
    press(tab.table, "F9")
    settle()
    assert tab.pane.isVisible()
    assert tab.table.columnWidth(0) >= 190
    place.window.resize(1360, 820)
    settle()
    assert not tab.table.isColumnHidden(1)


def test_insert_begins_a_service_of_this_customer(place: Place) -> None:
    tab = services(place)
    tab.table.setFocus()
    press(tab.table, "Insert")
    settle()
    assert place.window.navigator.here() == f"service/new/customer/{place.hanna}"


def test_what_is_saved_elsewhere_comes_into_sight_and_the_row_stays(place: Place) -> None:
    tab = services(place)
    tab.table.choose_id(4)
    place.gate.call(SERVICES.add, {"name": "Uutiskirje", "state": "active"}, {"customer_id": place.hanna})
    settle()
    assert "Uutiskirje" in groups(tab)["Ilman sopimusta · 2 palvelua"]
    assert tab.table.current_id() == 4


def test_no_password_is_ever_in_the_tab(place: Place) -> None:
    tab = services(place)
    assert "tuiskula" in cells(tab.accounts.table)
    assert PASSWORD not in words(tab)


def test_what_has_happened_in_the_services_is_told(place: Place) -> None:
    with open_work(place.gate.store, Call(place.gate.actor, "test")) as work:
        work.origin = ChangeOrigin("service", dt.date(2026, 11, 22))
        at = dt.datetime(2026, 11, 21, 12, tzinfo=dt.UTC)
        work.session.add(UsageEvent(kind="login", at=at, what="Hallintapaneeli", customer_id=place.hanna))
    tab = services(place)
    assert tab.usage.isVisible()
    (told,) = cells(tab.usage.table, 1)
    assert told.endswith(" · Hallintapaneeli")


def test_usage_is_added_from_its_card(place: Place) -> None:
    tab = services(place)
    assert "Käyttötietoja ei ole tallennettu." in words(tab.usage)
    tab.usage.new.click()
    settle()
    assert "Uusi käyttötieto" in words(place.window)


def test_a_customer_without_services_is_told_how_to_begin(place: Place) -> None:
    other = place.gate.call(add_customer, {"name": "Uusi Oy", "kind": "company", "status": "active", "relation": "own"})
    page = place.go(f"customer/{other.id}/palvelut")
    settle()
    assert "Asiakkaalla ei ole palveluja" in words(page)


def test_a_role_that_may_only_look_cannot_switch_or_add(looking: Place) -> None:
    tab = services(looking)
    assert not tab.new_service.isEnabled()
    assert all(not s.isEnabled() for s in tab.findChildren(Switch))
    assert not tab.accounts.add_button.isEnabled()


@pytest.mark.parametrize("tab", ["", "palvelut", "sopimukset", "henkilot", "tietosuoja"])
def test_every_focusable_of_a_tab_has_a_name_and_nothing_is_cut_off(place: Place, tab: str) -> None:
    page = customer(place, tab)
    assert nameless(page) == []
    assert cut_off(page) == []


def test_the_overview_tells_of_registers_sites_and_the_partner(place: Place) -> None:
    page = customer(place)
    shown = words(page)
    assert "Mainostoimistot (73111)" in shown
    assert "Hämeenkatu 9, 33200 Tampere" in shown
    chips = {b.accessibleName() for b in page.findChildren(Button)}
    assert "Henkilöstö, lähde YTJ, 1.9.2024, yli vuoden vanha" in chips
    button(page, PARTNER).click()
    settle()
    partner = place.window.page()
    assert isinstance(partner, CustomerPage)
    reached = next(t for t in partner.findChildren(RecordTable) if t.accessibleName().startswith("Kumppanin kautta"))
    assert cells(reached) == [AGENCY]


def test_tabs_are_walked_by_keys_and_tell_how_much_is_behind_them(place: Place) -> None:
    page = customer(place)
    bar = page.tabs.tabs.bar
    texts = [bar.tabText(n) for n in range(bar.count())]
    assert "Palvelut 6" in texts
    assert "Sopimukset 2" in texts
    while page.tabs.current() != "sopimukset":
        press(place.window, "Ctrl+Tab")
    settle()
    tables = {t.accessibleName(): cells(t) for t in page.findChildren(RecordTable) if t.isVisible()}
    assert tables["Sopimukset"] == ["2024-061", "2021-044"]
    assert tables["Tilaukset"] == ["T-1001"]


def test_persons_around_the_services_stand_in_their_tab(place: Place) -> None:
    page = customer(place, "henkilot")
    tables = {t.accessibleName(): t for t in page.findChildren(RecordTable) if t.isVisible()}
    assert cells(tables["Palvelujen käyttäjät"]) == ["Iida Hirvelä"]
    assert cells(tables["Palvelujen ylläpitäjät"]) == ["Åke Nyholm"]
    button(page, "Lisää ylläpitäjä").click()
    settle()
    assert place.window.navigator.here() == f"maintainer/new/customer/{place.hanna}"


def test_the_page_of_services_is_opened_by_its_key(place: Place) -> None:
    place.go("customers")
    press(place.window, "Ctrl+4")
    settle()
    page = place.window.page()
    assert isinstance(page, ServicesPage)
    assert page.tabs.current() == "sopimukset"
    assert cells(page.list().table) == ["2024-061", "2021-044"]
    press(place.window, "Ctrl+Tab")
    settle()
    assert place.window.status.counts.text() == "6 palvelua"


@pytest.mark.parametrize(
    ("code", "chip", "chosen", "left"),
    [
        ("palvelut", "kind", "mail", ["Sähköposti, 40 laatikkoa"]),
        ("palvelut", "state", "terminated", ["Varmuuskopiointi 500 Gt"]),
        ("palvelut", "server", "1", ["Webhotelli Pro"]),
        ("verkkotunnukset", "within", "7", ["tuiskula.example"]),
        ("verkkotunnukset", "renewal", "manual", ["joulumyyjaiset-tampere.example"]),
        ("sopimukset", "within", "90", ["2024-061"]),
        ("tuotteet", "kind", "domain", ["Verkkotunnus .fi"]),
        ("kayttajatunnukset", "state", "secret", ["tuiskula"]),
    ],
)
def test_conditions_narrow_the_lists(place: Place, code: str, chip: str, chosen: str, left: list[str]) -> None:
    shown = listing(place, code)
    whole = shown.model.rowCount()
    shown.chips[chip].choose(chosen)
    settle()
    assert cells(shown.table) == left
    assert f"{len(left)} / {whole}" in place.window.status.counts.text() or whole == len(left)
    press(place.window, "Esc")
    settle()
    assert shown.model.rowCount() == whole


def test_typing_filters_and_enter_opens_the_record(place: Place) -> None:
    shown = listing(place, "verkkotunnukset")
    shown.table.setFocus()
    type_text(shown.table, "k")
    assert shown.search.hasFocus()
    type_text(shown.search, "esatori")
    press(shown.search, "Enter")
    settle()
    assert place.window.navigator.here() == "domain_name/5"


def test_no_hits_say_why_and_widen(place: Place) -> None:
    shown = listing(place, "palvelut")
    shown.search.setText("olematon")
    shown.refresh()
    settle()
    assert "Ei osumia ehdolla ”olematon”" in words(shown)
    button(shown, "Poista ehdot").click()
    shown.refresh()
    settle()
    assert shown.model.rowCount() == 6


def test_what_stays_in_sight_is_logged(place: Place) -> None:
    shown = listing(place, "palvelut")
    shown._seen.note()
    last = place.gate.call(show_log)[0]
    assert last.use_case == "note_seen"


@pytest.mark.parametrize("code", ["sopimukset", "palvelut", "verkkotunnukset", "palvelimet", "tuotteet"])
def test_every_list_begins_a_new_one(place: Place, code: str) -> None:
    shown = listing(place, code)
    assert nameless(shown) == []
    assert cut_off(shown) == []
    press(place.window, "Ctrl+N")
    settle()
    assert place.window.navigator.here() == f"{shown.spec.entity}/new"


def test_lists_keep_their_own_order(place: Place) -> None:
    shown = listing(place, "palvelut")
    assert shown.table.sort_order() == ("customer", False)
    shown.table.sortByColumn(0, Qt.SortOrder.DescendingOrder)
    settle()
    assert cells(shown.table)[0] == "Webhotelli Pro"


def test_who_must_be_told_is_listed_and_marked(place: Place) -> None:
    page = place.go("persons")
    assert isinstance(page, PersonsScreen)
    page.sort.choose("untold")
    settle()
    told = page.informing
    assert cells(told.table) == ["Iida Hirvelä", "Åke Nyholm"]
    assert place.window.status.counts.text() == "2 henkilölle on kerrottava"
    told.table.setFocus()
    press(told.table, "Ctrl+Return")
    settle()
    assert cells(told.table) == ["Åke Nyholm"]
    assert place.window.undo_bar.text() == "1 henkilö merkittiin kerrotuksi."
    place.window.undo_bar.button.click()
    settle()
    assert cells(told.table) == ["Iida Hirvelä", "Åke Nyholm"]
    told.table.selectAll()
    assert told.mark_button.text() == "Merkitse 2 kerrotuksi"
    press(told.table, "Ctrl+Return")
    settle()
    assert "Kaikille on kerrottu" in words(page)
    press(place.window, "Esc")
    settle()
    assert page.table.isVisible()
