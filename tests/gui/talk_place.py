"""A window at an office in which things have been said, and ways about it."""

from collections.abc import Iterator
from pathlib import Path

from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from asiakasrekisteri.domain.permissions import Role
from asiakasrekisteri.gui.customer.events import EventsTab
from asiakasrekisteri.gui.screens.customers.page import CustomerPage
from asiakasrekisteri.gui.screens.interactions.listing import InteractionsPage
from asiakasrekisteri.gui.screens.interactions.page import InteractionPage
from asiakasrekisteri.gui.widgets.basics import Button
from asiakasrekisteri.usecases.interactions.lists import InteractionFilter, list_interactions
from asiakasrekisteri.usecases.office import Desk
from tests import offices
from tests.gui.firms import all_pages
from tests.gui.people import Place
from tests.gui.talks import MAIL, talking_office
from tests.gui.walks import settle


class Talks(Place):
    """A window at an office with interactions; `call` is the recorded one."""

    call = 0


def at_talks(qtbot: QtBot, folder: Path, role: Role = Role.MAIN_USER) -> Iterator[Talks]:
    """Open the window of the main user, or of a colleague in a role; afterwards lock the register."""
    office, bakery, call = talking_office(folder)
    main = offices.entered(office)
    at: Desk = main if role is Role.MAIN_USER else offices.colleague(office, main, role)
    made = Talks(at, bakery, all_pages)
    made.call = call
    qtbot.addWidget(made.window)
    made.window.resize(1360, 820)
    with qtbot.waitActive(made.window):
        made.window.show()
        made.window.activateWindow()
    yield made
    for desk in {id(d): d for d in (at, main)}.values():
        desk.close()


def words(widget: QWidget) -> list[str]:
    """Return the words of the labels and buttons in sight."""
    labels = [w.text() for w in widget.findChildren(QLabel) if w.isVisible()]
    return labels + [b.text() for b in widget.findChildren(Button) if b.isVisible()]


def listed(place: Talks) -> InteractionsPage:
    """Return the list."""
    page = place.go("interactions")
    assert isinstance(page, InteractionsPage)
    settle()
    return page


def one(place: Talks, row_id: int, rest: str = "") -> InteractionPage:
    """Return the page of an interaction."""
    page = place.go(f"interaction/{row_id}{rest}")
    assert isinstance(page, InteractionPage)
    settle()
    return page


def mail(place: Talks) -> int:
    """Return the id of the mail."""
    (found,) = place.gate.call(list_interactions, InteractionFilter(MAIL)).ids
    return found


def events(place: Talks) -> EventsTab:
    """Return the events of the bakery."""
    page = place.go(f"customer/{place.hanna}/tapahtumat")
    settle()
    assert isinstance(page, CustomerPage)
    tab = page.tabs.tab()
    assert isinstance(tab, EventsTab)
    return tab


def titles(tab: EventsTab) -> list[str]:
    """Return the titles of the events shown."""
    timeline = tab.events.timeline
    return [timeline.event_at(row).title for row in range(timeline.model().rowCount())]


def saved(folder: Path, content: bytes, name: str = "viesti.eml") -> Path:
    """Save a file and return where it is."""
    file = folder / name
    file.write_bytes(content)
    return file
