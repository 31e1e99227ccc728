"""The page of a record of any noun: begun, faulty, saved, undone, edited, stale, removed, sealed, looked at only."""

import datetime as dt
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from asiakasrekisteri.domain.fields import FieldKind
from asiakasrekisteri.domain.permissions import Role
from asiakasrekisteri.gui.forms.links import LinkEditor
from asiakasrekisteri.gui.records.editor import RecordEditor
from asiakasrekisteri.gui.records.page import RecordPage
from asiakasrekisteri.gui.records.registry import record_kinds
from asiakasrekisteri.gui.tables.view import RecordTable
from asiakasrekisteri.gui.tasks import Task
from asiakasrekisteri.gui.widgets.choices import Choice
from asiakasrekisteri.gui.widgets.facts import MaskedValue
from asiakasrekisteri.gui.widgets.states import EmptyState
from asiakasrekisteri.usecases.finding import find
from asiakasrekisteri.usecases.logs import show_log
from asiakasrekisteri.usecases.privacy.receiving import RECIPIENTS
from asiakasrekisteri.usecases.services import DOMAINS
from tests.gui.keys import press, type_text
from tests.gui.people import Place
from tests.gui.sold import PASSWORD, at_sold
from tests.gui.walks import cut_off, nameless, settle

pytestmark = pytest.mark.slow

TYPED: dict[str, dict[str, object]] = {
    "service": {"name": "Webhotelli Mini"},
    "domain_name": {"name": "uusi.example"},
    "hosting_account": {"username": "kesakauppa"},
    "contract": {"number": "2026-077"},
    "sales_order": {"note": "Toimitus ennen joulua"},
    "end_user": {"since": dt.date(2026, 11, 1)},
    "maintainer": {"task": "Verkkokaupan ylläpito"},
    "registry_fact": {"what": "Liikevaihto", "value": "1,2 milj. €", "obtained_on": dt.date(2026, 5, 1)},
    "site": {"name": "Turun toimisto"},
    "credit_check": {"register_name": "Rekisteri", "checked_on": dt.date(2026, 5, 1)},
    "paper_record": {"what": "Tilausvahvistus", "place": "Kaappi 1"},
    "usage_event": {"at": dt.datetime(2026, 5, 1, 9, tzinfo=dt.UTC), "what": "Kirjautuminen"},
    "product": {"name": "Sivutila"},
    "server": {"name": "web-09.kaamosverkko.example"},
    "recipient": {"name": "Halla Tulostus Oy", "kind": "processor", "task": "tulostus", "country": "FI"},
}
"""What is typed into a new record of each noun of this page."""
BEGUN_FROM_CUSTOMER = set(TYPED) - {"product", "server", "recipient"}
BY_THEMSELVES = {"vat_rate", "reference_rate", "financial_period", "firm", "mail_server", "source"}
"""Rows of the settings."""
OF_THE_LAW: dict[str, dict[str, object]] = {
    "breach": {"title": "Varmuuskopio katosi", "aware_at": dt.datetime(2026, 5, 1, 9, tzinfo=dt.UTC)},
    "notice_limit": {"since": dt.date(2027, 1, 1), "hours": 96},
    "registration_request": {
        "requester": "Asianajotoimisto Halla Oy",
        "ground": "Riita",
        "received_at": dt.datetime(2026, 5, 1, 9, tzinfo=dt.UTC),
    },
    "transfer": {"what": "nimi", "country": "US", "mechanism": "adequacy"},
}
"""What is recorded because the law asks. Others (backups, outages …) have tests of their own."""
TYPED_ELSEWHERE = {"backup", "backup_place", "disclosure", "outage", "restore_trial", "telecom"}
NOTE = {"service": "note", "domain_name": "registrar", "hosting_account": "panel"}


@pytest.fixture
def place(qtbot: QtBot, tmp_path: Path) -> Iterator[Place]:
    yield from at_sold(qtbot, tmp_path / "office")


@pytest.fixture
def looking(qtbot: QtBot, tmp_path: Path) -> Iterator[Place]:
    yield from at_sold(qtbot, tmp_path / "office", Role.BILLING)


def record_page(place: Place, address: str) -> RecordPage:
    page = place.go(address)
    assert isinstance(page, RecordPage)
    settle()
    return page


def form(page: RecordPage) -> RecordEditor:
    assert page.editor is not None
    return page.editor


