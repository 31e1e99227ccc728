"""The use cases of a noun refuse what would hang on nothing in words, before the database does."""

import pytest

from asiakasrekisteri.domain.errors import InvalidInputError, NotFoundError
from asiakasrekisteri.usecases.accounts import MAINTAINERS
from asiakasrekisteri.usecases.customers import add_customer
from asiakasrekisteri.usecases.gate import Gate
from asiakasrekisteri.usecases.services import SERVICES

SERVICE = {"name": "Webhotelli", "state": "active"}
FIRM = {"kind": "company", "name": "Leipomo Oy", "status": "active", "relation": "own"}


def test_an_owner_that_is_no_more_is_told(gate: Gate) -> None:
    with pytest.raises(NotFoundError, match="Asiakas: tietuetta ei enää ole"):
        gate.call(SERVICES.add, SERVICE, {"customer_id": 999})


@pytest.mark.parametrize("links", [{}, {"invoice_id": 1}, {"nonsense_id": 1}, {"name": 1}])
def test_wrong_links_are_told(gate: Gate, links: dict[str, int]) -> None:
    gate.call(add_customer, FIRM, [])
    with pytest.raises(InvalidInputError, match="kerro, mihin tämä liittyy"):
        gate.call(SERVICES.add, SERVICE, links)


def test_a_needed_owner_is_asked(gate: Gate) -> None:
    with pytest.raises(InvalidInputError, match="person_id"):
        gate.call(MAINTAINERS.add, {"task": "ylläpito"}, {})
