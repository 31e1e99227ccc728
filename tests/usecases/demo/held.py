"""Reads what the fictional office holds."""

from typing import Any

from sqlalchemy import select

from asiakasrekisteri.store.models import Base
from asiakasrekisteri.usecases.office import Desk


def rows(desk: Desk, entity: type[Base]) -> list[Any]:
    """Return every row of a table, as the store has them."""
    with desk.gate.store.engine.connect() as connection:
        return list(connection.execute(select(entity)).all())
