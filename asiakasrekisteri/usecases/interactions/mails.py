"""A saved mail taken into the register (R-40): whose it is, who took part, its text, and the mail itself kept whole."""

import datetime as dt
import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import or_, select

from asiakasrekisteri.domain.emails import normalise_email
from asiakasrekisteri.domain.formats import FINLAND, day
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.exchange.mail import MailAddress, MailMessage, read_mail
from asiakasrekisteri.store.models import ContactRole, Customer, Email, Firm, Interaction, Person
from asiakasrekisteri.store.work import ChangeOrigin, Work
from asiakasrekisteri.usecases.attachments import attach
from asiakasrekisteri.usecases.edits import new_row
from asiakasrekisteri.usecases.gate import nothing, use_case
from asiakasrekisteri.usecases.interactions.people import ParticipantEdit, apply_participants, become_users
from asiakasrekisteri.usecases.records import got
from asiakasrekisteri.usecases.restrictions import require_unrestricted

_SHARED_DOMAINS = frozenset(
    {
        "gmail.com",
        "hotmail.com",
        "icloud.com",
        "kolumbus.fi",
        "luukku.com",
        "outlook.com",
        "saunalahti.fi",
        "suomi24.fi",
        "yahoo.com",
    }
)
"""Domains of mailboxes that anybody has: of a firm that uses one, only its own address is its own."""


@dataclass(frozen=True, slots=True)
class AddedEmail:
    """What became of a mail.

    Attributes:
        id: the interaction.
        undo: the number by which `undo` takes it back; 0 when nothing was changed.
        known: the same mail was in the register already.
        direction: "in" or "out".
        customer_id: whose it was found to be.
        persons: those who took part and are known.
        end_users: who became an end user of the customer by it.
        faults: in Finnish, what was broken in the mail and so may be missing.
    """

    id: int
    undo: int
    known: bool
    direction: str
    customer_id: int | None
    persons: tuple[int, ...]
    end_users: tuple[int, ...]
    faults: tuple[str, ...]


@use_case(Permission.INTERACTION_WRITE, discloses=nothing)
def add_email(work: Work, eml: bytes, customer_id: int | None = None, person_id: int | None = None) -> AddedEmail:
    """Take a mail into the register; the same mail again changes nothing and says so.

    Args:
        work: the unit of work.
        eml: the saved mail.
        customer_id: whose it is; by default as the addresses tell.
        person_id: who of the customer's it is with, where her address is not known.

    Raises:
        ExchangeError: the file is no mail.
        RestrictedError: the processing of somebody's data is restricted.
    """
    return take_mail(work, eml, customer_id, person_id)


def take_mail(work: Work, eml: bytes, customer_id: int | None = None, person_id: int | None = None) -> AddedEmail:
    """Take a mail into the register; see `add_email`."""
    mail = read_mail(eml)
    message_id = mail.message_id or f"sha256:{hashlib.sha256(eml).hexdigest()}"
    known = work.session.scalar(select(Interaction).where(Interaction.message_id == message_id).limit(1))
    if known is not None:
        return AddedEmail(known.id, 0, True, known.direction or "in", known.customer_id, (), (), mail.faults)
    at = min(mail.sent_at or work.now, work.now)
    sent_on = at.astimezone(FINLAND).date()
    work.origin = ChangeOrigin("email", sent_on)
    ours = _ours(work)
    outgoing = ours.has(mail.sender.address)
    people = _people(work, mail, ours, person_id, outgoing=outgoing)
    customer = customer_id if customer_id is not None else _customer_of(work, people)
    if customer is not None:
        require_unrestricted(work, got(work, Customer, customer))
    direction = "out" if outgoing else "in"
    row = _written_down(work, mail, direction, at, {"customer_id": customer, "message_id": message_id})
    apply_participants(work, row, people)
    end_users = become_users(work, row)
    _keep(work, row, mail, eml, sent_on)
    persons = tuple(dict.fromkeys(p.person_id for p in people if p.person_id is not None))
    return AddedEmail(row.id, work.log_number, False, direction, customer, persons, end_users, mail.faults)


def _written_down(work: Work, mail: MailMessage, direction: str, at: dt.datetime, links: dict[str, Any]) -> Interaction:
    values = {
        "kind": "email",
        "direction": direction,
        "state": "closed",
        "at": at,
        "subject": mail.subject or _("(ei aihetta)"),
        "body": mail.text,
    }
    return new_row(work, Interaction, values, user_id=work.actor.user_id or None, **links)


