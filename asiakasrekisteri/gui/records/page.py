"""The page of one record of any noun: read, edited in place, or a new one.

Addresses: "service/17", "service/17/edit", "service/new/customer/5" (hung on customer 5), "service/new".
"""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QFrame, QStackedWidget, QVBoxLayout, QWidget

from asiakasrekisteri.domain.errors import NotFoundError
from asiakasrekisteri.domain.fields import Record
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.gui.bus import Changes
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.forms.savebar import ask_unsaved
from asiakasrekisteri.gui.records.editor import RecordEditor, Start, fetch_start
from asiakasrekisteri.gui.records.kinds import RecordKind
from asiakasrekisteri.gui.records.reading import section_cards
from asiakasrekisteri.gui.tasks import in_turns
from asiakasrekisteri.gui.widgets.bars import TopBar
from asiakasrekisteri.gui.widgets.basics import Button, column, frame, scrolled
from asiakasrekisteri.gui.widgets.marks import Pill
from asiakasrekisteri.gui.widgets.states import SKELETON_AFTER, Beginning, EmptyState, Skeleton
from asiakasrekisteri.gui.widgets.two_columns import TwoColumns
from asiakasrekisteri.usecases.edits import Saved
from asiakasrekisteri.usecases.history import undo
from asiakasrekisteri.usecases.rows import Owner, Rows, owner_named

NEW, EDIT = "new", "edit"
Aside = Callable[[Context, Record], QWidget | None]
"""Makes what stands beside a record's own cards: its attachments, its rows."""


