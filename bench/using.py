"""The main window in use: a list filtered, ordered and scrolled, cards and forms opened, while a timer watches."""

import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication

from asiakasrekisteri.bootstrap import gui_start
from asiakasrekisteri.gui.app import leave_out_of_collections, make_application
from asiakasrekisteri.gui.bus import Bus
from asiakasrekisteri.gui.desk import DeskWindow, Services
from asiakasrekisteri.gui.messages import Messages
from asiakasrekisteri.gui.preferences import MemoryPreferences
from asiakasrekisteri.gui.screens.customers.list import CustomersPage
from asiakasrekisteri.gui.tasks import Tasks
from asiakasrekisteri.gui.theme.theme import theme
from asiakasrekisteri.usecases.office import Office
from bench.telling import SIZE, said
from bench.work import PASSWORD

_TURN = 5
"""Milliseconds between two looks at the clock."""
_SETTLE = 0.4
_FILTERS = ("o", "kuusi", "helsinki", "metsä")


class Watchdog(QTimer):
    """Notes the longest time between two turns of the event loop, in milliseconds."""

    def __init__(self) -> None:
        super().__init__()
        self.longest = 0.0
        self._last = 0.0
        self.setTimerType(Qt.TimerType.PreciseTimer)
        self.timeout.connect(self._look)
        self.start(_TURN)

    def begin(self) -> None:
        """Begin anew."""
        self.longest, self._last = 0.0, time.perf_counter()

    def _look(self) -> None:
        now = time.perf_counter()
        self.longest = max(self.longest, (now - self._last) * 1000)
        self._last = now


class Used:
    """The main window of an office, opened as after the login and standing on the list of customers."""

    def __init__(self, folder: Path) -> None:
        self._qt: QApplication = make_application()
        gui_start(folder).desk()  # all that is loaded behind the login
        theme().apply(self._qt, dark=False, size=100)
        session = Office(folder).enter("paula", PASSWORD)
        leave_out_of_collections()
        services = Services(runner=Tasks(), messages=Messages(), bus=Bus(), preferences=MemoryPreferences())
        self._desk = DeskWindow(services, session, "Mittaus Oy", lambda: None)
        self._window = self._desk.window
        self._window.resize(*SIZE)
        self._window.show()
        self._go("customers")
        page = self._window.page()
        assert isinstance(page, CustomersPage)
        self._page = page
        while page.model.rowCount() == 0 or page.model.values(0) is None:
            self._qt.processEvents()
        self._settle()

    def stalls(self) -> None:
        """Do what the office does all day, and tell the longest stall of each."""
        self._page.table.setCurrentIndex(self._page.model.index(0, 0))
        self._settle()
        watchdog = Watchdog()
        row_id = self._page.model.row_id(5)
        works: tuple[tuple[str, Callable[[], object]], ...] = (
            ("filter", self._filter),
            ("sort", self._sort),
            ("scroll", self._scroll),
            ("card beside the list", self._rest),
            ("customer's page", lambda: self._go(f"customer/{row_id}")),
            ("customer's form", lambda: self._go(f"customer/{row_id}/edit")),
        )
        for name, work in works:
            watchdog.begin()
            work()
            self._settle()
            said(f"{name}\t{watchdog.longest:.1f}")

    def _go(self, address: str) -> None:
        self._window.navigator.go(address)

    def _settle(self, seconds: float = _SETTLE) -> None:
        """Let the event loop turn as it does while nobody touches anything."""
        end = time.perf_counter() + seconds
        while time.perf_counter() < end:
            self._qt.processEvents()
            time.sleep(0.0005)

    def _filter(self) -> None:
        for text in (*_FILTERS, ""):
            self._page.search.setText(text)
            self._settle()

    def _sort(self) -> None:
        for order in (Qt.SortOrder.DescendingOrder, Qt.SortOrder.AscendingOrder):
            self._page.table.sortByColumn(0, order)
            self._settle()

    def _scroll(self) -> None:
        bar = self._page.table.verticalScrollBar()
        for step in range(40):
            bar.setValue(bar.maximum() * (step * 7 % 40) // 40)
            self._settle(0.016)

    def _rest(self) -> None:
        for row in range(1, 4):
            self._page.table.setCurrentIndex(self._page.model.index(row, 0))
            self._settle()
