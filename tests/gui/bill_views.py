"""Pictures of invoices: the list, one of them, its forms, payments without an invoice, rates and periods."""

from collections.abc import Callable
from pathlib import Path
from tempfile import mkdtemp

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from asiakasrekisteri.domain.permissions import Role
from asiakasrekisteri.gui.screens.invoices.listing import InvoicesPage
from asiakasrekisteri.gui.screens.invoices.page import InvoicePage
from asiakasrekisteri.gui.screens.invoices.rowsform import RowsCard
from asiakasrekisteri.usecases.billing.lists import list_invoices
from tests.gui.bills import billed_office, customer
from tests.gui.firms import BAKERY, all_pages
from tests.gui.people import Place
from tests.offices import colleague, entered

_KEPT: list[Place] = []


def _turns() -> None:
    for _turn in range(6):
        QCoreApplication.processEvents()


def _place(role: Role | None = None) -> Place:
    office, invoice = billed_office(Path(mkdtemp(prefix="ar-kuva-")) / "office")
    main = entered(office)
    used = main if role is None else colleague(office, main, role)
    if used is not main:
        main.close()
    made = Place(used, invoice, all_pages)
    made.window.resize(1360, 820)
    made.window.status.show_backup("Varmuuskopio 22.11. klo\xa023.00")
    made.window.status.show_lock(540)
    made.window.show()
    _KEPT.append(made)
    return made


def _at(address: str, role: Role | None = None) -> Place:
    place = _place(role)
    place.go(address)
    _turns()
    return place


def _list(query: str = "") -> QWidget:
    place = _at("invoices")
    page = place.window.page()
    assert isinstance(page, InvoicesPage)
    if query:
        page.list.search.setText(query)
        page.list.search.returnPressed.emit()
    else:
        page.list.table.choose_id(place.hanna)
    _turns()
    return place.window


def _one(number: str, rest: str = "", role: Role | None = None) -> Place:
    place = _place(role)
    (row_id,) = place.gate.call(list_invoices, number).ids
    place.go(f"invoice/{row_id}{rest}")
    _turns()
    return place


def _tab() -> QWidget:
    place = _place()
    place.go(f"customer/{customer(place.gate, BAKERY)}/laskut")
    _turns()
    return place.window


def _writing(*, faulty: bool = False) -> QWidget:
    place = _at("invoice/new/customer/1")
    page = place.window.page()
    assert isinstance(page, InvoicePage)
    assert page.form is not None
    rows = page.form.findChild(RowsCard)
    assert isinstance(rows, RowsCard)
    rows.rows[0].fields["product_id"].type_in(1)
    second = rows.add_row()
    second.fields["description"].type_in("Asennus ja käyttöönotto")
    second.fields["unit"].type_in("h")
    if faulty:
        second.fields["vat_percent"].value_editor.load(None)
        second.fields["unit_price"].value_editor.line.setText("sata")  # type: ignore[attr-defined]
        page.form.save()
    _turns()
    return place.window


BILL_VIEWS: dict[str, Callable[[], QWidget]] = {
    "10-laskut": _list,
    "10a-laskut-ei-osumia": lambda: _list("olematon"),
    "10b-lasku": lambda: _one("10940").window,
    "10c-lasku-myohassa": lambda: _one("10891").window,
    "10d-lasku-hyvitetty": lambda: _one("10949").window,
    "10e-lasku-lukija": lambda: _one("10940", role=Role.CUSTOMER_SERVICE).window,
    "10f-uusi-lasku": _writing,
    "10g-lasku-virheet": lambda: _writing(faulty=True),
    "10h-lasku-muokkaus-lahetetty": lambda: _one("10940", "/edit").window,
    "10i-suoritus": lambda: _one("10940", "/payment").window,
    "10j-muistutus": lambda: _one("10891", "/reminder").window,
    "10k-hyvitys": lambda: _one("10958", "/credit").window,
    "10l-kohdistamattomat": lambda: _at("payments").window,
    "10m-verokannat-tilikaudet": lambda: _at("billing_tables").window,
    "10n-lasku-muokkaus": lambda: _one("10101", "/edit").window,
    "10o-asiakkaan-laskut": _tab,
    "10p-hyvityslasku": lambda: _one("10962").window,
    "10q-verokanta": lambda: _at("vat_rate/1/edit").window,
}


def forget_bills() -> None:
    """Close every window that was opened for a picture, and lock its register."""
    while _KEPT:
        place = _KEPT.pop()
        place.window.close()
        place.desk.close()
        place.window.deleteLater()