def begin(place: Place, key: str) -> RecordPage:
    page = record_page(place, f"{key}/new/customer/{place.hanna}" if key in BEGUN_FROM_CUSTOMER else f"{key}/new")
    for seek in form(page).seeks:
        seek.take(0, "Ruska Talvisto")
    for name, value in TYPED[key].items():
        form(page).form.fields[name].type_in(value)
    for name, field in form(page).form.fields.items():
        if field.spec.required and field.value() is None and isinstance(field.value_editor, LinkEditor):
            field.value_editor.load(1)
            assert field.value() == 1, name
    return page


def words(root: QWidget) -> str:
    return "\n".join(made.text() for made in root.findChildren(QLabel) if made.isVisible())


def told(place: Place) -> str:
    return place.window.undo_bar.text()


def undo(place: Place) -> None:
    """Take back what was done last: by the key, or by the bar where a text field keeps the key to itself."""
    press(place.window, "Ctrl+Z")
    if place.window.undo_bar.isVisible():
        place.window.undo_bar.button.click()
    settle()


@pytest.mark.parametrize("key", sorted(TYPED))
def test_a_record_of_every_noun_is_begun_saved_opened_and_undone(place: Place, key: str) -> None:
    begin(place, key)
    press(place.window, "Ctrl+S")
    settle()
    here = place.window.navigator.here()
    number = here.partition("/")[2]
    assert here.startswith(f"{key}/")
    assert number.isdigit(), here
    page = place.window.page()
    assert isinstance(page, RecordPage)
    assert page.editor is None
    first = next(str(v) for v in TYPED[key].values() if isinstance(v, str)) if key != "end_user" else "1.11.2026"
    assert first in words(page)
    undo(place)
    assert not place.window.navigator.here().startswith(f"{key}/{number}")
    gone = record_page(place, here)
    assert gone.findChildren(EmptyState)


@pytest.mark.parametrize("key", sorted(set(TYPED) - {"sales_order"}))
def test_a_record_of_every_noun_is_edited_by_keys_and_removed_and_comes_back(place: Place, key: str) -> None:
    begin(place, key)
    press(place.window, "Ctrl+S")
    settle()
    here = place.window.navigator.here()
    press(place.window, "F2")
    settle()
    page = place.window.page()
    assert isinstance(page, RecordPage)
    editor = form(page)
    written = {FieldKind.TEXT, FieldKind.NOTES, FieldKind.REFERENCE}
    free = next(f for f in editor.form.fields.values() if f.spec.kind in written)
    free.type_in("Muutettu teksti")
    assert page.window_title().startswith("• ")
    press(place.window, "Ctrl+S")
    settle()
    assert page.editor is None
    assert "Muutettu teksti" in words(page)
    undo(place)
    assert "Muutettu teksti" not in words(page)
    press(place.window, "Del")
    settle()
    assert place.window.navigator.here() != here
    undo(place)
    assert place.window.navigator.here() == here
    back = place.window.page()
    assert isinstance(back, RecordPage)
    assert not back.findChildren(EmptyState)


def test_the_nouns_of_this_list_are_those_of_the_register() -> None:
    assert set(record_kinds()) == set(TYPED) | BY_THEMSELVES | set(OF_THE_LAW) | TYPED_ELSEWHERE


@pytest.mark.parametrize("key", sorted(OF_THE_LAW))
def test_what_the_law_asks_for_is_begun_by_its_least_and_saved(place: Place, key: str) -> None:
    place.gate.call(RECIPIENTS.add, {"name": "Halla Oy", "kind": "processor", "task": "tulostus", "country": "FI"}, {})
    place.gate.call(DOMAINS.add, {"name": "halla.example", "renewal": "automatic"}, {"customer_id": 1})
    owner = f"/customer/{place.hanna}" if key == "registration_request" else ""
    page = record_page(place, f"{key}/new{owner}")
    for name, value in OF_THE_LAW[key].items():
        form(page).form.fields[name].type_in(value)
    for field in form(page).form.fields.values():
        if field.spec.required and field.value() is None and isinstance(field.value_editor, LinkEditor):
            field.value_editor.load(1)
    press(place.window, "Ctrl+S")
    settle()
    page = record_page(place, place.window.navigator.here())
    assert page.editor is None, {n: f.problem() for n, f in form(page).form.fields.items() if f.problem()}
    assert str(next(v for v in OF_THE_LAW[key].values() if not isinstance(v, dt.date))) in words(page)


