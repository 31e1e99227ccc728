"""Disclosures written down by hand, and requests for the registration data of fi domain names."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import replace

from sqlalchemy import func, select

from asiakasrekisteri.domain.disclosing import REGISTRATION_HOURS, contract_state
from asiakasrekisteri.domain.errors import FieldError, InvalidInputError
from asiakasrekisteri.domain.formats import FINLAND
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.store.models import Customer, Disclosure, DomainName, Recipient, RegistrationRequest
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.edits import Saved
from asiakasrekisteri.usecases.gate import nothing, use_case
from asiakasrekisteri.usecases.owned import require_same_customer
from asiakasrekisteri.usecases.privacy.disclosures import (
    Handing,
    recipient_named,
    record_disclosure,
    require_ground,
)
from asiakasrekisteri.usecases.privacy.receiving import in_use
from asiakasrekisteri.usecases.records import got
from asiakasrekisteri.usecases.rows import row_cases

_GIVEN = frozenset({"given", "partly"})
_REQUESTERS = ("controller", "authority", "person")
"""Who may ask for registration data: a firm or a lawyer, unless the name is known as something else."""


def _disclosure_rule(work: Work, row: Disclosure) -> None:
    faults = []
    if row.disclosed_on > work.today:
        faults.append(FieldError("disclosed_on", _("Luovutuspäivä on tulevaisuudessa. Tarkista päivä.")))
    recipient = got(work, Recipient, row.recipient_id)
    if recipient.kind == "processor":
        message = _(
            "{name} on käsittelijä, jolle annettua tietoa ei kirjata luovutukseksi. Valitse toinen vastaanottaja."
        )
        faults.append(FieldError("recipient_id", message.format(name=recipient.name)))
    if faults:
        raise InvalidInputError(faults)
    require_ground(work, row.ground, row.section or "", row.reference or "")
    if row.user_id is None:
        row.user_id, row.log_id = work.actor.user_id or None, work.log_number
        row.number_of_persons = 1 if row.person_id is not None else 0
        work.log("disclose")


@use_case(Permission.DISCLOSURE_WRITE, discloses=nothing)
def keep_disclosure(work: Work, row_id: int, version: int, *, source: str = "staff") -> Saved:  # noqa: ARG001
    """Refuse to remove a disclosure: the person is told of it, and it proves its ground (Art. 5(2), 15(1)(c))."""
    message = _("Luovutusta ei poisteta, koska henkilöllä on oikeus tietää siitä. Korjaa sen tietoja.")
    raise InvalidInputError([FieldError("disclosure", message)])


DISCLOSURES = replace(
    row_cases(
        Disclosure,
        Permission.DISCLOSURE_READ,
        Permission.DISCLOSURE_WRITE,
        rule=_disclosure_rule,
        order="disclosed_on",
    ),
    remove=keep_disclosure,
)


def _request_rule(work: Work, row: RegistrationRequest) -> None:
    domain = got(work, DomainName, row.domain_id)
    row.customer_id = row.customer_id or domain.customer_id
    require_same_customer(row.customer_id, domain_id=domain)
    faults = [FieldError(name, message) for name, message in _request_faults(work, row)]
    if faults:
        raise InvalidInputError(faults)
    if row.answer in _GIVEN and row.disclosure_id is None:
        row.disclosure_id = _disclosed(work, row, domain)


def _disclosed(work: Work, row: RegistrationRequest, domain: DomainName) -> int | None:
    """Record what the answer gave as a disclosure of the holder's data, and return its id (R-59)."""
    handing = Handing(
        recipient_id=recipient_named(work, row.requester, _REQUESTERS, _("pyysi verkkotunnuksen rekisteröintitietoja")),
        what=_("verkkotunnuksen {domain} rekisteröintitiedot").format(domain=domain.name),
        purpose=row.ground,
        ground="law",
        section=_("laki sähköisen viestinnän palveluista 917/2014, 170 §"),
        how="email",
        on=row.answered_at.astimezone(FINLAND).date() if row.answered_at else None,
    )
    holder = got(work, Customer, row.customer_id).person_id if row.customer_id is not None else None
    return record_disclosure(work, handing, persons=[holder] if holder else [], customer_id=row.customer_id)


def _request_faults(work: Work, row: RegistrationRequest) -> Iterator[tuple[str, str]]:
    if row.received_at > work.now:
        yield "received_at", _("Saapumisaika on tulevaisuudessa. Tarkista aika.")
    if row.answer == "open" and row.answered_at is not None:
        yield "answer", _("Valitse, miten pyyntöön vastattiin.")
    if row.answer != "open" and row.answered_at is None:
        yield "answered_at", _("Kirjoita, milloin pyyntöön vastattiin.")
    if row.answered_at is not None and row.answered_at < row.received_at:
        yield "answered_at", _("Vastaus on ennen pyyntöä. Tarkista ajat.")
    if row.answer in {"refused", "partly"} and not row.answer_reason:
        yield "answer_reason", _("Perustele, miksi tietoja ei annettu kaikilta osin.")


REGISTRATION_REQUESTS = row_cases(
    RegistrationRequest,
    Permission.DISCLOSURE_READ,
    Permission.DISCLOSURE_WRITE,
    rule=_request_rule,
    order="received_at",
)


@use_case(Permission.DISCLOSURE_READ, discloses=nothing, writes=False)
def disclosure_attention(work: Work) -> Mapping[str, int]:
    """Count what asks for a hand: contracts of processors that are missing, ended or about to end, open requests.

    Keys: "missing", "ended", "soon"; "requests" and "late" for requests for registration data.
    """
    counts = dict.fromkeys(("missing", "ended", "soon", "requests", "late"), 0)
    for row in work.session.scalars(select(Recipient).where(in_use(work, Recipient))):
        state = contract_state(row.kind, row.contract_signed_on, row.contract_until, work.today)
        if state in counts:
            counts[state] += 1
    unanswered = RegistrationRequest.answer == "open"
    counts["requests"] = work.session.scalar(select(func.count(RegistrationRequest.id)).where(unanswered)) or 0
    limit = work.now - dt.timedelta(hours=REGISTRATION_HOURS)
    late = unanswered & (RegistrationRequest.received_at < limit)
    counts["late"] = work.session.scalar(select(func.count(RegistrationRequest.id)).where(late)) or 0
    return counts
