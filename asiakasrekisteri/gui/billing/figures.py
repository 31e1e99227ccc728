"""The figures of a year over a list of invoices: sums at the left, the months at the right."""

from decimal import Decimal

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QBoxLayout, QFrame

from asiakasrekisteri.domain.formats import number
from asiakasrekisteri.domain.texts import _, ngettext
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.tables.columns import number_words
from asiakasrekisteri.gui.theme.theme import px, theme
from asiakasrekisteri.gui.widgets.chart import MonthChart, MonthSum
from asiakasrekisteri.gui.widgets.sums import Sum, SumsCard
from asiakasrekisteri.usecases.billing.figures import YearFigures

_TALL, _SUMS_WIDE = 208, 316
_NARROW = 720
"""Under this width (logical pixels at text size 100 %) the sums stand alone."""


class FiguresBar(QFrame):
    """Sums and months of a year."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setProperty("area", "root")
        self._context = context
        self.sums = SumsCard(_("Laskutus"))
        self.chart: MonthChart | None = None
        self._layout = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._layout.setContentsMargins(16, 12, 16, 12)
        self._layout.setSpacing(12)
        self._layout.addWidget(self.sums)
        theme().changed.connect(self._fit)
        self._fit()

    def show_figures(self, figures: YearFigures) -> None:
        """Show the figures of a year."""
        self.sums.setAccessibleName(_("Laskutus {year}").format(year=figures.year))
        note, icon = change_words(figures)
        self.sums.show_sums(_sums(figures), note, icon)
        focused = QApplication.focusWidget()
        had_focus = self.chart is not None and focused is not None and self.chart.isAncestorOf(focused)
        if self.chart is not None:
            self._layout.removeWidget(self.chart)
            self.chart.hide()
            self.chart.deleteLater()
        self.chart = MonthChart(_("Laskutus kuukausittain, €"), str(figures.year - 1))
        self._layout.addWidget(self.chart, 1)
        self.chart.setVisible(self.width() >= px(_NARROW))
        today = self._context.today()
        self.chart.show_months(month_sums(figures), (today.year, today.month))
        if had_focus:
            self.chart.bars.setFocus()

    def _fit(self) -> None:
        self.sums.setFixedWidth(px(_SUMS_WIDE))
        self.setFixedHeight(px(_TALL) + 24)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.chart is not None:
            self.chart.setVisible(event.size().width() >= px(_NARROW))


def _sums(figures: YearFigures) -> list[Sum]:
    open_words = ngettext("Avoinna, {n} lasku", "Avoinna, {n} laskua", figures.open_count)
    late_words = ngettext("Siitä erääntynyt, {n} lasku", "Siitä erääntynyt, {n} laskua", figures.overdue_count)
    late = figures.overdue_count > 0
    return [
        Sum(name=_("Laskutettu {year}").format(year=figures.year), amount=figures.invoiced),
        Sum(name=_("Maksettu"), amount=figures.paid),
        Sum(name=open_words.format(n=number_words(figures.open_count)), amount=figures.open_sum),
        Sum(
            name=late_words.format(n=number_words(figures.overdue_count)),
            amount=figures.overdue_sum,
            tone="err" if late else "",
        ),
    ]


def change_words(figures: YearFigures) -> tuple[str, str]:
    """Return how the year compares with the one before and how soon invoices are paid, with an icon for it."""
    parts = []
    icon = "info"
    if figures.change is not None:
        sign = "+" if figures.change > 0 else ""
        words = _("{change}\xa0% vuodesta {year}")
        parts.append(words.format(change=f"{sign}{number(figures.change)}", year=figures.year - 1))
        icon = "trending-up" if figures.change >= 0 else "trending-down"
    if figures.days_to_payment is not None:
        parts.append(_("maksuaika {n}\xa0pv").format(n=round(figures.days_to_payment)))
    words = ", ".join(parts)
    return words[:1].upper() + words[1:], icon


def month_sums(figures: YearFigures) -> list[MonthSum]:
    """Return the months as the chart shows them; before the first invoice of the year before nothing is compared."""
    known = any(m.paid or m.open for m in figures.months_before)
    pairs = zip(figures.months, figures.months_before, strict=True)
    return [
        MonthSum(
            month=(figures.year, place),
            paid=month.paid,
            open=max(month.open, Decimal(0)),
            before=before.paid + before.open if known else None,
        )
        for place, (month, before) in enumerate(pairs, 1)
    ]
