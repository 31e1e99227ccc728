"""Finding: one search document per customer and per person, built from every field the catalogue says is searched.

å ä ö are letters: `words` is tried first, then pieces of e-mail addresses and domains (`parts`), and only when nothing
matches the folded form. Best first without ranking thousands: identifiers, then names that begin with the text (by the
stored sort key), then whole words, then word beginnings; each step asks only for what still fits.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Connection, Select, bindparam, select, text

from asiakasrekisteri.domain.fields import FieldSpec, Searched
from asiakasrekisteri.domain.words import fold, sort_key, words
from asiakasrekisteri.store.models import Customer, Entity, Person, RegistryFact, entities
from asiakasrekisteri.store.subjects import is_found, paths

OWNERS: dict[str, type[Entity]] = {"customer": Customer, "person": Person}
_PARITY = {"customer": 0, "person": 1}
_BY_PARITY = ("customer", "person")
_SHORTEST_PART = 3
_PHONE_QUERY = re.compile(r"^[+(]?[\d][\d\s()./-]{3,}$")
_IDENTIFIER_QUERY = re.compile(r"^(?:fi)?\d[\d\s.-]*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Terms:
    """A search document: words as written, pieces of addresses, folded words."""

    words: str
    parts: str
    folded: str


def rowid(kind: str, row_id: int) -> int:
    """Return the index's row number of a customer or person."""
    return row_id * 2 + _PARITY[kind]


def terms(values: Iterable[tuple[FieldSpec, object]]) -> Terms:
    """Build a search document out of fields and their values."""
    plain: list[str] = []
    parts: list[str] = []
    for spec, value in values:
        if value is None or value == "":
            continue
        said = str(value)
        if spec.searched is Searched.WORDS:
            plain.extend(words(said))
        elif spec.searched is Searched.EMAIL:
            plain.extend(words(said))
            parts.extend(_pieces(said))
        elif spec.searched is Searched.PHONE:
            plain.extend(phone_tokens(said))
        elif spec.searched is Searched.IDENTIFIER:
            plain.append(_compact(said))
    folded = {f for w in plain if not w.isascii() and (f := fold(w)) != w}
    return Terms(" ".join(dict.fromkeys(plain)), " ".join(dict.fromkeys(parts)), " ".join(sorted(folded)))


def _pieces(address: str) -> Iterator[str]:
    """Yield the endings of each label of an address, so that a beginning of an ending finds any piece of it."""
    for label in words(address):
        for start in range(1, len(label) - _SHORTEST_PART + 1):
            yield label[start:]


def phone_tokens(number: str) -> list[str]:
    """Return the forms by which a phone number is found: international, national, and without area code's zero."""
    digits = re.sub(r"\D", "", number)
    if number.startswith("+358"):
        national = digits[3:]
        return [digits, "0" + national, national]
    return [digits] if digits else []


def _compact(identifier: str) -> str:
    return re.sub(r"[^0-9a-zåäö]", "", identifier.casefold())


def reindex(connection: Connection, owners: Iterable[tuple[str, int]]) -> None:
    """Rebuild the search documents of the given customers and persons; those that are gone lose theirs."""
    for kind, row_id in sorted(owners):
        number = rowid(kind, row_id)
        connection.execute(text("DELETE FROM search_index WHERE rowid = :n"), {"n": number})
        values = list(_document(connection, kind, row_id))
        if values:
            write(connection, [(number, terms(values))])


def write(connection: Connection, documents: Sequence[tuple[int, Terms]]) -> None:
    """Add documents that are not in the index yet."""
    if not documents:
        return
    connection.execute(
        text("INSERT INTO search_index(rowid, words, parts, folded) VALUES (:n, :words, :parts, :folded)"),
        [{"n": n, "words": t.words, "parts": t.parts, "folded": t.folded} for n, t in documents],
    )


def forget(connection: Connection, kind: str, first: int, last: int) -> None:
    """Remove the documents of the customers or persons from `first` to `last`."""
    connection.execute(
        text("DELETE FROM search_index WHERE rowid BETWEEN :first AND :last AND rowid % 2 = :parity"),
        {"first": rowid(kind, first), "last": rowid(kind, last), "parity": _PARITY[kind]},
    )


@cache
def searched_fields(entity: type[Entity]) -> tuple[FieldSpec, ...]:
    """Return the fields of an entity that go into the index."""
    return tuple(f for f in entity.spec() if f.searched not in (Searched.NO, Searched.BLIND))


def _document(connection: Connection, kind: str, row_id: int) -> Iterator[tuple[FieldSpec, object]]:
    owner = OWNERS[kind]
    protected = _is_protected(connection, kind, row_id)
    for entity, column in ((owner, "id"), *((child, f"{kind}_id") for child in _children(kind))):
        found = _values_told(entity, column, protected)
        for row in connection.execute(found, {"owner": row_id}):
            for spec, value in zip(searched_fields(entity), row, strict=True):
                if not (protected and spec.whereabouts):
                    yield spec, value


def _is_protected(connection: Connection, kind: str, row_id: int) -> bool:
    """Tell whether nobody is to be found by where she lives: a person with turvakielto, herself or as a customer."""
    return bool(connection.scalar(_protection(kind), {"owner": row_id}))


