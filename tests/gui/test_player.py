"""Recordings: the wave from the samples, and the whole life of a player with real sound and no loudspeaker."""

import importlib
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from asiakasrekisteri.gui.tasks import AtOnce
from asiakasrekisteri.gui.widgets import player as player_module
from asiakasrekisteri.gui.widgets.peaks import peaks
from asiakasrekisteri.gui.widgets.player import RecordingPlayer, clock, obstacle, speed_words
from asiakasrekisteri.gui.widgets.wave import BARS, length_words
from tests.gui.keys import press
from tests.gui.parts_views import timeline, tone
from tests.gui.walks import settle

pytestmark = pytest.mark.qt_log_ignore(
    "Couldn't (load|resolve)", "PulseAudio", "No audio device", "FFmpeg", extend=True
)
SOUNDS = Path(__file__).parent / "sounds"
NOT_SOUND = b"this is no sound at all, " * 40


class Office:
    """Hands out a recording and counts how often it was asked for: each time is a line in the log."""

    def __init__(self, data: bytes = b"", refusal: str = "") -> None:
        self.data, self.refusal = data, refusal
        self.asked = 0

    def fetch(self, done: Callable[[bytes], object], failed: Callable[[str], object]) -> None:
        self.asked += 1
        if self.refusal:
            failed(self.refusal)
        else:
            done(self.data)


def opened(qtbot: QtBot, office: Office, hindered: str = "") -> RecordingPlayer:
    made = RecordingPlayer(402, office.fetch, AtOnce(), hindered=lambda: hindered)
    qtbot.addWidget(made)
    made.resize(600, 70)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


@pytest.mark.parametrize("width", [1, 2, 3])
def test_the_wave_rises_with_the_sound(width: int) -> None:
    found = peaks(tone(1.0, width), 10)
    assert len(found) == 10
    assert found[-1] == max(found) == 1.0
    assert found == sorted(found)


def test_what_is_not_wav_has_no_wave() -> None:
    assert peaks(NOT_SOUND, 10) == []
    assert peaks(tone()[:20], 10) == []
    assert peaks(b"", 10) == []


def test_nothing_is_fetched_before_play(qtbot: QtBot) -> None:
    office = Office(tone())
    made = opened(qtbot, office)
    assert (office.asked, made.place.text(), made.length.text()) == (0, "0.00", "6.42")
    press(made.wave, "Right")
    assert not made.holds_sound()


