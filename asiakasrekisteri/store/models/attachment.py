"""Documents and recordings: what they are in one row, their bytes in chunks, so that none of them fills the memory."""

import datetime as dt

from sqlalchemy import ForeignKey, Index, LargeBinary, UniqueConstraint, text
from sqlalchemy.orm import Mapped, relationship

from asiakasrekisteri.domain.fields import DataCategory, FieldKind, Option, Searched, Section
from asiakasrekisteri.domain.texts import N_
from asiakasrekisteri.store.models.base import Base, Entity, described, link, technical
from asiakasrekisteri.store.models.billing import Invoice
from asiakasrekisteri.store.models.breach import Breach
from asiakasrekisteri.store.models.contract import Contract, SalesOrder
from asiakasrekisteri.store.models.customer import Customer
from asiakasrekisteri.store.models.disclosure import Disclosure, Recipient
from asiakasrekisteri.store.models.interaction import Interaction
from asiakasrekisteri.store.models.person import Person
from asiakasrekisteri.store.models.requests import Request
from asiakasrekisteri.store.models.types import BigId, Instant

ATTACHMENT_KINDS = (
    Option("document", N_("asiakirja")),
    Option("message", N_("viesti kokonaisena")),
    Option("picture", N_("kuva")),
    Option("recording", N_("nauhoite")),
    Option("evidence", N_("näyttö")),
    Option("sent", N_("lähetetty asiakirja")),
    Option("other", N_("muu tiedosto")),
)
SENT = "sent"
"""What was sent to a person, exactly: it is evidence, so nobody renames or destroys it while its request is kept."""
EVIDENCE = "evidence"
"""What proves that a request is unfounded or excessive (Art. 12(5))."""
OWNERS = (
    "interaction", "contract", "sales_order", "invoice", "customer", "person", "request", "disclosure", "recipient",
    "breach",
)  # fmt: skip
"""What an attachment may hang on."""


class Attachment(Entity):
    """Liite: name, type, size and checksum. The bytes lie in `AttachmentChunk`; those of a recording are sealed too."""

    __tablename__ = "attachment"
    __label__ = N_("Liite")
    __plural__ = N_("Liitteet")
    __subject__ = (
        "person|customer.person|interaction.participants.person|interaction.customer.person|contract.customer.person"
        "|sales_order.person|sales_order.customer.person|invoice.customer.person|request.person"
        "|disclosure.person|disclosure.customer.person|disclosure.persons.person|recipient.person"
    )
    __found_as__ = "interaction|"
    __erased_by__ = "share"
    __qualifier__ = "kind"
    __together__ = ("name", "media_type", "size")
    __sections__ = (Section(N_("Liite"), ("name", "kind")),)
    __table_args__ = (Index("ix_attachment_unfinished", "added_at", sqlite_where=text("complete = 0")),)

    name: Mapped[str] = described(
        N_("Liitteen nimi"),
        FieldKind.TEXT,
        category=DataCategory.ATTACHMENT,
        searched=Searched.WORDS,
        required=True,
        in_list=True,
    )
    kind: Mapped[str] = described(
        N_("Liitteen laji"),
        FieldKind.CHOICE,
        category=DataCategory.ATTACHMENT,
        options=ATTACHMENT_KINDS,
        required=True,
        default="document",
    )
    media_type: Mapped[str] = described(
        N_("Tiedostomuoto"), FieldKind.TEXT, category=DataCategory.ATTACHMENT, required=True, editable=False
    )
    size: Mapped[int] = described(
        N_("Koko tavuina"), FieldKind.NUMBER, category=DataCategory.ATTACHMENT, required=True, editable=False
    )
    sha256: Mapped[str | None] = described(
        N_("Tarkistussumma"), FieldKind.REFERENCE, category=DataCategory.NONE, subject=None, editable=False
    )
    added_at: Mapped[dt.datetime] = technical(Instant, nullable=False)
    complete: Mapped[bool] = technical(nullable=False, default=False)
    interaction_id: Mapped[int | None] = link("interaction.id", nullable=True)
    contract_id: Mapped[int | None] = link("contract.id", nullable=True)
    sales_order_id: Mapped[int | None] = link("sales_order.id", nullable=True)
    invoice_id: Mapped[int | None] = link("invoice.id", nullable=True)
    disclosure_id: Mapped[int | None] = link("disclosure.id", nullable=True)
    recipient_id: Mapped[int | None] = link("recipient.id", nullable=True)
    breach_id: Mapped[int | None] = link("breach.id", nullable=True)
    customer_id: Mapped[int | None] = link("customer.id", nullable=True)
    person_id: Mapped[int | None] = link("person.id", nullable=True)
    request_id: Mapped[int | None] = link("request.id", nullable=True)

    interaction: Mapped[Interaction | None] = relationship(foreign_keys="Attachment.interaction_id")
    contract: Mapped[Contract | None] = relationship(foreign_keys="Attachment.contract_id")
    sales_order: Mapped[SalesOrder | None] = relationship(foreign_keys="Attachment.sales_order_id")
    invoice: Mapped[Invoice | None] = relationship(foreign_keys="Attachment.invoice_id")
    disclosure: Mapped[Disclosure | None] = relationship(foreign_keys="Attachment.disclosure_id")
    recipient: Mapped[Recipient | None] = relationship(foreign_keys="Attachment.recipient_id")
    breach: Mapped[Breach | None] = relationship(foreign_keys="Attachment.breach_id")
    customer: Mapped[Customer | None] = relationship(foreign_keys="Attachment.customer_id")
    person: Mapped[Person | None] = relationship(foreign_keys="Attachment.person_id")
    request: Mapped[Request | None] = relationship(foreign_keys="Attachment.request_id")

    recordings: Mapped[list["Recording"]] = relationship(viewonly=True)

    def kept_with(self) -> Entity | None:
        """Return what it belongs to; the sound of a call goes with the recording, sooner than the call."""
        sound = self.recordings[0] if self.kind == "recording" and self.recordings else None
        return sound or next((row for name in OWNERS if (row := getattr(self, name)) is not None), None)

    def law_day(self) -> dt.date | None:
        """Return the day of the voucher it belongs to, if it belongs to one."""
        voucher = self.invoice or self.sales_order or self.interaction
        return None if voucher is None else voucher.law_day()

    def rule_code(self) -> str:
        """Return the rule of the voucher it belongs to: it is kept as long as that."""
        if self.law_day() is None:
            return ""
        return "billing" if self.invoice else "order" if self.sales_order else "interaction.correspondence"


