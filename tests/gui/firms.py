"""A small office with customers of every kind, for acting in and for pictures (fictional data)."""

import datetime as dt
import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from pytestqt.qtbot import QtBot

from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.desk import customer_pages
from asiakasrekisteri.gui.navigation import PageSpec
from asiakasrekisteri.gui.office_pages import office_pages
from asiakasrekisteri.usecases.customers import add_customer, open_customer, save_customer
from asiakasrekisteri.usecases.edits import Edit
from asiakasrekisteri.usecases.gate import Gate
from asiakasrekisteri.usecases.office import Office
from asiakasrekisteri.usecases.persons import add_person
from tests import offices
from tests.gui.people import Place

_TOWNS = {"Ylöjärvi": "33470", "Porvoo": "06100", "Pihtipudas": "44800", "Oulu": "90100", "Närpiö": "64200"}
_FIRMS = (
    ("Ahola Konepaja Oy", "company", "1234567-1", "Ylöjärvi", "active"),
    ("Ekblom, Birgitta", "private", "", "Porvoo", "active"),
    ("Hautalan Taimisto Ky", "company", "7654321-2", "Pihtipudas", "active"),
    ("Hirvonen, Jari-Pekka", "private", "", "Oulu", "terminated"),
    ("Hyrynsalmen Kyläyhdistys ry", "association", "204117", "Oulu", "active"),
    ("Isokosken Hammashoito Oy", "company", "2345678-0", "Oulu", "active"),
    ("Kahvila Kuusenkerkkä Tmi", "sole_trader", "9018833-3", "Porvoo", "prospect"),
    ("Kettunen, Hanna-Mari", "private", "", "Pihtipudas", "active"),
    ("Kirjakauppa Äänetön Oy", "company", "9013156-4", "Ylöjärvi", "active"),
    ("Kymen Optiikka Oy", "company", "9013967-0", "Porvoo", "ended"),
    ("Lapin Koiravaljakot Ky", "company", "9014778-5", "Oulu", "active"),
    ("Lindholm & Söner Ab", "company", "9016400-8", "Närpiö", "active"),
    ("Mainostoimisto Tuiskula Oy", "company", "9017211-2", "Ylöjärvi", "active"),
    ("Pihtiputaan Nuorisoseura ry", "association", "118902", "Pihtipudas", "active"),
    ("Saunamajurit ry", "association", "231540", "Oulu", "active"),
    ("Savolainen, Pirkko", "private", "", "Porvoo", "ended"),
    ("Öljymäen Autohuolto Oy", "company", "9018022-7", "Närpiö", "active"),
)
BAKERY = "Rantakylän Leipomo Oy"
_PEOPLE = (
    ("Äijälä", "Väinö", "decision", "toimitusjohtaja"),
    ("Kettunen", "Hanna-Mari", "billing", "kirjanpitäjä"),
    ("Nyholm", "Åke", "technical", "ulkopuolinen ylläpitäjä"),
)


def furnish_customers(gate: Gate) -> int:
    """Store customers and their contact persons; return the id of the bakery, which the pictures show."""
    for name, kind, identifier, town, status in _FIRMS:
        field = "association_number" if kind == "association" else "business_id"
        values = {"name": name, "kind": kind, "status": status, "relation": "own", field: identifier or None}
        address = {"use": "postal", "street": "Koivukuja 3", "postcode": _TOWNS[town], "town": town, "country": "FI"}
        trader = "Katja Kuusela" if kind == "sole_trader" else ""
        gate.call(add_customer, values, [Edit("address", values=address)], trader=trader)
    own: dict[str, object] = {
        "name": BAKERY,
        "kind": "company",
        "status": "active",
        "relation": "own",
        "since": dt.date(2019, 2, 3),
        "business_id": "9019644-8",
        "industry": "Leivän valmistus (10710)",
    }
    details = [
        Edit("email", values={"use": "office", "address": "leipomo@rantakyla.example"}),
        Edit("email", values={"use": "billing", "address": "laskut@tilitoimisto.example"}),
        Edit("phone", values={"use": "switchboard", "number": "040 555 0417"}),
        Edit(
            "address",
            values={
                "use": "postal",
                "street": "Rantakyläntie 14",
                "postcode": "44800",
                "town": "Pihtipudas",
                "country": "FI",
            },
        ),
    ]
    bakery = gate.call(add_customer, own, details, source="ytj").id
    roles = [_role(gate, *who) for who in _PEOPLE]
    version = gate.call(open_customer, bakery).record.version
    gate.call(save_customer, bakery, version, {"note": "Toivoo yhteydenotot ennen klo 10."}, roles, source="call")
    return bakery


def _role(gate: Gate, last: str, first: str, role: str, title: str) -> Edit:
    reach = [
        Edit("phone", values={"use": "mobile", "number": f"040 555 0{200 + len(last) * 9 + len(first)}"}),
        Edit("email", values={"use": "work", "address": f"{role}@rantakyla.example"}),
    ]
    person = gate.call(add_person, {"last_name": last, "first_names": first}, reach)
    values = {"role": role, "title": title, "since": dt.date(2026, 3, 12)}
    return Edit("contact_role", values=values, links={"person_id": person.id})


def all_pages(context: Context) -> list[PageSpec]:
    """Return the pages of customers and of persons."""
    return [*customer_pages(context), *office_pages(context)]


@cache
def _furnished() -> tuple[Path, int]:
    folder = Path(mkdtemp(prefix="ar-asiakkaat-")) / "office"
    at = offices.desk(folder)
    bakery = furnish_customers(at.gate)
    at.close()
    return folder, bakery


def furnished_office(folder: Path) -> tuple[Office, int]:
    """Return an office with the customers in it, copied into a folder, and the id of the bakery."""
    template, bakery = _furnished()
    shutil.copytree(template, folder, dirs_exist_ok=True)
    return Office(folder, offices.surroundings()), bakery


def at_customers(qtbot: QtBot, folder: Path, *, furnished: bool = True) -> Iterator[Place]:
    """Open the window with all pages at an office; `hanna` is the bakery. Afterwards lock the register."""
    office, bakery = furnished_office(folder) if furnished else (offices.office(folder), 0)
    at = offices.entered(office)
    place = Place(at, bakery, all_pages)
    qtbot.addWidget(place.window)
    place.window.resize(1360, 820)
    place.window.show()
    place.window.activateWindow()
    yield place
    at.close()
