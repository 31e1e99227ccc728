"""Numbers of invoices, which are never given again, and the references by which payments find them."""

from collections.abc import Iterator

from sqlalchemy import BigInteger, cast, func, select

from asiakasrekisteri.domain.errors import FieldError, InvalidInputError
from asiakasrekisteri.domain.references import check_reference, national_reference, normalise_reference
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.store.models import Customer, Invoice, StoreMark
from asiakasrekisteri.store.work import Work

_MARK = "invoice_numbers"
"""Holds the greatest number ever given and the greatest row id then: what came after is all that must be looked at."""
_FIRST_NUMBER = 10_001
_LONGEST_NUMBER = 15
"""Digits; a longer "number" in an imported file is somebody else's identifier, not the end of a series."""
_SHORTEST_BASE, _LONGEST_BASE = 3, 19
_DIGITS = "0123456789"


def next_number(work: Work) -> str:
    """Return an invoice number that has never been given: one more than the greatest (AVL 209 e §, running number).

    The number of an invoice that was taken back, or erased when its time was over, is not given to another.
    """
    return str(max(_greatest(work) + 1, _FIRST_NUMBER))


def take_number(work: Work, number: str) -> None:
    """Reserve an invoice number.

    Raises:
        InvalidInputError: another invoice has it.
    """
    if work.session.scalar(select(Invoice.id).where(Invoice.number == number)) is not None:
        message = _(
            "Laskun numero {number} on jo käytetty. Jätä kenttä tyhjäksi, niin ohjelma antaa seuraavan numeron."
        )
        raise InvalidInputError([FieldError("number", message.format(number=number))])
    plain = number.isascii() and number.isdigit() and len(number) <= _LONGEST_NUMBER
    greatest = max(_greatest(work), int(number) if plain else 0)
    last_id = work.session.scalar(select(func.max(Invoice.id))) or 0
    work.session.merge(StoreMark(name=_MARK, value=f"{greatest} {last_id}"))


def _greatest(work: Work) -> int:
    """Return the greatest number of the series so far; 0 before the first."""
    mark = work.session.get(StoreMark, _MARK)
    given, last_id = map(int, mark.value.split()) if mark is not None else (0, 0)
    plain = (func.ltrim(Invoice.number, "0123456789") == "") & (func.length(Invoice.number) <= _LONGEST_NUMBER)
    later = select(func.max(cast(Invoice.number, BigInteger))).where(plain, Invoice.id > last_id)
    return max(given, work.session.scalar(later) or 0)


def made_reference(work: Work, customer: Customer, number: str) -> str | None:
    """Return an unused viitenumero made of the customer's and the invoice's numbers; None when there are no digits.

    Only a customer number of plain digits is used: one that holds an identity code must not get on an invoice.
    """
    for base in _bases(customer.number, number):
        reference = national_reference(base)
        if not _is_taken(work, reference):
            return reference
    return None


def _bases(customer: str, number: str) -> Iterator[str]:
    """Yield the bases of a reference, the shortest first: the customer's number, zeros, the invoice's number."""
    digits = "".join(c for c in number if c in _DIGITS)
    owner = customer.lstrip("0") if customer and not customer.strip(_DIGITS) else ""
    if not digits or len(owner) + len(digits) >= _LONGEST_BASE:
        owner = ""
    digits = digits[-_LONGEST_BASE + 1 :]
    for width in range(max(len(digits), _SHORTEST_BASE) if digits else _LONGEST_BASE, _LONGEST_BASE - len(owner)):
        yield (owner or "1") + digits.zfill(width)


def check_given_reference(work: Work, reference: str | None, invoice_id: int | None = None) -> None:
    """Refuse a reference that was typed wrong or that another invoice has.

    Raises:
        InvalidInputError: what is wrong with it.
    """
    if not reference:
        return
    fault = check_reference(reference)
    if fault is None and _is_taken(work, reference, invoice_id):
        fault = _("Viitenumero on jo toisella laskulla. Jätä kenttä tyhjäksi, niin ohjelma muodostaa viitteen.")
    if fault:
        raise InvalidInputError([FieldError("reference", fault)])


def _is_taken(work: Work, reference: str, invoice_id: int | None = None) -> bool:
    others = select(Invoice.id).where(Invoice.reference == reference)
    if invoice_id is not None:
        others = others.where(Invoice.id != invoice_id)
    return work.session.scalar(others.limit(1)) is not None


def forms_of(reference: object) -> set[str]:
    """Return the stored forms under which a reference may lie: as it is, and the national one inside an RF one."""
    text = str(normalise_reference(reference) or "")
    inside = text[4:] if text.startswith("RF") and check_reference(text) is None else ""
    return {text, inside} - {""}
