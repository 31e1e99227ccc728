"""Invoices in the window: the list and its figures, one read and recorded, the customer's own, payments to claim."""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from asiakasrekisteri.domain.permissions import Permission, Role
from asiakasrekisteri.gui.attaching import AttachmentPanel
from asiakasrekisteri.gui.customer.invoices import InvoicesTab
from asiakasrekisteri.gui.screens.invoices.listing import InvoicesPage
from asiakasrekisteri.gui.screens.invoices.page import InvoicePage
from asiakasrekisteri.gui.screens.invoices.tables import BillingTablesPage
from asiakasrekisteri.gui.widgets.basics import Button
from asiakasrekisteri.gui.widgets.marks import Pill
from asiakasrekisteri.gui.widgets.popover import Popover
from asiakasrekisteri.gui.widgets.provenance import ProvenanceChip
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.billing.card import InvoiceCard, open_invoice
from asiakasrekisteri.usecases.billing.lists import list_invoices
from asiakasrekisteri.usecases.billing.payments import list_unmatched_payments
from asiakasrekisteri.usecases.edits import from_source
from asiakasrekisteri.usecases.gate import nothing, use_case
from asiakasrekisteri.usecases.logs import show_log
from asiakasrekisteri.usecases.privacy.restricting import restrict_person
from asiakasrekisteri.usecases.records import entity_of, got
from tests.gui.bills import BILLS, at_invoices, bill, billed_office, customer
from tests.gui.firms import BAKERY, all_pages
from tests.gui.keys import press, type_text
from tests.gui.people import Place
from tests.gui.running import PATIENCE, running, sign_in
from tests.gui.walks import settle
from tests.offices import colleague, entered

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


def cells(page: InvoicesPage, column: str) -> list[str]:
    model = page.list.model
    place = next(n for n, c in enumerate(model.columns) if c.name == column)
    return [str(model.index(row, place).data()) for row in range(model.rowCount())]


def words(widget: QWidget) -> list[str]:
    shown = [made.text() for made in widget.findChildren(QLabel) if made.isVisible()]
    return shown + [made.text() for made in widget.findChildren(Pill) if made.isVisible()]


def id_of(place: Place, number: str) -> int:
    (row_id,) = place.gate.call(list_invoices, number).ids
    return row_id


def opened(place: Place, number: str, rest: str = "") -> InvoicePage:
    made = place.go(f"invoice/{id_of(place, number)}{rest}")
    assert isinstance(made, InvoicePage)
    settle()
    return made


def stored(place: Place, number: str) -> InvoiceCard:
    return place.gate.call(open_invoice, id_of(place, number))


def acts(page: InvoicePage) -> dict[str, Button]:
    return {b.text(): b for b in page.top.findChildren(Button) if b.isVisible() and b.text()}


def is_writing(page: InvoicePage) -> bool:
    return page.form is not None


def test_the_newest_number_is_first_and_each_state_is_told_in_words(page: InvoicesPage) -> None:
    states = dict(zip(cells(page, "number"), cells(page, "state"), strict=True))
    assert list(states)[:3] == ["10962", "10961", "10958"]
    assert {number: states[number] for number in [*(b[0] for b in BILLS), "10962"]} == {
        "10884": "Perinnässä",
        "10891": "Myöhässä 39\xa0pv",
        "10908": "Myöhässä 25\xa0pv",
        "10936": "Maksettu 12.11.",
        "10940": "Osa maksettu",
        "10943": "Erääntyy tänään",
        "10949": "Hyvitetty",
        "10950": "Maksettu 20.11.",
        "10952": "Avoin",
        "10958": "Avoin",
        "10961": "Avoin",
        "10962": "Hyvitys 10949",
    }


def test_the_sums_of_the_year_stand_over_the_list_and_in_the_status_bar(place: Place, page: InvoicesPage) -> None:
    assert {"Avoinna, 8 laskua", "Siitä erääntynyt, 4 laskua", "Laskutettu 2026"} <= set(words(page.list.figures))
    assert place.window.status.counts.text().split("    ")[0] == "22 laskua"
    assert "avoinna 3\xa0540,30\xa0€" in place.window.status.counts.text()
    assert page.list.figures.chart is not None
    november = page.list.figures.chart.bars._months[10]
    assert november.open > 0