def test_faults_are_shown_under_their_fields_and_in_the_banner(place: Place) -> None:
    page = record_page(place, f"service/new/customer/{place.hanna}")
    editor = form(page)
    editor.form.fields["since"].type_in(dt.date(2026, 5, 1))
    editor.form.fields["until"].type_in(dt.date(2026, 4, 1))
    press(place.window, "Ctrl+S")
    settle()
    assert "Palvelun nimi puuttuu" in editor.form.fields["name"].problem()
    name = editor.form.fields["name"].editor
    assert isinstance(name, QLineEdit)
    assert name.hasFocus()
    type_text(name, "Webhotelli")
    press(place.window, "Ctrl+S")
    settle()
    assert "Päättyminen on ennen alkua" in editor.form.fields["until"].problem()
    assert "1 kohta on korjattava" in words(editor)


def test_a_reference_is_chosen_from_what_the_customer_has(place: Place) -> None:
    editor = form(record_page(place, f"service/new/customer/{place.hanna}"))
    offered = editor.form.fields["contract_id"].editor
    assert isinstance(offered, Choice)
    assert [offered.itemText(n) for n in range(offered.count())][1:] == [
        "2024-061 Palvelin ja yhteys (31.1.2027)",
        "2021-044 Webhotelli ja sähköposti",
    ]
    elsewhere = form(record_page(place, "service/new"))
    contracts = elsewhere.form.fields["contract_id"].editor
    assert isinstance(contracts, Choice)
    assert contracts.count() == 1
    elsewhere.seeks[0].take(place.hanna, "Mainostoimisto Tuiskula Oy")
    settle()
    assert contracts.count() == 3


def test_what_somebody_else_saved_meanwhile_is_shown_and_nothing_typed_is_lost(place: Place) -> None:
    page = record_page(place, "service/1/edit")
    cases = record_kinds()["service"].rows
    place.gate.call(cases.save, 1, 1, {"name": "Webhotelli Suuri", "identifier": "muu"})
    settle()
    form(page).form.fields["name"].type_in("Webhotelli Pieni")
    press(place.window, "Ctrl+S")
    settle()
    assert "Tietoja on muutettu toisaalla" in words(page)
    assert "tallennettu ”Webhotelli Suuri”" in words(page)
    assert form(page).form.fields["name"].value() == "Webhotelli Pieni"
    press(place.window, "Ctrl+S")
    settle()
    (record,) = place.gate.call(cases.open, 1).records
    assert (record["name"], record["identifier"]) == ("Webhotelli Pieni", "muu")


def test_a_password_is_masked_and_shown_for_a_reason(place: Place) -> None:
    page = record_page(place, "hosting_account/1")
    assert PASSWORD not in words(page)
    (masked,) = page.findChildren(MaskedValue)
    masked.button.click()
    settle()
    dialog = QApplication.activeModalWidget()
    assert dialog is not None
    line = dialog.findChild(QLineEdit)
    assert line is not None
    line.setText("palautus varmuuskopiosta")
    press(dialog, "Enter")
    settle()
    assert masked.text() == PASSWORD
    last = place.gate.call(show_log)[0]
    assert (last.use_case, last.purpose) == ("reveal_secret", "palautus varmuuskopiosta")


def test_passwords_destroyed_with_an_ended_service_are_told(place: Place) -> None:
    page = record_page(place, "service/1/edit")
    form(page).form.fields["state"].type_in("ended")
    press(place.window, "Ctrl+S")
    settle()
    assert told(place) == "Palvelun tiedot tallennettiin. 1 salasana hävitettiin."


def test_a_role_that_may_only_look_sees_why_and_cannot_change(looking: Place) -> None:
    page = record_page(looking, "service/1")
    assert "voi katsoa, ei muuttaa" in words(page)
    assert not page.edit_button.isEnabled()
    assert not page.remove_button.isEnabled()
    press(looking.window, "F2")
    press(looking.window, "Del")
    settle()
    assert page.editor is None
    assert looking.window.navigator.here() == "service/1"
    account = record_page(looking, "hosting_account/1")
    (masked,) = account.findChildren(MaskedValue)
    assert not masked.button.isEnabled()


