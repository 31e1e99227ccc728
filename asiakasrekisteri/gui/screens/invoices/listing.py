"""The page of all invoices."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout, QWidget

from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.texts import _, ngettext
from asiakasrekisteri.gui.billing.list import InvoiceList
from asiakasrekisteri.gui.bus import Changes
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.screens.invoices.bringing import bring, pick_billing
from asiakasrekisteri.gui.tables.columns import number_words
from asiakasrekisteri.gui.widgets.bars import TopBar
from asiakasrekisteri.gui.widgets.basics import Button
from asiakasrekisteri.gui.widgets.stacks import show_instead
from asiakasrekisteri.gui.widgets.states import Beginning, EmptyState
from asiakasrekisteri.usecases.billing.payments import count_unmatched_payments

VIEW = "invoices"
UNMATCHED, TABLES = "payments", "billing_tables"
"""Addresses of the payments that nobody has claimed, and of rates and periods."""


class InvoicesPage(QFrame):
    """The page "invoices"."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setProperty("area", "root")
        self._context = context
        self.pick: Callable[[QWidget], Path | None] = pick_billing
        self._may_write = context.may(Permission.BILLING_WRITE)
        self.unmatched = Button("", "circle-alert", "ghost", pressed=lambda: context.go(UNMATCHED))
        self.unmatched.hide()
        self.list = InvoiceList(context, VIEW)
        self.list.listed.connect(self._show_state)
        self._whole = QStackedWidget()
        self._whole.addWidget(self.list)
        self._build()
        for keys, act in (("Ctrl+N", self.add), ("F2", self.edit), ("Ctrl+E", self.edit)):
            QShortcut(QKeySequence(keys), self).activated.connect(act)
        context.bus.watch(self, ("payment",), self._heard)
        self.list.refresh()
        self._count_unmatched()

    def _build(self) -> None:
        self.top = TopBar(_("Laskut"))
        tables = Button(_("Verokannat, korot ja tilikaudet"), "settings", "ghost", pressed=self.open_tables)
        self.new_button = Button(_("Uusi lasku"), "plus", "primary", pressed=self.add)
        self.new_button.setEnabled(self._may_write)
        reason = _("Roolillasi ei ole oikeutta kirjata laskuja. Pyydä oikeutta pääkäyttäjältä.")
        self.new_button.setToolTip(_("Uusi lasku (Ctrl+N)") if self._may_write else reason)
        self.bring_button = Button(_("Tuo tiliote tai Finvoice…"), "file-input", pressed=self.bring)
        self.bring_button.setEnabled(self._may_write)
        self.top.show_acts(self.unmatched, tables, self.bring_button, self.new_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.top)
        layout.addWidget(self._whole, 1)

    def open(self, argument: str) -> None:
        """Come back to the list as it was left, or to what is overdue ("invoices/overdue")."""
        if argument == "overdue":
            self.list.show_state(argument)
        self.list.tell_counts()

    def bring(self) -> None:
        """Import a bank statement or e-invoices; what came is told, and it can be undone."""
        file = self.pick(self)
        if file is not None:
            bring(self._context, self, file, self.reload)

    def reload(self) -> None:
        """Fetch everything anew."""
        self.list.renew()
        self._count_unmatched()

    def focus_start(self) -> None:
        """See Starts."""
        self.list.focus_start()

    def focus_search(self) -> None:
        """See Finds."""
        self.list.focus_search()

    def escape(self) -> None:
        """See Escapes."""
        self.list.escape()

    def add(self) -> None:
        """Begin a new invoice."""
        if self._may_write:
            self._context.go("invoice/new")

    def edit(self) -> None:
        """Open the current invoice for editing."""
        row_id = self.list.table.current_id()
        if self._may_write and row_id is not None:
            self._context.go(f"invoice/{row_id}/edit")

    def open_tables(self) -> None:
        """Open the rates of tax and the financial periods."""
        self._context.go(TABLES)

    def _show_state(self) -> None:
        shown = self.list.shown
        if shown is None:
            return
        total = shown.found.total
        show_instead(self._whole, None if total else self._first_time())
        year = self.list.year.code()
        if total and year and not self.list.is_narrowed():
            count = len(shown.found.ids)
            words = ngettext("{n} lasku vuonna {year}", "{n} laskua vuonna {year}", count)
            self.top.note.setText(words.format(n=number_words(count), year=year))
        elif total and not year:
            self.top.note.setText(number_words(total))

    def _first_time(self) -> EmptyState:
        ways = []
        if self._may_write:
            words = _("Lasku ja sen rivit. Numero ja viite annetaan itsestään.")
            ways.append(Beginning("receipt-euro", _("Kirjaa lasku"), words, _("Uusi lasku"), self.add))
            words = _("Ilman tilikautta laskun säilytysaikaa ei voida laskea.")
            ways.append(
                Beginning("settings", _("Tarkista verokannat ja tilikaudet"), words, _("Avaa"), self.open_tables)
            )
        text = _("Valitse, miten aloitetaan.") if ways else _("Pyydä pääkäyttäjää kirjaamaan laskuja.")
        return EmptyState("receipt-euro", _("Rekisterissä ei ole vielä laskuja"), text, tuple(ways))

    def _heard(self, _changes: Changes) -> None:
        self._count_unmatched()

    def _count_unmatched(self) -> None:
        def come(count: int) -> None:
            self.unmatched.setText(_("Kohdistamattomat {n}").format(n=number_words(count)))
            self.unmatched.setVisible(count > 0)

        self._context.ask(self, lambda gate: gate.call(count_unmatched_payments), come)
