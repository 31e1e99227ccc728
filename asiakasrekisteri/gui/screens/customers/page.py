"""The page of one customer: read in tabs, edited in place, or a new one."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QFrame, QStackedWidget, QVBoxLayout, QWidget

from asiakasrekisteri.domain.errors import NotFoundError
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.gui.bus import Changes
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.customer.tab import TabSpec
from asiakasrekisteri.gui.forms.savebar import ask_unsaved
from asiakasrekisteri.gui.interactions.mails import MailTaker
from asiakasrekisteri.gui.screens.customers.card import Opened, head_marks, head_words
from asiakasrekisteri.gui.screens.customers.editor import CustomerEditor
from asiakasrekisteri.gui.screens.customers.kinds import is_person
from asiakasrekisteri.gui.screens.customers.overview import overview
from asiakasrekisteri.gui.screens.customers.saving import Stored, take_back
from asiakasrekisteri.gui.screens.customers.tabbed import OVERVIEW, CustomerTabs
from asiakasrekisteri.gui.tasks import in_turns
from asiakasrekisteri.gui.widgets.bars import TopBar
from asiakasrekisteri.gui.widgets.basics import Button, frame
from asiakasrekisteri.gui.widgets.marks import Pill
from asiakasrekisteri.usecases.choices import Choice, choices
from asiakasrekisteri.usecases.customers import open_customer
from asiakasrekisteri.usecases.gate import Gate
from asiakasrekisteri.usecases.outside import FACTS, SITES
from asiakasrekisteri.usecases.privacy.basis import customer_grounds
from asiakasrekisteri.usecases.privacy.marketing.standing import prohibited_to
from asiakasrekisteri.usecases.sources import SourceRow, list_sources, source_codes

NEW, EDIT = "new", "edit"
_WATCHED = (
    "customer", "person", "address", "phone", "email", "contact_role", "registry_fact", "site", "restriction",
    "marketing_prohibition",
)  # fmt: skip
_NO_EDITOR: CustomerEditor | None = None


def fetch_customer(gate: Gate, customer_id: int) -> Opened:
    """Fetch everything the card shows; the opening is logged."""
    return Opened(
        gate.call(open_customer, customer_id),
        gate.call(customer_grounds, customer_id),
        prohibited=gate.call(prohibited_to, customer_id),
    )


def fetch_page(gate: Gate, customer_id: int) -> Opened:
    """Fetch everything the page shows; what it shows is logged."""
    return replace(
        fetch_customer(gate, customer_id),
        facts=gate.call(FACTS.of, "customer", customer_id).records,
        sites=gate.call(SITES.of, "customer", customer_id).records,
        source_codes=gate.call(source_codes),
    )


class CustomerPage(QFrame):
    """One customer, addressed as "customer/17", "customer/17/laskut" (a tab), "customer/17/edit" or "customer/new".

    Args:
        context: the desk.
        tabs: the tabs after the overview.
    """

    def __init__(self, context: Context, tabs: Sequence[TabSpec] = ()) -> None:
        super().__init__()
        self.setProperty("area", "root")
        self._context = context
        self._tab = OVERVIEW
        self._id = 0
        self._turn = 0
        self._edit_wanted = False
        self._opened: Opened | None = None
        self._sources: tuple[SourceRow, ...] = ()
        self._partners: tuple[Choice, ...] = ()
        self.editor = self._coming = _NO_EDITOR
        self._go_on: Callable[[], object] | None = None
        self._may_write = context.may(Permission.CUSTOMER_WRITE)
        self.mails = MailTaker(context, self)
        self._build_top()
        self.tabs = CustomerTabs(context, tabs, lambda opened: overview(context, opened, may_write=self._may_write))
        self._stack = QStackedWidget()
        self._stack.addWidget(frame("plain"))
        self._stack.addWidget(self.tabs)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.top)
        layout.addWidget(self._stack, 1)
        self._add_keys()
        context.bus.watch(self, _WATCHED, self._heard)

    def _build_top(self) -> None:
        self.top = TopBar()
        self.top.back.connect(self._context.back)
        self.edit_button = Button(_("Muokkaa"), "pencil", pressed=self.edit)
        self.edit_button.setEnabled(self._may_write)
        reason = _("Roolillasi ei ole oikeutta muuttaa asiakkaita. Pyydä oikeutta pääkäyttäjältä.")
        self.edit_button.setToolTip(_("Muokkaa (F2)") if self._may_write else reason)
        self.new_button = Button(_("Uusi asiakas"), "plus", pressed=lambda: self._context.go("customer/new"))
        self.new_button.setEnabled(self._may_write)
        self.note_button = Button(_("Kirjaa yhteydenotto"), "phone", "primary", pressed=self.note_down)
        self.note_button.setToolTip(_("Kirjaa yhteydenotto (Ctrl+Shift+Y)"))
        acts = self.edit_button, self.new_button, self.note_button
        self.top.show_acts(*acts, going=(self.new_button, self.edit_button))
        self._context.noting.connect(lambda _on: self._show_acts(shown=self.editor is None))
        self.note_button.setVisible(self._context.may(Permission.INTERACTION_WRITE))

    def _add_keys(self) -> None:
        for keys, act in (("F2", self.edit), ("Ctrl+E", self.edit), ("Ctrl+N", self.new_button.click)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
            shortcut.activated.connect(act)

    def open(self, argument: str) -> None:
        """Show what the address names."""
        self._leave_editor()
        self._edit_wanted = False
        if argument.partition("/")[0] == NEW:
            self._id, self._opened = 0, None
            self.mails.show_owner("customer", 0)
            self._fetch_sources(self._show_editor)
            return
        number, _slash, mode = argument.partition("/")
        if int(number) != self._id:
            self._opened = None
            self._stack.setCurrentIndex(0)
        self._id = int(number)
        self.mails.show_owner("customer", self._id)
        self._tab = mode if mode not in {"", EDIT} else OVERVIEW
        self.tabs.open(self._tab)
        self._fetch(self.edit if mode == EDIT else self._show_card)

    def reload(self) -> None:
        """Fetch the customer anew."""
        if self._id and self.editor is None:
            self._fetch(self._show_card)

    def edit(self) -> None:
        """Turn the page into its form, as soon as the customer has come."""
        self._edit_wanted = self._opened is None and self._id > 0
        restricted = self._opened is not None and self._opened.card.restriction is not None
        if self._may_write and self._opened is not None and self.editor is None and not restricted:
            self._fetch_sources(self._show_editor)

    def note_down(self) -> None:
        """Begin writing down a call or a visit of this customer."""
        if self._opened is not None:
            self._context.noted.emit("customer", self._id)

    def escape(self) -> None:
        """Leave the form, or go back to the list."""
        if self.editor is not None:
            self._close_editor()
        else:
            self._context.go("customers")

    def window_title(self) -> str:
        """Return the name of a firm or association; that of a person is never shown in a title."""
        changed = "• " if self.editor is not None and self.editor.is_changed() else ""
        if self._opened is None:
            return changed + _("Uusi asiakas") if self.editor is not None else ""
        record = self._opened.card.record
        return changed + (_("Asiakas") if is_person(record.text("kind")) else record.text("name"))

    def may_leave(self, go_on: Callable[[], object]) -> bool:
        """See navigation.Leavable."""
        editor = self.editor
        if editor is None or not editor.is_changed():
            return True

        def discard() -> None:
            self._leave_editor()
            go_on()

        def save() -> None:
            self._go_on = go_on
            editor.save()

        ask_unsaved(self.window(), save=save, discard=discard, stay=editor.focus_first)
        return False

    def _fetch(self, then: Callable[[], object]) -> None:
        self._turn += 1
        turn, row_id = self._turn, self._id

        def come(opened: Opened) -> None:
            if turn == self._turn:
                self._opened = opened
                then()

        def failed(error: Exception) -> None:
            if isinstance(error, NotFoundError):
                self._opened, self._id = None, 0
                self._context.go("customers")
            else:
                self._context.messages.failed(error)

        self._context.ask(self, lambda gate: fetch_page(gate, row_id), come, failed=failed)

    def _fetch_sources(self, then: Callable[[], object]) -> None:
        def fetch(gate: Gate) -> tuple[tuple[SourceRow, ...], tuple[Choice, ...]]:
            return gate.call(list_sources), gate.call(choices, "customer")

        def come(found: tuple[tuple[SourceRow, ...], tuple[Choice, ...]]) -> None:
            self._sources, self._partners = found
            then()

        self._context.ask(self, fetch, come)

    def _heard(self, changes: Changes) -> None:
        touched = {i for kind, i in changes if kind == "customer"}
        details = any(kind != "customer" for kind, _id in changes)
        if self.isVisible() and (self._id in touched or 0 in touched or details):
            self.reload()

    def _show_card(self) -> None:
        opened = self._opened
        if opened is None or self.editor is not None:
            return
        focused = QApplication.focusWidget()
        stays = focused is not None and (self.top.isAncestorOf(focused) or self.tabs.keeps(focused))
        lost = focused is None or (self.isAncestorOf(focused) and not stays)
        self.tabs.show_customer(opened, head_words(opened.card))
        self._replace(self.tabs)
        self._crumbs(opened.card.record.text("name"), *head_marks(opened))
        self._show_acts(shown=True)
        self._allow_acts(restricted=opened.card.restriction is not None)
        self._context.titled.emit()
        if lost:
            self.edit_button.setFocus(Qt.FocusReason.OtherFocusReason)
        if self._edit_wanted:
            self.edit()

    def _show_editor(self) -> None:
        editor = CustomerEditor(self._context, self._sources, self._opened)
        own = [(c.id, c.name) for c in self._partners if c.id != self._id]
        editor.form.offer("partner_id", own)
        editor.saved.connect(self._saved)
        editor.left.connect(self._close_editor)
        editor.changed.connect(self._show_unsaved)
        editor.duplicates.open_asked.connect(lambda kind, row_id: self._context.go(f"{kind}/{row_id}"))
        editor.duplicates.same_person.connect(editor.use_person)
        self._coming = editor
        self._stack.addWidget(editor)
        in_turns(
            self._context.runner,
            editor,
            lambda: self._coming is editor,
            editor.load,
            lambda: self._put_up(editor),
        )

    def _put_up(self, editor: CustomerEditor) -> None:
        self._coming = None
        self._replace(editor)
        self.editor = editor
        self._show_acts(shown=False)
        self._show_unsaved(False)
        editor.focus_first()

    def _show_unsaved(self, changed: bool) -> None:
        name = self._opened.card.record.text("name") if self._opened is not None else _("Uusi asiakas")
        self._crumbs(name, *([Pill(_("Tallentamaton"), "warn")] if changed else []))
        self._context.titled.emit()

    def _show_acts(self, *, shown: bool) -> None:
        for act in (self.edit_button, self.new_button):
            act.setVisible(shown)
        may_note = self._context.may(Permission.INTERACTION_WRITE) and not self._context.is_noting
        self.note_button.setVisible(shown and may_note)

    def _allow_acts(self, *, restricted: bool) -> None:
        """Nothing is changed or written down of a person whose data may only be stored."""
        held = _("Käsittely on rajoitettu: tietoja saa vain säilyttää (18 artikla).")
        denied = _("Roolillasi ei ole oikeutta muuttaa asiakkaita. Pyydä oikeutta pääkäyttäjältä.")
        self.edit_button.setEnabled(self._may_write and not restricted)
        self.edit_button.setToolTip(denied if not self._may_write else held if restricted else _("Muokkaa (F2)"))
        self.note_button.setEnabled(not restricted)
        self.note_button.setToolTip(held if restricted else _("Kirjaa yhteydenotto (Ctrl+Shift+Y)"))

    def _crumbs(self, name: str, *marks: QWidget) -> None:
        self.top.show_crumbs(((_("Asiakkaat"), lambda: self._context.go("customers")),), name, *marks)

    def _close_editor(self) -> None:
        if self._opened is None:
            if self.may_leave(self._drop_new):
                self._drop_new()
            return
        if self.may_leave(self._show_card):
            self._leave_editor()
            self._show_card()

    def _drop_new(self) -> None:
        self._leave_editor()
        self._context.go("customers")

    def _leave_editor(self) -> None:
        self.editor = self._coming = None

    def _saved(self, stored: Stored) -> None:
        new = self._id == 0
        words = _("Asiakas lisättiin.") if new else _("Asiakkaan tiedot tallennettiin.")
        self._leave_editor()
        go_on, self._go_on = self._go_on, None
        self._context.messages.done(words, lambda: self._undo(stored))
        if go_on is not None:
            go_on()
        elif new:
            self._context.go(f"customer/{stored.id}")
        else:
            self._fetch(self._show_saved)

    def _show_saved(self) -> None:
        self._show_card()
        self.edit_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _undo(self, stored: Stored) -> None:
        def done(_none: Any) -> None:
            self._context.messages.done(_("Tallennus kumottiin."))
            self.reload()

        self._context.ask(self, lambda gate: take_back(stored, gate), done)

    def _replace(self, view: QWidget) -> None:
        old = self._stack.currentWidget()
        if self._stack.indexOf(view) < 0:
            self._stack.addWidget(view)
        self._stack.setCurrentWidget(view)
        if isinstance(old, CustomerEditor) and old is not view:
            self._stack.removeWidget(old)
            old.deleteLater()