def test_a_form_asked_for_another_record_does_not_come_over_the_one_in_front(place: Place) -> None:
    page = record_page(place, "service/1")
    waiting: list[Callable[[], object]] = []
    at_once = place.context.ask

    def later(owner: QObject, work: Any, done: Any, **more: Any) -> Any:
        waiting.append(lambda: at_once(owner, work, done, **more))
        return Task()

    place.context.ask = later  # type: ignore[method-assign]
    page.edit()
    place.context.ask = at_once  # type: ignore[method-assign]
    place.go("service/2")
    for answer in waiting:
        answer()
    settle()
    assert page.editor is None
    assert "Sähköposti, 40 laatikkoa" in words(page)


def test_leaving_an_unsaved_form_asks(place: Place) -> None:
    page = record_page(place, "service/1/edit")
    form(page).form.fields["name"].type_in("Toinen nimi")
    place.window.navigator.go("customers")
    settle()
    dialog = QApplication.activeModalWidget()
    assert dialog is not None
    press(dialog, "Esc")
    settle()
    assert place.window.page() is page


def test_an_end_user_is_found_or_made_in_passing(place: Place) -> None:
    page = record_page(place, f"end_user/new/customer/{place.hanna}")
    press(place.window, "Ctrl+S")
    settle()
    assert "Valitse henkilö." in words(page)
    (seek,) = form(page).seeks
    type_text(seek.finder.search, "Ruska Talvisto")
    seek.finder.search.asked.emit("Ruska Talvisto")
    settle()
    press(seek.finder.search, "Enter")
    settle()
    assert "uusi henkilö" in [p.text() for p in seek.findChildren(type(seek._new)) if p.isVisible()]
    press(place.window, "Ctrl+S")
    settle()
    assert "Ruska Talvisto" in words(place.window)
    undo(place)
    assert not place.gate.call(find, "Talvisto")


def test_an_order_is_written_with_rows_delivered_and_begins_a_service(place: Place) -> None:
    page = begin(place, "sales_order")
    editor = form(page)
    editor.form.fields["state"].type_in("confirmed")
    row = editor.rows.add_row()  # type: ignore[attr-defined]
    row.fields["product_id"].type_in(1)
    settle()
    assert row.fields["description"].value() == "Webhotelli Pro"
    assert row.fields["unit_price"].value() == Decimal("49.9")
    assert row.fields["vat_percent"].value() == Decimal("25.5")
    press(place.window, "Ctrl+S")
    settle()
    page = place.window.page()  # type: ignore[assignment]
    assert "62,62\xa0€" in words(page)
    deliver = next(b for b in page.findChildren(type(page.edit_button)) if b.text() == "Merkitse toimitetuksi")
    deliver.click()
    settle()
    assert told(place) == "Tilaus merkittiin toimitetuksi. 1 palvelu alkoi."
    assert "Toimitettu" in words(page)
    undo(place)
    assert "Vahvistettu" in words(page)


def test_rows_of_a_delivered_order_are_only_looked_at(place: Place) -> None:
    page = record_page(place, "sales_order/1")
    next(b for b in page.findChildren(type(page.edit_button)) if b.text() == "Merkitse toimitetuksi").click()
    settle()
    press(place.window, "F2")
    settle()
    editor = form(page)
    assert not editor.rows.add_button.isEnabled()  # type: ignore[attr-defined]
    assert "rivejä ei voi muuttaa" in words(editor)


def test_a_contract_shows_its_services_and_when_it_ends(place: Place) -> None:
    shown = words(record_page(place, "contract/2"))
    assert "Sopimus päättyy 31.1.2027." in shown
    assert "Irtisano viimeistään 31.12.2026." in shown
    assert "Yhteensä 287,00\xa0€/kk" in shown
    assert "Liitteet" in shown


def test_a_server_shows_what_runs_on_it_and_whom_a_fault_concerns(place: Place) -> None:
    page = record_page(place, "server/1")
    concerned = next(t for t in page.findChildren(RecordTable) if t.accessibleName() == "Keitä vika koskee")
    model = concerned.model()
    assert [model.index(n, 0).data() for n in range(model.rowCount())] == ["Outi Tuiskula", "Åke Nyholm"]


@pytest.mark.parametrize("address", ["service/1", "contract/2", "sales_order/1", "server/1", "hosting_account/1"])
def test_every_focusable_has_a_name_and_nothing_is_cut_off(place: Place, address: str) -> None:
    page = record_page(place, address)
    assert nameless(page) == []
    assert cut_off(page) == []
    press(place.window, "F2")
    settle()
    assert nameless(page) == []
    assert cut_off(page) == []
