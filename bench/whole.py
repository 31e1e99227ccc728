"""The whole register at its size: opening, finding, listing and summing, beside the plain statements for the same."""

import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

from sqlalchemy import text

from asiakasrekisteri.store import contents
from asiakasrekisteri.usecases.billing.card import open_invoice
from asiakasrekisteri.usecases.billing.figures import year_figures
from asiakasrekisteri.usecases.billing.lists import invoice_rows, list_invoices
from asiakasrekisteri.usecases.customers import customer_rows, list_customers, open_customer
from asiakasrekisteri.usecases.finding import find
from asiakasrekisteri.usecases.gate import UseCase
from asiakasrekisteri.usecases.interactions.lists import InteractionFilter, interaction_rows, list_interactions
from asiakasrekisteri.usecases.lists import IdList
from asiakasrekisteri.usecases.office import Desk, Office
from asiakasrekisteri.usecases.persons import open_person
from asiakasrekisteri.usecases.timeline import TimelineWish, counts, timeline
from bench.data import typed_queries
from bench.measure import Row, best, once, p95
from bench.printing import extract_rows, heavy_persons
from bench.register import FIRST_INVOICE, HEAVY_FIRM, RARE, SAID, heavy_ids, write_register
from bench.work import FIRM, PASSWORD

_EVERYTHING = ("customer", "person", "interaction", "invoice")
_PAGE = 200
_SHORT = 3


def whole_rows(cache: Path | None, size: int) -> Iterator[Row]:
    """Measure everything on a whole register of so many customers.

    Args:
        cache: a folder in which the register is made once and found again; none is made for this run only.
        size: customers in it.
    """
    if cache is not None:
        yield from _rows_in(cache / f"register-{size}", size)
        return
    with tempfile.TemporaryDirectory(prefix="ar-bench-") as folder:
        yield from _rows_in(Path(folder), size)


def _rows_in(folder: Path, size: int) -> Iterator[Row]:
    made, office = folder / "whole", Office(folder / "office")
    if not made.exists():
        with closing(office.create(FIRM, "paula", "Paula Mittaaja", PASSWORD).desk) as desk:
            yield Row("writing the whole register", size, once(partial(write_register, desk, size)), None, "")
        made.touch()
    with closing(office.enter("paula", PASSWORD)) as desk:
        yield from _opening(desk, size)
        yield from _finding(desk, size)
        yield from _listing(desk, size)
        yield from extract_rows(desk, size)


def _p95(name: str, size: int, works: Iterable[Callable[[], object]], goal: str = "≤ 30 ms") -> Row:
    return Row(f"{name}, p95", size, p95(works), None, goal)


def _opening(desk: Desk, size: int) -> Iterator[Row]:
    """Measure cards: of usual customers, and of those that have much."""
    call, rng = desk.gate.call, Random(4)
    usual = [rng.randrange(1, size + 1) for _n in range(30)]
    firms = heavy_ids(size, HEAVY_FIRM)
    yield _p95("card of a whole customer", size, [partial(call, open_customer, i) for i in usual])
    yield _p95("card of a heavy customer", size, [partial(call, open_customer, i) for i in firms])
    persons = heavy_persons(desk, size)
    yield _p95("page of a heavy person", size, [partial(call, open_person, i) for i in persons])
    contacts = [rng.randrange(1, size * 2) for _n in range(30)]
    yield _p95("page of a person", size, [partial(call, open_person, i) for i in contacts])
    invoices = [rng.randrange(1, size * 10) for _n in range(30)]
    yield _p95("an invoice opened", size, [partial(call, open_invoice, i) for i in invoices])
    yield from _tabs(desk, size, firms)


def _tabs(desk: Desk, size: int, firms: list[int]) -> Iterator[Row]:
    """Measure what the tabs of a card ask when they are opened: the first page of each."""
    call = desk.gate.call

    def of_customer(row_id: int) -> None:
        wanted = InteractionFilter(customer_id=row_id)
        call(interaction_rows, call(list_interactions, wanted).ids[:_PAGE])

    def billed(row_id: int) -> None:
        call(invoice_rows, call(list_invoices, customer_id=row_id).ids[:_PAGE])
        call(year_figures, 2026, row_id)

    yield _p95("interactions of a heavy customer", size, [partial(of_customer, i) for i in firms])
    yield _p95("invoices and figures of one", size, [partial(billed, i) for i in firms])
    yield from _timelines(desk, size, firms)