def test_the_whole_life_of_a_recording(qtbot: QtBot) -> None:
    office = Office(tone(20.0))
    made = opened(qtbot, office)
    QTest.mouseClick(made.play, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(made.is_playing)
    qtbot.waitUntil(lambda: made.wave.maximum() == 20_000 and made.wave.value() > 0)
    assert (office.asked, made.length.text(), made.play.accessibleName()) == (1, "0.20", "Tauko")
    assert len(made.wave._peaks) == BARS
    made.wave.setFocus()
    press(made.wave, "Space")
    qtbot.waitUntil(lambda: not made.is_playing())
    before = made.wave.value()
    press(made.wave, "Right")
    qtbot.waitUntil(lambda: made.wave.value() == before + 5_000)
    press(made.wave, "Left")
    qtbot.waitUntil(lambda: made.wave.value() == before)
    press(made.wave, "Shift+Right")
    qtbot.waitUntil(lambda: made.wave.value() >= 19_000)
    middle = QPoint(made.wave.width() // 2, 10)
    QTest.mouseClick(made.wave, Qt.MouseButton.LeftButton, pos=middle)
    qtbot.waitUntil(lambda: abs(made.wave.value() - 10_000) < 200)
    assert made.place.text() in {"0.09", "0.10"}
    press(made.wave, "Space")
    qtbot.waitUntil(made.is_playing)
    assert office.asked == 1
    made.hide()
    assert not made.holds_sound()
    assert (made.place.text(), made.play.accessibleName()) == ("0.00", "Toista nauhoite")


def test_at_its_end_the_bytes_are_dropped_and_hearing_again_is_asked_anew(qtbot: QtBot) -> None:
    office = Office(tone(0.3))
    made = opened(qtbot, office)
    made.toggle()
    qtbot.waitUntil(made.is_playing)
    qtbot.waitUntil(lambda: not made.holds_sound())
    made.toggle()
    assert office.asked == 2


def test_speed_steps_by_keys_and_by_its_button(qtbot: QtBot) -> None:
    made = opened(qtbot, Office(tone()))
    made.wave.setFocus()
    for _time in range(9):
        press(made.wave, "Greater")
    assert (made.speed.text(), made.speed.accessibleName()) == ("2,0×", "Nopeus 2,0×")
    for _time in range(9):
        press(made.wave, "Less")
    assert made.speed.text() == "0,75×"
    made.speed.setFocus()
    press(made.speed, "Space")
    assert made.speed.text() == "1,0×"
    press(made.speed, "Greater")
    assert (made.speed.text(), made.speed.hasFocus()) == ("1,25×", True)


def test_without_a_device_it_says_so_and_fetches_nothing(qtbot: QtBot) -> None:
    office = Office(tone())
    made = opened(qtbot, office, "Kytke kaiutin.")
    press(made.play, "Space")
    assert made.words.text() == "Kytke kaiutin."
    assert office.asked == 0


def test_the_obstacle_is_what_the_system_says(monkeypatch: pytest.MonkeyPatch) -> None:
    sound = importlib.import_module("asiakasrekisteri.gui.widgets.sound")
    monkeypatch.setattr(sound, "has_device", lambda: False)
    assert "äänilaitetta" in obstacle()
    monkeypatch.setattr(sound, "has_device", lambda: True)
    assert obstacle() == ""
    monkeypatch.setitem(sys.modules, "asiakasrekisteri.gui.widgets.sound", None)
    assert "libpulse" in obstacle()


def test_a_format_nobody_knows_is_told_in_words(qtbot: QtBot) -> None:
    made = opened(qtbot, Office(NOT_SOUND))
    made.toggle()
    qtbot.waitUntil(lambda: "muotoa ei voi toistaa" in made.words.text())
    assert not made.holds_sound()


@pytest.mark.parametrize("name", ["tone.opus", "tone.mp3", "tone.m4a"])
def test_packed_recordings_are_heard_from_memory(qtbot: QtBot, name: str) -> None:
    made = opened(qtbot, Office((SOUNDS / name).read_bytes()))
    made.toggle()
    assert made.words.text() == "Avataan nauhoitetta…"
    qtbot.waitUntil(made.is_playing)
    assert 1_900 <= made.wave.maximum() <= 2_200
    assert max(made.wave._peaks[1:-1]) > 0.5
    qtbot.waitUntil(lambda: made.wave.value() > 0)


@pytest.mark.slow
def test_a_hundred_recordings_are_let_go_of_while_they_are_unpacked(qtbot: QtBot) -> None:
    office = Office((SOUNDS / "tone.mp3").read_bytes() * 200)
    made = opened(qtbot, office)
    for turn in range(100):
        made.toggle()
        for _turn in range(turn % 40):  # so many turns of the event loop: the decoder is at another place each time
            QCoreApplication.processEvents()
        made.stop()
        assert not made.holds_sound()
    assert office.asked == 100


def test_a_refusal_is_told_and_can_be_tried_again(qtbot: QtBot) -> None:
    office = Office(tone(), "Nauhoitetta ei ole enää.")
    made = opened(qtbot, office)
    made.toggle()
    assert made.words.text() == "Nauhoitetta ei ole enää."
    office.refusal = ""
    made.toggle()
    qtbot.waitUntil(made.is_playing)
    assert made.words.text() == "Kuuntelu kirjataan käyttölokiin."


def test_an_answer_that_comes_too_late_is_not_played(qtbot: QtBot) -> None:
    answers: list[Callable[[bytes], object]] = []
    made = RecordingPlayer(5, lambda done, _failed: answers.append(done), AtOnce(), hindered=str)
    qtbot.addWidget(made)
    made.show()
    made.toggle()
    made.toggle()
    assert len(answers) == 1
    made.hide()
    answers[0](tone())
    assert not made.holds_sound()


def test_the_space_plays_in_the_timeline_and_another_play_stops_the_first(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(player_module, "obstacle", str)
    view = timeline()
    qtbot.addWidget(view)
    view.resize(760, 700)
    with qtbot.waitActive(view):
        view.show()
        view.activateWindow()
    view.choose("c1")
    view.setFocus()
    press(view, "Space")
    made = view.player()
    assert made is not None
    qtbot.waitUntil(made.is_playing)
    assert made.accessibleName() == "Nauhoite: Puhelu: Hanna-Mari Kettunen"
    assert view._painter.player_at(view.currentIndex(), view.visualRect(view.currentIndex())) == made.geometry()
    press(view, "Greater")
    assert made.speed.text() == "1,25×"
    press(view, "Space")
    qtbot.waitUntil(lambda: not made.is_playing())
    view.show_events(())
    assert (view.player(), made.holds_sound()) == (None, False)


def test_in_the_timeline_only_the_round_button_begins_a_hearing(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(player_module, "obstacle", str)
    view = timeline()
    qtbot.addWidget(view)
    view.resize(760, 400)
    view.show()
    settle()
    index = view.model().index(2, 0)
    resting = view._painter.player_at(index, view.visualRect(index))
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=resting.center())
    assert view.player() is None
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=resting.topLeft() + QPoint(20, 20))
    made = view.player()
    assert made is not None
    qtbot.waitUntil(made.is_playing)
    view.verticalScrollBar().setValue(60)
    settle()
    assert made.geometry() == resting.translated(0, -60)
    view.resize(500, 400)
    settle()
    view.doItemsLayout()
    assert made.geometry() == view._painter.player_at(index, view.visualRect(index))
    view.hide()
    assert not made.holds_sound()


def test_lengths_and_speeds_in_words() -> None:
    assert [clock(s) for s in (72, 402, 3725)] == ["1.12", "6.42", "1.02.05"]
    assert [speed_words(s) for s in (0.75, 1.0, 1.5)] == ["0,75×", "1,0×", "1,5×"]
    assert [length_words(s) for s in (5, 65)] == ["5\xa0s", "1\xa0min 5\xa0s"]


def test_the_length_of_a_long_recording_is_not_cut(qtbot: QtBot) -> None:
    made = RecordingPlayer(4325, lambda _come, _fail: None, AtOnce(), hindered=str)
    qtbot.addWidget(made)
    made.resize(300, 60)
    made.show()
    assert made.length.text() == "1.12.05"
    assert made.length.fontMetrics().horizontalAdvance("1.12.05") < made.length.width()