def test_segments_narrow_the_list_and_esc_widens_it(place: Place, page: InvoicesPage) -> None:
    page.list.segments.choose("overdue")
    settle()
    assert cells(page, "number") == ["10940", "10908", "10891", "10884"]
    assert place.window.status.counts.text() == "4 / 32 laskua"
    page.list.segments.choose("credit_notes")
    settle()
    assert cells(page, "number") == ["10962"]
    press(place.window, "Esc")
    settle()
    assert len(cells(page, "number")) == 22


def test_a_reference_is_found_however_it_is_spaced_and_enter_opens_it(place: Place, page: InvoicesPage) -> None:
    reference = cells(page, "reference")[cells(page, "number").index("10952")].replace("\xa0", "")
    press(place.window, "Ctrl+F")
    type_text(page.list.search, f"{reference[:3]} {reference[3:]}")
    press(page.list.search, "Enter")
    settle()
    assert place.window.navigator.here() == f"invoice/{place.hanna}"


def test_no_hits_tell_the_conditions_and_one_button_takes_them_away(place: Place, page: InvoicesPage) -> None:
    press(place.window, "Ctrl+F")
    type_text(page.list.search, "olematon")
    press(page.list.search, "Enter")
    settle()
    assert "Ei osumia ehdolla ”olematon” ja vuosi 2026" in words(page)
    next(b for b in page.findChildren(Button) if b.text() == "Poista ehdot" and b.isVisible()).click()
    settle()
    page.list.refresh()
    assert len(cells(page, "number")) == 32
    assert page.list.year.code() == ""
    assert place.window.status.counts.text() == "32 laskua"


def test_a_column_puts_the_list_in_order(page: InvoicesPage) -> None:
    place = next(n for n, c in enumerate(page.list.model.columns) if c.name == "balance")
    page.list.table.sortByColumn(place, Qt.SortOrder.DescendingOrder)
    settle()
    assert cells(page, "number")[:3] == ["10884", "10891", "10961"]


def test_f2_opens_the_current_invoice_for_editing(place: Place, page: InvoicesPage) -> None:
    page.list.table.choose_id(place.hanna)
    press(page.list.table, "F2")
    settle()
    assert place.window.navigator.here() == f"invoice/{place.hanna}/edit"
    form = place.window.page()
    assert isinstance(form, InvoicePage)
    assert is_writing(form)
    press(place.window, "Esc")
    settle()
    assert not is_writing(form)
    press(place.window, "Esc")
    assert place.window.page() is page


def test_what_stays_in_sight_is_logged_once(place: Place, page: InvoicesPage) -> None:
    page.list._seen.note()
    page.list._seen.note()
    assert len([row for row in place.gate.call(show_log) if row.use_case == "note_seen"]) == 1


def test_a_payment_is_recorded_of_all_that_is_open_and_taken_back(place: Place) -> None:
    page = opened(place, "10940")
    assert {"Osa maksettu", "Lasku 10940", "248,54\xa0€"} <= set(words(page))
    acts(page)["Kirjaa suoritus"].click()
    settle()
    assert page.form is not None
    assert page.form.form.values()["paid_on"] == dt.date(2026, 11, 22)
    press(page, "Ctrl+S")
    settle()
    assert "Maksettu 22.11." in words(page)
    assert place.window.navigator.here() == f"invoice/{id_of(place, '10940')}"
    place.window.undo_bar.undo()
    settle()
    assert "Osa maksettu" in words(page)
    assert len(stored(place, "10940").payments) == 1


def test_a_payment_is_corrected_detached_and_comes_among_the_unmatched(place: Place) -> None:
    page = opened(place, "10940")
    tools = {b.accessibleName(): b for b in page.findChildren(Button) if b.isVisible()}
    tools["Muokkaa suoritusta 18.11.2026"].click()
    settle()
    assert page.form is not None
    page.form.form.fields["amount"].value_editor.line.setText("500")  # type: ignore[attr-defined]
    press(page, "Ctrl+S")
    settle()
    assert "348,54\xa0€" in words(page)
    tools = {b.accessibleName(): b for b in page.findChildren(Button) if b.isVisible()}
    tools["Irrota suoritus 18.11.2026 laskulta kohdistamattomiin"].click()
    settle()
    assert "Laskulle ei ole kirjattu suorituksia." in words(page)
    assert len(place.gate.call(list_unmatched_payments).records) == 3


