"""Ctrl+K: a few letters and Enter."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import shiboken6
from pytestqt.qtbot import QtBot

from asiakasrekisteri.gui.palette import Entry, Palette, open_palette
from asiakasrekisteri.usecases.logs import show_log
from tests.gui.bills import at_invoices
from tests.gui.firms import at_customers
from tests.gui.keys import press, type_text
from tests.gui.people import Place
from tests.gui.walks import nameless, settle


@pytest.fixture
def place(qtbot: QtBot, tmp_path: Path) -> Iterator[Place]:
    yield from at_customers(qtbot, tmp_path / "office")


@pytest.fixture
def billing(qtbot: QtBot, tmp_path: Path) -> Iterator[Place]:
    yield from at_invoices(qtbot, tmp_path / "office")


@pytest.fixture
def palette(place: Place) -> Iterator[Palette]:
    place.go("customers")
    entries = [Entry("Henkilöt", "users", "Sivut", lambda: place.context.go("persons"))]
    made = open_palette(place.window, place.context, entries)
    settle()
    yield made
    if shiboken6.isValid(made):
        made.close()


def find(palette: Palette, qtbot: QtBot, text: str) -> list[str]:
    with qtbot.waitSignal(palette.search.asked):
        type_text(palette.search, text)
    settle()
    return [entry.words for entry in palette.entries()]


def test_customers_and_persons_are_found_together(palette: Palette, qtbot: QtBot) -> None:
    assert find(palette, qtbot, "kettunen") == ["Kettunen, Hanna-Mari"] * 3


def test_enter_opens_the_first_and_arrows_choose(place: Place, palette: Palette, qtbot: QtBot) -> None:
    found = find(palette, qtbot, "nyholm")
    assert found[0] == "Nyholm, Åke"
    press(palette.search, "Enter")
    settle()
    assert place.window.navigator.here().startswith("person/")


def test_namesakes_are_told_apart_and_the_signs_narrow(palette: Palette, qtbot: QtBot) -> None:
    find(palette, qtbot, "kettunen")
    told = [entry.detail for entry in palette.entries()]
    assert len(set(told)) == len(told)
    assert "Rantakylän Leipomo Oy" in told
    assert any(words.startswith("Yksityishenkilö · ") for words in told)
    press(palette.search, "Ctrl+A")
    assert find(palette, qtbot, "@kettunen") == ["Kettunen, Hanna-Mari"] * 2
    press(palette.search, "Ctrl+A")
    assert find(palette, qtbot, ">") == ["Henkilöt"]


def test_a_page_named_whole_stands_first_and_nothing_found_says_what_to_try(palette: Palette, qtbot: QtBot) -> None:
    assert find(palette, qtbot, "henkilöt")[0] == "Henkilöt"
    press(palette.search, "Ctrl+A")
    assert find(palette, qtbot, "zzyzx") == []
    assert "Kokeile" in palette.list.item(0).text()


def test_pages_are_there_at_once_and_escape_changes_nothing(place: Place, palette: Palette) -> None:
    assert [e.words for e in palette.entries()] == ["Henkilöt"]
    press(palette.search, "Esc")
    assert place.window.navigator.here() == "customers"


@pytest.mark.slow
def test_hits_that_stay_in_sight_are_logged(place: Place, palette: Palette, qtbot: QtBot) -> None:
    find(palette, qtbot, "leipomo")
    palette._seen.note()
    logged = place.gate.call(show_log)
    assert logged[0].use_case == "note_seen"


def test_nothing_is_nameless(palette: Palette) -> None:
    assert nameless(palette) == []


@pytest.mark.slow
def test_a_number_sign_finds_invoices_only(billing: Place, qtbot: QtBot) -> None:
    billing.go("invoices")
    made = open_palette(billing.window, billing.context, ())
    found = find(made, qtbot, "#109")
    assert found
    assert all(words.startswith("109") for words in found)
    assert {entry.icon for entry in made.entries()} == {"receipt-euro"}
    press(made.search, "Enter")
    settle()
    assert billing.window.navigator.here().startswith("invoice/")
