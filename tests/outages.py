"""A small register in which a server can fail: customers on it with every kind of contact (fictional data)."""

import datetime as dt
import shutil
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from asiakasrekisteri.usecases.accounts import END_USERS, MAINTAINERS
from asiakasrekisteri.usecases.customers import add_customer
from asiakasrekisteri.usecases.edits import Edit
from asiakasrekisteri.usecases.gate import Gate
from asiakasrekisteri.usecases.office import Office
from asiakasrekisteri.usecases.persons import add_person
from asiakasrekisteri.usecases.services import DOMAINS, PRODUCTS, SERVERS, SERVICES
from tests import offices

SAID = {
    "title": "web-03 on poikki",
    "estimate": "klo 23.30 asti",
    "measures": "Käytä varasähköpostia.",
    "costs": "ei ole",
    "more_info": "kaamosverkko.example/tila",
}


@dataclass(frozen=True)
class Failing:
    """Ids of what the tests speak of."""

    server: int
    other_server: int
    web: int
    mail: int
    bakery: int
    persons: dict[str, int]


def person(gate: Gate, name: str, email: str = "", *, language: str = "fi", phone: str = "") -> int:
    """Store a person and return the id."""
    first, last = name.split()
    edits = [Edit("email", values={"use": "work", "address": email})] if email else []
    if phone:
        edits.append(Edit("phone", values={"use": "mobile", "number": phone}))
    return gate.call(add_person, {"last_name": last, "first_names": first, "language": language}, edits).id


def firm(gate: Gate, name: str, *roles: tuple[str, int], email: str = "") -> int:
    """Store a firm with contacts and return the id."""
    edits = [
        Edit("contact_role", values={"role": role, "since": dt.date(2024, 1, 1)}, links={"person_id": person_id})
        for role, person_id in roles
    ]
    if email:
        edits.append(Edit("email", values={"use": "office", "address": email}))
    values = {"name": name, "kind": "company", "status": "active", "relation": "own"}
    return gate.call(add_customer, values, edits).id


def service(gate: Gate, customer: int, name: str, product: int, server: int | None, identifier: str = "") -> int:
    """Store a service and return the id."""
    values = {
        "name": name, "product_id": product, "server_id": server, "identifier": identifier, "state": "active",
    }  # fmt: skip
    return gate.call(SERVICES.add, values, {"customer_id": customer}).id


def failing(gate: Gate) -> Failing:
    """Fill a register.

    The bakery has a technical contact (Swedish), a user and a maintainer; the fishmonger only one who decides, whose
    mail is on the server; the church nobody but its own address; the garage nothing on the server.
    """
    web = gate.call(PRODUCTS.add, {"name": "Webhotelli", "kind": "web_hosting", "vat_code": "general"}, {}).id
    mail = gate.call(PRODUCTS.add, {"name": "Sähköposti", "kind": "mail", "vat_code": "general"}, {}).id
    first, second = (
        gate.call(SERVERS.add, {"name": name, "kind": "virtual", "place": "Rovaniemi"}, {}).id
        for name in ("web-03.kaamosverkko.example", "web-04.kaamosverkko.example")
    )
    people = {
        "åke": person(gate, "Åke Nyholm", "ake@muu.example", language="sv"),
        "jonna": person(gate, "Jonna Isokoski", "jonna@kala.example", phone="040 555 0111"),
        "maarit": person(gate, "Maarit Ahola", "maarit@leipomo.example"),
        "reijo": person(gate, "Reijo Kuusela", "reijo@yllapito.example"),
        "timo": person(gate, "Timo Ukkola", "timo@autot.example"),
    }
    bakery = firm(gate, "Rantakylän Leipomo Oy", ("technical", people["åke"]), ("billing", people["timo"]))
    fish = firm(gate, "Suvannon Kala Oy", ("decision", people["jonna"]))
    church = firm(gate, "Kirjakauppa Äänetön Oy", email="posti@kirjat.example")
    garage = firm(gate, "Ukkolan Autot Oy", ("technical", people["timo"]))
    site = service(gate, bakery, "Webhotelli M", web, first, "leipomo.fi")
    service(gate, fish, "Webhotelli S", web, first, "kala.example")
    service(gate, church, "Postilaatikot", mail, first, "kirjat.fi")
    service(gate, garage, "Webhotelli S", web, second, "autot.example")
    gate.call(DOMAINS.add, {"name": "leipomo.fi", "renewal": "automatic", "service_id": site}, {"customer_id": bakery})
    used = {"origin": "reported_by_customer", "service_id": site}
    gate.call(END_USERS.add, used, {"person_id": people["maarit"], "customer_id": bakery})
    gate.call(MAINTAINERS.add, {"task": "Sivuston ylläpito", "service_id": site}, {"person_id": people["reijo"]})
    return Failing(first, second, web, mail, bakery, people)


@cache
def _furnished() -> tuple[Path, Failing]:
    folder = Path(mkdtemp(prefix="ar-hairiot-")) / "office"
    at = offices.desk(folder)
    found = failing(at.gate)
    at.close()
    return folder, found


def failing_office(folder: Path) -> tuple[Office, Failing]:
    """Return an office in which web-03 can fail, copied into a folder."""
    template, found = _furnished()
    shutil.copytree(template, folder, dirs_exist_ok=True)
    return Office(folder, offices.surroundings()), found
