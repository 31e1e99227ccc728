"""One Finvoice element turned into plain data, and its sums checked."""

from dataclasses import replace
from decimal import Decimal

from lxml import etree

from asiakasrekisteri.domain.identifiers import (
    check_business_id,
    check_vat_number,
    normalise_business_id,
    normalise_vat_number,
)
from asiakasrekisteri.domain.invoicing import InvoiceKind, VatLine
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.exchange.accounts import account_of, reference_of
from asiakasrekisteri.exchange.figures import day_of, sum_of
from asiakasrekisteri.exchange.finvoice.checking import faults_of
from asiakasrekisteri.exchange.finvoice.rows import read_rows
from asiakasrekisteri.exchange.finvoice.shape import Address, InvoiceRead, Party
from asiakasrekisteri.exchange.raw import tidy
from asiakasrekisteri.exchange.xml_source import path_of, text_at

_CREDIT, _INVOICE = "INV02", "INV"
_TEXT, _LONG = 200, 2000
_MOST_RATES = 100
_TOTAL = "InvoiceDetails/InvoiceTotalVatIncludedAmount"
_REFERENCE = "EpiDetails/EpiPaymentInstructionDetails/EpiRemittanceInfoIdentifier"


def invoice_of(root: etree._Element, *, damaged: bool) -> InvoiceRead:
    """Read one invoice.

    Args:
        root: its Finvoice element.
        damaged: a part of its XML could not be read.
    """
    code = text_at(root, "InvoiceDetails/InvoiceTypeCode").upper()
    gross = sum_of(text_at(root, _TOTAL))
    reference, faults = reference_of(text_at(root, _REFERENCE))
    seller, seller_faults = _party(root, "Seller")
    buyer, buyer_faults = _party(root, "Buyer")
    invoice = InvoiceRead(
        version=tidy(str(root.get("Version", "")), 10),
        number=tidy(text_at(root, "InvoiceDetails/InvoiceNumber"), _TEXT),
        kind=InvoiceKind.CREDIT_NOTE if code == _CREDIT or (gross or 0) < 0 else InvoiceKind.INVOICE,
        origin=tidy(text_at(root, "InvoiceDetails/OriginCode"), 20),
        issued_on=day_of(text_at(root, "InvoiceDetails/InvoiceDate")),
        due_on=day_of(text_at(root, *_DUE)),
        supplied_on=day_of(text_at(root, "DeliveryDetails/DeliveryDate")),
        credited_number=tidy(text_at(root, *_CREDITED), _TEXT),
        seller=seller,
        buyer=buyer,
        account=account_of(text_at(root, *_ACCOUNT)),
        reference=reference,
        rows=read_rows(root),
        net=sum_of(text_at(root, "InvoiceDetails/InvoiceTotalVatExcludedAmount")),
        vat=sum_of(text_at(root, "InvoiceDetails/InvoiceTotalVatAmount")),
        gross=gross,
        by_rate=_by_rate(root),
        currency=_currency(root),
        notes=tuple(tidy(text, _LONG) for text in _all(root, "InvoiceDetails/InvoiceFreeText")),
    )
    found = (*_broken(damaged=damaged, code=code), *faults, *seller_faults, *buyer_faults, *faults_of(root, invoice))
    return replace(invoice, faults=found)


_DUE = (
    "InvoiceDetails/PaymentTermsDetails/InvoiceDueDate",
    "EpiDetails/EpiPaymentInstructionDetails/EpiDateOptionDate",
)
_CREDITED = ("InvoiceDetails/OriginalInvoiceNumber", "InvoiceDetails/OriginalInvoiceReference/InvoiceNumber")
_ACCOUNT = (
    "EpiDetails/EpiPartyDetails/EpiBeneficiaryPartyDetails/EpiAccountID",
    "SellerInformationDetails/SellerAccountDetails/SellerAccountID",
)


