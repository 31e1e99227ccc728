"""A customer written and changed by keys: checks, details, roles, one save, undo, nothing typed is ever lost."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from asiakasrekisteri.gui.screens.customers.editor import CustomerEditor
from asiakasrekisteri.gui.screens.customers.page import CustomerPage
from asiakasrekisteri.gui.widgets.choices import Choice
from asiakasrekisteri.gui.widgets.dialog import Dialog
from asiakasrekisteri.gui.widgets.marks import Pill
from asiakasrekisteri.gui.widgets.notices import Banner
from asiakasrekisteri.usecases.customers import CustomerCard, list_customers, open_customer, save_customer
from asiakasrekisteri.usecases.finding import find
from asiakasrekisteri.usecases.persons import list_persons
from tests.gui.firms import at_customers
from tests.gui.keys import press, type_text
from tests.gui.people import Place
from tests.gui.walks import cut_off, nameless, settle


@pytest.fixture
def place(qtbot: QtBot, tmp_path: Path) -> Iterator[Place]:
    yield from at_customers(qtbot, tmp_path / "office")


def form_at(place: Place, address: str) -> tuple[CustomerPage, CustomerEditor]:
    page = place.go(address)
    assert isinstance(page, CustomerPage)
    settle()
    assert page.editor is not None
    return page, page.editor


def card(place: Place, row_id: int) -> CustomerCard:
    return place.gate.call(open_customer, row_id)


def write(editor: CustomerEditor, name: str, text: str) -> None:
    """Type into a field of the customer."""
    widget = editor.form.fields[name].editor
    assert isinstance(widget, QLineEdit)
    widget.setFocus()
    widget.selectAll()
    type_text(widget, text)


def press_dialog(place: Place, words: str) -> None:
    dialog = next(d for d in place.window.findChildren(Dialog) if d.isVisible())
    next(b for b in dialog.findChildren(QPushButton) if b.text() == words).click()


def labels(root: QWidget) -> str:
    return "\n".join(made.text() for made in root.findChildren(QLabel) if made.isVisible())


@pytest.mark.slow
def test_tab_goes_as_the_form_is_read(place: Place) -> None:
    _page, editor = form_at(place, f"customer/{place.hanna}/edit")
    editor.details[1].add_button.click()
    settle()
    editor.form.focus_first()
    tops, names = [], []
    for _n in range(60):
        press(place.window, "Tab")
        focused = QApplication.focusWidget()
        assert focused is not None
        if not editor.form.isAncestorOf(focused):
            break
        card = next(c for c in focused_cards(editor, focused))
        tops.append(card.mapTo(editor.form, card.rect().topLeft()).y())
        names.append(focused.accessibleName())
    assert tops == sorted(tops)
    assert names.count("Puhelinnumero") == len(editor.details[1].rows)
    last = QApplication.focusWidget()
    assert last is not None
    assert editor.bar.isAncestorOf(last)


def test_what_is_missing_is_told_in_sight(place: Place, qtbot: QtBot) -> None:
    _page, editor = form_at(place, "customer/new")
    type_text(editor.form.fields["name"].editor, "Kahvila Myrskynen")
    choice = editor.form.fields["kind"].editor
    assert isinstance(choice, Choice)
    choice.choose("sole_trader")
    settle()
    press(place.window, "Ctrl+S")
    said = next(w for w in editor.findChildren(QLabel) if w.text().startswith("Yrittäjän nimi puuttuu"))
    qtbot.waitUntil(lambda: said.visibleRegion().boundingRect().height() == said.height())


def focused_cards(editor: CustomerEditor, focused: QWidget) -> Iterator[QWidget]:
    """Yield the card of the form that a widget stands in."""
    above: QWidget | None = focused
    while above is not None and above.parentWidget() is not editor.form:
        above = above.parentWidget()
    if above is not None:
        yield above


@pytest.mark.slow
def test_a_new_firm_is_written_and_saved_by_keys(place: Place) -> None:
    _page, editor = form_at(place, "customer/new")
    type_text(editor.form.fields["name"].editor, "Yö & Äyri Oy")
    write(editor, "business_id", "1000002-0")
    for name, text, at in (("address", "yo@ayri.example", 0), ("number", "040 555 0199", 1)):
        widget = editor.details[at].rows[0].fields[name].editor
        widget.setFocus()
        type_text(widget, text)
    press(place.window, "Ctrl+S")
    settle()
    here = place.window.navigator.here()
    assert here.startswith("customer/")
    stored = card(place, int(here.split("/")[1]))
    assert stored.record["name"] == "Yö & Äyri Oy"
    assert stored.record["number"]
    assert sorted(d.entity for d in stored.details) == ["email", "phone"]
    assert place.window.undo_bar.text() == "Asiakas lisättiin."
    assert place.window.windowTitle() == "Yö & Äyri Oy – Asiakasrekisteri"


@pytest.mark.slow
def test_undo_takes_a_new_customer_back(place: Place) -> None:
    _page, editor = form_at(place, "customer/new")
    write(editor, "name", "Yö Oy")
    press(place.window, "Ctrl+S")
    settle()
    press(place.window, "Ctrl+Z")
    settle()
    assert place.gate.call(list_customers).total == 18
    assert place.window.navigator.here() == "customers"


@pytest.mark.slow
def test_an_edit_is_saved_with_its_source_and_undone(place: Place) -> None:
    page = place.go(f"customer/{place.hanna}")
    settle()
    press(page, "F2")
    settle()
    assert isinstance(page, CustomerPage)
    assert page.editor is not None
    write(page.editor, "industry", "Kahvilat")
    assert place.window.windowTitle().startswith("• ")
    page.editor.form._source.choose("call")  # type: ignore[union-attr]
    press(place.window, "Ctrl+S")
    settle()
    record = card(place, place.hanna).record
    assert record["industry"] == "Kahvilat"
    assert record.origins["industry"].source == "call"
    assert place.window.undo_bar.text() == "Asiakkaan tiedot tallennettiin."
    press(place.window, "Ctrl+Z")
    settle()
    assert card(place, place.hanna).record["industry"] == "Leivän valmistus (10710)"
    assert "Leivän valmistus (10710)" in labels(page)


def test_faults_are_told_and_nothing_is_saved(place: Place) -> None:
    _page, editor = form_at(place, "customer/new")
    write(editor, "business_id", "1234567-8")
    email = editor.details[0].rows[0].fields["address"]
    email.editor.setFocus()
    type_text(email.editor, "virhe")
    press(place.window, "Ctrl+S")
    settle()
    assert editor.form.fields["name"].problem()
    assert editor.form.fields["business_id"].problem()
    assert email.problem()
    assert "3 kohtaa on korjattava ennen tallennusta" in labels(editor)
    assert editor.form.fields["name"].editor.hasFocus()
    assert place.gate.call(list_customers).total == 18


@pytest.mark.slow
def test_details_are_changed_added_and_removed_in_one_save(place: Place) -> None:
    _page, editor = form_at(place, f"customer/{place.hanna}/edit")
    emails, phones, _addresses = editor.details
    emails.rows[1].remove.click()
    changed = phones.rows[0].fields["number"].editor
    assert isinstance(changed, QLineEdit)
    changed.setText("040 555 0999")
    phones.add_button.click()
    fresh = phones.rows[1].fields["number"].editor
    assert fresh.hasFocus()
    type_text(fresh, "040 555 0888")
    press(place.window, "Ctrl+S")
    settle()
    details = card(place, place.hanna).details
    assert [d["number"] for d in details if d.entity == "phone"] == ["+358405550999", "+358405550888"]
    assert [d["address"] for d in details if d.entity == "email"] == ["leipomo@rantakyla.example"]
    press(place.window, "Ctrl+Z")
    settle()
    details = card(place, place.hanna).details
    assert [d["number"] for d in details if d.entity == "phone"] == ["+358405550417"]
    assert len([d for d in details if d.entity == "email"]) == 2


@pytest.mark.slow
def test_a_known_person_becomes_a_contact(place: Place, qtbot: QtBot) -> None:
    _page, editor = form_at(place, f"customer/{place.hanna}/edit")
    editor.roles.add_button.click()
    type_text(editor.roles.finder.search, "ekblom")
    qtbot.waitUntil(lambda: editor.roles.finder.hits.count() > 0)
    press(editor.roles.finder.search, "Down")
    press(editor.roles.finder.hits, "Enter")
    press(place.window, "Ctrl+S")
    settle()
    assert "Birgitta Ekblom" in [c.name for c in card(place, place.hanna).contacts]


@pytest.mark.slow
def test_a_new_person_is_made_in_passing_and_undone_with_the_save(place: Place, qtbot: QtBot) -> None:
    before = place.gate.call(list_persons).total
    _page, editor = form_at(place, f"customer/{place.hanna}/edit")
    editor.roles.add_button.click()
    type_text(editor.roles.finder.search, "Öhman Åsa")
    qtbot.waitUntil(lambda: editor.roles.finder.hits.count() > 0)
    press(editor.roles.finder.search, "Enter")
    assert "uusi henkilö" in {pill.text() for pill in editor.roles.findChildren(Pill)}
    press(place.window, "Ctrl+S")
    settle()
    assert any("Öhman" in c.name for c in card(place, place.hanna).contacts)
    assert place.gate.call(list_persons).total == before + 1
    press(place.window, "Ctrl+Z")
    settle()
    assert place.gate.call(list_persons).total == before
    assert len(card(place, place.hanna).contacts) == 3


def test_a_refused_save_leaves_no_person_behind(place: Place) -> None:
    before = place.gate.call(list_persons).total
    _page, editor = form_at(place, f"customer/{place.hanna}/edit")
    editor.roles.add_person(0, "Åsa Öhman")
    write(editor, "number", "10001")
    press(place.window, "Ctrl+S")
    settle()
    assert "on jo käytetty" in editor.form.fields["number"].problem()
    assert place.gate.call(list_persons).total == before


@pytest.mark.slow
def test_what_somebody_else_saved_meanwhile_is_not_overwritten_unseen(place: Place) -> None:
    _page, editor = form_at(place, f"customer/{place.hanna}/edit")
    write(editor, "industry", "Kahvilat")
    version = card(place, place.hanna).record.version
    place.gate.call(save_customer, place.hanna, version, {"industry": "Ravintolat", "language": "sv"})
    press(place.window, "Ctrl+S")
    settle()
    assert card(place, place.hanna).record["industry"] == "Ravintolat"
    shown = labels(editor)
    assert "muutettu toisaalla" in shown
    assert "Toimiala: tallennettu ”Ravintolat”, sinulla ”Kahvilat”" in shown
    press(place.window, "Ctrl+S")
    settle()
    record = card(place, place.hanna).record
    assert (record["industry"], record["language"]) == ("Kahvilat", "sv")


def test_leaving_asks_and_staying_keeps_everything(place: Place) -> None:
    page, editor = form_at(place, f"customer/{place.hanna}/edit")
    write(editor, "industry", "Kahvilat")
    place.window.navigator.go("customers")
    settle()
    press_dialog(place, "Jatka muokkausta")
    assert place.window.page() is page
    assert editor.form.values()["industry"] == "Kahvilat"
    place.window.navigator.go("customers")
    press_dialog(place, "Hylkää muutokset")
    settle()
    assert place.window.page() is not page
    assert card(place, place.hanna).record["industry"] == "Leivän valmistus (10710)"


def test_leaving_can_save_first(place: Place) -> None:
    page, editor = form_at(place, f"customer/{place.hanna}/edit")
    write(editor, "industry", "Kahvilat")
    place.window.navigator.go("customers")
    press_dialog(place, "Tallenna")
    settle()
    assert place.window.page() is not page
    assert card(place, place.hanna).record["industry"] == "Kahvilat"


def test_fields_follow_the_kind(place: Place) -> None:
    _page, editor = form_at(place, "customer/new")
    fields = editor.form.fields
    kind = fields["kind"].editor
    assert fields["business_id"].isVisible()
    kind.choose("private")  # type: ignore[attr-defined]
    settle()
    assert not fields["business_id"].isVisible()
    assert not fields["turnover"].isVisible()
    kind.choose("association")  # type: ignore[attr-defined]
    settle()
    assert fields["association_number"].isVisible()


@pytest.mark.slow
def test_likely_duplicates_are_offered_and_taken(place: Place) -> None:
    _page, editor = form_at(place, "customer/new")
    editor.form.fields["kind"].editor.choose("private")  # type: ignore[attr-defined]
    write(editor, "name", "Nyholm Åke")
    editor.duplicates.look()
    settle()
    hit = next(h for h in editor.duplicates.hits if h.kind == "person")
    editor.duplicates.same_person.emit(hit.id, hit.name)
    settle()
    assert editor.findChildren(Banner)
    before = place.gate.call(list_persons).total
    press(place.window, "Ctrl+S")
    settle()
    assert place.gate.call(list_persons).total == before
    stored = [h for h in place.gate.call(find, "Nyholm") if h.kind == "customer"]
    assert [h.person_id for h in stored] == [hit.id]


def test_escape_closes_an_unchanged_form(place: Place) -> None:
    page, _editor = form_at(place, f"customer/{place.hanna}/edit")
    press(place.window, "Esc")
    settle()
    assert page.editor is None
    press(place.window, "Esc")
    assert place.window.navigator.here() == "customers"


def test_a_late_answer_does_not_throw_the_form_away(place: Place) -> None:
    page, editor = form_at(place, f"customer/{place.hanna}/edit")
    write(editor, "industry", "Kahvilat")
    page._fetch(page._show_card)
    settle()
    assert page.editor is editor


@pytest.mark.parametrize("address", ["customer/new", "customer/{id}/edit"])
def test_nothing_is_nameless_or_cut_off(place: Place, address: str) -> None:
    _page, editor = form_at(place, address.format(id=place.hanna))
    assert nameless(place.window) == []
    assert cut_off(editor) == []


def test_esc_asks_before_a_new_customer_is_thrown_away(place: Place) -> None:
    _page, editor = form_at(place, "customer/new")
    write(editor, "name", "Yö Oy")
    press(place.window, "Esc")
    settle()
    assert place.window.navigator.here() == "customer/new"
    press_dialog(place, "Hylkää muutokset")
    settle()
    assert place.window.navigator.here() == "customers"


@pytest.mark.slow
def test_a_fault_far_down_is_scrolled_to_and_after_saving_the_focus_is_on_editing(place: Place) -> None:
    place.window.resize(1360, 560)
    page, editor = form_at(place, f"customer/{place.hanna}/edit")
    street = editor.details[2].rows[0].fields["postcode"].editor
    assert isinstance(street, QLineEdit)
    street.setFocus()
    street.clear()
    type_text(street, "44")
    editor.form.fields["name"].editor.setFocus()
    press(place.window, "Ctrl+S")
    settle()
    area = next(a for a in editor.findChildren(QScrollArea) if a.isVisible())
    top = street.mapTo(area.viewport(), street.rect().topLeft()).y()
    assert 0 <= top <= area.viewport().height() - street.height()
    street.clear()
    type_text(street, "44810")
    press(place.window, "Ctrl+S")
    settle()
    assert page.edit_button.hasFocus()
