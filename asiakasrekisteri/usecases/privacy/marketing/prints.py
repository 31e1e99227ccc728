"""Marketing letters on paper: one for each recipient, her address in the window, with the way to refuse in it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from asiakasrekisteri.domain.letters import RequestLetter
from asiakasrekisteri.domain.newsletter import NewsletterSender, write_letter
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.progress import SILENT, Progress
from asiakasrekisteri.domain.texts import _, speaking
from asiakasrekisteri.reports.request_letter import letters_pdf
from asiakasrekisteri.store.models import Campaign, CampaignRecipient, CampaignText
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.gate import Seen, use_case
from asiakasrekisteri.usecases.privacy.lettering import letter_to
from asiakasrekisteri.usecases.privacy.marketing.sending import as_recipient, newsletter_sender, reader_of, texts_sent
from asiakasrekisteri.usecases.records import got


@dataclass(frozen=True, slots=True)
class MarketingLetters:
    """Letters, and whose data they hold."""

    letters: tuple[RequestLetter, ...]
    seen: tuple[Seen, ...]


@use_case(Permission.MARKETING_SEND, discloses=lambda found: found.seen)
def marketing_letters(work: Work, campaign_id: int) -> MarketingLetters:
    """Return the letters of a campaign that are still to be posted; the making of them is logged."""
    campaign = got(work, Campaign, campaign_id)
    rows = work.session.scalars(
        select(CampaignRecipient)
        .where(CampaignRecipient.campaign_id == campaign_id, CampaignRecipient.result == "untried")
        .order_by(CampaignRecipient.id)
    ).all()
    work.log("marketing_letters", "campaign", campaign_id)
    letters = tuple(_letters(work, campaign, rows))
    return MarketingLetters(letters, tuple(Seen("campaign_recipient", row.id, row.person_id) for row in rows))


def render_marketing_letters(found: MarketingLetters, progress: Progress = SILENT) -> bytes:
    """Return the letters one after another in one PDF."""
    return letters_pdf(found.letters, progress)


def _letters(work: Work, campaign: Campaign, rows: Sequence[CampaignRecipient]) -> Iterator[RequestLetter]:
    sender, texts = newsletter_sender(work), texts_sent(work, campaign.id)
    for row in rows:
        text = texts[row.text_number]
        with speaking(text.language):
            yield _letter(work, campaign, row, text, sender)


def _letter(
    work: Work, campaign: Campaign, row: CampaignRecipient, text: CampaignText, sender: NewsletterSender
) -> RequestLetter:
    one = as_recipient(work, row)
    written = write_letter(text.subject, text.body, reader_of(one, row.token), sender)
    street, _comma, town = row.address.rpartition(", ")
    firm = (one.customer,) if one.person_id is not None and one.customer and one.customer != one.name else ()
    to = tuple(filter(None, (*firm, one.name, street, town)))
    return RequestLetter(
        letter=letter_to(work, to, f"MK-{campaign.id}", text.language),
        kind=_("MARKKINOINTI"),
        title=written.subject,
        paragraphs=tuple(part.strip() for part in written.text.split("\n\n") if part.strip()),
    )
