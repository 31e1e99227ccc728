"""The services of a customer: by contract, what expires, the contract of the row one stands on, accounts, usage."""

from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QFrame, QSplitter, QStackedWidget, QVBoxLayout

from asiakasrekisteri.domain.fields import Record
from asiakasrekisteri.domain.formats import euros
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.texts import _, ngettext
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.customer.contract import contract_card
from asiakasrekisteri.gui.customer.listing import RecordsCard
from asiakasrekisteri.gui.customer.service_rows import COLUMNS, contract_of, domain_key, expiries, grouped
from asiakasrekisteri.gui.customer.usage import UsageCard
from asiakasrekisteri.gui.records.registry import record_kinds
from asiakasrekisteri.gui.tables.columns import number_words
from asiakasrekisteri.gui.tables.grouped import GroupedTable
from asiakasrekisteri.gui.theme.theme import px
from asiakasrekisteri.gui.widgets.bars import filter_bar
from asiakasrekisteri.gui.widgets.basics import Button, column, frame, label, line, scrolled
from asiakasrekisteri.gui.widgets.card import Card
from asiakasrekisteri.gui.widgets.expiry import ExpiryList
from asiakasrekisteri.gui.widgets.stacks import show_instead
from asiakasrekisteri.gui.widgets.states import Beginning, EmptyState
from asiakasrekisteri.usecases.attachments import AttachmentRow, list_attachments
from asiakasrekisteri.usecases.customers import CustomerCard
from asiakasrekisteri.usecases.edits import Saved
from asiakasrekisteri.usecases.history import undo
from asiakasrekisteri.usecases.services import CustomerServices, customer_services, set_renewal

_PANE, _SPLIT = 372, "split/services"
_PANE_UNDER = 1060
"""Under this width (logical pixels at text size 100 %) the table stands alone until F9."""
_REST_MILLISECONDS = 250
_WATCHED = ("service", "domain_name", "contract", "product", "server")


