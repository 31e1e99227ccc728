"""Why data is viewed, as the log keeps it: in the user's words, but without anybody's name, address or number.

The log outlives the person: it stays as evidence when she is erased, and its chain does not let a word be taken out of
it. Whose data it was is told by its lines.
"""

import re
from collections.abc import Iterable

from sqlalchemy import select

from asiakasrekisteri.domain.telling import whole_name
from asiakasrekisteri.store.models import Person
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.surnames import is_surname

MASK = "(nimi)"
"""In place of a name; the log is written in Finnish."""
_HIDDEN = "(…)"
_MOST = 20
_SHORTEST = 3
_IDENTIFIERS = re.compile(
    r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
    r"|\b\d{6}[-+A-FU-Y]\d{3}[0-9A-Y]\b"
    r"|(?<![\w.])(?:\+|0)\d(?:[\s()-]*\d){5,13}(?![\w.])",
    re.IGNORECASE,
)
_NAMES = re.compile(r"\b[A-ZÅÄÖ][^\W\d_]{2,}")


def without_names(work: Work, purpose: str, persons: Iterable[int] = ()) -> str:
    """Return a purpose without what tells of anybody.

    Args:
        work: the unit of work.
        purpose: as somebody typed or chose it.
        persons: whose data was seen or changed.
    """
    if not purpose:
        return purpose
    said = _IDENTIFIERS.sub(_HIDDEN, purpose)
    for name in sorted(_names_of(work, persons), key=len, reverse=True):
        said = re.sub(whole_name(name), MASK, said, flags=re.IGNORECASE)
    return _NAMES.sub(lambda found: MASK if is_surname(work, found[0]) else found[0], said)


def _names_of(work: Work, persons: Iterable[int]) -> set[str]:
    ids = sorted(set(persons))[:_MOST]
    if not ids:
        return set()
    asked = select(Person.first_names, Person.last_name, Person.former_names).where(Person.id.in_(ids))
    told = (str(name or "") for row in work.session.connection().execute(asked) for name in row)
    return {word for name in told for word in re.split(r"[\s,\-]+", name) if len(word) >= _SHORTEST}
