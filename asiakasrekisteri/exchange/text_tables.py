"""Reads tables whose columns are of several parts: "Tieto | Käyttötarkoitus | Peruste | Säilytysaika".

The row of heads tells the part of each column; a cell of a row below is offered to the reader of its column.
"""

from collections.abc import Sequence
from functools import cache

from asiakasrekisteri.domain.description import RetentionStatement
from asiakasrekisteri.domain.description_places import Place
from asiakasrekisteri.exchange import text_statements as put
from asiakasrekisteri.exchange.text_parties import put_recipients, put_sources
from asiakasrekisteri.exchange.text_purposes import put_basis, put_purposes
from asiakasrekisteri.exchange.text_subjects import put_named_subjects
from asiakasrekisteri.exchange.text_units import Unit
from asiakasrekisteri.exchange.vocabulary import squeeze, vocabulary

_LISTED = frozenset({"data", "purposes", "retention", "basis", "subjects"})
_FEWEST_PARTS = 2


def columns(cells: Sequence[str]) -> tuple[str, ...]:
    """Return the part of each column that a row of heads tells; nothing when they all belong to one part."""
    parts = tuple(_parts().get(squeeze(cell), "") for cell in cells)
    return parts if len(_LISTED.intersection(parts)) >= _FEWEST_PARTS else ()


def put_row(unit: Unit, parts: tuple[str, ...], into: put.Statements) -> list[Place]:
    """Read a row by its columns.

    Returns:
        The places of the cells that found none.
    """
    cells = list(zip(parts, unit.cell_units(), strict=False))
    by_part = dict(reversed(cells))
    lead, into.lead = into.lead, by_part["basis"].text if "basis" in by_part else ""
    left: list[Place] = []
    for part, cell in cells:
        if part == "retention":
            _put_retention(cell, by_part, into)
        elif part not in _READERS or not _READERS[part](cell, into):
            left.append(cell.place)
    into.lead = lead
    return left


def _put_retention(cell: Unit, by_part: dict[str, Unit], into: put.Statements) -> None:
    said = by_part.get("data") or by_part.get("purposes")
    category = next(iter(put.codes_in("data", said.text)), "") if said else ""
    words = f"{said.text}: {cell.text}" if said else cell.text
    into.add("retention", RetentionStatement(category, words), cell.place)


def _put_data(cell: Unit, into: put.Statements) -> bool:
    """Read a cell that lists several things as a sentence would, one thing as a bullet is."""
    return put.put_data(cell.as_sentence(), into) or put.put_data(cell, into)


_READERS = {
    "data": _put_data,
    "purposes": put_purposes,
    "basis": put_basis,
    "subjects": put_named_subjects,
    "recipients": put_recipients,
    "sources": put_sources,
}


@cache
def _parts() -> dict[str, str]:
    table: dict[str, list[str]] = vocabulary("description")["columns"]
    return {squeeze(word): part for part, words in table.items() for word in words}
