"""Pictures of services: a customer's tabs, the lists, pages of records and orders (fictional data)."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from tempfile import mkdtemp

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from asiakasrekisteri.gui.records.page import RecordPage
from asiakasrekisteri.gui.screens.persons.listing import PersonsScreen
from asiakasrekisteri.gui.window import Window
from tests import offices
from tests.gui.firms import all_pages
from tests.gui.people import Place
from tests.gui.sold import sold_office


def _place() -> Place:
    office, customer = sold_office(Path(mkdtemp(prefix="ar-kuva-")) / "office")
    at = offices.entered(office)
    made = Place(at, customer, all_pages)
    made.window.closed.connect(at.close)
    made.window.resize(1360, 820)
    made.window.destroyed.connect(lambda: made.bus)  # the place lives as long as its window
    made.window.show()
    return made


def shown(address: str) -> Window:
    """Return the window at an address, in which "{customer}" is the customer with everything."""
    place = _place()
    place.go(address.format(customer=place.hanna))
    for _turn in range(6):
        QCoreApplication.processEvents()
    return place.window


def faults() -> Window:
    """Return the form of a new domain name with faults."""
    place = _place()
    page = place.go(f"domain_name/new/customer/{place.hanna}")
    assert isinstance(page, RecordPage)
    assert page.editor is not None
    page.editor.form.fields["name"].type_in("tuiskula")
    page.editor.form.fields["holder_email"].type_in("tuiskula.fi")
    page.editor.save()
    return place.window


def informing() -> Window:
    """Return the persons who must still be told that their data are processed."""
    place = _place()
    page = place.go("persons")
    assert isinstance(page, PersonsScreen)
    page.sort.choose("untold")
    page.focus_start()
    return place.window


SERVICE_VIEWS: dict[str, Callable[[], QWidget]] = {
    "11-palvelut": partial(shown, "customer/{customer}/palvelut"),
    "11b-sopimukset": partial(shown, "customer/{customer}/sopimukset"),
    "11c-henkilot": partial(shown, "customer/{customer}/henkilot"),
    "11d-tietosuoja": partial(shown, "customer/{customer}/tietosuoja"),
    "11e-yleiskuva": partial(shown, "customer/{customer}"),
    "11f-lista-palvelut": partial(shown, "services/palvelut"),
    "11g-lista-verkkotunnukset": partial(shown, "services/verkkotunnukset"),
    "11h-lista-tuotteet": partial(shown, "services/tuotteet"),
    "11i-lista-palvelimet": partial(shown, "services/palvelimet"),
    "11j-lista-sopimukset": partial(shown, "services/sopimukset"),
    "11k-lista-tunnukset": partial(shown, "services/kayttajatunnukset"),
    "11l-sopimus": partial(shown, "contract/2"),
    "11m-tilaus": partial(shown, "sales_order/1"),
    "11n-tilaus-muokkaus": partial(shown, "sales_order/1/edit"),
    "11o-palvelin": partial(shown, "server/1"),
    "11p-tunnus": partial(shown, "hosting_account/1"),
    "11q-palvelu": partial(shown, "service/1"),
    "11r-palvelu-muokkaus": partial(shown, "service/1/edit"),
    "11s-verkkotunnus-virhe": faults,
    "07g-kerrottava": informing,
    "11t-uusi-kayttaja": partial(shown, "end_user/new/customer/{customer}"),
}
