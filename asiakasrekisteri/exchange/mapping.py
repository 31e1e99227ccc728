"""A mapping: what the user says of a file's columns, over what the program recognises.

A TOML file; everything in it is optional::

    delimiter = ";"
    encoding = "cp1252"
    dates = "dmy"                   # order of 1/10/2013: dmy, mdy or ymd
    program = "Lemonsoft"           # whose numbers the customers' numbers are, if not the office's own
    [columns]
    "Laskutusryhmä" = "note"        # head = target
    "Turha" = ""                    # skipped
    [identity_code]
    ground = "credit"               # why henkilötunnus may be stored; without it the column is skipped
"""

import codecs
import json
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from asiakasrekisteri.domain.errors import ExchangeError
from asiakasrekisteri.domain.texts import _

DATE_ORDERS = ("dmy", "mdy", "ymd")
_ENCODINGS = ("ascii", "cp", "iso8859", "koi8", "mac-", "utf-8", "utf-16", "utf-32")
"""Beginnings of Python's names of encodings of text; it also calls hex, zlib and escapes encodings."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnMapping:
    """What the user decided. `columns` is head to target ("" = skip); empty strings leave the choice to the program."""

    columns: dict[str, str] = field(default_factory=dict)
    delimiter: str = ""
    encoding: str = ""
    dates: str = ""
    program: str = ""
    identity_ground: str = ""


NO_MAPPING = ColumnMapping()


def load_mapping(path: Path) -> ColumnMapping:
    """Read a mapping file.

    Raises:
        ExchangeError: the file cannot be read, is not TOML, or holds something else than described above.
    """
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise ExchangeError(_("Sarakemäärittelyä ei voi lukea. Tarkista tiedoston nimi ja kansio.")) from error
    except (ValueError, RecursionError) as error:
        raise ExchangeError(_("Sarakemäärittely ei ole TOML-tiedosto. Tarkista sen kirjoitusasu.")) from error
    return _checked(data)


def mapping_text(mapping: ColumnMapping) -> str:
    """Return a mapping as the text of a file that `load_mapping` reads."""
    plain = {name: getattr(mapping, name) for name in ("delimiter", "encoding", "dates", "program")}
    lines = [f"{name} = {_quoted(value)}" for name, value in plain.items() if value]
    lines += ["", "[columns]", *(f"{_quoted(head)} = {_quoted(of)}" for head, of in mapping.columns.items())]
    if mapping.identity_ground:
        lines += ["", "[identity_code]", f"ground = {_quoted(mapping.identity_ground)}"]
    return "\n".join(lines).lstrip("\n") + "\n"


def _quoted(text: str) -> str:
    """Return a basic string of TOML; JSON's differs only in DEL."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _checked(data: dict[str, Any]) -> ColumnMapping:
    columns = _texts(data, "columns")
    identity = _texts(data, "identity_code")
    mapping = ColumnMapping(
        columns=columns,
        delimiter=_one(data, "delimiter"),
        encoding=_one(data, "encoding"),
        dates=_one(data, "dates"),
        program=_one(data, "program").strip(),
        identity_ground=identity.get("ground", ""),
    )
    if mapping.dates not in {"", *DATE_ORDERS}:
        raise ExchangeError(_("Sarakemäärittelyn kohta dates on dmy, mdy tai ymd. Korjaa se."))
    if len(mapping.delimiter) > 1:
        raise ExchangeError(_("Sarakemäärittelyn kohta delimiter on yksi merkki. Korjaa se."))
    if mapping.encoding and not _known(mapping.encoding):
        raise ExchangeError(_("Sarakemäärittelyn kohta encoding ei ole tunnettu merkistö, kuten cp1252. Korjaa se."))
    return mapping


def _known(encoding: str) -> bool:
    try:
        return codecs.lookup(encoding).name.startswith(_ENCODINGS)
    except (LookupError, ValueError):
        return False


def _texts(data: dict[str, Any], name: str) -> dict[str, str]:
    table = data.get(name, {})
    if isinstance(table, dict) and all(isinstance(value, str) for value in table.values()):
        return dict(table)
    raise ExchangeError(_("Sarakemäärittelyn osassa [{name}] on vain tekstejä. Korjaa se.").format(name=name))


def _one(data: dict[str, Any], name: str) -> str:
    value = data.get(name, "")
    if isinstance(value, str):
        return value
    raise ExchangeError(_("Sarakemäärittelyn kohta {name} on teksti lainausmerkeissä. Korjaa se.").format(name=name))
