"""What an invented office has obtained of its customers from registers, and what it keeps of them on paper."""

import datetime as dt
from typing import Any

from sqlalchemy import select, update

from asiakasrekisteri.domain.media import PAPER
from asiakasrekisteri.domain.retention import add_months
from asiakasrekisteri.store.changes import AUDITED
from asiakasrekisteri.store.models import CreditCheck, Destruction, Entity, PaperRecord, RegistryFact, Site, Source
from asiakasrekisteri.usecases.demo.told import PRIVATE, Story, Told, origin

OBTAINED_ORDER: tuple[type[Entity], ...] = (RegistryFact, Site, CreditCheck, Destruction, PaperRecord)
_FONECTA, _SITES, _CHECKED, _PAPERS = 0.35, 0.12, 0.15, 0.06
_CHECK_MONTHS = 12
_SHREDDING_DAY = 15
_INDUSTRY_CODES = (10710, 25620, 43210, 47762, 56101, 62010, 69201, 73111, 81100, 86210)


class Obtainer:
    """Adds what has been obtained of a customer."""

    def __init__(self, story: Story) -> None:
        self._story, self._random, self._add = story, story.random, story.batch.add
        self._said: dict[str, Any] = story.outside
        self._sources = {source.code: source.id for source in story.work.session.scalars(select(Source))}
        self._papers = 0
        self._in_trouble = False
        self._shreddings: dict[dt.date, tuple[int, list[str]]] = {}

    def tell(self, told: Told) -> None:
        """Add the register facts, sites, credit checks and papers of a customer."""
        self._basic(told)
        if told.kind in {"company", "public"} and self._story.inventor.chance(_FONECTA):
            self._sales_facts(told)
        if told.kind in {"company", "public", "association"} and self._story.inventor.chance(_SITES):
            self._sites(told)
        if self._story.inventor.chance(_CHECKED):
            self._check(told)
        if self._story.inventor.chance(_PAPERS) or not self._papers:
            self._paper(told)

    def _fact(self, told: Told, source: str, day: dt.date, *said: tuple[str, str, str]) -> None:
        sales = source == "fonecta"
        for kind, what, value in said:
            person = told.met[0].id if kind == "decision_maker" else told.person_id
            values = {
                "kind": kind,
                "what": what,
                "value": value,
                "obtained_from_id": self._sources[source],
                "obtained_on": day,
                "ground": self._said["facts"]["ground_sales" if sales else "ground_basic"],
                "customer_id": told.id,
                "person_id": person,
            }
            self._add(RegistryFact, values, origin(source, day))

    def _basic(self, told: Told) -> None:
        """Add what the public registers say: looked up when the customer came, of every third looked up anew."""
        day = told.made.joined
        if self._story.inventor.chance(0.35):
            day = self._story.workday(day, self._story.today)
        values = told.made.values
        if told.kind == "association":
            number = values["association_number"]
            self._fact(told, "prh", day, ("association", "Rekisterinumero", number))
        elif "business_id" in values:
            name = ("basic", "Rekisteröity nimi", values["name"])
            self._fact(told, "ytj", day, name, ("industry", "Päätoimiala", values["industry"]))
            if not self._in_trouble and told.kind == "company" and values["status"] == "active":
                self._in_trouble = True
                lately = self._story.workday(max(day, self._story.before(20)), self._story.today)
                self._fact(told, "ytj", lately, ("ended", "YTJ-haku", "yritys on selvitystilassa"))

    def _sales_facts(self, told: Told) -> None:
        day = self._story.workday(max(told.made.joined, self._story.before(900)), self._story.today)
        met = told.met[0]
        turnover = f"{self._random.randint(1, 60) * 50} 000 €"
        self._fact(
            told, "fonecta", day,
            ("decision_maker", "Päättäjä", met.name),
            ("turnover", f"Liikevaihto {day.year - 1}", turnover),
            ("staff", "Henkilöstöluokka", self._story.inventor.one(self._said["facts"]["staff"])),
            ("industry", "Toimialaluokka (TOL)", str(self._random.choice(_INDUSTRY_CODES))),
        )  # fmt: skip
        if self._story.inventor.chance(0.2):
            address = self._story.inventor.address(told.language)
            self._fact(told, "fonecta", day, ("address", "Käyntiosoite", f"{address['street']}, {address['town']}"))

    def _sites(self, told: Told) -> None:
        day = self._story.workday(told.made.joined, self._story.today)
        for name in self._random.sample(self._said["sites"]["names"], self._random.randint(1, 3)):
            address = self._story.inventor.address(told.language)
            values = {"name": name, **{part: address[part] for part in ("street", "postcode", "town")}}
            values |= {"phone": self._story.inventor.phone()["number"], "customer_id": told.id}
            self._add(Site, values, origin("fonecta", day))

    def _check(self, told: Told) -> None:
        """Add a check of credit, or that personal data are correct; a person is told of it, one in ten not yet."""
        said, personal = self._said["credit"], told.kind in PRIVATE
        correctness = personal and self._story.inventor.chance(0.4)
        day = self._story.workday(told.made.joined, self._story.today)
        told_on = min(day + dt.timedelta(days=self._random.randint(0, 10)), self._story.today)
        results = ["confirmed", "confirmed", "differs"] if correctness else ["clear"] * 8 + ["remarks", "not_found"]
        values = {
            "kind": "person_data" if correctness else "credit",
            "purpose": "correctness" if correctness else self._story.inventor.one(["granting", "contract_party"]),
            "register_name": said["person_register" if correctness else "register"],
            "checked_on": day,
            "result": self._story.inventor.one(results),
            "valid_until": add_months(day, _CHECK_MONTHS),
            "informed_on": told_on if personal and self._story.inventor.chance(0.9) else None,
            "note": self._story.maybe(said["notes"], 0.2),
            "customer_id": told.id,
            "person_id": told.person_id,
        }
        self._add(CreditCheck, values, origin("asiakastieto", day))

    def _paper(self, told: Told) -> None:
        """Add a paper in a locked place; the second of all lies on a shelf. Old ones are shredded each January."""
        said = self._said["papers"]
        kind = self._story.inventor.one(said["kinds"])
        day = self._story.workday(told.made.joined, self._story.today)
        keep = add_months(day, 12 * kind["years"])
        unlocked = self._papers == 1
        shredded = dt.date(keep.year + 1, 1, _SHREDDING_DAY)
        gone = shredded if shredded <= self._story.today and self._papers % 9 else None
        values = {
            "kind": kind["kind"],
            "what": kind["what"],
            "dated": day,
            "place": said["unlocked"] if unlocked else self._story.inventor.one(said["places"]),
            "locked": not unlocked,
            "keep_until": keep,
            "destroyed_on": gone,
            "destruction_id": self._shredding(gone, keep) if gone else None,
            "customer_id": told.id,
            "person_id": told.person_id,
        }
        self._papers += 1
        self._add(PaperRecord, values, origin("staff", day))

    def _shredding(self, day: dt.date, keep: dt.date) -> int:
        """Return the destruction of a January, and put the paper on its record."""
        if day not in self._shreddings:
            said = self._said["papers"]["destroyed"]
            values = {"number": f"HP-{day.year}-001", "destroyed_on": day, "medium": PAPER, "lines": [], **said}
            self._shreddings[day] = (self._add(Destruction, values, origin("staff", day)), [])
        number, lasts = self._shreddings[day]
        lasts.append(keep.isoformat())
        return number

    def settle(self) -> None:
        """Write into each destruction how many papers it was."""
        for number, lasts in self._shreddings.values():
            line = {"code": "paper", "action": "shred", "count": len(lasts), "first": min(lasts), "last": max(lasts)}
            told = update(Destruction).where(Destruction.id == number).values(lines=[line])
            self._story.work.session.execute(told, execution_options={AUDITED: True, "synchronize_session": False})
