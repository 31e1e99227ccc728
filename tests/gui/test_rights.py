"""The rights beside access on the page of a request, by keys and clicks."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QWidget

from asiakasrekisteri.gui.requests.rights.acting import RestrictCard, RightAnswerBody, RightDecideBody, StopCard
from asiakasrekisteri.gui.requests.rights.erasing import ConfirmErasure, EraseCard, EraseDecideBody, KeepPanel
from asiakasrekisteri.gui.requests.rights.notices import NoticePanel, NoticesCard
from asiakasrekisteri.gui.screens.requests.page import RequestPage
from asiakasrekisteri.gui.window import Window
from asiakasrekisteri.usecases.persons import open_person
from asiakasrekisteri.usecases.privacy.requests.reading import open_request
from asiakasrekisteri.usecases.rights.erasing import decide_erasure
from tests.gui.people import Place
from tests.gui.request_views import turns
from tests.gui.right_views import rights_place

pytestmark = pytest.mark.slow


@pytest.fixture
def rights(qapp: object) -> Iterator[tuple[Place, dict[str, int]]]:
    place, made = rights_place()
    yield place, made
    place.window.close()


def shown(place: Place, request: int, step: str) -> RequestPage:
    page = place.go(f"request/{request}/{step}")
    turns()
    assert isinstance(page, RequestPage)
    return page


def test_an_item_is_kept_and_the_rest_is_erased_by_the_keyboard(rights: tuple[Place, dict[str, int]]) -> None:
    place, made = rights
    gate, request = place.context.gate, made["erasure"]
    page = shown(place, request, "decide")
    assert isinstance(page.body, EraseDecideBody)
    card = page.body.plan_card
    assert card is not None
    assert card.plan is not None
    assert "Varmuuskopioista" in card.summary.text()
    place_of = next(number for number, item in card._items.items() if item.by_choice)
    card.table.choose_id(place_of)
    QTest.keyClick(card.table, Qt.Key.Key_Return)
    panel = page.panel
    assert isinstance(panel, KeepPanel)
    QTest.keyClick(panel.reason, Qt.Key.Key_Return)
    assert panel._fields["reason"].problem()
    QTest.keyClicks(panel.reason, "velka 10702")
    QTest.keyClicks(panel.until, "30.6.2029")
    QTest.keyClick(panel.until, Qt.Key.Key_Return)
    turns()
    assert isinstance(page.body, EraseDecideBody)
    card = page.body.plan_card
    assert card is not None
    assert card.plan is not None
    assert [item.reason for item in card.plan.kept] == ["velka 10702"]
    card.submit()
    turns()
    assert gate.call(open_request, request).line.decision == "partly"


class Windows(QObject):
    """Remembers what is shown as a window of its own, though it is none."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            own = isinstance(watched, QDialog | QMenu | Window)
            self.opened += [] if own else [f"{type(watched).__name__} {watched.accessibleName()}"]
        return False


def test_no_step_opens_a_window_where_it_should_not(rights: tuple[Place, dict[str, int]], qapp: QApplication) -> None:
    place, made = rights
    gate, request = place.context.gate, made["erasure"]
    gate.call(decide_erasure, request, gate.call(open_request, request).record.version)
    seen = Windows()
    qapp.installEventFilter(seen)
    for address in (f"request/{request}/answer", f"request/{made['objection']}", "retention"):
        place.go(address)
        turns()
    qapp.removeEventFilter(seen)
    assert seen.opened == []


def test_recipients_are_told_and_then_the_data_go(rights: tuple[Place, dict[str, int]]) -> None:
    place, made = rights
    request = made["erasure"]
    page = shown(place, request, "decide")
    assert isinstance(page.body, EraseDecideBody)
    assert page.body.plan_card is not None
    page.body.plan_card.submit()
    turns()
    for recipient in (1, 2):
        page = shown(place, request, "answer")
        assert isinstance(page.body, RightAnswerBody)
        notices = next(act for act in page.body.acts if isinstance(act, NoticesCard))
        assert len(notices.shown) == 2
        QGuiApplication.clipboard().clear()
        notices.copy(recipient)
        assert "Hanna-Mari Kettunen" in QGuiApplication.clipboard().text()
        notices.acts[recipient][1].click()
        panel = page.panel
        assert isinstance(panel, NoticePanel)
        panel.submit()
        turns()
    page = shown(place, request, "answer")
    assert isinstance(page.body, RightAnswerBody)
    erase = next(act for act in page.body.acts if isinstance(act, EraseCard))
    dialog = ConfirmErasure(page, page.shown().line.number, erase._confirmed)
    assert not dialog.erase.isEnabled()
    QTest.keyClicks(dialog.typed, page.shown().line.number.lower())
    dialog.erase.click()
    turns()
    assert place.context.gate.call(open_request, request).line.person_id is None


def test_processing_is_restricted_at_once(rights: tuple[Place, dict[str, int]]) -> None:
    place, made = rights
    page = shown(place, made["objection"], "decide")
    assert isinstance(page.body, RightDecideBody)
    card = next(act for act in page.body.acts if isinstance(act, RestrictCard))
    card.restrict.click()
    turns()
    assert place.context.gate.call(open_person, place.hanna).restriction is not None


def test_marketing_stops_by_one_key(rights: tuple[Place, dict[str, int]]) -> None:
    place, made = rights
    page = shown(place, made["marketing"], "decide")
    assert isinstance(page.body, RightDecideBody)
    stop = next(act for act in page.body.acts if isinstance(act, StopCard))
    QTest.keyClick(stop.stop, Qt.Key.Key_Space)
    turns()
    assert place.context.gate.call(open_request, made["marketing"]).line.decision == "granted"
