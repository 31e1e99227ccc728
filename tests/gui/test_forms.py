"""Forms built from the catalogue: every kind of field, checking on leaving, all faults on saving, keys."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit
from pytestqt.qtbot import QtBot

from asiakasrekisteri.domain.errors import FieldError
from asiakasrekisteri.domain.fields import FieldKind, Record
from asiakasrekisteri.gui.forms.dates import parse_day
from asiakasrekisteri.gui.forms.form import EntityForm
from asiakasrekisteri.gui.forms.kinds import EDITORS
from asiakasrekisteri.gui.forms.savebar import SaveBar, ask_unsaved
from asiakasrekisteri.gui.widgets.basics import Button
from asiakasrekisteri.gui.widgets.notices import Banner
from tests.gui.entity import ENTITY, SOURCES
from tests.gui.keys import press, type_text
from tests.gui.sheet import TODAY

GOOD = {
    "text": st.sampled_from(["Esimerkki Oy", "Åäö & Co"]),
    "business_id": st.sampled_from([None, "1234567-1", "7654321-2"]),
    "identity_code": st.none(),
    "choice": st.sampled_from([None, "company", "private"]),
    "email": st.sampled_from([None, "leipomo@rantakyla.example"]),
    "phone": st.sampled_from([None, "+358405550417", "+46701740605"]),
    "postcode": st.sampled_from([None, "00100", "96200"]),
    "country": st.sampled_from([None, "FI", "SE", "AX"]),
    "date": st.none() | st.dates(dt.date(1900, 1, 1), dt.date(2099, 12, 31)),
    "instant": st.sampled_from([None, dt.datetime(2026, 11, 23, 7, 41, tzinfo=dt.UTC)]),
    "number": st.none() | st.integers(-(10**9), 10**9),
    "year": st.none() | st.integers(1800, 2199),
    "money": st.none() | st.decimals(-(10**6), 10**6, places=2),
    "flag": st.booleans(),
    "notes": st.sampled_from([None, "a\nb"]),
}


@pytest.fixture
def form(qtbot: QtBot) -> EntityForm:
    made = EntityForm(ENTITY, lambda: TODAY, SOURCES, "letter")
    qtbot.addWidget(made)
    made.resize(900, 900)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


def test_every_kind_has_an_editor() -> None:
    assert set(EDITORS) == set(FieldKind)


@given(values=st.fixed_dictionaries(GOOD))
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_a_form_gives_back_what_it_was_given(form: EntityForm, values: dict[str, object]) -> None:
    form.load(Record("sample", 1, 1, values))
    assert {n: v for n, v in form.values().items() if n in values} == values
    assert form.changes() == {}
    assert not form.is_changed()


def test_saving_with_faults_shows_them_all_and_goes_to_the_first(form: EntityForm) -> None:
    type_text(form.fields["business_id"].editor, "1234567-8")
    type_text(form.fields["date"].editor, "32.1.2026")
    form.fields["email"].editor.setFocus()
    press(form, "Ctrl+S")
    faulty = [n for n, f in form.fields.items() if f.problem()]
    assert faulty == ["text", "business_id", "date"]
    assert form.fields["text"].editor.hasFocus()
    assert form.fields["text"].editor.property("bad") is True
    assert "puuttuu" in form.fields["text"].editor.accessibleDescription()
    banner = form.findChild(Banner)
    assert banner is not None
    assert banner.accessibleName() == "3 kohtaa on korjattava ennen tallennusta"
    links = {b.text(): b for b in banner.findChildren(Button)}
    QTest.mouseClick(links["Y-tunnus"], Qt.MouseButton.LeftButton)
    assert form.fields["business_id"].editor.hasFocus()
    press(form, "F8")
    assert form.fields["date"].editor.hasFocus()
    press(form, "F8")
    assert form.fields["text"].editor.hasFocus()
    for name, cured, said in (
        ("text", "a", "2 kohtaa on korjattava ennen tallennusta"),
        ("date", "1.1.2026", "1 kohta on korjattava ennen tallennusta"),
        ("business_id", "1234567-1", "Merkityt kohdat on korjattu"),
    ):
        form.fields[name].editor.setFocus()
        press(form, "Ctrl+A")
        type_text(form.fields[name].editor, cured)
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        told = form.findChild(Banner)
        assert told is not None
        assert told.accessibleName() == said


def test_a_fault_shows_when_the_field_is_left_and_goes_as_soon_as_it_is_cured(form: EntityForm) -> None:
    field = form.fields["business_id"]
    field.editor.setFocus()
    type_text(field.editor, "1234567-8")
    assert field.problem() == ""
    press(form, "Tab")
    assert "tarkistus" in field.problem()
    field.editor.setFocus()
    press(form, "Backspace")
    type_text(field.editor, "1")
    assert field.problem() == ""


def test_what_was_typed_is_put_in_its_form_and_said(form: EntityForm) -> None:
    phone, date = form.fields["phone"], form.fields["date"]
    phone.editor.setFocus()
    type_text(phone.editor, "0405550417")
    date.editor.setFocus()
    assert "Muutettu muotoon" in phone.shown_text()
    type_text(date.editor, "+7")
    press(form, "Tab")
    assert form.values()["phone"] == "+358405550417"
    assert form.values()["date"] == TODAY + dt.timedelta(days=7)
    assert isinstance(date.editor, QLineEdit)
    assert date.editor.text() == "30.11.2026"


def test_only_changes_are_submitted_and_the_source_with_them(form: EntityForm, qtbot: QtBot) -> None:
    form.load(Record("sample", 1, 1, {"text": "Esimerkki Oy", "money": Decimal("10.00")}))
    bar = SaveBar(form, lambda: None)
    qtbot.addWidget(bar)
    assert bar.text() == ""
    money = form.fields["money"].editor
    assert isinstance(money, QLineEdit)
    money.setFocus()
    money.selectAll()
    type_text(money, "1 234,5")
    assert bar.text() == "Muutoksia ei ole tallennettu"
    with qtbot.waitSignal(form.submitted) as told:
        press(form, "Ctrl+Enter")
    assert told.args == [{"money": Decimal("1234.50")}]
    assert form.source() == "letter"


def test_a_refusal_of_the_use_case_lands_under_its_field(form: EntityForm) -> None:
    form.show_errors([FieldError("phone", "Numero on jo toisella asiakkaalla. Tarkista numero.")])
    assert form.fields["phone"].editor.hasFocus()
    assert "jo toisella" in form.fields["phone"].shown_text()


def test_a_wheel_changes_no_choice_but_a_key_does(form: EntityForm) -> None:
    choice = form.fields["choice"].editor
    assert isinstance(choice, QComboBox)
    choice.setFocus()
    place = QPointF(5, 5)
    down, none = QPoint(0, -120), Qt.KeyboardModifier.NoModifier
    wheel = QWheelEvent(
        place, place, QPoint(), down, Qt.MouseButton.NoButton, none, Qt.ScrollPhase.NoScrollPhase, False
    )
    QApplication.sendEvent(choice, wheel)
    assert form.values()["choice"] is None
    press(choice, "Down")
    assert form.values()["choice"] == "company"


def test_leaving_with_changes_asks_and_the_safe_answer_is_first(form: EntityForm, qtbot: QtBot) -> None:
    said: list[str] = []
    dialog = ask_unsaved(
        form,
        save=lambda: said.append("save"),
        discard=lambda: said.append("discard"),
        stay=lambda: said.append("stay"),
    )
    dialog.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is dialog)
    press(dialog, "Enter")
    assert said == ["stay"]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("23.11", dt.date(2026, 11, 23)),
        ("1.2.27", dt.date(2027, 2, 1)),
        ("231126", dt.date(2026, 11, 23)),
        ("1.1.1999", dt.date(1999, 1, 1)),
        ("1.1.99", dt.date(1999, 1, 1)),
        ("2026-11-23", dt.date(2026, 11, 23)),
        ("t", TODAY),
        ("-3", dt.date(2026, 11, 20)),
        ("31.2.2026", None),
        ("huomenna", None),
    ],
)
def test_days_as_people_type_them(typed: str, meant: dt.date | None) -> None:
    assert parse_day(typed, TODAY) == meant
