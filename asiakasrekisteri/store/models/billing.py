"""Billing history: invoices with rows, payments, reminders, and the tables they are reckoned by (R-17, R-32)."""

import datetime as dt
from decimal import Decimal

from sqlalchemy import Index, Integer, text
from sqlalchemy.orm import Mapped, declared_attr, relationship

from asiakasrekisteri.domain.fields import DataCategory, FieldKind, Option, Section
from asiakasrekisteri.domain.identifiers import check_business_id, normalise_business_id
from asiakasrekisteri.domain.references import normalise_reference
from asiakasrekisteri.domain.texts import N_
from asiakasrekisteri.store.models.base import Entity, described, described_link, link, technical
from asiakasrekisteri.store.models.customer import Customer
from asiakasrekisteri.store.models.service import VAT_CODES, OfCustomer

INVOICE_KINDS = (Option("invoice", N_("lasku")), Option("credit_note", N_("hyvityslasku")))
INVOICE_CHANNELS = (
    Option("einvoice", N_("verkkolasku")),
    Option("email", N_("sähköposti")),
    Option("letter", N_("kirje")),
)
PAYMENT_METHODS = (
    Option("transfer", N_("tilisiirto")),
    Option("card", N_("kortti")),
    Option("cash", N_("käteinen")),
    Option("offset", N_("kuittaus")),
)
REMINDER_CHANNELS = (
    Option("letter", N_("kirje")),
    Option("email", N_("sähköposti")),
    Option("phone", N_("puhelin")),
    Option("sms", N_("tekstiviesti")),
)


class Invoice(OfCustomer):
    """Lasku or hyvityslasku, with the buyer as written on it (AVL 209 e §). Kept as a voucher (KPL 2:10 §)."""

    __tablename__ = "invoice"
    __label__ = N_("Lasku")
    __plural__ = N_("Laskut")
    __erased_by__ = "law"
    __named_by__ = ("number",)
    __qualifier__ = "kind"
    __together__ = ("number", "issued_on", "due_on", "reference", "net", "vat", "gross", "balance", "paid_on")
    __table_args__ = (
        Index("ix_invoice_customer_issued", "customer_id", "issued_on"),
        Index("ix_invoice_open", "due_on", "issued_on", "balance", "in_collection", sqlite_where=text("balance <> 0")),
        Index("ix_invoice_sums", "issued_on", "gross", "balance", "due_on", "paid_on", "kind"),
    )
    __sections__ = (
        Section(N_("Lasku"), ("number", "kind", "issued_on", "due_on", "supplied_on", "reference", "credits_id")),
        Section(N_("Ostaja sellaisena kuin se on laskulla"), ("buyer_name", "buyer_address", "buyer_business_id")),
        Section(N_("Lähetys ja tila"), ("channel", "sent_on", "disputed", "in_collection", "note")),
    )

    number: Mapped[str] = described(
        N_("Laskun numero"),
        FieldKind.REFERENCE,
        category=DataCategory.BILLING,
        required=True,
        in_list=True,
        unique=True,
    )
    kind: Mapped[str] = described(
        N_("Laskun laji"),
        FieldKind.CHOICE,
        category=DataCategory.BILLING,
        options=INVOICE_KINDS,
        required=True,
        default="invoice",
    )
    issued_on: Mapped[dt.date] = described(
        N_("Laskun päivä"), FieldKind.DATE, category=DataCategory.BILLING, required=True, in_list=True, index=True
    )
    due_on: Mapped[dt.date | None] = described(
        N_("Eräpäivä"), FieldKind.DATE, category=DataCategory.BILLING, in_list=True
    )
    supplied_on: Mapped[dt.date | None] = described(
        N_("Toimitus- tai suorituspäivä"),
        FieldKind.DATE,
        category=DataCategory.BILLING,
        help=N_("Jos eri kuin laskun päivä: verokanta määräytyy tämän mukaan."),
    )
    reference: Mapped[str | None] = described(
        N_("Viitenumero"),
        FieldKind.REFERENCE,
        category=DataCategory.BILLING,
        in_list=True,
        index=True,
        normalise=normalise_reference,
        help=N_("Tyhjäksi jätettynä ohjelma muodostaa viitteen laskun numerosta."),
    )
    credits_id: Mapped[int | None] = described_link(N_("Hyvitettävä lasku"), "invoice", category=DataCategory.BILLING)
    buyer_name: Mapped[str] = described(
        N_("Ostajan nimi"), FieldKind.TEXT, category=DataCategory.BILLING, required=True, in_list=True
    )
    buyer_address: Mapped[str | None] = described(
        N_("Ostajan osoite"), FieldKind.TEXT, category=DataCategory.BILLING, whereabouts=True
    )
    buyer_business_id: Mapped[str | None] = described(
        N_("Ostajan Y-tunnus"),
        FieldKind.BUSINESS_ID,
        category=DataCategory.BILLING,
        check=check_business_id,
        normalise=normalise_business_id,
    )
    channel: Mapped[str | None] = described(
        N_("Laskutustapa"), FieldKind.CHOICE, category=DataCategory.BILLING, options=INVOICE_CHANNELS
    )
    sent_on: Mapped[dt.date | None] = described(N_("Lähetetty"), FieldKind.DATE, category=DataCategory.BILLING)
    net: Mapped[Decimal] = described(
        N_("Veroton summa"), FieldKind.MONEY, category=DataCategory.BILLING, required=True, editable=False
    )
    vat: Mapped[Decimal] = described(
        N_("Veron määrä"), FieldKind.MONEY, category=DataCategory.BILLING, required=True, editable=False
    )
    gross: Mapped[Decimal] = described(
        N_("Laskun summa"),
        FieldKind.MONEY,
        category=DataCategory.BILLING,
        required=True,
        in_list=True,
        editable=False,
    )
    balance: Mapped[Decimal] = described(
        N_("Avoinna"), FieldKind.MONEY, category=DataCategory.BILLING, required=True, in_list=True, editable=False
    )
    paid_on: Mapped[dt.date | None] = described(
        N_("Viimeinen maksupäivä"), FieldKind.DATE, category=DataCategory.BILLING, editable=False
    )
    disputed: Mapped[bool] = described(N_("Lasku on riitautettu"), FieldKind.FLAG, category=DataCategory.BILLING)
    in_collection: Mapped[bool] = described(N_("Perinnässä"), FieldKind.FLAG, category=DataCategory.BILLING)
    note: Mapped[str | None] = described(N_("Huomautus laskusta"), FieldKind.NOTES, category=DataCategory.BILLING)

    reminders: Mapped[list["Reminder"]] = relationship(viewonly=True)

    def law_day(self) -> dt.date | None:
        """Return the day of the last voucher among the invoice and what hangs on it.

        They are kept together: a payment or a fee of a later financial period cannot be followed to what it was for
        (kirjausketju, KPL 2:6 §) when the invoice has gone.
        """
        later = (self.paid_on, *(r.sent_on for r in self.reminders))
        return max((self.issued_on, *filter(None, later)))


