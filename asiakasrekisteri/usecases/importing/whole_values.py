"""Values of an export as columns take them."""

import base64
import datetime as dt
from decimal import Decimal
from typing import Any

from sqlalchemy import Boolean, Date, LargeBinary
from sqlalchemy.types import TypeEngine

from asiakasrekisteri.store.models.types import Exact, Instant


def stored_value(kind: TypeEngine[Any], value: Any, *, encoded: bool) -> Any:
    """Return a value of data.json as a column takes it; `encoded` bytes stand in base64, others are sealed later."""
    if value is None:
        return False if isinstance(kind, Boolean) else None
    if isinstance(kind, Instant):
        return dt.datetime.fromisoformat(value)
    if isinstance(kind, Date):
        return dt.date.fromisoformat(value)
    if isinstance(kind, Exact):
        return Decimal(value)
    return base64.b64decode(value) if isinstance(kind, LargeBinary) and encoded else value
