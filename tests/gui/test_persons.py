"""The list of persons: filtered while typing, walked and opened by keys, what stays in sight is logged."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from asiakasrekisteri.domain.permissions import Role
from asiakasrekisteri.gui.office_pages import office_pages
from asiakasrekisteri.gui.screens.persons.listing import PersonsScreen
from asiakasrekisteri.usecases.logs import show_log
from asiakasrekisteri.usecases.persons import add_person, open_person
from asiakasrekisteri.usecases.privacy.restricting import restrict_person
from tests.gui.keys import press, type_text
from tests.gui.people import Place, at_office, at_persons
from tests.gui.walks import cut_off, nameless, settle
from tests.offices import colleague, desk, office


@pytest.fixture
def place(qtbot: QtBot, tmp_path: Path) -> Iterator[Place]:
    yield from at_persons(qtbot, tmp_path / "office")


@pytest.fixture
def persons(place: Place) -> PersonsScreen:
    page = place.go("persons")
    assert isinstance(page, PersonsScreen)
    settle()
    return page


def names(page: PersonsScreen) -> list[str]:
    model = page.table.model()
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def test_the_list_is_in_finnish_order_and_counted(place: Place, persons: PersonsScreen) -> None:
    assert names(persons) == [
        "Ahola, Eero",
        "Ekblom, Birgitta",
        "Hirvonen, Jari-Pekka",
        "Kettunen, Hanna-Mari",
        "Laukkanen, Iida",
        "Åström, Göran",
    ]
    assert place.window.status.counts.text() == "6 henkilöä"


def test_typing_filters_and_enter_opens_the_first_even_before_the_filter_has_come(
    place: Place, persons: PersonsScreen
) -> None:
    press(place.window, "Ctrl+F")
    type_text(persons.search, "kett")
    press(persons.search, "Enter")
    assert place.window.navigator.here() == f"person/{place.hanna}"
    place.window.navigator.back()
    settle()
    assert names(persons) == ["Kettunen, Hanna-Mari"]
    assert place.window.status.counts.text() == "1 / 6 henkilöä"


def test_any_part_of_a_person_finds_her(persons: PersonsScreen, qtbot: QtBot) -> None:
    for query in ("birgitta.ekblom@esimerkki.fi", "Ekblom Birgitta", "ekb"):
        with qtbot.waitSignal(persons.search.asked):
            persons.search.setText(query)
        settle()
        assert names(persons) == ["Ekblom, Birgitta"], query


def test_no_hits_say_how_many_there_are_and_escape_widens(place: Place, persons: PersonsScreen, qtbot: QtBot) -> None:
    with qtbot.waitSignal(persons.search.asked):
        persons.search.setText("olematon")
    shown = [made.text() for made in persons.findChildren(QLabel) if made.isVisible()]
    assert "Ilman ehtoa on 6 henkilöä." in shown
    persons.focus_search()
    with qtbot.waitSignal(persons.search.asked):
        press(place.window, "Esc")
    assert len(names(persons)) == 6


def test_what_is_marked_narrows_the_list(place: Place, persons: PersonsScreen) -> None:
    protected = place.gate.call(add_person, {"last_name": "Usvasalo", "first_names": "Meri", "non_disclosure": True})
    restricted = place.gate.call(open_person, place.hanna)
    persons.mark.choose("restricted")
    settle()
    assert "Ei osumia ehdolla rajoitettu" in [made.text() for made in persons.findChildren(QLabel) if made.isVisible()]
    place.gate.call(restrict_person, restricted.record.id, "accuracy")
    persons.reload()
    assert list(persons._model.ids()) == [place.hanna]
    persons.mark.choose("protected")
    assert list(persons._model.ids()) == [protected.id]
    persons.table.setFocus()
    press(persons.table, "Esc")
    assert persons.mark.code() == ""
    assert len(persons._model.ids()) > 2


def test_down_and_enter_walk_the_list(place: Place, persons: PersonsScreen) -> None:
    persons.focus_search()
    press(persons.search, "Down")
    assert persons.table.hasFocus()
    for _n in range(3):
        press(persons.table, "Down")
    press(persons.table, "Enter")
    assert place.window.navigator.here() == f"person/{place.hanna}"


def test_what_stays_in_sight_is_logged_once_with_the_purpose(place: Place, persons: PersonsScreen) -> None:
    place.context.set_purpose("laskutus")
    persons._seen.note()
    persons._seen.note()
    rows = [row for row in place.gate.call(show_log) if row.use_case == "note_seen"]
    assert [(row.purpose, row.count) for row in rows] == [("laskutus", 6)]


def test_a_new_person_comes_into_the_list_by_itself(place: Place, persons: PersonsScreen) -> None:
    place.gate.call(add_person, {"last_name": "Bergman", "first_names": "Bo"})
    settle()
    assert "Bergman, Bo" in names(persons)


def test_an_empty_register_tells_how_to_begin(qtbot: QtBot, tmp_path: Path) -> None:
    for place in at_office(qtbot, desk(tmp_path / "office"), lambda _gate: 0):
        place.go("persons")
        place.window.setFocus()
        press(place.window, "Ctrl+N")
        assert place.window.navigator.here() in {"persons", "person/new"}
        page = place.go("persons")
        assert any("ei ole vielä henkilöitä" in made.text() for made in page.findChildren(QLabel))


def test_nothing_is_nameless_or_cut_off(place: Place, persons: PersonsScreen) -> None:
    assert nameless(place.window) == []
    assert cut_off(persons) == []


def test_users_are_for_the_main_user_alone(qtbot: QtBot, tmp_path: Path) -> None:
    at = office(tmp_path / "office")
    main = at.enter("paula", "kolme sanaa peräkkäin")
    for place in at_office(qtbot, colleague(at, main, Role.BILLING), lambda _gate: 0):
        keys = {spec.key for spec in office_pages(place.context) if place.context.may(spec.permission)}
        assert {"persons", "person", "descriptions"} <= keys
        assert keys.isdisjoint({"users", "import"})
        assert place.context.gate.purpose == "laskutus"
    main.close()


def test_work_begins_in_the_filter_and_letters_typed_in_the_list_are_a_filter(
    place: Place, persons: PersonsScreen
) -> None:
    place.go("customers")
    place.go("persons")
    assert persons.table.hasFocus()
    press(persons.table, "K")
    assert persons.search.hasFocus()
    assert persons.search.text().casefold() == "k"
