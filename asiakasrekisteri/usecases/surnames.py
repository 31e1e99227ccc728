"""Whether a word is the surname of somebody in the register, bent or not."""

from collections.abc import Iterator

from sqlalchemy import select

from asiakasrekisteri.domain.words import sort_key
from asiakasrekisteri.store.models import Person
from asiakasrekisteri.store.work import Work

_BENT = ("", "n", "a", "ä", "lle", "lla", "llä", "lta", "ltä", "s", "sta", "stä", "en", "in")


def is_surname(work: Work, word: str) -> bool:
    """Tell whether a word is, or is bent from, the surname of somebody in the register."""
    return any(_is_surname(work, one) for one in _unbent(word))


def _unbent(name: str) -> Iterator[str]:
    """Yield the forms of which a bent surname may be one."""
    for ending in _BENT:
        if not ending or (name.endswith(ending) and len(name) > len(ending) + 2):
            yield name.removesuffix(ending) if ending else name
    if name.endswith(("sen", "selle", "selta", "sella")):
        yield name[: name.rindex("se")] + "nen"


def _is_surname(work: Work, name: str) -> bool:
    key = sort_key(name)
    listed = Person.sort_key.between(key + "\t", key + "\t\U0010ffff")
    found = select(Person.id).where((Person.sort_key == key) | listed)
    return work.session.scalar(found.limit(1)) is not None
