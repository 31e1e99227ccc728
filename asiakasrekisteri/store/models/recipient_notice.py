"""What recipients were told of a rectification, an erasure or a restriction (GDPR Art. 19), and what they answered."""

import datetime as dt

from sqlalchemy.orm import Mapped, relationship

from asiakasrekisteri.domain.fields import DataCategory, FieldKind, Section
from asiakasrekisteri.domain.rights import HINDRANCES, NOTICE_ANSWERS, NOTICE_CHANNELS
from asiakasrekisteri.domain.texts import N_
from asiakasrekisteri.store.models.base import Entity, described, described_link, link
from asiakasrekisteri.store.models.disclosure import Recipient
from asiakasrekisteri.store.models.requests import Request


class RecipientNotice(Entity):
    """Ilmoitus vastaanottajalle. After the person has been erased it tells that somebody was told, and not of whom."""

    __tablename__ = "recipient_notice"
    __undone__ = False
    __label__ = N_("Ilmoitus vastaanottajalle")
    __plural__ = N_("Ilmoitukset vastaanottajille")
    __subject__ = "request.person"
    __kept_with__ = "request"
    __found_as__ = ""
    __erased_by__ = "clear"
    __named_by__ = ("what",)
    __survives__ = ("recipient_id", "sent_on", "channel", "answered_on", "answer", "hindrance")
    __sections__ = (
        Section(N_("Ilmoitus vastaanottajalle"), ("recipient_id", "what", "sent_on", "channel")),
        Section(N_("Vastaanottajan vastaus"), ("answered_on", "answer", "answer_note")),
        Section(N_("Ei ilmoiteta"), ("hindrance", "hindrance_reason")),
    )
    __together__ = (
        "recipient_id",
        "what",
        "sent_on",
        "channel",
        "answered_on",
        "answer",
        "answer_note",
        "hindrance",
        "hindrance_reason",
    )

    recipient_id: Mapped[int] = described_link(
        N_("Kenelle ilmoitetaan"), "recipient", category=DataCategory.DISCLOSURE, required=True, in_list=True
    )
    what: Mapped[str | None] = described(
        N_("Mitä vastaanottaja on saanut"), FieldKind.NOTES, category=DataCategory.DISCLOSURE
    )
    sent_on: Mapped[dt.date | None] = described(
        N_("Ilmoitettu"), FieldKind.DATE, category=DataCategory.DISCLOSURE, in_list=True
    )
    channel: Mapped[str | None] = described(
        N_("Miten ilmoitettiin"), FieldKind.CHOICE, category=DataCategory.DISCLOSURE, options=NOTICE_CHANNELS
    )
    answered_on: Mapped[dt.date | None] = described(
        N_("Vastaanottaja vastasi"), FieldKind.DATE, category=DataCategory.DISCLOSURE
    )
    answer: Mapped[str | None] = described(
        N_("Mitä vastaanottaja vastasi"), FieldKind.CHOICE, category=DataCategory.DISCLOSURE, options=NOTICE_ANSWERS
    )
    answer_note: Mapped[str | None] = described(N_("Vastaus sanoin"), FieldKind.NOTES, category=DataCategory.DISCLOSURE)
    hindrance: Mapped[str | None] = described(
        N_("Miksi ei ilmoiteta"), FieldKind.CHOICE, category=DataCategory.DISCLOSURE, options=HINDRANCES
    )
    hindrance_reason: Mapped[str | None] = described(
        N_("Ilmoittamatta jättämisen perustelut"), FieldKind.NOTES, category=DataCategory.DISCLOSURE
    )
    request_id: Mapped[int] = link("request.id")

    recipient: Mapped[Recipient] = relationship(foreign_keys="RecipientNotice.recipient_id")
    request: Mapped[Request] = relationship(foreign_keys="RecipientNotice.request_id")
