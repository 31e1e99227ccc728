"""What is perhaps outdated: bounced addresses, ended firms, contacts of nobody. Absent while there is none."""

from collections.abc import Mapping

from asiakasrekisteri.domain.texts import _, ngettext
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.home.cards import LinesCard, way
from asiakasrekisteri.gui.tables.columns import number_words
from asiakasrekisteri.usecases.privacy.outdated import count_outdated

OUTDATED_PAGE = "outdated"
"""Address of the list."""
WATCHED = ("person", "customer", "email", "contact_role", "campaign", "registry_fact", "restriction")
"""What makes a task begin or end."""


class OutdatedCard(LinesCard):
    """How many tasks of each kind wait."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, _("Vanhentuneet tiedot"), (way(context, _("Näytä kaikki"), OUTDATED_PAGE),))
        context.bus.watch(self, WATCHED, lambda _changes: self.reload())
        self.reload()

    def reload(self) -> None:
        """Count anew."""
        self.context.ask(self, lambda gate: gate.call(count_outdated), self._come)

    def _come(self, counts: Mapping[str, int]) -> None:
        bounced, ended, stale = (counts.get(kind, 0) for kind in ("bounced", "ended", "contact"))
        said = (
            (
                "mail",
                "warn",
                bounced,
                ngettext("{n} palautunut osoite", "{n} palautunutta osoitetta", bounced),
                _("Korjaa tai poista osoite"),
            ),
            (
                "building-2",
                "err",
                ended,
                ngettext("{n} päättynyt yritys", "{n} päättynyttä yritystä", ended),
                _("Päätä asiakkuus"),
            ),
            (
                "user-round",
                "muted",
                stale,
                ngettext("{n} vanha yhteyshenkilö", "{n} vanhaa yhteyshenkilöä", stale),
                _("Hävitä, jos tietoja ei enää tarvita"),
            ),
        )
        self.show_lines(
            (icon, tone, words.format(n=number_words(n)), small) for icon, tone, n, words, small in said if n
        )
