"""The demo's marketing: who agreed, who bought, who refused; a letter that was sent, and one that is being written."""

import datetime as dt
from collections.abc import Sequence

from asiakasrekisteri.domain.formats import FINLAND
from asiakasrekisteri.domain.mailing import Delivery, Outcome
from asiakasrekisteri.store.models import Consent, Entity, MarketingProhibition, SaleAddress
from asiakasrekisteri.usecases.demo.told import PRIVATE, Story, Told, origin
from asiakasrekisteri.usecases.gate import Gate
from asiakasrekisteri.usecases.privacy.marketing.campaigns import begin_campaign, sent_to
from asiakasrekisteri.usecases.privacy.marketing.choosing import choose_recipients
from asiakasrekisteri.usecases.privacy.marketing.prohibiting import prohibit_marketing
from asiakasrekisteri.usecases.privacy.marketing.sending import note_newsletter_answers, send_newsletter
from asiakasrekisteri.usecases.privacy.marketing.suppression import reaches_of, suppress
from asiakasrekisteri.usecases.privacy.marketing.unsubscribing import unsubscribe
from asiakasrekisteri.usecases.shipped import shipped

_ORDER: tuple[type[Entity], ...] = (Consent, SaleAddress, MarketingProhibition)
_AGREE, _WITHDRAW, _BUY, _REFUSE = 0.22, 0.1, 0.35, 0.04
"""Shares of private customers, and of contact persons those who refuse."""
_REFUSALS = ("email", "phone", "all")
_CHANGED = 500
"""Days since the text of the consent was made anew."""
_UNSUBSCRIBED = 2


class Marketer:
    """Writes what people have said of marketing over the years."""

    def __init__(self, story: Story) -> None:
        self._story, self._add = story, story.batch.add
        self._texts = shipped("demo", "marketing.toml")["texts"]
        self._refused: list[tuple[int, str, str]] = []

    def market(self, customers: Sequence[Told], example: Told | None) -> None:
        """Let customers agree, buy and refuse; the one whose extract is printed has done all three."""
        for told in customers:
            if told.kind in PRIVATE and told.person_id is not None:
                self._private(told, certain=told is example)
            for met in told.met:
                if self._story.inventor.chance(_REFUSE):
                    self._prohibit(met.id, told)
        self._story.batch.write(_ORDER)
        for person, channel, how in self._refused:
            suppress(self._story.work, reaches_of(self._story.work, (person,)), channel, how)

    def _private(self, told: Told, *, certain: bool) -> None:
        chance, person = self._story.inventor.chance, told.met[0]
        joined = told.made.joined
        if certain or chance(_BUY):
            values = {"channel": "email", "address": person.email, "obtained_on": joined, "refusal_offered": True}
            self._add(SaleAddress, {**values, "sold": None, "person_id": person.id}, origin("customer", joined))
        if certain or chance(_AGREE):
            self._agree(told, withdrawn=not certain and chance(_WITHDRAW))

    def _agree(self, told: Told, *, withdrawn: bool) -> None:
        since = self._story.before(_CHANGED)
        day = self._story.workday(told.made.joined, self._story.before(1))
        text = self._texts[1] if day >= since else self._texts[0]
        ended = self._story.at(self._story.workday(day, self._story.before(1))) if withdrawn else None
        values = {
            "purpose": "newsletter",
            "channel": "email",
            "given_at": self._story.at(day),
            "how": text["how"],
            "text_version": text["version"],
            "words": text["words"],
            "withdrawn_at": ended,
            "withdrawn_how": "email" if withdrawn else None,
            "request_number": None,
        }
        self._add(Consent, {**values, "person_id": told.met[0].id}, origin("customer", day))

    def _prohibit(self, person: int, told: Told) -> None:
        day = self._story.workday(told.made.joined, self._story.before(1))
        channel, how = self._story.inventor.one(list(_REFUSALS)), self._story.inventor.one(["call", "email"])
        at = dt.datetime.combine(day, dt.time(10, 30), FINLAND).astimezone(dt.UTC)
        values = {"channel": channel, "since_at": at, "how": how, "request_number": None, "lifted_at": None}
        owners = {"lifted_how": None, "person_id": person, "customer_id": None}
        self._add(MarketingProhibition, {**values, **owners}, origin(how, day))
        self._refused.append((person, channel, how))


def send_letters(gate: Gate, person_id: int) -> None:
    """Send a letter to the subscribers, of whom some stop it and one has moved; begin the next. Without any, begin one.

    The person whose extract is printed has refused telephone marketing besides.
    """
    said = shipped("demo", "marketing.toml")
    gate.call(prohibit_marketing, person_id, ("phone",), "call")
    letter = gate.call(begin_campaign, {**said["letter"], "audience": "subscribers"}).id
    if not gate.call(choose_recipients, letter).included:  # in an office of a few customers nobody may have agreed
        return
    mails = gate.call(send_newsletter, letter).mails
    answers = [Delivery(mail.key, Outcome.SENT) for mail in mails[:-1]]
    answers += [Delivery(mail.key, Outcome.REFUSED) for mail in mails[-1:]]
    gate.call(note_newsletter_answers, letter, answers)
    others = [one for one in gate.call(sent_to, letter) if one.person_id != person_id and one.result == "sent"]
    for one in others[:_UNSUBSCRIBED]:
        gate.call(unsubscribe, one.code)
    gate.call(begin_campaign, said["draft"])
