"""Pictures of outages: the list, one of them, the composer, what became of a notice, and the settings of mail."""

from collections.abc import Callable
from pathlib import Path
from tempfile import mkdtemp

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from asiakasrekisteri.domain.mailing import Delivery, Outcome
from asiakasrekisteri.gui.screens.outages.page import NoticeScreen
from asiakasrekisteri.usecases.gate import Gate
from asiakasrekisteri.usecases.mailing.server import MAIL_SERVER
from asiakasrekisteri.usecases.outages.affected import Target
from asiakasrekisteri.usecases.outages.cases import OUTAGES, TELECOM
from asiakasrekisteri.usecases.outages.notices import (
    NoticeDraft,
    begin_outage,
    begin_telling,
    note_delivery,
    open_notice,
    save_notice,
)
from asiakasrekisteri.usecases.outages.wording import template
from asiakasrekisteri.usecases.privacy.restricting import restrict_person
from tests.gui.people import Place, all_pages
from tests.offices import entered
from tests.outages import SAID, Failing, failing_office

_KEPT: list[Place] = []


def _turns() -> None:
    for _turn in range(6):
        QCoreApplication.processEvents()


def _place(furnish: Callable[[Gate, Failing], object]) -> Place:
    at, found = failing_office(Path(mkdtemp(prefix="ar-kuva-")) / "office")
    used = entered(at)
    furnish(used.gate, found)
    made = Place(used, 0, all_pages)
    made.window.resize(1360, 820)
    made.window.status.show_backup("Varmuuskopio 22.11. klo\xa023.00")
    made.window.status.show_lock(540)
    made.window.show()
    _KEPT.append(made)
    return made


def _server(gate: Gate) -> None:
    values = {
        "sender_name": "Kaamosverkko Oy",
        "sender_address": "tuki@kaamosverkko.example",
        "host": "smtp.kaamosverkko.example",
        "protection": "starttls",
        "username": "tuki",
        "secret": "hämärä sana 7",
    }
    gate.call(MAIL_SERVER.add, values, {}, source="staff")


def drafted(gate: Gate, at: Failing) -> int:
    """Write the draft of a notice; return its id."""
    _server(gate)
    gate.call(restrict_person, at.persons["reijo"], "accuracy")
    notice = gate.call(begin_outage, (Target(at.server),))
    gate.call(save_notice, notice, NoticeDraft(outage=SAID, targets=(Target(at.server),), texts=template("first")))
    return notice


def sent(gate: Gate, at: Failing) -> int:
    """Send a notice, one message of which is refused; return its id."""
    notice = drafted(gate, at)
    answers = [
        Delivery(mail.key, Outcome.REFUSED, 550, "Osoitetta ei ole tai se on poistettu.", "5.1.1 No such user")
        if mail.to.startswith("maarit")
        else Delivery(mail.key, Outcome.SENT, 250)
        for mail in gate.call(begin_telling, notice)
    ]
    gate.call(note_delivery, answers)
    gate.call(TELECOM.add, {"state": "unreported", "dns_provider": True}, {}, source="staff")
    outage = gate.call(open_notice, notice).outage
    gate.call(OUTAGES.save, outage.id, outage.version, {"significant": True, "cause": "Levyohjain rikkoutui."})
    return notice


def _at(address: str, furnish: Callable[[Gate, Failing], object]) -> Place:
    place = _place(furnish)
    place.go(address)
    _turns()
    return place


def _departing() -> QWidget:
    place = _at("notice/1", drafted)
    page = place.window.page()
    assert isinstance(page, NoticeScreen)
    page.send()
    _turns()
    page.delivering.departure.timer.setInterval(3_600_000)
    return place.window


def _refused() -> QWidget:
    place = _at("outages", lambda gate, _at: gate.call(begin_outage))
    page = place.go("notice/1")
    assert isinstance(page, NoticeScreen)
    page.delivering.send(1)
    _turns()
    return place.window


OUTAGE_VIEWS: dict[str, Callable[[], QWidget]] = {
    "16-hairiotiedote": lambda: _at("notice/1", drafted).window,
    "16a-hairiotiedote-lahdossa": _departing,
    "16b-hairiotiedote-puutteet": _refused,
    "16c-hairiotiedote-tulokset": lambda: _at("notice/1", sent).window,
    "16d-hairiot": lambda: _at("outages", sent).window,
    "16e-hairiot-tyhja": lambda: _at("outages", lambda _gate, _at: None).window,
    "16f-hairio": lambda: _at("outage/1", sent).window,
    "16g-asetukset": lambda: _at("settings", drafted).window,
    "16h-asetukset-tyhja": lambda: _at("settings", lambda _gate, _at: None).window,
}


def forget_outages() -> None:
    """Close every window that was opened for a picture, and lock its register."""
    while _KEPT:
        place = _KEPT.pop()
        place.window.close()
        place.desk.close()
        place.window.deleteLater()
