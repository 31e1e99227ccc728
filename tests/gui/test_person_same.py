"""Records of the same person, as the user meets them: proposed, compared, linked, parted; looked for in all."""

from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from asiakasrekisteri.gui.screens.persons.comparing import ComparisonView
from asiakasrekisteri.gui.screens.persons.listing import PersonsScreen
from asiakasrekisteri.gui.screens.persons.page import PersonScreen
from asiakasrekisteri.gui.screens.persons.suggestions import SuggestionsScreen
from asiakasrekisteri.gui.tasks import Tasks
from asiakasrekisteri.gui.widgets.marks import Pill
from asiakasrekisteri.usecases.edits import Edit
from asiakasrekisteri.usecases.persons import add_person, open_person
from asiakasrekisteri.usecases.same_person import decide_same
from tests.gui.keys import press, type_text
from tests.gui.people import Place, at_persons, persons_office
from tests.gui.walks import cut_off, nameless, settle
from tests.offices import entered

pytestmark = pytest.mark.slow

PATIENCE = 20_000


@pytest.fixture
def place(qtbot: QtBot, tmp_path: Path) -> Iterator[Place]:
    yield from at_persons(qtbot, tmp_path / "office")


@pytest.fixture
def other(place: Place) -> int:
    """A second record of hers, found by her telephone."""
    return second(place)


def second(place: Place) -> int:
    phone = next(r.text("number") for r in place.gate.call(open_person, place.hanna).details if r.entity == "phone")
    edits = [Edit("phone", values={"use": "mobile", "number": phone})]
    return place.gate.call(add_person, {"last_name": "Kettunen", "first_names": "H."}, edits).id


def at_person(place: Place, rest: str = "") -> PersonScreen:
    page = place.go(f"person/{place.hanna}{rest}")
    assert isinstance(page, PersonScreen)
    settle()
    return page


def button(widget: QWidget, name: str) -> QPushButton:
    settle()
    found = [made for made in widget.findChildren(QPushButton) if made.isVisible()]
    return next(made for made in found if name in {made.text(), made.accessibleName()})


def texts(widget: QWidget) -> list[str]:
    settle()
    return [made.text() for made in widget.findChildren(QLabel) if made.isVisible()]


def comparison(screen: PersonScreen) -> ComparisonView:
    assert screen.comparison is not None
    assert screen.comparison.view is not None
    return screen.comparison.view


def names(page: SuggestionsScreen) -> list[tuple[str, str]]:
    settle()
    model = page.table.model()
    return [(str(model.index(r, 0).data()), str(model.index(r, 1).data())) for r in range(model.rowCount())]


def test_a_proposal_is_compared_and_decided_and_undone(place: Place, other: int) -> None:
    screen = at_person(place)
    assert "samankaltainen nimi, sama puhelinnumero" in texts(screen)
    compare = button(screen, "Vertaa: Kettunen, H.")
    compare.setFocus()
    press(compare, "Space")
    assert place.window.navigator.here() == f"person/{place.hanna}/vertaa/{other}"
    view = comparison(screen)
    shown = texts(view)
    assert {"Hanna-Mari Kettunen", "H. Kettunen", "Ei asiakkuuksia", "040\xa05550178"} <= {
        text.replace(" 5", "\xa05") for text in shown
    }
    assert sum(pill.text() == "sama" for pill in view.findChildren(Pill)) == 4
    assert (nameless(place.window), cut_off(screen)) == ([], [])
    type_text(view.reason, "sama numero")
    view.same.setFocus()
    press(view.same, "Space")
    settle()
    assert place.window.navigator.here() == f"person/{place.hanna}"
    linked = place.gate.call(open_person, place.hanna).linked
    assert [(one.person_id, one.reason) for one in linked] == [(other, "sama numero")]
    assert "Sama henkilö, muut tietueet" in texts(screen)
    press(place.window, "Ctrl+Z")
    settle()
    assert place.gate.call(open_person, place.hanna).linked == ()
    assert "Ehkä sama henkilö" in texts(screen)


def test_different_persons_are_not_proposed_again(place: Place, other: int) -> None:
    screen = at_person(place, f"/vertaa/{other}")
    view = comparison(screen)
    view.different.setFocus()
    press(view.different, "Space")
    at_person(place)
    assert "Ehkä sama henkilö" not in texts(screen)
    assert place.gate.call(open_person, place.hanna).suggestions == ()


def test_linked_records_are_shown_together_and_parted(place: Place, other: int) -> None:
    place.gate.call(decide_same, place.hanna, other, "same")
    screen = at_person(place)
    assert "Toisesta tietueesta, sama henkilö" in texts(screen)
    screen.edit()
    settle()
    assert screen.editor is not None
    assert len(screen.editor.details[0].rows) == 1
    press(screen, "Esc")
    away = button(screen, "Irrota: Kettunen, H.")
    away.setFocus()
    press(away, "Space")
    settle()
    assert place.gate.call(open_person, place.hanna).linked == ()
    assert place.window.undo_bar.text() == "Tietueet irrotettiin toisistaan."
    press(place.window, "Ctrl+Z")
    settle()
    assert "Toisesta tietueesta, sama henkilö" in texts(screen)


def test_everybody_is_looked_through_and_pairs_are_decided_one_by_one(place: Place, other: int) -> None:
    persons = place.go("persons")
    assert isinstance(persons, PersonsScreen)
    button(persons, "Ehkä samat…").click()
    page = place.window.page()
    assert isinstance(page, SuggestionsScreen)
    pair = ("Kettunen, Hanna-Mari", "Kettunen, H.")
    assert pair in names(page)
    before = len(names(page))
    row = names(page).index(pair)
    page.table.selectRow(row)
    assert (nameless(place.window), cut_off(page)) == ([], [])
    page.table.setFocus()
    press(page.table, "Enter")
    screen = place.window.page()
    assert isinstance(screen, PersonScreen)
    assert {str(place.hanna), str(other)} <= set(place.window.navigator.here().split("/"))
    view = comparison(screen)
    view.different.setFocus()
    press(view.different, "Space")
    settle()
    assert place.window.page() is page
    assert pair not in names(page)
    assert len(names(page)) == before - 1
    press(place.window, "Ctrl+Z")
    settle()
    assert pair in names(page)


def test_what_stays_in_sight_of_the_pairs_is_logged(place: Place, other: int) -> None:
    page = place.go("same_persons")
    assert isinstance(page, SuggestionsScreen)
    settle()
    assert {("person", place.hanna), ("person", other)} <= set(page._in_sight())


def test_looking_goes_on_in_the_background_and_can_be_stopped(qtbot: QtBot, tmp_path: Path) -> None:
    office, hanna = persons_office(tmp_path / "office")
    tasks = Tasks()
    at = entered(office)
    place = Place(at, hanna, runner=tasks)
    qtbot.addWidget(place.window)
    place.window.resize(1360, 820)
    place.window.show()
    told: list[str] = []
    place.context.jobs.told.connect(lambda words, _can: told.append(words))
    held = Event()
    tasks.run(place.window, lambda _progress: held.wait(), lambda _done: None, failed=place.messages.failed)
    page = place.go("same_persons")
    assert isinstance(page, SuggestionsScreen)
    page.cancel.click()
    held.set()
    assert "Etsiminen keskeytettiin" in texts(page)
    assert told[0].startswith("Etsitään")
    assert told[-1] == ""
    page.begin()
    place.go("persons")
    qtbot.waitUntil(lambda: page._found is not None, timeout=PATIENCE)
    assert told[-1] == ""
    tasks.close(at.close)
