"""A customer, a person, and a look at the tables, for the tests of interactions."""

from collections.abc import Callable
from typing import TypeVar

from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.customers import add_customer
from asiakasrekisteri.usecases.gate import Gate, UseCase, nothing
from asiakasrekisteri.usecases.persons import add_person

R = TypeVar("R")


def customer(gate: Gate, name: str = "Kuurasuon Saha Oy") -> int:
    """Store a firm and return its id."""
    return gate.call(add_customer, {"name": name, "kind": "company", "status": "active", "relation": "own"}).id


def person(gate: Gate, last: str = "Hallalampi", first: str = "Aino") -> int:
    """Store a person and return her id."""
    return gate.call(add_person, {"last_name": last, "first_names": first}).id


def ask(gate: Gate, look: Callable[[Work], R]) -> R:
    """Return what a function of the unit of work sees."""
    case: UseCase[[], R] = UseCase("look", Permission.OFFICE_ENTER, nothing, writes=True, body=look)
    return gate.call(case)