class OfInvoice(Entity):
    """A row that belongs to an invoice and is kept as long as it."""

    __abstract__ = True
    __subject__ = "invoice.customer.person"
    __kept_with__ = "invoice"
    __found_as__ = ""
    __erased_by__ = "law"

    @declared_attr
    def invoice(cls) -> Mapped[Invoice]:  # noqa: N805 - a class method to SQLAlchemy
        """The invoice it belongs to."""
        return relationship(Invoice, foreign_keys=f"{cls.__name__}.invoice_id")

    def law_day(self) -> dt.date | None:
        """Return the day of its invoice, with which it is kept."""
        return self.invoice.law_day()


class InvoiceRow(OfInvoice):
    """Laskurivi. The net sum follows from quantity, unit price and discount.

    Rows stand by `position`; those of one position, such as the ones stored before there were any, as they came.
    """

    __tablename__ = "invoice_row"
    __label__ = N_("Laskurivi")
    __plural__ = N_("Laskurivit")
    __named_by__ = ("description",)
    __sections__ = (
        Section(
            N_("Laskurivi"),
            ("description", "product_id", "quantity", "unit", "unit_price", "discount_percent", "vat_percent"),
        ),
        Section(N_("Vero"), ("since", "until", "vat_reason")),
    )
    __together__ = ("description", "since", "until", "quantity", "unit", "unit_price", "vat_percent", "net")

    invoice_id: Mapped[int] = link("invoice.id")
    position: Mapped[int] = technical(Integer, nullable=False, default=0)
    description: Mapped[str] = described(
        N_("Laskutettu palvelu"), FieldKind.TEXT, category=DataCategory.BILLING, required=True, in_list=True
    )
    product_id: Mapped[int | None] = described_link(N_("Tuote"), "product", category=DataCategory.BILLING)
    since: Mapped[dt.date | None] = described(N_("Kausi alkaen"), FieldKind.DATE, category=DataCategory.BILLING)
    until: Mapped[dt.date | None] = described(N_("Kausi asti"), FieldKind.DATE, category=DataCategory.BILLING)
    quantity: Mapped[Decimal] = described(
        N_("Määrä"), FieldKind.QUANTITY, category=DataCategory.BILLING, required=True, in_list=True, default=Decimal(1)
    )
    unit: Mapped[str | None] = described(N_("Yksikkö"), FieldKind.TEXT, category=DataCategory.BILLING)
    unit_price: Mapped[Decimal] = described(
        N_("Yksikköhinta ilman veroa"), FieldKind.PRICE, category=DataCategory.BILLING, required=True, in_list=True
    )
    discount_percent: Mapped[Decimal | None] = described(
        N_("Alennus"), FieldKind.PERCENT, category=DataCategory.BILLING
    )
    vat_percent: Mapped[Decimal] = described(
        N_("Verokanta"), FieldKind.PERCENT, category=DataCategory.BILLING, required=True, in_list=True
    )
    vat_reason: Mapped[str | None] = described(
        N_("Poikkeavan verokannan peruste"),
        FieldKind.TEXT,
        category=DataCategory.BILLING,
        help=N_("Tarvitaan, kun verokanta ei ole voimassa suorituspäivänä, tai veroton myynti perustellaan."),
    )
    net: Mapped[Decimal] = described(
        N_("Rivin veroton summa"), FieldKind.MONEY, category=DataCategory.BILLING, required=True, editable=False
    )


