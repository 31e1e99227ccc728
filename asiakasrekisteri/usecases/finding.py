"""Finding anything by anything: the search field, the palette and the command line."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import BindParameter, bindparam, or_, select

from asiakasrekisteri.domain.identifiers import check_identity_code, normalise_identity_code
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.personname import list_form
from asiakasrekisteri.store import contents, search
from asiakasrekisteri.store.identity import find_identity
from asiakasrekisteri.store.models import Customer, Interaction, Invoice, Participant, Person
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.gate import nothing, use_case
from asiakasrekisteri.usecases.lists import found_inside
from asiakasrekisteri.usecases.restrictions import restricted_persons

_IDS: BindParameter[list[int]] = bindparam("ids", expanding=True)
_CUSTOMERS = select(Customer.id, Customer.name, Customer.person_id).where(Customer.id.in_(_IDS))
_PERSONS = select(Person.id, Person.last_name, Person.first_names).where(Person.id.in_(_IDS))

_MOST_INSIDE = 50
"""Interactions and attachments that are asked whose they are: each is a question of its own."""
_SHORTEST_NUMBER = 3


@dataclass(frozen=True, slots=True)
class Hit:
    """What was found, and how: name, word, beginning, identifier, part, folded, identity_code, content.

    Of kind customer, person, interaction (`name` is its subject) or invoice (its number and the buyer).
    """

    kind: str
    id: int
    name: str
    matched: str
    person_id: int | None
    restricted: bool = False


@use_case(Permission.CUSTOMER_READ, discloses=nothing, writes=False)
def find(work: Work, query: str, limit: int = 50, kinds: Sequence[str] = ("customer", "person")) -> tuple[Hit, ...]:
    """Return the best hits first; what is shown of them a moment is logged by `note_seen`.

    Where names and identifiers leave room, those are added in whose mails, calls and attachments the words stand.
    Interactions and invoices themselves are found when `kinds` names them and the role may see them.
    """
    code = normalise_identity_code(query)
    if check_identity_code(code) is None:
        return _named(work, [search.Found("person", i, "identity_code") for i in find_identity(work, str(code))])
    named = [kind for kind in kinds if kind in search.OWNERS]
    found = search.find(work.session.connection(), query, limit, named) if named else []
    hits = _named(work, found)
    if "invoice" in kinds:
        hits += _invoices(work, query, limit - len(hits))
    if len(hits) < limit and work.actor.may(Permission.INTERACTION_READ):
        hits += _in_contents(work, query, limit - len(hits), kinds, found)
    return hits


def _named(work: Work, found: Sequence[search.Found]) -> tuple[Hit, ...]:
    names, restricted = _names(work, found), restricted_persons(work)
    return tuple(
        Hit(f.kind, f.id, names[f.kind, f.id][0], f.matched, (p := names[f.kind, f.id][1]), p in restricted)
        for f in found
        if (f.kind, f.id) in names
    )


def _in_contents(
    work: Work, query: str, room: int, kinds: Sequence[str], found: Sequence[search.Found]
) -> tuple[Hit, ...]:
    """Return those in whose interactions and attachments the words stand, and who have not been found by name."""
    connection = work.session.connection()
    inside = found_inside(work, query, min(room, _MOST_INSIDE))
    if not inside:
        return ()
    known = {(f.kind, f.id) for f in found}
    hits = _subjects(work, [f.id for f in inside if f.kind == "interaction"]) if "interaction" in kinds else ()
    owners = [
        search.Found(kind, owner, "content")
        for kind in ("person", "customer")
        if kind in kinds
        for owner in contents.owners(connection, inside, kind)
        if (kind, owner) not in known
    ]
    return (_named(work, owners) + hits)[:room]


def _subjects(work: Work, ids: Sequence[int]) -> tuple[Hit, ...]:
    took_part = (
        select(Participant.person_id)
        .where(Participant.interaction_id == Interaction.id, Participant.person_id.is_not(None))
        .order_by(Participant.id)
        .limit(1)
        .scalar_subquery()
    )
    asked = select(Interaction.id, Interaction.subject, took_part).where(Interaction.id.in_(ids))
    newest = asked.order_by(Interaction.at.desc(), Interaction.id.desc())
    return tuple(
        Hit("interaction", i, subject, "content", person) for i, subject, person in work.session.execute(newest)
    )


def _invoices(work: Work, query: str, room: int) -> tuple[Hit, ...]:
    """Return the invoices whose number or reference begins with the text, the newest first."""
    start = "".join(query.split())
    if len(start) < _SHORTEST_NUMBER or room <= 0 or not work.actor.may(Permission.BILLING_READ):
        return ()
    ends = start + "\U0010ffff"
    begins = [(column >= start) & (column < ends) for column in (Invoice.number, Invoice.reference)]
    asked = (
        select(Invoice.id, Invoice.number, Invoice.buyer_name, Customer.person_id)
        .outerjoin(Customer, Customer.id == Invoice.customer_id)
        .where(or_(*begins))
    )
    newest = work.session.execute(asked.order_by(Invoice.id.desc()).limit(room))
    return tuple(Hit("invoice", i, f"{number} {buyer}", "identifier", person) for i, number, buyer, person in newest)


def _names(work: Work, found: Sequence[search.Found]) -> dict[tuple[str, int], tuple[str, int | None]]:
    customers = [f.id for f in found if f.kind == "customer"]
    persons = [f.id for f in found if f.kind == "person"]
    names: dict[tuple[str, int], tuple[str, int | None]] = {}
    connection = work.session.connection()
    for row_id, name, person_id in connection.execute(_CUSTOMERS, {"ids": customers}) if customers else ():
        names["customer", row_id] = (name, person_id)
    for row_id, last, first in connection.execute(_PERSONS, {"ids": persons}) if persons else ():
        names["person", row_id] = (list_form(first or "", last), row_id)
    return names
