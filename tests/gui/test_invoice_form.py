"""An invoice written by keys: rows added, filled from products, moved, removed; sums at once; faults in place."""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from asiakasrekisteri.gui.screens.invoices.page import InvoicePage
from asiakasrekisteri.gui.screens.invoices.rowline import RowLine
from asiakasrekisteri.gui.screens.invoices.rowsform import RowsCard
from asiakasrekisteri.gui.widgets.basics import Button
from asiakasrekisteri.usecases.billing.card import open_invoice
from asiakasrekisteri.usecases.billing.invoice_rows import RowEdit
from asiakasrekisteri.usecases.billing.invoices import save_invoice
from asiakasrekisteri.usecases.billing.lists import list_invoices
from tests.gui.bills import at_invoices, bill, customer
from tests.gui.firms import BAKERY
from tests.gui.keys import press
from tests.gui.people import Place
from tests.gui.test_invoices import acts, opened, stored, words
from tests.gui.walks import cut_off, nameless, settle

pytestmark = pytest.mark.slow


@pytest.fixture
def place(qtbot: QtBot, tmp_path: Path) -> Iterator[Place]:
    yield from at_invoices(qtbot, tmp_path / "office")


@pytest.fixture
def draft(place: Place) -> str:
    """Store an invoice that has not been sent; return its number."""
    bill(place.gate, "11000", BAKERY, dt.date(2026, 11, 20), 14, "100.00")
    return "11000"


def new_invoice(place: Place) -> tuple[InvoicePage, RowsCard]:
    page = place.go(f"invoice/new/customer/{customer(place.gate, BAKERY)}")
    assert isinstance(page, InvoicePage)
    settle()
    return page, rows_of(page)


def rows_of(page: InvoicePage) -> RowsCard:
    assert page.form is not None
    found = page.form.findChild(RowsCard)
    assert isinstance(found, RowsCard)
    return found


def write(line: RowLine, name: str, text: str) -> None:
    line.fields[name].value_editor.line.setText(text)  # type: ignore[attr-defined]


def descriptions(place: Place, number: str) -> list[str]:
    return [r.text("description") for r in stored(place, number).rows]


def test_a_product_fills_its_name_price_and_rate_and_the_sums_follow(place: Place) -> None:
    page, rows = new_invoice(place)
    (line,) = rows.rows
    line.fields["product_id"].type_in(1)
    settle()
    assert line.values()["description"] == "Webhotelli Pro"
    assert line.values()["vat_percent"] == Decimal("25.5")
    write(line, "quantity", "12")
    settle()
    assert "598,80\xa0€" in words(rows)
    assert "751,49\xa0€" in words(rows)
    write(line, "description", "Webhotelli vuodeksi")
    line.fields["product_id"].type_in(2)
    settle()
    assert line.values()["description"] == "Webhotelli vuodeksi"
    assert line.values()["unit_price"] == Decimal("19.9")
    press(page, "Ctrl+S")
    settle()
    number = str(place.gate.call(open_invoice, int(place.window.navigator.here().split("/")[1])).record["number"])
    assert number == "10963"
    assert stored(place, number).record["buyer_name"] == BAKERY
    assert stored(place, number).record["due_on"] == dt.date(2026, 12, 6)


def test_rows_are_added_moved_and_removed_by_keys(place: Place) -> None:
    page, rows = new_invoice(place)
    rows.rows[0].focus_first()
    for text in ("eka", "toka", "kolmas"):
        if text != "eka":
            press(page, "Insert")
        line = rows.rows[-1]
        write(line, "description", text)
        write(line, "unit_price", "10")
    assert len(rows.rows) == 3
    rows.rows[2].focus_first()
    press(page, "Alt+Up")
    press(page, "Alt+Up")
    assert [r.values()["description"] for r in rows.rows] == ["kolmas", "eka", "toka"]
    press(page, "Alt+Down")
    assert [r.values()["description"] for r in rows.rows] == ["eka", "kolmas", "toka"]
    rows.rows[2].focus_first()
    press(page, "Ctrl+Del")
    press(page, "Ctrl+S")
    settle()
    assert descriptions(place, "10963") == ["eka", "kolmas"]


def test_stored_rows_keep_the_order_they_were_moved_to(place: Place, draft: str) -> None:
    before = descriptions(place, draft)
    page = opened(place, draft, "/edit")
    rows = rows_of(page)
    press(page, "Insert") if rows.add_button.hasFocus() else rows.add_button.click()
    write(rows.rows[2], "description", "Asennus")
    write(rows.rows[2], "unit_price", "60")
    rows.rows[2].focus_first()
    press(page, "Alt+Up")
    press(page, "Alt+Up")
    press(page, "Ctrl+S")
    settle()
    assert descriptions(place, draft) == ["Asennus", *before]
    assert stored(place, draft).record["net"] == Decimal("160.00")


def test_moving_a_row_there_and_back_is_no_change(place: Place, draft: str) -> None:
    page = opened(place, draft, "/edit")
    rows = rows_of(page)
    rows.rows[0].focus_first()
    press(page, "Alt+Down")
    assert page.form is not None
    assert page.form.is_changed()
    press(page, "Alt+Up")
    assert not page.form.is_changed()
    assert rows.edits() == []


def test_a_stored_row_is_removed_and_the_save_is_undone(place: Place, draft: str) -> None:
    page = opened(place, draft, "/edit")
    rows_of(page).rows[0].focus_first()
    press(page, "Ctrl+Del")
    press(page, "Ctrl+S")
    settle()
    assert descriptions(place, draft) == ["Verkkotunnus, vuosi"]
    place.window.undo_bar.undo()
    settle()
    assert len(descriptions(place, draft)) == 2


