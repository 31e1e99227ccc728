"""The part of Finvoice that a bank pays by (EpiDetails)."""

from decimal import Decimal

from asiakasrekisteri.domain.references import normalise_reference
from asiakasrekisteri.exchange.finvoice.elements import Branch, decimal_text, pieces
from asiakasrekisteri.exchange.finvoice.shape import InvoiceOut

_NAME = 35


def write_epi(epi: Branch, invoice: InvoiceOut, gross: Decimal) -> None:
    """Write the instruction to pay: to whom, by what reference, how much and when."""
    identification = epi.branch("EpiIdentificationDetails")
    identification.day("EpiDate", invoice.issued_on)
    identification.leaf("EpiReference", "", always=True)
    parties = epi.branch("EpiPartyDetails")
    bank = parties.branch("EpiBfiPartyDetails")
    bank.leaf("EpiBfiIdentifier", invoice.bic, {"IdentificationSchemeName": "BIC"})
    beneficiary = parties.branch("EpiBeneficiaryPartyDetails")
    beneficiary.leaf("EpiNameAddressDetails", pieces(invoice.seller.name, _NAME)[0])
    beneficiary.leaf("EpiAccountID", invoice.account, {"IdentificationSchemeName": "IBAN"})
    payment = epi.branch("EpiPaymentInstructionDetails")
    reference = str(normalise_reference(invoice.reference) or "")
    scheme = "ISO" if reference.startswith("RF") else "SPY"
    payment.leaf("EpiRemittanceInfoIdentifier", reference, {"IdentificationSchemeName": scheme})
    payment.leaf("EpiInstructedAmount", decimal_text(gross), {"AmountCurrencyIdentifier": invoice.currency})
    payment.leaf("EpiCharge", "SHA", {"ChargeOption": "SHA"})
    payment.day("EpiDateOptionDate", invoice.due_on or invoice.issued_on)
