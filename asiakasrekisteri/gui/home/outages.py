"""Outages that go on, messages of them that did not go, and reports that the authority waits for."""

from collections.abc import Iterator, Sequence

from asiakasrekisteri.domain.formats import clock_time
from asiakasrekisteri.domain.texts import _, ngettext
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.home.cards import LinesCard, way
from asiakasrekisteri.gui.tables.columns import number_words
from asiakasrekisteri.usecases.outages.cases import OutageRow, list_outages

_MOST = 4
Line = tuple[str, str, str, str]


class OutagesCard(LinesCard):
    """What an outage still wants; absent while none wants anything."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, _("Häiriöt"), (way(context, _("Näytä kaikki"), "outages"),))
        context.bus.watch(self, ("outage", "outage_notice", "telecom"), lambda _changes: self.reload())
        self.reload()

    def reload(self) -> None:
        """Fetch the outages anew."""
        self.context.ask(self, lambda gate: gate.call(list_outages), self._show)

    def _show(self, rows: Sequence[OutageRow]) -> None:
        lines = [line for row in rows for line in _lines(row)]
        self.show_lines(lines[:_MOST])


def _lines(row: OutageRow) -> Iterator[Line]:
    if row.late:
        yield "clock-alert", "err", row.title, _("Ilmoitus Traficomille tekemättä")
    if row.ended_at is None:
        told = ngettext("kerrottu {n} saajalle", "kerrottu {n} saajalle", row.told).format(n=number_words(row.told))
        said = told if row.notices else _("ei ole vielä tiedotettu")
        since = _("Kestää, alkoi {at}").format(at=clock_time(row.started_at))
        yield "megaphone", "warn" if row.notices else "err", row.title, f"{since}; {said}"
    elif row.failed:
        words = ngettext("{n} saajalle ei ole kerrottu", "{n} saajalle ei ole kerrottu", row.failed)
        yield "triangle-alert", "warn", row.title, words.format(n=number_words(row.failed))
