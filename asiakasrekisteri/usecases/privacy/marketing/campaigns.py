"""Newsletters and campaigns: the list, the draft that saves itself, and what became of what was sent."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, case, func, select

from asiakasrekisteri.domain.errors import FieldError, InvalidInputError
from asiakasrekisteri.domain.fields import EntitySpec, Record
from asiakasrekisteri.domain.newsletter import shown_code
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.store.models import Campaign, CampaignRecipient, Customer, Person
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.customers import full_name
from asiakasrekisteri.usecases.edits import Saved, from_source
from asiakasrekisteri.usecases.gate import Seen, nothing, use_case
from asiakasrekisteri.usecases.hiding import HIDDEN, hides, is_restricted
from asiakasrekisteri.usecases.records import assign, checked, got, to_record

CAMPAIGN: EntitySpec = Campaign.spec()
RECEIVED: EntitySpec = CampaignRecipient.spec()
_DEFAULTS: Mapping[str, object] = {
    "kind": "newsletter", "channel": "email", "audience": "all", "own_products": True, "for_decision": False,
    "for_administration": False, "for_billing": False, "for_technical": False,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class CampaignRow:
    """A newsletter in the list; `sent_at` is None of a draft."""

    id: int
    name: str
    kind: str
    channel: str
    state: str
    sent_at: dt.datetime | None
    changed_at: dt.datetime | None
    recipients: int
    waiting: int
    bounced: int
    unsubscribed: int


@dataclass(frozen=True, slots=True)
class SentTo:
    """One who was sent a newsletter.

    Attributes:
        id: of the row.
        person_id, customer_id: who.
        name, address: the mask of a restricted person's.
        ground, result: codes.
        code: by which she unsubscribes, in groups.
        unsubscribed_at: when she did.
    """

    id: int
    person_id: int | None
    customer_id: int | None
    name: str
    address: str
    ground: str
    result: str
    code: str
    unsubscribed_at: dt.datetime | None


@use_case(Permission.MARKETING_SEND, discloses=nothing, writes=False)
def list_campaigns(work: Work) -> tuple[CampaignRow, ...]:
    """Return the drafts, then what was sent, the newest first."""
    counted = _counts(work)
    rows = work.session.scalars(
        select(Campaign).order_by(Campaign.state, Campaign.sent_at.desc(), Campaign.changed_at.desc(), Campaign.id)
    )
    return tuple(
        CampaignRow(
            row.id, row.name, row.kind, row.channel, row.state, row.sent_at, row.changed_at,
            *counted.get(row.id, (0, 0, 0, 0)),
        )
        for row in rows
    )  # fmt: skip


def _counts(work: Work) -> dict[int, tuple[int, int, int, int]]:
    entity = CampaignRecipient
    asked = select(
        entity.campaign_id,
        func.count(),
        _how_many(entity.result.in_(("untried", "failed", "uncertain"))),
        _how_many(entity.result.in_(("bounced", "refused"))),
        _how_many(entity.unsubscribed_at.is_not(None)),
    ).group_by(entity.campaign_id)
    return {row[0]: (row[1], row[2], row[3], row[4]) for row in work.session.execute(asked)}


def _how_many(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.sum(case((condition, 1), else_=0))


@use_case(Permission.MARKETING_SEND, discloses=nothing, writes=False)
def open_campaign(work: Work, campaign_id: int) -> Record:
    """Return a newsletter; nobody is named in it."""
    return to_record(work, got(work, Campaign, campaign_id))


@use_case(Permission.MARKETING_SEND, discloses=nothing)
def begin_campaign(work: Work, values: Mapping[str, object]) -> Saved:
    """Begin a draft; what is not given is as in most newsletters. It can be undone.

    Raises:
        InvalidInputError: a value does not fit.
    """
    from_source(work, "staff")
    name = values.get("name") or _("Uusi uutiskirje")
    row = Campaign(**checked(CAMPAIGN, {**_DEFAULTS, **values, "name": name}), changed_at=work.now)
    work.session.add(row)
    work.session.flush()
    return Saved(row.id, work.log_number)


@use_case(Permission.MARKETING_SEND, discloses=nothing)
def save_campaign(work: Work, campaign_id: int, values: Mapping[str, object]) -> Saved:
    """Save what was changed of a draft.

    Raises:
        InvalidInputError: it has been sent, or a value does not fit.
    """
    from_source(work, "staff")
    row = _draft(work, campaign_id)
    assign(row, checked(CAMPAIGN, values, partial=True))
    row.changed_at = work.now
    work.session.flush()
    return Saved(row.id, work.log_number)


@use_case(Permission.MARKETING_SEND, discloses=nothing)
def remove_campaign(work: Work, campaign_id: int) -> Saved:
    """Remove a draft. It can be undone; what was sent stays."""
    from_source(work, "staff")
    row = _draft(work, campaign_id)
    work.session.delete(row)
    work.session.flush()
    return Saved(campaign_id, work.log_number)


def _draft(work: Work, campaign_id: int) -> Campaign:
    row = got(work, Campaign, campaign_id)
    if row.state != "draft":
        raise InvalidInputError([FieldError("state", _("Lähetettyä viestiä ei voi muuttaa. Tee siitä uusi."))])
    return row


def _sent_seen(found: Sequence[SentTo]) -> Sequence[Seen]:
    return [
        Seen("person", one.person_id, one.person_id)
        if one.person_id is not None
        else Seen("customer", one.customer_id or 0, None)
        for one in found
    ]


@use_case(Permission.MARKETING_SEND, discloses=_sent_seen)
def sent_to(work: Work, campaign_id: int) -> tuple[SentTo, ...]:
    """Return to whom a newsletter went, on what ground, and what came of it; those who refused or failed first."""
    rows = work.session.execute(
        select(CampaignRecipient, Person, Customer.name)
        .outerjoin(Person, Person.id == CampaignRecipient.person_id)
        .outerjoin(Customer, Customer.id == CampaignRecipient.customer_id)
        .where(CampaignRecipient.campaign_id == campaign_id)
        .order_by(CampaignRecipient.unsubscribed_at.is_(None), CampaignRecipient.result == "sent", CampaignRecipient.id)
    )
    return tuple(_sent(work, row, person, customer) for row, person, customer in rows)


def _sent(work: Work, row: CampaignRecipient, person: Person | None, customer: str | None) -> SentTo:
    hidden = is_restricted(work, row.person_id) or ("@" not in row.address and hides(work, row.person_id))
    return SentTo(
        row.id,
        row.person_id,
        row.customer_id,
        full_name(person) if person is not None else customer or "",
        HIDDEN if hidden else row.address,
        row.ground,
        row.result,
        shown_code(row.token),
        row.unsubscribed_at,
    )
