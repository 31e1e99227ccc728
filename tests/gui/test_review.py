"""The yearly review as its maker does it: answers, a task without words, the minutes, the reminder that goes."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from asiakasrekisteri.domain.permissions import Role
from asiakasrekisteri.gui.badges import Badges
from asiakasrekisteri.gui.preview import Preview
from asiakasrekisteri.gui.screens.descriptions.page import DescriptionsScreen
from asiakasrekisteri.gui.screens.review.page import ReviewScreen
from asiakasrekisteri.gui.widgets.notices import Banner
from asiakasrekisteri.usecases.privacy.reviewing import made_reviews
from tests.gui.keys import press, type_text
from tests.gui.people import Place, persons_office
from tests.gui.walks import cut_off, nameless, settle
from tests.offices import colleague, entered

pytestmark = pytest.mark.slow


@pytest.fixture
def place(qtbot: QtBot, tmp_path: Path) -> Iterator[Place]:
    office, hanna = persons_office(tmp_path / "office")
    made = Place(entered(office), hanna)
    qtbot.addWidget(made.window)
    made.window.resize(1360, 820)
    made.window.show()
    made.window.activateWindow()
    qtbot.waitUntil(made.window.isActiveWindow)
    yield made
    made.desk.close()


def at(place: Place) -> ReviewScreen:
    screen = place.go("review")
    assert isinstance(screen, ReviewScreen)
    settle()
    return screen


def banners(screen: object) -> list[str]:
    assert isinstance(screen, ReviewScreen | DescriptionsScreen)
    return [made.accessibleName() for made in screen.findChildren(Banner) if made.isVisible()]


def test_everything_is_named_whole_and_the_missing_review_is_told(place: Place) -> None:
    screen = at(place)
    assert nameless(screen) + cut_off(screen) == []
    assert banners(screen) == ["Rekisteriä ei ole vielä tarkistettu."]
    assert screen.top.note.text().startswith("0 / ")


def test_a_line_is_answered_by_keys_and_opens_the_place_where_it_is_put_right(place: Place) -> None:
    screen = at(place)
    screen.focus_start()
    button = QApplication.focusWidget()
    assert button is not None
    press(button, "Right")
    assert screen.rows[0].choice.chosen() == "ok"
    press(button, "Right")
    assert screen.rows[0].choice.chosen() == "task"
    screen.focus_start()
    assert QApplication.focusWidget() is not None
    answer = screen.rows[0].answer()
    assert answer is not None
    assert answer.answer == "task"


def test_what_lacks_an_answer_or_words_is_told_and_nothing_is_kept(place: Place) -> None:
    screen = at(place)
    screen.answer_the_sound()
    screen.rows[0].choice.choose("task")
    screen.finish()
    settle()
    told = banners(screen)
    assert any("vastaamatta" in one or "Kirjoita, mitä tehdään" in one for one in told)
    assert place.gate.call(made_reviews) == ()


def test_minutes_are_approved_shown_and_kept_and_the_reminder_goes(place: Place, qtbot: QtBot) -> None:
    badges = Badges(place.context, place.window.sidebar.pages)
    settle()
    descriptions = place.go("descriptions")
    settle()
    assert "Rekisteriä ei ole vielä tarkistettu." in banners(descriptions)
    screen = at(place)
    screen.answer_the_sound()
    for made in screen.rows:
        if made.answer() is None:
            made.choice.choose("task")
            type_text(made.note, "Hoidetaan tammikuussa")
    opened: list[Preview] = []
    screen.documents.opened.connect(opened.append)
    screen.finish()
    qtbot.waitUntil(lambda: bool(opened))
    settle()
    (kept,) = place.gate.call(made_reviews)
    assert kept.reviewer == "Paula Pääkäyttäjä"
    opened[0].close()
    settle()
    assert banners(screen) == []
    assert len(screen.opens) == 1
    assert all(made.answer() is None for made in screen.rows)
    assert "Rekisteriä ei ole vielä tarkistettu." not in banners(place.go("descriptions"))
    badges.look()


def test_the_page_is_absent_without_the_right_to_write_descriptions(qtbot: QtBot, tmp_path: Path) -> None:
    office, hanna = persons_office(tmp_path / "office")
    desk = entered(office)
    used = colleague(office, desk, Role.TECHNICAL)
    desk.close()
    made = Place(used, hanna)
    qtbot.addWidget(made.window)
    assert "review" not in [page.key for page in made.window._listed()]
    used.close()
