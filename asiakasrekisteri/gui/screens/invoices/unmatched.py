"""Payments that nobody has claimed: a person decides which invoice each belongs to."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout

from asiakasrekisteri.domain.fields import FieldKind, Record
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.references import grouped
from asiakasrekisteri.domain.texts import N_, _, ngettext
from asiakasrekisteri.gui.billing.rows import COLUMNS, InvoicePages
from asiakasrekisteri.gui.bus import Changes
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.seen import Rows as InSight, SeenLog
from asiakasrekisteri.gui.tables.columns import Cell, Column, Values, number_words
from asiakasrekisteri.gui.tables.local import LocalTable
from asiakasrekisteri.gui.tables.model import PagedModel
from asiakasrekisteri.gui.tables.view import RecordTable
from asiakasrekisteri.gui.widgets.bars import TopBar
from asiakasrekisteri.gui.widgets.basics import Button, label, line, row
from asiakasrekisteri.gui.widgets.search import SearchField
from asiakasrekisteri.gui.widgets.states import EmptyState
from asiakasrekisteri.usecases.billing.lists import list_invoices
from asiakasrekisteri.usecases.billing.payments import allocate_payment, list_unmatched_payments
from asiakasrekisteri.usecases.edits import Saved
from asiakasrekisteri.usecases.history import undo
from asiakasrekisteri.usecases.lists import IdList
from asiakasrekisteri.usecases.rows import Rows

_VIEW, _TALL = "unmatched", 7
_MOST_IN_SIGHT = 40


def _payer(values: Values) -> Cell:
    return Cell(text=str(values["payer"] or ""), kind="strong")


def _reference(values: Values) -> Cell:
    return Cell(text=grouped(str(values["reference"])) if values["reference"] else "", kind="muted")


_PAYMENT_COLUMNS = (
    Column(name="paid_on", label=N_("Maksupäivä"), kind=FieldKind.DATE, width=112),
    Column(name="payer", label=N_("Maksaja"), width=260, render=_payer),
    Column(name="amount", label=N_("Summa"), kind=FieldKind.MONEY, width=116, align="right"),
    Column(name="reference", label=N_("Viite"), width=160, render=_reference),
    Column(name="message", label=N_("Viesti"), width=300),
)


class UnmatchedPage(QFrame):
    """The page "payments": payments above, invoices to choose from below."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setProperty("area", "root")
        self._context = context
        self._payments: dict[int, Record] = {}
        self._turn = 0
        self._proposed = ""
        self._busy = False
        self._may_write = context.may(Permission.BILLING_WRITE)
        self.top = TopBar()
        self.top.back.connect(context.back)
        self.top.show_crumbs(((_("Laskut"), lambda: context.go("invoices")),), _("Kohdistamattomat suoritukset"))
        self.payments = self._payments_table()
        self.invoices = self._invoices_table()
        self.search = SearchField(_("Lasku, viite tai asiakas…"), 280)
        self.search.asked.connect(lambda _text: self._find())
        self.search.left_down.connect(self._to_invoices)
        self._seen = SeenLog(self, context, self._in_sight)
        self.button = Button(_("Kohdista valitulle laskulle"), "check", "primary", pressed=self._allocate_current)
        self.button.setToolTip(_("Kohdista valitulle laskulle (Enter)"))
        self._words = label("", "muted", wrap=True)
        self._build()
        context.bus.watch(self, ("payment", "invoice"), self._heard)
        self.reload()

    def _payments_table(self) -> LocalTable:
        context = self._context
        fresh = not context.preferences.get(f"table/{_VIEW}")
        made = LocalTable(context, _PAYMENT_COLUMNS, _("Kohdistamattomat suoritukset"), _VIEW)
        if fresh:
            made.sortByColumn(0, Qt.SortOrder.DescendingOrder)
        made.current_changed.connect(lambda _row: self._propose())
        made.opened.connect(lambda _row: self._to_invoices())
        return made

    def _invoices_table(self) -> RecordTable:
        context = self._context
        self.model = PagedModel(COLUMNS, InvoicePages(context), context.runner, context.messages.failed, self)
        self.model.page_shown.connect(lambda _ids: self._seen.moved())
        made = RecordTable(self.model, _("Avoimet laskut"), context.preferences, f"{_VIEW}-invoices")
        made.setSortingEnabled(False)
        made.opened.connect(self.allocate)
        return made

    def _to_invoices(self) -> None:
        self.invoices.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build(self) -> None:
        self.button.setEnabled(self._may_write)
        if not self._may_write:
            self.button.setToolTip(_("Roolillasi ei ole oikeutta kirjata laskuja. Pyydä oikeutta pääkäyttäjältä."))
        inside = QFrame()
        inside.setProperty("area", "pane")
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        choose = row(self.search, self._words, None, self.button, margins=(12, 10, 12, 10), area="pane", gap=12)
        for part in (self.payments, line(strong=True), choose, line(strong=True)):
            layout.addWidget(part)
        layout.addWidget(self.invoices, 1)
        self._whole = QStackedWidget()
        self._whole.addWidget(inside)
        self._nothing = EmptyState(
            "circle-check",
            _("Kaikki suoritukset on kohdistettu"),
            _("Tänne tulevat maksut, joiden viite ei kerro, mille laskulle ne kuuluvat."),
        )
        self._whole.addWidget(self._nothing)
        own = QVBoxLayout(self)
        own.setContentsMargins(0, 0, 0, 0)
        own.setSpacing(0)
        own.addWidget(self.top)
        own.addWidget(self._whole, 1)

    def open(self, argument: str) -> None:  # noqa: ARG002 - there is one list
        """Come back to the list."""
        self._tell()

    def focus_start(self) -> None:
        """Begin at the first payment."""
        self.payments.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_search(self) -> None:
        """See Finds."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def escape(self) -> None:
        """Clear the filter, then go to the payments, then to the invoices' list."""
        if self.search.text():
            self.search.clear()
        elif self.payments.hasFocus():
            self._context.go("invoices")
        else:
            self.focus_start()

    def reload(self) -> None:
        """Fetch the payments anew."""
        self._context.ask(self, lambda gate: gate.call(list_unmatched_payments), self._show)

    def allocate(self, invoice_id: int) -> None:
        """Give the current payment to an invoice."""
        payment = self._payments.get(self.payments.current_id() or 0)
        if payment is None or not self._may_write or self._busy:
            return
        self._busy = True

        def failed(error: Exception) -> None:
            self._busy = False
            self._context.messages.failed(error)
            self.reload()

        def done(saved: Saved) -> None:
            self._busy = False
            self._context.messages.done(_("Suoritus kohdistettiin laskulle."), partial(self._undo, saved.undo))
            self.reload()
            self.focus_start()

        self._context.ask(self, lambda gate: gate.call(allocate_payment, payment.id, payment.version, invoice_id), done)

    def _allocate_current(self) -> None:
        if (row_id := self.invoices.current_id()) is not None:
            self.allocate(row_id)

    def _undo(self, number: int) -> None:
        def done(_none: object) -> None:
            self._context.messages.done(_("Kohdistus kumottiin."))
            self.reload()

        self._context.ask(self._context, lambda gate: gate.call(undo, number), done)

    def _show(self, rows: Rows) -> None:
        self._payments = {r.id: r for r in rows}
        self.payments.show_rows({r.id: r.values for r in rows})
        self.payments.setFixedHeight(self.payments.tall(_TALL))
        self._whole.setCurrentIndex(0 if self._payments else 1)
        if self._payments and self.payments.current_id() is None:
            self.payments.choose_id(next(iter(self._payments)))
        self._propose()
        self._tell()

    def _tell(self) -> None:
        count = len(self._payments)
        self.top.note.setText(number_words(count) if count else "")
        words = ngettext("{n} kohdistamaton suoritus", "{n} kohdistamatonta suoritusta", count)
        if self.isVisible():
            self._context.counted.emit(words.format(n=number_words(count)))

    def _propose(self) -> None:
        """List the invoices that the payment may be for: those of its payer by name, or all that are open."""
        payment = self._payments.get(self.payments.current_id() or 0)
        if payment is None:
            return
        text = self._proposed = payment.text("payer")
        self.model.show(())  # nothing of the payment before may be taken for this one
        self.search.setText(text)
        self._find()

    def _find(self) -> None:
        self._turn += 1
        turn, text = self._turn, self.search.text().strip()

        def come(found: IdList) -> None:
            if turn == self._turn:
                self._list(found, text)

        self._context.ask(
            self, lambda gate: gate.call(list_invoices, text, "open", None, None, "due_on", reverse=False), come
        )

    def _list(self, found: IdList, text: str) -> None:
        if text and text == self._proposed and not found.ids:
            self.search.clear()  # nothing of the payer's is open: all that is open is listed
            self._find()
            return
        self.model.show(found.ids)
        if found.ids:
            self.invoices.choose_id(found.ids[0])
        count = len(found.ids)
        words = ngettext("{n} avoin lasku", "{n} avointa laskua", count).format(n=number_words(count))
        none = _("Avoimia laskuja ei löydy. Etsi laskun numerolla, viitteellä tai asiakkaan nimellä.")
        self._words.setText(words if count else none)
        self.button.setEnabled(self._may_write and count > 0)
        self._seen.moved()

    def _in_sight(self) -> InSight:
        if not self.invoices.isVisible() or not self.model.rowCount():
            return []
        last = self.invoices.rowAt(self.invoices.viewport().height() - 1)
        last = self.model.rowCount() - 1 if last < 0 else last
        first = max(0, self.invoices.rowAt(0))
        return [("invoice", self.model.row_id(n)) for n in range(first, min(last, first + _MOST_IN_SIGHT) + 1)]

    def _heard(self, changes: Changes) -> None:
        if self.isVisible() and any(kind == "payment" for kind, _id in changes):
            self.reload()
