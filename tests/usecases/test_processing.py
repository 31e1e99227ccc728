"""The processor's record: a row for each hosting customer and category of processing (GDPR Art. 30(2))."""

import datetime as dt
from dataclasses import replace

from sqlalchemy import select

from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.store.models import LogItem
from asiakasrekisteri.usecases.customers import add_customer
from asiakasrekisteri.usecases.edits import Edit
from asiakasrekisteri.usecases.gate import Gate
from asiakasrekisteri.usecases.persons import add_person
from asiakasrekisteri.usecases.privacy.description import preview_description, read_description, render
from asiakasrekisteri.usecases.privacy.processing import describe_processing, processed_rows
from asiakasrekisteri.usecases.privacy.restricting import restrict_person
from asiakasrekisteri.usecases.services import PRODUCTS, SERVICES
from tests.reading import pdf_text

FIRM = {"kind": "company", "name": "Tuulikello Oy", "business_id": "1234567-1", "status": "active", "relation": "own"}
PRIVATE = {"kind": "private", "name": "Aalto, Aino", "status": "active", "relation": "own"}
EMAIL = Edit("email", values={"use": "work", "address": "posti@tuulikello.example"})


def product(gate: Gate, kind: str) -> int:
    return gate.call(PRODUCTS.add, {"name": f"Tuote {kind}", "kind": kind, "vat_code": "general"}, {}).id


def service(gate: Gate, owner: int, product_id: int | None, since: dt.date, **values: object) -> None:
    given = {"name": "Palvelu", "product_id": product_id, "state": "active", "since": since, **values}
    gate.call(SERVICES.add, given, {"customer_id": owner})


def rows(gate: Gate) -> list[tuple[str, str, str, int, str]]:
    found = gate.call(describe_processing).document.processed or ()
    return [(one.controller, one.contact, one.kind, one.services, one.since) for one in found]


def test_running_services_in_which_data_are_processed_have_their_row(gate: Gate) -> None:
    hosting, mail, domain = (product(gate, kind) for kind in ("web_hosting", "mail", "domain"))
    firm = gate.call(add_customer, FIRM, (EMAIL,)).id
    service(gate, firm, hosting, dt.date(2020, 5, 1))
    service(gate, firm, hosting, dt.date(2019, 2, 1))
    service(gate, firm, mail, dt.date(2021, 1, 1))
    service(gate, firm, None, dt.date(2022, 1, 1))
    service(gate, firm, domain, dt.date(2019, 2, 1))
    service(gate, firm, mail, dt.date(2019, 2, 1), state="ended")
    service(gate, firm, mail, dt.date(2019, 2, 1), until=dt.date(2020, 2, 1))
    name, contact = "10001 Tuulikello Oy, 1234567-1", "posti@tuulikello.example"
    assert rows(gate) == [
        (name, contact, "web_hosting", 2, "2019-02-01"),
        (name, contact, "mail", 1, "2021-01-01"),
        (name, contact, "other", 1, "2022-01-01"),
    ]


def test_a_private_customer_is_named_with_its_number_and_under_restriction_by_number_alone(gate: Gate) -> None:
    person = gate.call(add_person, {"last_name": "Aalto", "first_names": "Aino"}, (EMAIL,)).id
    owner = gate.call(add_customer, PRIVATE, person_id=person).id
    service(gate, owner, product(gate, "web_hosting"), dt.date(2020, 5, 1))
    ((named, contact, *_rest),) = rows(gate)
    assert named == "10001 Aalto, Aino"
    assert contact == "posti@tuulikello.example"
    gate.call(restrict_person, person, "accuracy")
    ((hidden, contact, *_rest),) = rows(gate)
    assert hidden.startswith("10001 ")
    assert "Aalto" not in hidden
    assert contact == ""


def test_the_record_is_printed_and_its_customers_are_logged_as_seen(gate: Gate) -> None:
    firm = gate.call(add_customer, FIRM, (EMAIL,)).id
    service(gate, firm, product(gate, "server"), dt.date(2020, 5, 1))
    record = gate.call(describe_processing)
    text = " ".join(pdf_text(render(record.document, "processor")).split())
    assert "30 art. 2 kohta" in text
    assert "10001 Tuulikello Oy" in text
    assert "Palvelimen ylläpito" in text
    with gate.store.engine.connect() as connection:
        seen = connection.execute(select(LogItem.entity, LogItem.entity_id).where(LogItem.action == "view")).all()
    assert ("customer", firm) in [tuple(row) for row in seen]
    assert describe_processing.permission is Permission.DESCRIPTION_WRITE


def test_an_office_without_such_services_says_so(gate: Gate) -> None:
    record = gate.call(describe_processing)
    assert record.customers == ()
    assert "Voimassa olevia palveluja" in pdf_text(render(record.document, "processor"))


def test_the_preview_of_the_record_is_the_print_to_the_byte(gate: Gate) -> None:
    owner = gate.call(add_customer, FIRM, (EMAIL,)).id
    service(gate, owner, product(gate, "web_hosting"), dt.date(2020, 5, 1))
    own = gate.call(read_description).description
    preview = replace(gate.call(preview_description, own), processed=gate.call(processed_rows).rows)
    printed = gate.call(describe_processing).document
    assert render(preview, "processor") == render(printed, "processor")
    assert "10001 Tuulikello Oy" in pdf_text(render(preview, "processor"))
