"""Consents to marketing (GDPR Art. 7): given, changed and withdrawn with one act each; every version is kept."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from asiakasrekisteri.domain.errors import FieldError, InvalidInputError
from asiakasrekisteri.domain.fields import EntitySpec
from asiakasrekisteri.domain.formats import FINLAND, day
from asiakasrekisteri.domain.marketing import EVERY
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.store.models import Consent, Person, SaleAddress
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.edits import Saved, new_row
from asiakasrekisteri.usecases.gate import nothing, use_case
from asiakasrekisteri.usecases.privacy.marketing.prohibiting import (
    end_consents,
    make_way,
    prohibitions_in_force,
    state_source,
    told,
)
from asiakasrekisteri.usecases.privacy.marketing.suppression import allow, reaches_of
from asiakasrekisteri.usecases.records import assign, checked, got
from asiakasrekisteri.usecases.sameness import same_persons

CONSENT: EntitySpec = Consent.spec()
SALE_ADDRESS: EntitySpec = SaleAddress.spec()


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentWords:
    """What was shown or read to a person when she agreed.

    Attributes:
        version: of the text, e.g. "2026-1".
        words: exactly what was shown.
        how: in what way she agreed: a code of `WAYS`.
        given_at: when; None for now.
    """

    version: str
    words: str
    how: str = "form"
    given_at: dt.datetime | None = None


@use_case(Permission.PERSON_WRITE, discloses=nothing)
def give_consent(work: Work, person_id: int, purpose: str, channel: str, shown: ConsentWords) -> Saved:
    """Record a consent; one to the same purpose and channel is replaced by it and kept. It can be undone.

    A prohibition of hers on the channel ends with it, for agreeing is her own later word.

    Raises:
        InvalidInputError: a value is missing, the time lies ahead, or she has prohibited the channel since then.
        RestrictedError: the processing of her data is restricted.
    """
    got(work, Person, person_id)
    state_source(work, shown.how)
    persons = same_persons(work, person_id)
    given_at = shown.given_at or work.now
    _require_true(work, persons, channel, given_at)
    values = {
        "purpose": purpose,
        "channel": channel,
        "given_at": given_at,
        "how": shown.how,
        "text_version": shown.version,
        "words": shown.words,
    }
    row = new_row(work, Consent, values, person_id=person_id)
    for other in _standing(work, persons):
        if other.id != row.id and (other.purpose, other.channel) == (purpose, channel):
            assign(other, {"withdrawn_at": given_at, "withdrawn_how": shown.how})
    make_way(work, persons, channel, shown.how)
    allow(work, reaches_of(work, persons), channel)
    return told(work, persons, [row])


@use_case(Permission.PERSON_READ, discloses=nothing, writes=False)
def last_words(work: Work) -> ConsentWords | None:
    """Return the version and the words of the consent that was recorded last: the next is mostly to the same text."""
    newest = select(Consent.text_version, Consent.words, Consent.how).order_by(Consent.id.desc()).limit(1)
    found = work.session.execute(newest).first()
    return ConsentWords(version=found[0], words=found[1], how=found[2]) if found is not None else None


@use_case(Permission.PERSON_WRITE, discloses=nothing)
def withdraw_consent(work: Work, consent_id: int, how: str = "call", request_number: str = "") -> Saved:
    """Withdraw one consent from this moment; what was done before stays lawful. It can be undone.

    Raises:
        InvalidInputError: it has been withdrawn already.
    """
    row = got(work, Consent, consent_id)
    if row.withdrawn_at is not None:
        raise InvalidInputError([FieldError("withdrawn_at", _("Suostumus on jo peruutettu."))])
    state_source(work, how)
    ended = checked(Consent.spec(), {"withdrawn_how": how, "request_number": request_number}, partial=True)
    assign(row, {**ended, "withdrawn_at": work.now})
    return told(work, same_persons(work, row.person_id), [row])


@use_case(Permission.PERSON_WRITE, discloses=nothing)
def withdraw_consents(
    work: Work, person_id: int, channels: Sequence[str] = (EVERY,), how: str = "request", request_number: str = ""
) -> Saved:
    """Withdraw every consent of a person that stands on some channels ("all": on every one), from this moment."""
    got(work, Person, person_id)
    state_source(work, how)
    persons = same_persons(work, person_id)
    ended = [row for channel in channels for row in end_consents(work, persons, channel, how, request_number)]
    return told(work, persons, ended)


@use_case(Permission.PERSON_WRITE, discloses=nothing)
def note_sale_address(work: Work, person_id: int, values: Mapping[str, object]) -> Saved:
    """Record that an address was got in connection with a sale, and whether a refusal was offered then (200 § 3 mom.).

    Args:
        work: the unit of work.
        person_id: whose address it is.
        values: "channel", "address", "obtained_on" (today unless given), "sold", "refusal_offered".

    Raises:
        InvalidInputError: a value is missing or the day lies ahead.
        RestrictedError: the processing of her data is restricted.
    """
    got(work, Person, person_id)
    state_source(work, "contract")
    obtained_on = values.get("obtained_on") or work.today
    if isinstance(obtained_on, dt.date) and obtained_on > work.today:
        raise InvalidInputError([FieldError("obtained_on", _("Päivä on tulevaisuudessa. Tarkista päivä."))])
    given = {"channel": "email", "refusal_offered": False, **values, "obtained_on": obtained_on}
    row = new_row(work, SaleAddress, given, person_id=person_id)
    work.changed.update(("person", one) for one in same_persons(work, person_id))
    return Saved(row.id, work.log_number)


def _require_true(work: Work, persons: Sequence[int], channel: str, given_at: dt.datetime) -> None:
    if given_at > work.now:
        raise InvalidInputError([FieldError("given_at", _("Aika on tulevaisuudessa. Tarkista aika."))])
    later = [
        row
        for row in prohibitions_in_force(work, persons)
        if row.channel in {channel, EVERY} and row.since_at > given_at
    ]
    if later:
        message = _("Henkilö kielsi markkinoinnin {day}, suostumuksen antamisen jälkeen. Kielto pysyy voimassa.")
        when = day(later[0].since_at.astimezone(FINLAND).date())
        raise InvalidInputError([FieldError("given_at", message.format(day=when))])


def _standing(work: Work, persons: Sequence[int]) -> list[Consent]:
    asked = select(Consent).where(Consent.person_id.in_(persons), Consent.withdrawn_at.is_(None))
    return list(work.session.scalars(asked))
