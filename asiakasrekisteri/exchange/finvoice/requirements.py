"""What must stand on an e-invoice (AVL 209 e §, LAW §7.10, and the schema of Finvoice 3.0), told all at once."""

import re
from collections.abc import Iterator
from decimal import Decimal

from asiakasrekisteri.domain.accounts import check_bic, check_iban
from asiakasrekisteri.domain.errors import ExchangeError
from asiakasrekisteri.domain.identifiers import check_business_id
from asiakasrekisteri.domain.invoicing import InvoiceKind
from asiakasrekisteri.domain.references import check_reference, normalise_reference
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.exchange.finvoice.elements import pieces, quantity_text
from asiakasrekisteri.exchange.finvoice.row_writer import vat_code
from asiakasrekisteri.exchange.finvoice.shape import InvoiceOut, Party, RowOut

_CURRENCY = re.compile(r"[A-Z]{3}")
_COUNTRY = re.compile(r"(?:[A-Z]{2})?")
_SHORTEST_NAME, _LONGEST_NUMBER, _MOST_STREETS, _LINE = 2, 20, 3, 35
_PERCENT_DECIMALS = 3
_LONGEST_QUANTITY = 14
_BUYER_PAYS = frozenset(("AE", "K"))
_MOST_MONEY = Decimal(10) ** 15


def demand(invoice: InvoiceOut) -> None:
    """Raise where an invoice lacks something without which it cannot be sent.

    Raises:
        ExchangeError: the message names everything that is missing or does not fit.
    """
    wanting = [*_of_invoice(invoice), *_of_payment(invoice), *_of_parties(invoice), *_of_rows(invoice.rows)]
    if wanting:
        raise ExchangeError(_("Verkkolaskua ei voi tehdä: {faults}.").format(faults="; ".join(dict.fromkeys(wanting))))


def _of_invoice(invoice: InvoiceOut) -> Iterator[str]:
    if not 0 < len(invoice.number) <= _LONGEST_NUMBER:
        yield _("laskun numerossa on oltava 1–20 merkkiä")
    if invoice.kind is InvoiceKind.CREDIT_NOTE and not invoice.credited_number:
        yield _("hyvityslaskulta puuttuu hyvitettävän laskun numero")
    if len(invoice.credited_number) > _LONGEST_NUMBER:
        yield _("hyvitettävän laskun numerossa on enintään 20 merkkiä")
    if not _is_percent(invoice.interest_percent or Decimal(0)):
        yield _("viivästyskoron prosentti on 0–100")


def _of_payment(invoice: InvoiceOut) -> Iterator[str]:
    if not invoice.account or check_iban(invoice.account):
        yield _("oman pankkitilin IBAN puuttuu tai on virheellinen")
    if not invoice.bic or check_bic(invoice.bic):
        yield _("oman pankin BIC-tunnus puuttuu tai on virheellinen")
    if check_reference(normalise_reference(invoice.reference)):
        yield _("viitenumero on virheellinen")
    if not _CURRENCY.fullmatch(invoice.currency):
        yield _("valuutan tunnuksessa on kolme kirjainta")


def _of_parties(invoice: InvoiceOut) -> Iterator[str]:
    seller, buyer = invoice.seller, invoice.buyer
    if not seller.business_id or check_business_id(seller.business_id):
        yield _("myyjän Y-tunnus puuttuu tai on virheellinen")
    if check_business_id(buyer.business_id):
        yield _("ostajan Y-tunnus on virheellinen")
    if any(row.vat_percent for row in invoice.rows) and not seller.vat_number:
        yield _("myyjän ALV-numero puuttuu")
    if any(vat_code(row) in _BUYER_PAYS for row in invoice.rows) and not buyer.vat_number:
        yield _("ostajan ALV-numero puuttuu, vaikka vero on ostajan maksettava")
    for who, party in ((_("myyjän"), seller), (_("ostajan"), buyer)):
        yield from (fault.format(who=who) for fault in _of_party(party))


def _of_party(party: Party) -> Iterator[str]:
    address = party.address
    names = pieces(party.name, 2 * _LINE)
    if not names or any(len(name) < _SHORTEST_NAME for name in names):
        yield _("{who} nimi puuttuu tai on liian lyhyt")
    streets = [piece for line in address.street for piece in pieces(line, _LINE)]
    whole = streets and all(_fits(text) for text in (*streets, address.town, address.postcode))
    if not whole or len(streets) > _MOST_STREETS or not _COUNTRY.fullmatch(address.country):
        yield _("{who} osoitteesta puuttuu katuosoite, postinumero tai postitoimipaikka, tai osa on liian pitkä")
    if any(text and not _fits(text) for text in (party.einvoice_address, party.operator)):
        yield _("{who} verkkolaskuosoite tai välittäjä on liian pitkä")
    if len(party.vat_number) > _LINE or len(party.phone) > _LINE or len(party.email) > 2 * _LINE:
        yield _("{who} ALV-numero, puhelin tai sähköposti on liian pitkä")


def _of_rows(rows: tuple[RowOut, ...]) -> Iterator[str]:
    if not rows:
        yield _("laskulla ei ole yhtään riviä")
    for number, row in enumerate(rows, start=1):
        if not row.description.strip():
            yield _("riviltä {number} puuttuu selite").format(number=number)
        if not (_is_percent(row.vat_percent) and _is_percent(row.discount_percent)):
            yield _("rivin {number} prosentti ei ole 0–100").format(number=number)
        if not (_is_money(row.unit_price) and _is_quantity(row.quantity) and _is_money(row.quantity * row.unit_price)):
            yield _("rivin {number} määrä tai hinta on liian suuri").format(number=number)
        if not row.vat_percent and row.vat_code not in {"", "Z"} and not row.vat_reason.strip():
            yield _("riviltä {number} puuttuu verottomuuden peruste").format(number=number)


def _fits(text: str) -> bool:
    return _SHORTEST_NAME <= len(text) <= _LINE


def _is_quantity(value: Decimal) -> bool:
    return _is_money(value) and len(quantity_text(value)) <= _LONGEST_QUANTITY


def _is_money(value: Decimal) -> bool:
    return value.is_finite() and abs(value) < _MOST_MONEY


def _is_percent(value: Decimal) -> bool:
    """Tell whether a percentage is 0–100 with at most three decimals, as the schema has it."""
    if not value.is_finite() or not 0 <= value <= 100:  # noqa: PLR2004 - a whole in percent
        return False
    return value == round(value, _PERCENT_DECIMALS)
