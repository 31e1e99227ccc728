"""Data for other programs without loss: ISO dates and instants, decimals as strings, written row by row."""

import datetime as dt
import json
from collections.abc import Mapping
from decimal import Decimal
from typing import TextIO


class JsonTables:
    """Writes `{"entity": [rows], …}` into a stream without holding more than a row."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._first, self._rows = True, 0
        stream.write("{")

    def begin(self, name: str) -> None:
        """Open the list of an entity; the one before it is closed."""
        self._stream.write(f"{'' if self._first else chr(10) + ' ],'}\n {json.dumps(name)}: [")
        self._first, self._rows = False, 0

    def add(self, row: Mapping[str, object]) -> None:
        """Write one row of the entity that was begun last."""
        text = json.dumps({name: plain(value) for name, value in row.items()}, ensure_ascii=False)
        self._stream.write(f"{',' if self._rows else ''}\n  {text}")
        self._rows += 1

    def end(self) -> None:
        """Close the whole."""
        self._stream.write("}\n" if self._first else "\n ]\n}\n")


def plain(value: object) -> object:
    """Return a value as JSON takes it: decimals as strings, days and instants in ISO form."""
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).isoformat()
    if isinstance(value, dt.date):
        return value.isoformat()
    return value
