"""How many customers have data from each source of a description, and which sources it leaves out."""

from dataclasses import replace

from asiakasrekisteri.usecases.customers import add_customer
from asiakasrekisteri.usecases.edits import Edit
from asiakasrekisteri.usecases.gate import Gate
from asiakasrekisteri.usecases.persons import add_person
from asiakasrekisteri.usecases.privacy.description import read_description
from asiakasrekisteri.usecases.privacy.sourcing import compare_sources

FIRM = {"kind": "company", "name": "Tuulikello Oy", "status": "active", "relation": "own"}
PRIVATE = {"kind": "private", "name": "Aalto, Aino", "status": "active", "relation": "own"}
PHONE = Edit("phone", values={"use": "work", "number": "040 555 0123"})


def test_a_customer_counts_for_every_source_of_its_data(gate: Gate) -> None:
    gate.call(add_customer, FIRM, (PHONE,), source="call")
    gate.call(add_customer, {**FIRM, "name": "Kuunsirppi Oy"}, source="customer")
    person = gate.call(add_person, {"last_name": "Aalto", "first_names": "Aino"}, source="email").id
    gate.call(add_customer, PRIVATE, person_id=person, source="customer")
    own = gate.call(read_description).description
    found = gate.call(compare_sources, own)
    by_kind = dict(zip((one.kind for one in own.sources), found.customers, strict=True))
    untold = {one.kind: count for one, count in found.untold}
    assert by_kind["customer"] == 2
    assert {**untold, **by_kind}["call"] == 1
    assert {**untold, **by_kind}["email"] == 1


def test_a_source_that_the_store_does_not_know_has_no_figure(gate: Gate) -> None:
    own = gate.call(read_description).description
    invented = replace(own.sources[0], kind="commercial", name="Keksitty Tietotalo")
    found = gate.call(compare_sources, replace(own, sources=(*own.sources, invented)))
    assert found.customers[-1] is None
