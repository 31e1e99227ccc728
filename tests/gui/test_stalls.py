"""The window never asks the register itself: whatever is sorted, filtered and scrolled, the store's own thread does it.

How long the event loop is held up is measured by `bench`; here it is shown that nothing can hold it up for long.
"""

import csv
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy import Engine, event

from asiakasrekisteri.gui.screens.customers.list import CustomersPage
from asiakasrekisteri.gui.tasks import Tasks
from asiakasrekisteri.usecases.importing.order import Order
from asiakasrekisteri.usecases.importing.run import import_file
from tests import offices
from tests.gui.firms import all_pages
from tests.gui.people import Place

COUNT = 2_000


class Threads:
    """Notes on which threads the register was asked something."""

    def __init__(self, engine: Engine) -> None:
        self.seen: set[str] = set()
        event.listen(engine, "before_cursor_execute", self._asked)

    def _asked(self, *_call: object) -> None:
        self.seen.add(threading.current_thread().name)


@pytest.fixture
def place(qtbot: QtBot, tmp_path: Path) -> Iterator[Place]:
    file = tmp_path / "asiakkaat.csv"
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, delimiter=";")
        writer.writerow(("Asiakasnumero", "Yritys", "Postinumero", "Postitoimipaikka"))
        writer.writerows((10_001 + n, f"Yritys {n * 7919 % COUNT:05} Oy", "33100", "Tampere") for n in range(COUNT))
    at = offices.desk(tmp_path / "office")
    at.gate.call(import_file, Order(file))
    tasks = Tasks()
    made = Place(at, 0, all_pages, tasks)
    qtbot.addWidget(made.window)
    made.window.resize(1360, 820)
    made.window.show()
    yield made
    tasks.close(at.close)


@pytest.mark.slow
def test_sorting_filtering_and_scrolling_ask_the_register_on_its_own_thread(place: Place, qtbot: QtBot) -> None:
    page = place.go("customers")
    assert isinstance(page, CustomersPage)

    def until(there: Callable[[], bool]) -> None:
        qtbot.waitUntil(there, timeout=20_000)

    until(lambda: page.model.rowCount() == COUNT and page.model.values(0) is not None)
    threads = Threads(place.desk.vault.engine)
    page.table.sortByColumn(0, Qt.SortOrder.DescendingOrder)
    until(lambda: (page.model.values(0) or {}).get("name") == f"Yritys {COUNT - 1:05} Oy")
    bar = page.table.verticalScrollBar()
    for step in range(30):
        bar.setValue(bar.maximum() * step // 30)
        QApplication.sendPostedEvents()
    until(lambda: page.model.values(page.table.rowAt(0)) is not None)
    page.search.setText("yritys 0001")
    until(lambda: page.model.rowCount() == 10)
    page.search.clear()
    until(lambda: page.model.rowCount() == COUNT)
    assert threads.seen
    assert threading.main_thread().name not in threads.seen
