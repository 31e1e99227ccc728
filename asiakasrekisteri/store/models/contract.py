"""Contracts in force and past, and orders with their rows and states (R-41, R-45)."""

import datetime as dt
from decimal import Decimal

from sqlalchemy.orm import Mapped, relationship

from asiakasrekisteri.domain.fields import DataCategory, FieldKind, Option, Searched, Section
from asiakasrekisteri.domain.texts import N_
from asiakasrekisteri.store.models.base import Entity, described, described_link, link
from asiakasrekisteri.store.models.person import Person
from asiakasrekisteri.store.models.service import OfCustomer

CONTRACT_TERMS = (Option("ongoing", N_("toistaiseksi voimassa")), Option("fixed", N_("määräaikainen")))
CONTRACT_STATES = (
    Option("offered", N_("Tarjottu")),
    Option("active", N_("Voimassa")),
    Option("terminated", N_("Irtisanottu")),
    Option("ended", N_("Päättynyt")),
)
ORDER_STATES = (
    Option("received", N_("Vastaanotettu")),
    Option("confirmed", N_("Vahvistettu")),
    Option("delivered", N_("Toimitettu")),
    Option("invoiced", N_("Laskutettu")),
    Option("cancelled", N_("Peruttu")),
)
ORDER_CHANNELS = (
    Option("web", N_("verkkosivut")),
    Option("email", N_("sähköposti")),
    Option("phone", N_("puhelin")),
    Option("letter", N_("kirje")),
    Option("visit", N_("käynti")),
)


class Contract(OfCustomer):
    """Sopimus; its scanned documents are attachments."""

    __tablename__ = "contract"
    __ends__ = "until"
    __label__ = N_("Sopimus")
    __plural__ = N_("Sopimukset")
    __named_by__ = ("number", "name")
    __together__ = ("number", "name", "state", "term", "since", "until")
    __sections__ = (
        Section(N_("Sopimus"), ("number", "name", "state", "term")),
        Section(N_("Voimassaolo"), ("since", "until", "notice_months", "price_review_on")),
        Section(N_("Allekirjoitus"), ("signed_on", "signatory", "note")),
    )

    number: Mapped[str] = described(
        N_("Sopimusnumero"),
        FieldKind.REFERENCE,
        category=DataCategory.CONTRACT,
        searched=Searched.IDENTIFIER,
        required=True,
        in_list=True,
    )
    name: Mapped[str | None] = described(
        N_("Sopimuksen kohde"),
        FieldKind.TEXT,
        category=DataCategory.CONTRACT,
        searched=Searched.WORDS,
        in_list=True,
    )
    state: Mapped[str] = described(
        N_("Sopimuksen tila"),
        FieldKind.CHOICE,
        category=DataCategory.CONTRACT,
        options=CONTRACT_STATES,
        required=True,
        in_list=True,
        default="active",
    )
    term: Mapped[str] = described(
        N_("Sopimuksen kesto"),
        FieldKind.CHOICE,
        category=DataCategory.CONTRACT,
        options=CONTRACT_TERMS,
        required=True,
        default="ongoing",
    )
    since: Mapped[dt.date | None] = described(
        N_("Sopimus alkaen"), FieldKind.DATE, category=DataCategory.CONTRACT, in_list=True
    )
    until: Mapped[dt.date | None] = described(
        N_("Sopimus asti"), FieldKind.DATE, category=DataCategory.CONTRACT, in_list=True
    )
    notice_months: Mapped[int | None] = described(
        N_("Irtisanomisaika kuukausina"), FieldKind.NUMBER, category=DataCategory.CONTRACT
    )
    price_review_on: Mapped[dt.date | None] = described(
        N_("Hinnantarkistus"), FieldKind.DATE, category=DataCategory.CONTRACT
    )
    signed_on: Mapped[dt.date | None] = described(N_("Allekirjoitettu"), FieldKind.DATE, category=DataCategory.CONTRACT)
    signatory: Mapped[str | None] = described(
        N_("Allekirjoittaja"), FieldKind.TEXT, category=DataCategory.CONTRACT, searched=Searched.WORDS
    )
    note: Mapped[str | None] = described(
        N_("Huomautus sopimuksesta"), FieldKind.NOTES, category=DataCategory.CONTRACT, searched=Searched.WORDS
    )