class Payment(Entity):
    """Suoritus: money received, matched to an invoice or waiting for somebody to decide whose it is."""

    __tablename__ = "payment"
    __label__ = N_("Suoritus")
    __plural__ = N_("Suoritukset")
    __subject__ = "customer.person|invoice.customer.person"
    __kept_with__ = "invoice"
    __found_as__ = ""
    __erased_by__ = "law"
    __named_by__ = ("paid_on", "reference")
    __sections__ = (
        Section(
            N_("Suoritus"), ("paid_on", "amount", "currency", "method", "reference", "payer", "message", "archive_id")
        ),
    )
    __together__ = ("paid_on", "amount", "currency", "method", "payer", "reference", "message", "archive_id")

    paid_on: Mapped[dt.date] = described(
        N_("Maksupäivä"), FieldKind.DATE, category=DataCategory.BILLING, required=True, in_list=True, index=True
    )
    amount: Mapped[Decimal] = described(
        N_("Maksettu summa"), FieldKind.MONEY, category=DataCategory.BILLING, required=True, in_list=True
    )
    currency: Mapped[str | None] = described(
        N_("Maksun valuutta, jos muu kuin euro"),
        FieldKind.TEXT,
        category=DataCategory.BILLING,
        help=N_("Suoritus kohdistetaan laskulle, kun summa on korjattu euroiksi ja valuutta tyhjennetty."),
    )
    method: Mapped[str] = described(
        N_("Maksutapa"),
        FieldKind.CHOICE,
        category=DataCategory.BILLING,
        options=PAYMENT_METHODS,
        required=True,
        default="transfer",
    )
    reference: Mapped[str | None] = described(
        N_("Maksun viite"),
        FieldKind.REFERENCE,
        category=DataCategory.BILLING,
        in_list=True,
        index=True,
        normalise=normalise_reference,
    )
    payer: Mapped[str | None] = described(N_("Maksaja"), FieldKind.TEXT, category=DataCategory.BILLING, in_list=True)
    message: Mapped[str | None] = described(N_("Maksun viesti"), FieldKind.TEXT, category=DataCategory.BILLING)
    archive_id: Mapped[str | None] = described(
        N_("Arkistointitunnus"), FieldKind.REFERENCE, category=DataCategory.BILLING, index=True
    )
    invoice_id: Mapped[int | None] = link("invoice.id", nullable=True)
    customer_id: Mapped[int | None] = link("customer.id", nullable=True)

    invoice: Mapped[Invoice | None] = relationship(foreign_keys="Payment.invoice_id")
    customer: Mapped[Customer | None] = relationship(foreign_keys="Payment.customer_id")

    def law_day(self) -> dt.date | None:
        """Return the day of the invoice, with which it is kept; of an unmatched one its own."""
        return self.paid_on if self.invoice is None else self.invoice.law_day()


