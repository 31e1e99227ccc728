"""The page of one record of any noun: read, edited in place, or a new one.

Addresses: "service/17", "service/17/edit", "service/new/customer/5" (hung on customer 5), "service/new".
"""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QFrame, QStackedWidget, QVBoxLayout, QWidget

from asiakasrekisteri.domain.errors import NotFoundError
from asiakasrekisteri.domain.texts import _, ngettext
from asiakasrekisteri.gui.bus import Changes
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.forms.savebar import ask_unsaved
from asiakasrekisteri.gui.records.editor import RecordEditor, Start, Stored, fetch_start, take_back
from asiakasrekisteri.gui.records.kinds import RecordKind
from asiakasrekisteri.gui.records.look import Look, Shown, gone_view, notes_over, record_name
from asiakasrekisteri.gui.records.reading import section_cards
from asiakasrekisteri.gui.tasks import in_turns
from asiakasrekisteri.gui.widgets.bars import TopBar
from asiakasrekisteri.gui.widgets.basics import Button, column, frame, scrolled
from asiakasrekisteri.gui.widgets.marks import Pill
from asiakasrekisteri.gui.widgets.stacks import put
from asiakasrekisteri.gui.widgets.states import SKELETON_AFTER, Skeleton
from asiakasrekisteri.gui.widgets.two_columns import TwoColumns
from asiakasrekisteri.usecases.edits import Saved
from asiakasrekisteri.usecases.gate import Gate
from asiakasrekisteri.usecases.rows import Owner, owner_named
from asiakasrekisteri.usecases.services import SavedWithSecrets

NEW, EDIT = "new", "edit"


