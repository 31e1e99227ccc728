"""The list of customers: live filter, order, and the card of the row the user rests on."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.texts import _, ngettext
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.listpane.page import ListPanePage, Parts, Shape
from asiakasrekisteri.gui.screens.customers.pane import CustomerPane
from asiakasrekisteri.gui.screens.customers.rows import COLUMNS, MARKS, CustomerPages, statuses
from asiakasrekisteri.gui.screens.customers.statistics import STATISTICS_PAGE
from asiakasrekisteri.gui.tables.columns import number_words
from asiakasrekisteri.gui.tables.model import PagedModel
from asiakasrekisteri.gui.tables.view import RecordTable
from asiakasrekisteri.gui.widgets.basics import Button
from asiakasrekisteri.gui.widgets.choices import FilterChip
from asiakasrekisteri.gui.widgets.search import SearchField
from asiakasrekisteri.gui.widgets.states import Beginning, EmptyState
from asiakasrekisteri.usecases.customer_marks import GROUNDS
from asiakasrekisteri.usecases.customers import list_customers
from asiakasrekisteri.usecases.gate import Gate
from asiakasrekisteri.usecases.lists import IdList

VIEW = "customers"
PANE_UNDER = 880
_SORTABLE = {c.name for c in COLUMNS if c.sortable}


class CustomersPage(ListPanePage):
    """The page "customers".

    Args:
        context: the desk.
        import_address: address of the page for bringing customers from a file; "" where there is none.
    """

    def __init__(self, context: Context, import_address: str = "") -> None:
        self._import = import_address
        self._may_write = context.may(Permission.CUSTOMER_WRITE)
        self.status = FilterChip(_("Tila"), statuses(), changed=lambda _code: self.refresh())
        known = [(code, _(words)) for code, _icon, words, _tone in MARKS if context.may(GROUNDS[code])]
        self.mark = FilterChip(_("Huomiot"), known, changed=lambda _code: self.refresh())
        model = PagedModel(COLUMNS, CustomerPages(context), context.runner, context.messages.failed)
        shape = Shape(
            noun="customer",
            title=_("Asiakkaat"),
            split="split/customers",
            pane=428,
            least_pane=300,
            alone_under=PANE_UNDER,
            watched=("customer", "address", "contact_role", "person"),
            leaves=True,
        )
        parts = Parts(
            model=model,
            table=RecordTable(model, _("Asiakasluettelo"), context.preferences, VIEW),
            pane=CustomerPane(context, may_write=self._may_write),
            search=SearchField(_("Nimi, tunniste, puhelin tai sähköposti…"), 330),
            chips=(self.status, self.mark) if known else (self.status,),
        )
        super().__init__(context, shape, parts)
        self._show_acts()
        self.refresh()

    def _show_acts(self) -> None:
        self.new_button = Button(_("Uusi asiakas"), "plus", "primary", pressed=self.add)
        self.new_button.setEnabled(self._may_write)
        tip = _("Roolillasi ei ole oikeutta lisätä asiakkaita. Pyydä oikeutta pääkäyttäjältä.")
        self.new_button.setToolTip(_("Uusi asiakas (Ctrl+N)") if self._may_write else tip)
        numbers = Button(_("Tilastot"), "chart-column", "ghost", pressed=lambda: self._context.go(STATISTICS_PAGE))
        acts: list[QWidget] = [numbers, self.new_button]
        if self._import:
            acts.insert(1, Button(_("Tuo"), "file-input", "ghost", pressed=self.bring))
        self.top.show_acts(*acts)

    def concerns(self) -> tuple[str, int]:
        """Return the customer one stands on: a call written down is of it."""
        return "customer", self.in_front() or 0

    def add(self) -> None:
        """Open the form of a new customer."""
        if self._may_write:
            self._context.go("customer/new")

    def bring(self) -> None:
        """Open the page where customers are brought from a file."""
        self._context.go(self._import)

    def may_edit(self) -> bool:
        """See ListPanePage."""
        return self._may_write

    def listed_by(self, text: str) -> Callable[[Gate], IdList]:
        """See ListPanePage."""
        status, mark, (name, reverse) = self.status.code(), self.mark.code(), self.table.sort_order()
        order = name if name in _SORTABLE else "name"
        return lambda gate: gate.call(list_customers, text, status, order, reverse=reverse, mark=mark)

    def first_time(self) -> QWidget:
        """See ListPanePage."""
        made = first_time(self.add if self._may_write else None, self.bring if self._import else None)
        if made.buttons and self.isVisible():
            made.buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)
        return made

    def conditions(self) -> Sequence[str]:
        """See ListPanePage."""
        code, mark = self.status.code(), self.mark.code()
        words = [_("tila {status}").format(status=dict(statuses())[code].lower())] if code else []
        return [*words, self.mark.words(mark).lower()] if mark else words

    def without(self, total: int) -> str:
        """See ListPanePage."""
        words = ngettext("Ilman ehtoja asiakkaita on {n}.", "Ilman ehtoja asiakkaita on {n}.", total)
        return words.format(n=number_words(total))

    def counted(self, shown: str, total: int, *, filtered: bool) -> str:
        """See ListPanePage; how many are chosen is told too."""
        words = ngettext("{n} asiakas", "{n} asiakasta", total).format(n=number_words(total))
        if filtered:
            words = _("{shown} / {total} asiakasta").format(shown=shown, total=number_words(total))
        chosen = len(self.table.selectionModel().selectedRows())
        if chosen:
            words += "    " + ngettext("{n} valittu", "{n} valittua", chosen).format(n=chosen)
        return words


def first_time(add: Callable[[], object] | None, bring: Callable[[], object] | None) -> EmptyState:
    """Return what an empty register shows: the ways to begin that are open to the user."""
    beginnings = []
    if add is not None:
        words = _("Yksityinen, toiminimi, yritys, yhdistys tai julkisyhteisö.")
        beginnings.append(Beginning("user-round-plus", _("Lisää asiakas käsin"), words, _("Uusi asiakas"), add))
    if bring is not None:
        words = _("CSV-tiedosto. Ensin tehdään koeajo, joka ei muuta mitään.")
        beginnings.append(Beginning("file-input", _("Tuo taulukosta"), words, _("Tuo tiedostosta"), bring))
    text = _("Valitse, miten aloitetaan.") if beginnings else _("Pyydä pääkäyttäjää lisäämään asiakkaita.")
    return EmptyState("building-2", _("Rekisterissä ei ole vielä asiakkaita"), text, tuple(beginnings))
