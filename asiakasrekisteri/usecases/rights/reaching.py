"""Whom a rectification, an erasure or a restriction reaches: who has got just those data of just that person (Art. 19).

A disclosure tells of which categories it was; one that does not may have held anything, so it counts.
"""

from collections.abc import Iterable

from asiakasrekisteri.domain.fields import DataCategory
from asiakasrekisteri.domain.formats import written_day
from asiakasrekisteri.store.models import Disclosure, Request
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.privacy.disclosures import disclosures_about
from asiakasrekisteri.usecases.records import entity_of
from asiakasrekisteri.usecases.rights.acting import rectified
from asiakasrekisteri.usecases.rights.planning import KEEP, make_plan

EVERYTHING: frozenset[str] | None = None
"""What is touched where the whole person is."""


def touched(work: Work, row: Request) -> frozenset[str] | None:
    """Return the codes of the data categories that a right changes; `EVERYTHING` where it is the whole person."""
    if row.kind == "rectification":
        return frozenset(line.category for line in rectified(work, row))
    if row.kind != "erasure" or row.decision != "partly" or row.person_id is None:
        return EVERYTHING
    if row.manifest:
        return _of_entities(entity for fate in ("erase", "empty", "share") for entity in row.manifest.get(fate, ()))
    return _of_entities(item.entity for item in make_plan(work, row).items if item.fate != KEEP)


def _of_entities(names: Iterable[str]) -> frozenset[str]:
    fields = (field for name in set(names) for field in entity_of(name).spec())
    return frozenset(field.category.value for field in fields if field.category is not DataCategory.NONE)


def reached(work: Work, row: Request) -> tuple[dict[int, list[Disclosure]], int]:
    """Return the disclosures of what is touched, by recipient, and how many recipients have got only other data."""
    if row.person_id is None:
        return {}, 0
    codes, found, others = touched(work, row), dict[int, list[Disclosure]](), set[int]()
    for one in disclosures_about(work, row.person_id):
        if codes is EVERYTHING or (codes and (not one.categories or codes.intersection(one.categories))):
            found.setdefault(one.recipient_id, []).append(one)
        else:
            others.add(one.recipient_id)
    return found, len(others - found.keys())


def told_of(given: Iterable[Disclosure]) -> str:
    """Return what a recipient has got in words, with the days."""
    return "\n".join(dict.fromkeys(f"{written_day(one.disclosed_on)}: {one.what}" for one in given))
