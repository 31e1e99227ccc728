"""Column types whose stored form is the same on every engine."""

import datetime as dt
import json
from decimal import Decimal
from typing import Any

from sqlalchemy import BigInteger, Date, Dialect, Integer, LargeBinary, String, Text, TypeDecorator
from sqlalchemy.types import TypeEngine

from asiakasrekisteri.domain.fields import FieldKind

BigId = BigInteger().with_variant(Integer(), "sqlite")


class Instant(TypeDecorator[dt.datetime]):
    """An aware instant, stored in UTC as ISO 8601 text that sorts by time."""

    impl = String(32)
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> str | None:  # noqa: ARG002 - SQLAlchemy's
        """Store in UTC; a naive time is a defect."""
        if value is None:
            return None
        assert value.tzinfo is not None, "naive instant"
        return value.astimezone(dt.UTC).isoformat(timespec="microseconds")

    def process_result_value(self, value: str | None, dialect: Dialect) -> dt.datetime | None:  # noqa: ARG002
        """Read back in UTC."""
        return None if value is None else dt.datetime.fromisoformat(value)


class Exact(TypeDecorator[Decimal]):
    """A decimal number of fixed places, stored as a whole number so that sums are exact on every engine."""

    impl = BigInteger
    cache_ok = True
    step = Decimal(1)

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> int | None:  # noqa: ARG002
        """Store so many steps."""
        return None if value is None else int((value / self.step).to_integral_value())

    def process_result_value(self, value: int | None, dialect: Dialect) -> Decimal | None:  # noqa: ARG002
        """Read the number."""
        return None if value is None else Decimal(value) * self.step


class Money(Exact):
    """Euros with two decimals."""

    cache_ok = True
    step = Decimal("0.01")


class Price(Exact):
    """Euros a piece, with four decimals."""

    cache_ok = True
    step = Decimal("0.0001")


class Quantity(Exact):
    """An amount of something, with three decimals."""

    cache_ok = True
    step = Decimal("0.001")


class Percent(Exact):
    """A percentage with two decimals."""

    cache_ok = True
    step = Decimal("0.01")


class Json(TypeDecorator[Any]):
    """Plain data as compact JSON text."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: object, dialect: Dialect) -> str | None:  # noqa: ARG002
        """Store as text."""
        return None if value is None else json.dumps(value, ensure_ascii=False, separators=(",", ":"))

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:  # noqa: ARG002
        """Read plain data."""
        return None if value is None else json.loads(value)


COLUMN_TYPES: dict[FieldKind, type[TypeEngine[Any]]] = {
    FieldKind.NOTES: Text,
    FieldKind.DATE: Date,
    FieldKind.NUMBER: Integer,
    FieldKind.YEAR: Integer,
    FieldKind.MONEY: Money,
    FieldKind.PRICE: Price,
    FieldKind.QUANTITY: Quantity,
    FieldKind.PERCENT: Percent,
    FieldKind.IDENTITY_CODE: LargeBinary,
    FieldKind.SECRET: LargeBinary,
    FieldKind.INSTANT: Instant,
}
"""Stored type by kind of field; text where nothing is said."""
