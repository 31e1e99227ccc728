"""Who use and maintain the services of an invented office, by which accounts, and the traces they leave."""

import datetime as dt
from decimal import Decimal

from asiakasrekisteri.store.models import Email, EndUser, Entity, HostingAccount, Maintainer, Person, UsageEvent
from asiakasrekisteri.usecases.demo.invent import mail_name, personal_address
from asiakasrekisteri.usecases.demo.told import PRIVATE, Held, Met, Story, Told, origin
from asiakasrekisteri.usecases.edits import sealed

USED_ORDER: tuple[type[Entity], ...] = (HostingAccount, EndUser, Maintainer, UsageEvent)
_WITH_ACCOUNTS = ("web_hosting", "mail", "server")
_SECRETS, _SECOND_ACCOUNT = 0.35, 0.2
_END_USERS, _MAINTAINED, _CAME_THROUGH_SUPPORT = 0.07, 0.08, 0.3
_USAGE_DAYS = 365
_LETTERS = "abcdefghijkmnopqrstuvwxyz23456789"


class UserTeller:
    """Adds to a customer's services those who use them."""

    def __init__(self, story: Story, technicians: list[tuple[Met, str]]) -> None:
        self._story, self._random, self._add = story, story.random, story.batch.add
        self._technicians = technicians
        self._words: dict[str, list[str]] = story.services["words"]
        self.persons = 0

    def tell(self, told: Told) -> None:
        """Add the users and maintainers of a customer's services, and what they have done."""
        for held in told.services:
            if held.kind in _WITH_ACCOUNTS:
                self._accounts(told, held)
            if held.running and self._story.inventor.chance(_MAINTAINED) and told.kind not in PRIVATE:
                self._maintainer(held)
            self._usage(told, held)
        if told.services and told.kind not in PRIVATE and self._story.inventor.chance(_END_USERS):
            for _n in range(self._random.randint(1, 3)):
                self._end_user(told, self._story.inventor.one(told.services))

    def _accounts(self, told: Told, held: Held) -> None:
        whole = mail_name(told.domain.split(".")[0])[:12] or "tunnus"
        self._account(told, held, f"{whole}{self._random.randint(1, 99)}", None)
        if self._story.inventor.chance(_SECOND_ACCOUNT):
            met = self._story.inventor.one(told.met)
            self._account(told, held, f"{mail_name(met.name.split()[-1])[:10]}{self._random.randint(100, 999)}", met)

    def _account(self, told: Told, held: Held, username: str, met: Met | None) -> None:
        values: dict[str, object] = {
            "username": username,
            "service_id": held.id,
            "panel": self._story.inventor.one(self._words["panels"]),
            "panel_address": "https://hallinta.kaamosverkko.example",
            "since": held.since,
            "until": held.until if held.until is not None and held.until <= self._story.today else None,
            "note": self._story.maybe(self._words["account_notes"], 0.05),
            "customer_id": told.id,
            "person_id": met.id if met else None,
        }
        if held.running and self._story.inventor.chance(_SECRETS):
            values["secret"] = "".join(self._random.choices(_LETTERS, k=14))
            values["secret_since"] = self._story.inventor.day(held.since, self._story.today)
        self._add(HostingAccount, sealed(self._story.work, HostingAccount, values, None), origin("service", held.since))

    def _maintainer(self, held: Held) -> None:
        met, firm = self._story.inventor.one(self._technicians)
        since = self._story.workday(held.since, self._story.today)
        values = {
            "works_for": firm,
            "task": self._story.inventor.one(self._words["maintains"]),
            "service_id": held.id,
            "since": since,
            "informed_on": min(since + dt.timedelta(days=self._random.randint(1, 25)), self._story.today),
            "person_id": met.id,
        }
        self._add(Maintainer, values, origin("email", since))

    def _end_user(self, told: Told, held: Held) -> None:
        """Add somebody who uses the service and is not known from elsewhere."""
        since = self._story.workday(held.since, self._story.today)
        through_support = self._story.inventor.chance(_CAME_THROUGH_SUPPORT)
        said = origin("call" if through_support else "customer", since)
        person = self._story.inventor.person(told.language)
        row = self._add(Person, {**person, "language": told.language}, said)
        self.persons += 1
        self._add(Email, {"use": "work", "address": personal_address(person, told.domain), "person_id": row}, said)
        late = self._story.inventor.chance(0.1)
        values = {
            "origin": "contacted_support" if through_support else "reported_by_customer",
            "service_id": held.id,
            "since": since,
            "until": held.until if held.until is not None and held.until <= self._story.today else None,
            "informed_on": None if late else min(since + dt.timedelta(days=14), self._story.today),
            "note": self._story.maybe(self._words["end_user_notes"], 0.3),
            "person_id": row,
            "customer_id": told.id,
        }
        self._add(EndUser, values, said)

    def _usage(self, told: Told, held: Held) -> None:
        """Add a few traces of the last year: how much was used, and what somebody did."""
        if not held.running:
            return
        for _n in range(self._random.choice((0, 0, 1, 1, 2, 3))):
            day = self._story.workday(max(held.since, self._story.before(_USAGE_DAYS)), self._story.today)
            self._event(told, held, day)

    def _event(self, told: Told, held: Held, day: dt.date) -> None:
        kind = self._story.inventor.one(["login", "login", "traffic", "storage", "page", "setting", "order"])
        measured = kind in {"traffic", "storage"}
        what = {"traffic": "siirretty kuukaudessa", "storage": "käytössä", "order": "tilasi lisätilaa asiakassivuilla"}
        words = {"login": "logins", "setting": "settings", "page": "pages"}
        values = {
            "kind": kind,
            "at": self._story.at(day),
            "service_id": held.id,
            "what": what[kind] if kind in what else self._story.inventor.one(self._words[words[kind]]),
            "amount": Decimal(self._random.randint(1, 900)) / 10 if measured else None,
            "unit": "Gt" if measured else None,
            "customer_id": told.id,
            "person_id": None if measured else self._story.inventor.one(told.met).id,
        }
        self._add(UsageEvent, values, origin("service", day))
