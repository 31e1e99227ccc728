"""The page "statistics": how many customers there are of each kind and product, and how many come and go by month."""

from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout

from asiakasrekisteri.domain.formats import percent
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.texts import N_, _
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.navigation import PageSpec
from asiakasrekisteri.gui.tables.columns import number_words
from asiakasrekisteri.gui.widgets.bars import TopBar, filter_bar
from asiakasrekisteri.gui.widgets.basics import clear, column, label, line, scrolled
from asiakasrekisteri.gui.widgets.card import table_card
from asiakasrekisteri.gui.widgets.choices import FilterChip
from asiakasrekisteri.gui.widgets.grid_table import GridTable, Head
from asiakasrekisteri.gui.widgets.months import month_words
from asiakasrekisteri.gui.widgets.two_columns import TwoColumns
from asiakasrekisteri.usecases.statistics import FEWEST, Group, Statistics, statistics

STATISTICS_PAGE = "statistics"
"""Key of the page."""
_YEARS_BACK = 10


def statistics_page(context: Context) -> PageSpec:
    """Return the page, as the window is told of it."""
    return PageSpec(
        key=STATISTICS_PAGE,
        title=N_("Tilastot"),
        icon="chart-column",
        permission=Permission.CUSTOMER_READ,
        factory=lambda: StatisticsScreen(context),
        place="hidden",
        under="customers",
    )


class StatisticsScreen(QFrame):
    """Numbers only: nobody is named, and of one or two is told that they are fewer than three."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setProperty("area", "root")
        self._context = context
        self.top = TopBar()
        self.top.back.connect(context.back)
        self.top.show_crumbs(((_("Asiakkaat"), lambda: context.go("customers")),), _("Tilastot"))
        this_year = context.today().year
        years = [(str(year), str(year)) for year in range(this_year, this_year - _YEARS_BACK, -1)]
        self.year = FilterChip(_("Vuosi"), years, str(this_year), lambda _code: self.reload())
        self._body = QVBoxLayout()
        self._body.setContentsMargins(0, 0, 0, 0)
        inside = QFrame()
        inside.setProperty("area", "root")
        inside.setLayout(self._body)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for part in (self.top, filter_bar(self.year, None), line(strong=True)):
            layout.addWidget(part)
        layout.addWidget(scrolled(inside, _("Tilastot")), 1)
        context.bus.watch(self, ("customer", "service"), lambda _changes: self.reload())

    def open(self, argument: str) -> None:  # noqa: ARG002 - there is one page
        """Reckon anew."""
        self.reload()

    def focus_start(self) -> None:
        """Begin at the year."""
        self.year.setFocus(Qt.FocusReason.OtherFocusReason)

    def escape(self) -> None:
        """Go back to the customers."""
        self._context.go("customers")

    def reload(self) -> None:
        """Ask for the numbers of the year."""
        year = int(self.year.code() or self._context.today().year)
        self._context.ask(self, lambda gate: gate.call(statistics, year), self._come)

    def _come(self, found: Statistics) -> None:
        clear(self._body)
        words = _("Vain lukumääriä: alle {n} asiakkaan ryhmästä ei kerrota tarkkaa määrää.").format(n=FEWEST)
        kinds = _groups(_("Asiakkaat lajeittain"), _("Asiakaslaji"), found.kinds)
        products = _groups(_("Asiakkaat tuotteittain"), _("Tuote"), found.products)
        left = column(kinds, products, label(words, "small", wrap=True), None, gap=12)
        right = column(_churn(found), None, gap=12)
        self._body.addWidget(TwoColumns(left, right, 40))


def _groups(title: str, head: str, groups: tuple[Group, ...]) -> QFrame:
    rows = [(one.label, _words(one.count)) for one in groups]
    return table_card(title, GridTable(title, (Head(head), Head(_("Nyt"), right=True)), rows))


def _churn(found: Statistics) -> QFrame:
    title = _("Asiakkaat kuukausittain {year}").format(year=found.year)
    heads = (
        Head(_("Kuukausi"), 2),
        Head(_("Tuli"), right=True),
        Head(_("Lähti"), right=True),
        Head(_("Poistuma"), right=True),
        Head(_("Lopussa"), right=True),
    )
    rows = [
        (
            month_words(one.month),
            *map(number_words, (one.came, one.left)),
            _share(one.left_percent),
            number_words(one.stayed),
        )
        for one in found.months
    ]
    return table_card(title, GridTable(title, heads, rows))


def _words(count: int | None) -> str:
    return _("alle {n}").format(n=FEWEST) if count is None else number_words(count)


def _share(share: Decimal | None) -> str:
    return "–" if share is None else percent(share)
