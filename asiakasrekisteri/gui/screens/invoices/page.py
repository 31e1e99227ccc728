"""The page of one invoice: read, edited with its rows, a new one, and what is recorded of it.

Addresses: "invoice/17", "invoice/17/edit", "invoice/17/payment", "invoice/17/payment/3", "invoice/17/reminder",
"invoice/17/credit", "invoice/new", "invoice/new/customer/5".
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QFrame, QStackedWidget, QVBoxLayout, QWidget

from asiakasrekisteri.domain.errors import NotFoundError
from asiakasrekisteri.domain.fields import Record
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.texts import N_, _
from asiakasrekisteri.gui.attaching import AttachmentPanel
from asiakasrekisteri.gui.billing.states import state_words
from asiakasrekisteri.gui.bus import Changes
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.forms.savebar import ask_unsaved
from asiakasrekisteri.gui.screens.invoices import forms
from asiakasrekisteri.gui.screens.invoices.acts import (
    CREDIT,
    EDIT,
    EINVOICE,
    NEW,
    PAYMENT,
    REMINDER,
    Recorded,
    act_buttons,
    is_credit_note,
    why_not,
)
from asiakasrekisteri.gui.screens.invoices.einvoice import save_einvoice
from asiakasrekisteri.gui.screens.invoices.reading import (
    Acts,
    banners,
    credits_card,
    facts_cards,
    open_words,
    payments_card,
    reminders_card,
    rows_card,
    sums_card,
)
from asiakasrekisteri.gui.screens.invoices.writing import BillForm
from asiakasrekisteri.gui.tasks import in_turns
from asiakasrekisteri.gui.widgets.bars import TopBar
from asiakasrekisteri.gui.widgets.basics import Button, column, frame, scrolled
from asiakasrekisteri.gui.widgets.marks import Pill
from asiakasrekisteri.gui.widgets.stacks import put
from asiakasrekisteri.gui.widgets.states import SKELETON_AFTER, Beginning, EmptyState, Skeleton
from asiakasrekisteri.gui.widgets.two_columns import TwoColumns
from asiakasrekisteri.usecases.billing.card import InvoiceCard, open_invoice
from asiakasrekisteri.usecases.edits import Saved
from asiakasrekisteri.usecases.gate import Gate
from asiakasrekisteri.usecases.rows import Owner, owner_named

_SHARE = 60
_LONGEST_NAME = 26
"""A longer name of a customer is shortened in the bar."""
_GOING = (EINVOICE, CREDIT, REMINDER, EDIT)
"""Which acts go into the menu of the bar where there is no room, the first first."""
_WATCHED = ("invoice", "payment", "reminder")


@dataclass(frozen=True, slots=True)
class _Mode:
    """What a form is called and what is told when it has been stored."""

    title: str
    done: str


_MODES = {
    NEW: _Mode(N_("Uusi lasku"), N_("Lasku kirjattiin.")),
    EDIT: _Mode(N_("Muokkaus"), N_("Laskun tiedot tallennettiin.")),
    PAYMENT: _Mode(N_("Suoritus"), N_("Suoritus kirjattiin.")),
    REMINDER: _Mode(N_("Maksumuistutus"), N_("Muistutus kirjattiin.")),
    CREDIT: _Mode(N_("Hyvityslasku"), N_("Hyvityslasku tehtiin.")),
}


class InvoicePage(QFrame):
    """One invoice."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setProperty("area", "root")
        self._context = context
        self._id, self._turn, self._mode, self._part = 0, 0, "", ""
        self.card: InvoiceCard | None = None
        self._customer: Owner | None = None
        self.form: BillForm | None = None
        self._may_write = context.may(Permission.BILLING_WRITE)
        self._recorded = Recorded(context, lambda: f"invoice/{self._id}")
        self._acts: dict[str, Button] = {}
        self._fresh = True
        self.top = TopBar()
        self.top.back.connect(context.back)
        self._body = QStackedWidget()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.top)
        layout.addWidget(self._body, 1)
        self._late = QTimer(self)
        self._late.setSingleShot(True)
        self._late.setInterval(SKELETON_AFTER)
        self._late.timeout.connect(lambda: put(self._body, column(Skeleton(8), None, margins=(20, 20, 16, 16))))
        self._add_keys()
        context.bus.watch(self, _WATCHED, self._heard)

    def _add_keys(self) -> None:
        for keys, mode in (("F2", EDIT), ("Ctrl+E", EDIT)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.activated.connect(partial(self.act, mode))
        new = QShortcut(QKeySequence("Ctrl+N"), self)
        new.activated.connect(self._add)

    def open(self, argument: str) -> None:
        """Show what the address names."""
        first, _slash, rest = argument.partition("/")
        self.form, self._fresh = None, True
        self._mode, _slash, self._part = rest.partition("/")
        self._show_acts({})
        if first == NEW:
            self._id, self.card, self._customer, self._mode = 0, None, None, NEW
            put(self._body, frame("plain"))
            self._begin_new(rest)
        elif first.isdigit():
            if int(first) != self._id:
                self.card = None
                put(self._body, frame("plain"))
            self._id = int(first)
            self._fetch()

    def reload(self) -> None:
        """Fetch the invoice anew; nothing that is being typed is touched."""
        if self._id and self.form is None:
            self._fetch()

    def act(self, mode: str, part: str = "") -> None:
        """Open one of the forms of the invoice, where the invoice and the role allow it."""
        if self.form is not None or self.card is None or why_not(self._context, mode, self.card):
            return
        if mode == EINVOICE:
            save_einvoice(self._context, self, self._id)
        else:
            self._context.go("/".join(filter(None, (f"invoice/{self._id}", mode, part))))

    def focus_start(self) -> None:
        """Begin in the form, or at the first act."""
        if self.form is not None:
            self.form.form.focus_first()
        else:
            for button in [b for b in self._acts.values() if b.isEnabled()][-1:]:
                self.top.acts.stand_on(button)

    def escape(self) -> None:
        """Leave the form, or go back to the list."""
        if self.form is None:
            self._context.go("invoices")
        elif self.may_leave(self._drop_form):
            self._drop_form()

    def may_leave(self, go_on: Callable[[], object]) -> bool:
        """See navigation.Leavable."""
        form = self.form
        if form is None or not form.is_changed():
            return True

        def discard() -> None:
            self.form = None
            go_on()

        def save() -> None:
            form.saved.connect(lambda _saved: go_on())
            form.save()

        ask_unsaved(self.window(), save=save, discard=discard, stay=form.form.focus_first)
        return False

    def window_title(self) -> str:
        """Return the noun only: whose invoice it is stays out of the title."""
        unsaved = "• " if self.form is not None and self.form.is_changed() else ""
        return unsaved + _("Lasku")

    def concerns(self) -> tuple[str, int]:
        """Return the customer of the invoice: a call written down beside it is of that customer."""
        return "customer", self._customer.id if self._customer is not None else 0

    def _add(self) -> None:
        if self._may_write and self.form is None:
            self._context.go("invoice/new")

    def _begin_new(self, hung_on: str) -> None:
        _entity, _slash, number = hung_on.partition("/")

        def fetch(gate: Gate) -> tuple[forms.Desk, Owner | None]:
            owner = gate.call(owner_named, "customer", int(number)) if number.isdigit() else None
            return forms.fetch_desk(gate), owner

        def come(found: tuple[forms.Desk, Owner | None]) -> None:
            desk, self._customer = found
            if self._mode == NEW and self.form is None:
                self._show_form(lambda: forms.new_invoice_form(self._context, desk, self._customer))

        self._context.ask(self, fetch, come)

    def _fetch(self) -> None:
        self._turn += 1
        turn, row_id = self._turn, self._id
        self._late.start()

        def come(card: InvoiceCard) -> None:
            if turn == self._turn and self.form is None:
                self._late.stop()
                self.card = card
                self._customer = Owner("customer", card.customer_id, card.customer)
                self._show()

        self._context.ask(self, lambda gate: gate.call(open_invoice, row_id), come, failed=self._failed)

    def _failed(self, error: Exception) -> None:
        self._late.stop()
        if not isinstance(error, NotFoundError):
            self._context.messages.failed(error)
            return
        self.card = None
        self._show_acts({})
        way = Beginning("arrow-left", _("Laskut"), "", _("Takaisin"), lambda: self._context.go("invoices"))
        title = _("Laskua ei enää ole")
        put(self._body, EmptyState("receipt-euro", title, _("Sen tallennus on kumottu tai se on hävitetty."), (way,)))

    def _show(self) -> None:
        card = self.card
        assert card is not None
        if self._mode in _MODES and not why_not(self._context, self._mode, card):
            self._begin_form(card)
            return
        done = self._recorded
        acts = Acts(self._correct, done.detach, done.drop_payment, done.drop_reminder)
        context = self._context
        left = [
            rows_card(context, card),
            payments_card(context, card, acts),
            reminders_card(context, card, acts),
            credits_card(context, card),
        ]
        files = AttachmentPanel(context, "invoice", card.record.id, may_add=self._may_write and not card.restricted)
        right = [*([] if card.restricted else [sums_card(card)]), *facts_cards(context, card), files]
        columns = TwoColumns(
            column(*(c for c in left if c is not None), None, gap=12), column(*right, None, gap=12), _SHARE
        )
        over = banners(card)
        head = [column(*over, gap=8, margins=(20, 16, 16, 0))] if over else []
        put(self._body, scrolled(column(*head, columns, None, gap=0), _("Lasku")))
        self._show_top(card)
        self._context.counted.emit("    ".join(filter(None, (self._name(card), open_words(card)))))

    def _show_top(self, card: InvoiceCard) -> None:
        said = state_words(
            card.standing.state,
            self._context.today(),
            days_late=card.standing.days_late,
            paid_on=card.record.values.get("paid_on"),  # type: ignore[arg-type]
            credits_number=card.credited.text("number") if card.credited is not None else "",
        )
        self._crumbs(card, self._name(card), Pill(said.words, said.tone, said.icon))
        focused = QApplication.focusWidget()
        self._show_acts(act_buttons(self._context, card, self.act))
        if self._fresh or focused is None or self.isAncestorOf(focused):  # what had the focus has been made anew
            self.focus_start()
        self._fresh = False
        self._context.titled.emit()

    def _show_acts(self, acts: dict[str, Button]) -> None:
        self._acts = acts
        self.top.show_acts(*acts.values(), going=[acts[mode] for mode in _GOING if mode in acts])

    def _name(self, card: InvoiceCard) -> str:
        words = _("Hyvityslasku {number}") if is_credit_note(card) else _("Lasku {number}")
        return words.format(number=card.record.text("number"))

    def _crumbs(self, card: InvoiceCard | None, name: str, *marks: QWidget) -> None:
        above: list[tuple[str, Callable[[], object]]] = [(_("Laskut"), partial(self._context.go, "invoices"))]
        if self._customer is not None:
            place = f"customer/{self._customer.id}/laskut"
            above.append((_shortened(self._customer.name).replace("&", "&&"), partial(self._context.go, place)))
        if card is not None and self.form is not None:
            above.append((self._name(card), self.escape))
        self.top.show_crumbs(above, name, *marks)

    def _begin_form(self, card: InvoiceCard) -> None:
        mode, part = self._mode, self._part

        def come(desk: forms.Desk) -> None:
            if self.form is None and self.card is card and self._mode == mode:
                self._show_form(lambda: self._made(mode, part, desk, card))

        self._context.ask(self, forms.fetch_desk, come)

    def _made(self, mode: str, part: str, desk: forms.Desk, card: InvoiceCard) -> BillForm:
        if mode == PAYMENT:
            record = next((p for p in card.payments if str(p.id) == part), None)
            return forms.payment_form(self._context, desk, card, record)
        make = {EDIT: forms.edit_invoice_form, REMINDER: forms.reminder_form, CREDIT: forms.credit_form}
        return make[mode](self._context, desk, card)

    def _show_form(self, make: Callable[[], BillForm]) -> None:
        form = self.form = make()
        form.saved.connect(self._saved)
        form.left.connect(self.escape)
        form.renewed.connect(self._renew)
        form.changed.connect(lambda changed: self._mark(changed=changed))
        self._body.addWidget(form)
        in_turns(
            self._context.runner,
            form,
            lambda: self.form is form,
            lambda: self._put_up(form),
        )

    def _put_up(self, form: BillForm) -> None:
        self._late.stop()
        put(self._body, form)
        self._show_acts({})
        self._mark(changed=False)
        form.focus_start()

    def _mark(self, *, changed: bool) -> None:
        if self.form is not None:
            title = _(_MODES[self._mode].title)
            self._crumbs(self.card, title, *([Pill(_("Tallentamaton"), "warn")] if changed else []))
            self._context.titled.emit()

    def _saved(self, saved: Saved) -> None:
        mode, back = self._mode, f"invoice/{self._id}" if self._id else "invoices"
        self.form = None
        self._recorded.told(_(_MODES[mode].done), saved, back)
        shown = saved.id if mode in {NEW, CREDIT} else self._id
        self._context.go(f"invoice/{shown}")

    def _renew(self) -> None:
        self.form = None
        self._fetch()

    def _drop_form(self) -> None:
        self.form = None
        if self._id:
            self._context.go(f"invoice/{self._id}")
        else:
            self._context.back()

    def _correct(self, record: Record) -> None:
        self.act(PAYMENT, str(record.id))

    def _heard(self, changes: Changes) -> None:
        if self.isVisible() and changes:
            self.reload()


def _shortened(name: str) -> str:
    return name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 1].rstrip()}…"
