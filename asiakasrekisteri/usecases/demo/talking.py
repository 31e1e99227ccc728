"""What has been said and written in an invented office: calls, mails, visits, letters, notes and support cases."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from asiakasrekisteri.domain.formats import FINLAND
from asiakasrekisteri.store.models import Entity, Interaction, Participant, User
from asiakasrekisteri.usecases.demo.told import Held, Met, Story, Told, origin

TALKED_ORDER: tuple[type[Entity], ...] = (Interaction, Participant)
OWN_MAIL, OWN_NAME = "asiakaspalvelu@kaamosverkko.example", "Kaamosverkko Oy"
_A_YEAR, _LEAST, _MOST, _EXAMPLE = 0.8, 1, 30, 45
_OPEN_DAYS, _OPEN, _OPEN_AT_LEAST = 20, 0.45, 2
_RECORDINGS, _RECORDED_DAYS = 25, 170
"""Recordings are kept half a year."""
_DAYS_TO_CLOSE = (0, 0, 1, 1, 2, 5)
_NEW = ("support", "support", "call")
"""What the customer of the printed example has had to do with the office of late."""
_SOURCES = {"call": "call", "email": "email", "support": "email"}
_PARTS = {
    "call": ("caller", "called"),
    "email": ("sender", "recipient"),
    "visit": ("visitor", "visitor"),
    "letter": ("sender", "recipient"),
    "support": ("sender", "recipient"),
}
"""What the customer's person is in an interaction that came in, and in one that went out."""


@dataclass(frozen=True, slots=True)
class Talk:
    """An interaction as it was written, for what is attached to it."""

    id: int
    told: Told
    met: Met
    kind: str
    direction: str | None
    at: dt.datetime
    subject: str
    body: str
    recorded: bool

    @property
    def day(self) -> dt.date:
        """The Finnish day of it."""
        return self.at.astimezone(FINLAND).date()


@dataclass(frozen=True, slots=True)
class _Moment:
    at: dt.datetime
    told: Told
    met: Met
    kind: str


