"""A small office with persons in it, and a window around any page of it (fictional data)."""

import datetime as dt
import shutil
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from asiakasrekisteri.gui.bus import Bus
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.desk import customer_pages, home_pages
from asiakasrekisteri.gui.messages import Messages
from asiakasrekisteri.gui.navigation import Pages, PageSpec
from asiakasrekisteri.gui.noting.dock import dock_notes
from asiakasrekisteri.gui.office_pages import office_pages
from asiakasrekisteri.gui.outgoing import Outgoing
from asiakasrekisteri.gui.preferences import MemoryPreferences
from asiakasrekisteri.gui.tasks import AtOnce, Runner
from asiakasrekisteri.gui.viewing import Viewing
from asiakasrekisteri.gui.window import Window
from asiakasrekisteri.host.lentfiles import LentFiles
from asiakasrekisteri.usecases.customers import add_customer
from asiakasrekisteri.usecases.edits import Edit
from asiakasrekisteri.usecases.finding import find
from asiakasrekisteri.usecases.gate import Gate
from asiakasrekisteri.usecases.office import Desk, Office
from asiakasrekisteri.usecases.persons import add_person, open_person, save_person
from tests.offices import FIRM, NOW, Clock, desk, entered, surroundings

TODAY = dt.date(2026, 11, 22)
CODE = "131052-308T"


PERSONS = {"Ahola": "Eero", "Ekblom": "Birgitta", "Hirvonen": "Jari-Pekka", "Laukkanen": "Iida", "Åström": "Göran"}
ADDRESS = {"use": "postal", "street": "Kirkkotie 8 A 3", "postcode": "44800", "town": "Pihtipudas", "country": "FI"}
FIRMS = (
    ("Rantakylän Leipomo Oy", "company", "billing", "kirjanpitäjä", dt.date(2026, 3, 12)),
    ("Tilipalvelu Kettunen Oy", "company", "decision", "omistaja", dt.date(2021, 6, 1)),
    ("Pihtiputaan Nuorisoseura ry", "association", "admin", "rahastonhoitaja", dt.date(2024, 1, 20)),
)
MORE = {
    "former_names": "Laitinen (2017 asti)",
    "identity_code": CODE,
    "identity_ground": "credit",
    "language": "fi",
    "note": "Soittaa mieluiten aamupäivällä.",
}


def furnish(gate: Gate) -> int:
    """Store persons and customers; return the id of the one the pictures show."""
    for last, first in PERSONS.items():
        gate.call(add_person, {"last_name": last, "first_names": first}, _reach(first, last))
    _add_firm(gate, "Kettunen, Hanna-Mari", "private", Edit("address", values=ADDRESS))
    hanna = _person_of(gate, "Kettunen")
    page = gate.call(open_person, hanna)
    edits = [*_reach("Hanna-Mari", "Kettunen"), *(_role(gate, *firm) for firm in FIRMS)]
    gate.call(save_person, hanna, page.record.version, MORE, edits, source="call")
    return hanna


def _add_firm(gate: Gate, name: str, kind: str, *edits: Edit) -> int:
    return gate.call(add_customer, {"name": name, "kind": kind, "status": "active", "relation": "own"}, edits).id


def _role(gate: Gate, name: str, kind: str, role: str, title: str, since: dt.date) -> Edit:
    values = {"role": role, "title": title, "since": since}
    return Edit("contact_role", values=values, links={"customer_id": _add_firm(gate, name, kind)})


def _person_of(gate: Gate, name: str) -> int:
    return next(h.id for h in gate.call(find, name) if h.kind == "person")


def _reach(first: str, last: str) -> list[Edit]:
    mailbox = f"{first}.{last}".lower().replace("å", "a").replace("ö", "o")
    return [
        Edit("phone", values={"use": "mobile", "number": f"040 555 0{100 + len(first) * 7 + len(last)}"}),
        Edit("email", values={"use": "work", "address": f"{mailbox}@esimerkki.fi"}),
    ]


def all_pages(context: Context) -> list[PageSpec]:
    """Return every page of the window."""
    return [*home_pages(context), *customer_pages(context), *office_pages(context)]


class Place:
    """A desk with a context and a window that shows the given pages."""

    def __init__(
        self,
        at: Desk,
        hanna: int = 0,
        register: Callable[[Context], list[PageSpec]] = all_pages,
        runner: Runner | None = None,
    ) -> None:
        self.desk, self.hanna = at, hanna
        self.bus, self.messages = Bus(), Messages()
        gate = Gate(at.gate.store, at.gate.actor, self.bus.publish)
        self.context = Context(gate, runner or AtOnce(), self.messages, self.bus, MemoryPreferences(), lambda: TODAY)
        pages = Pages()
        for spec in register(self.context):
            pages.register(spec)
        self.window = Window(FIRM["name"], gate.actor, pages, lambda: None)
        self.context.setParent(self.window)
        self.messages.attach(self.window)
        self.context.went.connect(self.window.navigator.go)
        self.context.counted.connect(self.window.status.show_counts)
        self.context.returned.connect(self.window.navigator.back)
        self.context.titled.connect(self.window.refresh_title)
        self.context.jobs.told.connect(lambda words, can: self.window.status.show_work(words, can_cancel=can))
        self.window.status.cancelled.connect(self.context.jobs.cancel_front)
        self.lent: list[Path] = []
        self.outgoing = Outgoing(self.context, LentFiles(self._lend, Path(mkdtemp())))
        self.viewing = Viewing(self.context, self.window)
        self.notes = dock_notes(self.context, self.window)

    def _lend(self, path: Path) -> bool:
        self.lent.append(path)
        return True

    @property
    def gate(self) -> Gate:
        """The gate whose changes the window hears."""
        return self.context.gate

    def go(self, address: str) -> QWidget:
        """Go to a page and return it."""
        self.window.navigator.go(address)
        page = self.window.page()
        assert page is not None
        return page


def at_office(qtbot: QtBot, at: Desk, prepare: Callable[[Gate], int]) -> Iterator[Place]:
    """Open the window at a desk; afterwards lock the register."""
    place = Place(at, prepare(at.gate))
    qtbot.addWidget(place.window)
    place.window.resize(1360, 820)
    place.window.show()
    place.window.activateWindow()
    yield place
    at.close()


@cache
def _furnished() -> tuple[Path, int]:
    folder = Path(mkdtemp(prefix="ar-people-")) / "office"
    at = desk(folder)
    hanna = furnish(at.gate)
    at.close()
    return folder, hanna


def persons_office(folder: Path) -> tuple[Office, int]:
    """Return an office with persons in it, and the id of the one that tests look at."""
    template, hanna = _furnished()
    shutil.copytree(template, folder)
    return Office(folder, surroundings(Clock(NOW + dt.timedelta(hours=1)))), hanna


def at_persons(qtbot: QtBot, folder: Path) -> Iterator[Place]:
    """Open the window of the main user in an office with persons in it."""
    at, hanna = persons_office(folder)
    yield from at_office(qtbot, entered(at), lambda _gate: hanna)
