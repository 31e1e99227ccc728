"""Until when each datum of one person is kept, as the run of retention reckons it: one truth for all who tell it."""

import datetime as dt
from functools import cache

from asiakasrekisteri.domain.fields import DataCategory
from asiakasrekisteri.domain.retention import Rule
from asiakasrekisteri.store.models import Address, Customer, Email, Entity, PaperRecord, Phone, RegistryFact, Site
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.privacy.collecting import personal_fields, relation_ended, rules
from asiakasrekisteri.usecases.privacy.keeping import Keeping, financial_periods, keeping, keeping_of, rule_of
from asiakasrekisteri.usecases.privacy.relations import customer_ended

_OF_A_CUSTOMER = (Address, Phone, Email, Site, RegistryFact, PaperRecord)
"""Rows whose time begins when the customership they belong to is over."""


class Keeper:
    """Reckons keep-until and its reason for everything that is held about one person.

    What is part of something else, such as who took part in a call, is kept with that, by its rule and from its day.

    Args:
        work: the unit of work.
        person_id: whose data are told of.
    """

    def __init__(self, work: Work, person_id: int) -> None:
        self._work = work
        self.known = rules(work)
        self._ended_on = relation_ended(work, person_id)
        self._periods = financial_periods(work)
        self._customers: dict[int, dt.date | None] = {}
        self._kept: dict[tuple[Entity, DataCategory, str], Keeping] = {}
        self._rules: dict[tuple[type[Entity], str, DataCategory, str], Rule] = {}

    def rule(self, row: Entity | None, category: DataCategory, field: str = "") -> Rule:
        """Return the rule of a datum, which tells its purpose and basis; `row` is None of a former value."""
        if row is None:
            return rule_of(self.known, row, category, field)
        place = (type(row), row.rule_code(), category, field)
        if place not in self._rules:
            self._rules[place] = rule_of(self.known, row, category, field)
        return self._rules[place]

    def of(self, row: Entity | None, category: DataCategory, field: str = "") -> Keeping:
        """Return until when a datum is kept and why."""
        if row is None:
            return keeping(self.known[category.value], self._ended_on)
        whole = _whole(row)
        if whole is not row:
            category, field = _main(type(whole))
        place = (whole, category, field)
        if place not in self._kept:
            rule = self.rule(whole, category, field)
            self._kept[place] = keeping_of(whole, rule, self._start(whole), self._periods)
        return self._kept[place]

    def _start(self, row: Entity) -> dt.date | None:
        """Return the day from which a row that knows no end of its own is counted."""
        if isinstance(row, Customer):
            return self._customer(row.id)
        if isinstance(row, _OF_A_CUSTOMER) and row.customer_id is not None:
            return self._customer(row.customer_id)
        return self._ended_on

    def _customer(self, customer_id: int) -> dt.date | None:
        if customer_id not in self._customers:
            self._customers[customer_id] = customer_ended(self._work, customer_id)
        return self._customers[customer_id]


def _whole(row: Entity) -> Entity:
    """Return what a row is a part of, however deep."""
    owner = row.kept_with()
    return row if owner is None else _whole(owner)


@cache
def _main(entity: type[Entity]) -> tuple[DataCategory, str]:
    """Return the category and the name of the first personal field: they tell by which rule a whole row is kept."""
    field = next(iter(personal_fields(entity)), None)
    return (DataCategory.ATTACHMENT, "") if field is None else (field.category, field.name)