def test_faults_of_rows_are_named_in_the_banner_and_stand_under_their_fields(place: Place) -> None:
    page, rows = new_invoice(place)
    line = rows.rows[0]
    write(line, "description", "Asennus")
    write(line, "unit_price", "sata")
    press(page, "Ctrl+S")
    settle()
    assert line.fields["unit_price"].problem() == "Lukua ei ymmärretä. Kirjoita esimerkiksi 12,5."
    assert line.fields["unit_price"].editor.hasFocus()
    links = [b.text() for b in page.findChildren(Button) if b.isVisible()]
    assert "Rivi 1: yksikköhinta" in links


def test_a_rate_that_is_not_in_force_is_refused_at_its_row_until_a_reason_is_given(place: Place) -> None:
    page, rows = new_invoice(place)
    rows.rows[0].focus_first()
    press(page, "Insert")
    line = rows.rows[1]  # the empty first row is passed over: the refusal must still come to this one
    write(line, "description", "Asennus")
    write(line, "unit_price", "100")
    write(line, "vat_percent", "24")
    press(page, "Ctrl+S")
    settle()
    assert line.fields["vat_percent"].problem().startswith("Verokanta 24\xa0% ei ole voimassa 22.11.2026.")
    assert "Rivi 2: verokanta" in [b.text() for b in page.findChildren(Button) if b.isVisible()]
    line.show_more()
    write(line, "vat_reason", "Sopimus ennen muutosta")
    press(page, "Ctrl+S")
    settle()
    assert stored(place, "10963").record["vat"] == Decimal("24.00")


def test_an_invoice_without_rows_is_not_saved(place: Place) -> None:
    page, rows = new_invoice(place)
    press(page, "Ctrl+S")
    settle()
    assert page.form is not None
    assert "Laskulla on oltava vähintään yksi rivi. Lisää rivi." in words(rows)
    assert rows.add_button.hasFocus()


def test_a_new_invoice_without_a_customer_asks_for_one(place: Place) -> None:
    page = place.go("invoice/new")
    assert isinstance(page, InvoicePage)
    settle()
    write(rows_of(page).rows[0], "description", "Asennus")
    write(rows_of(page).rows[0], "unit_price", "1")
    press(page, "Ctrl+S")
    settle()
    assert "Valitse asiakas." in words(page)
    assert len(place.gate.call(list_invoices, "10963").ids) == 0


def test_of_a_sent_invoice_only_what_may_change_is_offered(place: Place) -> None:
    page = opened(place, "10952", "/edit")
    assert page.form is not None
    shown = {name for name, field in page.form.form.fields.items() if field.isVisible()}
    assert "number" not in shown
    assert "issued_on" not in shown
    assert {"due_on", "disputed", "in_collection", "note"} <= shown
    assert page.form.findChild(RowsCard) is None
    assert "Lasku on lähetetty 18.11.2026" in words(page)
    page.form.form.fields["disputed"].type_in(True)
    press(page, "Ctrl+S")
    settle()
    assert "Asiakas on riitauttanut laskun" in words(page)
    assert not acts(page)["Kirjaa muistutus"].isEnabled()


def test_leaving_an_unsaved_invoice_asks(place: Place, draft: str) -> None:
    page = opened(place, draft, "/edit")
    write(rows_of(page).rows[0], "description", "Muu")
    place.go("invoices")
    settle()
    assert page.isVisible()
    assert page.form is not None
    assert page.window_title().startswith("•")


def test_what_was_typed_is_kept_on_top_of_what_somebody_saved_first(place: Place, draft: str) -> None:
    page = opened(place, draft, "/edit")
    write(rows_of(page).rows[0], "description", "Minun sanani")
    assert page.form is not None
    page.form.form.fields["note"].type_in("minun huomautukseni")
    card = stored(place, draft)
    other = RowEdit(card.rows[1].id, card.rows[1].version, {"unit_price": Decimal("29.90")})
    place.gate.call(save_invoice, card.record.id, card.record.version, {"note": "toisen sana"}, [other])
    press(page, "Ctrl+S")
    settle()
    assert page.form is not None
    assert any("tallennettu ”toisen sana”" in text for text in words(page))
    assert rows_of(page).rows[1].values()["unit_price"] == Decimal("29.90")
    press(page, "Ctrl+S")
    settle()
    assert descriptions(place, draft)[0] == "Minun sanani"
    assert stored(place, draft).record["note"] == "minun huomautukseni"
    assert stored(place, draft).rows[1]["unit_price"] == Decimal("29.90")


def test_what_somebody_saved_first_can_be_taken(place: Place, draft: str) -> None:
    page = opened(place, draft, "/edit")
    write(rows_of(page).rows[0], "description", "Minun sanani")
    card = stored(place, draft)
    place.gate.call(save_invoice, card.record.id, card.record.version, {"note": "toisen sana"})
    press(page, "Ctrl+S")
    settle()
    next(b for b in page.findChildren(Button) if b.text() == "Ota tallennetut" and b.isVisible()).click()
    settle()
    assert page.form is not None
    assert page.form.form.values()["note"] == "toisen sana"
    assert rows_of(page).rows[0].values()["description"] == "Webhotelli Pro"
    assert not page.form.is_changed()


def test_nothing_of_the_form_is_nameless_or_cut_off(place: Place, draft: str) -> None:
    page = opened(place, draft, "/edit")
    rows_of(page).rows[0].show_more()
    settle()
    assert nameless(place.window) == []
    assert cut_off(page) == []
