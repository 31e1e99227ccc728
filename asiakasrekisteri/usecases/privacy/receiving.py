"""Recipients, processors and transfers: their rows, and what descriptions are compared with and filled from."""

import datetime as dt
from dataclasses import replace
from typing import Any

from sqlalchemy import func, or_, select

from asiakasrekisteri.domain.description import Description, RecipientStatement, Transfer as ToldTransfer
from asiakasrekisteri.domain.disclosing import LIMITED_GROUNDS
from asiakasrekisteri.domain.eea import is_outside
from asiakasrekisteri.domain.errors import FieldError, InvalidInputError
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.recipients_told import KnownRecipient, KnownTransfer, said_of
from asiakasrekisteri.domain.retention import add_months
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.store.models import Disclosure, Recipient, Register, Transfer
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.edits import from_source
from asiakasrekisteri.usecases.gate import nothing, use_case
from asiakasrekisteri.usecases.rows import require_order, row_cases

_YEAR = 12
_TAKEN = ("processor", "controller")


def _recipient_rule(work: Work, row: Recipient) -> None:
    require_order(row.since, row.until, "until")
    require_order(row.contract_signed_on, row.contract_until, "contract_until")
    faults = []
    if row.under_id is not None and row.under_id == row.id:
        faults.append(FieldError("under_id", _("Alikäsittelijä ei voi olla itsensä alla. Valitse toinen käsittelijä.")))
    if row.contract_signed_on is not None and row.contract_signed_on > work.today:
        faults.append(FieldError("contract_signed_on", _("Allekirjoituspäivä on tulevaisuudessa. Tarkista päivä.")))
    same = select(Recipient.id).where(func.lower(Recipient.name) == row.name.lower(), Recipient.id != (row.id or 0))
    if work.session.scalar(same.limit(1)) is not None:
        faults.append(FieldError("name", _("Saman niminen vastaanottaja on jo luettelossa. Muuta sitä.")))
    if faults:
        raise InvalidInputError(faults)


def _transfer_rule(_work: Work, row: Transfer) -> None:
    require_order(row.since, row.until, "until")
    faults = []
    if not is_outside(row.country):
        faults.append(FieldError("country", _("Maa on ETA-alueella, joten siirron perustetta ei tarvita.")))
    if not row.mechanism:
        faults.append(
            FieldError(
                "mechanism",
                _("Valitse siirron peruste (yleinen tietosuoja-asetus, V luku). Ilman sitä tietoja ei saa siirtää."),
            )
        )
    elif row.mechanism != "adequacy" and not row.reference:
        faults.append(FieldError("reference", _("Kirjoita, mistä suojatoimien jäljennöksen saa.")))
    if faults:
        raise InvalidInputError(faults)


RECIPIENTS = row_cases(
    Recipient, Permission.DISCLOSURE_READ, Permission.DISCLOSURE_WRITE, rule=_recipient_rule, order="name"
)
TRANSFERS = row_cases(
    Transfer, Permission.DISCLOSURE_READ, Permission.DISCLOSURE_WRITE, rule=_transfer_rule, order="country"
)


def in_use(work: Work, entity: Any) -> Any:
    """Return the condition of the recipients or transfers that are in use today."""
    begun = or_(entity.since.is_(None), entity.since <= work.today)
    return begun & or_(entity.until.is_(None), entity.until >= work.today)


def known_recipients(work: Work) -> tuple[KnownRecipient, ...]:
    """Return the recipients in use, by name, as descriptions are compared with them."""
    rows = work.session.scalars(select(Recipient).where(in_use(work, Recipient)).order_by(Recipient.name, Recipient.id))
    return tuple(_known(work, row) for row in rows)


def _known(work: Work, row: Recipient) -> KnownRecipient:
    above = work.session.get(Recipient, row.under_id) if row.under_id is not None else None
    signed = row.contract_signed_on
    return KnownRecipient(
        row.kind,
        row.name,
        row.task or "",
        row.business_id or "",
        row.country or "",
        signed.isoformat() if signed is not None else "",
        above.name if above is not None else "",
    )


