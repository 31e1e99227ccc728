"""Pages beside the invoices: payments nobody has claimed, rates and financial periods; nothing on them is cut."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from asiakasrekisteri.gui.screens.invoices.listing import InvoicesPage
from asiakasrekisteri.gui.screens.invoices.tables import BillingTablesPage
from asiakasrekisteri.gui.screens.invoices.unmatched import UnmatchedPage
from asiakasrekisteri.usecases.billing.card import InvoiceCard, open_invoice
from asiakasrekisteri.usecases.billing.lists import list_invoices
from asiakasrekisteri.usecases.billing.payments import list_unmatched_payments
from tests.gui.bills import at_invoices
from tests.gui.firms import BAKERY
from tests.gui.keys import press
from tests.gui.people import Place
from tests.gui.walks import cut_off, nameless, settle

pytestmark = pytest.mark.slow


@pytest.fixture
def place(qtbot: QtBot, tmp_path: Path) -> Iterator[Place]:
    yield from at_invoices(qtbot, tmp_path / "office")


@pytest.fixture
def page(place: Place) -> InvoicesPage:
    made = place.go("invoices")
    assert isinstance(made, InvoicesPage)
    settle()
    return made


def stored(place: Place, number: str) -> InvoiceCard:
    (row_id,) = place.gate.call(list_invoices, number).ids
    return place.gate.call(open_invoice, row_id)


def said(widget: QWidget) -> str:
    """Return the words of every label that is shown."""
    return " ".join(one.text() for one in widget.findChildren(QLabel) if one.isVisible())


def test_a_payment_nobody_claimed_is_given_to_an_invoice_and_taken_back(place: Place, page: InvoicesPage) -> None:
    assert page.unmatched.text() == "Kohdistamattomat 2"
    page.unmatched.click()
    view = place.window.page()
    assert isinstance(view, UnmatchedPage)
    settle()
    bakery = next(p for p in place.gate.call(list_unmatched_payments).records if p.text("payer") == BAKERY)
    view.payments.choose_id(bakery.id)
    settle()
    assert [view.model.row_id(n) for n in range(view.model.rowCount())] == [place.hanna]
    press(view.payments, "Enter")
    assert view.invoices.hasFocus()
    press(view.invoices, "Enter")
    settle()
    assert stored(place, "10952").standing.open == 0
    assert len(place.gate.call(list_unmatched_payments).records) == 1
    place.window.undo_bar.undo()
    settle()
    assert stored(place, "10952").standing.open > 0


def test_where_the_payer_owes_nothing_every_open_invoice_may_be_chosen(place: Place) -> None:
    view = place.go("payments")
    assert isinstance(view, UnmatchedPage)
    settle()
    stranger = next(p for p in place.gate.call(list_unmatched_payments).records if p.text("payer") != BAKERY)
    view.payments.choose_id(stranger.id)
    settle()
    assert view.model.rowCount() == 8
    assert view.search.text() == ""


def test_a_reference_rate_that_is_missing_is_told_of_until_it_has_been_added(place: Place) -> None:
    view = place.go("billing_tables")
    assert isinstance(view, BillingTablesPage)
    settle()
    assert "puuttuu 1.7.2026" in said(view.references)
    view.references.add_button.click()
    form = place.window.page().editor.form  # type: ignore[union-attr]
    form.fields["since"].value_editor.line.setText("1.7.2026")
    form.fields["percent"].value_editor.load(Decimal("2.5"))
    form.fields["percent"].changed.emit()
    press(place.window, "Ctrl+S")
    settle()
    view = place.go("billing_tables")
    assert isinstance(view, BillingTablesPage)
    settle()
    assert "puuttuu" not in said(view.references)
    assert view.references.table.model().rowCount() == 1


def test_the_main_user_adds_a_financial_period(place: Place) -> None:
    view = place.go("billing_tables")
    assert isinstance(view, BillingTablesPage)
    settle()
    assert view.periods.table.model().rowCount() == 2
    view.periods.add_button.click()
    form = place.window.page().editor.form  # type: ignore[union-attr]
    form.fields["since"].value_editor.line.setText("1.1.2027")
    form.fields["until"].value_editor.line.setText("31.12.2027")
    press(place.window, "Ctrl+S")
    settle()
    view = place.go("billing_tables")
    assert isinstance(view, BillingTablesPage)
    settle()
    assert view.periods.table.model().rowCount() == 3
    assert str(view.periods.table.model().index(0, 0).data()) == "1.1.2027"


@pytest.mark.parametrize(
    "address", ["invoices", "invoice/{hanna}", "invoice/{hanna}/edit", "invoice/{hanna}/payment", "payments"]
)
def test_nothing_is_nameless_or_cut_off(place: Place, address: str) -> None:
    made = place.go(address.format(hanna=place.hanna))
    settle()
    assert nameless(place.window) == []
    assert cut_off(made) == []
