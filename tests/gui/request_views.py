"""Pictures of requests (fictional data)."""

from collections.abc import Callable
from pathlib import Path
from tempfile import mkdtemp

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from asiakasrekisteri.domain.requests import Stage
from asiakasrekisteri.gui.badges import Badges
from asiakasrekisteri.gui.requests.acts import RefuseForm, extend_form
from asiakasrekisteri.gui.requests.review.body import ReviewBody
from asiakasrekisteri.gui.screens.requests.page import RequestPage
from asiakasrekisteri.gui.window import Window
from asiakasrekisteri.usecases.finding import find
from tests.gui.asked import requests_of
from tests.gui.bills import billed_office
from tests.gui.people import Place, persons_office
from tests.offices import entered

_KEPT: list[Place] = []


def _place() -> tuple[Place, dict[str, int]]:
    at, hanna = persons_office(Path(mkdtemp(prefix="ar-kuva-")) / "office")
    desk = entered(at)
    made = requests_of(desk.gate, hanna)
    place = Place(desk, hanna)
    place.window.resize(1360, 820)
    place.window.status.show_backup("Varmuuskopio 22.11. klo\xa023.00")
    place.window.status.show_lock(540)
    place.window.show()
    _KEPT.append(place)
    return place, made


def turns() -> None:
    """Let what was asked come and find its place."""
    for _turn in range(8):
        QCoreApplication.processEvents()


def _request(which: str, stage: Stage | None = None) -> tuple[Place, RequestPage]:
    place, made = _place()
    page = place.go(f"request/{made[which]}" + (f"/{stage}" if stage is not None else ""))
    turns()
    assert isinstance(page, RequestPage)
    return place, page


def home() -> Window:
    """Return the first page of an office that sells, bills and gets requests."""
    at, _bakery = billed_office(Path(mkdtemp(prefix="ar-kuva-")) / "office")
    desk = entered(at)
    hanna = next(hit.id for hit in desk.gate.call(find, "Kettunen") if hit.kind == "person")
    requests_of(desk.gate, hanna, ("Hirvonen", "Savolainen"))
    place = Place(desk, hanna)
    place.window.resize(1360, 820)
    place.window.show()
    _KEPT.append(place)
    Badges(place.context, place.window.sidebar.pages)
    place.go("home")
    turns()
    return place.window


def board() -> Window:
    """Return the list of open requests."""
    place, _made = _place()
    place.go("requests")
    turns()
    return place.window


def identity() -> Window:
    """Return the step in which identity is verified."""
    place, _page = _request("paused", Stage.IDENTITY)
    return place.window


def received() -> Window:
    """Return the first step."""
    place, _page = _request("access", Stage.RECEIVED)
    return place.window


def finding() -> Window:
    """Return the step in which everything is found."""
    place, page = _request("access")
    body = page.body
    assert isinstance(body, ReviewBody)
    turns()
    body.next_open()
    body.paper.make()
    turns()
    body.paper.frame_item(str((body.table.current_id() or 1) - 1))
    return place.window


def decide() -> Window:
    """Return the step of the decision."""
    place, _page = _request("urgent")
    return place.window


def refuse() -> Window:
    """Return the form of a refusal and its letter."""
    place, page = _request("urgent")
    form = RefuseForm(page)
    page.show_panel(form)
    form.form.fields["ground"].type_in("gdpr18_1")
    form.form.fields["reasoning"].type_in("Lasku on tarkistettu ja se on oikein. Riitautus on ratkaistu 12.11.2026.")
    form.letter.make()
    turns()
    return place.window


def extend() -> Window:
    """Return the form of an extension and its letter."""
    place, page = _request("access")
    form = extend_form(page)
    page.show_panel(form)
    form.form.fields["extension_reason"].type_in("Pyyntö koskee seitsemän vuoden viestejä ja 23 puhelunauhoitetta.")
    form.letter.make()
    turns()
    return place.window


def answer() -> Window:
    """Return the step of the answer of a closed request."""
    place, _page = _request("closed", Stage.ANSWER)
    return place.window


def closed() -> Window:
    """Return a closed request."""
    place, _page = _request("closed")
    return place.window


def new() -> Window:
    """Return the form of a new request."""
    place, _made = _place()
    place.go(f"newrequest/{place.hanna}")
    turns()
    return place.window


REQUEST_VIEWS: dict[str, Callable[[], QWidget]] = {
    "03-tyopoyta": home,
    "08a-pyynnot": board,
    "08b-pyynto-vastaanotettu": received,
    "08c-pyynto-henkilollisyys": identity,
    "08d-pyynto-kokoaminen": finding,
    "08e-pyynto-paatos": decide,
    "08f-pyynto-kieltaytyminen": refuse,
    "08g-pyynto-jatkaminen": extend,
    "08h-pyynto-vastaus": answer,
    "08i-pyynto-suljettu": closed,
    "08j-pyynto-uusi": new,
}
