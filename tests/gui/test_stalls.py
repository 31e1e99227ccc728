"""Twenty thousand customers: the event loop is never held up while they are sorted, filtered and scrolled."""

import csv
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from asiakasrekisteri.gui.screens.customers.list import CustomersPage
from asiakasrekisteri.gui.tasks import Tasks
from asiakasrekisteri.usecases.importing.run import Order, import_customers
from tests import offices
from tests.gui.firms import all_pages
from tests.gui.people import Place

COUNT = 20_000
LONGEST = 0.5
"""Seconds. A store call on the GUI thread would take longer; the promised 50 ms are measured on a quiet machine."""


class Watchdog(QTimer):
    """Notes the longest time between two turns of the event loop."""

    def __init__(self) -> None:
        super().__init__()
        self.longest = 0.0
        self._last = time.perf_counter()
        self.timeout.connect(self._turn)
        self.start(0)

    def _turn(self) -> None:
        now = time.perf_counter()
        self.longest = max(self.longest, now - self._last)
        self._last = now


@pytest.fixture
def place(qtbot: QtBot, tmp_path: Path) -> Iterator[Place]:
    file = tmp_path / "asiakkaat.csv"
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, delimiter=";")
        writer.writerow(("Asiakasnumero", "Yritys", "Postinumero", "Postitoimipaikka"))
        writer.writerows((10_001 + n, f"Yritys {n * 7919 % COUNT:05} Oy", "33100", "Tampere") for n in range(COUNT))
    at = offices.desk(tmp_path / "office")
    at.gate.call(import_customers, Order(file))
    tasks = Tasks()
    made = Place(at, 0, all_pages, tasks)
    qtbot.addWidget(made.window)
    made.window.resize(1360, 820)
    made.window.show()
    yield made
    tasks.close(at.close)


def test_sorting_filtering_and_scrolling_hold_nothing_up(place: Place, qtbot: QtBot) -> None:
    page = place.go("customers")
    assert isinstance(page, CustomersPage)

    def until(there: Callable[[], bool]) -> None:
        qtbot.waitUntil(there, timeout=20_000)

    until(lambda: page.model.rowCount() == COUNT and page.model.values(0) is not None)
    watchdog = Watchdog()
    page.table.sortByColumn(0, Qt.SortOrder.DescendingOrder)
    until(lambda: (page.model.values(0) or {}).get("name") == f"Yritys {COUNT - 1} Oy")
    bar = page.table.verticalScrollBar()
    for step in range(30):
        bar.setValue(bar.maximum() * step // 30)
        QApplication.sendPostedEvents()
    until(lambda: page.model.values(page.table.rowAt(0)) is not None)
    page.search.setText("yritys 0001")
    until(lambda: page.model.rowCount() == 10)
    page.search.clear()
    until(lambda: page.model.rowCount() == COUNT)
    watchdog.stop()
    assert watchdog.longest < LONGEST
