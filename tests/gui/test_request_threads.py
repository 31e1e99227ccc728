"""The page of a request with the real threads: what is asked comes later than the page."""

from functools import partial
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from asiakasrekisteri.domain.requests import Stage
from asiakasrekisteri.gui.screens.requests.page import RequestPage
from asiakasrekisteri.gui.tasks import Tasks
from tests.gui.asked import requests_of
from tests.gui.people import Place, persons_office
from tests.offices import entered


def is_open(page: RequestPage, number: int) -> bool:
    return page._card is not None and page.shown().record.id == number


@pytest.mark.slow
def test_from_one_request_to_the_next_while_it_is_still_being_fetched(qtbot: QtBot, tmp_path: Path) -> None:
    """With the real threads: the page is asked to begin before the next request has come."""
    at, hanna = persons_office(tmp_path / "office")
    desk = entered(at)
    made = requests_of(desk.gate, hanna)
    place = Place(desk, hanna, runner=Tasks())
    qtbot.addWidget(place.window)
    place.window.show()
    page = place.go(f"request/{made['paused']}")
    assert isinstance(page, RequestPage)
    for which in ("paused", "urgent", "paused", "access"):
        place.go(f"request/{made[which]}")
        qtbot.waitUntil(partial(is_open, page, made[which]))
    assert page.stage is Stage.FIND
    desk.close()
