"""The timeline, by keys and by mouse: months, files, copying, pages, and how light it is."""

import datetime as dt

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from asiakasrekisteri.domain.formats import file_size
from asiakasrekisteri.gui.tasks import AtOnce
from asiakasrekisteri.gui.timeline.event import Attachment, Change, Event, Mark, Recording
from asiakasrekisteri.gui.timeline.measure import MOST_LINES, Measures, broken
from asiakasrekisteri.gui.timeline.view import Timeline
from asiakasrekisteri.gui.widgets.months import month_words
from tests.gui.keys import press
from tests.gui.parts_views import EVENTS, many, timeline
from tests.gui.walks import settle

ACCESSIBLE = Qt.ItemDataRole.AccessibleTextRole


@pytest.fixture
def made(qtbot: QtBot) -> Timeline:
    view = timeline()
    qtbot.addWidget(view)
    view.resize(760, 700)
    with qtbot.waitActive(view):
        view.show()
        view.activateWindow()
    view.setFocus()
    settle()
    return view


def test_arrows_go_from_event_to_event_and_enter_opens(made: Timeline, qtbot: QtBot) -> None:
    assert made.current_event() == EVENTS[0]
    press(made, "Down")
    with qtbot.waitSignal(made.opened) as told:
        press(made, "Enter")
    assert told.args == ["request/14"]
    where = made.visualRect(made.model().index(0, 0)).center()
    QTest.mouseClick(made.viewport(), Qt.MouseButton.LeftButton, pos=where)
    with qtbot.waitSignal(made.opened) as told:
        QTest.mouseDClick(made.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert told.args == ["invoice/17"]


def test_an_event_without_an_address_opens_nothing(made: Timeline, qtbot: QtBot) -> None:
    made.choose("h1")
    with qtbot.assertNotEmitted(made.opened):
        press(made, "Enter")


def test_files_are_reached_by_the_right_arrow_and_opened_by_enter(made: Timeline, qtbot: QtBot) -> None:
    made.choose("m1")
    press(made, "Right")
    press(made, "Right")
    with qtbot.waitSignal(made.attachment_opened) as told:
        press(made, "Enter")
    assert told.args == [4]
    for _back in range(2):
        press(made, "Left")
    with qtbot.waitSignal(made.opened) as opened:
        press(made, "Enter")
    assert opened.args == ["interaction/4"]
    press(made, "Right")
    press(made, "Up")
    press(made, "Down")
    with qtbot.waitSignal(made.opened):
        press(made, "Enter")


def test_a_click_on_a_file_opens_it(made: Timeline, qtbot: QtBot) -> None:
    index = made.model().index(4, 0)
    row = made.visualRect(index)
    file = made._painter.measures.place(EVENTS[4]).files[0].center().toPoint() + made._painter.corner(index, row)
    QTest.mouseMove(made.viewport(), file)
    assert made.viewport().cursor().shape() == Qt.CursorShape.PointingHandCursor
    with qtbot.waitSignal(made.attachment_opened) as told:
        QTest.mouseClick(made.viewport(), Qt.MouseButton.LeftButton, pos=file)
    assert told.args == [3]
    with qtbot.assertNotEmitted(made.attachment_opened):
        QTest.mouseClick(made.viewport(), Qt.MouseButton.LeftButton, pos=row.topLeft() + QPoint(70, 40))


def test_an_event_is_copied_as_text(made: Timeline) -> None:
    press(made, "Ctrl+C")
    assert QGuiApplication.clipboard().text().splitlines()[:2] == [
        "18.11.2026",
        "Lasku 10952 lähetetty, 148,80 € (Avoin)",
    ]
    made.choose("h1")
    press(made, "Ctrl+C")
    assert "+358 40 555 0188 → +358 40 555 0417" in QGuiApplication.clipboard().text()


def test_every_event_is_said_in_words(made: Timeline) -> None:
    said = [made.model().index(row, 0).data(ACCESSIBLE) for row in range(made.model().rowCount())]
    assert said[1].startswith("Tietopyyntö saapui kirjeellä, 16 pv, 9.11., Pyytäjä")
    assert "nauhoite 6\xa0min 42\xa0s" in said[2]
    assert "ennen +358 40 555 0188, nyt +358 40 555 0417, Puhelu · 4.11.2026" in said[3]
    assert "liite kuva toimitiloista.jpg, 2,3\xa0Mt" in said[4]


def test_the_menu_key_offers_what_the_event_can_do(made: Timeline, qtbot: QtBot) -> None:
    made.choose("m1")
    words = [act.text() for act in made.menu_entries().actions()]
    assert words == ["Avaa", "Avaa valtakirja.pdf", "Avaa kuva toimitiloista.jpg", "Kopioi"]
    made.choose("c1")
    assert "Toista nauhoite" in [act.text() for act in made.menu_entries().actions()]
    by_key = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(1, 1), QPoint(1, 1))
    QApplication.sendEvent(made.viewport(), by_key)
    menu = QApplication.activePopupWidget()
    assert menu is not None
    assert made.current_event() == EVENTS[2]  # the key's menu is that of the current event, not of a place
    menu.close()


