"""A recipient outside the EEA: what the description promises of transfers, and the ground without which it may not be.

GDPR 44–49; R-63.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select

from asiakasrekisteri.domain.description import Description
from asiakasrekisteri.domain.eea import is_outside
from asiakasrekisteri.domain.errors import FieldError, InvalidInputError
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.reports.legal import legal_texts
from asiakasrekisteri.store.models import Recipient, Register, Transfer
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.edits import Saved
from asiakasrekisteri.usecases.gate import nothing, use_case
from asiakasrekisteri.usecases.privacy.receiving import RECIPIENTS, TRANSFERS
from asiakasrekisteri.usecases.records import got


@dataclass(frozen=True, slots=True)
class Abroad:
    """What a country outside the EEA means for a recipient.

    Attributes:
        promise: the sentence of the description that would become untrue; "" where it promises nothing.
        mechanism: code of the ground that is recorded for the transfer already; "" for none.
    """

    promise: str
    mechanism: str


@use_case(Permission.DISCLOSURE_READ, discloses=nothing, writes=False)
def look_abroad(work: Work, country: str, recipient_id: int | None = None) -> Abroad:
    """Return what giving data to a country outside the EEA means.

    Args:
        work: the unit of work.
        country: its two letters.
        recipient_id: of a recipient that is stored already.
    """
    return Abroad(_promise(work), _mechanism(work, country, recipient_id))


@use_case(Permission.DISCLOSURE_WRITE, discloses=nothing)
def keep_recipient(
    work: Work,
    recipient: tuple[int, int] | None,
    values: Mapping[str, object],
    links: Mapping[str, int],
    ground: Mapping[str, object],
    *,
    source: str = "staff",
) -> Saved:
    """Store a recipient and, where it is outside the EEA, the ground of the transfer with it: both or neither.

    Args:
        work: the unit of work.
        recipient: id and version of a stored one; None for a new one.
        values: as the use cases of recipients take them.
        links: likewise.
        ground: `mechanism` and `reference` of the transfer; empty where it is recorded already or none is needed.
        source: where the values come from.

    Raises:
        InvalidInputError: the recipient is in use outside the EEA and the transfer has no ground.
    """
    if recipient is None:
        saved: Saved = RECIPIENTS.add.body(work, values, links, source=source)
    else:
        saved = RECIPIENTS.save.body(work, *recipient, values, source=source)
    row = got(work, Recipient, saved.id)
    country = row.country or ""
    ended = row.until is not None and row.until < work.today
    if is_outside(country) and not ended and not _mechanism(work, country, row.id):
        if not ground.get("mechanism"):
            raise InvalidInputError([FieldError("mechanism", demand())])
        TRANSFERS.add.body(work, {**ground, "recipient_id": row.id, "country": country}, {}, source=source)
    return saved


def demand() -> str:
    """Return the sentence that asks for the ground of a transfer."""
    return _("Valitse siirron peruste (yleinen tietosuoja-asetus, V luku). Ilman sitä tietoja ei saa siirtää.")


def _mechanism(work: Work, country: str, recipient_id: int | None) -> str:
    known = select(Transfer.mechanism).where(Transfer.recipient_id == recipient_id, Transfer.country == country)
    return work.session.scalar(known.where(Transfer.mechanism.is_not(None)).limit(1)) or ""


def _promise(work: Work) -> str:
    """Return the sentence by which a description in use denies transfers."""
    for content in work.session.scalars(select(Register.content).where(Register.closed_on.is_(None))):
        said = Description.from_json(content).transfers
        if said.outside_eea == "no":
            return said.text or legal_texts()("notice.transfers_no")
    return ""
