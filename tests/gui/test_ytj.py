"""A customer compared with YTJ by keys: what is sent is told first, and only what is ticked is taken."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from asiakasrekisteri.gui.screens.customers.ytj import YtjScreen
from asiakasrekisteri.gui.widgets.basics import Button
from asiakasrekisteri.gui.widgets.notices import Banner
from asiakasrekisteri.usecases.customers import open_customer
from asiakasrekisteri.usecases.privacy.outdated import Task, list_outdated
from tests.gui.keys import press
from tests.gui.people import Place, at_office
from tests.gui.walks import cut_off, nameless, settle
from tests.offices import desk
from tests.usecases.billing.making import customer
from tests.ytjserver import LEIPOMO, Habits, ytj


@pytest.fixture
def place(qtbot: QtBot, tmp_path: Path) -> Iterator[Place]:
    yield from at_office(
        qtbot,
        desk(tmp_path / "office"),
        lambda gate: customer(gate, "Leipomo Ayras", "company", business_id="1234567-1"),
    )


def screen(place: Place, base: str) -> YtjScreen:
    page = place.go(f"ytj/{place.hanna}")
    assert isinstance(page, YtjScreen)
    page.base = base
    settle()
    return page


def said(page: YtjScreen) -> str:
    settle()
    return " ".join(b.accessibleName() for b in page.findChildren(Banner) if b.isVisible())


@pytest.mark.slow
def test_what_is_ticked_is_taken_with_its_source_and_can_be_undone(place: Place) -> None:
    habits = Habits()
    with ytj(habits) as base:
        page = screen(place, base)
        assert page.ask_button.hasFocus()
        assert habits.asked == [], "nothing is asked before the click"
        press(page.ask_button, "Space")
        settle()
    assert habits.asked == [{"businessId": ["1234567-1"]}]
    assert page.chosen() == ["company_form", "industry", "industry_code", "registered_on", "visiting"]
    assert not nameless(page)
    assert not cut_off(page)
    page.ticks["name"].setFocus()
    press(page.ticks["name"], "Space")
    page.ticks["industry"].setChecked(False)
    press(page, "Ctrl+Enter")
    settle()
    card = place.gate.call(open_customer, place.hanna)
    assert (card.record["name"], card.record["industry"]) == ("Leipomo Äyräs Oy", None)
    assert card.record.origins["name"].source_label == "YTJ"
    place.window.undo_bar.undo()
    settle()
    assert place.gate.call(open_customer, place.hanna).record["name"] == "Leipomo Ayras"


def test_faults_and_findings_are_told_on_the_page(place: Place) -> None:
    with ytj(Habits(code=429)) as base:
        page = screen(place, base)
        page.ask()
        assert "ruuhkaa" in said(page)
    with ytj(Habits(companies=[])) as base:
        page.base = base
        page.ask()
        assert "ei löytynyt" in said(page)
    with ytj(Habits(companies=[{**LEIPOMO, "companySituations": [{"type": "KONK"}]}])) as base:
        page.base = base
        page.ask()
        assert "konkurssissa" in said(page)
        assert not cut_off(page)
        next(made for made in page.findChildren(Button) if made.text() == "Kirjaa tarkistettavaksi").click()
        settle()
    assert [one.task for one in place.gate.call(list_outdated)] == [Task.ENDED]
    place.window.undo_bar.undo()
    settle()
    assert place.gate.call(list_outdated) == ()
    place.go(f"ytj/{place.hanna}")
    page.by.setText("a")
    page.ask()
    assert "kolme kirjainta" in " ".join(words.text() for words in page.field.findChildren(QLabel))
