"""What became of a notice: recipient by recipient, and the notices of an outage in numbers."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from asiakasrekisteri.domain.mailing import Outcome
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.store.models import Customer, NoticeRecipient, OutageNotice, User
from asiakasrekisteri.store.models.outage import NOTICE_KINDS
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.gate import Seen, nothing, use_case
from asiakasrekisteri.usecases.hiding import hidden_fields
from asiakasrekisteri.usecases.outages.wording import LANGUAGES

ERASED = "–"
KIND_LABELS = {option.code: option.label for option in NOTICE_KINDS}
"""The kinds of notices in words."""
_GONE = frozenset({Outcome.SENT.value, Outcome.DRAFTED.value})


@dataclass(frozen=True, slots=True, kw_only=True)
class RecipientRow:
    """A recipient of a notice; texts are empty where they are not shown, the name is a dash where it was erased."""

    id: int
    person_id: int | None
    customer_id: int | None
    name: str
    customer: str
    part: str
    channel: str
    address: str
    language: str
    subject: str
    text: str
    state: str
    sent_at: dt.datetime | None
    code: int
    words: str
    answer: str


def _seen(rows: Sequence[RecipientRow]) -> Sequence[Seen]:
    return [Seen("notice_recipient", row.id, row.person_id) for row in rows]


@use_case(Permission.OUTAGE_READ, discloses=_seen)
def notice_recipients(work: Work, notice_id: int) -> tuple[RecipientRow, ...]:
    """Return to whom a notice went, those whom it did not reach first."""
    rows = work.session.execute(
        select(NoticeRecipient, func.coalesce(Customer.name, ""))
        .outerjoin(Customer, Customer.id == NoticeRecipient.customer_id)
        .where(NoticeRecipient.notice_id == notice_id)
        .order_by(NoticeRecipient.state.in_(_GONE), NoticeRecipient.id)
    )
    return tuple(_row(work, row, customer) for row, customer in rows)


def _row(work: Work, row: NoticeRecipient, customer: str) -> RecipientRow:
    hidden = hidden_fields(work, row)

    def said(name: str) -> str:
        return "" if name in hidden else str(getattr(row, name) or "")

    return RecipientRow(
        id=row.id,
        person_id=row.person_id,
        customer_id=row.customer_id,
        name=row.name or ERASED,
        customer=_(customer),
        part=row.part,
        channel=row.channel,
        address=said("address"),
        language=row.language,
        subject=said("subject"),
        text=said("text"),
        state=row.state,
        sent_at=row.sent_at,
        code=row.code or 0,
        words=said("words"),
        answer=said("answer"),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class SentNotice:
    """A notice of an outage in numbers; `begun_at` is None while it is a draft."""

    id: int
    kind: str
    subject: str
    begun_at: dt.datetime | None
    by: str
    told: int
    untold: int


@use_case(Permission.OUTAGE_READ, discloses=nothing, writes=False)
def notices_of(work: Work, outage_id: int) -> tuple[SentNotice, ...]:
    """Return the notices of an outage, the newest first; nobody's personal data."""
    counts: dict[int, list[int]] = {}
    asked = select(NoticeRecipient.notice_id, NoticeRecipient.state, func.count()).group_by(
        NoticeRecipient.notice_id, NoticeRecipient.state
    )
    for notice_id, state, count in work.session.execute(asked):
        counts.setdefault(notice_id, [0, 0])[state not in _GONE] += count
    rows = work.session.execute(
        select(OutageNotice, func.coalesce(User.name, ""))
        .outerjoin(User, User.id == OutageNotice.user_id)
        .where(OutageNotice.outage_id == outage_id)
        .order_by(OutageNotice.id.desc())
    )
    return tuple(
        SentNotice(
            id=n.id,
            kind=n.kind,
            subject=next((s for c in LANGUAGES if (s := getattr(n, f"subject_{c}"))), ""),
            begun_at=n.begun_at,
            by=by,
            told=counts.get(n.id, [0, 0])[0],
            untold=counts.get(n.id, [0, 0])[1],
        )
        for n, by in rows
    )
