"""What has been erased, as the database knows it: the same marks as in the ledger outside it (`store.ledger`)."""

import datetime as dt
from typing import Any

from sqlalchemy import Date, String
from sqlalchemy.orm import Mapped

from asiakasrekisteri.store.models.base import Base, technical
from asiakasrekisteri.store.models.types import Json


class ErasureMark(Base):
    """One erasure that this database has gone through: numbers of rows, nobody's name. Never removed.

    `again_on` is when it was done again after a restore, `told_on` when a main user was told of that.
    """

    __tablename__ = "erasure_mark"

    id: Mapped[str] = technical(String(32), primary_key=True)
    day: Mapped[dt.date] = technical(Date, nullable=False)
    content: Mapped[Any] = technical(Json, nullable=False)
    again_on: Mapped[dt.date | None] = technical(Date, nullable=True)
    told_on: Mapped[dt.date | None] = technical(Date, nullable=True)
