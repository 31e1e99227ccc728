"""The list of outdated data, gone through by keys: it tells what is known, and what is mended goes from it."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from asiakasrekisteri.exchange.ytj import YtjCompany
from asiakasrekisteri.gui.screens.persons.outdated import OutdatedScreen
from asiakasrekisteri.usecases.customers import add_customer, open_customer, save_customer
from asiakasrekisteri.usecases.ytj import note_ytj
from tests.gui.keys import press
from tests.gui.people import Place, at_persons
from tests.gui.walks import cut_off, nameless, settle

pytestmark = pytest.mark.slow
ROUTA = {"kind": "company", "name": "Routa Oy", "business_id": "7654321-2", "status": "active", "relation": "own"}
ENDING = YtjCompany(business_id="7654321-2", name="Routa", ended_on=dt.date(2026, 1, 2), sha256="ab" * 32)


@pytest.fixture
def place(qtbot: QtBot, tmp_path: Path) -> Iterator[Place]:
    yield from at_persons(qtbot, tmp_path / "office")


def test_a_task_is_read_opened_and_ends_by_itself(place: Place) -> None:
    page = place.go("outdated")
    assert isinstance(page, OutdatedScreen)
    settle()
    assert "Vanhentuneita tietoja ei tunneta" in [made.text() for made in page.findChildren(QLabel)]
    firm = place.gate.call(add_customer, ROUTA).id
    place.gate.call(note_ytj, firm, ENDING)
    settle()
    assert [page.table.model().index(0, at).data() for at in (0, 1, 3)] == [
        "Päättynyt yritys",
        "Routa Oy",
        "22.11.2026",
    ]
    assert page.top.note.text() == "1 asia"
    assert (nameless(place.window), cut_off(page)) == ([], [])
    page.focus_start()
    press(page.table, "Enter")
    settle()
    assert place.window.navigator.here() == f"customer/{firm}"
    version = place.gate.call(open_customer, firm).record.version
    place.gate.call(save_customer, firm, version, {"status": "ended"})
    settle()
    place.go("outdated")
    settle()
    assert page.top.note.text() == ""
