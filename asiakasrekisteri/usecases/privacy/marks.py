"""What is noted of each erasure for the ledger outside the database: numbers of rows by entity, nothing else.

A backup that is restored later may hold the rows again; `erasing_again` finds them by these numbers. No id is given
twice, also not after a restore (`store.sequences`), so that a number never comes to mean somebody else.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any, Protocol

from sqlalchemy import insert

from asiakasrekisteri.store.changes import AUDITED
from asiakasrekisteri.store.ledger import Mark, new_mark
from asiakasrekisteri.store.models import Entity, ErasureMark
from asiakasrekisteri.store.work import Work

PERSON, ROWS = "person", "rows"
WAYS = ("removed", "emptied", "shared", "found")
"""Acts of marks: a person was erased, or single rows of hers or rows whose time was over."""


class Going(Protocol):
    """The rows of an erasure by what becomes of them."""

    removed: list[Entity]
    emptied: list[Entity]
    shared: list[Entity]
    found: list[Entity]


def note_erasure(work: Work, act: str, rows: Going | None = None, **more: Any) -> None:
    """Note an erasure: in the database now, in the ledger just before the commit.

    Args:
        work: the unit of work.
        act: of the mark.
        rows: what becomes of which.
        more: `persons` and `closed` of a person, `of` of whom single rows are, `blank` of single fields.
    """
    content = {how: numbered(getattr(rows, how)) for how in WAYS} if rows is not None else {}
    told = {"act": act, **content, **more}
    keep_mark(work, new_mark(work.today, {name: said for name, said in told.items() if said}))


def keep_mark(work: Work, mark: Mark, *, again: bool = False, done: bool = False) -> None:
    """Let the database know a mark.

    Args:
        work: the unit of work.
        mark: the mark.
        again: it comes from the ledger, so it is not written there again.
        done: something was erased again because of it.
    """
    row = {"id": mark.id, "day": mark.day, "content": dict(mark.content), "again_on": work.today if done else None}
    work.session.execute(insert(ErasureMark), [row], execution_options={AUDITED: True})
    if not again:
        work.marks.append(mark)


def numbered(rows: Iterable[Entity]) -> dict[str, str]:
    """Return the numbers of rows by entity, those that follow one another as a range: {"phone": "3,7-9"}."""
    found: dict[str, set[int]] = {}
    for row in rows:
        found.setdefault(row.__tablename__, set()).add(row.id)
    return {entity: packed(sorted(ids)) for entity, ids in sorted(found.items())}


def packed(ids: Sequence[int]) -> str:
    """Return ascending numbers in short: "3,7-9"."""
    parts = []
    for _key, group in groupby(enumerate(ids), lambda pair: pair[1] - pair[0]):
        run = [number for _place, number in group]
        parts.append(str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}")
    return ",".join(parts)


def unpacked(text: str) -> Iterator[int]:
    """Yield the numbers of `packed`."""
    for part in filter(None, text.split(",")):
        first, _dash, last = part.partition("-")
        yield from range(int(first), int(last or first) + 1)


def marked_ids(content: Mapping[str, Any], how: str) -> Iterator[tuple[str, Sequence[int]]]:
    """Yield the entities of a mark with the ids of their rows that went in one of `WAYS`."""
    for entity, text in content.get(how, {}).items():
        yield entity, list(unpacked(text))
