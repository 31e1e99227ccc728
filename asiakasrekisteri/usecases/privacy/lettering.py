"""What every letter to a person carries: the firm as its sender, the window's rows, the language she is served in."""

import datetime as dt
from collections.abc import Iterator, Sequence

from sqlalchemy import select

from asiakasrekisteri.domain.countries import country_name
from asiakasrekisteri.domain.errors import NotFoundError
from asiakasrekisteri.domain.extract import Letter
from asiakasrekisteri.domain.phones import show_phone
from asiakasrekisteri.domain.texts import LANGUAGES, _
from asiakasrekisteri.store.models import Address, Customer, Firm, Person
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.customers import full_name
from asiakasrekisteri.usecases.firm import phones_on_paper

_AT_HOME = ("", "FI", "AX")


def letter_language(person: Person | None) -> str:
    """Return the language of letters to a person: her own if letters are written in it, otherwise Finnish."""
    language = person.language if person is not None else None
    return language if language in LANGUAGES else "fi"


def letter_to(
    work: Work, rows: Sequence[str], reference: str, language: str, *, requested_on: dt.date | None = None
) -> Letter:
    """Return what a letter carries; call within `speaking` of its language.

    Args:
        work: the unit of work; its user signs.
        rows: the address, the name first.
        reference: number of the request.
        language: fi, sv or en.
        requested_on: the day the request came.
    """
    firm = work.session.scalar(select(Firm).limit(1))
    if firm is None:
        raise NotFoundError(_("Yrityksen tiedot puuttuvat. Täydennä ne asetuksissa."))
    sender = (firm.name, firm.street or "", f"{firm.postcode or ''} {firm.town or ''}".strip())
    identity = _("Y-tunnus {number}").format(number=firm.business_id) if firm.business_id else ""
    with phones_on_paper(work):
        contacts = (firm.name, identity, show_phone(firm.phone or ""), firm.email)
    return Letter(
        sender=tuple(filter(None, sender)),
        sender_footer=" · ".join(filter(None, contacts)),
        recipient=tuple(rows),
        date=work.today,
        reference=reference,
        language=language,
        signatory=work.actor.name,
        requested_on=requested_on,
    )


def address_rows(work: Work, person: Person) -> tuple[str, ...]:
    """Return the person's name and the address she is written to, as rows of an envelope; the name alone if none."""
    return tuple(filter(None, _rows(work, person)))


def _rows(work: Work, person: Person) -> Iterator[str]:
    yield full_name(person)
    own = select(Customer.id).where(Customer.person_id == person.id)
    address = work.session.scalar(
        select(Address)
        .where((Address.person_id == person.id) | Address.customer_id.in_(own))
        .order_by(Address.use != "postal", Address.id)
        .limit(1)
    )
    if address is not None:
        yield address.street or ""
        yield f"{address.postcode or ''} {(address.town or '').upper()}".strip()
        if (address.country or "") not in _AT_HOME:
            yield country_name(address.country or "", "en").upper()
