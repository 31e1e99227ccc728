"""Everything held about a person, item by item, and the other tabs of her page."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from asiakasrekisteri.domain.permissions import Role
from asiakasrekisteri.gui.screens.persons.belongings import PapersTab, ServicesTab
from asiakasrekisteri.gui.screens.persons.held import HeldTab
from asiakasrekisteri.gui.screens.persons.page import PersonScreen
from asiakasrekisteri.gui.widgets.marks import Pill
from asiakasrekisteri.usecases.accounts import END_USERS
from asiakasrekisteri.usecases.interactions.people import ParticipantEdit
from asiakasrekisteri.usecases.interactions.saving import add_interaction
from asiakasrekisteri.usecases.persons import open_person
from asiakasrekisteri.usecases.privacy.holdings import held_items
from tests.gui.keys import press
from tests.gui.people import Place, at_office, at_persons, furnish
from tests.gui.test_person_page import buttons, texts
from tests.gui.walks import cut_off, nameless, settle
from tests.offices import colleague, office

pytestmark = pytest.mark.slow


@pytest.fixture
def place(qtbot: QtBot, tmp_path: Path) -> Iterator[Place]:
    yield from at_persons(qtbot, tmp_path / "office")


def at_tab(place: Place, rest: str) -> tuple[PersonScreen, object]:
    page = place.go(f"person/{place.hanna}/{rest}")
    assert isinstance(page, PersonScreen)
    settle()
    return page, page.front.tabs.tab()


def cells(tab: HeldTab, column: int = 0) -> list[str]:
    settle()
    model = tab.items.model()
    return [str(model.index(row, column).data()) for row in range(model.rowCount())]


def test_every_item_of_every_category_is_listed(place: Place) -> None:
    screen, tab = at_tab(place, "kaikki")
    assert isinstance(tab, HeldTab)
    page = place.gate.call(open_person, place.hanna)
    for holding in page.holdings:
        if holding.category == "view_log":
            continue  # looking adds to it
        place.go(f"person/{place.hanna}/kaikki/{holding.category}")
        settle()
        found = place.gate.call(held_items, place.hanna, holding.category, holding.kind).items
        assert cells(tab) == [item.label for item in found], holding.category
        assert cells(tab, 1) == [item.value for item in found], holding.category
        assert len(found) == holding.count
    assert (nameless(place.window), cut_off(screen)) == ([], [])


def test_a_row_of_the_table_opens_its_category_and_going_back_comes_back(place: Place) -> None:
    screen = place.go(f"person/{place.hanna}")
    assert isinstance(screen, PersonScreen)
    settle()
    contacts = next(made for made in screen.findChildren(type(screen.acts.edit)) if made.text() == "Yhteystiedot")  # type: ignore[union-attr]
    contacts.setFocus()
    press(contacts, "Space")
    tab = screen.front.tabs.tab()
    assert isinstance(tab, HeldTab)
    assert "hanna-mari.kettunen@esimerkki.fi" in cells(tab, 1)
    assert tab.title.text() == "Yhteystiedot · 4 tietoa"
    place.window.navigator.back()
    settle()
    assert screen.front.tabs.current() == "yleiskuva"
    assert "Näytä yksitellen" in buttons(screen)


def test_enter_opens_the_record_and_back_returns_to_the_items(place: Place) -> None:
    talk = {"kind": "support", "subject": "Posti ei kulje"}
    made = place.gate.call(add_interaction, talk, [ParticipantEdit(person_id=place.hanna)])
    _screen, tab = at_tab(place, "kaikki/interaction-support")
    assert isinstance(tab, HeldTab)
    assert any("Posti ei kulje" in cell for cell in cells(tab, 1))
    tab.items.choose_id(1)
    tab.items.setFocus()
    press(tab.items, "Enter")
    assert place.window.navigator.here() == f"interaction/{made.id}"
    place.window.navigator.back()
    settle()
    assert tab.isVisible()


def test_arrows_walk_the_categories_and_the_items_follow(place: Place, qtbot: QtBot) -> None:
    _screen, tab = at_tab(place, "kaikki")
    assert isinstance(tab, HeldTab)
    tab.focus_start()
    first = tab.title.text()
    press(tab.categories, "Down")
    qtbot.waitUntil(lambda: tab.title.text() != first)
    press(tab.categories, "Enter")
    assert place.window.focusWidget() is tab.items


def test_ctrl_tab_walks_the_tabs_and_the_address_follows(place: Place) -> None:
    screen, _tab = at_tab(place, "")
    seen = []
    for _step in range(6):
        press(screen, "Ctrl+Tab")
        settle()
        seen.append(place.window.navigator.here().partition(f"person/{place.hanna}")[2])
        assert (nameless(place.window), cut_off(screen)) == ([], []), seen
    assert seen == ["/tapahtumat", "/kaikki", "/suostumukset", "/palvelut", "/liitteet", ""]


def test_an_open_support_case_is_told_in_the_head(place: Place) -> None:
    screen, _tab = at_tab(place, "")
    talk = {"kind": "support", "subject": "Posti ei kulje"}
    place.gate.call(add_interaction, talk, [ParticipantEdit(person_id=place.hanna)])
    settle()
    pills = [made.text() for made in screen.findChildren(Pill) if made.isVisible()]
    assert pills == ["Tukipyyntö auki"]


def test_services_she_uses_and_papers_are_tabs(place: Place) -> None:
    customer = next(h.customer_id for h in place.gate.call(open_person, place.hanna).roles if h.kind == "company")
    links = {"customer_id": customer, "person_id": place.hanna}
    place.gate.call(END_USERS.add, {"origin": "reported_by_customer"}, links=links)
    screen, tab = at_tab(place, "palvelut")
    assert isinstance(tab, ServicesTab)
    table = tab.cards[0].table.model()
    assert [str(table.index(row, 0).data()) for row in range(table.rowCount())] == ["Rantakylän Leipomo Oy"]
    _screen, papers = at_tab(place, "liitteet")
    assert isinstance(papers, PapersTab)
    assert {"Liitteet", "Paperiaineisto"} <= set(texts(screen))


def test_each_role_sees_the_tabs_it_may(qtbot: QtBot, tmp_path: Path) -> None:
    at = office(tmp_path / "office")
    main = at.enter("paula", "kolme sanaa peräkkäin")
    hanna = furnish(main.gate)
    for place in at_office(qtbot, colleague(at, main, Role.TECHNICAL), lambda _gate: hanna):
        _screen, tab = at_tab(place, "kaikki/contact")
        assert isinstance(tab, HeldTab)
        assert "hanna-mari.kettunen@esimerkki.fi" in cells(tab, 1)
    main.close()