def known_transfers(work: Work) -> tuple[KnownTransfer, ...]:
    """Return the transfers in use as descriptions are compared with them."""
    asked = (
        select(Transfer, Recipient.name)
        .join(Recipient, Recipient.id == Transfer.recipient_id)
        .where(in_use(work, Transfer))
        .order_by(Transfer.id)
    )
    return tuple(
        KnownTransfer(name, row.country, row.mechanism or "", row.reference or "")
        for row, name in work.session.execute(asked)
    )


def other_grounds(work: Work) -> int:
    """Count the disclosures of the last year on other grounds than consent, an order or law (R-60)."""
    other = Disclosure.ground.not_in(LIMITED_GROUNDS) & (Disclosure.disclosed_on > add_months(work.today, -_YEAR))
    return work.session.scalar(select(func.count()).select_from(Disclosure).where(other)) or 0


@use_case(Permission.DESCRIPTION_READ, discloses=nothing, writes=False)
def fill_recipients(work: Work, description: Description) -> Description:
    """Return a description whose recipients and transfers are those of the store; the firm's own words for them stay.

    Nothing is stored. General statements ("viranomaiset") stay, and what only the text knew goes.
    """
    known = [one for one in known_recipients(work) if one.kind != "person"]
    general = [one for one in description.recipients if not one.name or one.kind not in _TAKEN]
    general = [one for one in general if all(said_of(description, other) is not one for other in known)]
    told = (*(_told(description, one) for one in known), *general)
    transfers = known_transfers(work)
    places = tuple(ToldTransfer(one.recipient, one.country, one.mechanism, one.reference) for one in transfers)
    said = description.transfers
    if places:
        said = replace(said, outside_eea="yes", text="" if said.outside_eea == "no" else said.text)
    return replace(description, recipients=told, transfers=replace(said, places=places))


def _told(own: Description, known: KnownRecipient) -> RecipientStatement:
    said = said_of(own, known)
    return known.statement() if said is None else replace(known.statement(), task=said.task or known.task)


@use_case(Permission.DISCLOSURE_WRITE, discloses=nothing)
def take_recipients(work: Work) -> int:
    """Record the recipients and transfers that the descriptions in use name and that are not recorded; return how many.

    An office whose description was written before recipients were recorded gets them from its own words.
    """
    from_source(work, "staff")
    names = {name.casefold(): row_id for name, row_id in work.session.execute(select(Recipient.name, Recipient.id))}
    taken = 0
    for content in work.session.scalars(select(Register.content).where(Register.closed_on.is_(None))):
        own = Description.from_json(content)
        for one in own.recipients:
            if one.kind in _TAKEN and one.name and one.name.casefold() not in names:
                names[one.name.casefold()] = _take(work, one)
                taken += 1
        taken += sum(_take_transfer(work, one, names) for one in own.transfers.places)
    return taken


def _take(work: Work, said: RecipientStatement) -> int:
    signed = dt.date.fromisoformat(said.dpa_signed_on) if said.dpa_signed_on else None
    row = Recipient(
        kind=said.kind,
        name=said.name,
        task=said.task or None,
        business_id=said.business_id or None,
        country=said.country or None,
        contract_signed_on=signed,
    )
    work.session.add(row)
    work.session.flush()
    return row.id


def _take_transfer(work: Work, said: ToldTransfer, names: dict[str, int]) -> bool:
    recipient = names.get(said.recipient.casefold())
    if recipient is None:
        return False
    same = select(Transfer.id).where(Transfer.recipient_id == recipient, Transfer.country == said.country)
    if work.session.scalar(same.limit(1)) is not None:
        return False
    row = Transfer(
        recipient_id=recipient,
        country=said.country,
        mechanism=said.mechanism or None,
        reference=said.reference or None,
    )
    work.session.add(row)
    work.session.flush()
    return True
