"""Work off the GUI thread, its twin for tests, and the bus. Waits end with the event they wait for."""

import threading
import time

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QObject
from pytestqt.qtbot import QtBot

from asiakasrekisteri.domain.errors import CancelledError
from asiakasrekisteri.domain.progress import Progress
from asiakasrekisteri.gui.bus import Bus
from asiakasrekisteri.gui.tasks import AtOnce, Tasks
from tests.gui.sheet import fail


def test_a_result_arrives_on_the_gui_thread(qtbot: QtBot) -> None:
    tasks, seen = Tasks(), list[tuple[int, int]]()
    tasks.run(tasks, lambda _p: threading.get_ident(), lambda r: seen.append((r, threading.get_ident())), failed=fail)
    qtbot.waitUntil(lambda: bool(seen))
    tasks.close()
    worker, here = seen[0]
    assert worker != here == threading.get_ident()


def test_store_work_never_overlaps_and_other_work_goes_beside_it(qtbot: QtBot) -> None:
    tasks, order, ended = Tasks(), list[str](), list[object]()
    beside = threading.Event()

    def slow(_progress: Progress) -> None:
        order.append("first begins")
        assert beside.wait(5)
        order.append("first ends")

    tasks.run(tasks, slow, ended.append, failed=fail)
    tasks.run(tasks, lambda _p: order.append("second"), ended.append, failed=fail)
    tasks.aside(tasks, lambda _p: beside.set(), ended.append, failed=fail)
    qtbot.waitUntil(lambda: len(ended) == 3)
    tasks.close()
    assert order == ["first begins", "first ends", "second"]


def test_cancel_stops_the_work_and_calls_nobody(qtbot: QtBot) -> None:
    tasks, steps, ended = Tasks(), list[object](), list[object]()
    stopped = threading.Event()

    def work(progress: Progress) -> None:
        try:
            while True:
                progress.report(1, 10)
                time.sleep(0.001)
        except CancelledError:
            stopped.set()
            raise

    task = tasks.run(tasks, work, ended.append, failed=fail, step=lambda *s: steps.append(s))
    qtbot.waitUntil(lambda: bool(steps))
    task.cancel()
    tasks.close()
    QCoreApplication.processEvents()
    assert stopped.is_set()
    assert not ended


def test_work_cancelled_before_it_began_never_begins() -> None:
    tasks, begun = Tasks(), list[object]()
    gate = threading.Event()
    tasks.run(tasks, lambda _p: gate.wait(5), lambda _r: None, failed=fail)
    tasks.run(tasks, lambda _p: begun.append(1), lambda _r: None, failed=fail).cancel()
    gate.set()
    tasks.close()
    assert not begun


def test_nothing_is_delivered_to_a_closed_screen(qtbot: QtBot) -> None:
    tasks, owner, ended = Tasks(), QObject(), list[object]()
    tasks.run(owner, lambda _p: 1, ended.append, failed=fail)
    shiboken6.delete(owner)
    tasks.close()
    QCoreApplication.processEvents()
    assert ended == []


@pytest.mark.slow
def test_an_error_is_handed_to_the_screen(qtbot: QtBot) -> None:
    tasks, errors = Tasks(), list[Exception]()
    tasks.run(tasks, lambda _p: 1 // 0, lambda _r: None, failed=errors.append)
    qtbot.waitUntil(lambda: bool(errors))
    tasks.close()
    assert isinstance(errors[0], ZeroDivisionError)


def test_progress_is_heard_at_most_ten_times_a_second_and_at_the_end() -> None:
    steps: list[tuple[int, int, str]] = []

    def work(progress: Progress) -> None:
        for n in range(1, 1001):
            progress.report(n, 1000)

    AtOnce().run(QObject(), work, lambda _r: None, failed=fail, step=lambda *s: steps.append(s))
    assert steps[-1] == (1000, 1000, "")
    assert len(steps) < 12


def test_the_bus_tells_only_those_who_watch_and_live(qtbot: QtBot) -> None:
    bus, owner, heard, gone = Bus(), QObject(), list[object](), list[object]()
    dead = QObject()
    bus.watch(owner, ["customer"], heard.append)
    bus.watch(dead, ["customer"], gone.append)
    shiboken6.delete(dead)
    thread = threading.Thread(target=lambda: bus.publish(frozenset({("customer", 7), ("person", 3)})))
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: bool(heard))
    bus.publish(frozenset({("person", 3)}))
    QCoreApplication.processEvents()
    assert heard == [frozenset({("customer", 7)})]
    assert gone == []
