"""Tietolähteet in the settings: who data is obtained from, what and why; added, renamed and closed here."""

from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.records.registry import record_kinds
from asiakasrekisteri.gui.records.table import RecordsTable
from asiakasrekisteri.gui.screens.settings.card import SettingsCard
from asiakasrekisteri.gui.widgets.basics import Button, label
from asiakasrekisteri.usecases.rows import Rows
from asiakasrekisteri.usecases.sources import all_sources

_MOST_ROWS = 14


class SourcesCard(SettingsCard):
    """The register of sources: a table of them, each with its page."""

    def __init__(self, context: Context) -> None:
        self.add_button = Button(_("Lisää tietolähde"), "plus", size="s", pressed=lambda: context.go("source/new"))
        super().__init__(_("Tietolähteet"), actions=(self.add_button,))
        self._context = context
        words = _(
            "Mistä tietoja saadaan ja mitä. Selosteet ja rekisteriotteet kertovat nämä."
            " Lähdettä, josta on jo saatu tietoja, ei voi poistaa; sen voi sulkea."
        )
        self.table = RecordsTable(context, record_kinds()["source"], _("Tietolähteet"))
        self.add(label(words, "muted", wrap=True))
        self.add(self.table)
        context.bus.watch(self, ("source",), lambda _changes: self.reload())

    def reload(self) -> None:
        """Fetch the sources."""
        self._context.ask(self, lambda gate: gate.call(all_sources), self._show)

    def _show(self, rows: Rows) -> None:
        self.table.show_records(rows)
        self.table.setFixedHeight(self.table.tall(_MOST_ROWS))