class Talker:
    """Writes the interactions of all customers in the order of time."""

    def __init__(self, story: Story, invoices: dict[int, list[str]]) -> None:
        self._story, self._random, self._invoices = story, story.random, invoices
        users = story.work.session.scalars(select(User).order_by(User.id))
        self._users = [user.id for user in users]
        self._said: dict[str, Any] = story.spoken
        self._added: Counter[str] = Counter()
        self._kinds, self._weights = list(self._said["weights"]), list(self._said["weights"].values())

    def talk(self, customers: Sequence[Told], example: Told | None) -> list[Talk]:
        """Write everything and return it, the oldest first; the customer of the printed example has much to tell."""
        moments = sorted(
            (moment for told in customers for moment in self._moments(told, much=told is example)), key=lambda m: m.at
        )
        still_open, recorded = self._still_open(moments), self._recorded(moments)
        talks = [
            self._write(moment, is_open=place in still_open, recorded=place in recorded)
            for place, moment in enumerate(moments)
        ]
        self._story.batch.write(TALKED_ORDER)
        return talks

    def _moments(self, told: Told, *, much: bool) -> list[_Moment]:
        last = told.ended(self._story.today) or self._story.today
        years = max((last - told.made.joined).days / 365, 0.2)
        wanted = _EXAMPLE if much else int(_LEAST + self._random.expovariate(1 / (_A_YEAR * years)))
        count = wanted if much else min(wanted, _MOST)
        new = dict(enumerate(_NEW)) if much else {}
        return [self._moment(told, last, new.get(place, "")) for place in range(count)]

    def _moment(self, told: Told, last: dt.date, new: str) -> _Moment:
        first = max(told.made.joined, self._story.before(_OPEN_DAYS)) if new else told.made.joined
        day = self._story.workday(first, last)
        kind = new or self._random.choices(self._kinds, self._weights)[0]
        return _Moment(self._story.at(day), told, self._story.inventor.one(told.met), kind)

    def _still_open(self, moments: list[_Moment]) -> set[int]:
        """Return the places of the support cases that nobody has closed yet: some of the newest."""
        cases = [place for place, moment in enumerate(moments) if moment.kind == "support"]
        limit = self._story.work.now - dt.timedelta(days=_OPEN_DAYS)
        new = {place for place in cases if moments[place].at > limit and self._story.inventor.chance(_OPEN)}
        return new | set(cases[-_OPEN_AT_LEAST:])

    def _recorded(self, moments: list[_Moment]) -> set[int]:
        """Return the places of the newest calls: their recordings are still kept."""
        calls = [place for place, moment in enumerate(moments) if moment.kind == "call"]
        limit = self._story.work.now - dt.timedelta(days=_RECORDED_DAYS)
        kept = [place for place in calls if moments[place].at > limit] or calls
        return set(kept[-_RECORDINGS:])

    def _write(self, moment: _Moment, *, is_open: bool, recorded: bool) -> Talk:
        told, kind = moment.told, moment.kind
        language = told.language if self._said[kind].get(told.language) else "fi"
        model = self._story.inventor.one(self._said[kind][language])
        direction = model.get("direction")
        held = self._story.inventor.one(told.services) if told.services else None
        subject, body = self._texts(moment, model, held, language)
        values = {
            "kind": kind,
            "direction": direction,
            "at": moment.at,
            "minutes": self._minutes(kind),
            "subject": subject,
            "body": body,
            "service_id": held.id if held and self._story.inventor.chance(0.6) else None,
            "recorded": recorded,
            "informed_at_start": recorded,
            "customer_id": told.id,
            "user_id": self._story.inventor.one(self._users),
        }
        day = moment.at.astimezone(FINLAND).date()
        values |= self._state(kind, day, is_open=is_open)
        said = origin(_SOURCES.get(kind, "staff"), day)
        row = self._story.batch.add(Interaction, values, said)
        for participant in self._participants(moment, direction):
            self._story.batch.add(Participant, {**participant, "interaction_id": row}, said)
        return Talk(row, told, moment.met, kind, direction, moment.at, subject, body, recorded)

    def _minutes(self, kind: str) -> int | None:
        longest = {"call": 25, "visit": 90}.get(kind)
        return self._random.randint(2, longest) if longest else None

    def _state(self, kind: str, day: dt.date, *, is_open: bool) -> dict[str, object]:
        if is_open:
            return {"state": "open"}
        closed = min(day + dt.timedelta(days=self._random.choice(_DAYS_TO_CLOSE)), self._story.today)
        return {"state": "closed", "closed_on": closed if kind == "support" else None}

    def _texts(self, moment: _Moment, model: dict[str, str], held: Held | None, language: str) -> tuple[str, str]:
        words = self._words(moment, held, language)
        more = self._more(moment.kind, model.get("direction", ""), language)
        subject, body = model["subject"].format(**words), f"{model['body']}{more}".format(**words)
        if moment.kind != "email":
            return subject, body
        greeting, ending = self._story.inventor.one(self._said["greetings"][language])
        writer = moment.met.name if model["direction"] == "in" else OWN_NAME
        return subject, f"{greeting}\n\n{body}\n\n{ending}\n{writer}"

    def _more(self, kind: str, direction: str, language: str) -> str:
        """Return what is added to a text, in turn: no two that begin alike go on alike soon."""
        known = self._said["more"][language]
        key = next((key for key in (kind, f"{kind}_{direction}") if key in known), "")
        turn = self._added[key]
        self._added[key] += 1
        return "".join(f" {said}" for said in (each[turn % len(each)] for each in known.get(key, ())) if said)

    def _words(self, moment: _Moment, held: Held | None, language: str) -> dict[str, str]:
        invoices = self._invoices.get(moment.told.id)
        return {
            "domain": moment.told.domain or "tarjous.example",
            "service": held.name if held else "Webhotelli Hanki",
            "first": moment.met.name.split()[0],
            "firm": OWN_NAME,
            "invoice": self._story.inventor.one(invoices) if invoices else "100001",
            "month": self._said["months"][language][moment.at.month - 1],
        }

    def _participants(self, moment: _Moment, direction: str | None) -> Iterator[dict[str, object]]:
        """Yield who took part: the customer's person, of mails also the office's own mailbox, and sometimes a copy."""
        met, kind = moment.met, moment.kind
        if direction is None:
            if self._story.inventor.chance(0.3):
                yield _part("mentioned", met, "")
            return
        own, other = _PARTS[kind] if direction == "in" else _PARTS[kind][::-1]
        yield _part(own, met, met.phone if kind == "call" else met.email if kind in {"email", "support"} else "")
        if kind == "email":
            yield {"part": other, "written": OWN_NAME, "address": OWN_MAIL}
            copied = [m for m in moment.told.met if m is not met]
            if copied and self._story.inventor.chance(0.2):
                yield _part("copied", copied[0], copied[0].email)


def _part(part: str, met: Met, address: str) -> dict[str, object]:
    return {"part": part, "written": met.name, "address": address or None, "person_id": met.id}
