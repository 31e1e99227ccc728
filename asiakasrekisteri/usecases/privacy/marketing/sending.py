"""Sending a newsletter: what each recipient gets, the rows that tell of it, and what became of it.

The rows are written before the first message goes, so that whatever happens it is known who may have got one; who is
written to is asked anew at that moment, and once more before a message that did not go is tried again.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from asiakasrekisteri.domain.errors import FieldError, InvalidInputError
from asiakasrekisteri.domain.mailing import Delivery, OutgoingMail
from asiakasrekisteri.domain.marketing import Channel, Ground
from asiakasrekisteri.domain.newsletter import (
    NewsletterSender,
    Reader,
    WrittenMessage,
    unknown_fields,
    write_letter,
    write_message,
)
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.personname import spoken_form
from asiakasrekisteri.domain.phones import show_phone
from asiakasrekisteri.domain.texts import _, ngettext, speaking
from asiakasrekisteri.store.models import Campaign, CampaignRecipient, CampaignText, Customer, Firm, Person
from asiakasrekisteri.store.models.campaign import new_token
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.edits import from_source
from asiakasrekisteri.usecases.firm import phones_on_paper
from asiakasrekisteri.usecases.gate import Seen, nothing, use_case
from asiakasrekisteri.usecases.mailing.server import sender_of
from asiakasrekisteri.usecases.privacy.marketing.choosing import Recipient, chosen
from asiakasrekisteri.usecases.privacy.marketing.wording import Words, field_names, texts_of, words_for
from asiakasrekisteri.usecases.records import got

_SAMPLE_CODE = "2345ABCD6789"
"""In a preview in place of the code, which is made when the message is sent."""
_AGAIN = ("untried", "failed")


@dataclass(frozen=True, slots=True)
class MessagePreview:
    """A message exactly as one recipient would get it, but for the code, which is made at sending."""

    recipient: Recipient
    sender: str
    message: WrittenMessage


@dataclass(frozen=True, slots=True)
class Batch:
    """Messages on their way.

    Attributes:
        campaign_id: of which newsletter.
        mails: one for each recipient; their keys are the ids of the rows. Empty for letters and calls.
        recipients: how many there are.
        seen: whose data they hold.
    """

    campaign_id: int
    mails: tuple[OutgoingMail, ...]
    recipients: int
    seen: tuple[Seen, ...] = ()


def _previewed(preview: MessagePreview) -> Sequence[Seen]:
    one = preview.recipient
    return [_seen(one.person_id, one.customer_id)]


def _seen(person_id: int | None, customer_id: int | None) -> Seen:
    return Seen("person", person_id, person_id) if person_id is not None else Seen("customer", customer_id or 0, None)


@use_case(Permission.MARKETING_SEND, discloses=_previewed)
def preview_newsletter(work: Work, campaign_id: int, recipient: Recipient) -> MessagePreview:
    """Return what one recipient would get, word for word."""
    campaign, sender = got(work, Campaign, campaign_id), sender_of(work)
    write = write_letter if campaign.channel == Channel.LETTER else write_message
    language, words = words_for(texts_of(campaign), recipient.language)
    with speaking(language):
        written = write(words.subject, words.text, reader_of(recipient, _SAMPLE_CODE), newsletter_sender(work))
    return MessagePreview(recipient, f"{sender.name} <{sender.address}>", written)


@use_case(Permission.MARKETING_SEND, discloses=nothing, writes=False)
def newsletter_obstacles(work: Work, campaign_id: int) -> tuple[FieldError, ...]:
    """Return what hinders a newsletter from being sent, each with the field that it is in."""
    return tuple(_obstacles(work, got(work, Campaign, campaign_id)))


@use_case(Permission.MARKETING_SEND, discloses=lambda batch: batch.seen)
def send_newsletter(work: Work, campaign_id: int) -> Batch:
    """Close a newsletter and write down to whom it goes and why; return the messages, not yet sent.

    Raises:
        InvalidInputError: it has been sent, the text is not ready, or nobody may be written to.
    """
    from_source(work, "staff")
    campaign = got(work, Campaign, campaign_id)
    people = chosen(work, campaign).included
    faults = _obstacles(work, campaign)
    if not people:
        faults.append(
            FieldError("audience", _("Kenellekään ei saa lähettää. Tarkista, kenelle viesti on tarkoitettu."))
        )
    if faults:
        raise InvalidInputError(faults)
    kept = _kept_texts(work, campaign)
    rows = [_row(work, campaign, _text_for(kept, one.language).number, one) for one in people]
    campaign.state, campaign.sent_at = "sent", work.now
    work.session.add_all(rows)
    work.session.flush()
    work.log("send_marketing", "campaign", campaign_id)
    return _batch(work, campaign, list(zip(rows, people, strict=True)))


@use_case(Permission.MARKETING_SEND, discloses=lambda batch: batch.seen)
def resend_newsletter(work: Work, campaign_id: int) -> Batch:
    """Return the messages of a newsletter that have not gone; who has refused since is dropped from it.

    Raises:
        InvalidInputError: nothing is left to send.
    """
    from_source(work, "staff")
    campaign = got(work, Campaign, campaign_id)
    waiting = work.session.scalars(
        select(CampaignRecipient)
        .where(CampaignRecipient.campaign_id == campaign_id, CampaignRecipient.result.in_(_AGAIN))
        .order_by(CampaignRecipient.id)
    ).all()
    people = [(row, as_recipient(work, row)) for row in _still_allowed(work, campaign, waiting)]
    work.session.flush()
    if not people:
        raise InvalidInputError([FieldError("state", _("Kaikki viestit on jo lähetetty."))])
    work.log("send_marketing", "campaign", campaign_id)
    return _batch(work, campaign, people)


@use_case(Permission.MARKETING_SEND, discloses=nothing)
def note_newsletter_answers(work: Work, campaign_id: int, answers: Sequence[Delivery]) -> None:
    """Write down what became of messages; of drafts for a mail program nothing more is known."""
    from_source(work, "staff")
    rows = {row.id: row for row in _rows(work, [answer.key for answer in answers])}
    for answer in answers:
        if (row := rows.get(answer.key)) is not None and row.campaign_id == campaign_id:
            row.result = answer.outcome.value
    work.session.flush()
    work.changed.add(("campaign", campaign_id))


@use_case(Permission.MARKETING_SEND, discloses=nothing)
def note_newsletter_delivered(work: Work, campaign_id: int) -> int:
    """Note that letters were posted or calls made, all of them; return how many."""
    from_source(work, "staff")
    rows = work.session.scalars(
        select(CampaignRecipient).where(
            CampaignRecipient.campaign_id == campaign_id, CampaignRecipient.result == "untried"
        )
    ).all()
    for row in rows:
        row.result = "sent"
    work.session.flush()
    work.changed.add(("campaign", campaign_id))
    return len(rows)


def _obstacles(work: Work, campaign: Campaign) -> list[FieldError]:
    faults = []
    if campaign.state != "draft":
        faults.append(FieldError("state", _("Viesti on jo lähetetty. Tee siitä uusi.")))
    for code, words in texts_of(campaign).items():
        faults += _faults_of(code, words)
    if campaign.channel == Channel.EMAIL and not sender_of(work).address:
        message = _("Lähettäjän osoite puuttuu, joten vastaanottaja ei voisi peruuttaa viestejä. Lisää se asetuksiin.")
        faults.append(FieldError("channel", message))
    return faults


def _faults_of(code: str, words: Words) -> Iterator[FieldError]:
    """Yield what is wrong with the text in a language; one in which nothing has been written lacks nothing."""
    if code != "fi" and not (words.subject.strip() or words.text.strip()):
        return
    for name, value in zip(field_names(code), words, strict=True):
        if not value.strip():
            missing = _("Otsikko puuttuu.") if name.startswith("subject") else _("Viestin teksti puuttuu.")
            yield FieldError(name, missing)
        elif unknown := unknown_fields(value):
            message = ngettext(
                "Tuntematon kenttä: {fields}. Kenttiä ovat {known}.",
                "Tuntemattomia kenttiä: {fields}. Kenttiä ovat {known}.",
                len(unknown),
            )
            fields = ", ".join(f"{{{one}}}" for one in unknown)
            yield FieldError(name, message.format(fields=fields, known="{etunimi}, {nimi}, {asiakas}"))


def _kept_texts(work: Work, campaign: Campaign) -> dict[str, CampaignText]:
    """Keep the texts as they go out, each language as a version of its own; Finnish is the first."""
    last = work.session.scalar(select(func.max(CampaignText.number)).where(CampaignText.campaign_id == campaign.id))
    written = {code: words for code, words in texts_of(campaign).items() if words.text.strip()}
    kept = {
        code: CampaignText(
            campaign_id=campaign.id,
            number=number,
            subject=words.subject,
            body=words.text,
            language=code,
            kept_at=work.now,
        )
        for number, (code, words) in enumerate(written.items(), (last or 0) + 1)
    }
    work.session.add_all(kept.values())
    return kept


def _text_for(kept: Mapping[str, CampaignText], language: str) -> CampaignText:
    return kept.get(language) or kept["fi"]


def texts_sent(work: Work, campaign_id: int) -> dict[int, CampaignText]:
    """Return the texts of a newsletter that went out, by number."""
    rows = work.session.scalars(select(CampaignText).where(CampaignText.campaign_id == campaign_id))
    return {row.number: row for row in rows}


def _row(work: Work, campaign: Campaign, number: int, one: Recipient) -> CampaignRecipient:
    return CampaignRecipient(
        campaign_id=campaign.id,
        person_id=one.person_id,
        customer_id=one.customer_id,
        name=campaign.name,
        sent_at=work.now,
        address=one.address,
        ground=one.ground,
        text_number=number,
        opt_out_told=campaign.channel in {Channel.EMAIL, Channel.LETTER},
        result="untried",
        token=new_token(),
    )


def _batch(work: Work, campaign: Campaign, people: Sequence[tuple[CampaignRecipient, Recipient]]) -> Batch:
    mails = tuple(_mails(work, campaign.id, people)) if campaign.channel == Channel.EMAIL else ()
    seen = tuple(_seen(row.person_id, row.customer_id) for row, _one in people)
    return Batch(campaign.id, mails, len(people), seen)


def _mails(
    work: Work, campaign_id: int, people: Iterable[tuple[CampaignRecipient, Recipient]]
) -> Iterable[OutgoingMail]:
    sender, texts = newsletter_sender(work), texts_sent(work, campaign_id)
    for row, one in people:
        text = texts[row.text_number]
        with speaking(text.language):
            written = write_message(text.subject, text.body, reader_of(one, row.token), sender)
        yield OutgoingMail(
            key=row.id,
            to=row.address,
            to_name=one.name,
            subject=written.subject,
            text=written.text,
            mark=f"kirje-{row.token.lower()}",
            unsubscribe=written.unsubscribe,
        )


def reader_of(one: Recipient, code: str) -> Reader:
    """Return what of a recipient is written into a text."""
    return Reader(first_name=one.first_name, name=one.name, customer=one.customer, ground=Ground(one.ground), code=code)


def newsletter_sender(work: Work) -> NewsletterSender:
    """Return who sends, and where a refusal is taken."""
    firm, mail = work.session.scalars(select(Firm)).one(), sender_of(work)
    town = f"{firm.postcode or ''} {firm.town or ''}".strip()
    address = ", ".join(filter(None, (firm.street, town)))
    with phones_on_paper(work):
        phone = show_phone(firm.phone) if firm.phone else ""
    return NewsletterSender(name=firm.name, address=address, refuse_to=mail.reply_to or mail.address, phone=phone)


def _still_allowed(work: Work, campaign: Campaign, waiting: Sequence[CampaignRecipient]) -> Iterable[CampaignRecipient]:
    """Yield the rows whose recipients may still be written to, and remove the others: they never got anything."""
    included = chosen(work, campaign).included
    persons = {one.person_id for one in included}
    customers = {one.customer_id for one in included if one.person_id is None}
    for row in waiting:
        if row.person_id in persons if row.person_id is not None else row.customer_id in customers:
            yield row
        else:
            work.session.delete(row)


def as_recipient(work: Work, row: CampaignRecipient) -> Recipient:
    """Return a recipient as she is known now."""
    person = work.session.get(Person, row.person_id) if row.person_id is not None else None
    customer = work.session.get(Customer, row.customer_id) if row.customer_id is not None else None
    first, last = (person.first_names or "", person.last_name) if person is not None else ("", "")
    named = customer.name if customer is not None else ""
    name = spoken_form(first, last) if person is not None else named
    return Recipient(row.person_id, row.customer_id, name, first.split(" ")[0], named, row.address, row.ground, "")


def _rows(work: Work, ids: Sequence[int]) -> Iterable[CampaignRecipient]:
    for start in range(0, len(ids), 500):
        yield from work.session.scalars(
            select(CampaignRecipient).where(CampaignRecipient.id.in_(ids[start : start + 500]))
        )
