"""Rows that tell a name and nothing that is one customer's alone: the same file again must change nothing.

Such a row is about the customer of that very name who shares a phone number or a street address with it; where the row
has neither, or the name is a firm's by its form ("Koski Oy": no two firms of a country have the same), the name is
enough. Each customer is met once in a file, so that two rows alike stay two customers.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from sqlalchemy import select

from asiakasrekisteri.domain.words import fold
from asiakasrekisteri.exchange.values import kind_of_name
from asiakasrekisteri.store.models import Address, ContactRole, Phone
from asiakasrekisteri.store.work import Work

_REACH = (
    select(Phone.customer_id, Phone.number),
    select(ContactRole.customer_id, Phone.number).join(ContactRole, ContactRole.person_id == Phone.person_id),
    select(Address.customer_id, Address.street),
)


@dataclass(slots=True)
class Namesakes:
    """The customers that were there before the file, by name; how they are reached is read when it is first needed."""

    work: Work
    names: Mapping[str, list[int]]
    _reach: dict[int, set[str]] | None = field(default=None)

    def find(self, name: str, reach: Iterable[str], met: set[int]) -> int | None:
        """Return the customer that a row is about, None where it is about a new one.

        Args:
            name: as it is stored.
            reach: phone numbers and streets of the row.
            met: customers that the file has told of already.
        """
        waiting = [row_id for row_id in self.names.get(name, ()) if row_id not in met]
        if not waiting:
            return None
        said, here = set(map(fold, reach)), self._reached()
        alike = [row_id for row_id in waiting if said & here.get(row_id, set())]
        bare = [row_id for row_id in waiting if row_id not in here]
        if said and not kind_of_name(name):
            return next(iter(alike), None)
        return next(iter((*alike, *bare, *waiting)))

    def _reached(self) -> dict[int, set[str]]:
        if self._reach is None:
            self._reach = {}
            for statement in _REACH:
                for customer_id, value in self.work.session.execute(statement):
                    if customer_id is not None and value:
                        self._reach.setdefault(customer_id, set()).add(fold(value))
        return self._reach