class AttachmentChunk(Base):
    """A piece of an attachment; of a recording, sealed with the key of recordings."""

    __tablename__ = "attachment_chunk"
    __table_args__ = (UniqueConstraint("attachment_id", "position"),)

    id: Mapped[int] = technical(BigId, primary_key=True)
    attachment_id: Mapped[int] = technical(ForeignKey("attachment.id", ondelete="CASCADE"), nullable=False)
    position: Mapped[int] = technical(nullable=False)
    data: Mapped[bytes] = technical(LargeBinary, nullable=False, category=DataCategory.ATTACHMENT)


class Recording(Entity):
    """Puhelunauhoite (R-50): when, how long, whether it was told at the start. The sound is an attachment."""

    __tablename__ = "recording"
    __ends__ = "started_at"
    __label__ = N_("Puhelunauhoite")
    __plural__ = N_("Puhelunauhoitteet")
    __subject__ = "interaction.participants.person|interaction.customer.person"
    __found_as__ = ""
    __erased_by__ = "share"
    __named_by__ = ("started_at",)
    __sections__ = (Section(N_("Puhelunauhoite"), ("started_at", "seconds", "informed_at_start", "purpose")),)
    __together__ = ("started_at", "seconds", "informed_at_start", "purpose")

    started_at: Mapped[dt.datetime] = described(
        N_("Nauhoitus alkoi"), FieldKind.INSTANT, category=DataCategory.RECORDING, required=True, in_list=True
    )
    seconds: Mapped[int | None] = described(
        N_("Nauhoituksen kesto sekunteina"), FieldKind.NUMBER, category=DataCategory.RECORDING
    )
    informed_at_start: Mapped[bool] = described(
        N_("Nauhoituksesta kerrottiin alussa"), FieldKind.FLAG, category=DataCategory.RECORDING
    )
    purpose: Mapped[str | None] = described(
        N_("Nauhoituksen tarkoitus"), FieldKind.TEXT, category=DataCategory.RECORDING
    )
    interaction_id: Mapped[int] = link("interaction.id")
    attachment_id: Mapped[int | None] = link("attachment.id", nullable=True)

    interaction: Mapped[Interaction] = relationship(foreign_keys="Recording.interaction_id")
    attachment: Mapped[Attachment | None] = relationship(foreign_keys="Recording.attachment_id")