class Reminder(OfInvoice):
    """Maksumuistutus; one that specifies the debt interrupts limitation (728/2003 10 §)."""

    __tablename__ = "reminder"
    __label__ = N_("Maksumuistutus")
    __plural__ = N_("Maksumuistutukset")
    __named_by__ = ("sent_on",)
    __sections__ = (Section(N_("Maksumuistutus"), ("sent_on", "due_on", "channel", "fee", "interest", "note")),)
    __together__ = ("sent_on", "due_on", "channel", "fee", "interest")

    invoice_id: Mapped[int] = link("invoice.id")
    sent_on: Mapped[dt.date] = described(
        N_("Muistutus lähetetty"), FieldKind.DATE, category=DataCategory.BILLING, required=True, in_list=True
    )
    due_on: Mapped[dt.date | None] = described(
        N_("Muistutuksen eräpäivä"), FieldKind.DATE, category=DataCategory.BILLING, in_list=True
    )
    channel: Mapped[str] = described(
        N_("Muistutustapa"),
        FieldKind.CHOICE,
        category=DataCategory.BILLING,
        options=REMINDER_CHANNELS,
        required=True,
        default="letter",
    )
    fee: Mapped[Decimal | None] = described(N_("Muistutusmaksu"), FieldKind.MONEY, category=DataCategory.BILLING)
    interest: Mapped[Decimal | None] = described(N_("Viivästyskorko"), FieldKind.MONEY, category=DataCategory.BILLING)
    note: Mapped[str | None] = described(N_("Huomautus muistutuksesta"), FieldKind.NOTES, category=DataCategory.BILLING)


class FinancialPeriod(Entity):
    """Tilikausi: without it no keep-until of a voucher can be reckoned (KPL 2:10 §)."""

    __tablename__ = "financial_period"
    __label__ = N_("Tilikausi")
    __plural__ = N_("Tilikaudet")
    __named_by__ = ("since", "until")
    __sections__ = (Section(N_("Tilikausi"), ("since", "until", "books_destroyed_on")),)

    since: Mapped[dt.date] = described(
        N_("Tilikausi alkaa"), FieldKind.DATE, category=DataCategory.NONE, required=True, in_list=True, index=True
    )
    until: Mapped[dt.date] = described(
        N_("Tilikausi päättyy"), FieldKind.DATE, category=DataCategory.NONE, required=True, in_list=True
    )
    books_destroyed_on: Mapped[dt.date | None] = described(
        N_("Kirjanpito hävitetty"), FieldKind.DATE, category=DataCategory.NONE, in_list=True, editable=False
    )


class VatRate(Entity):
    """Verokanta and when it is in force (LAW §7.9); editable, because parliaments change it."""

    __tablename__ = "vat_rate"
    __label__ = N_("Verokanta")
    __plural__ = N_("Verokannat")
    __named_by__ = ("percent",)
    __sections__ = (Section(N_("Verokanta"), ("code", "percent", "since", "until")),)

    code: Mapped[str] = described(
        N_("Verokannan laji"),
        FieldKind.CHOICE,
        category=DataCategory.NONE,
        options=VAT_CODES,
        required=True,
        in_list=True,
        default="general",
    )
    percent: Mapped[Decimal] = described(
        N_("Prosentti"), FieldKind.PERCENT, category=DataCategory.NONE, required=True, in_list=True
    )
    since: Mapped[dt.date] = described(
        N_("Voimassa alkaen"), FieldKind.DATE, category=DataCategory.NONE, required=True, in_list=True
    )
    until: Mapped[dt.date | None] = described(
        N_("Voimassa asti"), FieldKind.DATE, category=DataCategory.NONE, in_list=True
    )


class ReferenceRate(Entity):
    """Viitekorko in percent of the half-year that begins on `since` (korkolaki 633/1982, 12 §)."""

    __tablename__ = "reference_rate"
    __label__ = N_("Viitekorko")
    __plural__ = N_("Viitekorot")
    __named_by__ = ("percent",)
    __sections__ = (Section(N_("Viitekorko"), ("since", "percent")),)

    percent: Mapped[Decimal] = described(
        N_("Prosentti"), FieldKind.PERCENT, category=DataCategory.NONE, required=True, in_list=True
    )
    since: Mapped[dt.date] = described(
        N_("Puolivuosi alkaa"),
        FieldKind.DATE,
        category=DataCategory.NONE,
        required=True,
        in_list=True,
        help=N_("Suomen Pankki vahvistaa viitekoron 1.1. ja 1.7. alkavaksi puolivuodeksi."),
    )
