"""The lazily loaded table: 100 000 rows, pages on demand, keys, copying, what is remembered."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QCoreApplication, QObject, QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from asiakasrekisteri.domain.progress import SILENT, Progress
from asiakasrekisteri.gui.preferences import MemoryPreferences
from asiakasrekisteri.gui.tables.columns import Cell, columns_of, format_value
from asiakasrekisteri.gui.tables.model import CELL_ROLE, KEPT_PAGES, PAGE, PagedModel
from asiakasrekisteri.gui.tables.view import RecordTable
from asiakasrekisteri.gui.tasks import AtOnce, Failed, Step, Task
from tests.gui.entity import ENTITY
from tests.gui.keys import press
from tests.gui.sheet import COLUMNS, Rows, fail, rows, table


class Counted(Rows):
    """Counts what is fetched."""

    def __init__(self, count: int) -> None:
        super().__init__(rows(count))
        self.asked: list[int] = []

    def fetch(self, ids: Sequence[int]) -> Sequence[dict[str, object]]:
        self.asked.append(ids[0] // PAGE)
        return super().fetch(ids)


class Later:
    """A runner that works when it is told."""

    def __init__(self) -> None:
        self.waiting: list[Callable[[], object]] = []

    def run(
        self,
        owner: QObject,  # noqa: ARG002 - Runner
        work: Callable[[Progress], Any],
        done: Callable[[Any], object],
        *,
        failed: Failed,  # noqa: ARG002 - Runner
        step: Step | None = None,  # noqa: ARG002 - Runner
    ) -> Task:
        self.waiting.append(lambda: done(work(SILENT)))
        return Task()

    aside = run

    def soon(self, owner: QObject, act: Callable[[], object]) -> None:  # noqa: ARG002 - Runner
        self.waiting.append(act)

    def work(self) -> None:
        while self.waiting:
            self.waiting.pop(0)()


def test_it_obeys_qt(qtmodeltester: Any) -> None:
    model = PagedModel(COLUMNS, Rows(rows(450)), AtOnce(), fail)
    qtmodeltester.check(model)
    model.show(range(450))
    qtmodeltester.check(model)


def test_of_a_hundred_thousand_rows_only_what_is_seen_is_fetched(qtbot: QtBot) -> None:
    source = Counted(100_000)
    model = PagedModel(COLUMNS, source, AtOnce(), fail)
    view = RecordTable(model, "Asiakasluettelo", MemoryPreferences(), "customers")
    model.setParent(view)
    qtbot.addWidget(view)
    view.resize(900, 600)
    model.show(range(100_000))
    view.show()
    qtbot.waitUntil(lambda: bool(source.asked))
    view.scrollToBottom()
    qtbot.waitUntil(lambda: 499 in source.asked)
    assert model.rowCount() == 100_000
    assert set(source.asked) <= {0, 498, 499}


def test_while_a_page_is_coming_cells_are_empty_and_scrolling_past_fetches_nothing(qtbot: QtBot) -> None:
    runner = Later()
    source = Counted(1000)
    model = PagedModel(COLUMNS, source, runner, fail)
    model.show(range(1000))
    assert model.data(model.index(5, 0), CELL_ROLE) is None
    assert model.data(model.index(5, 0)) == ""
    QCoreApplication.processEvents()
    assert len(runner.waiting) == 1
    with qtbot.waitSignal(model.dataChanged):
        runner.work()
    cell = model.data(model.index(5, 0), CELL_ROLE)
    assert isinstance(cell, Cell)
    assert cell.text == "Ahola Konepaja Oy 5"


def test_rows_of_an_older_search_are_not_shown(qtbot: QtBot) -> None:
    runner = Later()
    model = PagedModel(COLUMNS, Rows(rows(400)), runner, fail)
    model.show(range(200))
    model.values(0)
    QCoreApplication.processEvents()
    model.show(range(200, 400))
    runner.work()
    assert model.values(0) is None


def test_only_forty_pages_are_kept(qtbot: QtBot) -> None:
    source = Counted(PAGE * (KEPT_PAGES + 2))
    model = PagedModel(COLUMNS, source, AtOnce(), fail)
    model.show(range(len(source.rows)))
    for page in range(KEPT_PAGES + 2):
        model.values(page * PAGE)
        QCoreApplication.processEvents()
    assert model.values(0) is None
    assert model.values((KEPT_PAGES + 1) * PAGE) is not None


def test_cells_are_spoken_with_their_heads(qtbot: QtBot) -> None:
    made = table(5)
    qtbot.addWidget(made)
    made.show()
    model = made.model()
    qtbot.waitUntil(lambda: model.data(model.index(1, 0)) != "")
    spoken = [model.data(model.index(1, c), Qt.ItemDataRole.AccessibleTextRole) for c in (0, 4, 5)]
    assert spoken == ["Nimi: Hautalan Taimisto Ky", "Huomiot: Markkinointikielto", "Tila: Aktiivinen"]


def test_rows_and_cells_are_copied_as_text(qtbot: QtBot) -> None:
    made = table(5)
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.setFocus()
    made.selectRow(1)
    press(made, "Ctrl+C")
    lines = QGuiApplication.clipboard().text().split("\n")
    assert lines[0].startswith("Nimi\tTunniste\tPaikkakunta")
    assert lines[1].startswith("Hautalan Taimisto Ky\t1000013-1\tPorvoo\t1\t")
    press(made, "Ctrl+Shift+C")
    assert QGuiApplication.clipboard().text() == "Hautalan Taimisto Ky"


def test_all_rows_are_copied_though_few_were_looked_at(qtbot: QtBot) -> None:
    made = table(1000)
    qtbot.addWidget(made)
    made.selectAll()
    made.copy_rows()
    lines = QGuiApplication.clipboard().text().split("\n")
    assert len(lines) == 1001
    assert lines[1000].startswith("Saunamajurit ry 999\t")


def test_enter_opens_the_row_and_arrows_move(qtbot: QtBot) -> None:
    made = table(5)
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.setFocus()
    press(made, "Down")
    with qtbot.waitSignal(made.opened) as opened:
        press(made, "Enter")
    assert opened.args == [1]
    assert made.selected_ids() == [1]


def test_a_click_on_a_head_asks_for_an_order_and_it_is_remembered(qtbot: QtBot) -> None:
    preferences = MemoryPreferences()
    model = PagedModel(COLUMNS, Rows(rows(5)), AtOnce(), fail)
    made = RecordTable(model, "Asiakasluettelo", preferences, "customers")
    model.setParent(made)
    qtbot.addWidget(made)
    made.resize(900, 400)
    made.show()
    head = made.horizontalHeader()
    place = head.sectionViewportPosition(2) + 20
    with qtbot.waitSignal(model.sort_asked) as asked:
        QTest.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(place, 10))
    assert asked.args == ["town", False]
    made.setColumnWidth(0, 333)
    made.show_columns(["name", "since", "town"])
    again = RecordTable(PagedModel(COLUMNS, Rows([]), AtOnce(), fail), "Asiakasluettelo", preferences, "customers")
    qtbot.addWidget(again)
    assert again.sort_order() == ("town", False)
    assert again.columnWidth(0) == 333
    assert again._names(again._shown_columns()) == ["name", "since", "town"]


def test_columns_are_chosen_by_keys(qtbot: QtBot) -> None:
    made = table(5)
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    chooser = made.choose_columns()
    chooser.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is chooser)
    chooser.list.setFocus()
    assert chooser.list.currentItem().text() == "Tunniste"
    press(chooser.list, "Space")
    press(chooser.list, "Down")
    press(chooser.list, "Alt+Down")
    press(chooser.list, "Enter")
    assert made._names(made._shown_columns()) == ["name", "services", "town", "marks", "state"]


def test_nonsense_in_the_preferences_gives_the_default(qtbot: QtBot) -> None:
    preferences = MemoryPreferences()
    preferences.set("table/customers", '{"shown": 5, "sort": "x"}')
    made = RecordTable(PagedModel(COLUMNS, Rows([]), AtOnce(), fail), "Asiakasluettelo", preferences, "customers")
    qtbot.addWidget(made)
    assert made.sort_order() == ("name", False)


def test_columns_come_from_the_catalogue() -> None:
    columns = {c.name: c for c in columns_of(ENTITY)}
    assert [n for n, c in columns.items() if c.shown] == ["text", "business_id"]
    assert columns["money"].align == "right"
    assert columns["choice"].cell({"choice": "company"}).text == "Yritys"
    assert format_value(1248) == "1\xa0248"
