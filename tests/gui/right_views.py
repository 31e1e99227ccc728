"""Pictures of the rights beside access (fictional data)."""

from collections.abc import Callable
from pathlib import Path
from tempfile import mkdtemp

from PySide6.QtWidgets import QWidget

from asiakasrekisteri.gui.requests.rights.erasing import EraseDecideBody
from asiakasrekisteri.gui.screens.requests.page import RequestPage
from asiakasrekisteri.gui.window import Window
from asiakasrekisteri.usecases.privacy.disclosing import DISCLOSURES
from asiakasrekisteri.usecases.privacy.receiving import RECIPIENTS
from asiakasrekisteri.usecases.privacy.requests.reading import open_request
from asiakasrekisteri.usecases.rights.erasing import decide_erasure
from asiakasrekisteri.usecases.rights.notices import Told, note_told
from tests.gui.asked import D, rights_of
from tests.gui.people import Place, persons_office
from tests.gui.request_views import turns
from tests.offices import entered

_KEPT: list[Place] = []


def rights_place() -> tuple[Place, dict[str, int]]:
    """Return a window around an office in which a person asks for everything, and her requests by kind."""
    at, hanna = persons_office(Path(mkdtemp(prefix="ar-kuva-")) / "office")
    desk = entered(at)
    gate = desk.gate
    for name in ("Perintätoimisto Kuura Oy", "Poliisilaitos"):
        kind = "authority" if name == "Poliisilaitos" else "controller"
        values = {
            "disclosed_on": D(2026, 8, 3),
            "recipient_id": gate.call(RECIPIENTS.add, {"name": name, "kind": kind}, {}).id,
            "what": "Nimi, osoite ja avoin lasku",
            "purpose": "saatavan perintä",
            "ground": "contract",
            "how": "secure",
        }
        gate.call(DISCLOSURES.add, values, {"person_id": hanna})
    made = rights_of(gate, hanna)
    place = Place(desk, hanna)
    place.window.resize(1360, 820)
    place.window.show()
    _KEPT.append(place)
    return place, made


def _shown(kind: str, step: str) -> tuple[Place, RequestPage]:
    place, made = rights_place()
    page = place.go(f"request/{made[kind]}/{step}")
    turns()
    assert isinstance(page, RequestPage)
    return place, page


def erasure() -> Window:
    """Return the items of a request to be erased."""
    place, page = _shown("erasure", "decide")
    assert isinstance(page.body, EraseDecideBody)
    assert page.body.plan_card is not None
    page.body.plan_card.table.choose_id(1)
    return place.window


def answered() -> Window:
    """Return the answer to it: letters, recipients, the act itself."""
    place, made = rights_place()
    gate, request = place.context.gate, made["erasure"]
    gate.call(decide_erasure, request, gate.call(open_request, request).record.version)
    first = 1
    gate.call(note_told, request, first, Told("letter"))
    place.go(f"request/{request}/answer")
    turns()
    return place.window


def objection() -> Window:
    """Return the decision of an objection: processing is restricted at once."""
    return _shown("objection", "decide")[0].window


def rectification() -> Window:
    """Return the decision of a rectification."""
    return _shown("rectification", "decide")[0].window


def marketing() -> Window:
    """Return the stop of marketing."""
    return _shown("marketing", "decide")[0].window


RIGHT_VIEWS: dict[str, Callable[[], QWidget]] = {
    "right-erasure": erasure,
    "right-answered": answered,
    "right-objection": objection,
    "right-rectification": rectification,
    "right-marketing": marketing,
}
