"""Who is in the register already: customers by their identifiers, loaded once for a whole import."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select

from asiakasrekisteri.store.models import Customer, Email, UsedNumber
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.customers import in_series, number_after

_IDENTIFIERS = ("number", "business_id", "association_number")


@dataclass(slots=True)
class Known:
    """Identifiers and the customers they belong to; grows as rows are taken."""

    by: dict[str, dict[str, int]] = field(default_factory=dict)
    by_email: dict[tuple[str, str], int] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)
    _greatest: int | None = None

    @classmethod
    def load(cls, work: Work) -> "Known":
        """Read the identifiers of every customer."""
        known = cls({name: {} for name in _IDENTIFIERS})
        rows = work.session.execute(select(Customer.id, *(getattr(Customer, name) for name in _IDENTIFIERS)))
        for row_id, *values in rows:
            for name, value in zip(_IDENTIFIERS, values, strict=True):
                if value:
                    known.by[name][value] = row_id
        emails = select(Email.address, Customer.name, Customer.id).join(Customer, Customer.id == Email.customer_id)
        for address, name, row_id in work.session.execute(emails):
            known.by_email[address.casefold(), name] = row_id
        known.used = set(work.session.scalars(select(UsedNumber.number)))
        return known

    def find(self, customer: dict[str, Any], emails: list[str]) -> int | None:
        """Return the customer that a row is about: by number, Y-tunnus, register number, or name with e-mail."""
        for name in _IDENTIFIERS:
            found = self.by[name].get(str(customer.get(name) or ""))
            if found is not None:
                return found
        return next((i for e in emails if (i := self.by_email.get((e.casefold(), customer.get("name", ""))))), None)

    def take(self, customer: dict[str, Any], emails: list[str], row_id: int) -> None:
        """Remember a new customer."""
        for name in _IDENTIFIERS:
            if customer.get(name):
                self.by[name][str(customer[name])] = row_id
        self.used.add(customer["number"])
        self.by_email.update({(e.casefold(), customer["name"]): row_id for e in emails})

    def next_number(self, in_file: Callable[[], set[str]]) -> str:
        """Return a number that nobody has had and that no row of the file gives.

        Args:
            in_file: reads the numbers that the file gives; asked once, when the first is needed.
        """
        if self._greatest is None:
            self._greatest = max(map(in_series, self.used | in_file()), default=0)
        self._greatest = number_after(self._greatest)
        return str(self._greatest)