@cache
def _protection(kind: str) -> Select[Any]:
    asked = select(Person.non_disclosure)
    if kind == "customer":
        return asked.join(Customer, Customer.person_id == Person.id).where(Customer.id == bindparam("owner"))
    return asked.where(Person.id == bindparam("owner"))


@cache
def _children(kind: str) -> tuple[type[Entity], ...]:
    """Return the entities whose fields are indexed with their customer or person."""
    return tuple(e for e in entities() if (kind,) in paths(e.__found_as__) and is_found(e))


@cache
def _values_told(entity: type[Entity], owner: str, protected: bool) -> Select[Any]:
    """Return the query of the searched values of rows whose column `owner` has the value given as that parameter."""
    fields = [getattr(entity, f.name) for f in searched_fields(entity)]
    asked = select(*fields).where(getattr(entity, owner) == bindparam("owner"))
    return asked.where(RegistryFact.kind != "address") if protected and entity is RegistryFact else asked


@dataclass(frozen=True, slots=True)
class Found:
    """A hit: the kind and id of the row, and how it matched."""

    kind: str
    id: int
    matched: str


def find(connection: Connection, query: str, limit: int = 50, kinds: Sequence[str] = _BY_PARITY) -> list[Found]:
    """Return the best hits first, at most `limit`."""
    query = query.strip()
    if not query:
        return []
    hits: dict[tuple[str, int], Found] = {}
    for matched, expression in expressions(query):
        if matched == "folded" and hits:
            break
        if matched == "word":
            _collect(hits, _name_starts(connection, query, limit, kinds), limit, kinds)
            if len(hits) >= limit:
                break
        rows = driver_rows(connection, _MATCHING, (expression, limit * 2))
        _collect(hits, (Found(_BY_PARITY[r[0] % 2], r[0] // 2, matched) for r in rows), limit, kinds)
        if len(hits) >= limit:
            break
    return list(hits.values())


def _collect(hits: dict[tuple[str, int], Found], found: Iterable[Found], limit: int, kinds: Sequence[str]) -> None:
    for hit in found:
        if len(hits) >= limit:
            return
        if hit.kind in kinds:
            hits.setdefault((hit.kind, hit.id), hit)


def expressions(query: str) -> Iterator[tuple[str, str]]:
    """Yield the ways to look for a text, the best first: (how it matched, full-text expression)."""
    said = words(query)
    if _PHONE_QUERY.match(query) or _IDENTIFIER_QUERY.match(query):
        for token in dict.fromkeys(_number_tokens(query)):
            yield "identifier", f"words : {_quoted(token)}*"
    if not said:
        return
    yield "word", "words : " + " AND ".join(_quoted(w) for w in said)
    yield "beginning", "words : " + " AND ".join(f"{_quoted(w)}*" for w in said)
    if all(len(w) >= _SHORTEST_PART for w in said):
        yield "part", " AND ".join(f"{{words parts}} : {_quoted(w)}*" for w in said)
    plain = [fold(w) for w in said]
    yield "folded", " AND ".join(f"{{words folded}} : {_quoted(w)}*" for w in plain)


def _number_tokens(query: str) -> Iterator[str]:
    said = re.sub(r"\(0\)", "", query)
    digits = re.sub(r"\D", "", said)
    if said.lstrip().startswith("+"):
        yield digits
    elif digits.startswith("00"):
        yield digits[2:]
    else:
        yield digits
        yield _compact(query)


def _quoted(word: str) -> str:
    return '"' + word.replace('"', '""') + '"'


def _name_starts(connection: Connection, query: str, limit: int, kinds: Sequence[str]) -> Iterator[Found]:
    """Yield rows whose name begins with the text, by the stored sort key: an index range, no ranking."""
    start = sort_key(query)
    if not start:
        return
    for kind in kinds:
        for (row_id,) in driver_rows(connection, _NAMED[kind], (start, start + "\U0010ffff", limit)):
            yield Found(kind, row_id, "name")


_MATCHING = "SELECT rowid FROM search_index WHERE search_index MATCH ? LIMIT ?"
_ALL_MATCHING = "SELECT rowid / 2 FROM search_index WHERE search_index MATCH ? AND rowid % 2 = ?"
_NAMED = {
    kind: f"SELECT id FROM {kind} WHERE sort_key >= ? AND sort_key < ? ORDER BY sort_key LIMIT ?"  # noqa: S608
    for kind in OWNERS
}


def driver_rows(
    connection: Connection, statement: str, values: Sequence[object] | Mapping[str, object]
) -> list[tuple[int]]:
    """Ask the driver itself: between two keystrokes its own wrapping would cost more than the answer."""
    driver: Any = connection.connection.driver_connection
    found: list[tuple[int]] = driver.execute(statement, values).fetchall()
    return found


def matching(connection: Connection, kind: str, query: str) -> list[int]:
    """Return the ids of every customer or person that matches, unordered: for a list that is filtered live."""
    for _matched, expression in _list_ways(query):
        ids = [row[0] for row in driver_rows(connection, _ALL_MATCHING, (expression, _PARITY[kind]))]
        if ids:
            return ids
    return []


def _list_ways(query: str) -> Iterator[tuple[str, str]]:
    for matched, expression in expressions(query):
        if matched != "word":
            yield matched, expression
