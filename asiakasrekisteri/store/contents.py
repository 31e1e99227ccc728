"""The second index: what was written and said. A person is found by a word inside an e-mail or an attachment's name.

Kept apart from the index of names and identifiers, which is asked at every keystroke and must stay small. A document
for each interaction (its words, those who took part, the names of its attachments) and for each attachment elsewhere.
"""

from collections.abc import Iterable, Iterator, Sequence

from sqlalchemy import Connection, select, text

from asiakasrekisteri.domain.fields import FieldSpec
from asiakasrekisteri.store.models import Attachment, Entity, Interaction, Participant
from asiakasrekisteri.store.search import Found, driver_rows, expressions, searched_fields, terms

KINDS: dict[str, type[Entity]] = {"interaction": Interaction, "attachment": Attachment}
_PARITY = {"interaction": 0, "attachment": 1}
_BY_PARITY = ("interaction", "attachment")
_SHORTEST_QUERY = 3
_LONGEST_TEXT = 200_000
"""Characters of one field that are indexed; what comes after them in a message is old mail quoted over and over."""
_MATCHING = "SELECT rowid FROM content_index WHERE content_index MATCH ? ORDER BY rowid DESC LIMIT ?"


def rowid(kind: str, row_id: int) -> int:
    """Return the index's row number of an interaction or attachment."""
    return row_id * 2 + _PARITY[kind]


def reindex(connection: Connection, owners: Iterable[tuple[str, int]]) -> None:
    """Rebuild the documents of the given interactions and attachments; those that are gone lose theirs."""
    for kind, row_id in sorted(owners):
        number = rowid(kind, row_id)
        connection.execute(text("DELETE FROM content_index WHERE rowid = :n"), {"n": number})
        said = terms(_document(connection, kind, row_id))
        if said.words or said.parts:
            write(connection, [(number, said.words, said.parts, said.folded)])


def write(connection: Connection, documents: Sequence[tuple[int, str, str, str]]) -> None:
    """Add documents (row number, words, pieces, folded words) that are not in the index yet."""
    if documents:
        connection.exec_driver_sql(
            "INSERT INTO content_index(rowid, words, parts, folded) VALUES (?, ?, ?, ?)", list(documents)
        )


def _document(connection: Connection, kind: str, row_id: int) -> Iterator[tuple[FieldSpec, object]]:
    if kind == "attachment":
        own = (Attachment.id == row_id) & Attachment.interaction_id.is_(None) & Attachment.complete
        yield from _values(connection, Attachment, own)
        return
    yield from _values(connection, Interaction, Interaction.id == row_id)
    yield from _values(connection, Participant, Participant.interaction_id == row_id)
    yield from _values(connection, Attachment, (Attachment.interaction_id == row_id) & Attachment.complete)


def _values(connection: Connection, entity: type[Entity], where: object) -> Iterator[tuple[FieldSpec, object]]:
    fields = searched_fields(entity)
    columns = [getattr(entity, f.name) for f in fields]
    for row in connection.execute(select(*columns).where(where)):  # type: ignore[arg-type]
        for field, value in zip(fields, row, strict=True):
            yield field, value[:_LONGEST_TEXT] if isinstance(value, str) else value


def find(connection: Connection, query: str, limit: int) -> list[Found]:
    """Return the interactions and attachments in which the words of a query stand, the newest first."""
    if len(query.strip()) < _SHORTEST_QUERY:
        return []
    hits: dict[int, Found] = {}
    for matched, expression in expressions(query):
        if matched == "folded" and hits:
            break
        for (number,) in driver_rows(connection, _MATCHING, (expression, limit)):
            hits.setdefault(number, Found(_BY_PARITY[number % 2], number // 2, "content"))
        if len(hits) >= limit:
            break
    return list(hits.values())[:limit]


def owners(connection: Connection, hits: Sequence[Found], kind: str) -> list[int]:
    """Return the customers or persons that the found interactions and attachments belong to, in the order of the hits.

    Args:
        connection: the open transaction.
        hits: of `find`.
        kind: "customer" or "person".
    """
    found: dict[int, None] = {}
    for hit in hits:
        ask = _PERSONS if kind == "person" else _CUSTOMERS
        for (owner,) in driver_rows(connection, ask[hit.kind], {"id": hit.id}):
            found.setdefault(owner, None)
    return list(found)


_CUSTOMERS = {
    "interaction": "SELECT customer_id FROM interaction WHERE id = :id AND customer_id IS NOT NULL",
    "attachment": """
        SELECT coalesce(a.customer_id, i.customer_id, c.customer_id, o.customer_id, b.customer_id) AS owner
        FROM attachment a
        LEFT JOIN interaction i ON i.id = a.interaction_id
        LEFT JOIN contract c ON c.id = a.contract_id
        LEFT JOIN sales_order o ON o.id = a.sales_order_id
        LEFT JOIN invoice b ON b.id = a.invoice_id
        WHERE a.id = :id AND owner IS NOT NULL""",
}
_TOOK_PART = """
    SELECT p.person_id FROM participant p WHERE p.interaction_id = :id AND p.person_id IS NOT NULL
    UNION SELECT c.person_id FROM customer c JOIN interaction i ON i.customer_id = c.id
    WHERE i.id = :id AND c.person_id IS NOT NULL"""
_ATTACHED_TO = """
    SELECT a.person_id FROM attachment a WHERE a.id = :id AND a.person_id IS NOT NULL
    UNION SELECT p.person_id FROM participant p JOIN attachment a ON a.interaction_id = p.interaction_id
    WHERE a.id = :id AND p.person_id IS NOT NULL
    UNION SELECT k.person_id FROM customer k JOIN attachment a ON k.id = a.customer_id
    WHERE a.id = :id AND k.person_id IS NOT NULL
    UNION SELECT k.person_id FROM attachment a JOIN contract c ON c.id = a.contract_id
    JOIN customer k ON k.id = c.customer_id WHERE a.id = :id AND k.person_id IS NOT NULL
    UNION SELECT k.person_id FROM attachment a JOIN invoice b ON b.id = a.invoice_id
    JOIN customer k ON k.id = b.customer_id WHERE a.id = :id AND k.person_id IS NOT NULL"""
_PERSONS = {"interaction": _TOOK_PART, "attachment": _ATTACHED_TO}
