"""The review of an answer by keys and clicks: taking in, leaving out, masking, what waits, the framed paper."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from asiakasrekisteri.domain.review import State
from asiakasrekisteri.gui.requests.copying import AccessAnswerBody, ExtractCard
from asiakasrekisteri.gui.requests.decide import DecideBody
from asiakasrekisteri.gui.requests.review.body import ReviewBody
from asiakasrekisteri.gui.requests.review.table import COLUMNS
from asiakasrekisteri.gui.screens.requests.page import RequestPage
from asiakasrekisteri.usecases.privacy.answers.reviewing import ReviewItem
from tests.gui.answer_views import review, turns
from tests.gui.people import CODE, Place
from tests.reading import pdf_text

pytestmark = pytest.mark.slow


@pytest.fixture
def reviewed(qtbot: QtBot) -> Iterator[tuple[Place, ReviewBody]]:
    """The review of an access request, standing on a talk in which somebody may be named."""
    place, body = review()
    qtbot.addWidget(place.window)
    yield place, body
    place.desk.close()


def current(body: ReviewBody) -> ReviewItem:
    assert body.review is not None
    number = body.table.current_id()
    assert number is not None
    return body.review.items[number - 1]


def press(body: ReviewBody, key: Qt.Key) -> None:
    QTest.keyClick(body.table, key)
    turns()


def test_p_masks_what_is_proposed_and_shows_it_again(reviewed: tuple[Place, ReviewBody]) -> None:
    _place, body = reviewed
    assert (current(body).state, current(body).unsure) == (State.OPEN, 1)
    press(body, Qt.Key.Key_P)
    assert current(body).state is State.MASKED
    press(body, Qt.Key.Key_P)
    assert current(body).state is State.INCLUDED
    press(body, Qt.Key.Key_P)
    assert current(body).state is State.OPEN


def test_space_leaves_out_for_a_ground_and_takes_back_in(reviewed: tuple[Place, ReviewBody]) -> None:
    _place, body = reviewed
    press(body, Qt.Key.Key_Space)
    assert body.text.grounds.isVisible()
    body.text.leave_out()
    assert body.text.grounds.isVisible(), "reasons are missing"
    assert body.text.reason.placeholderText() == ""
    body.text.write_in("sv")
    assert body.text.reason.placeholderText() == "Ote on ruotsiksi: kirjoita ruotsiksi"
    body.text.reason.setText("Koskee toista henkilöä")
    body.text.leave_out()
    turns()
    assert (current(body).state, current(body).reason) == (State.LEFT_OUT, "Koskee toista henkilöä")
    assert body.filter.chosen() == ""
    press(body, Qt.Key.Key_Space)
    assert current(body).state is not State.LEFT_OUT


def test_f8_goes_round_what_waits_and_the_review_is_approved_when_nothing_does(
    reviewed: tuple[Place, ReviewBody],
) -> None:
    place, body = reviewed
    assert not body.approve.isEnabled()
    assert body.review is not None
    for _turn in range(body.review.counts().open):
        body.next_open()
        assert current(body).state is State.OPEN
        if current(body).certainty is None:
            press(body, Qt.Key.Key_P)
        else:
            press(body, Qt.Key.Key_Space)
        assert current(body).state is not State.OPEN
    assert body.approve.isEnabled()
    body.submit()
    turns()
    page = place.window.page()
    assert isinstance(page, RequestPage)
    assert page.shown().record["collected_on"] is not None
    assert isinstance(page.body, DecideBody) or page.shown().line.stage.value == "decide"


def test_what_is_selected_is_masked_and_a_masked_place_is_shown(reviewed: tuple[Place, ReviewBody]) -> None:
    _place, body = reviewed
    text = body.text.text
    at = text.toPlainText().index("Palataan")
    cursor = text.textCursor()
    cursor.setPosition(at)
    cursor.setPosition(at + len("Palataan"), QTextCursor.MoveMode.KeepAnchor)
    text.setTextCursor(cursor)
    body.text.hide_button.click()
    turns()
    spans = [span for line in current(body).lines for span in line.spans]
    assert [line.text[s.start : s.end] for line in current(body).lines for s in line.spans][-1] == "Palataan"
    assert current(body).state is State.MASKED
    cursor = body.text.text.textCursor()
    cursor.setPosition(body.text.text.toPlainText().index("Palataan") + 2)
    body.text.text.setTextCursor(cursor)
    body.text.show_button.click()
    turns()
    assert sum(len(line.spans) for line in current(body).lines) == len(spans) - 1


def test_filters_and_counts_tell_how_the_items_stand(reviewed: tuple[Place, ReviewBody]) -> None:
    _place, body = reviewed
    assert body.review is not None
    counts = body.review.counts()
    assert str(counts.included + counts.masked) in body.counts.text()
    body.filter.choose("open")
    body._show_rows()
    assert current(body).state is State.OPEN
    rows = sum(
        body.table.model().rowCount(body.table.model().index(n, 0)) for n in range(body.table.model().rowCount())
    )
    assert rows == counts.open
    assert [body.table.model().headerData(n, Qt.Orientation.Horizontal) for n in range(4)] == [c.label for c in COLUMNS]


def test_the_item_is_framed_on_the_paper_and_a_click_there_chooses_it(reviewed: tuple[Place, ReviewBody]) -> None:
    _place, body = reviewed
    frame = body.paper.sheets.framed()
    assert not frame.isEmpty()
    chosen = body.table.current_id()
    body.table.choose_id(1)
    assert body.paper.sheets.framed().top() < frame.top()
    QTest.mouseClick(body.paper.sheets, Qt.MouseButton.LeftButton, pos=frame.center().toPoint())
    assert body.table.current_id() == chosen
    pages = body.paper.place.text()
    body.paper.area.verticalScrollBar().setValue(0)
    body.paper.turn(1)
    assert body.paper.place.text().startswith("2")
    assert pages


def test_the_extract_is_made_into_a_folder_and_kept_with_the_request(
    reviewed: tuple[Place, ReviewBody], tmp_path: Path
) -> None:
    place, body = reviewed
    while body.next_button.isEnabled():
        body.next_open()
        press(body, Qt.Key.Key_P if current(body).certainty is None else Qt.Key.Key_Space)
    body.submit()
    turns()
    page = place.window.page()
    assert isinstance(page, RequestPage)
    assert isinstance(page.body, DecideBody)
    page.body.grant.click()
    turns()
    assert isinstance(page.body, AccessAnswerBody)
    card = page.body.findChild(ExtractCard)
    assert card is not None
    card._ask_folder = lambda _parent: str(tmp_path)
    card.whole.setChecked(True)
    card.choose_folder()
    assert list(tmp_path.iterdir()) == [], "the reason is missing"
    card.reason.setText("Pyytäjä haluaa nähdä sen")
    card.choose_folder()
    turns()
    folder = tmp_path / "vastaus-TP-2026-0002"
    assert {"rekisteriote.pdf", "rekisteriote.json", "luettelo.json", "liitteet"} == {p.name for p in folder.iterdir()}
    assert CODE in pdf_text((folder / "rekisteriote.pdf").read_bytes())
    assert [file.name for file in page.shown().files if file.kind == "sent"] == [
        "Rekisteriote TP-2026-0002, luettelo.json",
        "Rekisteriote TP-2026-0002.pdf",
    ]
    assert page.shown().record["sha256"]