def _keep(work: Work, row: Interaction, mail: MailMessage, eml: bytes, sent_on: dt.date) -> None:
    name = _("Sähköpostiviesti {day}.eml").format(day=day(sent_on))
    attach(work, "interaction", row.id, name, eml, kind="message")
    for file in mail.attachments:
        attach(work, "interaction", row.id, file.name, file.content)


@dataclass(frozen=True, slots=True)
class _Ours:
    """The firm's own address, and the domain when it is the firm's alone."""

    address: str
    domain: str

    def has(self, address: str) -> bool:
        """Tell whether an address is the firm's."""
        domain = address.casefold().rpartition("@")[2]
        own_domain = bool(self.domain) and (domain == self.domain or domain.endswith(f".{self.domain}"))
        return own_domain or (bool(address) and address.casefold() == self.address)


def _ours(work: Work) -> _Ours:
    address = (work.session.scalar(select(Firm.email).limit(1)) or "").casefold()
    domain = address.rpartition("@")[2]
    return _Ours(address, "" if domain in _SHARED_DOMAINS else domain)


def _people(
    work: Work, mail: MailMessage, ours: _Ours, person_id: int | None, *, outgoing: bool
) -> list[ParticipantEdit]:
    """Return those who took part. The firm's own people are not in the register of its customers, unless known."""
    parts = [("sender", mail.sender), *(("recipient", one) for one in mail.to), *(("copied", one) for one in mail.cc)]
    known = _owners(work, (one.address for _part, one in parts))
    people: dict[str, ParticipantEdit] = {}
    for part, one in parts:
        person = known.get(one.address.casefold())
        if not (one.name or one.address) or (person is None and ours.has(one.address)):
            continue
        people.setdefault(one.address or one.name, _participant(part, one, person))
    found = list(people.values())
    if person_id is None or person_id in {p.person_id for p in found}:
        return found
    return _with(found, got(work, Person, person_id).id, outgoing=outgoing)


def _participant(part: str, one: MailAddress, person_id: int | None) -> ParticipantEdit:
    return ParticipantEdit(part, person_id, one.name or one.address, one.address)


def _with(people: Sequence[ParticipantEdit], person_id: int, *, outgoing: bool) -> list[ParticipantEdit]:
    """Let the other party whom nobody is known by be the person the user chose."""
    part = "recipient" if outgoing else "sender"
    for place, one in enumerate(people):
        if one.part == part and one.person_id is None:
            chosen = ParticipantEdit(part, person_id, one.written, one.address)
            return [*people[:place], chosen, *people[place + 1 :]]
    return [*people, ParticipantEdit("mentioned", person_id)]


def _owners(work: Work, addresses: Iterable[str]) -> dict[str, int]:
    """Return whose each address is; one that several persons share is nobody's."""
    found: dict[str, set[int]] = {}
    own = select(Email.address, Email.person_id, Customer.person_id).outerjoin(
        Customer, Customer.id == Email.customer_id
    )
    for address, person, through in work.session.execute(own.where(Email.address.in_(_forms(addresses)))):
        if (owner := person or through) is not None:
            found.setdefault(address.casefold(), set()).add(owner)
    return {address: owners.pop() for address, owners in found.items() if len(owners) == 1}


def _forms(addresses: Iterable[str]) -> list[str]:
    """Return the forms in which an address may be stored."""
    return sorted({form for a in addresses if a for form in (a, a.casefold(), str(normalise_email(a)))})


def _customer_of(work: Work, people: Sequence[ParticipantEdit]) -> int | None:
    """Return the customer whose own address is used, or for whom those who took part act; None where several fit."""
    own = select(Email.customer_id).where(
        Email.address.in_(_forms(p.address for p in people)), Email.customer_id.is_not(None)
    )
    found = set(work.session.scalars(own))
    if not found:
        persons = [p.person_id for p in people if p.person_id is not None]
        in_force = or_(ContactRole.until.is_(None), ContactRole.until >= work.today)
        roles = select(ContactRole.customer_id).where(ContactRole.person_id.in_(persons), in_force)
        herself = select(Customer.id).where(Customer.person_id.in_(persons))
        found = {*work.session.scalars(roles), *work.session.scalars(herself)}
    return found.pop() if len(found) == 1 else None
