"""Lists of disclosures, recipients, transfers and requests for registration data."""

import datetime as dt
from array import array
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, or_, select

from asiakasrekisteri.domain.disclosing import REGISTRATION_HOURS, contract_state
from asiakasrekisteri.domain.hourclock import HourClock, time_words
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.texts import _, ngettext
from asiakasrekisteri.domain.words import fold
from asiakasrekisteri.store.models import Disclosure, Recipient, RegistrationRequest, Transfer
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.gate import nothing, use_case
from asiakasrekisteri.usecases.lists import IdList, read_ids
from asiakasrekisteri.usecases.privacy.disclosures import disclosures_about
from asiakasrekisteri.usecases.records import shown_title


@dataclass(frozen=True, slots=True)
class DisclosureRow:
    """A disclosure in a list; `whose` names the person or customer, or how many they were."""

    id: int
    disclosed_on: dt.date
    recipient: str
    what: str
    whose: str
    purpose: str
    ground: str
    section: str
    how: str


@use_case(Permission.DISCLOSURE_READ, discloses=nothing, writes=False)
def list_disclosures(
    work: Work,
    query: str = "",
    ground: str = "",
    recipient_id: int | None = None,
    person_id: int | None = None,
    *,
    reverse: bool = True,
) -> IdList:
    """Return the ids of the disclosures that match, by day; the newest first.

    Args:
        work: the unit of work.
        query: words in what, purpose, reference, section or the recipient's name; "" for all.
        ground: code.
        recipient_id: to whom.
        person_id: only those that told of her, in lists and with the whole register too.
        reverse: the newest first.
    """
    total = work.session.scalar(select(func.count()).select_from(Disclosure)) or 0
    direction = (Disclosure.disclosed_on.desc(), Disclosure.id.desc()) if reverse else (Disclosure.disclosed_on,)
    asked = select(Disclosure.id).join(Recipient, Recipient.id == Disclosure.recipient_id).order_by(*direction)
    if ground:
        asked = asked.where(Disclosure.ground == ground)
    if recipient_id is not None:
        asked = asked.where(Disclosure.recipient_id == recipient_id)
    if person_id is not None:
        asked = asked.where(Disclosure.id.in_([row.id for row in disclosures_about(work, person_id)]))
    columns = (Disclosure.what, Disclosure.purpose, Disclosure.reference, Disclosure.section, Recipient.name)
    for word in query.split():
        asked = asked.where(or_(*(column.contains(word, autoescape=True) for column in columns)))
    return IdList(read_ids(work, asked), total)


@use_case(Permission.DISCLOSURE_READ, discloses=nothing, writes=False)
def disclosure_rows(work: Work, ids: Sequence[int]) -> tuple[DisclosureRow, ...]:
    """Return a page of the list; what stays on the screen is logged by `note_seen`."""
    rows = {row.id: row for row in work.session.scalars(select(Disclosure).where(Disclosure.id.in_(ids)))}
    return tuple(_disclosure_row(work, rows[i]) for i in ids if i in rows)


def _disclosure_row(work: Work, row: Disclosure) -> DisclosureRow:
    return DisclosureRow(
        row.id,
        row.disclosed_on,
        shown_title(work, "recipient", row.recipient_id),
        row.what,
        whose(work, row),
        row.purpose,
        row.ground,
        row.section or "",
        row.how,
    )


def whose(work: Work, row: Disclosure) -> str:
    """Return whose data were disclosed, in words."""
    if row.everyone_up_to is not None:
        return _("koko rekisteri")
    if row.person_id is not None:
        return shown_title(work, "person", row.person_id)
    if row.customer_id is not None:
        return shown_title(work, "customer", row.customer_id)
    return ngettext("{n} henkilö", "{n} henkilöä", row.number_of_persons).format(n=row.number_of_persons)


@dataclass(frozen=True, slots=True)
class RecipientRow:
    """A recipient in a list; `contract` as in `contract_state`, `given` counts its disclosures."""

    id: int
    name: str
    kind: str
    task: str
    country: str
    contract: str
    contract_signed_on: dt.date | None
    contract_until: dt.date | None
    given: int
    in_use: bool


@use_case(Permission.DISCLOSURE_READ, discloses=nothing, writes=False)
def list_recipients(
    work: Work, query: str = "", kind: str = "", contract: str = "", order: str = "name", *, reverse: bool = False
) -> IdList:
    """Return the ids of the recipients that match.

    Args:
        work: the unit of work.
        query: words in name or task.
        kind: code.
        contract: "missing", "ended", "soon", or "attention" for any of them.
        order: a field of the row.
        reverse: the greatest first.
    """
    rows = recipient_rows.body(work, None)
    words = fold(query).split()
    wanted = {"missing", "ended", "soon"} if contract == "attention" else {contract}
    kept = [
        row
        for row in rows
        if (not kind or row.kind == kind)
        and (not contract or row.contract in wanted)
        and all(word in fold(f"{row.name} {row.task}") for word in words)
    ]
    kept.sort(key=lambda row: (str(getattr(row, order) or "").casefold(), row.id), reverse=reverse)
    return IdList(array("q", (row.id for row in kept)), len(rows))


