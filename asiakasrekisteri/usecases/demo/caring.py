"""What the law asks of an invented register: financial periods, a restriction, persons who may be one and the same."""

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import func, select

from asiakasrekisteri.domain.lateinterest import reference_rates_of
from asiakasrekisteri.domain.vat import rates_of
from asiakasrekisteri.store.models import (
    ContactRole,
    Email,
    Entity,
    FinancialPeriod,
    Person,
    PersonLink,
    Phone,
    ReferenceRate,
    Restriction,
    VatRate,
)
from asiakasrekisteri.usecases.demo.customers import FOUNDED
from asiakasrekisteri.usecases.demo.told import Story, Told, origin
from asiakasrekisteri.usecases.shipped import shipped

PERIOD_ORDER: tuple[type[Entity], ...] = (FinancialPeriod, VatRate, ReferenceRate)
_CARE_ORDER: tuple[type[Entity], ...] = (Person, Phone, Email, ContactRole, PersonLink, Restriction)
_DUPLICATES = 4
"""Of these two have been decided: one the same person, one another."""


class Carer:
    """Writes what is decided of the data themselves."""

    def __init__(self, story: Story) -> None:
        self._story, self._add = story, story.batch.add
        self.persons = 0

    def periods(self) -> None:
        """Add the financial periods, the rates of tax where the office has none yet, and a reference rate."""
        for year in range(FOUNDED.year, self._story.today.year + 1):
            first = FOUNDED if year == FOUNDED.year else dt.date(year, 1, 1)
            self._add(FinancialPeriod, {"since": first, "until": dt.date(year, 12, 31)}, origin("staff", first))
        if not self._story.work.session.scalar(select(func.count()).select_from(VatRate)):
            for rate in rates_of(shipped("vocabulary", "vat.toml")):
                values = {"code": rate.code.value, "percent": rate.percent, "since": rate.since, "until": rate.until}
                self._add(VatRate, values, origin("staff", FOUNDED))
        known = reference_rates_of(shipped("vocabulary", "reminders.toml")["reference"])[-1]
        self._add(ReferenceRate, {"since": known.since, "percent": known.percent}, origin("staff", known.since))

    def care(self, customers: Sequence[Told], example: Told | None) -> None:
        """Add a restriction of one person, and second records of a few who speak for two customers."""
        self._restrict(next((t for t in reversed(customers) if t.kind == "private" and t is not example), None))
        spoken_for = [told for told in customers if told.made.contacts]
        pairs = zip(spoken_for[-_DUPLICATES:], spoken_for[:_DUPLICATES], strict=False)
        verdicts = ("same", "different")
        for place, (told, other) in enumerate(pairs):
            if told is not other:
                self._again(told, other, verdicts[place] if place < len(verdicts) else "")
        self._story.batch.write(_CARE_ORDER)

    def _restrict(self, told: Told | None) -> None:
        if told is None:
            return
        said, day = self._story.outside["restriction"], self._story.before(12)
        values = {
            "since": day,
            "ground": "accuracy",
            "reason": said["reason"],
            "request_number": said["number"],
            "person_id": told.met[0].id,
        }
        self._add(Restriction, values, origin("customer", day))

    def _again(self, told: Told, other: Told, verdict: str) -> None:
        """Add a second record of somebody: as he was written down when he called for another customer."""
        met, said = told.met[0], self._story.outside["duplicates"]
        day = self._story.workday(self._story.before(200), self._story.before(1))
        call = origin("call", day)
        first, _blank, last = met.name.rpartition(" ")
        person = {"first_names": first.split()[0], "last_name": last, "language": met.language, "note": said["note"]}
        row = self._add(Person, person, call)
        self.persons += 1
        written = f"0{met.phone.removeprefix('+358')}"
        self._add(Phone, {"use": "mobile", "number": met.phone, "written": written, "person_id": row}, call)
        self._add(Email, {"use": "work", "address": met.email, "person_id": row}, call)
        held = {"role": "admin", "title": "yhteyshenkilö", "since": day, "person_id": row, "customer_id": other.id}
        self._add(ContactRole, held, call)
        if verdict:
            decided = {"verdict": verdict, "decided_on": self._story.today, "reason": said[verdict]}
            links = {"person_id": met.id, "other_id": row}
            self._add(PersonLink, {**decided, **links}, origin("staff", self._story.today))