def _timelines(desk: Desk, size: int, firms: list[int]) -> Iterator[Row]:
    wishes = [TimelineWish(customer_id=i) for i in firms]
    first = [partial(desk.gate.call, timeline, wish) for wish in wishes]
    yield _p95("timeline of a customer, first page of 100", size, first)
    asked = [partial(desk.gate.call, timeline, replace(wish, query="varmuuskopio")) for wish in wishes]
    yield _p95("a word in a timeline", size, asked)
    persons = heavy_persons(desk, size)
    own = [partial(desk.gate.call, timeline, TimelineWish(person_id=i)) for i in persons]
    yield _p95("timeline of a person, first page of 100", size, own)
    yield _p95("numbers on a card's tabs", size, [partial(desk.gate.call, counts, i) for i in firms])


def _finding(desk: Desk, size: int) -> Iterator[Row]:
    """Measure the search field at each keystroke, over all kinds; the second index beside its own bare question."""
    call, rng = desk.gate.call, Random(5)
    goal = "≤ 16 ms"
    typed = [partial(call, find, query, 50, _EVERYTHING) for query in typed_queries()]
    yield _p95("search while typing, whole register", size, typed, goal)
    numbers = [str(FIRST_INVOICE + rng.randrange(size * 10))[:keys] for _n in range(10) for keys in range(3, 8)]
    yield _p95("search of an invoice number", size, [partial(call, find, n, 50, _EVERYTHING) for n in numbers], goal)
    words = sorted({word for said in (*SAID, *RARE) for word in said.strip(".").split() if len(word) > _SHORT})
    wanted = [word[:keys] for word in words for keys in range(3, len(word) + 1)]
    ours = p95([partial(call, find, word, 50, _EVERYTHING) for word in wanted])
    yield Row("search of a word in contents, p95", size, ours, p95([partial(_plain, desk, w) for w in wanted]), goal)


def _plain(desk: Desk, word: str) -> None:
    """Ask the index of contents itself for as many rows."""
    with desk.gate.store.engine.connect() as connection:
        contents.find(connection, word, 50)


def _listing(desk: Desk, size: int) -> Iterator[Row]:
    """Measure whole lists, their pages, and the sums of a year."""
    call = desk.gate.call
    lists: tuple[tuple[str, Callable[[], object], str], ...] = (
        ("invoices", lambda: call(list_invoices), "SELECT id FROM invoice ORDER BY issued_on DESC, id DESC"),
        ("open invoices", lambda: call(list_invoices, state="open"), "SELECT id FROM invoice WHERE balance <> 0"),
        ("invoices of a name", lambda: call(list_invoices, "kuusi"), ""),
        ("interactions", lambda: call(list_interactions), "SELECT id FROM interaction ORDER BY at DESC, id DESC"),
        ("customers", lambda: call(list_customers), "SELECT id FROM customer ORDER BY sort_key, id"),
    )
    for name, ours, plain in lists:
        theirs = best(partial(_fetched, desk, plain), 3) if plain else None
        yield Row(f"ids of all {name}", size, best(ours, 3), theirs, "no stall > 50 ms")
    pages: tuple[tuple[str, Callable[[], IdList], UseCase[[Sequence[int]], Any]], ...] = (
        ("invoices", lambda: call(list_invoices), invoice_rows),
        ("interactions", lambda: call(list_interactions), interaction_rows),
        ("customers", lambda: call(list_customers), customer_rows),
    )
    for name, listed, page in pages:
        ids = listed().ids
        middle = list(ids[len(ids) // 2 : len(ids) // 2 + _PAGE])
        yield Row(f"page of {_PAGE} {name}", size, best(partial(call, page, middle)), None, "≤ 16 ms")
    sums = "SELECT substr(issued_on, 1, 7), sum(gross), sum(balance) FROM invoice WHERE issued_on >= '2025' GROUP BY 1"
    yield Row(
        "figures of a year", size, best(lambda: call(year_figures, 2026), 3), best(partial(_fetched, desk, sums), 3), ""
    )


def _fetched(desk: Desk, statement: str) -> None:
    with desk.gate.store.engine.connect() as connection:
        connection.execute(text(statement)).fetchall()