def test_rows_and_payments_tell_where_they_came_from(place: Place) -> None:
    page = opened(place, "10936")
    chips = {c.accessibleName(): c for c in page.findChildren(ProvenanceChip) if c.isVisible()}
    card = stored(place, "10936")
    assert card.rows
    assert card.payments
    assert all(any(name.startswith(r.text("description")) for name in chips) for r in card.rows)
    payment = next(chip for name, chip in chips.items() if name.startswith("Suoritus "))
    payment.click()
    settle()
    assert any(popover.isVisible() for popover in page.window().findChildren(Popover))


def test_a_reminder_is_refused_with_its_reason_before_the_due_day(place: Place) -> None:
    page = opened(place, "10958")
    button = acts(page)["Kirjaa muistutus"]
    assert not button.isEnabled()
    assert button.toolTip().startswith("Lasku erääntyy 3.12.2026.")
    assert button.toolTip() in words(page)
    place.go(f"invoice/{id_of(place, '10958')}/reminder")
    settle()
    assert page.form is None


def test_a_late_invoice_is_reminded_of_and_a_fee_over_the_law_is_refused(place: Place) -> None:
    page = opened(place, "10908", "/reminder")
    assert page.form is not None
    page.form.form.fields["fee"].value_editor.line.setText("40")  # type: ignore[attr-defined]
    press(page, "Ctrl+S")
    settle()
    assert page.form.form.fields["fee"].problem() == "Maksua saa veloittaa enintään 12,00\xa0€."
    page.form.form.fields["fee"].value_editor.line.setText("12")  # type: ignore[attr-defined]
    press(page, "Ctrl+S")
    settle()
    (reminder,) = stored(place, "10908").reminders
    assert reminder["sent_on"] == dt.date(2026, 11, 22)
    assert "12,00\xa0€" in words(page)


def test_an_invoice_is_credited_in_part_and_the_note_opens(place: Place) -> None:
    page = opened(place, "10958", "/credit")
    assert page.form is not None
    second = next(b for b in page.findChildren(Button) if b.accessibleName() == "Poista rivi" and b.isVisible())
    second.click()
    press(page, "Ctrl+S")
    settle()
    assert "Hyvitys 10958" in words(page)
    assert place.window.navigator.here() != f"invoice/{id_of(place, '10958')}"
    (note,) = stored(place, "10958").credits
    card = stored(place, "10958")
    assert card.totals is not None
    assert note["gross"] == card.standing.open - card.totals.gross


def test_a_wholly_credited_invoice_is_not_credited_again(place: Place) -> None:
    button = acts(opened(place, "10949"))["Hyvitä"]
    assert not button.isEnabled()
    assert button.toolTip() == "Lasku on hyvitetty kokonaan."


@pytest.fixture
def reader(qtbot: QtBot, tmp_path: Path) -> Iterator[Place]:
    """Open the window of customer service, which reads billing and writes none of it."""
    office, _invoice = billed_office(tmp_path / "office")
    main = entered(office)
    at = colleague(office, main, Role.CUSTOMER_SERVICE)
    made = Place(at, 0, all_pages)
    qtbot.addWidget(made.window)
    made.window.show()
    yield made
    at.close()
    main.close()


def test_a_role_that_only_reads_sees_everything_and_is_told_why_it_may_not_write(reader: Place) -> None:
    page = opened(reader, "10940")
    assert "600,00\xa0€" in words(page)
    for name in ("Muokkaa", "Kirjaa muistutus", "Hyvitä", "Kirjaa suoritus"):
        assert not acts(page)[name].isEnabled()
        assert acts(page)[name].toolTip().startswith("Roolillasi ei ole oikeutta kirjata laskuja.")
    opened(reader, "10940", "/edit")
    assert page.form is None
    view = reader.go("billing_tables")
    assert isinstance(view, BillingTablesPage)
    assert not view.rates.add_button.isVisible()


def test_a_customer_has_a_tab_of_its_own_invoices(place: Place) -> None:
    row_id = customer(place.gate, BAKERY)
    front = place.go(f"customer/{row_id}/laskut")
    settle()
    tab = next(t for t in front.findChildren(InvoicesTab))
    assert tab.isVisible()
    assert tab.list.model.rowCount() == 16
    assert place.window.status.counts.text() == "16 laskua"
    assert "Avoinna, 1 lasku" in words(tab.list.figures)
    tab.new_button.click()
    assert place.window.navigator.here() == f"invoice/new/customer/{row_id}"


