"""The pages of newsletters, as the window is told of them."""

from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.texts import N_
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.navigation import PageSpec
from asiakasrekisteri.gui.screens.newsletters.composer import NEWSLETTER, NEWSLETTERS, NewsletterPage
from asiakasrekisteri.gui.screens.newsletters.listing import NewslettersScreen


def newsletter_pages(context: Context) -> list[PageSpec]:
    """Return the list and the page of one newsletter."""
    return [
        PageSpec(
            key=NEWSLETTERS,
            title=N_("Uutiskirjeet"),
            icon="newspaper",
            permission=Permission.MARKETING_SEND,
            factory=lambda: NewslettersScreen(context),
            group=N_("Viestintä"),
        ),
        PageSpec(
            key=NEWSLETTER,
            title=N_("Uutiskirje"),
            icon="newspaper",
            permission=Permission.MARKETING_SEND,
            factory=lambda: NewsletterPage(context),
            place="hidden",
            under=NEWSLETTERS,
        ),
    ]