def _broken(*, damaged: bool, code: str) -> tuple[str, ...]:
    faults: list[str] = []
    if damaged:
        faults.append(
            _("Laskun tiedosto on katkennut tai vioittunut, osa tiedoista voi puuttua. Vertaa alkuperäiseen.")
        )
    if not code.startswith(_INVOICE):
        faults.append(_("Sanoman tyyppi ei ole lasku eikä hyvityslasku. Tarkista, kuuluuko se laskuihin."))
    return tuple(faults)


def _party(root: etree._Element, side: str) -> tuple[Party, tuple[str, ...]]:
    """Read the seller or the buyer, and what is wrong with its identifiers."""
    details = f"{side}PartyDetails"
    business_id = str(normalise_business_id(text_at(root, f"{details}/{side}PartyIdentifier")) or "")
    vat_number = str(normalise_vat_number(text_at(root, f"{details}/{side}OrganisationTaxCode")) or "")
    frame = "MessageSenderDetails/From" if side == "Seller" else "MessageReceiverDetails/To"
    party = Party(
        name=tidy(" ".join(_all(root, f"{details}/{side}OrganisationName")), _TEXT),
        business_id=business_id[:_TEXT],
        vat_number=vat_number[:_TEXT],
        address=_address(root, side),
        einvoice_address=tidy(
            text_at(root, f"{side}OrganisationUnitNumber", f"MessageTransmissionDetails/{frame}Identifier"), _TEXT
        ),
        operator=tidy(text_at(root, f"MessageTransmissionDetails/{frame}Intermediator"), _TEXT),
        email=tidy(text_at(root, f"{side}CommunicationDetails/{side}EmailaddressIdentifier"), _TEXT),
        phone=tidy(text_at(root, f"{side}CommunicationDetails/{side}PhoneNumberIdentifier"), _TEXT),
    )
    wrong = check_business_id(business_id), check_vat_number(vat_number)
    who = _("Myyjä") if side == "Seller" else _("Ostaja")
    return party, tuple(_("{who}: {fault}").format(who=who, fault=fault) for fault in wrong if fault)


def _address(root: etree._Element, side: str) -> Address:
    at = f"{side}PartyDetails/{side}PostalAddressDetails"
    box = text_at(root, f"{at}/{side}PostOfficeBoxIdentifier")
    street = [tidy(line, _TEXT) for line in _all(root, f"{at}/{side}StreetName")]
    if box and box not in " ".join(street):
        street.append(tidy(box if box.upper().startswith("PL") else f"PL {box}", _TEXT))
    return Address(
        street=tuple(street),
        postcode=tidy(text_at(root, f"{at}/{side}PostCodeIdentifier"), 20),
        town=tidy(text_at(root, f"{at}/{side}TownName"), _TEXT),
        country=tidy(text_at(root, f"{at}/CountryCode"), 2).upper(),
    )


def _by_rate(root: etree._Element) -> tuple[VatLine, ...]:
    """Return base and tax by rate; lines of one rate (exempt and zero rate) are added up."""
    sums: dict[Decimal, tuple[Decimal, Decimal]] = {}
    for line in root.findall(path_of("InvoiceDetails/VatSpecificationDetails"))[:_MOST_RATES]:
        net = sum_of(text_at(line, "VatBaseAmount"))
        vat = sum_of(text_at(line, "VatRateAmount"))
        percent = sum_of(text_at(line, "VatRatePercent"))
        if percent is None and vat:
            continue
        if net is not None:
            before = sums.get(percent or Decimal(0), (Decimal(0), Decimal(0)))
            sums[percent or Decimal(0)] = before[0] + net, before[1] + (vat or Decimal(0))
    return tuple(VatLine(percent, *sums[percent]) for percent in sorted(sums, reverse=True))


def _currency(root: etree._Element) -> str:
    total = root.find(path_of(_TOTAL))
    said = "" if total is None else str(total.get("AmountCurrencyIdentifier", ""))
    return tidy(said, 3).upper() or "EUR"


def _all(root: etree._Element, names: str) -> list[str]:
    """Return the texts of every element at a path, the empty ones left out."""
    texts = (" ".join("".join(map(str, one.itertext())).split()) for one in root.iterfind(path_of(names)))
    return [text for text in texts if text]
