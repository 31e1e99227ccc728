"""Pictures of the customers: list with card, page, form, palette, empty and nothing found (fictional data)."""

from collections.abc import Callable
from pathlib import Path
from tempfile import mkdtemp

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QLineEdit, QWidget

from asiakasrekisteri.gui.palette import Entry, Palette
from asiakasrekisteri.gui.screens.customers.list import CustomersPage
from asiakasrekisteri.gui.screens.customers.page import CustomerPage
from asiakasrekisteri.gui.screens.customers.ytj import YtjScreen
from asiakasrekisteri.gui.window import Window
from tests import offices
from tests.gui.firms import all_pages, furnished_office
from tests.gui.people import Place
from tests.ytjserver import LEIPOMO, Habits, ytj


def _place(*, furnished: bool = True) -> Place:
    folder = Path(mkdtemp(prefix="ar-kuva-")) / "office"
    office, bakery = furnished_office(folder) if furnished else (offices.office(folder), 0)
    at = offices.entered(office)
    made = Place(at, bakery, all_pages)
    made.window.closed.connect(at.close)
    made.window.resize(1360, 820)
    made.window.status.show_backup("Varmuuskopio 22.11. klo\xa023.00")
    made.window.status.show_lock(540)
    made.window.destroyed.connect(lambda: made.bus)  # the place lives as long as its window
    made.window.sidebar._search.setVisible(True)
    made.window.show()
    return made


def _turns() -> None:
    for _turn in range(6):
        QCoreApplication.processEvents()


def _list(place: Place) -> CustomersPage:
    page = place.go("customers")
    assert isinstance(page, CustomersPage)
    _turns()
    return page


def customers() -> Window:
    """Return the list with the card of the bakery beside it."""
    place = _place()
    page = _list(place)
    page.table.setFocus()
    page.table.choose_id(place.hanna)
    page.pane._rest.stop()
    page.pane._fetch()
    return place.window


def compared() -> Window:
    """Return the bakery beside YTJ: in a bankruptcy that nobody knew of, its form and address to be accepted."""
    place = _place()
    with ytj(Habits(companies=[{**LEIPOMO, "companySituations": [{"type": "KONK"}]}])) as base:
        page = place.go(f"ytj/{place.hanna}")
        assert isinstance(page, YtjScreen)
        page.base = base
        page.by.setText("1234567-1")
        page.ask()
        _turns()
    return place.window


def no_hits() -> Window:
    """Return the list with conditions that nobody meets."""
    place = _place()
    page = _list(place)
    page.search.setText("olematon")
    page.status.choose("ended")
    return place.window


def first_time() -> Window:
    """Return the list of an empty register."""
    place = _place(furnished=False)
    _list(place)
    return place.window


def customer() -> Window:
    """Return the page of the bakery."""
    place = _place()
    place.go(f"customer/{place.hanna}")
    return place.window


def editing() -> Window:
    """Return the form of the bakery with something changed."""
    place = _place()
    page = place.go(f"customer/{place.hanna}/edit")
    assert isinstance(page, CustomerPage)
    assert page.editor is not None
    since = page.editor.form.fields["since"].editor
    assert isinstance(since, QLineEdit)
    since.setText("3.2.2020")
    return place.window


def adding() -> Window:
    """Return the form of a new private customer: faults, and somebody who may be the same."""
    place = _place()
    page = place.go("customer/new")
    assert isinstance(page, CustomerPage)
    editor = page.editor
    assert editor is not None
    editor.form.fields["kind"].type_in("private")
    editor.form.fields["name"].type_in("Kettunen, Hanna-Mari")
    editor.details[0].rows[0].fields["address"].type_in("hanna-mari.kettunen.fi")
    editor.duplicates.look()
    editor.form.submit()
    return place.window


def palette() -> QWidget:
    """Return the palette with hits."""
    place = _place()
    _list(place)
    entries = [Entry("Asiakkaat", "building-2", "Sivut", lambda: None)]
    made = Palette(place.window, place.context, entries)
    made.finished.connect(place.window.close)
    made.search.setText("kettu")
    made._find("kettu")
    return made


CUSTOMER_VIEWS: dict[str, Callable[[], QWidget]] = {
    "04-asiakkaat": customers,
    "04c-asiakkaat-ei-osumia": no_hits,
    "06-asiakas": customer,
    "06b-asiakas-muokkaus": editing,
    "06c-uusi-asiakas": adding,
    "06d-asiakas-ytj": compared,
    "17-komentopaletti": palette,
    "18b-asiakkaat-tyhja": first_time,
}
