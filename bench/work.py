"""The measured works, each beside the plainest way to do the same."""

import secrets
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from argon2.low_level import Type, hash_secret_raw
from sqlalchemy import select, text
from sqlcipher3 import dbapi2

from asiakasrekisteri.store import search
from asiakasrekisteri.store.connection import open_connection
from asiakasrekisteri.store.models import Address, ContactRole, Customer, Email, Entity, Person, Phone
from asiakasrekisteri.store.sealing import PRODUCT_POLICY
from asiakasrekisteri.usecases.customers import customer_rows, list_customers, open_customer
from asiakasrekisteri.usecases.finding import find
from asiakasrekisteri.usecases.importing.order import Order
from asiakasrekisteri.usecases.importing.run import import_file
from asiakasrekisteri.usecases.office import Desk, Office
from asiakasrekisteri.usecases.persons import open_person
from asiakasrekisteri.usecases.privacy.extract import collect_extract
from bench.data import typed_queries, write_csv
from bench.measure import Row, best, once, p95
from bench.window import window_rows

PASSWORD = "mittauksen salasana"  # noqa: S105 - of a temporary office
_ORDER: tuple[type[Entity], ...] = (Person, Customer, Address, Phone, Email, ContactRole)
FIRM = {"name": "Mittaus Oy"}


def rows_of(folder: Path, size: int) -> Iterator[Row]:
    """Measure everything at one size."""
    office = Office(folder / "office")
    desk = office.create(FIRM, "paula", "Paula Mittaaja", PASSWORD).desk
    yield _import(desk, folder, size)
    yield _search(desk, folder, size)
    yield _list(desk, size)
    yield _page(desk, size)
    yield from _cards(desk, size)
    desk.close()
    yield _unlock(office, size)
    yield _open(office, size)
    yield from window_rows(folder, size)


_SHADOWS = ("search_index_", "content_index_")
"""Beginnings of the tables that SQLite makes by itself beside a full-text index."""


def _import(desk: Desk, folder: Path, size: int) -> Row:
    file = folder / "asiakkaat.csv"
    write_csv(file, size)
    ours = once(lambda: desk.gate.call(import_file, Order(file)))
    return Row("import from CSV", size, ours, _plain_import(desk, folder), "≤ 4")


def _plain_import(desk: Desk, folder: Path) -> float:
    """Write the same rows, search index included, into an empty store of the same form with plain executemany."""
    target = open_connection(folder / "plain-import.db", secrets.token_bytes(32), create=True)
    with desk.gate.store.engine.connect() as connection:
        forms = connection.execute(
            text("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'")
        )
        for (form,) in forms:
            if not any(shadow in form for shadow in _SHADOWS):
                target.execute(form)
        batches = [
            (f"INSERT INTO {e.__tablename__} VALUES ({_marks(e)})", _all(connection, e.__tablename__))  # noqa: S608
            for e in _ORDER
        ]
        documents = connection.execute(text("SELECT rowid, words, parts, folded FROM search_index")).fetchall()
    batches.append(
        ("INSERT INTO search_index(rowid, words, parts, folded) VALUES (?, ?, ?, ?)", [tuple(d) for d in documents])
    )

    def run() -> None:
        target.execute("BEGIN IMMEDIATE")
        for statement, rows in batches:
            target.executemany(statement, rows)
        target.execute("COMMIT")

    taken = once(run)
    target.close()
    return taken


def _marks(entity: type[Entity]) -> str:
    return ", ".join("?" * len(entity.__table__.columns))


def _all(connection: object, name: str) -> list[tuple[object, ...]]:
    return [tuple(row) for row in connection.execute(text(f"SELECT * FROM {name}"))]  # type: ignore[attr-defined]  # noqa: S608


