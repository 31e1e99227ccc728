"""E-invoices made by hand for the tests: as they are read, old and odd, and as they are to be written."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

from lxml import etree

from asiakasrekisteri.domain.invoicing import InvoiceKind
from asiakasrekisteri.exchange.finvoice.shape import Address, InvoiceOut, Party, RowOut
from tests.exchange.samples import shared_sample

SELLER = Party(
    name="Hostaus Oy",
    business_id="1234567-1",
    vat_number="FI12345671",
    address=Address(street=("Palvelinkuja 1",), postcode="00100", town="Helsinki", country="FI"),
    einvoice_address="003712345671",
    operator="003723609900",
    email="laskutus@hostaus.example",
    phone="+358401234567",
)
BUYER = Party(
    name="Leipomo Äyräs & Pojat Oy",
    business_id="7654321-2",
    vat_number="FI76543212",
    address=Address(street=("Jauhotie 2", "PL 3"), postcode="33100", town="Tampere", country="FI"),
    einvoice_address="003776543212",
    operator="E204503",
)
ROWS = (
    RowOut(
        description="Webhotelli M",
        code="WH-M",
        quantity=Decimal(12),
        unit="kk",
        unit_price=Decimal("9.90"),
        vat_percent=Decimal("25.5"),
        since=dt.date(2026, 1, 1),
        until=dt.date(2026, 12, 31),
    ),
    RowOut(
        description="Verkkotunnus esimerkki.example",
        quantity=Decimal(1),
        unit_price=Decimal("18.0005"),
        discount_percent=Decimal(10),
        vat_percent=Decimal("25.5"),
    ),
    RowOut(description="Opas, painettu", quantity=Decimal("2.5"), unit_price=Decimal(20), vat_percent=Decimal("13.5")),
)
INVOICE = InvoiceOut(
    number="2026100",
    issued_on=dt.date(2026, 3, 2),
    due_on=dt.date(2026, 3, 16),
    created_at=dt.datetime(2026, 3, 2, 9, 15, tzinfo=dt.UTC),
    seller=SELLER,
    buyer=BUYER,
    account="FI2112345600000785",
    bic="NDEAFIHH",
    reference="20261007",
    rows=ROWS,
    buyer_reference="Maija Meikäläinen",
    order_number="T-17",
    interest_percent=Decimal("8.0"),
    interest_text="Viivästyskorko korkolain mukaan",
    terms="14 pv netto",
    notes=("Kiitos tilauksesta!",),
)


def credit_note() -> InvoiceOut:
    """Return the credit note that undoes `INVOICE`."""
    return replace(
        INVOICE,
        number="2026101",
        kind=InvoiceKind.CREDIT_NOTE,
        credited_number=INVOICE.number,
        credited_on=INVOICE.issued_on,
        due_on=None,
        rows=tuple(replace(row, quantity=-row.quantity) for row in ROWS),
    )


OLD = """<?xml version="1.0" encoding="{encoding}"?>
<!DOCTYPE Finvoice SYSTEM "Finvoice.dtd" [ ]>
<?xml-stylesheet type="text/xsl" href="Finvoice.xsl"?>
<Finvoice Version="1.2">
<SellerPartyDetails><SellerPartyIdentifier>FI12345671</SellerPartyIdentifier>
<SellerOrganisationName>Hostaus Oy</SellerOrganisationName>
<SellerOrganisationTaxCode>FI12345671</SellerOrganisationTaxCode></SellerPartyDetails>
<BuyerPartyDetails><BuyerPartyIdentifier>1120-38</BuyerPartyIdentifier>
<BuyerOrganisationName>Pöytä & Tuoli Ky</BuyerOrganisationName>
<BuyerPostalAddressDetails><BuyerStreetName>Kuja 1</BuyerStreetName><BuyerTownName>TURKU</BuyerTownName>
<BuyerPostCodeIdentifier>20100</BuyerPostCodeIdentifier></BuyerPostalAddressDetails></BuyerPartyDetails>
<InvoiceDetails><InvoiceTypeCode>INV01</InvoiceTypeCode><InvoiceTypeText>Lasku</InvoiceTypeText>
<OriginCode>Original</OriginCode><InvoiceNumber>77</InvoiceNumber>
<InvoiceDate Format="CCYYMMDD">20110105</InvoiceDate>
<InvoiceTotalVatExcludedAmount AmountCurrencyIdentifier="EUR">1 000.00</InvoiceTotalVatExcludedAmount>
<InvoiceTotalVatAmount AmountCurrencyIdentifier="EUR">230,00</InvoiceTotalVatAmount>
<InvoiceTotalVatIncludedAmount AmountCurrencyIdentifier="EUR">1.230,00</InvoiceTotalVatIncludedAmount>
<VatSpecificationDetails><VatBaseAmount>1000,00</VatBaseAmount><VatRatePercent>23</VatRatePercent>
<VatRateAmount>230,00</VatRateAmount></VatSpecificationDetails>
<PaymentTermsDetails><InvoiceDueDate Format="CCYYMMDD">20110119</InvoiceDueDate></PaymentTermsDetails>
</InvoiceDetails><Unheard><Of>this</Of></Unheard>
<InvoiceRow><ArticleName>Konesali</ArticleName><DeliveredQuantity QuantityUnitCode="kk">10</DeliveredQuantity>
<UnitPriceAmount AmountCurrencyIdentifier="EUR">100.0000</UnitPriceAmount><RowVatRatePercent>23,00</RowVatRatePercent>
<RowVatExcludedAmount>1000,00</RowVatExcludedAmount></InvoiceRow>
<InvoiceRow><RowFreeText>Ajalta 1–10/2010</RowFreeText></InvoiceRow>
<EpiDetails><EpiPartyDetails><EpiBeneficiaryPartyDetails><EpiAccountID>FI21 1234 5600 0007 85</EpiAccountID>
</EpiBeneficiaryPartyDetails></EpiPartyDetails><EpiPaymentInstructionDetails>
<EpiRemittanceInfoIdentifier>00000 00000 00000 01232</EpiRemittanceInfoIdentifier></EpiPaymentInstructionDetails>
</EpiDetails></Finvoice>
"""
FRAME = """<SOAP-ENV:Envelope xmlns:SOAP-ENV="http://schemas.xmlsoap.org/soap/envelope/" xmlns:eb="http://www.oasis-open.org/">
<SOAP-ENV:Header><eb:From><eb:PartyId>003712345671</eb:PartyId></eb:From></SOAP-ENV:Header>
<SOAP-ENV:Body><eb:Manifest eb:id="Manifest"><eb:Reference eb:id="Finvoice"/></eb:Manifest></SOAP-ENV:Body>
</SOAP-ENV:Envelope>
"""


def old(encoding: str = "iso-8859-15", declared: str = "ISO-8859-15") -> bytes:
    """Return an invoice of the oldest version as programs wrote it, odd and complete."""
    text = OLD.format(encoding=declared)
    return (text if encoding.startswith("utf") else text.replace("–", "-")).encode(encoding)


def framed(*invoices: bytes) -> bytes:
    """Return a file of several invoices, each behind its SOAP frame."""
    return b"".join(FRAME.encode() + invoice for invoice in invoices)


def assert_valid(content: bytes) -> None:
    """See that an invoice is valid against the schema of Finvoice 3.0, where that is at hand."""
    schema = etree.XMLSchema(etree.fromstring(shared_sample("Finvoice3.0.xsd")))
    schema.assertValid(etree.fromstring(content))
