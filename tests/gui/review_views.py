"""Pictures of the yearly review: begun, answered in part, made."""

from collections.abc import Callable
from pathlib import Path
from tempfile import mkdtemp

from PySide6.QtWidgets import QWidget

from asiakasrekisteri.gui.screens.review.page import ReviewScreen
from tests.gui.description_views import described, turns
from tests.gui.people import Place, all_pages, persons_office
from tests.offices import entered

_KEPT: list[Place] = []


def review_place() -> tuple[Place, ReviewScreen]:
    """Return a window at the page."""
    office, hanna = persons_office(Path(mkdtemp(prefix="ar-kuva-")) / "office")
    desk = entered(office)
    described(desk.gate)
    made = Place(desk, hanna, all_pages)
    made.window.resize(1360, 820)
    made.window.show()
    _KEPT.append(made)
    screen = made.go("review")
    assert isinstance(screen, ReviewScreen)
    turns()
    return made, screen


def forget_reviews() -> None:
    """Close the windows that were made."""
    while _KEPT:
        place = _KEPT.pop()
        place.window.close()
        place.desk.close()


def _begun() -> QWidget:
    place, screen = review_place()
    screen.answer_the_sound()
    screen.rows[1].choice.choose("task")
    screen.rows[1].note.setText("Poistetaan tyhjä ryhmä selosteesta")
    turns()
    return place.window


REVIEW_VIEWS: dict[str, Callable[[], QWidget]] = {
    "23-vuosikatsaus": lambda: review_place()[0].window,
    "23-vuosikatsaus-vastattu": _begun,
}
