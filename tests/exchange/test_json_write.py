"""Data without loss, row by row: what is read back is what was written."""

import datetime as dt
import json
from decimal import Decimal
from io import StringIO

from asiakasrekisteri.exchange.json_write import JsonTables


def test_rows_are_read_back_as_they_were() -> None:
    out = StringIO()
    tables = JsonTables(out)
    tables.begin("customer")
    instant = dt.datetime(2026, 7, 1, 12, tzinfo=dt.timezone(dt.timedelta(hours=3)))
    tables.add({"id": 1, "name": 'Äyräs "Oy"\n', "sum": Decimal("1.10"), "on": dt.date(2026, 2, 1), "at": instant})
    tables.add({"id": 2, "name": None, "flag": False})
    tables.begin("empty")
    tables.begin("last")
    tables.add({"id": 3})
    tables.end()
    assert json.loads(out.getvalue()) == {
        "customer": [
            {
                "id": 1, "name": 'Äyräs "Oy"\n', "sum": "1.10", "on": "2026-02-01",
                "at": "2026-07-01T09:00:00+00:00",
            },
            {"id": 2, "name": None, "flag": False},
        ],
        "empty": [],
        "last": [{"id": 3}],
    }  # fmt: skip


def test_nothing_is_an_empty_object() -> None:
    out = StringIO()
    JsonTables(out).end()
    assert json.loads(out.getvalue()) == {}