class SalesOrder(OfCustomer):
    """Tilaus: what was ordered, how, and how far its delivery is."""

    __tablename__ = "sales_order"
    __ends__ = "ordered_on"
    __label__ = N_("Tilaus")
    __plural__ = N_("Tilaukset")
    __subject__ = "person|customer.person"
    __erased_by__ = "law"
    __named_by__ = ("number",)
    __together__ = ("number", "ordered_on", "channel", "state", "delivered_on")
    __sections__ = (
        Section(N_("Tilaus"), ("number", "ordered_on", "channel", "state", "delivered_on")),
        Section(N_("Sisältö"), ("contract_id", "note")),
    )

    number: Mapped[str] = described(
        N_("Tilausnumero"),
        FieldKind.REFERENCE,
        category=DataCategory.ORDER,
        searched=Searched.IDENTIFIER,
        required=True,
        in_list=True,
        unique=True,
    )
    ordered_on: Mapped[dt.date] = described(
        N_("Tilauspäivä"), FieldKind.DATE, category=DataCategory.ORDER, required=True, in_list=True
    )
    channel: Mapped[str] = described(
        N_("Tilaustapa"),
        FieldKind.CHOICE,
        category=DataCategory.ORDER,
        options=ORDER_CHANNELS,
        required=True,
        default="web",
    )
    state: Mapped[str] = described(
        N_("Tilauksen tila"),
        FieldKind.CHOICE,
        category=DataCategory.ORDER,
        options=ORDER_STATES,
        required=True,
        in_list=True,
        default="received",
    )
    delivered_on: Mapped[dt.date | None] = described(
        N_("Toimituspäivä"), FieldKind.DATE, category=DataCategory.ORDER, in_list=True
    )
    contract_id: Mapped[int | None] = described_link(N_("Sopimus"), "contract", category=DataCategory.ORDER)
    note: Mapped[str | None] = described(
        N_("Huomautus tilauksesta"), FieldKind.NOTES, category=DataCategory.ORDER, searched=Searched.WORDS
    )
    person_id: Mapped[int | None] = link("person.id", nullable=True)

    person: Mapped[Person | None] = relationship(foreign_keys="SalesOrder.person_id")

    def law_day(self) -> dt.date | None:
        """Return the day of the order: what backs an invoice is a voucher; a cancelled one is not."""
        return self.ordered_on if self.state == "invoiced" else None

    def rule_code(self) -> str:
        """Return the rule of orders that no invoice rests on, where it is one."""
        return "" if self.state == "invoiced" else "order.unbilled"

    def ended_on(self) -> dt.date | None:
        """Return the day of an order that leads to no invoice any more; None while it is in hand."""
        return self.ordered_on if self.state in {"cancelled", "delivered"} else None


class SalesOrderRow(Entity):
    """Tilausrivi."""

    __tablename__ = "sales_order_row"
    __label__ = N_("Tilausrivi")
    __plural__ = N_("Tilausrivit")
    __subject__ = "sales_order.person|sales_order.customer.person"
    __kept_with__ = "sales_order"
    __found_as__ = ""
    __erased_by__ = "law"
    __named_by__ = ("description",)
    __sections__ = (Section(N_("Tilausrivi"), ("description", "product_id", "quantity", "unit_price", "vat_percent")),)
    __together__ = ("description", "quantity", "unit_price", "vat_percent")

    sales_order_id: Mapped[int] = link("sales_order.id")
    description: Mapped[str] = described(
        N_("Tilattu tuote"), FieldKind.TEXT, category=DataCategory.ORDER, required=True, in_list=True
    )
    product_id: Mapped[int | None] = described_link(N_("Tuote"), "product", category=DataCategory.ORDER)
    quantity: Mapped[Decimal] = described(
        N_("Määrä"),
        FieldKind.QUANTITY,
        category=DataCategory.ORDER,
        required=True,
        in_list=True,
        default=Decimal(1),
    )
    unit_price: Mapped[Decimal] = described(
        N_("Yksikköhinta ilman veroa"), FieldKind.PRICE, category=DataCategory.ORDER, required=True, in_list=True
    )
    vat_percent: Mapped[Decimal] = described(
        N_("Verokanta"), FieldKind.PERCENT, category=DataCategory.ORDER, required=True, in_list=True
    )

    sales_order: Mapped[SalesOrder] = relationship(foreign_keys="SalesOrderRow.sales_order_id")

    def law_day(self) -> dt.date | None:
        """Return the day of its order."""
        return self.sales_order.law_day()