class ServicesTab(QFrame):
    """The tab "palvelut".

    Args:
        context: the desk.
    """

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setProperty("area", "root")
        self._context = context
        self._customer, self._turn = 0, 0
        self._wide: bool | None = None
        self._found: CustomerServices | None = None
        self._may_write = context.may(Permission.SERVICE_WRITE)
        self.table = GroupedTable(COLUMNS, _("Asiakkaan palvelut"), spare=("since", "place"))
        self.sum = label("", "strong")
        self._expiring = ExpiryList(_("Vanhenevat verkkotunnukset"))
        self._all = Button("", kind="link", pressed=self._to_domains)
        self._none_expires = label(_("Mikään verkkotunnus ei vanhene lähikuukausina."), "muted", wrap=True)
        self._expiry_card = Card(
            _("Vanhenevat verkkotunnukset"), self._none_expires, self._expiring, actions=(self._all,)
        )
        self._contract = QVBoxLayout()
        self.accounts = RecordsCard(
            context,
            record_kinds()["hosting_account"],
            _("Käyttäjätunnukset"),
            _("Tunnuksia ei ole tallennettu."),
            _("Uusi tunnus"),
        )
        self.usage = UsageCard(context)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MILLISECONDS)
        self._rest.timeout.connect(self._show_contract)
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(0)
        self._again.timeout.connect(self._fetch)
        self._build()
        self._connect()

    def _build(self) -> None:
        self.new_service = self._beginning(_("Uusi palvelu"), "service")
        self.new_service.setToolTip(_("Uusi palvelu (Insert)"))
        self.new_domain = self._beginning(_("Uusi verkkotunnus"), "domain_name")
        bar = filter_bar(self.new_service, self.new_domain, None, self.sum)
        self._bodies = QStackedWidget()
        self._bodies.addWidget(self.table)
        self._bodies.addWidget(frame("pane"))
        side = self.pane = QFrame()
        side.setProperty("area", "pane-right")
        contract = frame("plain")
        contract.setLayout(self._contract)
        self._contract.setContentsMargins(0, 0, 0, 0)
        cards = column(self._expiry_card, contract, self.accounts, self.usage, None, gap=12, margins=(16, 16, 16, 16))
        box = QVBoxLayout(side)
        box.setContentsMargins(1, 0, 0, 0)
        box.addWidget(scrolled(cards, _("Palvelujen lisätiedot")))
        side.setMinimumWidth(px(300))
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setAccessibleName(_("Palvelujen ja lisätietojen jako"))
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(1)
        self.splitter.addWidget(column(bar, line(strong=True), self._bodies, gap=0, area="pane"))
        self.splitter.addWidget(side)
        self.splitter.setStretchFactor(0, 1)
        kept = self._context.preferences.get(_SPLIT)
        pane = int(kept) if kept.isdigit() else _PANE
        self.splitter.setSizes([px(1144 - pane), px(pane)])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.splitter)

    def _beginning(self, words: str, key: str) -> Button:
        made = Button(words, "plus", size="s", pressed=lambda: self._begin(key))
        made.setEnabled(self._may_write)
        if not self._may_write:
            made.setToolTip(_("Roolillasi ei ole oikeutta muuttaa palveluja. Pyydä oikeutta pääkäyttäjältä."))
        return made

    def _connect(self) -> None:
        self.table.opened.connect(self._open)
        self.table.current_changed.connect(lambda _key: self._rest.start())
        self._expiring.opened.connect(self._context.go)
        self._expiring.toggled.connect(self._renew)
        self.splitter.splitterMoved.connect(lambda *_where: self._keep_split())
        for keys, act in (("Insert", self.new_service.click), ("F9", self.toggle_pane)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)
        self._context.bus.watch(self, _WATCHED, lambda _changes: self._again.start())

    def show_customer(self, card: CustomerCard) -> None:
        """See CustomerTab."""
        if card.record.id != self._customer:
            self._found = None
            self._customer = card.record.id
        self._fetch()
        self.accounts.show_owner("customer", self._customer)
        self.usage.show_customer(self._customer)

    def toggle_pane(self) -> None:
        """Show or hide what stands at the right."""
        self.pane.setVisible(self.pane.isHidden())

    def _fetch(self) -> None:
        self._again.stop()
        self._turn += 1
        turn, customer = self._turn, self._customer
        if not customer:
            return

        def come(found: CustomerServices) -> None:
            if turn == self._turn:
                self._show(found)

        self._context.ask(self, lambda gate: gate.call(customer_services, customer), come)

    def _show(self, found: CustomerServices) -> None:
        self._found = found
        today = self._context.today()
        groups = grouped(found, today)
        self.table.show_groups(groups)
        if groups:
            self._bodies.setCurrentWidget(self.table)
        else:
            self._show_empty()
        self.sum.setText(_("Yhteensä {sum}/kk").format(sum=euros(found.monthly)) if found.monthly else "")
        self._expiring.show_items(expiries(found.expiring, today, may_change=self._may_write))
        self._expiring.setVisible(bool(found.expiring))
        self._none_expires.setVisible(not found.expiring)
        self._expiry_card.setVisible(bool(found.domains))
        count = len(found.domains)
        self._all.setText(_("Kaikki {n}").format(n=number_words(count)))
        self._all.setAccessibleName(_("Kaikki verkkotunnukset, {n}").format(n=number_words(count)))
        self._show_contract()
        self._tell_counts()

    def _tell_counts(self) -> None:
        if self._found is not None and self.isVisible():
            self._context.counted.emit(_counts(self._found))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._tell_counts()

    def _show_empty(self) -> None:
        ways = []
        if self._may_write:
            words = _("Webhotelli, sähköposti, palvelin tai muu, mitä asiakas on tilannut.")
            begin = partial(self._begin, "service")
            ways.append(Beginning("server", _("Lisää palvelu"), words, _("Uusi palvelu"), begin))
        made = EmptyState("server", _("Asiakkaalla ei ole palveluja"), "", tuple(ways))
        show_instead(self._bodies, made)

    def _open(self, key: int) -> None:
        self._context.go(f"service/{key}" if key > 0 else f"domain_name/{-key}")

    def _begin(self, key: str) -> None:
        if self._customer and self._may_write:
            self._context.go(f"{key}/new/customer/{self._customer}")

    def _to_domains(self) -> None:
        """Go to the domain names in the table."""
        if self._found is not None and self._found.domains:
            self.table.choose_id(domain_key(self._found.domains[0].id))
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _renew(self, key: str, on: bool) -> None:
        """Switch the renewal at once; the undo bar takes it back."""
        domain = int(key.partition("/")[2])

        def done(saved: Saved) -> None:
            words = _("Automaattinen uusinta otettiin käyttöön.") if on else _("Automaattinen uusinta poistettiin.")
            self._context.messages.done(words, partial(self._take_back, saved.undo))

        def failed(error: Exception) -> None:
            self._expiring.show_renewal(key, not on)
            self._context.messages.failed(error)

        self._context.ask(self, lambda gate: gate.call(set_renewal, domain, automatic=on), done, failed=failed)

    def _take_back(self, number: int) -> None:
        def done(_none: object) -> None:
            self._context.messages.done(_("Muutos kumottiin."))

        self._context.ask(self, lambda gate: gate.call(undo, number), done)

    def _show_contract(self) -> None:
        """Show the contract of the row one rests on."""
        self._rest.stop()
        key = self.table.current_id()
        contract = contract_of(self._found, key) if self._found is not None and key is not None else None
        if contract is None or not self._context.may(Permission.INTERACTION_READ):
            self._put_contract(contract, ())
            return

        def come(files: tuple[AttachmentRow, ...]) -> None:
            if self.table.current_id() == key:
                self._put_contract(contract, files)

        self._context.ask(self, lambda gate: gate.call(list_attachments, "contract", contract.id), come)

    def _put_contract(self, contract: Record | None, files: tuple[AttachmentRow, ...]) -> None:
        while (item := self._contract.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        if contract is not None:
            self._contract.addWidget(contract_card(self._context, contract, files))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the right pane where there is room for it; the user's own choice stands until that changes."""
        super().resizeEvent(event)
        wide = event.size().width() >= px(_PANE_UNDER)
        if wide != self._wide:
            self._wide = wide
            self.pane.setVisible(wide)

    def _keep_split(self) -> None:
        self._context.preferences.set(_SPLIT, str(round(self.splitter.sizes()[1] * 100 / px(100))))


def _counts(found: CustomerServices) -> str:
    services = sum(len(group.services) for group in found.groups)
    contracts = sum(group.contract is not None for group in found.groups)
    words = [ngettext("{n} palvelu", "{n} palvelua", services).format(n=number_words(services))]
    if contracts:
        words.append(ngettext("{n} sopimus", "{n} sopimusta", contracts).format(n=number_words(contracts)))
    return ", ".join(words)
