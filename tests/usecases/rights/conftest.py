"""The main user's gate and a person who has asked for something."""

import pytest

from asiakasrekisteri.usecases.gate import Gate
from tests.usecases.requests.asking import Asked, asked_of


@pytest.fixture
def asked(gate: Gate) -> Asked:
    """An office that holds a person's data."""
    return asked_of(gate)