def _search(desk: Desk, folder: Path, size: int) -> Row:
    plain = dbapi2.connect(str(folder / "plain-search.db"), isolation_level=None)
    plain.execute(
        "CREATE VIRTUAL TABLE search_index USING fts5(words, parts, folded, prefix='2 3', detail=column, "
        'tokenize="unicode61 remove_diacritics 0")'
    )
    with desk.gate.store.engine.connect() as connection:
        documents = connection.execute(text("SELECT rowid, words, parts, folded FROM search_index")).fetchall()
    plain.execute("BEGIN")
    plain.executemany(
        "INSERT INTO search_index(rowid, words, parts, folded) VALUES (?, ?, ?, ?)", [tuple(d) for d in documents]
    )
    plain.execute("COMMIT")
    queries = typed_queries()
    ours = p95([partial(desk.gate.call, find, q) for q in queries])
    theirs = p95([partial(_plain_find, plain, q) for q in queries])
    plain.close()
    return Row("search while typing, p95", size, ours, theirs, "≤ 1.5 and ≤ 16 ms")


def _plain_find(connection: dbapi2.Connection, query: str) -> None:
    """Run the same FTS queries that the program runs, on plain SQLite, and fetch as many rows."""
    found = 0
    for matched, expression in search.expressions(query):
        if matched == "folded" and found:
            break
        rows = connection.execute("SELECT rowid FROM search_index WHERE search_index MATCH ? LIMIT 100", (expression,))
        found += len(rows.fetchall())
        if found >= 50:  # noqa: PLR2004 - the program's own limit
            break


def _list(desk: Desk, size: int) -> Row:
    def plain() -> None:
        with desk.gate.store.engine.connect() as connection:
            connection.execute(text("SELECT id FROM customer ORDER BY sort_key, id")).fetchall()

    return Row(
        "ids of the whole list", size, best(lambda: desk.gate.call(list_customers)), best(plain), "no stall > 50 ms"
    )


def _page(desk: Desk, size: int) -> Row:
    ids = desk.gate.call(list_customers).ids
    middle = list(ids[len(ids) // 2 : len(ids) // 2 + 200])

    def plain() -> None:
        with desk.gate.store.engine.connect() as connection:
            connection.execute(select(Customer).where(Customer.id.in_(middle))).fetchall()

    return Row("page of 200 rows", size, best(lambda: desk.gate.call(customer_rows, middle)), best(plain), "≤ 16 ms")


def _cards(desk: Desk, size: int) -> Iterator[Row]:
    ids = desk.gate.call(list_customers).ids
    chosen = [ids[i * len(ids) // 50] for i in range(50)]
    yield Row(
        "customer's card, p95", size, p95([partial(desk.gate.call, open_customer, i) for i in chosen]), None, "≤ 30 ms"
    )
    persons = [desk.gate.call(open_customer, i).contacts[0].person_id for i in chosen[:20]]
    yield Row(
        "person's page, p95", size, p95([partial(desk.gate.call, open_person, i) for i in persons]), None, "≤ 30 ms"
    )
    ours = p95([partial(desk.gate.call, collect_extract, i) for i in persons])
    yield Row("collecting an extract, p95", size, ours, None, "≤ 50 ms")


def _unlock(office: Office, size: int) -> Row:
    cost = PRODUCT_POLICY.preferred

    def stretch() -> None:
        hash_secret_raw(PASSWORD.encode(), b"0" * 16, cost.passes, cost.memory_kib, cost.lanes, 32, Type.ID)

    def enter() -> None:
        office.enter("paula", PASSWORD).close()

    return Row("unlock (one Argon2id + the rest)", size, best(enter, 3), best(stretch, 3), "+ ≤ 50 ms")


def _open(office: Office, size: int) -> Row:
    desk = office.enter("paula", PASSWORD)
    key, path = desk.vault.keys.key(), desk.vault.database

    def ours() -> None:
        connection = open_connection(path, key)
        connection.execute("SELECT count(*) FROM user").fetchone()
        connection.close()

    def plain() -> None:
        connection = dbapi2.connect(str(path.parent.parent / "plain-search.db"))
        connection.execute("SELECT count(*) FROM search_index_config").fetchone()
        connection.close()

    row = Row("open the file", size, best(ours, 9), best(plain, 9), "")
    desk.close()
    return row
