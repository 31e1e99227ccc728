"""Finding anything by anything: the search field, the palette and the command line."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import BindParameter, bindparam, select

from asiakasrekisteri.domain.identifiers import check_identity_code, normalise_identity_code
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.personname import list_form
from asiakasrekisteri.store import search
from asiakasrekisteri.store.identity import find_identity
from asiakasrekisteri.store.models import Customer, Person
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.gate import nothing, use_case
from asiakasrekisteri.usecases.restrictions import restricted_persons

_IDS: BindParameter[list[int]] = bindparam("ids", expanding=True)
_CUSTOMERS = select(Customer.id, Customer.name, Customer.person_id).where(Customer.id.in_(_IDS))
_PERSONS = select(Person.id, Person.last_name, Person.first_names).where(Person.id.in_(_IDS))


@dataclass(frozen=True, slots=True)
class Hit:
    """A customer or person that was found, and how: name, word, beginning, identifier, part, folded, identity_code."""

    kind: str
    id: int
    name: str
    matched: str
    person_id: int | None
    restricted: bool = False


@use_case(Permission.CUSTOMER_READ, discloses=nothing, writes=False)
def find(work: Work, query: str, limit: int = 50, kinds: Sequence[str] = ("customer", "person")) -> tuple[Hit, ...]:
    """Return the best hits first; what is shown of them a moment is logged by `note_seen`."""
    code = normalise_identity_code(query)
    if check_identity_code(code) is None:
        found = [search.Found("person", i, "identity_code") for i in find_identity(work, str(code))]
    else:
        found = search.find(work.session.connection(), query, limit, kinds)
    names, restricted = _names(work, found), restricted_persons(work)
    return tuple(
        Hit(f.kind, f.id, names[f.kind, f.id][0], f.matched, (p := names[f.kind, f.id][1]), p in restricted)
        for f in found
        if (f.kind, f.id) in names
    )


def _names(work: Work, found: Sequence[search.Found]) -> dict[tuple[str, int], tuple[str, int | None]]:
    customers = [f.id for f in found if f.kind == "customer"]
    persons = [f.id for f in found if f.kind == "person"]
    names: dict[tuple[str, int], tuple[str, int | None]] = {}
    for row_id, name, person_id in work.session.execute(_CUSTOMERS, {"ids": customers}):
        names["customer", row_id] = (name, person_id)
    for row_id, last, first in work.session.execute(_PERSONS, {"ids": persons}):
        names["person", row_id] = (list_form(first or "", last), row_id)
    return names
