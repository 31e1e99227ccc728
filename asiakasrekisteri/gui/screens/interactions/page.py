"""The page of one interaction: "interaction/17", "interaction/17/edit", "interaction/new/customer/5"."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QFrame, QStackedWidget, QVBoxLayout

from asiakasrekisteri.domain.errors import NotFoundError
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.gui.bus import Changes
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.forms.savebar import ask_unsaved
from asiakasrekisteri.gui.interactions.view import InteractionCards, cards_column
from asiakasrekisteri.gui.messages import Notice
from asiakasrekisteri.gui.screens.interactions.editor import InteractionEditor, Start, fetch_start
from asiakasrekisteri.gui.tasks import in_turns
from asiakasrekisteri.gui.widgets.bars import TopBar
from asiakasrekisteri.gui.widgets.basics import Button, column, frame, scrolled
from asiakasrekisteri.gui.widgets.dropping import ask_files
from asiakasrekisteri.gui.widgets.marks import Pill
from asiakasrekisteri.gui.widgets.stacks import put, stand_on_first
from asiakasrekisteri.gui.widgets.states import SKELETON_AFTER, Beginning, EmptyState, Skeleton
from asiakasrekisteri.gui.widgets.two_columns import TwoColumns
from asiakasrekisteri.usecases.history import undo
from asiakasrekisteri.usecases.interactions.card import InteractionCard, open_interaction
from asiakasrekisteri.usecases.interactions.saving import (
    SavedInteraction,
    close_interaction,
    remove_interaction,
    reopen_interaction,
)
from asiakasrekisteri.usecases.rows import Owner, owner_named

NEW, EDIT = "new", "edit"
_LEFT_SHARE = 62


class InteractionPage(QFrame):
    """One interaction, read, edited in place, or a new one.

    Args:
        context: the desk.
    """

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setProperty("area", "root")
        self._context = context
        self._id = self._turn = 0
        self.card: InteractionCard | None = None
        self._owner: Owner | None = None
        self.editor: InteractionEditor | None = None
        self._may_write = context.may(Permission.INTERACTION_WRITE)
        self.ask_files = ask_files
        self.top = TopBar()
        self.top.back.connect(context.back)
        self._body = QStackedWidget()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.top)
        layout.addWidget(self._body, 1)
        self.edit_button: Button | None = None
        self.state_button: Button | None = None
        self._late = QTimer(self)
        self._late.setSingleShot(True)
        self._late.setInterval(SKELETON_AFTER)
        self._late.timeout.connect(lambda: put(self._body, column(Skeleton(6), None, margins=(20, 20, 16, 16))))
        for keys, act in (("F2", self.edit), ("Ctrl+E", self.edit)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
            shortcut.activated.connect(act)
        context.bus.watch(self, ("interaction",), self._heard)

    def open(self, argument: str) -> None:
        """Show what the address names."""
        first, _slash, rest = argument.partition("/")
        self.editor, self.card, self._owner = None, None, None
        put(self._body, frame("plain"))
        if first == NEW:
            self._id = 0
            self._begin_new(rest)
        elif first.isdigit():
            self._id = int(first)
            self._fetch(then_edit=rest == EDIT)

    def focus_start(self) -> None:
        """See Starts."""
        if self.editor is not None:
            self.editor.focus_first()
        elif self.edit_button is not None:
            self.top.acts.stand_on(self.edit_button)
        elif self.card is not None:
            stand_on_first(self)

    def reload(self) -> None:
        """Fetch the interaction anew; nothing that is being typed is touched."""
        if self._id and self.editor is None:
            self._fetch()

    def edit(self) -> None:
        """Turn the page into its form."""
        if self._may_write and self.card is not None and not self.card.record.hidden and self.editor is None:
            self._begin_edit(self.card, None)

    def turn_state(self) -> None:
        """Mark the matter as dealt with, or open it again; either can be undone."""
        card = self.card
        if card is None or self.editor is not None or not self._may_write:
            return
        was_open = card.record.text("state") == "open"
        case = close_interaction if was_open else reopen_interaction
        words = _("Yhteydenotto merkittiin käsitellyksi.") if was_open else _("Yhteydenotto avattiin uudelleen.")

        def done(saved: SavedInteraction) -> None:
            self._context.messages.done(words, partial(self._undo, saved.undo, f"interaction/{card.record.id}"))
            self._fetch()

        self._context.ask(self, lambda gate: gate.call(case, card.record.id, card.record.version), done)

    def remove(self) -> None:
        """Remove the interaction; the undo bar brings it back."""
        card = self.card
        if card is None or self.editor is not None or not self._may_write or card.record.hidden:
            return
        number, above = card.record.id, self._above()[-1][1]

        def done(saved: SavedInteraction) -> None:
            back = partial(self._undo, saved.undo, f"interaction/{number}", _("Poisto kumottiin."))
            self._context.messages.done(_("Yhteydenotto poistettiin."), back)
            above()

        self._context.ask(self, lambda gate: gate.call(remove_interaction, number, card.record.version), done)

    def escape(self) -> None:
        """Leave the form, or go back to where one came from."""
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
            self.editor = None
            go_on()

        def save() -> None:
            editor.saved.connect(lambda _saved, _new: go_on())
            editor.save()

        ask_unsaved(self.window(), save=save, discard=discard, stay=editor.focus_first)
        return False

    def window_title(self) -> str:
        """Return the noun only: the subject may tell of a person."""
        unsaved = "• " if self.editor is not None and self.editor.is_changed() else ""
        return unsaved + _("Yhteydenotto")

    def _begin_new(self, hung_on: str) -> None:
        entity, _slash, number = hung_on.partition("/")
        if not number.isdigit():
            self._begin_edit(None, None)
            return

        def come(owner: Owner) -> None:
            self._owner = owner
            self._begin_edit(None, owner)

        self._context.ask(self, lambda gate: gate.call(owner_named, entity, int(number)), come)

    def _fetch(self, *, then_edit: bool = False) -> None:
        self._turn += 1
        turn, row_id = self._turn, self._id
        self._late.start()

        def come(card: InteractionCard) -> None:
            if turn == self._turn and self.editor is None:
                self._late.stop()
                self._show(card)
                if then_edit:
                    self.edit()

        self._context.ask(self, lambda gate: gate.call(open_interaction, row_id), come, failed=self._failed)

    def _failed(self, error: Exception) -> None:
        self._late.stop()
        if not isinstance(error, NotFoundError):
            self._context.messages.failed(error)
            return
        self.card = None
        back = Beginning(
            "phone", _("Yhteydenotot"), "", _("Näytä yhteydenotot"), lambda: self._context.go("interactions")
        )
        words = _("Se on poistettu tai sen tallennus on kumottu.")
        put(self._body, EmptyState("phone", _("Yhteydenottoa ei enää ole"), words, (back,)))
        self.top.show_crumbs(self._above(), _("Yhteydenotto"))
        self.top.show_acts()

    def _show(self, card: InteractionCard) -> None:
        self.card = card
        focused = QApplication.focusWidget()
        lost = focused is None or not self.isAncestorOf(focused) or self._body.isAncestorOf(focused)
        cards = InteractionCards(self._context, card, self.ask_files)
        left, right = cards_column(*cards.main()), cards_column(*cards.side())
        put(self._body, scrolled(column(TwoColumns(left, right, _LEFT_SHARE), None, gap=0), _("Yhteydenotto")))
        self.top.show_crumbs(self._above(), card.record.text("subject"), cards.state_pill())
        self._show_acts(card)
        self._context.titled.emit()
        self._context.counted.emit(cards.when_words())
        if lost and self.isVisible():
            self.focus_start()

    def _show_acts(self, card: InteractionCard) -> None:
        self.edit_button = self.state_button = None
        if not self._may_write or card.record.hidden:
            self.top.show_acts()
            return
        is_open = card.record.text("state") == "open"
        words = _("Merkitse käsitellyksi") if is_open else _("Avaa uudelleen")
        self.edit_button = Button(_("Muokkaa"), "pencil", pressed=self.edit)
        self.edit_button.setToolTip(_("Muokkaa (F2)"))
        self.state_button = Button(
            words, "check" if is_open else "undo-2", "primary" if is_open else "plain", pressed=self.turn_state
        )
        remove = Button(_("Poista"), "trash-2", pressed=self.remove)
        remove.setToolTip(_("Poiston voi kumota."))
        self.top.show_acts(remove, self.edit_button, self.state_button)

    def _begin_edit(self, card: InteractionCard | None, owner: Owner | None) -> None:
        self._context.ask(self, lambda gate: fetch_start(gate, card, owner), self._show_editor)

    def _show_editor(self, start: Start) -> None:
        if self.editor is not None:
            return
        self._late.stop()
        editor = self.editor = InteractionEditor(self._context, start)
        editor.saved.connect(self._saved)
        editor.left.connect(self.escape)
        editor.changed.connect(lambda changed: self._mark(changed=changed))
        self._body.addWidget(editor)
        in_turns(
            self._context.runner,
            editor,
            lambda: self.editor is editor,
            lambda: self._put_up(editor),
        )

    def _put_up(self, editor: InteractionEditor) -> None:
        put(self._body, editor)
        self.top.show_acts()
        self._mark(changed=False)
        editor.focus_first()

    def _mark(self, *, changed: bool) -> None:
        name = self.card.record.text("subject") if self.card is not None else _("Uusi yhteydenotto")
        self.top.show_crumbs(self._above(), name, *([Pill(_("Tallentamaton"), "warn")] if changed else []))
        self._context.titled.emit()

    def _saved(self, saved: SavedInteraction, is_new: bool) -> None:
        self.editor = None
        words = _("Yhteydenotto lisättiin.") if is_new else _("Yhteydenotto tallennettiin.")
        address = self._above_address() if is_new else f"interaction/{saved.id}"
        self._context.messages.done(words, partial(self._undo, saved.undo, address))
        for warning in saved.warnings if is_new else ():
            self._context.messages.notice(Notice("warn", warning))
        if is_new:
            self._context.go(f"interaction/{saved.id}")
        else:
            self._fetch()

    def _undo(self, number: int, then: str, words: str = "") -> None:
        def done(_none: object) -> None:
            self._context.messages.done(words or _("Tallennus kumottiin."))
            self._context.go(then)

        self._context.ask(self, lambda gate: gate.call(undo, number), done)

    def _drop_editor(self) -> None:
        self.editor = None
        if self._id:
            self._fetch()
        else:
            self._context.go(self._above_address())

    def _above(self) -> tuple[tuple[str, Callable[[], object]], ...]:
        above = [(_("Yhteydenotot"), partial(self._context.go, "interactions"))]
        card, owner = self.card, self._owner
        if card is not None and card.customer_id is not None:
            above = [(card.customer, partial(self._context.go, f"customer/{card.customer_id}/tapahtumat"))]
        elif owner is not None:
            above = [(owner.name, partial(self._context.go, f"{owner.entity}/{owner.id}"))]
        return tuple(above)

    def _above_address(self) -> str:
        return f"{self._owner.entity}/{self._owner.id}" if self._owner is not None else "interactions"

    def _heard(self, changes: Changes) -> None:
        if self.isVisible() and changes & {("interaction", self._id), ("interaction", 0)}:
            self.reload()
