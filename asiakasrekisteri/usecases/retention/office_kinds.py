"""The kinds that are no customer's card: papers, and the office's own records of breaches, faults, letters, users."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import aliased

from asiakasrekisteri.domain.fields import DataCategory
from asiakasrekisteri.store.models import (
    AccessReview,
    Breach,
    Campaign,
    CampaignRecipient,
    Customer,
    Disclosure,
    FinancialPeriod,
    ImportRun,
    NoticeRecipient,
    Outage,
    OutageNotice,
    PaperRecord,
    Person,
    Recipient,
    RecipientNotice,
    RestoreTrial,
    Undertaking,
    User,
)
from asiakasrekisteri.usecases.privacy.relations import customer_end
from asiakasrekisteri.usecases.retention.ends import joined, person_end, person_ends
from asiakasrekisteri.usecases.retention.kind import Kind

FORMER_USER = "poistettu-"
"""What the user ID of somebody who has left becomes, with the number of the row, which the log of old still has."""


def papers() -> Iterator[Kind]:
    """Papers tell until when they are kept, or are kept by their rule; somebody destroys them and puts it on record."""
    code, there = DataCategory.PAPER.value, PaperRecord.destroyed_on.is_(None)
    yield Kind(
        code,
        PaperRecord,
        "by_hand",
        joined(PaperRecord),
        (PaperRecord.keep_until,),
        (there,),
        person=PaperRecord.person_id,
        customer=PaperRecord.customer_id,
        stated=True,
    )
    undated = (there, PaperRecord.keep_until.is_(None))
    of_customer = joined(PaperRecord, (Customer, Customer.id == PaperRecord.customer_id))
    its = (*undated, PaperRecord.customer_id.is_not(None))
    yield Kind(code, PaperRecord, "by_hand", of_customer, (customer_end(),), its, customer=PaperRecord.customer_id)
    ends = person_ends()
    links = (Person, Person.id == PaperRecord.person_id), (ends, ends.c.person_id == PaperRecord.person_id)
    hers = (*undated, PaperRecord.customer_id.is_(None))
    of_person = joined(PaperRecord, *links)
    yield Kind(code, PaperRecord, "by_hand", of_person, (person_end(ends),), hers, person=PaperRecord.person_id)


def records() -> Iterator[Kind]:
    """The office's own records; each goes when nothing that is kept for its own time needs it any more."""
    yield Kind("breach", Breach, "remove", joined(Breach), (Breach.closed_on,))
    given = select(Disclosure.id).where(Disclosure.recipient_id == Recipient.id).exists()
    told = select(RecipientNotice.id).where(RecipientNotice.recipient_id == Recipient.id).exists()
    to = joined(Recipient)
    yield Kind(
        "recipient", Recipient, "remove", to, (Recipient.until,), person=Recipient.person_id, needed=given | told
    )
    yield from _told()
    yield Kind("import", ImportRun, "remove", joined(ImportRun), (ImportRun.imported_on,))
    yield from _users()
    newer = aliased(RestoreTrial)
    older = (select(newer.id).where(newer.id > RestoreTrial.id).exists(),)
    yield Kind("backup", RestoreTrial, "remove", joined(RestoreTrial), (RestoreTrial.tried_on,), older)
    kept = (FinancialPeriod.books_destroyed_on.is_(None),)
    yield Kind("books", FinancialPeriod, "by_hand", joined(FinancialPeriod), (FinancialPeriod.until,), kept)


def _told() -> Iterator[Kind]:
    """What was told to many: who got it goes first, then what it was about."""
    sent = joined(NoticeRecipient, (OutageNotice, OutageNotice.id == NoticeRecipient.notice_id))
    starts = (NoticeRecipient.sent_at, OutageNotice.begun_at)
    whose: dict[str, Any] = {"person": NoticeRecipient.person_id, "customer": NoticeRecipient.customer_id}
    yield Kind(DataCategory.NOTICE.value, NoticeRecipient, "remove", sent, starts, **whose)
    notices = select(OutageNotice.id).where(OutageNotice.outage_id == Outage.id)
    heard = select(NoticeRecipient.id).where(NoticeRecipient.notice_id.in_(notices)).exists()
    over = (Outage.ended_at, Outage.started_at)
    yield Kind(DataCategory.NOTICE.value, Outage, "remove", joined(Outage), over, needed=heard)
    got = select(CampaignRecipient.id).where(CampaignRecipient.campaign_id == Campaign.id).exists()
    letter = joined(Campaign)
    yield Kind(DataCategory.MARKETING.value, Campaign, "remove", letter, (Campaign.sent_at,), needed=got)


def _users() -> Iterator[Kind]:
    """What is known of staff: reviews of their rights, what those who have left had signed, and their names."""
    yield Kind("access", AccessReview, "remove", joined(AccessReview), (AccessReview.reviewed_on,))
    signed = joined(Undertaking, (User, User.id == Undertaking.user_id))
    yield Kind("access", Undertaking, "remove", signed, (User.closed_at,), (User.status == "closed",))
    named = (User.status == "closed", User.login.not_like(f"{FORMER_USER}%"))
    yield Kind("access", User, "blank", joined(User), (User.closed_at,), named, fields=("login", "name"))
