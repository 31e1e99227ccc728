"""Disclosures, recipients, breaches, the log and user rights in the window."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from asiakasrekisteri.domain.permissions import Role
from asiakasrekisteri.gui.dialogs.fields import FieldsDialog
from asiakasrekisteri.gui.records.abroad import RecipientEditor
from asiakasrekisteri.gui.records.affected import AffectedDialog
from asiakasrekisteri.gui.records.page import RecordPage
from asiakasrekisteri.gui.registerlist import RegisterList
from asiakasrekisteri.gui.screens.log.page import LogPage
from asiakasrekisteri.gui.screens.users.page import UsersScreen
from asiakasrekisteri.gui.screens.users.review import ReviewDialog
from asiakasrekisteri.gui.tabbedlists import TabbedLists
from asiakasrekisteri.gui.widgets.basics import Button
from asiakasrekisteri.usecases.access import access_list, access_review_due
from asiakasrekisteri.usecases.choices import choices
from asiakasrekisteri.usecases.privacy.abroad import look_abroad
from asiakasrekisteri.usecases.privacy.breaches.records import open_breach
from asiakasrekisteri.usecases.privacy.disclosure_lists import list_disclosures
from asiakasrekisteri.usecases.privacy.receiving import RECIPIENTS
from tests import offices
from tests.gui.firms import all_pages
from tests.gui.keys import type_text
from tests.gui.people import Place
from tests.gui.privacy_views import furnish_privacy
from tests.gui.sold import PASSWORD, at_sold, sold_office
from tests.gui.walks import cut_off, nameless, settle

pytestmark = pytest.mark.slow


@pytest.fixture
def place(qtbot: QtBot, tmp_path: Path) -> Iterator[Place]:
    office, customer = sold_office(tmp_path / "office")
    at = offices.entered(office)
    furnish_privacy(at.gate, customer)
    made = Place(at, customer, all_pages)
    qtbot.addWidget(made.window)
    made.window.resize(1360, 820)
    made.window.show()
    yield made
    made.window.close()
    at.close()


def listing(place: Place, address: str) -> RegisterList:
    page = place.go(address)
    assert isinstance(page, TabbedLists)
    settle()
    return page.list()


def cells(shown: RegisterList, column: int) -> list[str]:
    model = shown.table.model()
    model.index(0, 0).data()
    settle()
    return [str(model.index(row, column).data()) for row in range(model.rowCount())]


def words(root: QWidget) -> str:
    return "\n".join(made.text() for made in root.findChildren(QLabel) if made.isVisible())


def button(root: QWidget, text: str) -> Button:
    (found,) = (one for one in root.findChildren(Button) if one.text() == text and one.isVisible())
    return found


def dialog(place: Place) -> FieldsDialog[object]:
    settle()
    found = [one for one in place.window.findChildren(FieldsDialog) if one.isVisible()]
    assert len(found) == 1
    return found[0]


def test_recipients_show_which_contracts_are_missing_or_end(place: Place) -> None:
    shown = listing(place, "disclosures/vastaanottajat")
    states = dict(zip(cells(shown, 0), cells(shown, 4), strict=True))
    assert states["Revontulen Tulostus Oy"] == "Sopimus puuttuu"
    assert states["Pohjoisen Konesali Oy"] == "Sopimus päättyy pian"
    assert states["Tunturin Tilitoimisto Oy"] == "Sopimus voimassa"
    shown.chips["contract"].choose("attention")
    settle()
    assert sorted(cells(shown, 0)) == ["Pohjoisen Konesali Oy", "Revontulen Tulostus Oy"]
    assert cut_off(place.window) == []
    assert nameless(place.window) == []


def test_disclosures_are_listed_newest_first_and_found_by_words(place: Place) -> None:
    shown = listing(place, "disclosures/luovutukset")
    assert cells(shown, 1) == ["Kaamoksen Perintä Oy", "Lapin poliisilaitos"]
    assert cells(shown, 2)[0] == "3 henkilöä"
    shown.search.setText("poliisilaki")
    shown.refresh()
    settle()
    assert cells(shown, 1) == ["Lapin poliisilaitos"]


def test_a_disclosure_to_an_authority_asks_its_section_and_reference(place: Place) -> None:
    page = place.go(f"disclosure/new/customer/{place.hanna}")
    assert isinstance(page, RecordPage)
    settle()
    editor = page.editor
    assert editor is not None
    recipient = next(n for n in range(1, 9) if _name_of(place, n) == "Lapin poliisilaitos")
    said = {
        "disclosed_on": dt.date(2026, 11, 20),
        "recipient_id": recipient,
        "what": "nimi",
        "purpose": "esitutkinta",
        "ground": "authority",
        "how": "secure",
    }
    for name, value in said.items():
        editor.form.fields[name].type_in(value)
    editor.save()
    settle()
    assert "lainkohta" in editor.form.fields["section"].problem()
    assert "asianumero" in editor.form.fields["reference"].problem()
    editor.form.fields["section"].type_in("poliisilaki 4 luku 3 §")
    editor.form.fields["reference"].type_in("5500/R/9/26")
    editor.save()
    settle()
    assert page.editor is None
    assert place.context.gate.call(list_disclosures, "5500/R/9/26").total == 3
    assert page.remove_button.parent() is None or not page.remove_button.isVisible(), "a disclosure is kept"


def _name_of(place: Place, number: int) -> str:
    return place.context.gate.call(RECIPIENTS.open, number).records[0].text("name")


def test_a_breach_is_reported_its_persons_chosen_and_told(place: Place) -> None:
    page = place.go("breach/1")
    assert isinstance(page, RecordPage)
    settle()
    assert "Ilmoita tietosuojavaltuutetulle 72 tunnissa" in words(page)
    button(page, "Kirjaa ilmoitus…").click()
    asked = dialog(place)
    asked.fields["sent_at"].type_in(offices.NOW)
    asked.submit()
    settle()
    state = place.context.gate.call(open_breach, 1)
    assert [one.phase for one in state.reports] == ["first"]
    assert "Täydennä ilmoitus" in words(page)
    button(page, "Valitse…").click()
    settle()
    (choosing,) = place.window.findChildren(AffectedDialog)
    choosing.submit()
    assert "Valitse ainakin yksi" in words(choosing)
    choosing.everyone.setChecked(True)
    choosing.submit()
    settle()
    assert place.context.gate.call(open_breach, 1).affected == 3
    button(page, "Merkitse kerrotuksi…").click()
    dialog(place).submit()
    settle()
    state = place.context.gate.call(open_breach, 1)
    assert state.told == state.affected
    assert cut_off(place.window) == []


def test_a_breach_cannot_be_closed_while_something_is_undone(place: Place) -> None:
    page = place.go("breach/1")
    settle()
    button(place.window, "Päätä käsittely…").click()
    asked = dialog(place)
    asked.submit()
    settle()
    assert "Ilmoita tietosuojavaltuutetulle" in words(asked)
    asked.reject()
    page = place.go("breach/2")
    settle()
    button(place.window, "Päätä käsittely…").click()
    dialog(place).submit()
    settle()
    assert "Käsittely päätetty" in words(page)


def test_the_log_shows_its_chain_and_an_entry_and_leads_to_its_object(place: Place) -> None:
    page = place.go("log")
    assert isinstance(page, LogPage)
    settle()
    assert "Ketju ehjä" in words(page)
    page.kind.choose("change")
    settle()
    assert page.model.rowCount() > 0
    page.table.choose_id(page.model.row_id(0))
    page.pane.reload()
    settle()
    assert "Tekijä" in words(page.pane)
    assert "Tiiviste" in words(page.pane)
    form = page.when.ask()
    form.first.setText("21.11.2026")
    form.last.setText("x")
    form.submit()
    assert page.when.code() == "month"
    form.last.setText("t")
    QTest.keyClick(form.last, Qt.Key.Key_Return)
    settle()
    assert page.when.text() == "Aika: 21.–22.11.2026"
    assert page.when.range() == (dt.date(2026, 11, 21), dt.date(2026, 11, 22))
    assert nameless(place.window) == []


def test_user_rights_are_reviewed_and_a_paper_is_recorded(place: Place) -> None:
    page = place.go("users")
    assert isinstance(page, UsersScreen)
    settle()
    page.record_paper()
    asked = dialog(place)
    asked.submit()
    assert asked.fields["place"].problem()
    asked.fields["place"].type_in("kansio 3")
    asked.submit()
    settle()
    assert place.context.gate.call(access_list)[0].signed_how == "paper"
    page.review()
    (review,) = place.window.findChildren(ReviewDialog)
    review.submit()
    settle()
    assert place.context.gate.call(access_review_due).last_on == offices.NOW.date()


def test_a_role_without_the_right_has_no_such_pages(qtbot: QtBot, tmp_path: Path) -> None:
    for made in at_sold(qtbot, tmp_path / "office", Role.BILLING):
        keys = {spec.key for spec in all_pages(made.context) if made.context.may(spec.permission)}
        assert "disclosures" in keys
        assert not keys & {"breaches", "log", "users"}
        assert PASSWORD


def test_a_country_outside_the_eea_is_told_of_at_once_and_its_ground_is_asked_with_it(place: Place) -> None:
    page = place.go("recipient/new")
    assert isinstance(page, RecordPage)
    settle()
    editor = page.editor
    assert isinstance(editor, RecipientEditor)
    type_text(editor.form.fields["name"].editor, "Cirrus Mail Inc.")
    _told_at_once(editor)
    _demanded(place, editor)
    settle()
    assert cut_off(page) == []
    assert nameless(page) == []
    editor.save()
    settle()
    made = next(one.id for one in place.gate.call(choices, "recipient") if one.name == "Cirrus Mail Inc.")
    assert place.gate.call(look_abroad, "US", made).mechanism == "scc"
    place.window.undo_bar.undo()
    settle()
    assert "Cirrus Mail Inc." not in {one.name for one in place.gate.call(choices, "recipient")}


def _told_at_once(editor: RecipientEditor) -> None:
    country = editor.form.fields["country"].editor
    assert isinstance(country, QLineEdit)
    country.selectAll()
    type_text(country, "Yhdysval")
    settle()
    assert not editor.abroad.isVisible()
    type_text(country, "lat")
    settle()
    assert "Yhdysvallat on EU- ja ETA-alueen ulkopuolella." in words(editor)
    assert "Selosteen mukaan: ”Tietoja ei siirretä EU:n" in words(editor)


def _demanded(place: Place, editor: RecipientEditor) -> None:
    editor.save()
    settle()
    assert "Siirron peruste puuttuu" in words(editor) or "Valitse siirron peruste" in words(editor)
    assert "Cirrus Mail Inc." not in {one.name for one in place.gate.call(choices, "recipient")}
    editor.abroad.fields["mechanism"].type_in("scc")
    editor.save()
    settle()
    assert "mistä suojatoimien jäljennöksen saa" in words(editor)
    type_text(editor.abroad.fields["reference"].editor, "cirrus.example/scc")
    settle()
