"""Seller, buyer and the details of transmission as Finvoice 3.0 wants them written."""

from asiakasrekisteri.exchange.finvoice.elements import Branch, pieces
from asiakasrekisteri.exchange.finvoice.shape import Address, InvoiceOut, Party

_NAME, _LINE = 70, 35
_OVT = "0037"
_OVT_SCHEME = "0216"
_LEGAL_SCHEME = "0212"


def write_frame(top: Branch, invoice: InvoiceOut) -> None:
    """Write from whom to whom the message goes, where the e-invoice addresses and operators of both are known."""
    sender, receiver = invoice.seller, invoice.buyer
    if not all((sender.einvoice_address, sender.operator, receiver.einvoice_address, receiver.operator)):
        return
    frame = top.branch("MessageTransmissionDetails")
    for name, way, party in (("Sender", "From", sender), ("Receiver", "To", receiver)):
        details = frame.branch(f"Message{name}Details")
        details.leaf(f"{way}Identifier", party.einvoice_address, _scheme(party.einvoice_address))
        details.leaf(f"{way}Intermediator", party.operator)
    details = frame.branch("MessageDetails")
    stamp = invoice.created_at.isoformat(timespec="seconds")
    details.leaf("MessageIdentifier", f"{invoice.number}-{invoice.created_at:%Y%m%d%H%M%S}")
    details.leaf("MessageTimeStamp", stamp)


def write_seller(top: Branch, invoice: InvoiceOut) -> None:
    """Write the seller with its account."""
    seller = invoice.seller
    _write_party(top, "Seller", seller)
    information = top.branch("SellerInformationDetails")
    account = information.branch("SellerAccountDetails")
    account.leaf("SellerAccountID", invoice.account, {"IdentificationSchemeName": "IBAN"})
    account.leaf("SellerBic", invoice.bic, {"IdentificationSchemeName": "BIC"})


def write_buyer(top: Branch, invoice: InvoiceOut) -> None:
    """Write the buyer."""
    _write_party(top, "Buyer", invoice.buyer)


def _write_party(top: Branch, side: str, party: Party) -> None:
    details = top.branch(f"{side}PartyDetails")
    scheme = {"SchemeID": _LEGAL_SCHEME} if party.business_id else {}
    details.leaf(f"{side}PartyIdentifier", party.business_id, scheme)
    details.leaves(f"{side}OrganisationName", pieces(party.name, _NAME))
    details.leaf(f"{side}OrganisationTaxCode", party.vat_number)
    _write_address(details, side, party.address)
    top.leaf(f"{side}OrganisationUnitNumber", party.einvoice_address)
    if party.email or party.phone:
        contact = top.branch(f"{side}CommunicationDetails")
        contact.leaf(f"{side}PhoneNumberIdentifier", party.phone)
        contact.leaf(f"{side}EmailaddressIdentifier", party.email)


def _write_address(details: Branch, side: str, address: Address) -> None:
    if not address.town:
        return
    postal = details.branch(f"{side}PostalAddressDetails")
    for line in address.street:
        postal.leaves(f"{side}StreetName", pieces(line, _LINE))
    postal.leaf(f"{side}TownName", address.town)
    postal.leaf(f"{side}PostCodeIdentifier", address.postcode)
    postal.leaf("CountryCode", address.country)


def _scheme(address: str) -> dict[str, str]:
    return {"SchemeID": _OVT_SCHEME} if address.startswith(_OVT) else {}