def test_months_stand_over_their_first_events(made: Timeline) -> None:
    begins = [made._events.begins_month(row) for row in range(len(EVENTS))]
    assert begins == [True, False, False, False, True, False, True]
    assert month_words((2026, 11)) == "Marraskuu 2026"


def test_a_month_is_that_of_finland() -> None:
    late = Event(key="a", kind="", icon="x", title="", at=dt.datetime(2026, 10, 31, 22, 30, tzinfo=dt.UTC))
    assert late.month() == (2026, 11)


def test_older_events_are_asked_for_once_before_the_end(qtbot: QtBot) -> None:
    asked: list[str] = []
    view = Timeline("Tapahtumat", AtOnce(), more=asked.append)
    qtbot.addWidget(view)
    view.resize(600, 400)
    view.show()
    counts: list[tuple[int, bool]] = []
    view.counted.connect(lambda n, more: counts.append((n, more)))
    events = many(120)
    view.show_events(events[:60], has_more=True)
    settle()
    assert asked == []
    bar = view.verticalScrollBar()
    bar.setValue(bar.maximum() - bar.pageStep() + 5)
    bar.setValue(bar.maximum())
    assert asked == ["e59"]
    view.add(events[60:], has_more=False)
    settle()
    bar.setValue(bar.maximum())
    assert asked == ["e59"]
    assert counts == [(60, True), (120, False)]
    view.show_events(())
    assert counts[-1] == (0, False)


def test_nothing_moves_when_older_events_come(qtbot: QtBot) -> None:
    view = timeline(())
    qtbot.addWidget(view)
    view.resize(600, 400)
    view.show()
    events = many(1200)
    view.show_events(events[:1000], has_more=True)
    settle()
    bar = view.verticalScrollBar()
    bar.setValue(bar.maximum() - 100)
    before, reach = bar.value(), bar.maximum()
    view.add(events[1000:])
    settle()
    assert bar.value() == before
    assert bar.maximum() > reach


def test_rows_grow_when_there_is_less_room(made: Timeline) -> None:
    index = made.model().index(0, 0)
    wide = made.visualRect(index).height()
    made.resize(360, 700)
    settle()
    assert made.visualRect(index).height() > wide


def test_a_long_text_is_cut_at_three_lines_with_an_ellipsis(qapp: QApplication) -> None:
    lines = broken("sanoja ja sanoja " * 60, 300, MOST_LINES)
    assert len(lines) == MOST_LINES
    assert lines[-1].endswith("…")
    measures = Measures()
    measures.fit(400)
    event = Event(key="k", kind="", icon="x", title="T", at=dt.date(2026, 1, 1), lines=("a", "b", "c", "d"))
    placed = measures.place(event)
    assert [text for text, _where in placed.texts] == ["a", "b", "c …"]
    assert placed.cut


@pytest.mark.parametrize("width", [260, 500, 900])
def test_what_is_counted_is_what_is_laid(qapp: QApplication, width: int) -> None:
    measures = Measures()
    measures.fit(width)
    for event in (*EVENTS, *many(8)):
        placed = measures.place(event)
        parts = (*(where for _t, where in placed.texts), placed.change, placed.player, *placed.files, placed.title)
        assert placed.height - 20 <= max(part.bottom() for part in parts) <= placed.height, event.key
        assert all(part.right() <= width for part in parts), event.key


@pytest.mark.slow
def test_only_what_is_seen_is_laid_of_ten_thousand(qtbot: QtBot) -> None:
    view = timeline(())
    qtbot.addWidget(view)
    view.resize(760, 700)
    view.show()
    view.show_events(many(10_000))
    settle()
    view.verticalScrollBar().setValue(200_000)
    settle()
    assert len(view._painter.measures._placed) < 60


def test_sizes_in_words() -> None:
    assert [file_size(n) for n in (900, 184_000, 2_430_000)] == ["900\xa0t", "180\xa0kt", "2,3\xa0Mt"]


def test_plain_tuples_name_their_parts() -> None:
    assert Attachment(1, "a.pdf", 5).name == "a.pdf"
    assert Change("a", "b").origin == ""
    assert Mark("Avoin").tone == "neutral"
    assert Recording(1, 60).note == ""
