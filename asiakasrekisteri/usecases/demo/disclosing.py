"""The demo's recipients, disclosures and breaches: what a firm records over the years, and what is still undone."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select

from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.store.models import (
    AccessReview,
    AccessReviewRow,
    Customer,
    DomainName,
    Invoice,
    Recipient,
    Request,
    Restriction,
    User,
)
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.demo.earlier import done_earlier
from asiakasrekisteri.usecases.edits import from_source
from asiakasrekisteri.usecases.gate import Gate, nothing, use_case
from asiakasrekisteri.usecases.privacy.breaches.persons import Affected, choose_affected, mark_told_of_breach
from asiakasrekisteri.usecases.privacy.breaches.records import (
    BREACHES,
    SentReport,
    close_breach,
    open_breach,
    report_breach,
)
from asiakasrekisteri.usecases.privacy.disclosing import REGISTRATION_REQUESTS
from asiakasrekisteri.usecases.privacy.disclosures import Handing, record_disclosure
from asiakasrekisteri.usecases.privacy.receiving import RECIPIENTS, TRANSFERS, take_recipients
from asiakasrekisteri.usecases.rights.notices import Told, note_recipient_answer, note_told
from asiakasrekisteri.usecases.shipped import shipped

_REGISTERED = 6
_BREACH_OVER_IN = 21


def disclose(gate: Gate, person_id: int) -> None:
    """Record the recipients of the description, and disclosures: alone of the example person, and in a list."""
    said = shipped("demo", "privacy.toml")
    gate.call(take_recipients)
    authority = {"kind": "authority", "name": said["authority"]["name"], "task": said["authority"]["task"]}
    gate.call(RECIPIENTS.add, {**authority, "country": "FI"}, {}, source="staff")
    gate.call(disclose_demo, person_id)


@use_case(Permission.DISCLOSURE_WRITE, discloses=nothing)
def disclose_demo(work: Work, person_id: int) -> None:
    """Write the disclosures of the demo."""
    said = shipped("demo", "privacy.toml")
    names = {name: row_id for row_id, name in work.session.execute(select(Recipient.id, Recipient.name))}
    law = _handing(work, names[said["authority"]["name"]], said["authority"], "authority", "secure")
    record_disclosure(work, law, persons=[person_id])
    order = _handing(work, names[said["order"]["recipient"]], said["order"], "order", "secure")
    record_disclosure(work, order, persons=[person_id, *_holders(work, person_id)])
    owing = select(Customer.person_id).join(Invoice, Invoice.customer_id == Customer.id)
    owing = owing.where(Invoice.in_collection.is_(True), Customer.person_id.is_not(None)).distinct()
    persons = [person for person in work.session.scalars(owing) if person is not None]
    listed = _handing(work, names[said["collection"]["recipient"]], said["collection"], "contract", "export")
    record_disclosure(work, listed, persons=persons or [person_id])
    _tell_recipient(work, order)


def _holders(work: Work, person_id: int) -> Sequence[int]:
    """Return a few more persons in whose names domain names were registered, none of them under restriction."""
    held = select(Restriction.person_id)
    named = select(Customer.person_id).join(DomainName, DomainName.customer_id == Customer.id)
    free = named.where(Customer.person_id != person_id, Customer.person_id.not_in(held)).distinct()
    found = work.session.scalars(free.order_by(Customer.person_id).limit(_REGISTERED))
    return [person for person in found if person is not None]


def _tell_recipient(work: Work, order: Handing) -> None:
    """Have the recipient of an order told that somebody's data are restricted, and its answer written down."""
    request = work.session.scalar(select(Request).where(Request.kind == "restriction").order_by(Request.id).limit(1))
    if request is None or request.person_id is None:
        return
    record_disclosure(work, order, persons=[request.person_id])
    note_told.body(work, request.id, order.recipient_id, Told("email", request.closed_on))
    note_recipient_answer.body(work, request.id, order.recipient_id, "done")


