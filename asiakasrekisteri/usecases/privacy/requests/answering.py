"""Answering a request and closing it: what was sent is kept with its hash, how and where it went is written down."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select

from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.store.models import Email, Firm, Person, Request
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.edits import Saved, from_source
from asiakasrekisteri.usecases.gate import nothing, use_case
from asiakasrekisteri.usecases.privacy.disclosures import Handing, disclose_to_agent
from asiakasrekisteri.usecases.privacy.requests.fulfilling import require_done
from asiakasrekisteri.usecases.privacy.requests.letters import recipient_of
from asiakasrekisteri.usecases.privacy.requests.rules import begun, is_identified, put, refused, require_day, stored
from asiakasrekisteri.usecases.records import got

_GIVING = frozenset({"granted", "partly"})
_REGISTERED = "registered"
_NO_ADDRESS = frozenset({"visit", "oral"})
_POSTED = frozenset({"letter", "registered"})


@use_case(Permission.REQUEST_WRITE, discloses=nothing)
def note_collected(work: Work, request_id: int, version: int) -> Saved:
    """Write down that everything held about the person has been found and gone through.

    Raises:
        InvalidInputError: it is not known whose data are to be found.
    """
    row = begun(work, request_id, version)
    if not is_identified(row):
        raise refused("identity_method", _("Varmista ensin pyytäjän henkilöllisyys."))
    row.collected_on = work.today
    return stored(work, row)


def note_answer(work: Work, row: Request, sha256: str, pages: int | None) -> None:
    """Keep the hash and the pages of the answer that was made, and who made it; within a use case."""
    row.sha256, row.pages, row.printed_by, row.approved_by = sha256, pages, work.actor.name, None


@use_case(Permission.REQUEST_WRITE, discloses=nothing)
def approve_answer(work: Work, request_id: int, version: int) -> Saved:
    """Approve an answer that another user made (four eyes): any two who handle requests, for many have one main user.

    Raises:
        InvalidInputError: there is no answer, or the user made it.
    """
    row = begun(work, request_id, version)
    if row.sha256 is None:
        raise refused("approved_by", _("Vastausta ei ole vielä tulostettu."))
    if row.printed_by == work.actor.name:
        raise refused("approved_by", _("Vastauksen hyväksyy toinen kuin sen tulostaja."))
    row.approved_by = work.actor.name
    return stored(work, row)


@dataclass(frozen=True, slots=True)
class Delivery:
    """How an answer went.

    Attributes:
        channel: a code of `DELIVERIES`.
        delivered_on: the day; None for today.
        registered_letter_no: of a registered letter.
        address: where it went, if not to the address that the letter names.
    """

    channel: str
    delivered_on: dt.date | None = None
    registered_letter_no: str = ""
    address: str = ""


@use_case(Permission.REQUEST_WRITE, discloses=nothing)
def deliver_answer(work: Work, request_id: int, version: int, sent: Delivery) -> Saved:
    """Write down that the answer went: when, how and where. The request is closed.

    Raises:
        InvalidInputError: it has not been decided, what was granted has not been done, or something of the delivery is
            missing.
    """
    return note_delivered(work, request_id, version, sent)


def note_delivered(work: Work, request_id: int, version: int, sent: Delivery) -> Saved:
    """Do `deliver_answer` within a use case."""
    row = begun(work, request_id, version)
    if row.decision is None:
        raise refused("decision", _("Tee ensin päätös."))
    if not sent.channel:
        raise refused("delivery_channel", _("Valitse, miten vastaus toimitettiin."))
    _require_second_look(work, row)
    day = sent.delivered_on or work.today
    require_day(work, day, row.received_on, "delivered_on")
    registered = sent.channel == _REGISTERED
    if registered and not sent.registered_letter_no.strip():
        raise refused("registered_letter_no", _("Kirjoita kirjatun kirjeen tunnus."))
    require_done(work, row, sent.channel)
    number = sent.registered_letter_no if registered else None
    put(row, delivered_on=day, delivery_channel=sent.channel, registered_letter_no=number)
    if sent.channel not in _NO_ADDRESS and row.requester_name:  # of one who has been erased nothing is written anew
        put(row, address_used=_where(work, row, sent))
    row.closed_on = work.today
    work.log("answer", Request.__tablename__, row.id, person_id=row.person_id)
    _disclose(work, row)
    return stored(work, row)


def _disclose(work: Work, row: Request) -> None:
    """Record the copy that went to somebody else than the person herself: she is told of it like of any other."""
    if row.requester == "self" or row.sha256 is None or row.person_id is None or row.decision not in _GIVING:
        return
    handing = Handing(
        recipient_id=0,
        what=_("jäljennös henkilön tiedoista"),
        purpose=_("vastaus pyyntöön, jonka teki henkilön puolesta toimiva"),
        ground="own_request",
        reference=row.number,
        how="letter" if row.delivery_channel not in _NO_ADDRESS else "other",
        on=row.delivered_on,
    )
    disclose_to_agent(work, row.requester_name, handing, row.person_id)


def _require_second_look(work: Work, row: Request) -> None:
    """Refuse to send a copy of the data that nobody but its maker has looked at, where the office wants two pairs."""
    wanted = work.session.scalar(select(Firm.four_eyes).limit(1))
    if wanted and row.sha256 is not None and row.decision in _GIVING and row.approved_by is None:
        message = _("Toinen käyttäjä tarkistaa vastauksen ennen lähettämistä. Pyydä häntä hyväksymään se.")
        raise refused("approved_by", message)


def _where(work: Work, row: Request, sent: Delivery) -> str:
    """Return where an answer went: as it is said now, as it was asked for, or what is on file for that channel.

    Raises:
        InvalidInputError: no address is known: a letter without one reaches nobody.
    """
    person = work.session.get(Person, row.person_id) if row.person_id is not None else None
    said = sent.address.strip() or row.address_used or ""
    if said:
        return said
    if sent.channel in _POSTED:
        known, message = "\n".join(recipient_of(work, row, person)[1:]), _("Kirjoita osoite, johon kirje lähetettiin.")
    else:
        known, message = _email(work, row), _("Kirjoita sähköpostiosoite, johon vastaus lähetettiin.")
    if not known:
        raise refused("address_used", message)
    return known


def _email(work: Work, row: Request) -> str:
    """Return the e-mail address of a requester who asks for herself."""
    if row.person_id is None or row.requester not in {"self", "contact"}:
        return ""
    asked = select(Email.address).where(Email.person_id == row.person_id).order_by(Email.id).limit(1)
    return work.session.scalar(asked) or ""


@use_case(Permission.REQUEST_DECIDE, discloses=nothing)
def close_request(work: Work, request_id: int, version: int) -> Saved:
    """Close a request that needs no answer: its requester has withdrawn it.

    Raises:
        InvalidInputError: it waits for an answer.
    """
    row = begun(work, request_id, version)
    if row.decision != "withdrawn":
        raise refused("closed_on", _("Pyyntöön on vastattava: merkitse vastaus toimitetuksi."))
    row.closed_on = work.today
    return stored(work, row)


@use_case(Permission.REQUEST_DECIDE, discloses=nothing)
def reopen_request(work: Work, request_id: int, version: int) -> Saved:
    """Go on with a request that was decided or closed; what was sent stays with it, the days stay what they were.

    Raises:
        InvalidInputError: it is open and undecided.
    """
    from_source(work, "staff")
    row = got(work, Request, request_id, version)
    if row.decision is None and row.closed_on is None:
        raise refused("closed_on", _("Pyyntö on jo avoinna."))
    if not row.requester_name:
        raise refused("closed_on", _("Henkilön tiedot on poistettu, joten pyyntöä ei voi jatkaa. Kirjaa uusi pyyntö."))
    row.closed_on = row.decision = row.decision_on = row.ground = row.delivered_on = row.delivery_channel = None
    row.registered_letter_no = row.forwarded_to = row.forwarded_on = None
    return stored(work, row)
