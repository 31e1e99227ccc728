"""Reads what `json_write.JsonTables` wrote, row by row: an office may have more rows than the memory holds."""

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from asiakasrekisteri.domain.errors import ExchangeError
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.exchange.sniff import unreadable

_TABLE = re.compile(r'^ "([a-z_]{1,60})": \[$')
_MARKS = frozenset({"{", " ]", " ],", "}"})
_LONGEST_ROW = 64_000_000
"""Characters in a row: a printed document in it has some megabytes."""


def read_tables(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the rows of a file, each with the name of its table, in the file's order.

    Raises:
        ExchangeError: the file cannot be read, or is not as this program writes it.
    """
    table, last = "", ""
    try:
        with path.open(encoding="utf-8") as stream:
            while line := stream.readline(_LONGEST_ROW):
                last = line.strip("\n")
                if last.startswith("  {"):
                    yield table, _row(last)
                elif last not in _MARKS:
                    table = _name(last)
    except OSError as error:
        raise ExchangeError(unreadable(error)) from error
    except UnicodeDecodeError as error:
        raise _strange() from error
    if last != "}":
        raise ExchangeError(_("Tiedosto data.json on katkennut. Vie toimisto uudelleen."))


def read_schema(path: Path) -> Mapping[str, Mapping[str, Any]]:
    """Read schema.json.

    Raises:
        ExchangeError: it is not there, or is none.
    """
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ExchangeError(_("Kansiosta puuttuu schema.json. Vie toimisto uudelleen.")) from error
    except (ValueError, RecursionError) as error:
        raise _strange() from error
    if not isinstance(data, dict) or not all(isinstance(fields, dict) for fields in data.values()):
        raise _strange()
    return data


def _name(text: str) -> str:
    found = _TABLE.match(text)
    if found is None:
        raise _strange()
    return found[1]


def _row(text: str) -> dict[str, Any]:
    try:
        row = json.loads(text.strip().rstrip(","))
    except (ValueError, RecursionError) as error:
        raise _strange() from error
    if not isinstance(row, dict):
        raise _strange()
    return row


def _strange() -> ExchangeError:
    return ExchangeError(_("Tiedosto data.json ei ole tämän ohjelman viemä. Valitse viennin kansio tai vie uudelleen."))
