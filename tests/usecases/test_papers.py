"""Papers: destroyed in a way that is told, overdue and unlocked ones found."""

import datetime as dt

import pytest

from asiakasrekisteri.domain.errors import InvalidInputError
from asiakasrekisteri.usecases.customers import add_customer
from asiakasrekisteri.usecases.gate import Gate
from asiakasrekisteri.usecases.papers import PAPERS, overdue_papers, unlocked_papers

TODAY = dt.date(2026, 11, 22)
FIRM = {"kind": "company", "name": "Tuulikello Oy", "status": "active", "relation": "own"}
PAPER = {"kind": "contract", "what": "Palvelusopimus", "place": "Kaappi 2", "locked": True}


@pytest.fixture
def owner(gate: Gate) -> int:
    return gate.call(add_customer, FIRM).id


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"destroyed_on": TODAY}, "destroyed_how"),
        ({"destroyed_how": "silppuri, P-4"}, "destroyed_on"),
        ({"destroyed_on": TODAY + dt.timedelta(days=1), "destroyed_how": "silppuri, P-4"}, "destroyed_on"),
        ({"dated": TODAY, "keep_until": TODAY - dt.timedelta(days=1)}, "keep_until"),
    ],
)
def test_what_cannot_be_is_refused(gate: Gate, owner: int, values: dict[str, object], field: str) -> None:
    with pytest.raises(InvalidInputError) as caught:
        gate.call(PAPERS.add, {**PAPER, **values}, {"customer_id": owner})
    assert [e.field for e in caught.value.errors] == [field]


def test_unlocked_and_overdue_papers_are_found_while_they_exist(gate: Gate, owner: int) -> None:
    def paper(**values: object) -> int:
        return gate.call(PAPERS.add, {**PAPER, **values}, {"customer_id": owner}).id

    yesterday = TODAY - dt.timedelta(days=1)
    loose = paper(locked=False)
    late, later = paper(keep_until=yesterday), paper(keep_until=yesterday - dt.timedelta(days=9))
    paper(keep_until=TODAY)
    paper(keep_until=yesterday, locked=False, destroyed_on=TODAY, destroyed_how="silppuri, P-4")
    assert [r.id for r in gate.call(unlocked_papers)] == [loose]
    assert [r.id for r in gate.call(overdue_papers)] == [later, late]
    gate.call(PAPERS.save, late, 1, {"destroyed_on": TODAY, "destroyed_how": "silppuri, P-4"})
    assert [r.id for r in gate.call(overdue_papers)] == [later]
