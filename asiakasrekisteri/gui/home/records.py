"""What the records of the law still want: breaches with their clocks, contracts of processors, requests, rights."""

from collections.abc import Iterator, Mapping, Sequence

from asiakasrekisteri.domain.texts import _, ngettext
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.home.cards import LinesCard, way
from asiakasrekisteri.gui.tables.columns import number_words
from asiakasrekisteri.usecases.privacy.breaches.records import BreachRow, open_breaches
from asiakasrekisteri.usecases.privacy.disclosing import disclosure_attention

_MOST = 4
Line = tuple[str, str, str, str]


class BreachesCard(LinesCard):
    """Breaches that are still handled; absent while there are none."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, _("Tietoturvaloukkaukset"), (way(context, _("Näytä kaikki"), "breaches"),))
        context.bus.watch(self, ("breach", "breach_report", "breach_notice"), lambda _changes: self.reload())
        self.reload()

    def reload(self) -> None:
        """Fetch the breaches anew."""
        self.context.ask(self, lambda gate: gate.call(open_breaches), self._show)

    def _show(self, rows: Sequence[BreachRow]) -> None:
        self.show_lines([_breach(row) for row in rows[:_MOST]])


def _breach(row: BreachRow) -> Line:
    left = ngettext("{n} asia tekemättä", "{n} asiaa tekemättä", row.duties).format(n=number_words(row.duties))
    said = left if row.duties else _("Valmis päätettäväksi")
    tone = "err" if row.late or row.clock else "warn"
    title = f"{row.number} {row.title}"
    return "shield-alert", tone if row.duties else "ok", title, ", ".join(filter(None, (row.clock, said)))


class DisclosuresCard(LinesCard):
    """Contracts of processors that are missing or end, and requests for registration data; absent while all is well."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, _("Vastaanottajat"), (way(context, _("Näytä kaikki"), "disclosures/vastaanottajat"),))
        context.bus.watch(self, ("recipient", "registration_request"), lambda _changes: self.reload())
        self.reload()

    def reload(self) -> None:
        """Count anew."""
        self.context.ask(self, lambda gate: gate.call(disclosure_attention), self._show)

    def _show(self, counts: Mapping[str, int]) -> None:
        self.show_lines(_attention(counts))


def _attention(counts: Mapping[str, int]) -> Iterator[Line]:
    if late := counts["late"]:
        words = ngettext("{n} rekisteröintitietojen pyyntö", "{n} rekisteröintitietojen pyyntöä", late)
        yield "clock-alert", "err", words.format(n=number_words(late)), _("Vastaus on myöhässä (72 h)")
    elif waiting := counts["requests"]:
        words = ngettext("{n} rekisteröintitietojen pyyntö", "{n} rekisteröintitietojen pyyntöä", waiting)
        yield "globe", "warn", words.format(n=number_words(waiting)), _("Odottaa vastausta (72 h)")
    if lacking := counts["missing"] + counts["ended"]:
        words = ngettext("{n} käsittelijä", "{n} käsittelijää", lacking)
        yield "file-signature", "err", words.format(n=number_words(lacking)), _("Käsittelysopimus puuttuu")
    if soon := counts["soon"]:
        words = ngettext("{n} käsittelijä", "{n} käsittelijää", soon)
        yield "file-signature", "warn", words.format(n=number_words(soon)), _("Käsittelysopimus päättyy pian")
