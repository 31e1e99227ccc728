"""Rates of tax, reference rates and financial periods: what the rules of billing and of keeping are reckoned by."""

import datetime as dt

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout

from asiakasrekisteri.domain.formats import day
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.gui.bus import Changes
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.records.kinds import RecordKind
from asiakasrekisteri.gui.records.registry import record_kinds
from asiakasrekisteri.gui.records.table import RecordsTable
from asiakasrekisteri.gui.theme.theme import px
from asiakasrekisteri.gui.widgets.bars import TopBar
from asiakasrekisteri.gui.widgets.basics import Button, column, label, row, scrolled
from asiakasrekisteri.gui.widgets.notices import Banner
from asiakasrekisteri.usecases.billing.rates import (
    list_financial_periods,
    list_reference_rates,
    list_vat_rates,
    rateless_half_years,
)
from asiakasrekisteri.usecases.gate import Gate
from asiakasrekisteri.usecases.rows import Rows

_MOST_ROWS, _COLUMN = 12, 170


class _TableCard(QFrame):
    """A titled table with a way to add a row."""

    def __init__(self, context: Context, kind: RecordKind, title: str, words: str, add: str) -> None:
        super().__init__()
        self.setProperty("area", "card")
        self.setAccessibleName(title)
        fresh = not context.preferences.get(f"table/records-{kind.key}-")
        self.table = RecordsTable(context, kind, title)
        if fresh:
            names = [f.name for f in kind.spec]
            self.table.sortByColumn(names.index("since"), Qt.SortOrder.DescendingOrder)
            for place in range(len(names)):
                self.table.setColumnWidth(place, px(_COLUMN))
        self.add_button = Button(add, "plus", size="s", pressed=lambda: context.go(f"{kind.key}/new"))
        if not context.may(kind.write):
            self.add_button.hide()
        self._said = label(words, "small", wrap=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4, 10, 4, 6)
        layout.setSpacing(6)
        layout.addWidget(row(label(title, "h3"), None, self.add_button, margins=(12, 0, 10, 0)))
        layout.addWidget(column(self._said, margins=(12, 0, 12, 0)))
        layout.addWidget(self.table)

    def say(self, words: str) -> None:
        """Say under the title what is to be known of the table."""
        self._said.setText(words)

    def show_rows(self, rows: Rows) -> None:
        """Show these rows."""
        self.table.show_records(rows)
        self.table.setFixedHeight(self.table.tall(_MOST_ROWS))


class BillingTablesPage(QFrame):
    """The page "billing_tables"."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setProperty("area", "root")
        self._context = context
        kinds = record_kinds()
        self.top = TopBar()
        self.top.back.connect(context.back)
        self.top.show_crumbs(((_("Laskut"), lambda: context.go("invoices")),), _("Verokannat, korot ja tilikaudet"))
        self.rates = _TableCard(
            context,
            kinds["vat_rate"],
            _("Arvonlisäverokannat"),
            _("Laskurivin verokanta tarkistetaan sen päivän mukaan, jona vero syntyy. Päätä vanha ennen uutta."),
            _("Lisää verokanta"),
        )
        self.references = _TableCard(context, kinds["reference_rate"], _("Viitekorot"), "", _("Lisää viitekorko"))
        self.periods = _TableCard(
            context,
            kinds["financial_period"],
            _("Tilikaudet"),
            _("Tositteet säilytetään kuusi vuotta sen vuoden lopusta, jona tilikausi päättyi (KPL 2:10 §)."),
            _("Lisää tilikausi"),
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.top)
        parts = [self.rates, self.references, self.periods]
        if not context.may(Permission.SETTINGS_WRITE):
            said = Banner("info", _("Taulukoita muuttaa pääkäyttäjä"))
            layout.addWidget(column(said, margins=(20, 16, 16, 0)))
        layout.addWidget(
            scrolled(column(*parts, None, gap=12, margins=(20, 16, 16, 16)), _("Verokannat, korot ja tilikaudet")), 1
        )
        context.bus.watch(self, ("vat_rate", "reference_rate", "financial_period"), self._heard)

    def open(self, argument: str) -> None:  # noqa: ARG002 - there is one view
        """Show the tables."""
        self.reload()

    def reload(self) -> None:
        """Fetch the tables anew."""

        def ask(gate: Gate) -> tuple[Rows, Rows, Rows, tuple[dt.date, ...]]:
            cases = (list_vat_rates, list_reference_rates, list_financial_periods)
            rates, references, periods = (gate.call(case) for case in cases)
            return rates, references, periods, gate.call(rateless_half_years)

        def come(found: tuple[Rows, Rows, Rows, tuple[dt.date, ...]]) -> None:
            for card, rows in zip((self.rates, self.references, self.periods), found[:3], strict=True):
                card.show_rows(rows)
            self.references.say(_of_references(found[3]))

        self._context.ask(self, ask, come)

    def focus_start(self) -> None:
        """Begin at the rates."""
        self.rates.table.setFocus()

    def escape(self) -> None:
        """Go back to the invoices."""
        self._context.go("invoices")

    def _heard(self, _changes: Changes) -> None:
        if self.isVisible():
            self.reload()


def _of_references(missing: tuple[dt.date, ...]) -> str:
    """Return what is to be known of reference rates: from when on they are missing, otherwise what they are for."""
    if missing:
        return _(
            "Viitekorko puuttuu {day} alkavalta puolivuodelta, joten sen päivien viivästyskorkoa ei voi laskea."
            " Suomen Pankki julkaisee korot."
        ).format(day=day(missing[0]))
    return _(
        "Viivästyskorko on viitekorko ja 7 prosenttiyksikköä, yritysten kesken 8 (korkolaki 4 ja 4 a §)."
        " Ohjelma tuntee aiemmat viitekorot; uudet lisätään tähän."
    )
