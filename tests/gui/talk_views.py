"""Pictures of what is said with customers: events, interactions, and the panel of a call (fictional data)."""

from collections.abc import Callable
from pathlib import Path
from tempfile import mkdtemp

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from asiakasrekisteri.gui.customer.events import EventsTab
from asiakasrekisteri.gui.screens.customers.page import CustomerPage
from asiakasrekisteri.gui.screens.interactions.listing import InteractionsPage
from asiakasrekisteri.gui.window import Window
from tests import offices
from tests.gui.firms import all_pages
from tests.gui.people import Place
from tests.gui.talks import talking_office


class _Talks(Place):
    """A window at an office with interactions."""

    call = 0


def _place() -> _Talks:
    office, bakery, call = talking_office(Path(mkdtemp(prefix="ar-kuva-")) / "office")
    at = offices.entered(office)
    made = _Talks(at, bakery, all_pages)
    made.call = call
    made.window.closed.connect(at.close)
    made.window.resize(1360, 820)
    made.window.status.show_backup("Varmuuskopio 22.11. klo\xa023.00")
    made.window.status.show_lock(540)
    made.window.destroyed.connect(lambda: made.bus)  # the place lives as long as its window
    made.window.show()
    return made


def turns() -> None:
    """Let what was asked come and find its place."""
    for _turn in range(8):
        QCoreApplication.processEvents()


def events() -> Window:
    """Return the events of the bakery with their facts."""
    place = _place()
    page = place.go(f"customer/{place.hanna}/tapahtumat")
    turns()
    assert isinstance(page, CustomerPage)
    assert isinstance(page.tabs.tab(), EventsTab)
    return place.window


def interactions() -> Window:
    """Return the list with the recorded call beside it."""
    place = _place()
    page = place.go("interactions")
    assert isinstance(page, InteractionsPage)
    turns()
    page.table.setFocus()
    page.table.choose_id(place.call)
    page.pane._rest.stop()
    page.pane._fetch()
    turns()
    return place.window


def interaction() -> Window:
    """Return the page of the mail."""
    place = _place()
    place.go(f"interaction/{place.call + 2}")
    turns()
    return place.window


def call() -> Window:
    """Return the page of the recorded call."""
    place = _place()
    place.go(f"interaction/{place.call}")
    turns()
    return place.window


def editing() -> Window:
    """Return the form of the recorded call."""
    place = _place()
    place.go(f"interaction/{place.call}/edit")
    turns()
    return place.window


def noting() -> Window:
    """Return the panel of a call beside the customer's page, half written."""
    place = _place()
    place.go(f"customer/{place.hanna}/tapahtumat")
    turns()
    assert place.notes is not None
    place.context.noted.emit("customer", place.hanna)
    fields = place.notes.fields
    fields.subject.setText("Verkkokaupan varmenne vanhenee")
    fields.body.setPlainText("Kysyi, uusiutuuko varmenne itsestään.")
    fields.recorded.setChecked(True)
    fields.minutes.show_minutes(4)
    place.notes.keep()
    turns()
    return place.window


def no_interactions() -> Window:
    """Return the list of an office in which nothing has been said."""
    at = offices.desk(Path(mkdtemp(prefix="ar-kuva-")) / "office")
    made = Place(at, 0, all_pages)
    made.window.closed.connect(at.close)
    made.window.destroyed.connect(lambda: made.bus)
    made.window.resize(1360, 820)
    made.window.show()
    made.go("interactions")
    turns()
    return made.window


TALK_VIEWS: dict[str, Callable[[], QWidget]] = {
    "06d-tapahtumat": events,
    "24-yhteydenotot": interactions,
    "24b-sahkoposti": interaction,
    "24c-puhelu": call,
    "24d-yhteydenotto-muokkaus": editing,
    "24e-kirjaus": noting,
    "24f-yhteydenotot-tyhja": no_interactions,
}