@use_case(Permission.DISCLOSURE_READ, discloses=nothing, writes=False)
def recipient_rows(work: Work, ids: Sequence[int] | None = None) -> tuple[RecipientRow, ...]:
    """Return a page of the list, or all rows by name."""
    asked = select(Recipient).order_by(func.lower(Recipient.name), Recipient.id)
    if ids is not None:
        asked = asked.where(Recipient.id.in_(ids))
    counted = select(Disclosure.recipient_id, func.count()).group_by(Disclosure.recipient_id)
    given = {row[0]: row[1] for row in work.session.execute(counted)}
    rows = {row.id: _recipient_row(work, row, given.get(row.id, 0)) for row in work.session.scalars(asked)}
    return tuple(rows[i] for i in (rows if ids is None else ids) if i in rows)


def _recipient_row(work: Work, row: Recipient, given: int) -> RecipientRow:
    in_use = row.until is None or row.until >= work.today
    state = contract_state(row.kind, row.contract_signed_on, row.contract_until, work.today) if in_use else ""
    return RecipientRow(
        row.id,
        row.name,
        row.kind,
        row.task or "",
        row.country or "",
        state,
        row.contract_signed_on,
        row.contract_until,
        given,
        in_use,
    )


@dataclass(frozen=True, slots=True)
class TransferRow:
    """A transfer in a list; country and mechanism are codes."""

    id: int
    recipient: str
    country: str
    what: str
    mechanism: str
    reference: str
    in_use: bool


@use_case(Permission.DISCLOSURE_READ, discloses=nothing, writes=False)
def list_transfers(work: Work, query: str = "", order: str = "recipient", *, reverse: bool = False) -> IdList:
    """Return the ids of the transfers in which the words of the query stand."""
    rows = transfer_rows.body(work, None)
    words = fold(query).split()
    kept = [row for row in rows if all(word in fold(f"{row.recipient} {row.what} {row.reference}") for word in words)]
    kept.sort(key=lambda row: (str(getattr(row, order)).casefold(), row.id), reverse=reverse)
    return IdList(array("q", (row.id for row in kept)), len(rows))


@use_case(Permission.DISCLOSURE_READ, discloses=nothing, writes=False)
def transfer_rows(work: Work, ids: Sequence[int] | None = None) -> tuple[TransferRow, ...]:
    """Return a page of the list, or all rows."""
    asked = select(Transfer).order_by(Transfer.id)
    if ids is not None:
        asked = asked.where(Transfer.id.in_(ids))
    rows = {
        row.id: TransferRow(
            row.id,
            shown_title(work, "recipient", row.recipient_id),
            row.country,
            row.what or "",
            row.mechanism or "",
            row.reference or "",
            row.until is None or row.until >= work.today,
        )
        for row in work.session.scalars(asked)
    }
    return tuple(rows[i] for i in (rows if ids is None else ids) if i in rows)


@dataclass(frozen=True, slots=True)
class RegistrationRow:
    """A request for registration data in a list; `clock` tells in words what is left, `late` whether too late."""

    id: int
    received_at: dt.datetime
    requester: str
    domain: str
    answer: str
    answered_at: dt.datetime | None
    clock: str
    late: bool


@use_case(Permission.DISCLOSURE_READ, discloses=nothing, writes=False)
def list_registration_requests(work: Work, query: str = "", answer: str = "", *, reverse: bool = True) -> IdList:
    """Return the ids of the requests for registration data, the newest first."""
    asked = select(RegistrationRequest.id)
    total = work.session.scalar(select(func.count()).select_from(RegistrationRequest)) or 0
    received = RegistrationRequest.received_at
    asked = asked.order_by(received.desc() if reverse else received, RegistrationRequest.id)
    if answer:
        asked = asked.where(RegistrationRequest.answer == answer)
    for word in query.split():
        has = RegistrationRequest.requester.contains(word, autoescape=True)
        asked = asked.where(or_(has, RegistrationRequest.ground.contains(word, autoescape=True)))
    return IdList(read_ids(work, asked), total)


@use_case(Permission.DISCLOSURE_READ, discloses=nothing, writes=False)
def registration_rows(work: Work, ids: Sequence[int]) -> tuple[RegistrationRow, ...]:
    """Return a page of the list; what stays on the screen is logged by `note_seen`."""
    asked = select(RegistrationRequest).where(RegistrationRequest.id.in_(ids))
    rows = {row.id: _registration_row(work, row) for row in work.session.scalars(asked)}
    return tuple(rows[i] for i in ids if i in rows)


def _registration_row(work: Work, row: RegistrationRequest) -> RegistrationRow:
    clock = HourClock(row.received_at, REGISTRATION_HOURS)
    is_open = row.answer == "open" or row.answered_at is None
    return RegistrationRow(
        row.id,
        row.received_at,
        row.requester,
        shown_title(work, "domain_name", row.domain_id),
        row.answer,
        row.answered_at,
        time_words(clock.left(work.now)) if is_open else "",
        clock.is_late(work.now if is_open or row.answered_at is None else row.answered_at),
    )