class RecordPage(QFrame):
    """One record.

    Args:
        context: the desk.
        kind: what it is a record of.
        asides: what stands beside its cards.
    """

    def __init__(self, context: Context, kind: RecordKind, *asides: Aside) -> None:
        super().__init__()
        self.setProperty("area", "root")
        self._context, self._kind, self._asides = context, kind, asides
        self._id, self._turn = 0, 0
        self._record: Record | None = None
        self._owners: tuple[Owner, ...] = ()
        self.editor: RecordEditor | None = None
        self.top = TopBar()
        self.top.back.connect(context.back)
        self._may_write = context.may(kind.write)
        self.edit_button = Button(_("Muokkaa"), "pencil", pressed=self.edit)
        self.edit_button.setToolTip(_("Muokkaa (F2)"))
        self.remove_button = Button(_("Poista"), "trash-2", pressed=self.remove)
        self.remove_button.setToolTip(_("Poista (Del). Poiston voi kumota."))
        self._body = QStackedWidget()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.top)
        layout.addWidget(self._body, 1)
        self._late = QTimer(self)
        self._late.setSingleShot(True)
        self._late.setInterval(SKELETON_AFTER)
        self._late.timeout.connect(lambda: self._put(column(Skeleton(6), None, margins=(20, 20, 16, 16))))
        for keys, act in (("F2", self.edit), ("Ctrl+E", self.edit), ("Del", self.remove)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
            shortcut.activated.connect(act)
        context.bus.watch(self, (kind.key, "attachment"), self._heard)

    def open(self, argument: str) -> None:
        """Show what the address names."""
        first, _slash, rest = argument.partition("/")
        self._leave_editor()
        self._record, self._owners = None, ()
        self._put(frame("plain"))
        if first == NEW:
            self._id = 0
            self._begin_new(rest)
        elif first.isdigit():
            self._id = int(first)
            self._fetch(then_edit=rest == EDIT)

    def reload(self) -> None:
        """Fetch the record anew; nothing that is being typed is touched."""
        if self._id and self.editor is None:
            self._fetch()

    def edit(self) -> None:
        """Turn the page into its form."""
        if self._may_write and self._record is not None and self.editor is None:
            self._begin_edit(self._record, self._owners)

    def remove(self) -> None:
        """Remove the record; the undo bar brings it back."""
        record = self._record
        if record is None or self.editor is not None or not self._may_write:
            return

        def done(saved: Saved) -> None:
            back = partial(self._undo, saved.undo, f"{self._kind.key}/{record.id}")
            self._context.messages.done(_(self._kind.removed), back)
            self._context.go(self._above_address())

        self._context.ask(self, lambda gate: gate.call(self._kind.cases.remove, record.id, record.version), done)

    def escape(self) -> None:
        """Leave the form, or go back to what the record hangs on."""
        if self.editor is None:
            self._context.go(self._above_address())
        elif self.may_leave(self._drop_editor):
            self._drop_editor()

    def may_leave(self, go_on: Callable[[], object]) -> bool:
        """See navigation.Leavable."""
        editor = self.editor
        if editor is None or not editor.is_changed():
            return True

        def discard() -> None:
            self._leave_editor()
            go_on()

        def save() -> None:
            editor.saved.connect(lambda _saved, _new: go_on())
            editor.save()

        ask_unsaved(self.window(), save=save, discard=discard, stay=editor.focus_first)
        return False

    def window_title(self) -> str:
        """Return the noun only: a record's own words may tell of a person."""
        unsaved = "• " if self.editor is not None and self.editor.is_changed() else ""
        return unsaved + _(self._kind.cases.spec.label)

    def _begin_new(self, hung_on: str) -> None:
        entity, _slash, number = hung_on.partition("/")
        if not number.isdigit():
            self._begin_edit(None, ())
            return

        def come(owner: Owner) -> None:
            self._owners = (owner,)
            self._begin_edit(None, self._owners)

        self._context.ask(self, lambda gate: gate.call(owner_named, entity, int(number)), come)

    def _fetch(self, *, then_edit: bool = False) -> None:
        self._turn += 1
        turn, row_id = self._turn, self._id
        self._late.start()

        def come(rows: Rows) -> None:
            if turn == self._turn and self.editor is None:
                self._late.stop()
                self._show(rows)
                if then_edit:
                    self.edit()

        self._context.ask(self, lambda gate: gate.call(self._kind.cases.open, row_id), come, failed=self._failed)

    def _failed(self, error: Exception) -> None:
        self._late.stop()
        if not isinstance(error, NotFoundError):
            self._context.messages.failed(error)
            return
        self._record = None
        above = self._above_address()
        way = Beginning("arrow-left", _("Edellinen sivu"), "", _("Takaisin"), lambda: self._context.go(above))
        title = _("{what}: tietuetta ei enää ole").format(what=_(self._kind.cases.spec.label))
        self._put(EmptyState(self._kind.icon, title, _("Se on poistettu tai sen tallennus on kumottu."), (way,)))
        self.top.show_acts()

    def _show(self, rows: Rows) -> None:
        (record,) = rows.records
        self._record, self._owners = record, rows.owners.get(record.id, ())
        cards: list[QWidget] = [*section_cards(self._context, self._kind, record)]
        asides = [made for make in self._asides if (made := make(self._context, record)) is not None]
        half = len(cards) if asides else (len(cards) + 1) // 2
        left = column(*cards[:half], None, gap=12)
        right = column(*cards[half:], *asides, None, gap=12)
        self._put(scrolled(column(TwoColumns(left, right), None, gap=0), _(self._kind.cases.spec.label)))
        self._crumbs(record_name(self._kind, record))
        if self._may_write:
            self.top.show_acts(self.edit_button, self.remove_button)
            self.edit_button.show()
            self.remove_button.show()
        focused = QApplication.focusWidget()
        if focused is None or not self.isAncestorOf(focused) or self._body.isAncestorOf(focused):
            self.edit_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self._context.titled.emit()

    def _begin_edit(self, record: Record | None, owners: tuple[Owner, ...]) -> None:
        kind = self._kind
        self._context.ask(self, lambda gate: fetch_start(gate, kind, record, owners), self._show_editor)

    def _show_editor(self, start: Start) -> None:
        if self.editor is not None:
            return
        self._late.stop()
        editor = self.editor = RecordEditor(self._context, self._kind, start)
        editor.saved.connect(self._saved)
        editor.left.connect(self.escape)
        editor.changed.connect(lambda changed: self._mark(changed=changed))
        in_turns(
            self._context.runner,
            editor,
            lambda: self.editor is editor,
            lambda: self._body.addWidget(editor),
            lambda: self._put_up(editor),
        )

    def _put_up(self, editor: RecordEditor) -> None:
        self._put(editor)
        self.top.show_acts()
        self._mark(changed=False)
        editor.focus_first()

    def _mark(self, *, changed: bool) -> None:
        new = _("Uusi: {what}").format(what=_(self._kind.cases.spec.label).lower())
        name = record_name(self._kind, self._record) if self._record is not None else new
        self._crumbs(name, *([Pill(_("Tallentamaton"), "warn")] if changed else []))
        self._context.titled.emit()

    def _crumbs(self, name: str, *marks: QWidget) -> None:
        above = tuple((o.name, partial(self._context.go, self._address_of(o))) for o in reversed(self._owners))
        self.top.show_crumbs(above or ((_(self._kind.cases.spec.plural), self._context.back),), name, *marks)

    def _address_of(self, owner: Owner) -> str:
        tab = f"/{self._kind.tab}" if owner.entity == "customer" and self._kind.tab else ""
        return f"{owner.entity}/{owner.id}{tab}"

    def _above_address(self) -> str:
        return self._address_of(self._owners[0]) if self._owners else self._kind.under

    def _saved(self, saved: Saved, is_new: bool) -> None:
        self._leave_editor()
        words = _(self._kind.added) if is_new else _(self._kind.saved)
        address = self._above_address() if is_new else f"{self._kind.key}/{saved.id}"
        self._context.messages.done(words, partial(self._undo, saved.undo, address))
        if is_new:
            self._context.go(f"{self._kind.key}/{saved.id}")
        else:
            self._fetch()

    def _undo(self, number: int, then: str) -> None:
        def done(_none: object) -> None:
            self._context.messages.done(_("Tallennus kumottiin."))
            self._context.go(then)

        self._context.ask(self, lambda gate: gate.call(undo, number), done)

    def _drop_editor(self) -> None:
        self._leave_editor()
        if self._id:
            self._fetch()
        else:
            self._context.go(self._above_address())

    def _leave_editor(self) -> None:
        self.editor = None

    def _heard(self, changes: Changes) -> None:
        mine = {(self._kind.key, self._id), (self._kind.key, 0)}
        if self.isVisible() and (changes & mine or any(kind == "attachment" for kind, _id in changes)):
            self.reload()

    def _put(self, widget: QWidget) -> None:
        old = self._body.currentWidget()
        self._body.addWidget(widget)
        self._body.setCurrentWidget(widget)
        if old is not None and old is not widget:
            self._body.removeWidget(old)
            old.deleteLater()


def record_name(kind: RecordKind, record: Record) -> str:
    """Return what a record is called at the top of its page."""
    names = (record.text(name) for name in kind.named_by)
    return " ".join(n for n in names if n) or _(kind.cases.spec.label)