def _handing(work: Work, recipient: int, said: Mapping[str, Any], ground: str, how: str) -> Handing:
    return Handing(
        recipient_id=recipient,
        what=said["what"],
        purpose=said["purpose"],
        ground=ground,
        section=said.get("section", ""),
        reference=said.get("reference", ""),
        how=how,
        on=work.today - dt.timedelta(days=said["days"]),
    )


def let_lapse(gate: Gate, person_id: int) -> None:
    """Leave undone what an office leaves undone: a processor without a contract, a transfer untold, a breach open."""
    said = shipped("demo", "privacy.toml")
    later, now = said["later"], gate.store.clock()
    gate.call(RECIPIENTS.add, later["processor"], {}, source="staff")
    signed = {"contract_signed_on": now.date() - dt.timedelta(days=320)}
    abroad = gate.call(RECIPIENTS.add, {**later["abroad"], **signed}, {}, source="staff").id
    gate.call(TRANSFERS.add, {**later["transfer"], "recipient_id": abroad}, {}, source="staff")
    gate.call(ask_demo, now - dt.timedelta(hours=said["request"]["hours"]))
    _close_one(gate, said["closed"], now)
    _close_one(gate, said["reported"], now, (person_id,))
    gate.call(review_demo, said["review"]["days"], said["review"]["findings"])
    aware = {"aware_at": now - dt.timedelta(hours=said["open"]["hours"])}
    number = gate.call(BREACHES.add, {**said["open"]["values"], **aware}, {}, source="staff").id
    gate.call(choose_affected, number, Affected(persons=(person_id,)))


def _close_one(gate: Gate, said: Mapping[str, Any], now: dt.datetime, told: Sequence[int] = ()) -> None:
    """Record a breach that is over; where persons were told of it, so was the supervisor."""
    aware = now - dt.timedelta(days=said["days"])
    times = {
        "aware_at": aware,
        "discovered_at": aware,
        "occurred_from": aware - dt.timedelta(days=2),
        "occurred_until": aware,
    }
    number = gate.call(BREACHES.add, {**said["values"], **times}, {}, source="staff").id
    gate.call(choose_affected, number, Affected(categories=tuple(said.get("categories", ())), persons=tuple(told)))
    if told:
        for report in said["reports"]:
            sent = aware + dt.timedelta(hours=report["hours"])
            gate.call(report_breach, number, SentReport(phase=report["phase"], sent_at=sent, note=report["note"]))
        gate.call(mark_told_of_breach, number, "letter", (aware + dt.timedelta(days=1)).date())
    record = gate.call(open_breach, number).record
    closed = said["days"] - _BREACH_OVER_IN
    gate.call(done_earlier, closed, close_breach.body, number, record.version, said["approver"])


@use_case(Permission.USER_MANAGE, discloses=nothing)
def review_demo(work: Work, days: int, findings: str) -> None:
    """Write the yearly review of user rights that was held so many days ago: everybody kept the rights he had."""
    from_source(work, "staff")
    review = AccessReview(reviewed_on=work.today - dt.timedelta(days=days), reviewer=work.actor.name, findings=findings)
    work.session.add(review)
    work.session.flush()
    users = work.session.scalars(select(User).where(User.status == "active").order_by(User.id))
    work.session.add_all(AccessReviewRow(review_id=review.id, user_id=user.id, role=user.role) for user in users)
    work.session.flush()


@use_case(Permission.DISCLOSURE_WRITE, discloses=nothing)
def ask_demo(work: Work, received_at: dt.datetime) -> None:
    """Write a request for the registration data of the first domain name whose holder's data may be processed."""
    held = select(Restriction.person_id).where(Restriction.until.is_(None))
    free = select(Customer.id).where(Customer.person_id.is_(None) | Customer.person_id.not_in(held))
    names = select(DomainName).where(DomainName.customer_id.in_(free))
    domain = work.session.scalar(names.order_by(DomainName.id).limit(1))
    if domain is None:
        return
    said = shipped("demo", "privacy.toml")["request"]
    values = {"requester": said["requester"], "ground": said["ground"], "received_at": received_at, "answer": "open"}
    links = {"customer_id": domain.customer_id}
    REGISTRATION_REQUESTS.add.body(work, {**values, "domain_id": domain.id}, links, source="staff")
