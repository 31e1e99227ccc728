"""A small office whose customer has contracts, services, domain names, accounts and orders (fictional data)."""

import datetime as dt
import shutil
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from pytestqt.qtbot import QtBot

from asiakasrekisteri.domain.permissions import Role
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.usecases.accounts import END_USERS, MAINTAINERS
from asiakasrekisteri.usecases.choices import choices
from asiakasrekisteri.usecases.contracts import CONTRACTS
from asiakasrekisteri.usecases.customers import add_customer, open_customer, save_customer
from asiakasrekisteri.usecases.edits import Edit
from asiakasrekisteri.usecases.gate import Gate
from asiakasrekisteri.usecases.office import Office
from asiakasrekisteri.usecases.orders import add_order
from asiakasrekisteri.usecases.outside import CREDIT_CHECKS, FACTS, SITES
from asiakasrekisteri.usecases.papers import PAPERS
from asiakasrekisteri.usecases.persons import add_person
from asiakasrekisteri.usecases.services import ACCOUNTS, DOMAINS, PRODUCTS, SERVERS, SERVICES
from tests import offices
from tests.gui.firms import all_pages
from tests.gui.people import Place

AGENCY = "Mainostoimisto Tuiskula Oy"
PARTNER = "Verkkokauppakumppani Koski Oy"
TODAY = dt.date(2026, 11, 22)
PASSWORD = "Hanki-Tuisku-17"
_PRODUCTS = (
    ("Webhotelli Pro", "web_hosting", "49.90", 1),
    ("Sähköposti, 40 laatikkoa", "mail", "60.00", 1),
    ("Virtuaalipalvelin 8 Gt", "server", "129.00", 1),
    ("Kiinteä yhteys 1000/1000", "connection", "119.00", 1),
    ("Varmuuskopiointi 500 Gt", "other", "39.00", 1),
    ("Verkkotunnus .fi", "domain", "21.00", 12),
    ("Asennustyö", "other", "85.00", None),
)
_SERVERS = (("web-04.kaamosverkko.example", "virtual"), ("mail-02.kaamosverkko.example", "virtual"))
_SERVICES = (
    ("Webhotelli Pro", 0, 0, "tuiskula", "active", dt.date(2021, 3, 1), 0),
    ("Sähköposti, 40 laatikkoa", 1, 1, "", "active", dt.date(2021, 3, 1), 0),
    ("Virtuaalipalvelin 8 Gt", 2, None, "vps-17", "active", dt.date(2024, 4, 15), 1),
    ("Varmuuskopiointi 500 Gt", 4, None, "bak-02", "terminated", dt.date(2024, 4, 15), 1),
    ("Kiinteä yhteys 1000/1000", 3, None, "Hämeenkatu 9", "active", dt.date(2024, 6, 1), 1),
    ("Valvonta ja hälytys", 4, None, "vps-17", "trial", dt.date(2026, 10, 1), None),
)
_DOMAINS = (
    ("tuiskula.example", 3, "automatic"),
    ("joulumyyjaiset-tampere.example", 8, "manual"),
    ("ravintolatuisku.example", 19, "automatic"),
    ("tuiskulamedia.example", 28, "automatic"),
    ("kesatori.example", 300, "automatic"),
)


def furnish_sold(gate: Gate) -> int:
    """Store a customer with everything; return its id."""
    customer = _customer(gate)
    products = [
        gate.call(
            PRODUCTS.add,
            {"name": n, "kind": k, "price": Decimal(p), "period_months": m, "vat_code": "general", "on_sale": True},
            {},
        ).id
        for n, k, p, m in _PRODUCTS
    ]
    servers = [
        gate.call(SERVERS.add, {"name": n, "kind": k, "place": "Sipoo, Suomi"}, {}, source="staff").id
        for n, k in _SERVERS
    ]
    links = {"customer_id": customer}
    contracts = [gate.call(CONTRACTS.add, values, links).id for values in _contracts()]
    services = []
    for name, product, server, identifier, state, since, contract in _SERVICES:
        values = {
            "name": name,
            "product_id": products[product],
            "server_id": None if server is None else servers[server],
            "identifier": identifier or None,
            "state": state,
            "since": since,
            "until": dt.date(2026, 12, 31) if state == "terminated" else None,
            "contract_id": None if contract is None else contracts[contract],
        }
        services.append(gate.call(SERVICES.add, values, links).id)
    for name, days, renewal in _DOMAINS:
        registered, expires = dt.date(2021, 3, 1), TODAY + dt.timedelta(days)
        values = {"name": name, "registered_on": registered, "expires_on": expires, "renewal": renewal}
        gate.call(DOMAINS.add, {**values, "registrar": "Kaamosverkko Oy", "service_id": services[0]}, links)
    account = {"username": "tuiskula", "service_id": services[0], "panel": "cPanel", "secret": PASSWORD}
    gate.call(ACCOUNTS.add, account, links)
    _outside(gate, customer)
    _persons(gate, customer, services)
    _orders(gate, customer, products)
    return customer


