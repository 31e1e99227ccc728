"""Records of the same person: what is proposed and why, deciding, parting, and what a page shows of linked ones."""

import pytest

from asiakasrekisteri.domain.errors import CancelledError, InvalidInputError, NotFoundError
from asiakasrekisteri.usecases.customers import add_customer
from asiakasrekisteri.usecases.edits import Edit
from asiakasrekisteri.usecases.gate import Gate
from asiakasrekisteri.usecases.history import undo
from asiakasrekisteri.usecases.persons import add_person, open_person
from asiakasrekisteri.usecases.privacy.extract import collect_extract
from asiakasrekisteri.usecases.same_person import (
    all_suggestions,
    decide_same,
    everybody,
    linked_persons,
    pairs_among,
    part,
    suggest_same,
)

COMPANY = {"kind": "company", "name": "Usvametsän Leipomo Oy", "status": "active", "relation": "own"}


def phone(number: str) -> Edit:
    return Edit("phone", values={"use": "mobile", "number": number})


def email(address: str) -> Edit:
    return Edit("email", values={"use": "work", "address": address})


def person(gate: Gate, last: str, first: str, *edits: Edit, former: str = "") -> int:
    return gate.call(add_person, {"last_name": last, "first_names": first, "former_names": former}, edits).id


@pytest.fixture
def hannas(gate: Gate) -> tuple[int, int]:
    """Two records of one person: a shared telephone, and a first name written in two ways."""
    one = person(gate, "Usvakero", "Hanna-Mari", phone("040 555 0196"), email("hanna@usvakero.example"))
    other = person(gate, "Usvakero", "H.", phone("040 555 0196"))
    gate.call(add_customer, COMPANY, [Edit("contact_role", values={"role": "billing"}, links={"person_id": other})])
    return one, other


def test_a_shared_telephone_and_an_initial_are_proposed_with_reasons_and_where_she_is_found(
    gate: Gate, hannas: tuple[int, int]
) -> None:
    one, other = hannas
    (found,) = gate.call(suggest_same, one)
    assert (found.person_id, found.name, found.where) == (other, "Usvakero, H.", ("Usvametsän Leipomo Oy",))
    assert "sama puhelinnumero" in found.reasons
    assert 50 <= found.score < 100
    assert [s.person_id for s in gate.call(suggest_same, other)] == [one]


@pytest.mark.parametrize(
    ("last", "first", "former"),
    [
        ("Äyräskuru", "Säde", ""),
        ("Äyräskurru", "Säde", ""),
        ("Säde", "Äyräskuru", ""),
        ("Äyräskuru-Halla", "Säde", ""),
    ],
)
def test_names_that_are_alike_are_found_by_their_beginnings(gate: Gate, last: str, first: str, former: str) -> None:
    mine = person(gate, "Äyräskuru", "Säde")
    other = person(gate, last, first, former=former)
    assert [s.person_id for s in gate.call(suggest_same, mine)] == [other]


def test_her_former_name_finds_the_record_that_still_has_it(gate: Gate) -> None:
    mine = person(gate, "Hallalampi", "Kaisu", phone("040 555 0171"), former="Kuurasuo")
    old = person(gate, "Kuurasuo", "Kaisu", phone("040 555 0171"))
    (found,) = gate.call(suggest_same, mine)
    assert found.person_id == old
    assert "entinen nimi täsmää" in found.reasons


def test_a_switchboard_of_many_proves_nothing(gate: Gate) -> None:
    surnames = ("Hallalampi", "Kuurasuo", "Usvakero", "Äyräskuru", "Revontuli", "Kaamos", "Rimpisuo")
    many = [person(gate, surname, "Säde", phone("040 555 0150")) for surname in surnames]
    assert gate.call(suggest_same, many[0]) == ()


def test_the_whole_register_is_looked_through(gate: Gate, hannas: tuple[int, int]) -> None:
    person(gate, "Kuurasuo", "Yrjö", phone("040 555 0111"))
    (pair,) = gate.call(all_suggestions)
    assert {pair.person_id, pair.other_id} == set(hannas)
    assert gate.call(all_suggestions, 99) == ()
    assert pairs_among(gate.call(everybody)) == (pair,)


def test_looking_through_can_be_cancelled(gate: Gate, hannas: tuple[int, int]) -> None:
    class Impatient:
        def report(self, done: int, total: int, text: str = "") -> None:
            assert done <= total, text
            raise CancelledError

    assert hannas
    with pytest.raises(CancelledError):
        gate.during(Impatient()).call(all_suggestions)


@pytest.mark.parametrize("verdict", ["same", "different"])
def test_what_is_decided_is_not_proposed_again_until_it_is_taken_back(
    gate: Gate, hannas: tuple[int, int], verdict: str
) -> None:
    one, other = hannas
    saved = gate.call(decide_same, one, other, verdict, "kysytty puhelimessa")  # type: ignore[arg-type]
    assert gate.call(suggest_same, one) == gate.call(suggest_same, other) == ()
    assert gate.call(all_suggestions) == ()
    gate.call(undo, saved.undo)
    assert len(gate.call(suggest_same, one)) == 1


def test_a_page_shows_what_is_held_in_linked_records_and_parting_leaves_both_whole(
    gate: Gate, hannas: tuple[int, int]
) -> None:
    one, other = hannas
    before = gate.call(open_person, one), gate.call(open_person, other)
    link = gate.call(decide_same, other, one, "same").id
    page = gate.call(open_person, one)
    assert [linked.person_id for linked in page.linked] == [other]
    assert [role.customer for role in page.roles] == ["Usvametsän Leipomo Oy"]
    assert sorted(d.entity for d in page.details) == ["email", "phone", "phone"]
    assert len(page.foreign) == 1
    assert [linked.name for linked in gate.call(linked_persons, other)] == ["Usvakero, Hanna-Mari"]
    said = str(gate.call(collect_extract, other).extract.as_json())
    assert "hanna@usvakero.example" in said
    gate.call(part, link)
    after = gate.call(open_person, one), gate.call(open_person, other)
    assert [(p.record, p.details, p.roles) for p in after] == [(p.record, p.details, p.roles) for p in before]
    with pytest.raises(NotFoundError):
        gate.call(part, link)


def test_parting_can_be_undone(gate: Gate, hannas: tuple[int, int]) -> None:
    one, other = hannas
    link = gate.call(decide_same, one, other, "same").id
    gate.call(undo, gate.call(part, link).undo)
    assert [linked.person_id for linked in gate.call(linked_persons, one)] == [other]


def test_a_decision_may_be_changed_and_nobody_is_joined_to_herself(gate: Gate, hannas: tuple[int, int]) -> None:
    one, other = hannas
    first = gate.call(decide_same, one, other, "different")
    assert gate.call(decide_same, other, one, "same").id == first.id
    assert len(gate.call(linked_persons, one)) == 1
    with pytest.raises(InvalidInputError):
        gate.call(decide_same, one, one, "same")
