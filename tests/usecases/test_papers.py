"""Papers: destroyed in a way that is told, overdue and unlocked ones found."""

import datetime as dt

import pytest

from asiakasrekisteri.domain.errors import InvalidInputError
from asiakasrekisteri.usecases.customers import add_customer
from asiakasrekisteri.usecases.gate import Gate
from asiakasrekisteri.usecases.papers import PAPERS, overdue_papers, record_papers_destroyed, unlocked_papers
from asiakasrekisteri.usecases.retention.holds import hold
from asiakasrekisteri.usecases.retention.records import protocol_document
from tests.reading import pdf_text

TODAY = dt.date(2026, 11, 22)
YESTERDAY = TODAY - dt.timedelta(days=1)
FIRM = {"kind": "company", "name": "Tuulikello Oy", "status": "active", "relation": "own"}
PAPER = {"kind": "contract", "what": "Palvelusopimus", "place": "Kaappi 2", "locked": True}


@pytest.fixture
def owner(gate: Gate) -> int:
    return gate.call(add_customer, FIRM).id


def add(gate: Gate, owner: int, **values: object) -> int:
    return gate.call(PAPERS.add, {**PAPER, **values}, {"customer_id": owner}).id


def test_a_paper_is_not_kept_until_before_it_was_dated(gate: Gate, owner: int) -> None:
    with pytest.raises(InvalidInputError) as caught:
        add(gate, owner, dated=TODAY, keep_until=YESTERDAY)
    assert [e.field for e in caught.value.errors] == ["keep_until"]


def test_unlocked_and_overdue_papers_are_found_while_they_exist(gate: Gate, owner: int) -> None:
    loose = add(gate, owner, locked=False)
    late, later = add(gate, owner, keep_until=YESTERDAY), add(gate, owner, keep_until=YESTERDAY - dt.timedelta(days=9))
    add(gate, owner, keep_until=TODAY)
    assert [r.id for r in gate.call(unlocked_papers)] == [loose]
    assert [r.id for r in gate.call(overdue_papers)] == [later, late]
    details = {"level": "P-4", "contractor": "Tuhoaja Oy", "certificate": "T-118", "witness": "Teemu Todistaja"}
    protocol = gate.call(record_papers_destroyed, [late, loose], details)
    assert (protocol.count, protocol.level, protocol.medium) == (2, "P-4", "paperi (P)")
    assert [r.id for r in gate.call(overdue_papers)] == [later]
    assert gate.call(unlocked_papers).records == ()
    paper = gate.call(PAPERS.open, late).records[0]
    assert (paper["destroyed_on"], paper.names["destruction_id"]) == (TODAY, "HP-2026-001")
    text = pdf_text(gate.call(protocol_document, protocol.id))
    for words in ("P-4", "Tuhoaja Oy", "T-118", "Teemu Todistaja", "2 paperia"):
        assert words in text.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("details", "field"),
    [
        ({}, "level"),
        ({"level": "H-4"}, "level"),
        ({"level": "P-4", "destroyed_on": TODAY + dt.timedelta(days=1)}, "destroyed_on"),
    ],
)
def test_a_destruction_says_its_level_and_is_not_yet_to_come(
    gate: Gate, owner: int, details: dict[str, object], field: str
) -> None:
    late = add(gate, owner, keep_until=YESTERDAY)
    with pytest.raises(InvalidInputError) as caught:
        gate.call(record_papers_destroyed, [late], details)
    assert [e.field for e in caught.value.errors] == [field]
    assert [r.id for r in gate.call(overdue_papers)] == [late]


def test_what_must_be_kept_is_not_destroyed(gate: Gate, owner: int) -> None:
    kept, held = add(gate, owner, keep_until=TODAY), add(gate, owner, keep_until=YESTERDAY)
    gate.call(hold, "paper_record", held, {"ground": "claim", "reason": "L 26/1", "until": None})
    for one, words in ((kept, "säilytetään"), (held, "Hävityskielto")):
        with pytest.raises(InvalidInputError, match=words):
            gate.call(record_papers_destroyed, [one], {"level": "P-4"})
