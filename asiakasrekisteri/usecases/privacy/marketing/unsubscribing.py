"""Unsubscribing from newsletters: by the code typed in, or by a mail that came back. It holds at once and for good."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import select

from asiakasrekisteri.domain.errors import FieldError, InvalidInputError
from asiakasrekisteri.domain.marketing import Channel
from asiakasrekisteri.domain.newsletter import codes_in
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.exchange.mail import MailMessage, read_mail
from asiakasrekisteri.store.models import Campaign, CampaignRecipient, Customer, Person
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.customers import full_name
from asiakasrekisteri.usecases.edits import from_source
from asiakasrekisteri.usecases.gate import Seen, use_case
from asiakasrekisteri.usecases.privacy.marketing.prohibiting import (
    prohibit_marketing,
    prohibit_marketing_to_customer,
)
from asiakasrekisteri.usecases.privacy.marketing.suppression import reach_of, suppress

HOW = "unsubscribed"
_RETURNERS = re.compile(r"^(mailer-daemon|postmaster|mail-daemon|bounce)[-+.@]", re.IGNORECASE)
_RETURNED = re.compile(
    r"undeliver|delivery status|delivery fail|failure notice|returned mail|mail delivery|ei voitu toimittaa"
    r"|palautettu viesti|toimitus epäonnistui",
    re.IGNORECASE,
)


class CameBack(StrEnum):
    """What a code or a mail that came back meant."""

    UNSUBSCRIBED = "unsubscribed"
    ALREADY = "already"
    BOUNCED = "bounced"
    SUPPRESSED = "suppressed"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Returned:
    """What was done.

    Attributes:
        meaning: see `CameBack`.
        name: of whom, "" where nobody is known.
        person_id, customer_id: who.
        campaign: name of the newsletter.
        undo: the number by which it is taken back; 0 where nothing was changed.
    """

    meaning: CameBack
    name: str = ""
    person_id: int | None = None
    customer_id: int | None = None
    campaign: str = ""
    undo: int = 0


def _told(returned: Returned) -> Sequence[Seen]:
    if returned.person_id is not None:
        return [Seen("person", returned.person_id, returned.person_id)]
    return [Seen("customer", returned.customer_id, None)] if returned.customer_id is not None else []


@use_case(Permission.PERSON_WRITE, discloses=_told)
def unsubscribe(work: Work, code: str) -> Returned:
    """Stop messages to who has a code: a prohibition of their channel from this moment. It can be undone.

    Raises:
        InvalidInputError: nobody has such a code.
    """
    row = _by_code(work, codes_in(code))
    if row is None:
        message = _("Koodia ei tunneta. Tarkista se viestin lopusta: siinä on kolme neljän merkin ryhmää.")
        raise InvalidInputError([FieldError("code", message)])
    return _unsubscribed(work, row)


@use_case(Permission.PERSON_WRITE, discloses=_told)
def take_returned_mail(work: Work, eml: bytes) -> Returned:
    """Do what a mail that came back means: a refusal stops newsletters, a mail that could not be delivered is noted.

    Who refuses with a code that is no longer known, because she has been erased, goes on the suppression list.

    Raises:
        ExchangeError: the file is no mail.
    """
    mail = read_mail(eml)
    row = _by_code(work, codes_in(f"{mail.subject}\n{mail.text}"))
    if _is_bounce(mail):
        return _bounced(work, row) if row is not None else Returned(CameBack.UNKNOWN)
    if row is not None:
        return _unsubscribed(work, row)
    if not codes_in(mail.subject) or not mail.sender.address:
        return Returned(CameBack.UNKNOWN)
    from_source(work, "email")
    suppress(work, [reach_of(mail.sender.address)], "email", HOW)
    work.session.flush()
    return Returned(CameBack.SUPPRESSED, undo=work.log_number)


def _by_code(work: Work, codes: Sequence[str]) -> CampaignRecipient | None:
    known = select(CampaignRecipient).where(CampaignRecipient.token.in_(codes[:50]))
    return work.session.scalars(known.order_by(CampaignRecipient.id.desc())).first() if codes else None


def _unsubscribed(work: Work, row: CampaignRecipient) -> Returned:
    who = _who(work, row)
    if row.unsubscribed_at is not None:
        return Returned(CameBack.ALREADY, *who)
    channel = work.session.get_one(Campaign, row.campaign_id).channel
    if row.person_id is not None:
        prohibit_marketing.body(work, row.person_id, (channel,), HOW)
    elif row.customer_id is not None:
        prohibit_marketing_to_customer.body(work, row.customer_id, (channel,), HOW)
    if channel != Channel.LETTER:
        suppress(work, [reach_of(row.address)], channel, HOW)  # it may have been removed from her card since
    row.unsubscribed_at = work.now
    work.session.flush()
    work.changed.add(("campaign", row.campaign_id))
    return Returned(CameBack.UNSUBSCRIBED, *who, undo=work.log_number)


def _bounced(work: Work, row: CampaignRecipient) -> Returned:
    from_source(work, "email")
    row.result = "bounced"
    work.session.flush()
    work.changed.add(("campaign", row.campaign_id))
    return Returned(CameBack.BOUNCED, *_who(work, row))


def _who(work: Work, row: CampaignRecipient) -> tuple[str, int | None, int | None, str]:
    if row.person_id is not None:
        person = work.session.get_one(Person, row.person_id)
        return full_name(person), row.person_id, row.customer_id, row.name
    customer = work.session.get(Customer, row.customer_id) if row.customer_id is not None else None
    return (customer.name if customer is not None else ""), None, row.customer_id, row.name


def _is_bounce(mail: MailMessage) -> bool:
    return bool(_RETURNERS.match(mail.sender.address) or (not mail.sender.address and _RETURNED.search(mail.subject)))