def test_a_customer_without_invoices_is_told_so(place: Place) -> None:
    front = place.go(f"customer/{customer(place.gate, 'Öljymäen Autohuolto Oy')}/laskut")
    settle()
    assert "Laskuja ei ole" in words(front)


@use_case(Permission.BILLING_WRITE, discloses=nothing)
def bring_from_elsewhere(work: Work, invoice_id: int) -> None:
    """Leave sums that do not follow from the rows, as other programs do."""
    from_source(work, "import")
    invoice = got(work, entity_of("invoice"), invoice_id)
    invoice.gross = Decimal("999.99")  # type: ignore[attr-defined]


def test_sums_that_do_not_follow_from_the_rows_are_flagged_and_nothing_is_refused(place: Place) -> None:
    place.gate.call(bring_from_elsewhere, place.hanna)
    page = opened(place, "10952")
    assert "Laskun summat eivät täsmää" in words(page)
    assert any("999,99\xa0€" in text and "120,48\xa0€" in text for text in words(page))
    assert acts(page)["Kirjaa suoritus"].isEnabled()


def test_of_a_restricted_customer_no_sum_is_shown_and_nothing_is_recorded(place: Place) -> None:
    bill(place.gate, "11001", "Ekblom, Birgitta", dt.date(2026, 11, 20), 14, "77.70")
    person = stored(place, "11001").person_id
    assert person is not None
    place.gate.call(restrict_person, person, "accuracy")
    listed = place.go("invoices")
    assert isinstance(listed, InvoicesPage)
    settle()
    row = cells(listed, "number").index("11001")
    assert (cells(listed, "state")[row], cells(listed, "gross")[row]) == ("Rajoitettu", "rajoitettu")
    page = opened(place, "11001")
    assert "Asiakkaan tietojen käsittelyä on rajoitettu (18 art.)" in words(page)
    assert not any("97,51" in text or "77,70" in text for text in words(page))
    assert not acts(page)["Kirjaa suoritus"].isEnabled()


def test_a_file_is_hung_on_an_invoice(place: Place, tmp_path: Path) -> None:
    page = opened(place, "10952")
    file = tmp_path / "lasku.pdf"
    file.write_bytes(b"%PDF-1.4 fiktiivinen")
    page.findChildren(AttachmentPanel)[-1].take([file])
    settle()
    (kept,) = stored(place, "10952").attachments
    assert kept["name"] == "lasku.pdf"
    assert any(b.toolTip() == "lasku.pdf" and b.isVisible() for b in page.findChildren(Button))


def test_the_way_from_the_sidebar_to_a_recorded_payment_by_keys_alone(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path
) -> None:
    """With real threads: every answer comes later than the key that asked for it."""
    billed_office(tmp_path / "office")
    with running(qapp, tmp_path / "office") as app:
        window = sign_in(app, qtbot)
        press(window, "Ctrl+5")
        page = window.page()
        assert isinstance(page, InvoicesPage)
        qtbot.waitUntil(lambda: page.list.model.rowCount() > 0, timeout=PATIENCE)
        press(window, "Ctrl+F")
        type_text(page.list.search, "10940")
        press(page.list.search, "Enter")
        qtbot.waitUntil(lambda: isinstance(window.page(), InvoicePage), timeout=PATIENCE)
        one = window.page()
        assert isinstance(one, InvoicePage)
        qtbot.waitUntil(lambda: QApplication.focusWidget() in one._acts.values(), timeout=PATIENCE)
        press(window, "Enter")
        qtbot.waitUntil(lambda: is_writing(one), timeout=PATIENCE)
        assert one.form is not None
        day = one.form.form.fields["paid_on"].editor
        qtbot.waitUntil(day.hasFocus, timeout=PATIENCE)
        press(window, "Ctrl+A")
        type_text(day, "20.11.2026")  # the day of the office, not of this machine
        press(window, "Ctrl+S")
        qtbot.waitUntil(lambda: "Maksettu 20.11." in words(one), timeout=PATIENCE)
        assert not is_writing(one)
