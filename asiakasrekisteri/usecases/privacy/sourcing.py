"""How many customers have data from each source: what a description's list of sources is compared with."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select, union

from asiakasrekisteri.domain.description import Description, SourceStatement
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.sources import names_source
from asiakasrekisteri.store.models import Change, Customer, RegistryFact, entities
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.gate import nothing, use_case
from asiakasrekisteri.usecases.privacy.describing import own_description, untold_sources, used_sources
from asiakasrekisteri.usecases.privacy.registers import register_of

_COUNTED = "customers_by_source"


@dataclass(frozen=True, slots=True)
class SourceUse:
    """The sources of a text beside those of the store.

    Attributes:
        customers: of each source of the text, in its order: how many customers have data from what it names; None where
            the store knows no such source.
        untold: sources in use that the text does not name, each with the number of its customers.
    """

    customers: tuple[int | None, ...]
    untold: tuple[tuple[SourceStatement, int], ...]


@use_case(Permission.DESCRIPTION_READ, discloses=nothing, writes=False)
def compare_sources(work: Work, description: Description, register_id: int | None = None) -> SourceUse:
    """Return how the sources of a text that is being written stand to where data have really come from."""
    first = register_of(work).id == register_of(work, register_id).id
    customers, known = customers_by_source(work), used_sources(work)
    own = own_description(work, register_of(work, register_id))
    said: list[int | None] = []
    for one in description.sources:
        alone = Description(controller=own.controller, sources=(one,))
        named = [source for source in known if names_source(alone, source.code, source.name, source.kind)]
        together = frozenset[int]().union(*(customers.get(source.id, ()) for source in named))
        said.append(len(together) if named else None)
    by_name = {source.name: len(customers.get(source.id, ())) for source in known}
    untold = untold_sources(work, description) if first else ()
    return SourceUse(tuple(said), tuple((one, by_name[one.name]) for one in untold))


def customers_by_source(work: Work) -> Mapping[int, frozenset[int]]:
    """Return by the id of a source the customers that have data from it, looked up once in a call."""
    known: dict[str, Mapping[int, frozenset[int]]] = work.session.info
    if _COUNTED not in known:
        found: dict[int, set[int]] = {}
        for source, customer in work.session.execute(union(*_pairs())):
            found.setdefault(source, set()).add(customer)
        known[_COUNTED] = {source: frozenset(customers) for source, customers in found.items()}
    return known[_COUNTED]


def _pairs() -> Iterator[Any]:
    """Yield what tells source and customer: the customer's own changes, those of what hangs on it, facts about it."""
    yield select(RegistryFact.obtained_from_id, RegistryFact.customer_id).where(RegistryFact.customer_id.is_not(None))
    for entity in entities():
        owner = Customer.id if entity is Customer else getattr(entity, "customer_id", None)
        if entity.__subject__ is None or owner is None:
            continue
        last = func.coalesce(Change.last_id, Change.entity_id)
        here = (Change.entity == entity.__tablename__) & entity.id.between(Change.entity_id, last)
        yield select(Change.source_id, owner).join_from(Change, entity, here).where(owner.is_not(None))
    last = func.coalesce(Change.last_id, Change.entity_id)
    yield select(Change.source_id, Customer.id).join_from(
        Change, Customer, (Change.entity == "person") & Customer.person_id.between(Change.entity_id, last)
    )