def _customer(gate: Gate) -> int:
    partner = gate.call(
        add_customer, {"name": PARTNER, "kind": "company", "status": "active", "relation": "partner"}
    ).id
    values = {
        "name": AGENCY,
        "kind": "company",
        "status": "active",
        "relation": "partner_customer",
        "partner_id": partner,
        "business_id": "9017211-2",
        "since": dt.date(2021, 2, 26),
    }
    customer = gate.call(add_customer, values).id
    person = gate.call(
        add_person,
        {"last_name": "Tuiskula", "first_names": "Outi"},
        [Edit("phone", values={"use": "mobile", "number": "040 555 0191"})],
    ).id
    role = Edit(
        "contact_role", values={"role": "technical", "since": dt.date(2021, 2, 26)}, links={"person_id": person}
    )
    gate.call(save_customer, customer, gate.call(open_customer, customer).record.version, {}, [role])
    return customer


def _contracts() -> tuple[dict[str, object], ...]:
    return (
        {
            "number": "2021-044",
            "name": "Webhotelli ja sähköposti",
            "state": "active",
            "term": "ongoing",
            "since": dt.date(2021, 3, 1),
            "notice_months": 1,
            "price_review_on": dt.date(2027, 1, 1),
            "signed_on": dt.date(2021, 2, 26),
            "signatory": "Outi Tuiskula",
        },
        {
            "number": "2024-061",
            "name": "Palvelin ja yhteys",
            "state": "active",
            "term": "fixed",
            "since": dt.date(2024, 4, 15),
            "until": dt.date(2027, 1, 31),
            "notice_months": 1,
        },
    )


def _outside(gate: Gate, customer: int) -> None:
    links = {"customer_id": customer}
    ytj = next(c.id for c in gate.call(choices, "source") if _("YTJ") in c.name)
    told = (("industry", "Päätoimiala", "Mainostoimistot (73111)", 2026), ("staff", "Henkilöstö", "10–19", 2024))
    for kind, what, value, year in told:
        fact = {"kind": kind, "what": what, "value": value, "obtained_from_id": ytj}
        gate.call(FACTS.add, {**fact, "obtained_on": dt.date(year, 9, 1), "ground": "Sopimuksen tekeminen"}, links)
    site = {"name": "Tampereen toimisto", "street": "Hämeenkatu 9", "postcode": "33200", "town": "Tampere"}
    gate.call(SITES.add, site, links)
    check = {
        "kind": "credit",
        "purpose": "contract_party",
        "register_name": "Luottotietorekisteri",
        "checked_on": dt.date(2026, 2, 1),
        "result": "clear",
    }
    gate.call(CREDIT_CHECKS.add, check, links)
    paper = {"kind": "contract", "what": "Allekirjoitettu sopimus 2021-044", "place": "Arkistokaappi 2", "locked": True}
    gate.call(PAPERS.add, {**paper, "dated": dt.date(2021, 2, 26)}, links)


def _persons(gate: Gate, customer: int, services: list[int]) -> None:
    user = gate.call(add_person, {"last_name": "Hirvelä", "first_names": "Iida"}).id
    values = {"origin": "reported_by_customer", "service_id": services[1], "since": dt.date(2026, 11, 3)}
    gate.call(END_USERS.add, values, {"person_id": user, "customer_id": customer})
    keeper = gate.call(add_person, {"last_name": "Nyholm", "first_names": "Åke"}).id
    values = {"works_for": "Nyholm Konsultointi", "task": "WordPress-ylläpito", "service_id": services[0]}
    gate.call(MAINTAINERS.add, {**values, "since": dt.date(2022, 5, 1)}, {"person_id": keeper})


def _orders(gate: Gate, customer: int, products: list[int]) -> None:
    rows = [
        Edit("sales_order_row", values={**_row("Webhotelli Pro", "49.90"), "product_id": products[0]}),
        Edit("sales_order_row", values={**_row("Asennustyö", "85.00"), "product_id": products[6]}),
    ]
    gate.call(
        add_order, customer, {"channel": "email", "state": "confirmed", "ordered_on": dt.date(2026, 11, 20)}, rows
    )


def _row(description: str, price: str) -> dict[str, object]:
    return {
        "description": description,
        "quantity": Decimal(1),
        "unit_price": Decimal(price),
        "vat_percent": Decimal("25.5"),
    }


@cache
def _furnished() -> tuple[Path, int]:
    folder = Path(mkdtemp(prefix="ar-palvelut-")) / "office"
    at = offices.desk(folder)
    customer = furnish_sold(at.gate)
    at.close()
    return folder, customer


def sold_office(folder: Path) -> tuple[Office, int]:
    """Return an office with a customer that has everything, copied into a folder, and the customer's id."""
    template, customer = _furnished()
    shutil.copytree(template, folder, dirs_exist_ok=True)
    return Office(folder, offices.surroundings()), customer


def at_sold(qtbot: QtBot, folder: Path, role: Role = Role.MAIN_USER) -> Iterator[Place]:
    """Open the window of a user of a role in that office; `hanna` is the customer. Afterwards lock the register."""
    office, customer = sold_office(folder)
    at = main = offices.entered(office)
    if role is not Role.MAIN_USER:
        at = offices.colleague(office, main, role)
        main.close()
    place = Place(at, customer, all_pages)
    qtbot.addWidget(place.window)
    place.window.resize(1360, 820)
    place.window.show()
    place.window.activateWindow()
    yield place
    at.close()