class RecordPage(QFrame):
    """One record.

    Args:
        context: the desk.
        kind: what it is a record of.
        look: what its page has of its own.
    """

    def __init__(self, context: Context, kind: RecordKind, look: Look | None = None) -> None:
        super().__init__()
        self.setProperty("area", "root")
        self.context, self._kind, self._look = context, kind, look or Look()
        self._id = self._turn = self._opening = 0
        self._shown: Shown | None = None
        self._owners: tuple[Owner, ...] = ()
        self._go_on: Callable[[], object] | None = None
        self.editor: RecordEditor | None = None
        self._may_write = context.may(kind.write)
        self.top = TopBar()
        self.top.back.connect(context.back)
        self.edit_button = self.remove_button = Button("")
        self._body = QStackedWidget()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.top)
        layout.addWidget(self._body, 1)
        self._late = QTimer(self)
        self._late.setSingleShot(True)
        self._late.setInterval(SKELETON_AFTER)
        self._late.timeout.connect(lambda: put(self._body, column(Skeleton(6), None, margins=(20, 20, 16, 16))))
        for keys, act in (("F2", self.edit), ("Ctrl+E", self.edit), ("Del", self.remove)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
            shortcut.activated.connect(act)
        context.bus.watch(self, (kind.key,), self._heard)

    def open(self, argument: str) -> None:
        """Show what the address names."""
        first, _slash, rest = argument.partition("/")
        self._leave_editor()
        self._opening += 1
        self._shown, self._owners = None, ()
        put(self._body, frame("plain"))
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

    def concerns(self) -> tuple[str, int]:
        """Return the customer or the person the record hangs on: a call written down beside it is of that one."""
        return next(((o.entity, o.id) for o in self._owners if o.entity in {"customer", "person"}), ("", 0))

    def edit(self) -> None:
        """Turn the page into its form."""
        if self._may_write and self._shown is not None and self.editor is None:
            self._begin_edit(self._shown)

    def remove(self) -> None:
        """Remove the record; the undo bar brings it back."""
        shown, kind = self._shown, self._kind
        if shown is None or self.editor is not None or not self._may_write or not kind.removable:
            return
        record = shown.record

        def done(saved: Saved) -> None:
            stored = Stored(saved, (saved.undo,))
            back = partial(self._undo, stored, f"{kind.key}/{record.id}", _("Poisto kumottiin."))
            self.context.messages.done(_(kind.removed), back if kind.undone else None)
            self.context.go(self._above_address())

        self.context.ask(self, lambda gate: gate.call(kind.rows.remove, record.id, record.version), done)

    def focus_start(self) -> None:
        """See Starts."""
        if self.editor is not None:
            self.editor.focus_first()
        elif self._shown is not None:
            self.edit_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def escape(self) -> None:
        """Leave the form, or go back to what the record hangs on."""
        if self.editor is None:
            self.context.go(self._above_address())
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
            self._go_on = go_on
            editor.save()

        ask_unsaved(self.window(), save=save, discard=discard, stay=editor.focus_first)
        return False

    def window_title(self) -> str:
        """Return the noun only: a record's own words may tell of a person."""
        unsaved = "• " if self.editor is not None and self.editor.is_changed() else ""
        return unsaved + _(self._kind.spec.label)

    def _begin_new(self, hung_on: str) -> None:
        entity, _slash, number = hung_on.partition("/")
        kind = self._kind
        if not self._may_write:
            self.context.go(kind.home)
            return

        def fetch(gate: Gate) -> Start:
            owners = (gate.call(owner_named, entity, int(number)),) if number.isdigit() else ()
            return fetch_start(gate, kind, None, owners)

        self._ask_start(fetch)

    def _fetch(self, *, then_edit: bool = False) -> None:
        self._turn += 1
        turn, row_id, opening = self._turn, self._id, self._opening
        self._late.start()

        def come(shown: Shown) -> None:
            if turn == self._turn and opening == self._opening and self.editor is None:
                self._late.stop()
                self._show(shown)
                if then_edit:
                    self.edit()

        self.context.ask(self, lambda gate: self._look.fetch(self._kind, gate, row_id), come, failed=self._failed)

    def _failed(self, error: Exception) -> None:
        self._late.stop()
        if not isinstance(error, NotFoundError):
            self.context.messages.failed(error)
            return
        self._shown = None
        above = self._above_address()
        put(self._body, gone_view(self._kind, lambda: self.context.go(above)))
        self._crumbs(_(self._kind.spec.label))
        self.top.show_acts()

    def _show(self, shown: Shown) -> None:
        focused = QApplication.focusWidget()
        lost = focused is None or self.isAncestorOf(focused)
        self._shown, self._owners = shown, shown.owners
        cards: list[QWidget] = [*section_cards(self.context, self._kind, shown.record)]
        asides = [made for make in self._look.asides if (made := make(self.context, shown)) is not None]
        half = len(cards) if asides else (len(cards) + 1) // 2
        left = column(*cards[:half], None, gap=12)
        right = column(*cards[half:], *asides, None, gap=12)
        notes = [column(note, margins=(20, 16, 16, 0)) for note in notes_over(shown, may_write=self._may_write)]
        made = column(*notes, TwoColumns(left, right, 40 if asides else 50), None, gap=0)
        put(self._body, scrolled(made, _(self._kind.spec.label)))
        self._crumbs(record_name(self._kind, shown.record, shown.owners))
        self._show_acts(shown)
        if lost and self.isVisible():
            self.edit_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self.context.titled.emit()

    def _show_acts(self, shown: Shown) -> None:
        """Make the buttons anew: the bar deletes those it showed before."""
        self.edit_button = Button(_("Muokkaa"), "pencil", pressed=self.edit)
        self.edit_button.setToolTip(_("Muokkaa (F2)"))
        acts: list[QWidget] = [*self._look.acts(self, shown)]
        acts.insert(max(0, len(acts) - 1), self.edit_button)
        if self._kind.removable:
            self.remove_button = Button(_("Poista"), "trash-2", pressed=self.remove)
            self.remove_button.setToolTip(_("Poista (Del). Poiston voi kumota."))
            acts.insert(0, self.remove_button)
        for act in acts:
            if not self._may_write:
                act.setEnabled(False)
                act.setToolTip(_("Roolillasi ei ole oikeutta muuttaa tätä. Pyydä oikeutta pääkäyttäjältä."))
        self.top.show_acts(*acts, going=sorted(acts[:-1], key=lambda act: act is self.edit_button))

    def _begin_edit(self, shown: Shown) -> None:
        kind = self._kind
        self._ask_start(lambda gate: fetch_start(gate, kind, shown.record, shown.owners, shown.more))

    def _ask_start(self, fetch: Callable[[Gate], Start]) -> None:
        """Fetch what a form begins with; it is shown unless another record has been opened meanwhile."""
        opening = self._opening

        def come(start: Start) -> None:
            if opening == self._opening:
                self._show_editor(start)

        self.context.ask(self, fetch, come)

    def _show_editor(self, start: Start) -> None:
        if self.editor is not None:
            return
        self._late.stop()
        self._owners = start.owners
        editor = self.editor = self._look.editor(self.context, self._kind, start)
        editor.saved.connect(self._saved)
        editor.left.connect(self.escape)
        editor.changed.connect(lambda changed: self._mark(changed=changed))
        self._body.addWidget(editor)
        in_turns(
            self.context.runner,
            editor,
            lambda: self.editor is editor,
            lambda: self._put_up(editor),
        )

    def _put_up(self, editor: RecordEditor) -> None:
        put(self._body, editor)
        self.top.show_acts()
        self._mark(changed=False)
        editor.focus_first()

    def _mark(self, *, changed: bool) -> None:
        name = _("Uusi {what}").format(what=_(self._kind.spec.label).lower())
        if self._shown is not None:
            name = record_name(self._kind, self._shown.record, self._owners)
        self._crumbs(name, *([Pill(_("Tallentamaton"), "warn")] if changed else []))
        self.context.titled.emit()

    def _crumbs(self, name: str, *marks: QWidget) -> None:
        above = tuple((o.name, partial(self.context.go, self._address_of(o))) for o in self._owners[:1])
        plural = (_(self._kind.spec.plural), partial(self.context.go, self._kind.home))
        self.top.show_crumbs(above or (plural,), name, *marks)

    def _address_of(self, owner: Owner) -> str:
        tab = f"/{self._kind.tab}" if owner.entity == "customer" and self._kind.tab else ""
        return f"{owner.entity}/{owner.id}{tab}"

    def _above_address(self) -> str:
        return self._address_of(self._owners[0]) if self._owners else self._kind.home

    def _saved(self, stored: Stored, is_new: bool) -> None:
        self._leave_editor()
        words = _(self._kind.added) if is_new else _(self._kind.saved)
        key, row_id = self._kind.key, stored.saved.id
        address = self._above_address() if is_new else f"{key}/{row_id}"
        self.tell(words, stored, address)
        go_on, self._go_on = self._go_on, None
        if go_on is not None:
            go_on()
        elif is_new:
            self.context.go(f"{key}/{row_id}")
        else:
            self._fetch()

    def tell(self, words: str, stored: Stored, address: str) -> None:
        """Tell what was saved, with the way to undo it; `address` is where an undo leads."""
        gone = stored.saved.secrets if isinstance(stored.saved, SavedWithSecrets) else 0
        if gone:
            said = ngettext("{n} salasana hävitettiin.", "{n} salasanaa hävitettiin.", gone).format(n=gone)
            words = f"{words} {said}"
        back = partial(self._undo, stored, address, _("Tallennus kumottiin."))
        self.context.messages.done(words, back if self._kind.undone else None)

    def _undo(self, stored: Stored, then: str, words: str) -> None:
        def done(_none: object) -> None:
            self.context.messages.done(words)
            self.context.go(then)

        self.context.ask(self, lambda gate: take_back(stored, gate), done)

    def _drop_editor(self) -> None:
        self._leave_editor()
        if self._id:
            self._fetch()
        else:
            self.context.go(self._above_address())

    def _leave_editor(self) -> None:
        self.editor = None

    def _heard(self, changes: Changes) -> None:
        if self.isVisible() and changes & {(self._kind.key, self._id), (self._kind.key, 0)}:
            self.reload()
