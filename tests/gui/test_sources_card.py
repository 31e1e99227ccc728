"""The register of sources in the settings: what it has, and a source added, renamed and closed by the main user."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from asiakasrekisteri.gui.records.page import RecordPage
from asiakasrekisteri.gui.screens.settings.page import SettingsScreen
from asiakasrekisteri.usecases.sources import all_sources, list_sources
from tests.gui.keys import press
from tests.gui.people import Place, at_office
from tests.gui.walks import cut_off, nameless, settle
from tests.offices import desk


@pytest.fixture
def place(qtbot: QtBot, tmp_path: Path) -> Iterator[Place]:
    yield from at_office(qtbot, desk(tmp_path / "office"), lambda _gate: 0)


def settings(place: Place) -> SettingsScreen:
    """Return the page of settings."""
    page = place.go("settings")
    assert isinstance(page, SettingsScreen)
    settle()
    return page


def fill_in(place: Place, values: dict[str, object]) -> RecordPage:
    """Fill in the form in front and save it."""
    page = place.window.page()
    assert isinstance(page, RecordPage)
    assert page.editor is not None
    for name, value in values.items():
        page.editor.form.fields[name].value_editor.load(value)
        page.editor.form.fields[name].changed.emit()
    page.editor.save()
    settle()
    return page


@pytest.mark.slow
def test_a_source_is_added_renamed_and_closed(place: Place) -> None:
    page = settings(place)
    before = page.sources.table.model().rowCount()
    assert before == len(place.gate.call(list_sources))
    assert (nameless(place.window), cut_off(page)) == ([], [])
    page.sources.add_button.click()
    settle()
    fill_in(place, {"name": "Traficom", "kind": "public_register", "what": "Verkkotunnuksen haltija", "public": True})
    assert place.gate.call(list_sources)[-1].name == "Traficom"
    assert place.window.undo_bar.text() == "Tietolähde lisättiin."
    page = settings(place)
    assert page.sources.table.model().rowCount() == before + 1
    number = place.gate.call(all_sources).records[-1].id
    opened = place.go(f"source/{number}")
    settle()
    press(opened, "F2")
    settle()
    fill_in(place, {"name": "Liikenne- ja viestintävirasto", "closed_on": place.gate.store.clock().date()})
    assert "Liikenne- ja viestintävirasto" not in [s.name for s in place.gate.call(list_sources)]
    assert settings(place).sources.table.model().rowCount() == before + 1, "a closed one is still told"
